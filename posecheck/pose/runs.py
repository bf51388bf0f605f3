"""A recording cut into runs of pictures, so that several landmarkers can work on it side by side.

A landmarker follows a person from picture to picture, so a run begins before its first picture:
those pictures are looked at twice, by the run before it, too, and only warm the landmarker up.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posecheck.records import Pose

OVERLAP: Final = 15
"""Pictures that a run looks at before its first one. Then its angles differ by no more than 1 or 2
degrees from those of an unbroken run, as those of any two runs do."""

BLENDED: Final = 5
"""The last pictures of the overlap, in which the old run's landmarks go over into the new one's.
Joined without that, a difference of 2 degrees would be a jerk of 60 degrees a second."""

LONGEST: Final = 200
"""Pictures of a run at most. The overlap costs 8 %, a new landmarker another 6 %. Longer runs cost
memory, because the pictures of all running runs wait in it (200 of 640 x 480: 90 MB), and gain
nothing: when the last ones end, their pictures are still to be drawn."""

SHORTEST: Final = 45
"""Pictures of a run at least: three times the overlap. A shorter recording is not cut."""


def run_length(pictures: int | None) -> int:
    """How many pictures a run has: an even number of equal runs, so that two workers end together.

    It does not depend on the number of workers, so that a recording gives the same landmarks on
    every machine. `pictures` is about how many it has; None where that is not known.

    >>> run_length(600), run_length(100), run_length(None)
    (150, 50, 200)
    """
    if not pictures:
        return LONGEST
    pairs = math.ceil(pictures / (2 * LONGEST))
    return max(math.ceil(pictures / (2 * pairs)), SHORTEST)


def blended(old: Pose, new: Pose, share: float) -> Pose:
    """The pose of a picture that two runs looked at: `share` of it (0 to 1) is the new one's.

    Where only one of them found somebody it is the one that did. How many people there are, and how
    light the picture is, is the old run's.
    """
    if not old.found or not new.found:
        one = new if new.found else old
        return Pose(one.t_s, one.image, one.world_m, one.size_px, old.people, old.light)
    image = _between(old.image, new.image, share)
    world_m = _between(old.world_m, new.world_m, share)
    return Pose(old.t_s, image, world_m, old.size_px, old.people, old.light)


def share_of_new(place: int) -> float:
    """The new run's share in the `place`-th picture of its overlap, 0 to OVERLAP - 1.

    >>> [round(share_of_new(place), 2) for place in (0, 9, 10, 14)]
    [0.0, 0.0, 0.17, 0.83]
    """
    return max(0, place - (OVERLAP - BLENDED) + 1) / (BLENDED + 1)


def _between(
    old: NDArray[np.float64], new: NDArray[np.float64], share: float
) -> NDArray[np.float64]:
    """In single precision, as all landmarks are."""
    return (old + share * (new - old)).astype(np.float32).astype(np.float64)
