"""From a tracked repetition, once it is over, to its judged record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import inf

from posecheck.exercise.follow import phase_bounds
from posecheck.exercise.follow.history import SignalHistory
from posecheck.exercise.follow.phase_bounds import LOOK_BACK_S, Driver, Span
from posecheck.exercise.follow.repetition_tracker import TrackedRepetition, ZoneChange
from posecheck.exercise.follow.seen_ends import AROUND_END_S, SeenSpan, seen_pause, seen_span
from posecheck.exercise.judge import half_repetition
from posecheck.exercise.judge.check_runner import CheckRunner, Judgement, verdict_of
from posecheck.exercise.spec.schema import Exercise
from posecheck.exercise.spec.steadiness_table import FAULTS
from posecheck.exercise.spec.tables import RepSpec
from posecheck.exercise.steady.judged_phases import SteadinessJudge
from posecheck.exercise.steady.measures import duration_error_s
from posecheck.exercise.steady.not_judged import LEAST_MOVEMENT_DEG
from posecheck.records import Finding, Hold, HoldEnd, Phase, Rep, Side


@dataclass(frozen=True, slots=True)
class PendingRepetition:
    """A repetition that waits to be judged, its number, and the signal that made it an attempt."""

    tracked: TrackedRepetition
    number: int
    attempt: str
    cut_off: bool = False
    """Whether the recording ended, or the start posture was lost, before it was quite over."""


class RepetitionJudge:
    """Judges the repetitions of one side, and the holds in them."""

    def __init__(
        self,
        exercise: Exercise,
        checks: CheckRunner,
        margins: Mapping[str, float],
        side: Side | None,
    ) -> None:
        assert exercise.rep is not None
        self._exercise = exercise
        self._spec: RepSpec = exercise.rep
        self._checks = checks
        self._margins = margins
        self._side: Side | None = side
        self._steadiness = SteadinessJudge(exercise, side)
        self._last_end_s = float("-inf")
        self._holds = 0

    def movements(
        self, pending: PendingRepetition, history: SignalHistory
    ) -> tuple[ZoneChange, ...]:
        """The movements of which a repetition consists."""
        margin = self._margins[pending.attempt]
        return phase_bounds.movements(pending.tracked, history, pending.attempt, margin)

    def driver_of(self, change: ZoneChange) -> Driver:
        """The signal whose speed bounds a movement."""
        signal = self._spec.driver_of(self._spec.phases[2 * (change.index - 1)])
        whole = LEAST_MOVEMENT_DEG * self._exercise.degree(signal)
        return Driver(signal, whole, 0.0 if self._exercise.has_two_sides(signal) else None)

    def judged(self, pending: PendingRepetition, history: SignalHistory) -> Rep:
        """The judged record. Repetitions have to come in the order of time."""
        tracked, number = pending.tracked, pending.number
        moved = self.movements(pending, history)
        spans = phase_bounds.movement_spans(
            moved, history, self.driver_of, not_before_s=self._last_end_s
        )
        phases = phase_bounds.phases(self._spec.phases, tracked, moved, spans)
        span = (spans[0][0], spans[-1][1])
        held = self._held(phases, history)
        windows = {p.name: (p.start_s, p.end_s) for p in phases} | held | {"rep": span}
        judged = self._checks.judge(history, windows, rep=number, cut_off=pending.cut_off)
        phases, unsteady = self._steadiness.phases(
            history,
            phases,
            rested_s=max(self._last_end_s, span[0] - LOOK_BACK_S),
            rep=number,
            said=self._checks.windows_said(judged),
            judge=tracked.complete,
        )
        self._last_end_s = span[1]
        half = half_repetition.findings(
            self._exercise, tracked, moved, spans, history, number=number, side=self._side
        )
        doubtful = self._doubtful(judged, phases, unsteady)
        sure = (f for f in judged.findings if f not in doubtful)
        findings = (*half, *sure, *unsteady)
        return Rep(
            number=number,
            start_s=span[0],
            end_s=span[1],
            side=self._side,
            complete=tracked.complete,
            phases=self._seen(phases, held, history, cut_off=pending.cut_off),
            ranges=self._checks.ranges(history, span, also=self._spec.driver),
            verdict=verdict_of(findings, asked=judged.asked, unknown=judged.not_judged),
            findings=findings,
            not_judged=judged.not_judged,
            close=(*judged.close, *doubtful),
        )

    def _seen(
        self,
        phases: tuple[Phase, ...],
        held: Mapping[str, Span],
        history: SignalHistory,
        *,
        cut_off: bool,
    ) -> tuple[Phase, ...]:
        """The phases as far as they were seen; the last one is `cut_off` by the recording's end."""
        driver = self._spec.driver
        margin = self._margins[driver]
        found = []
        for phase in phases:
            span = held.get(phase.name, (phase.start_s, phase.end_s))
            is_pause = phase.name in self._spec.phases[1::2]
            seen = (
                seen_pause(history, span, driver, margin) if is_pause else seen_span(history, span)
            )
            found.append(_as_seen(phase, seen))
        if cut_off and found and history.latest_s - found[-1].end_s <= AROUND_END_S:
            found[-1] = replace(found[-1], at_least=True)
        return tuple(found)

    def _held(self, phases: tuple[Phase, ...], history: SignalHistory) -> dict[str, Span]:
        """The spans of the pauses that count as holds, by name."""
        found = {}
        for before, pause, after in zip(phases, phases[1:], phases[2:], strict=False):
            if pause.name in self._spec.holds:
                signal = self._spec.driver_of(before.name)
                spans = [(p.start_s, p.end_s) for p in (pause, before, after)]
                found[pause.name] = phase_bounds.held_span(history, signal, *spans)
        return found

    def _doubtful(
        self, judged: Judgement, phases: tuple[Phase, ...], unsteady: tuple[Finding, ...]
    ) -> tuple[Finding, ...]:
        """The findings of movements that were too short, where that is in doubt.

        Noise may have made it so. And a movement that shook, or had parts of different speed, is
        longer than what was taken for it.
        """
        doubtful: list[Finding] = []
        for phase in phases[::2]:
            cut = any(f.check in FAULTS and _touches(f, phase) for f in unsteady)
            doubt_s = inf if cut else duration_error_s(phase.steadiness)
            doubtful += [
                f
                for f in self._checks.hurried(judged, phase.name)
                if f.value is not None and f.limit is not None and f.value + doubt_s > f.limit
            ]
        return tuple(doubtful)

    def holds(self, reps: Iterable[Rep]) -> list[Hold]:
        """The holds within complete repetitions."""
        return [
            self._hold(rep, phase)
            for rep in reps
            if rep.complete
            for phase in rep.phases
            if phase.name in self._spec.holds
        ]

    def _hold(self, rep: Rep, phase: Phase) -> Hold:
        """The hold of a repetition; its findings stand with the repetition."""
        asked = self._checks.asked_during(phase.name)
        findings = [
            f for f in rep.findings if f.check in asked or (f.check in FAULTS and _within(f, phase))
        ]
        unknown = [n for n in rep.not_judged if n.what in asked]
        self._holds += 1
        return Hold(
            number=self._holds,
            zone=self._spec.holds[phase.name],
            start_s=phase.start_s,
            end_s=phase.end_s,
            side=rep.side,
            ended=HoldEnd.LEFT,
            ranges=(),
            verdict=verdict_of(findings, asked=len(asked), unknown=unknown),
            rep=rep.number,
            steadiness=phase.steadiness,
            at_least=phase.at_least,
            unsure_s=phase.unsure_s,
        )

    def cut_short(self, phase: str, change: ZoneChange, history: SignalHistory, t_s: float) -> Hold:
        """The hold that the person is in when the recording ends, after the last `change`, whatever
        becomes of its repetition. Its length is reported, not judged."""
        rest_s = phase_bounds.come_to_rest(history, self.driver_of(change), change, t_s)
        span = (change.reached_s if rest_s is None else min(rest_s, t_s), t_s)
        driver = self._spec.driver
        seen = seen_pause(history, span, driver, self._margins[driver], cut_off=True)
        span = seen.start_s, seen.end_s
        judged = self._checks.judge(history, {phase: span}, running=True)
        self._holds += 1
        return Hold(
            number=self._holds,
            zone=self._spec.holds[phase],
            start_s=span[0],
            end_s=span[1],
            side=self._side,
            ended=HoldEnd.SOURCE_ENDED,
            ranges=self._checks.ranges(history, span, also=self._spec.driver),
            verdict=judged.verdict,
            findings=judged.findings,
            at_least=True,
            unsure_s=seen.unsure_s,
        )


def _as_seen(phase: Phase, seen: SeenSpan) -> Phase:
    """The phase as far as it was seen."""
    return replace(
        phase,
        start_s=seen.start_s,
        end_s=seen.end_s,
        at_least=seen.at_least,
        unsure_s=seen.unsure_s,
    )


def _touches(finding: Finding, phase: Phase) -> bool:
    return finding.start_s < phase.end_s and finding.end_s > phase.start_s


def _within(finding: Finding, phase: Phase) -> bool:
    return phase.start_s <= (finding.start_s + finding.end_s) / 2 <= phase.end_s
