"""Quarter turns of pictures: to turn one, to turn a found body back, and when to try a turn.

`quarters` is the number of quarter turns counterclockwise, as in numpy.rot90: 0, 1, -1 or 2.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from posecheck.pose.landmarker import Body

LOST_S: Final = 1.0
"""When nobody was found for this long, turned pictures are tried, too."""

TRY_EVERY_S: Final = 0.5
"""Time between two tries. Tries are rare because turning seldom helps: where MediaPipe misses real
lying people, it helps in one clip of 13."""

LEAST_PRESENCE: Final = 0.5
"""A body with a lower mean presence in a turned picture is furniture."""


def turned(image: NDArray[np.uint8], quarters: int) -> NDArray[np.uint8]:
    """The (H, W, 3) picture after `quarters`, contiguous; for 0 the picture itself."""
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
    """A body from a turned picture, in coordinates of the upright picture of `size_px`.

    The image's z is in units of the picture's width, so it changes with the width. Visibility,
    presence and the world's depth stay.
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
    """How to turn the next picture: not at all, unless nobody was found for `LOST_S`.

    The turned picture is used instead of the upright one, so that a try costs no extra time. The
    direction changes from try to try. A turn that finds somebody is kept until it finds nobody.

    in_the_middle: whether it begins in the middle of a recording, where the turn may have been
        found before. Then both turns are tried as soon as nobody is found.
    """

    def __init__(self, *, in_the_middle: bool = False) -> None:
        self._kept = 0
        self._next_side = 1
        self._next_try_s: float | None = None
        self._hasty_tries = 2 if in_the_middle else 0

    def quarters(self, t_s: float) -> int:
        """The quarter turns for the picture at `t_s`."""
        if self._next_try_s is None or t_s < self._next_try_s:
            return self._kept
        self._hasty_tries = max(self._hasty_tries - 1, 0)
        self._next_try_s = t_s + (0.0 if self._hasty_tries else TRY_EVERY_S)
        self._next_side = -self._next_side
        return -self._next_side

    def note(self, t_s: float, quarters: int, *, found: bool) -> None:
        """Takes whether anybody was found in the picture at `t_s`, after `quarters`."""
        if found:
            self._kept, self._next_try_s, self._hasty_tries = quarters, None, 0
        elif self._next_try_s is None:
            self._kept, self._next_try_s = 0, t_s + (0.0 if self._hasty_tries else LOST_S)
