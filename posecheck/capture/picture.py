"""From a decoded picture to the picture that a player shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import av
    from av.video.reformatter import VideoReformatter

PIXEL_ASPECTS: Final = (0.25, 4.0)
"""Width over height of a pixel: lowest and highest value that is believed. Real recordings have 0.5
to 2.2; some files hold wrong values."""

PQ: Final = 16
"""FFmpeg's number for the transfer curve of HDR (SMPTE ST 2084)."""

WHITE_CD_M2: Final = 203.0
"""How bright white is in HDR (ITU-R BT.2408), candela a square metre. What is brighter is white."""

SAMPLED: Final = (slice(None, None, 8), slice(None, None, 8))
"""Every 64th pixel of a picture: enough to recognise a dark, black or frozen one."""


@dataclass(frozen=True, slots=True)
class Turn:
    """How a player turns a picture: it is mirrored along its diagonal, then flipped."""

    transpose: bool = False
    flip_x: bool = False
    flip_y: bool = False

    @classmethod
    def from_matrix(cls, matrix: bytes) -> Turn:
        """The nearest quarter turn to a display matrix (nine 32-bit numbers).

        On the screen x is a·x + c·y and y is b·x + d·y, for matrix rows (a, b, ·) and (c, d, ·):
        FFmpeg, libavutil/display.h.
        """
        (a, b), (c, d) = np.frombuffer(matrix, np.int32).reshape(3, 3)[:2, :2].astype(float)
        if abs(a) + abs(d) >= abs(b) + abs(c):
            return cls(False, bool(a < 0), bool(d < 0))
        return cls(True, bool(c < 0), bool(b < 0))

    @property
    def clockwise_deg(self) -> int:
        """The clockwise turn: 0, 90, 180 or 270 degrees; a mirror image is ignored."""
        if self.transpose:
            return 90 if self.flip_x else 270
        return 180 if self.flip_y else 0

    def then(self, clockwise_deg: int) -> Turn:
        """This turn, and after it one by 0, 90, 180 or 270 degrees.

        >>> Turn().then(90).clockwise_deg, Turn().then(90).then(180).clockwise_deg
        (90, 270)
        """
        turn = self
        for _ in range(clockwise_deg // 90):
            # A quarter turn mirrors along the diagonal, which exchanges the flips, then flips x.
            turn = Turn(not turn.transpose, not turn.flip_y, turn.flip_x)
        return turn

    def apply(self, image: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The (H, W, 3) picture as a player shows it. NumPy takes four times as long as OpenCV."""
        import cv2

        shown = cv2.transpose(image) if self.transpose else image
        if self.flip_x or self.flip_y:
            shown = cv2.flip(shown, 1 if not self.flip_y else -1 if self.flip_x else 0)
        return np.ascontiguousarray(shown, dtype=np.uint8)


@dataclass(frozen=True, slots=True)
class Shape:
    """The size and the turn that all pictures of a recording get.

    `stored_px` is the decoded width and height with square pixels, before the turn. `pq` says that
    the pictures are HDR: pale and flat, until they are shown on the curve of usual ones.
    """

    stored_px: tuple[int, int]
    turn: Turn
    pq: bool = False

    @classmethod
    def of(cls, first: av.VideoFrame, *, pixel_aspect: float | None) -> Shape:
        """From the first picture, and width over height of its pixels (None where not known)."""
        low, high = PIXEL_ASPECTS
        aspect = pixel_aspect if pixel_aspect and low <= pixel_aspect <= high else 1.0
        stored_px = (max(1, round(first.width * aspect)), first.height)
        return cls(stored_px, turn_of(first), int(first.color_trc) == PQ)

    @property
    def size_px(self) -> tuple[int, int]:
        """Width and height as a player shows it."""
        width, height = self.stored_px
        return (height, width) if self.turn.transpose else (width, height)

    def turned(self, clockwise_deg: int) -> Shape:
        """The same pictures, turned once more by 0, 90, 180 or 270 degrees."""
        return replace(self, turn=self.turn.then(clockwise_deg))

    def within(self, side_px: int) -> Shape:
        """The same shape, with at most `side_px` on its longer side."""
        scale = side_px / max(self.stored_px)
        if scale >= 1:
            return self
        width, height = self.stored_px
        return replace(
            self, stored_px=(max(1, round(width * scale)), max(1, round(height * scale)))
        )

    def shown(
        self, frame: av.VideoFrame, *, stored_px: tuple[int, int], to_rgb: VideoReformatter
    ) -> NDArray[np.uint8]:
        """The picture as a player shows it, (H, W, 3) RGB, contiguous.

        PyAV pads the rows of odd widths; MediaPipe finds nobody in such a picture. `stored_px` is
        the first picture's decoded size. A picture of another size (from a phone that was turned
        during a browser recording) is scaled without distortion, and the rest is black. `to_rgb`
        is kept from picture to picture, because making one takes as long as decoding.
        """
        if (frame.width, frame.height) in (stored_px, self.stored_px):
            image = _rgb(frame, self.stored_px, to_rgb)
        else:
            image = self._fitted(frame, to_rgb)
        return self.turn.apply(_from_pq()[image] if self.pq else image)

    def _fitted(self, frame: av.VideoFrame, to_rgb: VideoReformatter) -> NDArray[np.uint8]:
        width, height = self.stored_px
        scale = min(width / frame.width, height / frame.height)
        size_px = max(1, int(frame.width * scale)), max(1, int(frame.height * scale))
        inner = _rgb(frame, size_px, to_rgb)
        canvas = np.zeros((height, width, 3), np.uint8)
        top, left = (height - inner.shape[0]) // 2, (width - inner.shape[1]) // 2
        canvas[top : top + inner.shape[0], left : left + inner.shape[1]] = inner
        return canvas


def turn_of(frame: av.VideoFrame) -> Turn:
    """The turn that the container asks for; no turn where it says nothing."""
    from av.sidedata.sidedata import SideData

    matrix = frame.side_data.get("DISPLAYMATRIX")
    return Turn.from_matrix(bytes(matrix)) if isinstance(matrix, SideData) else Turn()


def _rgb(
    frame: av.VideoFrame, size_px: tuple[int, int], to_rgb: VideoReformatter
) -> NDArray[np.uint8]:
    width, height = size_px
    shown = to_rgb.reformat(frame, width=width, height=height, format="rgb24")
    return shown.to_ndarray().astype(np.uint8, copy=False)


@cache
def _from_pq() -> NDArray[np.uint8]:
    """What stands for each of 256 values of HDR on the curve of usual pictures (gamma 2.2)."""
    root = (np.arange(256) / 255) ** (1 / 78.84375)
    share = np.maximum(root - 0.8359375, 0) / (18.8515625 - 18.6875 * root)
    light = 10_000 * share ** (1 / 0.1593017578125) / WHITE_CD_M2
    return (255 * np.minimum(light, 1.0) ** (1 / 2.2)).round().astype(np.uint8)


def luminance(picture: NDArray[np.uint8]) -> float:
    """Mean brightness of an RGB picture, 0 to 255 (Rec. 601), from every 64th pixel."""
    return float((picture[SAMPLED] @ np.array([0.299, 0.587, 0.114])).mean())
