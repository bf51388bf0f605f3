"""Follows a zone through time: entered, left, or not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from posecheck.exercise.spec.zones import Tri, Zone

CONFIRM_S = 0.1
"""A change counts when it lasts this long: a third of the error that is allowed for a hold."""

CONFIRM_PICTURES = 3
CONFIRM_BRIEF_S = 0.06
"""A change also counts when it is seen in so many pictures that span at least this time. Then one
or two bad pictures change nothing, and the top of a run's step, which lasts 0.08 s, is seen at 24
and 30 pictures a second."""

DROPOUT_S = 0.5
"""A dropout is bridged for this long: a zone that cannot be read keeps its last answer (a hand
before the lens, some lost pictures). After that it is unknown."""

REMEMBERED_S = 5.0
"""Between the conditions to enter and to leave, a zone's answer is the one before. That holds over
a gap of this length, too: whoever held their arms out before it, and holds them as low as one may
after it, holds them still. It is the time after which the start posture has to be taken again."""

_EPSILON_S = 1e-9
"""Rounding error of times that differ by exactly a limit."""


@dataclass(frozen=True, slots=True)
class ZoneState:
    """A zone's confirmed answer and the moment since when it is true."""

    active: Tri
    since_s: float


class ZoneTracker:
    """Follows one zone through time."""

    def __init__(self, zone: Zone, margins: Mapping[str, float]) -> None:
        self._zone = zone
        self._margins = margins
        self._state: ZoneState | None = None
        self._change: ZoneState | None = None
        self._pictures = 0
        self._known_s = 0.0
        self._known: Tri = None
        """The last answer that was known."""
        self.raw: Tri = None
        """The answer of the latest moment alone, not yet confirmed."""

    def forget(self) -> None:
        """Forgets the last answer: what was true before says nothing of now."""
        self._state = self._change = self._known = None

    def step(self, t_s: float, values: Mapping[str, float]) -> ZoneState:
        """The confirmed state after the values of time `t_s`."""
        if t_s - self._known_s > REMEMBERED_S:
            self._known = None
        raw = self.raw = self._zone.holds(values, self._margins, self._known)
        if self._state is None:
            self._state = ZoneState(raw, t_s)
        if raw is not None:
            self._known_s = t_s
        self._follow(t_s, raw)
        if self._state.active is not None:
            self._known = self._state.active
        return self._state

    def _follow(self, t_s: float, raw: Tri) -> None:
        assert self._state is not None
        if raw is None:
            if self._state.active is not None and t_s - self._known_s >= DROPOUT_S - _EPSILON_S:
                self._state, self._change = ZoneState(None, self._known_s), None
        elif raw == self._state.active:
            self._change = None
        else:
            self._confirm(t_s, raw)

    def _confirm(self, t_s: float, raw: bool) -> None:
        """A change that is seen now and then among unseen pictures is one all the same."""
        if self._change is None or self._change.active != raw:
            self._change = ZoneState(raw, t_s)
            self._pictures = 0
        self._pictures += 1
        lasted_s = t_s - self._change.since_s + _EPSILON_S
        brief = self._pictures >= CONFIRM_PICTURES and lasted_s >= CONFIRM_BRIEF_S
        if brief or lasted_s >= CONFIRM_S:
            self._state, self._change = self._change, None
