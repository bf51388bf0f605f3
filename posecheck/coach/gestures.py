"""Two signs that can be given from the floor: a wave, and a hand held up.

A wave is a hand above its elbow whose forearm swings to and fro, as somebody waves at a
camera. No back-care exercise has that: `docs/live.md` has the measurement over all clips. A
hand held up straight belongs to several exercises, so it counts only during a pause.
"""

from __future__ import annotations

from collections import deque
from math import atan2, degrees, isfinite

from posecheck.motion.body import Body
from posecheck.motion.geometry import joint_angle_deg
from posecheck.records import Side

SWING_DEG = 25.0
"""A change of the forearm's direction by so much is a swing: half of a small wave's 50-60
degrees, as the model smooths what is fast."""

SWINGS = 4
WITHIN_S = 2.5
"""To and fro, twice. In all sample clips and recordings there are never more than two swings
within this time where hands are up."""

RAISED_TRUNK = 0.33
"""So far the wrist is above the elbow in the picture, in trunk lengths: two thirds of a forearm.
Less than that has the hand somewhere at the head, where the model guesses."""

OPEN_DEG = 70.0
"""An elbow more bent than that has its hand at the head, where the model guesses."""

UP_TRUNK = 0.8
STRAIGHT_DEG = 140.0
"""A wrist so far above its shoulder, with so straight an elbow, is a hand held up: an arm is
1.15 trunk lengths long."""

_SIDES: tuple[Side, ...] = ("left", "right")


class Swings:
    """Counts the swings of one forearm; a hand that is let down begins anew."""

    def __init__(self) -> None:
        self._turns_s: deque[float] = deque()
        self._extremes: tuple[float, float] | None = None
        self._way = 0

    def step(self, t_s: float, forearm_deg: float) -> int:
        """Takes the forearm's direction, NaN when it is not raised; swings of `WITHIN_S`."""
        if not isfinite(forearm_deg):
            self._extremes, self._way = None, 0
        else:
            self._follow(t_s, forearm_deg)
        while self._turns_s and t_s - self._turns_s[0] > WITHIN_S:
            self._turns_s.popleft()
        return len(self._turns_s)

    def _follow(self, t_s: float, forearm_deg: float) -> None:
        """A swing is a way of `SWING_DEG` back from the farthest point of the one before."""
        low, high = self._extremes or (forearm_deg, forearm_deg)
        low, high = min(low, forearm_deg), max(high, forearm_deg)
        if self._way >= 0 and high - forearm_deg >= SWING_DEG:
            self._way, high = -1, forearm_deg
            self._turns_s.append(t_s)
        elif self._way <= 0 and forearm_deg - low >= SWING_DEG:
            self._way, low = 1, forearm_deg
            self._turns_s.append(t_s)
        if self._way > 0:
            low = forearm_deg if forearm_deg >= high else low
        elif self._way < 0:
            high = forearm_deg if forearm_deg <= low else high
        self._extremes = low, high


class Gestures:
    """Follows both hands. `waving` and `hand_up_s` tell of the latest moment."""

    def __init__(self) -> None:
        self._swings = {side: Swings() for side in _SIDES}
        self._up_since_s: float | None = None
        self._waved_s = float("-inf")
        self._began_s: float | None = None
        self.swings = 0

    def step(self, body: Body) -> None:
        """Takes what was seen at the next moment."""
        t_s = body.t_s
        self.swings = max(
            swings.step(t_s, raised_forearm_deg(body, side))
            for side, swings in self._swings.items()
        )
        if self.swings >= SWINGS:
            self._waved_s = t_s
            self._began_s = t_s if self._began_s is None else self._began_s
        elif t_s - self._waved_s > QUIET_S:
            self._began_s = None
        if any(is_hand_up(body, side) for side in _SIDES):
            self._up_since_s = t_s if self._up_since_s is None else self._up_since_s
        else:
            self._up_since_s = None
        self._t_s = t_s

    @property
    def waving_s(self) -> float | None:
        """For how long somebody has been waving, since it was sure; None when nobody is."""
        return None if self._began_s is None else self._t_s - self._began_s

    @property
    def hand_up_s(self) -> float | None:
        """For how long a hand has been held up; None when none is."""
        return None if self._up_since_s is None else self._t_s - self._up_since_s


QUIET_S = 1.0
"""A wave is over when it is not seen for so long."""


def raised_forearm_deg(body: Body, side: Side) -> float:
    """Direction of a raised forearm in the picture, 0 = up, right positive; else NaN."""
    shoulder, elbow, wrist = (body.point(name, side) for name in ("shoulder", "elbow", "wrist"))
    x, y = ((wrist - elbow) / body.trunk_px).tolist()
    if not -y >= RAISED_TRUNK:
        return float("nan")
    if not float(joint_angle_deg(shoulder, elbow, wrist)) >= OPEN_DEG:
        return float("nan")
    return degrees(atan2(x, -y))


def is_hand_up(body: Body, side: Side) -> bool:
    """Whether an arm is held straight up in the picture."""
    shoulder, elbow, wrist = (body.point(name, side) for name in ("shoulder", "elbow", "wrist"))
    rise = float((shoulder - wrist)[1]) / body.trunk_px
    return bool(rise >= UP_TRUNK and float(joint_angle_deg(shoulder, elbow, wrist))
                >= STRAIGHT_DEG)  # fmt: skip
