"""From a decoded picture to the one that a player would show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import av
    from av.video.reformatter import VideoReformatter

SANE_ASPECTS: Final = (0.25, 4.0)
"""Real recordings have pixels of 0.5 to 2.2 times their height; files also hold nonsense."""

LOOK: Final = (slice(None, None, 8), slice(None, None, 8))
"""One pixel in 64 is enough to tell dark, black and frozen pictures."""


@dataclass(frozen=True, slots=True)
class Turn:
    """How a picture is laid on the screen: mirrored along its diagonal, then flipped."""

    transpose: bool = False
    flip_x: bool = False
    flip_y: bool = False

    @classmethod
    def from_matrix(cls, matrix: bytes) -> Turn:
        """From a display matrix (nine 32-bit numbers), to the nearest quarter turn.

        The screen's x is a·x + c·y and its y is b·x + d·y for matrix rows (a, b, ·) and
        (c, d, ·): FFmpeg, libavutil/display.h.
        """
        (a, b), (c, d) = np.frombuffer(matrix, np.int32).reshape(3, 3)[:2, :2].astype(float)
        if abs(a) + abs(d) >= abs(b) + abs(c):
            return cls(False, bool(a < 0), bool(d < 0))
        return cls(True, bool(c < 0), bool(b < 0))

    @property
    def clockwise_deg(self) -> int:
        """0, 90, 180 or 270, a mirror image not counted."""
        if self.transpose:
            return 90 if self.flip_x else 270
        return 180 if self.flip_y else 0

    def apply(self, image: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The (H, W, 3) picture as shown; by OpenCV, as NumPy takes four times as long."""
        import cv2

        shown = cv2.transpose(image) if self.transpose else image
        if self.flip_x or self.flip_y:
            shown = cv2.flip(shown, 1 if not self.flip_y else -1 if self.flip_x else 0)
        return np.ascontiguousarray(shown, dtype=np.uint8)


@dataclass(frozen=True, slots=True)
class Shape:
    """What all pictures of a recording are brought to.

    `stored_px` is the decoded width and height with square pixels, before the turn.
    """

    stored_px: tuple[int, int]
    turn: Turn

    @classmethod
    def of(cls, first: av.VideoFrame, *, pixel_aspect: float | None) -> Shape:
        """From the first picture and its pixels' width / height (None = not known)."""
        low, high = SANE_ASPECTS
        aspect = pixel_aspect if pixel_aspect and low <= pixel_aspect <= high else 1.0
        return cls((max(1, round(first.width * aspect)), first.height), turn_of(first))

    @property
    def size_px(self) -> tuple[int, int]:
        """Width, height as shown."""
        width, height = self.stored_px
        return (height, width) if self.turn.transpose else (width, height)

    def shown(
        self, frame: av.VideoFrame, *, stored_px: tuple[int, int], to_rgb: VideoReformatter
    ) -> NDArray[np.uint8]:
        """(H, W, 3) RGB; contiguous, as PyAV's padded rows (odd widths) blind MediaPipe.

        `stored_px` is the first picture's decoded size. A picture of another size (phones
        turned during a browser recording) is fitted in with black beside it, undistorted.
        `to_rgb` is kept from picture to picture: making one costs as much as decoding.
        """
        if (frame.width, frame.height) == stored_px:
            return self.turn.apply(_rgb(frame, self.stored_px, to_rgb))
        return self.turn.apply(self._fitted(frame, to_rgb))

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
    """The turn that the container asks for; none where it says nothing."""
    from av.sidedata.sidedata import SideData

    matrix = frame.side_data.get("DISPLAYMATRIX")
    return Turn.from_matrix(bytes(matrix)) if isinstance(matrix, SideData) else Turn()


def _rgb(
    frame: av.VideoFrame, size_px: tuple[int, int], to_rgb: VideoReformatter
) -> NDArray[np.uint8]:
    width, height = size_px
    shown = to_rgb.reformat(frame, width=width, height=height, format="rgb24")
    return shown.to_ndarray().astype(np.uint8, copy=False)


def luminance(picture: NDArray[np.uint8]) -> float:
    """Mean brightness of a picture, 0 to 255 (Rec. 601), of one pixel in 64."""
    return float((picture[LOOK] @ np.array([0.299, 0.587, 0.114])).mean())
