"""Follows a person through an exercise's zones, from the start posture back to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from posecheck.exercise.follow.zone_tracker import ZoneState


@dataclass(frozen=True, slots=True)
class ZoneChange:
    """From one zone to the next: when the one was left and the other reached.

    `index` is the number of the zone that was reached, in the order of the repetition, from 0.
    """

    left_s: float
    reached_s: float
    index: int


@dataclass(frozen=True, slots=True)
class TrackedRepetition:
    """A repetition as its zones tell it; not `complete` when it turned back too early.

    `missed` is the first zone that an incomplete one did not reach.
    """

    changes: tuple[ZoneChange, ...]
    complete: bool
    missed: str | None = None
    went_on: bool = False
    """Whether later zones were reached all the same."""

    @property
    def duration_s(self) -> float:
        """From the first zone left to the last one reached."""
        return self.changes[-1].reached_s - self.changes[0].left_s


@dataclass(slots=True)
class _Progress:
    """How far the person has come: the zone's index, and the changes that led there."""

    index: int = 0
    left_s: float | None = None
    changes: list[ZoneChange] = field(default_factory=list)
    attempted: bool = False
    left_out: str | None = None


class RepetitionTracker:
    """Follows a person through zones in their order. It starts inside the first.

    Being back in the first zone too early ends the repetition. Where the order leads through the
    first zone again (a head goes from chest to ceiling past the middle), that takes at least
    `passing_s` in it.
    """

    def __init__(self, through: list[str], *, passing_s: float = 0.0) -> None:
        self._through = through
        self._passing_s = passing_s
        self._progress = _Progress()

    @property
    def pause(self) -> tuple[str, float] | None:
        """The zone, other than the first, in which the person is, and since when."""
        if self._progress.index == 0 or self._progress.left_s is not None:
            return None
        return self._through[self._progress.index], self._progress.changes[-1].reached_s

    @property
    def last_change(self) -> ZoneChange | None:
        """The change to the zone in which the person is or was last; None for the first zone."""
        return self._progress.changes[-1] if self._progress.changes else None

    @property
    def phase_index(self) -> int:
        """Index of the current phase: even ones are movements, odd ones pauses; -1 at rest."""
        if self._progress.left_s is not None:
            return 2 * self._progress.index
        return 2 * self._progress.index - 1

    @property
    def under_way(self) -> bool:
        """Whether a repetition has begun that is worth a word when it breaks off."""
        return self._progress.index > 0 or self._progress.attempted

    @property
    def began_s(self) -> float | None:
        """When the first zone was left, None while still in it."""
        if self._progress.changes:
            return self._progress.changes[0].left_s
        return self._progress.left_s

    def step(
        self, t_s: float, states: Mapping[str, ZoneState], *, attempting: bool
    ) -> TrackedRepetition | None:
        """Takes the zones' states at `t_s`; returns a repetition in the moment in which it ends."""
        progress = self._progress
        here = states[self._through[progress.index]]
        if here.active is False and progress.left_s is None:
            progress.left_s = here.since_s
        if progress.left_s is not None and attempting:
            progress.attempted = True
        onward = states[self._through[progress.index + 1]]
        if onward.active and not here.active:
            return self._advance(onward)
        if progress.left_s is not None and here.active:
            return self._turn_back(here)
        if not here.active and (later := self._later(states)) is not None:
            self._skip_to(later, states)
            return None
        start = states[self._through[0]]
        if self._through[progress.index] == self._through[0] or here.active:
            return None
        if start.active and t_s - start.since_s >= self._passing_s:
            return self._end(start, missed=self._through[progress.index + 1])
        return None

    def break_off(self, t_s: float) -> TrackedRepetition | None:
        """The unfinished repetition as it stands at `t_s`, when one is worth a word."""
        if not self.under_way:
            return None
        return self._end(ZoneState(True, t_s), missed=self._through[self._progress.index + 1])

    @property
    def returning_since_s(self) -> float | None:
        """When the way back to the first zone began; None where it is not under way."""
        return self._progress.left_s if self.lacks_only_return else None

    def turn(self, turned_s: float, zone: ZoneState) -> TrackedRepetition:
        """Ends the repetition at `turned_s`, when the person turned to make the next one before
        they were quite back, and begins that one: they are in the last zone before the return
        again (`zone`)."""
        progress = self._progress
        last = progress.changes[-1]
        assert last.index == len(self._through) - 2
        left_s = last.reached_s if progress.left_s is None else progress.left_s
        back = ZoneChange(left_s, turned_s, len(self._through) - 1)
        ended = TrackedRepetition((*progress.changes, back), True)
        out = ZoneChange(turned_s, max(turned_s, zone.since_s), last.index)
        self._progress = _Progress(index=last.index, changes=[out])
        return ended

    @property
    def lacks_only_return(self) -> bool:
        """Whether every zone was reached and only the return to the start is missing."""
        at_last = self._progress.index == len(self._through) - 2
        return at_last and self._progress.left_out is None

    def _change_to(self, zone: ZoneState, index: int) -> ZoneChange:
        left_s = zone.since_s if self._progress.left_s is None else self._progress.left_s
        return ZoneChange(min(left_s, zone.since_s), zone.since_s, index)

    def _advance(self, zone: ZoneState) -> TrackedRepetition | None:
        """On to the next zone; the last one ends the repetition."""
        if self._progress.index + 1 == len(self._through) - 1:
            return self._end(zone)
        self._progress.changes.append(self._change_to(zone, self._progress.index + 1))
        self._progress.left_s = None
        self._progress.index += 1
        return None

    def _later(self, states: Mapping[str, ZoneState]) -> int | None:
        """The index of a zone farther on in which the person is, past one that was left out.

        The first zone does not count: whoever is back there has turned back.
        """
        for index in range(self._progress.index + 2, len(self._through) - 1):
            zone = self._through[index]
            if zone != self._through[0] and states[zone].active:
                return index
        return None

    def _skip_to(self, index: int, states: Mapping[str, ZoneState]) -> None:
        progress = self._progress
        progress.left_out = progress.left_out or self._through[progress.index + 1]
        progress.changes.append(self._change_to(states[self._through[index]], index))
        progress.index, progress.left_s = index, None

    def _turn_back(self, zone: ZoneState) -> TrackedRepetition | None:
        if self._progress.index > 0:
            self._progress.left_s = None
            return None
        if self._progress.attempted:
            return self._end(zone, missed=self._through[1])
        self._progress = _Progress()
        return None

    def _end(self, zone: ZoneState, *, missed: str | None = None) -> TrackedRepetition:
        changes = (*self._progress.changes, self._change_to(zone, len(self._through) - 1))
        left_out = self._progress.left_out
        self._progress = _Progress()
        missed = left_out or missed
        return TrackedRepetition(changes, missed is None, missed, left_out is not None)
