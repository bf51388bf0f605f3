"""Repetitions as ways through zones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from posecheck.exercise.follow.zone_tracker import ZoneState


@dataclass(frozen=True, slots=True)
class ZoneChange:
    """The way from one zone to the next: when the one was left and the other reached.

    `place` is the number of the zone that was reached, in the order of the way, from 0.
    """

    leave_s: float
    reach_s: float
    place: int


@dataclass(frozen=True, slots=True)
class TrackedRepetition:
    """A way through zones; not `complete` when it turned back to the start too early.

    `missed` is the first zone that an incomplete one did not reach.
    """

    legs: tuple[ZoneChange, ...]
    complete: bool
    missed: str | None = None
    left_out: bool = False
    """Whether later zones were reached all the same."""


@dataclass(slots=True)
class _Way:
    """How far the person has come: the place in the way, and the legs that led there."""

    at: int = 0
    left_s: float | None = None
    legs: list[ZoneChange] = field(default_factory=list)
    attempted: bool = False
    left_out: str | None = None


class RepetitionTracker:
    """Follows a person through zones in their order. It starts inside the first.

    Being back in the first zone too early ends the way; where the way leads through it again
    (a head goes from chest to ceiling past the middle), only after more than `passing_s` in it.
    """

    def __init__(self, through: list[str], *, passing_s: float = 0.0) -> None:
        self._through = through
        self._passing_s = passing_s
        self._way = _Way()

    @property
    def stay(self) -> tuple[str, float] | None:
        """The zone in the middle of the way in which the person is, and since when."""
        if self._way.at == 0 or self._way.left_s is not None:
            return None
        return self._through[self._way.at], self._way.legs[-1].reach_s

    @property
    def last_leg(self) -> ZoneChange | None:
        """The way to the zone in which the person is or was last; None for the first zone."""
        return self._way.legs[-1] if self._way.legs else None

    @property
    def leg(self) -> int:
        """Index of the leg the person is on: even ones are ways, odd ones stays; -1 at rest."""
        if self._way.left_s is not None:
            return 2 * self._way.at
        return 2 * self._way.at - 1

    @property
    def under_way(self) -> bool:
        """Whether a repetition has begun that is worth a word when it breaks off."""
        return self._way.at > 0 or self._way.attempted

    @property
    def began_s(self) -> float | None:
        """When the first zone was left, None while still in it."""
        return self._way.legs[0].leave_s if self._way.legs else self._way.left_s

    def step(
        self, t_s: float, states: Mapping[str, ZoneState], *, attempting: bool
    ) -> TrackedRepetition | None:
        """Takes the zones' states at `t_s`; returns a passage in the moment in which it ends."""
        way = self._way
        here = states[self._through[way.at]]
        if here.active is False and way.left_s is None:
            way.left_s = here.since_s
        if way.left_s is not None and attempting:
            way.attempted = True
        onward = states[self._through[way.at + 1]]
        if onward.active and not here.active:
            return self._advance(onward)
        if way.left_s is not None and here.active:
            return self._turn_back(here)
        if not here.active and (later := self._later(states)) is not None:
            self._skip_to(later, states)
            return None
        start = states[self._through[0]]
        if self._through[way.at] == self._through[0] or here.active:
            return None
        if start.active and t_s - start.since_s >= self._passing_s:
            return self._end(start, missed=self._through[way.at + 1])
        return None

    def break_off(self, t_s: float) -> TrackedRepetition | None:
        """The unfinished way as it stands at `t_s`, when one is worth a word."""
        if not self.under_way:
            return None
        return self._end(ZoneState(True, t_s), missed=self._through[self._way.at + 1])

    @property
    def lacks_only_return(self) -> bool:
        """Whether every zone was reached and only the way back to the start is missing."""
        return self._way.at == len(self._through) - 2 and self._way.left_out is None

    def _leg_to(self, zone: ZoneState, place: int) -> ZoneChange:
        leave_s = zone.since_s if self._way.left_s is None else self._way.left_s
        return ZoneChange(min(leave_s, zone.since_s), zone.since_s, place)

    def _advance(self, zone: ZoneState) -> TrackedRepetition | None:
        """On to the next zone; the last one ends the way."""
        if self._way.at + 1 == len(self._through) - 1:
            return self._end(zone)
        self._way.legs.append(self._leg_to(zone, self._way.at + 1))
        self._way.left_s = None
        self._way.at += 1
        return None

    def _later(self, states: Mapping[str, ZoneState]) -> int | None:
        """The place farther on in the way at which the person is, past a step left out.

        The first zone is no such place: whoever is back there has turned back.
        """
        for place in range(self._way.at + 2, len(self._through) - 1):
            zone = self._through[place]
            if zone != self._through[0] and states[zone].active:
                return place
        return None

    def _skip_to(self, place: int, states: Mapping[str, ZoneState]) -> None:
        way = self._way
        way.left_out = way.left_out or self._through[way.at + 1]
        way.legs.append(self._leg_to(states[self._through[place]], place))
        way.at, way.left_s = place, None

    def _turn_back(self, zone: ZoneState) -> TrackedRepetition | None:
        if self._way.at > 0:
            self._way.left_s = None
            return None
        if self._way.attempted:
            return self._end(zone, missed=self._through[1])
        self._way = _Way()
        return None

    def _end(self, zone: ZoneState, *, missed: str | None = None) -> TrackedRepetition:
        legs = (*self._way.legs, self._leg_to(zone, len(self._through) - 1))
        left_out = self._way.left_out
        self._way = _Way()
        missed = left_out or missed
        return TrackedRepetition(legs, missed is None, missed, left_out is not None)
