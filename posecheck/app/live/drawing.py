"""Draws words, rings and dark panels into a picture; sizes in pixels, colours RGB."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from posecheck.report import captions

Image8 = NDArray[np.uint8]
Colour = tuple[int, int, int]
Anchor = Literal["left", "middle", "right"]

WHITE: Final[Colour] = (255, 255, 255)
GREY: Final[Colour] = (190, 196, 206)
TRACK: Final[Colour] = (78, 84, 96)
DARK: Final[Colour] = (16, 20, 28)
CYAN: Final[Colour] = (64, 224, 255)
GREEN: Final[Colour] = (96, 226, 128)
AMBER: Final[Colour] = (255, 190, 70)
RED: Final[Colour] = (255, 96, 84)

PANEL: Final = 0.72
"""Opacity of a panel: white text on it keeps a contrast of 4.5 : 1 in front of a white wall."""

_BITS: Final = 4
"""Bits behind the point in OpenCV's fixed-point positions."""


def shade(image: Image8, box: tuple[int, int, int, int], opacity: float = PANEL) -> None:
    """Darkens the box (left, top, right, bottom) of an image; a part outside is cut off."""
    left, top, right, bottom = box
    region = image[max(0, top) : max(0, bottom), max(0, left) : max(0, right)]
    if region.size:
        cv2.convertScaleAbs(region, region, 1 - opacity, opacity * DARK[1])


def text(
    image: Image8,
    words: str,
    at: tuple[int, int],
    size_px: int,
    *,
    colour: Colour = WHITE,
    anchor: Anchor = "left",
) -> None:
    """Draws words; `at` is their left end, middle or right end, at half the height of capitals."""
    if not words:
        return
    patch = _patch(captions.drawable(words), max(size_px, 8), colour)
    height, width = patch.light.shape[:2]
    x, y = at
    left = x - {"left": 0, "middle": width // 2, "right": width}[anchor]
    top = y - patch.rise_px
    region = image[max(0, top) : max(0, top + height), max(0, left) : max(0, left + width)]
    rows = slice(max(0, -top), max(0, -top) + region.shape[0])
    columns = slice(max(0, -left), max(0, -left) + region.shape[1])
    mixed = np.multiply(region, patch.shade[rows, columns], dtype=np.uint16)
    mixed += patch.light[rows, columns]
    region[:] = mixed >> 8


@dataclass(frozen=True, slots=True, eq=False)
class _Patch:
    """Words ready to paste, (h, w, 3) each: colour times opacity, and 256 - opacity."""

    light: NDArray[np.uint16]
    shade: NDArray[np.uint16]
    rise_px: int
    """From the top to the middle of the capitals."""


@lru_cache(maxsize=64)  # The digits of a count take a third of a megabyte.
def _patch(words: str, size_px: int, colour: Colour) -> _Patch:
    font = captions.font(size_px)
    width = max(1, round(font.getlength(words)))
    ascent, descent = font.getmetrics()
    picture = Image.new("L", (width + 2, ascent + descent))
    ImageDraw.Draw(picture).text((0, 0), words, font=font, fill=255)
    opacity = np.repeat(np.asarray(picture).astype(np.uint16)[:, :, None], 3, axis=2)
    opacity += opacity >> 7  # 255 becomes 256, so that a shift by 8 bits divides.
    _, top, _, bottom = font.getbbox("H")
    light = np.array(colour, np.uint16) * opacity
    return _Patch(light, 256 - opacity, round((top + bottom) / 2))


@lru_cache(maxsize=64)
def fitting(words: str, sizes_px: tuple[int, ...], *, width_px: int, lines: int) -> tuple[
    int, list[str]
]:  # fmt: skip
    """The first of the sizes at which the words fit into `lines` lines, and these lines.

    Where no size fits, the last one.
    """
    for size_px in sizes_px:
        rows = captions.wrapped(words, size_px=size_px, width_px=width_px)
        if len(rows) <= lines:
            return size_px, rows
    return sizes_px[-1], rows


def ring(
    image: Image8,
    centre: tuple[int, int],
    radius_px: int,
    width_px: int,
    share: float,
    *,
    colour: Colour,
) -> None:
    """Draws a ring that fills clockwise from the top; `share` is how far, 0 to 1."""
    fixed = (centre[0] << _BITS, centre[1] << _BITS)
    radius = radius_px << _BITS
    cv2.circle(image, fixed, radius, TRACK, width_px, cv2.LINE_AA, _BITS)
    share = min(1.0, max(0.0, share))
    if share > 0:
        points = cv2.ellipse2Poly(centre, (radius_px, radius_px), -90, 0, round(360 * share), 3)
        cv2.polylines(image, [points], False, colour, width_px, cv2.LINE_AA)


def arc(
    image: Image8, centre: tuple[int, int], radius_px: int, width_px: int, turns: float
) -> None:
    """Draws a quarter of a ring, turned clockwise from the top by `turns`."""
    ring(image, centre, radius_px, width_px, 0.0, colour=TRACK)
    begin = round(360 * (turns % 1.0)) - 90
    points = cv2.ellipse2Poly(centre, (radius_px, radius_px), begin, 0, 90, 3)
    cv2.polylines(image, [points], False, CYAN, width_px, cv2.LINE_AA)


def disc(image: Image8, centre: tuple[int, int], radius_px: int) -> None:
    """Draws a dark disc that the picture shines through a little."""
    x, y = centre
    top, left = max(0, y - radius_px), max(0, x - radius_px)
    region = image[top : y + radius_px + 1, left : x + radius_px + 1]
    if region.size:
        dark = region.copy()
        cv2.circle(dark, (x - left, y - top), radius_px, DARK, -1, cv2.LINE_AA)
        region[:] = cv2.addWeighted(region, 1 - PANEL, dark, PANEL, 0)
