"""Exercises that are one hold: timed, judged while they last, and reported when they break."""

from __future__ import annotations

from math import nan

import numpy as np

from posecheck.exercise.follow.history import SignalHistory
from posecheck.exercise.follow.hold_tracker import HoldTracker, TrackedHold
from posecheck.exercise.follow.phase_bounds import held_span, still_span
from posecheck.exercise.follow.seen_ends import seen_span
from posecheck.exercise.follow.zone_tracker import ZoneState
from posecheck.exercise.judge.check_runner import CheckRunner
from posecheck.exercise.spec.schema import Exercise
from posecheck.exercise.spec.tables import HoldSpec
from posecheck.exercise.spec.zones import zone_of
from posecheck.exercise.steady.judged_phases import SteadinessJudge
from posecheck.motion.movement_ends import onset, settled
from posecheck.records import Finding, Hold, HoldEnd, Side, Verdict

LOOK_AROUND_S = 2.0
"""The movement into or out of a hold is looked for this far from the zone's border: getting into a
plank takes one to two seconds."""


SETTLING_S = 3.0
"""Some part may still move for this long after a hold has begun, or before it ends: arms are laid
back or forward when the body is already down."""


class HoldTimer:
    """Times and judges the holds of one exercise."""

    def __init__(self, exercise: Exercise, checks: CheckRunner, side: Side | None) -> None:
        assert exercise.hold is not None
        self.spec: HoldSpec = exercise.hold
        self._exercise = exercise
        self._leave = zone_of(exercise.zones[self.spec.zone]).leave
        self._checks = checks
        self._side: Side | None = side
        self._steadiness = SteadinessJudge(exercise, side)
        self._tracker = HoldTracker()
        self._number = 0
        self._last: Hold | None = None

    def keep_from_s(self, t_s: float) -> float:
        """How far back the history is still needed."""
        since_s = self._tracker.since_s
        return (t_s if since_s is None else since_s) - 2 * LOOK_AROUND_S

    def running_since_s(self, t_s: float) -> float | None:
        """Start of the running hold, once it has lasted long enough to be one."""
        since_s = self._tracker.since_s
        return None if since_s is None or t_s - since_s < self.spec.least_s else since_s

    def step(
        self, t_s: float, zone: ZoneState, history: SignalHistory
    ) -> tuple[list[Hold], list[Finding]]:
        """Takes one moment; returns a hold that is over, and a finding about a break."""
        tracked = self._tracker.step(t_s, zone)
        holds = self._judged(tracked, history)
        return holds, self._resumed(t_s) if not holds else []

    def finish(self, t_s: float, history: SignalHistory) -> list[Hold]:
        """Closes a running hold at the end of the recording."""
        return self._judged(self._tracker.finish(t_s), history)

    def _judged(self, tracked: TrackedHold | None, history: SignalHistory) -> list[Hold]:
        if tracked is None or tracked.end_s - tracked.start_s < self.spec.least_s:
            return []
        span = self._bounds(tracked, history)
        if span[1] - span[0] < self.spec.least_s:
            return []
        self._number += 1
        judged = self._checks.judge(history, {self.spec.zone: span}, settling_s=SETTLING_S)
        signals = dict.fromkeys((self.spec.driver, *self._checks.signals))
        spans = [still_span(history, name, span, SETTLING_S) for name in signals]
        still = max(start_s for start_s, _ in spans), min(end_s for _, end_s in spans)
        steadiness, unsteady = self._steadiness.hold(history, signals, still)
        seen = seen_span(history, span, hidden_s=0.0)
        self._last = Hold(
            number=self._number,
            zone=self.spec.zone,
            start_s=seen.start_s,
            end_s=seen.end_s,
            side=self._side,
            ended=tracked.ended,
            ranges=self._checks.ranges(history, span, also=self.spec.driver),
            verdict=Verdict.FAULT if unsteady else judged.verdict,
            findings=(*judged.findings, *unsteady),
            not_judged=judged.not_judged,
            steadiness=steadiness,
            close=judged.close,
            at_least=seen.at_least or tracked.ended is not HoldEnd.LEFT,
            unsure_s=seen.unsure_s,
        )
        return [self._last]

    def _bounds(self, tracked: TrackedHold, history: SignalHistory) -> tuple[float, float]:
        """From when the movement into the zone is nearly over until the one out of it has hardly
        begun.

        Somebody may leave a hold with another part of the body than they came into it with: a
        plank with the knees, or with the hands. So the end is that of the signal that led out,
        where it moved before the driver did.
        """
        start_s, driver = tracked.start_s, self.spec.driver
        into = history.window(driver, start_s - LOOK_AROUND_S, start_s + LOOK_AROUND_S)
        if into.t_s.size and into.t_s[0] < start_s:
            rest_s = settled(into.t_s, into.values, leave_s=start_s, reach_s=start_s)
            start_s = start_s if rest_s is None else rest_s
        spans = [
            self._nearly(name, (start_s, self._began_s(name, tracked, history)), history)
            for name in dict.fromkeys((driver, *self._left_by(tracked, history)))
        ]
        start_s = max(spans[0][0], tracked.start_s)
        end_s = min(tracked.end_s, *(end_s for _, end_s in spans))
        return (start_s, end_s) if end_s > start_s else (tracked.start_s, tracked.end_s)

    @staticmethod
    def _nearly(
        signal: str, still: tuple[float, float], history: SignalHistory
    ) -> tuple[float, float]:
        """A hold as a person would say it (`held_span`), from when its signal stood still."""
        start_s, end_s = still
        if end_s <= start_s:
            return still
        before, after = (start_s - LOOK_AROUND_S, start_s), (end_s, end_s + LOOK_AROUND_S)
        return held_span(history, signal, still, before, after)

    def _began_s(self, signal: str, tracked: TrackedHold, history: SignalHistory) -> float:
        """When the movement out of a hold began, in one signal; the hold's end where none did."""
        end_s = tracked.end_s
        if tracked.ended is HoldEnd.SOURCE_ENDED:
            return end_s
        if tracked.ended is HoldEnd.NOT_SEEN and not self._had_moved(signal, end_s, history):
            return end_s
        out = history.window(signal, end_s - LOOK_AROUND_S, end_s + LOOK_AROUND_S)
        return onset(out.t_s, out.values, leave_s=end_s, reach_s=end_s)

    def _had_moved(self, signal: str, end_s: float, history: SignalHistory) -> bool:
        """Whether a signal was away from where it was held when it was seen last."""
        values = history.window(signal, end_s - LOOK_AROUND_S, end_s).values
        known = values[np.isfinite(values)]
        if not known.size:
            return False
        return abs(float(known[-1] - np.median(known))) > self._exercise.margin(signal)

    def _left_by(self, tracked: TrackedHold, history: SignalHistory) -> tuple[str, ...]:
        """The signal by which the zone was left; empty where it was not, or not by one of them."""
        if self._leave is None or tracked.ended is not HoldEnd.LEFT:
            return ()
        end_s = tracked.end_s
        values = {
            name: float(window.values[0]) if window.values.size else nan
            for name in {c.signal for c in self._leave.comparisons}
            if (window := history.window(name, end_s, end_s))
        }
        deciding = self._leave.deciding(values)
        return (deciding.signal,) if deciding else ()

    def _resumed(self, t_s: float) -> list[Finding]:
        """The break before a running hold, reported once, when the hold has become one."""
        broken, since_s = self.spec.interrupted, self.running_since_s(t_s)
        if broken is None or self._last is None or since_s is None:
            return []
        gap = (self._last.end_s, since_s)
        ended, self._last = self._last.ended, None
        if ended is not HoldEnd.LEFT or gap[1] - gap[0] > broken.within_s:
            return []
        return [Finding(broken.id, *gap, gap[1] - gap[0], None, "s", self._side)]
