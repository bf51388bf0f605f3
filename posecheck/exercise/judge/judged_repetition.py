"""From a way through the zones, once it is over, to the judged record of a repetition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import inf

from posecheck.exercise.follow import phase_bounds
from posecheck.exercise.follow.history import SignalHistory
from posecheck.exercise.follow.phase_bounds import LOOK_BACK_S, Driver
from posecheck.exercise.follow.repetition_tracker import TrackedRepetition, ZoneChange
from posecheck.exercise.judge import half_repetition
from posecheck.exercise.judge.check_runner import CheckRunner, Judgement
from posecheck.exercise.spec.schema import Exercise
from posecheck.exercise.spec.steadiness_table import FAULTS
from posecheck.exercise.spec.tables import RepSpec
from posecheck.exercise.steady.judged_phases import SteadinessJudge
from posecheck.exercise.steady.measures import LEAST_MOVEMENT_DEG, duration_doubt_s
from posecheck.records import Finding, Hold, HoldEnd, Phase, Rep, Side, Verdict


@dataclass(frozen=True, slots=True)
class PendingRepetition:
    """A passage, the number of its repetition, and the signal that told it from rest."""

    passage: TrackedRepetition
    number: int
    attempt: str


class RepetitionJudge:
    """Judges the repetitions of one lane, and the holds in them."""

    def __init__(
        self,
        exercise: Exercise,
        judge: CheckRunner,
        margins: Mapping[str, float],
        side: Side | None,
    ) -> None:
        assert exercise.rep is not None
        self._exercise = exercise
        self._spec: RepSpec = exercise.rep
        self._judge = judge
        self._margins = margins
        self._side: Side | None = side
        self._steadiness = SteadinessJudge(exercise, side)
        self._last_end_s = float("-inf")
        self._holds = 0

    def legs(self, walked: PendingRepetition, history: SignalHistory) -> tuple[ZoneChange, ...]:
        """The movements that a passage consists of."""
        return phase_bounds.split(
            walked.passage, history, walked.attempt, self._margins[walked.attempt]
        )

    def driver_of(self, leg: ZoneChange) -> Driver:
        """The signal whose speed bounds a movement."""
        signal = self._spec.driver_of(self._spec.phases[2 * (leg.place - 1)])
        return Driver(signal, LEAST_MOVEMENT_DEG * self._exercise.degree(signal))

    def rep(self, walked: PendingRepetition, history: SignalHistory) -> Rep:
        """The judged record; repetitions have to come in the order of time."""
        passage, number = walked.passage, walked.number
        moved = self.legs(walked, history)
        spans = phase_bounds.moves(moved, history, self.driver_of, not_before_s=self._last_end_s)
        phases = phase_bounds.phases(self._spec.phases, passage, moved, spans)
        span = (spans[0][0], spans[-1][1])
        windows = {p.name: (p.start_s, p.end_s) for p in phases} | {"rep": span}
        judged = self._judge.judge(history, windows, rep=number)
        phases, uncontrolled = self._steadiness.phases(
            history,
            phases,
            rested_s=max(self._last_end_s, span[0] - LOOK_BACK_S),
            rep=number,
            told=self._judge.told_of(judged),
            judge=passage.complete,
        )
        self._last_end_s = span[1]
        short = half_repetition.of(
            self._exercise, passage, moved, spans, history, number=number, side=self._side
        )
        findings = (*short, *self._without_doubtful(judged, phases, uncontrolled), *uncontrolled)
        return Rep(
            number=number,
            start_s=span[0],
            end_s=span[1],
            side=self._side,
            complete=passage.complete,
            phases=phases,
            ranges=self._judge.ranges(history, span, also=self._spec.driver),
            # that it went all the way is an answer, too, whatever the checks could not see
            verdict=Verdict.FAULT if findings else Verdict.GOOD,
            findings=findings,
            not_judged=judged.not_judged,
        )

    def _without_doubtful(
        self, judged: Judgement, phases: tuple[Phase, ...], uncontrolled: tuple[Finding, ...]
    ) -> tuple[Finding, ...]:
        """Without the word that a way was too short, where noise may have made it so, or where it
        shook or had parts of different speed: then it is longer than what was taken for it."""
        doubtful: list[Finding] = []
        for phase in phases[::2]:
            cut = any(f.check in FAULTS and _touches(f, phase) for f in uncontrolled)
            doubt_s = inf if cut else duration_doubt_s(phase.steadiness)
            doubtful += [
                f
                for f in self._judge.hurried(judged, phase.name)
                if f.value is not None and f.limit is not None and f.value + doubt_s > f.limit
            ]
        return tuple(f for f in judged.findings if f not in doubtful)

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
        asked = self._judge.asked_during(phase.name)
        broken = any(
            f.check in asked or (f.check in FAULTS and _within(f, phase)) for f in rep.findings
        )
        self._holds += 1
        return Hold(
            number=self._holds,
            zone=self._spec.holds[phase.name],
            start_s=phase.start_s,
            end_s=phase.end_s,
            side=rep.side,
            ended=HoldEnd.LEFT,
            ranges=(),
            verdict=Verdict.FAULT if broken else Verdict.GOOD,
            rep=rep.number,
            steadiness=phase.steadiness,
        )

    def cut_short(self, leg: str, way: ZoneChange, history: SignalHistory, t_s: float) -> Hold:
        """The hold that the person is in when the recording ends, after the last `way`, whatever
        becomes of its repetition; its length is told, not judged."""
        rest_s = phase_bounds.come_to_rest(history, self.driver_of(way), way, t_s)
        span = (way.reach_s if rest_s is None else min(rest_s, t_s), t_s)
        judged = self._judge.judge(history, {leg: span}, running=True)
        self._holds += 1
        return Hold(
            number=self._holds,
            zone=self._spec.holds[leg],
            start_s=span[0],
            end_s=t_s,
            side=self._side,
            ended=HoldEnd.SOURCE_ENDED,
            ranges=self._judge.ranges(history, span, also=self._spec.driver),
            verdict=judged.verdict,
            findings=judged.findings,
        )


def _touches(finding: Finding, phase: Phase) -> bool:
    return finding.start_s < phase.end_s and finding.end_s > phase.start_s


def _within(finding: Finding, phase: Phase) -> bool:
    return phase.start_s <= (finding.start_s + finding.end_s) / 2 <= phase.end_s
