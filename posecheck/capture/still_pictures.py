"""Finds where the picture of a recording stands still while its time goes on.

A living person is never still to the last detail: they breathe, and each picture has noise of its
own. The landmarks do not tell: in a frozen picture the model's still wander by some pixels.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import av

FROZEN_S: Final = 1.0
"""The picture is frozen when it stands still for longer, seconds. Recorders that miss pictures, or
need a fixed rate, repeat one now and then."""

BLOCK_PX: Final = 16
"""Pictures are compared in blocks of this side, in pixels of the smaller picture: a breath moves
the edge of a chest in a few of them."""

STILL_GREY: Final = 0.8
"""Two pictures are the same where no block's mean difference is larger, of 255. In 40 sample clips
and 6 of real people, the longest time with less is 0.4 s (a plank, 640 x 480, drawn without noise);
a frozen picture, compressed again (H.264, constant rate factor 23), has less all the time."""

REFRESH_S: Final = 0.5
REFRESH_GREY: Final = 3.0
"""A video sends its picture anew now and then (a key frame), with other errors of compression. So
one larger difference in half a second, up to this, ends no standstill."""

SIDE_PX: Final = 640
"""Larger pictures are compared at every second, third, ... pixel, to about this width."""

GREY: Final = ("yuv420p", "yuvj420p", "yuv422p", "yuvj422p", "yuv444p", "yuvj444p", "nv12", "gray")
"""Formats whose first plane is the brightness, a byte a pixel. Others are converted."""


class StillPictures:
    """Follows the pictures of one recording.

    spans: from the last picture that moved to the last that was the same; longer than `FROZEN_S`,
    also one that still lasts.
    """

    def __init__(self) -> None:
        self.spans: list[tuple[float, float]] = []
        self._before: NDArray[np.uint8] | None = None
        self._before_s = -inf
        self._since_s: float | None = None
        self._refreshed_s = -inf

    def step(self, t_s: float, picture: av.VideoFrame) -> None:
        """Takes the next picture."""
        now = _grey(picture)
        change = inf if self._before is None else _change(self._before, now)
        if change < STILL_GREY:
            self._stands_still(t_s)
        elif change < REFRESH_GREY and t_s - self._refreshed_s >= REFRESH_S:
            self._refreshed_s = t_s
        else:
            self._since_s = None
        self._before, self._before_s = now, t_s

    def is_frozen(self, t_s: float) -> bool | None:
        """Whether the picture at a time was frozen; None where that is not known yet."""
        if any(start_s < t_s <= end_s for start_s, end_s in reversed(self.spans)):
            return True
        since_s = self._since_s
        return None if since_s is not None and since_s < t_s else False

    def _stands_still(self, t_s: float) -> None:
        if self._since_s is None:
            self._since_s = self._refreshed_s = self._before_s
        span = (self._since_s, t_s)
        if t_s - self._since_s <= FROZEN_S:
            return
        if self.spans and self.spans[-1][0] == self._since_s:
            self.spans[-1] = span
        else:
            self.spans.append(span)


def _grey(picture: av.VideoFrame) -> NDArray[np.uint8]:
    """The brightness, (H, W), a byte a pixel, about `SIDE_PX` wide."""
    grey = picture if picture.format.name in GREY else picture.reformat(format="gray")
    plane = grey.planes[0]
    rows = np.asarray(memoryview(plane)).view(np.uint8).reshape(-1, plane.line_size)
    step = max(1, grey.width // SIDE_PX)
    return np.ascontiguousarray(rows[: grey.height : step, : grey.width : step])


def _change(before: NDArray[np.uint8], now: NDArray[np.uint8]) -> float:
    """The largest mean difference of a block; infinite where the sizes differ."""
    import cv2

    if before.shape != now.shape:
        return inf
    height, width = (max(1, side // BLOCK_PX) for side in now.shape)
    difference = cv2.absdiff(before, now).astype(np.float32)
    means = cv2.resize(difference, (width, height), interpolation=cv2.INTER_AREA)
    return float(means.max())
