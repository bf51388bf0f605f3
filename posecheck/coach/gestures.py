"""Two signs that a person can give by hand, also from the floor: a wave, and a hand held up.

A wave is a hand above its elbow whose forearm swings to and fro, as people wave at a camera. No
back-care exercise has that: `docs/live.md` has the measurement over all clips. A straight arm held
up belongs to several exercises, so that sign counts only while the session is paused.
"""

from __future__ import annotations

from collections import deque
from math import atan2, degrees, isfinite

from posecheck.motion.body import Body
from posecheck.motion.geometry import joint_angle_deg
from posecheck.records import Side

SWING_DEG = 25.0
"""The least change of the forearm's direction that is a swing. A small wave has 50-60 degrees; the
model smooths fast movement, so half of that is enough."""

SWINGS = 4
"""Swings that make a wave: to and fro, twice."""

WITHIN_S = 2.5
"""The time in which these swings have to be made. In all sample clips and recordings, a raised hand
makes at most two swings in this time."""

LEAST_S = 0.15
"""The least time between two swings. No hand is faster (more than three waves a second): anything
faster is the model in doubt."""

RAISED_TRUNK = 0.33
"""A hand is raised when its wrist is this far above the elbow in the picture, in trunk lengths: two
thirds of a forearm. With less, the hand is somewhere at the head, where the model guesses."""

OPEN_DEG = 70.0
"""The least angle of a raised arm's elbow. With a smaller one the hand is at the head, where the
model guesses."""

UP_TRUNK = 0.8
"""A hand is held up when its wrist is this far above the shoulder, in trunk lengths: an arm is 1.15
trunk lengths long."""

STRAIGHT_DEG = 140.0
"""The least angle of the elbow of a hand that is held up."""

GAP_S = 0.5
"""The longest time for which a hand that is held up may not be seen as such: the model loses an arm
that points up beside a lying body for moments."""

QUIET_S = 1.2
"""A wave is over after this time without a swing: a calm wave has one every 0.6 s."""

_SIDES: tuple[Side, ...] = ("left", "right")


class Swings:
    """Counts the swings of one forearm. A swing starts where the hand is raised or turns back."""

    def __init__(self) -> None:
        self._swings_s: deque[float] = deque()
        self._extremes_deg: tuple[float, float] | None = None
        self._direction = 0

    def step(self, t_s: float, forearm_deg: float) -> int:
        """The number of swings in the last `WITHIN_S`.

        `forearm_deg` is the forearm's direction, NaN when it is not raised.
        """
        if not isfinite(forearm_deg):
            self._extremes_deg, self._direction = None, 0
        else:
            self._follow(t_s, forearm_deg)
        while self._swings_s and t_s - self._swings_s[0] > WITHIN_S:
            self._swings_s.popleft()
        return len(self._swings_s)

    def _follow(self, t_s: float, forearm_deg: float) -> None:
        """A swing is a turn of `SWING_DEG` back from the farthest point of the swing before."""
        low, high = self._extremes_deg or (forearm_deg, forearm_deg)
        low, high = min(low, forearm_deg), max(high, forearm_deg)
        if self._direction >= 0 and high - forearm_deg >= SWING_DEG:
            self._direction, high = -1, forearm_deg
            self._add(t_s)
        elif self._direction <= 0 and forearm_deg - low >= SWING_DEG:
            self._direction, low = 1, forearm_deg
            self._add(t_s)
        if self._direction > 0:
            low = forearm_deg if forearm_deg >= high else low
        elif self._direction < 0:
            high = forearm_deg if forearm_deg <= low else high
        self._extremes_deg = low, high

    @property
    def last_s(self) -> float:
        """When the latest swing was; -inf without one."""
        return self._swings_s[-1] if self._swings_s else float("-inf")

    def forget(self) -> None:
        """Forgets all swings: the next one belongs to another wave."""
        self._swings_s.clear()

    def _add(self, t_s: float) -> None:
        if self._swings_s and t_s - self._swings_s[-1] < LEAST_S:
            self._swings_s.clear()
        self._swings_s.append(t_s)


class Gestures:
    """Follows both hands. `swings`, `waving_s` and `hand_up_s` are those of the latest moment."""

    def __init__(self) -> None:
        self._swings = {side: Swings() for side in _SIDES}
        self._t_s = self._last_swing_s = self._up_s = float("-inf")
        self._wave_since_s: float | None = None
        self._up_since_s: float | None = None
        self.swings = 0

    def step(self, body: Body) -> None:
        """Takes what was seen at the next moment."""
        self._t_s = body.t_s
        self._follow_wave(body)
        self._follow_hand_up(body)

    @property
    def waving_s(self) -> float | None:
        """From when the wave was sure to its latest swing, seconds; None when nobody waves."""
        if self._wave_since_s is None:
            return None
        return max(0.0, self._last_swing_s - self._wave_since_s)

    @property
    def hand_up_s(self) -> float | None:
        """For how long a hand has been held up; None when none is."""
        return None if self._up_since_s is None else self._t_s - self._up_since_s

    def _follow_wave(self, body: Body) -> None:
        self.swings = max(
            swings.step(body.t_s, raised_forearm_deg(body, side))
            for side, swings in self._swings.items()
        )
        last_swing_s = max(swings.last_s for swings in self._swings.values())
        if body.t_s - last_swing_s > QUIET_S:
            self._wave_since_s = None
            for swings in self._swings.values():
                swings.forget()
        elif self.swings >= SWINGS:
            self._wave_since_s = body.t_s if self._wave_since_s is None else self._wave_since_s
            self._last_swing_s = last_swing_s

    def _follow_hand_up(self, body: Body) -> None:
        if any(is_hand_up(body, side) for side in _SIDES):
            self._up_since_s = body.t_s if self._up_since_s is None else self._up_since_s
            self._up_s = body.t_s
        elif body.t_s - self._up_s > GAP_S:
            self._up_since_s = None


def raised_forearm_deg(body: Body, side: Side) -> float:
    """Direction of a raised forearm in the picture, 0 = up, right positive.

    NaN where the hand is not raised or not seen.
    """
    shoulder, elbow, wrist = (body.point(name, side) for name in ("shoulder", "elbow", "wrist"))
    x, y = ((w - e) / body.trunk_px for w, e in zip(wrist, elbow, strict=True))
    if not -y >= RAISED_TRUNK:
        return float("nan")
    if not joint_angle_deg(shoulder, elbow, wrist) >= OPEN_DEG:
        return float("nan")
    return degrees(atan2(x, -y))


def is_hand_up(body: Body, side: Side) -> bool:
    """Whether an arm is held straight up in the picture; False where it is not seen."""
    shoulder, elbow, wrist = (body.point(name, side) for name in ("shoulder", "elbow", "wrist"))
    rise_trunk = (shoulder[1] - wrist[1]) / body.trunk_px
    elbow_deg = joint_angle_deg(shoulder, elbow, wrist)
    return rise_trunk >= UP_TRUNK and elbow_deg >= STRAIGHT_DEG
