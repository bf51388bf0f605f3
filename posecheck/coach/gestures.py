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

LEAST_S = 0.15
"""No hand swings faster (more than three waves a second): what does is the model, in doubt."""

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
            self._turn(t_s)
        elif self._way <= 0 and forearm_deg - low >= SWING_DEG:
            self._way, low = 1, forearm_deg
            self._turn(t_s)
        if self._way > 0:
            low = forearm_deg if forearm_deg >= high else low
        elif self._way < 0:
            high = forearm_deg if forearm_deg <= low else high
        self._extremes = low, high

    @property
    def last_s(self) -> float:
        """When the latest swing was; -inf without one."""
        return self._turns_s[-1] if self._turns_s else float("-inf")

    def forget(self) -> None:
        """What comes next is another wave."""
        self._turns_s.clear()

    def _turn(self, t_s: float) -> None:
        if self._turns_s and t_s - self._turns_s[-1] < LEAST_S:
            self._turns_s.clear()
        self._turns_s.append(t_s)


class Gestures:
    """Follows both hands. `waving` and `hand_up_s` tell of the latest moment."""

    def __init__(self) -> None:
        self._swings = {side: Swings() for side in _SIDES}
        self._up_since_s: float | None = None
        self._turned_s = self._up_s = float("-inf")
        self._began_s: float | None = None
        self.swings = 0

    def step(self, body: Body) -> None:
        """Takes what was seen at the next moment."""
        t_s = body.t_s
        self.swings = max(
            swings.step(t_s, raised_forearm_deg(body, side))
            for side, swings in self._swings.items()
        )
        turned_s = max(swings.last_s for swings in self._swings.values())
        if t_s - turned_s > QUIET_S:
            self._began_s = None
            for swings in self._swings.values():
                swings.forget()
        elif self.swings >= SWINGS:
            self._began_s = t_s if self._began_s is None else self._began_s
            self._turned_s = turned_s
        if any(is_hand_up(body, side) for side in _SIDES):
            self._up_since_s = t_s if self._up_since_s is None else self._up_since_s
            self._up_s = t_s
        elif t_s - self._up_s > GAP_S:
            self._up_since_s = None
        self._t_s = t_s

    @property
    def waving_s(self) -> float | None:
        """From when it was sure to the latest swing, seconds; None when nobody waves."""
        return None if self._began_s is None else max(0.0, self._turned_s - self._began_s)

    @property
    def hand_up_s(self) -> float | None:
        """For how long a hand has been held up; None when none is."""
        return None if self._up_since_s is None else self._t_s - self._up_since_s


GAP_S = 0.5
"""So long a hand that is up may not be seen as such: the model loses an arm that points up
beside a lying body for moments."""

QUIET_S = 1.2
"""A wave is over when there is no swing for so long: calm ones have one every 0.6 s."""


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
