"""Where lines and panels are drawn: on an RGB picture, or on the planes of a video's picture."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import Any, Final, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from posecheck.capture.planes import Colours, Planes

Image8 = NDArray[np.uint8]
Colour = tuple[int, int, int]
Point = tuple[int, int]
"""x and y in 1 / 2^SUBPIXEL_BITS of a pixel, so that lines do not hop from pixel to pixel."""

SUBPIXEL_BITS: Final = 4


class Panel:
    """A picture with opacity, (h, w, 4) uint8 RGBA, ready to paste again and again."""

    def __init__(self, rgba: Image8) -> None:
        self.size_px = rgba.shape[1], rgba.shape[0]
        self._rgb = rgba[:, :, :3]
        self._opacity = np.ascontiguousarray(rgba[:, :, 3])
        self._planar: dict[Colours, list[tuple[Image8, Image8]]] = {}

    @cached_property
    def rgb(self) -> tuple[Image8, Image8]:
        """(h, w, 3) each, of 255: colour times opacity, and 1 - opacity."""
        opacity = cv2.cvtColor(self._opacity, cv2.COLOR_GRAY2RGB)
        light = cv2.multiply(np.ascontiguousarray(self._rgb), opacity, scale=1 / 255)
        return np.asarray(light, np.uint8), np.asarray(255 - opacity, np.uint8)

    def planar(self, colours: Colours) -> list[tuple[Image8, Image8]]:
        """The same for each of the three planes, those of colour at half the size."""
        if colours not in self._planar:
            self._planar[colours] = self._in_planes(colours)
        return self._planar[colours]

    def _in_planes(self, colours: Colours) -> list[tuple[Image8, Image8]]:
        width, height = self.size_px
        half = (width + 1) // 2, (height + 1) // 2
        values = colours.of_rgb(self._rgb.astype(np.float64)) * (self._opacity / 255.0)[:, :, None]
        shade = 255.0 - self._opacity
        found = [(values[:, :, 0], shade)]
        for channel in (1, 2):
            parts = (np.ascontiguousarray(values[:, :, channel]), shade)
            light, dark = (cv2.resize(part, half, interpolation=cv2.INTER_AREA) for part in parts)
            found.append((light, dark))
        return [(_rounded(light), _rounded(dark)) for light, dark in found]


class Canvas(Protocol):
    """Takes lines, dots and panels."""

    @property
    def size_px(self) -> tuple[int, int]:
        """Width, height."""
        ...

    def line(self, a: Point, b: Point, colour: Colour, width_px: int) -> None:
        """Draws a line."""
        ...

    def dot(self, centre: Point, radius_px: int, colour: Colour) -> None:
        """Draws a filled circle."""
        ...

    def paste(self, panel: Panel, *, left: int, top: int) -> None:
        """Draws a panel; what is outside the picture is cut."""
        ...


class RgbCanvas:
    """An RGB picture, (H, W, 3) uint8, which is drawn into."""

    def __init__(self, image: Image8) -> None:
        self._image = image

    @property
    def size_px(self) -> tuple[int, int]:
        """Width, height."""
        return self._image.shape[1], self._image.shape[0]

    def line(self, a: Point, b: Point, colour: Colour, width_px: int) -> None:
        """Draws a line."""
        cv2.line(self._image, a, b, colour, width_px, cv2.LINE_AA, SUBPIXEL_BITS)

    def dot(self, centre: Point, radius_px: int, colour: Colour) -> None:
        """Draws a filled circle."""
        radius = radius_px << SUBPIXEL_BITS
        cv2.circle(self._image, centre, radius, colour, -1, cv2.LINE_AA, SUBPIXEL_BITS)

    def paste(self, panel: Panel, *, left: int, top: int) -> None:
        """Draws a panel; what is outside the picture is cut."""
        _blend(self._image, *panel.rgb, left=left, top=top)


class PlanarCanvas:
    """The planes of a video's picture, which are drawn into; colours have half the resolution."""

    def __init__(self, planes: Planes) -> None:
        self._planes = planes
        self.size_px = planes.size_px

    def line(self, a: Point, b: Point, colour: Colour, width_px: int) -> None:
        """Draws a line."""
        y, u, v = _in_planes(self._planes.colours, colour)
        cv2.line(self._planes.y, a, b, y, width_px, cv2.LINE_AA, SUBPIXEL_BITS)
        half_a, half_b, half_px = _half(a), _half(b), max(round(width_px / 2), 1)
        for plane, value in ((self._planes.u, u), (self._planes.v, v)):
            cv2.line(plane, half_a, half_b, value, half_px, cv2.LINE_AA, SUBPIXEL_BITS)

    def dot(self, centre: Point, radius_px: int, colour: Colour) -> None:
        """Draws a filled circle."""
        y, u, v = _in_planes(self._planes.colours, colour)
        radius, half = radius_px << SUBPIXEL_BITS, _half(centre)
        cv2.circle(self._planes.y, centre, radius, y, -1, cv2.LINE_AA, SUBPIXEL_BITS)
        for plane, value in ((self._planes.u, u), (self._planes.v, v)):
            cv2.circle(plane, half, radius // 2, value, -1, cv2.LINE_AA, SUBPIXEL_BITS)

    def paste(self, panel: Panel, *, left: int, top: int) -> None:
        """Draws a panel, at an even place; what is outside the picture is cut."""
        left, top = left // 2 * 2, top // 2 * 2
        bright, *colours = panel.planar(self._planes.colours)
        _blend(self._planes.y, *bright, left=left, top=top)
        for plane, part in zip((self._planes.u, self._planes.v), colours, strict=True):
            _blend(plane, *part, left=left // 2, top=top // 2)


def _blend(image: Image8, light: Image8, shade: Image8, *, left: int, top: int) -> None:
    """Image x shade + light, within the picture."""
    region = image[top : top + light.shape[0], left : left + light.shape[1]]
    rows, columns = region.shape[:2]
    if rows and columns:
        shaded = cv2.multiply(region, shade[:rows, :columns], scale=1 / 255)
        region[:] = cv2.add(shaded, light[:rows, :columns])


@lru_cache(maxsize=64)
def _in_planes(colours: Colours, colour: Colour) -> Colour:
    y, u, v = np.clip(np.rint(colours.of_rgb(np.array(colour, np.float64))), 0, 255)
    return int(y), int(u), int(v)


def _half(point: Point) -> Point:
    return point[0] >> 1, point[1] >> 1


def _rounded(values: NDArray[np.floating[Any]]) -> Image8:
    found: Image8 = np.clip(np.rint(values), 0, 255).astype(np.uint8)
    return found
