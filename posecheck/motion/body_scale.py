"""The size of a person in the picture, which no posture changes."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot, isfinite, isnan, nan

import numpy as np
from numpy.typing import NDArray

from posecheck import landmarks
from posecheck.motion.geometry import distance
from posecheck.motion.running_median import RunningMedian
from posecheck.motion.visibility import MEMORY_S
from posecheck.records import Pose

SCALE_S = 30.0
"""The trunk's length is the median over this time, seconds. The model's idea of it changes with
the posture of the arms, by up to 6 % within seconds, half of it to either side. A squeeze of the
shoulder blades changes the distance of the elbows by as much."""

SCALE_KNOWN_S = 1.0
"""From this time after the first picture on the length may be kept. A recording's first pictures
are up to 4 % off."""

SCALE_DRIFT = 0.03
"""The length follows its median when both differ by more than this share."""

CAME_NEARER = 0.15
"""A person whose size changes by more than this share has moved. In the start posture only that
changes the length: it is more than twice what the posture of the arms does."""


class ScaleTracker:
    """The size of a person who stays where they are: one number, which no posture changes.

    The scale stays until it differs from the median of the last `memory_s` by more than the share
    `drift`. While it is to be kept, and `known_s` after the first value, it stays until it differs
    by more than the share `moved`. If the median of the last `follow_s` differs by more than
    `moved`, the person has come nearer or gone away, and all earlier values are forgotten.
    """

    def __init__(
        self, *, memory_s: float, follow_s: float, known_s: float, drift: float, moved: float
    ) -> None:
        self._memory_s = memory_s
        self._known_s = known_s
        self._drift = drift
        self._moved = moved
        self._recent = RunningMedian(follow_s)
        self._long = RunningMedian(memory_s)
        self._scale = nan
        self._first_s = nan

    def step(self, t_s: float, value: float, *, kept: bool = False) -> float:
        """The scale after `value` at `t_s`, which must not go back; NaN before the first value.

        A NaN is left out. `kept`: whether the scale is to be kept.
        """
        recent = self._recent.step(t_s, value)
        usual = self._long.step(t_s, value)
        if abs(recent - usual) > self._moved * usual:
            self._long = RunningMedian(self._memory_s)
            usual = self._long.step(t_s, recent)
        if isnan(self._first_s) and isfinite(value):
            self._first_s = t_s
        known = t_s - self._first_s >= self._known_s
        bound = self._moved if kept and known else self._drift
        if not abs(usual - self._scale) <= bound * usual:
            self._scale = usual
        return self._scale


class TrunkScale(ScaleTracker):
    """The length of the trunk, pixels: the unit in which distances are measured."""

    def __init__(self) -> None:
        super().__init__(
            memory_s=SCALE_S,
            follow_s=MEMORY_S,
            known_s=SCALE_KNOWN_S,
            drift=SCALE_DRIFT,
            moved=CAME_NEARER,
        )


SHOULDERS_S = 60.0
"""How long the width of the shoulders is remembered, seconds: longer than two twists, of fifteen
seconds each, with what lies between."""

FRONT_DEG = 50.0
"""From this angle on between the left-right axis and the line of sight, the shoulders show their
width: the limit of a front view."""

TRUNK_OVER_SHOULDERS = 1.35
"""The trunk's length over the width of the shoulders, from joint to joint as the model sees them.
Where the hips are seen, from the front, it is 1.15-1.49 in 25 clips of drawn people whose arms hang
or are held out (median 1.32), and 1.18-1.44 in five recordings of real ones (median 1.30). The
lengths of people's trunk and shoulders over their stature, 0.288 and 0.259 (Drillis & Contini
1966), give 1.11. That width goes to the outer ends of the shoulders, 2-3 cm beyond each joint."""


class _RunningHigh(RunningMedian):
    """As a running median, but the value below which 19 of 20 lie."""

    @property
    def value(self) -> float:
        """That value now; NaN while nothing is remembered."""
        n = len(self._sorted)
        return self._sorted[19 * (n - 1) // 20] if n else nan


class TrunkEstimate:
    """The size of a person in each picture, from what was seen of them: the width of the shoulders
    and the length of the trunk."""

    def __init__(self) -> None:
        self._widths_px = _RunningHigh(SHOULDERS_S)
        self._own_ratio = RunningMedian(SHOULDERS_S)

    def step(
        self,
        pose: Pose,
        points: NDArray[np.float64],
        inside: Sequence[bool],
        side_axis_deg: float,
    ) -> tuple[float, float]:
        """The widths of the next pose, pixels: of the shoulders, and the trunk's length.

        `points` (33, 2) are the pixels of what was seen, NaN elsewhere; `inside` (33) tells which
        landmarks lie inside the picture. Times must not go back.

        The first is how wide the shoulders are when they face the camera, NaN before they did: the
        95th percentile of the last `SHOULDERS_S` in views from the front. A trunk that turns looks
        narrower, and so do shoulders whose arms are lifted. So three seconds of facing the camera
        are enough, and a stumble of the tracking changes nothing.

        Where a hip was seen, the trunk's length is `trunk_length_px`. Where none was, the model
        only guesses where the trunk ends, and its guess goes with the head and the arms. Over two
        real recordings of heads that turn and bend the fit goes from -14 to +10 % of its median,
        the width of the shoulders from -7 to +5 %. So the length is then that width times the
        ratio of this person, as far as their hips were seen before, else `TRUNK_OVER_SHOULDERS`.
        The fit is all there is for somebody who was not seen from the front.
        """
        wide = side_axis_deg >= FRONT_DEG
        width_px = distance(*points[_SHOULDERS].tolist()) if wide else nan
        shoulders_px = self._widths_px.step(pose.t_s, width_px)
        fitted_px = trunk_length_px(pose, inside)
        seen = any(isfinite(x) for x, _ in points[_HIPS].tolist())
        known = seen and wide and shoulders_px > 0
        ratio = self._own_ratio.step(pose.t_s, fitted_px / shoulders_px if known else nan)
        if seen or not shoulders_px > 0:
            return shoulders_px, fitted_px
        return shoulders_px, shoulders_px * (ratio if ratio > 0 else TRUNK_OVER_SHOULDERS)


_SHOULDERS = [landmarks.index("shoulder", s) for s in ("left", "right")]
_HIPS = [landmarks.index("hip", s) for s in ("left", "right")]


_TRUNK = [landmarks.index(j, s) for j in ("shoulder", "hip") for s in ("left", "right")]
_SCALED_BY = [
    *_TRUNK,
    *(landmarks.index(j, s) for j in ("knee", "elbow") for s in ("left", "right")),
]
"""The joints from which the scale is read. The ends of limbs are left out: the model guesses them
worst."""


def trunk_length_px(pose: Pose, inside: Sequence[bool]) -> float:
    """The trunk's length in space, from the middle of the shoulders to that of the hips, at the
    picture's scale, pixels.

    NaN where nobody was found. Also NaN where it would not be above 0: the model has put the joints
    at one point, or its picture and its world landmarks contradict each other. A distance over a
    trunk of no length has no meaning.

    The scale, pixels a metre, is a least-squares fit of the joints' pixels to x and y of the world
    landmarks, over the joints that lie `inside` the picture (33): where the others are is a guess.
    So the length stays the same when the trunk turns towards the camera. Over 29 real recordings it
    is 0.75-1.07 of the length measured in the picture, with a median of 1.02. In a side lunge seen
    from the front it varies by 20 % instead of 51 %.
    """
    by = [row for row in _SCALED_BY if inside[row]]
    px_per_m = _scale_px_per_m(pose, by if len(by) > 1 else _SCALED_BY)
    axes = zip(*pose.world_m[_TRUNK].tolist(), strict=True)
    trunk_m = hypot(
        *(left + right - left_hip - right_hip for left, right, left_hip, right_hip in axes)
    )
    trunk_px = px_per_m * trunk_m / 2
    return trunk_px if trunk_px > 0 else nan


def _scale_px_per_m(pose: Pose, by: list[int]) -> float:
    """The picture's scale at the person, read from some landmarks; NaN where they all lie at one
    point."""
    width_px, height_px = pose.size_px
    picture = [(x * width_px, y * height_px) for x, y, *_ in pose.image[by].tolist()]
    space = pose.world_m[by].tolist()
    mean_x_px, mean_y_px = (sum(axis) / len(by) for axis in zip(*picture, strict=True))
    mean_x_m, mean_y_m, _ = (sum(axis) / len(by) for axis in zip(*space, strict=True))
    along = spread_m2 = 0.0
    for (x_px, y_px), (x_m, y_m, _) in zip(picture, space, strict=True):
        right_m, down_m = x_m - mean_x_m, y_m - mean_y_m
        along += (x_px - mean_x_px) * right_m + (y_px - mean_y_px) * down_m
        spread_m2 += right_m * right_m + down_m * down_m
    return along / spread_m2 if spread_m2 > 0 else nan
