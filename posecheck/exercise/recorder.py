"""From a way through the zones, once it is over, to the judged record of a repetition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import inf

from posecheck.exercise import legs, shortfall
from posecheck.exercise.control import Controller
from posecheck.exercise.control_spec import FAULTS
from posecheck.exercise.judge import Judge, Judgement
from posecheck.exercise.legs import LOOK_BACK_S, Driver
from posecheck.exercise.measuring import LEAST_WAY_DEG, duration_doubt_s
from posecheck.exercise.parts import RepSpec
from posecheck.exercise.passage import Leg, Passage
from posecheck.exercise.schema import Exercise
from posecheck.exercise.trail import Trail
from posecheck.records import Finding, Hold, HoldEnd, Phase, Rep, Side, Verdict


@dataclass(frozen=True, slots=True)
class Walked:
    """A passage, the number of its repetition, and the signal that told it from rest."""

    passage: Passage
    number: int
    attempt: str


class Recorder:
    """Judges the repetitions of one lane, and the holds in them."""

    def __init__(
        self, exercise: Exercise, judge: Judge, margins: Mapping[str, float], side: Side | None
    ) -> None:
        assert exercise.rep is not None
        self._exercise = exercise
        self._spec: RepSpec = exercise.rep
        self._judge = judge
        self._margins = margins
        self._side: Side | None = side
        self._control = Controller(exercise, side)
        self._last_end_s = float("-inf")
        self._holds = 0

    def legs(self, walked: Walked, trail: Trail) -> tuple[Leg, ...]:
        """The movements that a passage consists of."""
        return legs.split(walked.passage, trail, walked.attempt, self._margins[walked.attempt])

    def driver_of(self, leg: Leg) -> Driver:
        """The signal whose speed bounds a movement."""
        signal = self._spec.driver_of(self._spec.phases[2 * (leg.place - 1)])
        return Driver(signal, LEAST_WAY_DEG * self._exercise.degree(signal))

    def rep(self, walked: Walked, trail: Trail) -> Rep:
        """The judged record; repetitions have to come in the order of time."""
        passage, number = walked.passage, walked.number
        moved = self.legs(walked, trail)
        spans = legs.moves(moved, trail, self.driver_of, not_before_s=self._last_end_s)
        phases = legs.phases(self._spec.phases, passage, moved, spans)
        span = (spans[0][0], spans[-1][1])
        windows = {p.name: (p.start_s, p.end_s) for p in phases} | {"rep": span}
        judged = self._judge.judge(trail, windows, rep=number)
        phases, uncontrolled = self._control.phases(
            trail,
            phases,
            rested_s=max(self._last_end_s, span[0] - LOOK_BACK_S),
            rep=number,
            told=self._judge.told_of(judged),
            judge=passage.complete,
        )
        self._last_end_s = span[1]
        short = shortfall.of(
            self._exercise, passage, moved, spans, trail, number=number, side=self._side
        )
        findings = (*short, *self._without_doubtful(judged, phases, uncontrolled), *uncontrolled)
        return Rep(
            number=number,
            start_s=span[0],
            end_s=span[1],
            side=self._side,
            complete=passage.complete,
            phases=phases,
            ranges=self._judge.ranges(trail, span, also=self._spec.driver),
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
            doubt_s = inf if cut else duration_doubt_s(phase.control)
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
            control=phase.control,
        )

    def cut_short(self, leg: str, way: Leg, trail: Trail, t_s: float) -> Hold:
        """The hold that the person is in when the recording ends, after the last `way`, whatever
        becomes of its repetition; its length is told, not judged."""
        rest_s = legs.come_to_rest(trail, self.driver_of(way), way, t_s)
        span = (way.reach_s if rest_s is None else min(rest_s, t_s), t_s)
        judged = self._judge.judge(trail, {leg: span}, running=True)
        self._holds += 1
        return Hold(
            number=self._holds,
            zone=self._spec.holds[leg],
            start_s=span[0],
            end_s=t_s,
            side=self._side,
            ended=HoldEnd.SOURCE_ENDED,
            ranges=self._judge.ranges(trail, span, also=self._spec.driver),
            verdict=judged.verdict,
            findings=judged.findings,
        )


def _touches(finding: Finding, phase: Phase) -> bool:
    return finding.start_s < phase.end_s and finding.end_s > phase.start_s


def _within(finding: Finding, phase: Phase) -> bool:
    return phase.start_s <= (finding.start_s + finding.end_s) / 2 <= phase.end_s
