"""Follows one hold: time spent in a zone."""

from __future__ import annotations

from dataclasses import dataclass

from posecheck.exercise.follow.zone_tracker import DROPOUT_S, ZoneState
from posecheck.records import HoldEnd


@dataclass(frozen=True, slots=True)
class TrackedHold:
    """A hold as its zone tells it, and why it ended."""

    start_s: float
    end_s: float
    ended: HoldEnd


class HoldTracker:
    """Follows one hold. It survives `DROPOUT_S` outside the zone or unseen."""

    def __init__(self) -> None:
        self.since_s: float | None = None
        self._left: tuple[float, HoldEnd] | None = None

    def step(self, t_s: float, zone: ZoneState) -> TrackedHold | None:
        """Takes the zone's state at `t_s`; returns a hold in the moment in which it is over."""
        if zone.active:
            self._left = None
            if self.since_s is None:
                self.since_s = zone.since_s
            return None
        if self.since_s is None:
            return None
        if self._left is None:
            why = HoldEnd.NOT_SEEN if zone.active is None else HoldEnd.LEFT
            self._left = (zone.since_s, why)
        if t_s - self._left[0] < DROPOUT_S:
            return None
        return self._close(*self._left)

    def finish(self, t_s: float) -> TrackedHold | None:
        """Closes a running hold at the end of the recording."""
        if self.since_s is None:
            return None
        return self._close(*(self._left or (t_s, HoldEnd.SOURCE_ENDED)))

    def _close(self, end_s: float, why: HoldEnd) -> TrackedHold:
        assert self.since_s is not None
        hold = TrackedHold(self.since_s, end_s, why)
        self.since_s = self._left = None
        return hold
