"""Quarter turns: of a picture, of what was found in it, and when to try one.

`quarters` counts quarter turns against the clock (as numpy.rot90): 0, 1, -1 or 2.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from posecheck.pose.landmarker import Body

LOST_S: Final = 1.0
"""Nobody for this long, and turned pictures are worth a try."""

TRY_EVERY_S: Final = 0.5
"""Of MediaPipe's misses on real lying people, turning mends one clip in 13: seldom."""

LEAST_PRESENCE: Final = 0.5
"""Mean presence below which a find in a turned picture is furniture."""


def turned(image: NDArray[np.uint8], quarters: int) -> NDArray[np.uint8]:
    """The (H, W, 3) picture after `quarters`, contiguous; itself where there are none."""
    import cv2

    codes = {
        1: cv2.ROTATE_90_COUNTERCLOCKWISE,
        2: cv2.ROTATE_180,
        3: cv2.ROTATE_90_CLOCKWISE,
    }
    if quarters % 4 == 0:
        return image
    return np.ascontiguousarray(cv2.rotate(image, codes[quarters % 4]), dtype=np.uint8)


def turned_back(body: Body, quarters: int, *, size_px: tuple[int, int]) -> Body:
    """What was found in the turned picture, as seen in the upright one of `size_px`.

    Image z is in units of the picture's width, so it changes with the width; visibility,
    presence and the world's depth do not change.
    """
    image, world_m = body.image.copy(), body.world_m.copy()
    for _ in range(quarters % 4):
        x, y = image[:, 0].copy(), image[:, 1].copy()
        image[:, 0], image[:, 1] = 1.0 - y, x
        right, down = world_m[:, 0].copy(), world_m[:, 1].copy()
        world_m[:, 0], world_m[:, 1] = -down, right
    if quarters % 2:
        width, height = size_px
        image[:, 2] *= height / width
    return Body(image, world_m)


class Search:
    """Which way to hold the next picture: upright, unless that has found nobody for long.

    A turned try takes the upright one's place, so that searching costs nothing; the
    direction changes from try to try. A turn that finds somebody is kept until it fails.
    """

    def __init__(self) -> None:
        self._kept = 0
        self._next_side = 1
        self._next_try_s: float | None = None

    def quarters(self, t_s: float) -> int:
        """The quarter turns for the picture at `t_s`."""
        if self._next_try_s is None or t_s < self._next_try_s:
            return self._kept
        self._next_try_s = t_s + TRY_EVERY_S
        self._next_side = -self._next_side
        return -self._next_side

    def tell(self, t_s: float, quarters: int, *, found: bool) -> None:
        """What came of the picture at `t_s`, held as `quarters` said."""
        if found:
            self._kept, self._next_try_s = quarters, None
        elif self._next_try_s is None:
            self._kept, self._next_try_s = 0, t_s + LOST_S
