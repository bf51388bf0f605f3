"""Pictures as encoders take them: one plane of brightness, two of colour at half the size.

Most recordings keep their pictures like that. Whoever draws on the planes need not make them RGB
and back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from posecheck.capture.decoded import PLANAR, Converter, Decoded
from posecheck.capture.picture import Turn

if TYPE_CHECKING:
    import av

Plane = NDArray[np.uint8]

BT709: Final = 1
BT601: Final = 6
"""Numbers of colour matrices in H.264 (ITU-T H.273; 6 is there also called SMPTE 170M)."""

LIMITED, FULL = 1, 2
"""FFmpeg's numbers for brightness from 16 to 235, and from 0 to 255."""

UPRIGHT: Final = Turn()

WEIGHTS: Final = {BT709: (0.2126, 0.0722), BT601: (0.299, 0.114)}
"""The shares of red and blue in brightness (ITU-R BT.709 and BT.601)."""


@dataclass(frozen=True, slots=True)
class Colours:
    """How a recording's planes stand for colours: the matrix and the range, by FFmpeg's numbers.

    A matrix that is not told is kept so, and drawn with as BT.601.
    """

    matrix: int = BT601
    range: int = LIMITED

    def of_rgb(self, rgb: NDArray[np.float64]) -> NDArray[np.float64]:
        """Brightness and the two colours (..., 3), 0 to 255, of red, green and blue (..., 3)."""
        red, blue = WEIGHTS.get(self.matrix, WEIGHTS[BT601])
        bright = rgb @ np.array([red, 1 - red - blue, blue])
        cb = (rgb[..., 2] - bright) / (2 * (1 - blue))
        cr = (rgb[..., 0] - bright) / (2 * (1 - red))
        if self.range == FULL:
            return np.stack([bright, cb + 128, cr + 128], axis=-1)
        scaled = [bright * 219 / 255 + 16, cb * 224 / 255 + 128, cr * 224 / 255 + 128]
        return np.stack(scaled, axis=-1)


class Planes:
    """A picture of even width and height: `y` (H, W), `u` and `v` (H / 2, W / 2), in one buffer."""

    def __init__(self, size_px: tuple[int, int], colours: Colours) -> None:
        width, height = size_px
        self.colours = colours
        self.size_px = size_px
        self.buffer: Plane = np.empty((height * 3 // 2, width), np.uint8)
        flat, count = self.buffer.reshape(-1), width * height
        half = (height // 2, width // 2)
        self.y: Plane = flat[:count].reshape(height, width)
        self.u: Plane = flat[count : count * 5 // 4].reshape(half)
        self.v: Plane = flat[count * 5 // 4 :].reshape(half)

    def frame(self) -> av.VideoFrame:
        """The picture for PyAV. It shares the buffer where PyAV can: a height in fours."""
        import av

        width, height = self.size_px
        if height % 4 == 0:
            shared = av.VideoFrame.from_numpy_buffer(self.buffer, format="yuv420p")
            return _named(shared, self.colours)
        copied = _named(av.VideoFrame(width, height, "yuv420p"), self.colours)
        for room, plane in zip(_stored(copied), (self.y, self.u, self.v), strict=True):
            room[:] = plane
        return copied


class PlanesMaker:
    """Copies pictures into planes. The planes of one picture are overwritten by those of the next:
    a new buffer for each would take longer than the copy."""

    def __init__(self) -> None:
        self._planes: Planes | None = None
        self._converter: Converter | None = None

    def of(self, decoded: Decoded) -> Planes:
        """A picture as a player shows it; an odd last row or column is left out."""
        picture, shape = decoded.picture, decoded.shape
        even = picture.width % 2 == picture.height % 2 == 0
        whole = (picture.width, picture.height) == decoded.stored_px == shape.stored_px
        if shape.pq or not (even and whole and picture.format.name in PLANAR):
            self._converter = self._converter or Converter(shape, stored_px=decoded.stored_px)
            return self.of_rgb(self._converter.rgb(picture))
        planes = self._room(shape.size_px, _colours(picture))
        for part, stored in zip((planes.y, planes.u, planes.v), _stored(picture), strict=True):
            part[:] = stored if shape.turn == UPRIGHT else shape.turn.apply(stored)
        return planes

    def of_rgb(self, image: NDArray[np.uint8]) -> Planes:
        """An RGB picture (H, W, 3), by BT.601: OpenCV takes a seventh of the time that FFmpeg takes
        for any matrix (0.7 ms at 1920 x 1080, against 5.0)."""
        import cv2

        width, height = image.shape[1] // 2 * 2, image.shape[0] // 2 * 2
        planes = self._room((width, height), Colours())
        even = np.ascontiguousarray(image[:height, :width])
        cv2.cvtColor(even, cv2.COLOR_RGB2YUV_I420, dst=planes.buffer)
        return planes

    def _room(self, size_px: tuple[int, int], colours: Colours) -> Planes:
        if self._planes is None or self._planes.size_px != size_px:
            self._planes = Planes(size_px, colours)
        self._planes.colours = colours
        return self._planes


def _stored(picture: av.VideoFrame) -> Iterator[Plane]:
    """The three planes of a picture as they lie in memory; a decoder's must not be changed."""
    width, height = picture.width, picture.height
    sizes = ((height, width), (height // 2, width // 2), (height // 2, width // 2))
    for plane, (rows, columns) in zip(picture.planes, sizes, strict=True):
        stored = np.frombuffer(memoryview(plane), np.uint8)[: rows * plane.line_size]
        yield stored.reshape(rows, plane.line_size)[:, :columns]


def _named(picture: av.VideoFrame, colours: Colours) -> av.VideoFrame:
    picture.colorspace, picture.color_range = colours.matrix, colours.range
    return picture


def _colours(picture: av.VideoFrame) -> Colours:
    full = picture.format.name == "yuvj420p" or picture.color_range == FULL
    return Colours(int(picture.colorspace), FULL if full else LIMITED)
