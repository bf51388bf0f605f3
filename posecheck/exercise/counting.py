"""Repetitions, from the step through the zones to the judged record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from posecheck.exercise import legs
from posecheck.exercise.control import Controller
from posecheck.exercise.control_spec import FAULTS
from posecheck.exercise.judge import Judge, Judgement
from posecheck.exercise.legs import LOOK_BACK_S, SETTLE_S, Span
from posecheck.exercise.parts import RepSpec
from posecheck.exercise.passage import Leg, Passage, PassageTracker
from posecheck.exercise.schema import Exercise, entering
from posecheck.exercise.trail import Trail
from posecheck.exercise.zones import ZoneState, ZoneTracker, parse, zone_of
from posecheck.motion.filters import despiked
from posecheck.records import Finding, Hold, HoldEnd, NotJudged, Phase, Rep, Side, Verdict

ATTEMPT_S = 0.3
"""Whoever passes through the beginning of a repetition on the way to something else (arms that
sink, a body that sits up) stays in it for less; a half repetition turns there and stays longer."""


@dataclass(slots=True)
class _Waiting:
    """A passage whose last movement has not yet come to rest."""

    passage: Passage
    number: int


class RepCounter:
    """Counts and judges the repetitions of one exercise."""

    def __init__(
        self, exercise: Exercise, judge: Judge, margins: Mapping[str, float], side: Side | None
    ) -> None:
        assert exercise.rep is not None
        self._exercise = exercise
        self.spec: RepSpec = exercise.rep
        self._judge = judge
        self._side: Side | None = side
        self._control = Controller(exercise, side)
        self._margins = margins
        self._attempt = ZoneTracker(zone_of(self.spec.attempt), margins)
        self._attempt_signal = parse(entering(self.spec.attempt)).comparisons[0].signal
        self._attempting = False
        self._tracker = PassageTracker(self.spec.through, passing_s=self.spec.passing_s)
        self._waiting: _Waiting | None = None
        self._last_end_s = float("-inf")
        self._number = 0
        self._holds = 0
        self.count = 0
        self.partials = 0

    def begin(self) -> None:
        """Starts anew from rest: the person has (again) taken the start posture."""
        self._tracker = PassageTracker(self.spec.through, passing_s=self.spec.passing_s)
        self._attempt = ZoneTracker(zone_of(self.spec.attempt), self._margins)
        self._attempting = False

    def keep_from_s(self, t_s: float) -> float:
        """How far back the trail is still needed."""
        began_s = self._tracker.began_s
        waiting_s = self._waiting.passage.legs[0].leave_s if self._waiting else t_s
        return min(t_s if began_s is None else began_s, waiting_s) - LOOK_BACK_S

    @property
    def away(self) -> bool:
        """Whether the person is, right now, far from rest: in a later zone or an attempt."""
        return self._attempting or self._tracker.stay is not None

    @property
    def phase(self) -> str | None:
        """Name of the leg the person is on, None at rest."""
        return self.phase_when(moving=False)

    def phase_when(self, *, moving: bool) -> str | None:
        """The same; a stay in which the person moves is the way out of it."""
        leg = self._tracker.leg
        if leg < 0:
            return None
        return self.spec.phases[leg + 1 if moving and leg % 2 else leg]

    @property
    def stay(self) -> tuple[str, float] | None:
        """The stay that is running and that counts as a hold: leg name and start."""
        stay = self._tracker.stay
        return (self.phase or "", stay[1]) if stay and self.phase in self.spec.holds else None

    @property
    def next_number(self) -> int:
        """Number that the running repetition will get."""
        return self._number + 1

    def step(
        self, t_s: float, values: Mapping[str, float], states: Mapping[str, ZoneState], trail: Trail
    ) -> list[Rep]:
        """Takes one moment in place; returns the repetitions that are now fully known."""
        done: list[Rep] = []
        attempt = self._attempt.step(t_s, values)
        self._attempting = attempt.active is True and t_s - attempt.since_s >= ATTEMPT_S
        passage = self._tracker.step(t_s, states, attempting=self._attempting)
        if self._waiting and (passage or self._tracker.began_s is not None):
            done.append(self._record(trail))
        if passage and not self._takes_too_long(passage):
            self._accept(passage)
        elif self._waiting and self._has_settled(t_s, trail):
            done.append(self._record(trail))
        return done

    def break_off(
        self, t_s: float, trail: Trail, why: str, *, tell_attempt: bool
    ) -> tuple[list[Rep], list[NotJudged]]:
        """Ends what is unfinished because the start posture was lost or the recording ended.

        A repetition that lacks only the last part of its way back counts. `tell_attempt` asks
        for a word about one that has reached no zone yet: somebody who gets up passes through
        the beginning of one.
        """
        done = [self._record(trail)] if self._waiting else []
        nearly = self._tracker.lacks_only_return
        passage = self._tracker.break_off(t_s)
        if passage is None:
            return done, []
        if nearly and self._mostly_back(passage, trail):
            self._accept(replace(passage, complete=True))
            return [*done, self._record(trail)], []
        if len(passage.legs) == 1 and not tell_attempt:
            return done, []
        return done, [NotJudged("repetition", why, passage.legs[0].leave_s, t_s)]

    def settle(self, t_s: float, trail: Trail) -> list[Rep]:
        """Ends what is unfinished because the person has settled into a new rest."""
        done = [self._record(trail)] if self._waiting else []
        complete = self._tracker.lacks_only_return
        passage = self._tracker.break_off(t_s)
        if passage is None:
            return done
        self._accept(replace(passage, complete=complete))
        return [*done, self._record(trail)]

    def _mostly_back(self, passage: Passage, trail: Trail) -> bool:
        """Whether the driver has come more than half of the way back to where it began."""
        span = (passage.legs[0].leave_s, passage.legs[-1].reach_s)
        away = legs.excursion(trail, self.spec.driver, span)
        known = away[np.isfinite(away)]
        return bool(known.size and known[-1] < known.max() / 2)

    def _takes_too_long(self, passage: Passage) -> bool:
        most_s = self.spec.most_s
        return most_s is not None and passage.legs[-1].reach_s - passage.legs[0].leave_s > most_s

    def _accept(self, passage: Passage) -> None:
        self._number += 1
        if passage.complete:
            self.count += 1
        else:
            self.partials += 1
        self._waiting = _Waiting(passage, self._number)

    def _has_settled(self, t_s: float, trail: Trail) -> bool:
        assert self._waiting is not None
        last = legs.split(self._waiting.passage, trail, self._attempt_signal)[-1]
        if t_s - last.reach_s > SETTLE_S:
            return True
        return legs.come_to_rest(trail, self._driver_of(last), last, t_s) is not None

    def _driver_of(self, leg: Leg) -> str:
        return self.spec.driver_of(self.spec.phases[2 * (leg.place - 1)])

    def _record(self, trail: Trail) -> Rep:
        assert self._waiting is not None
        waiting, self._waiting = self._waiting, None
        passage, number = waiting.passage, waiting.number
        moved = legs.split(passage, trail, self._attempt_signal)
        spans = legs.moves(moved, trail, self._driver_of, not_before_s=self._last_end_s)
        phases = legs.phases(self.spec.phases, passage, moved, spans)
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
        judged = self._without_cut_ways(judged, phases, uncontrolled)
        short = (
            () if passage.complete else (self._short(passage, span, spans[0][1], number, trail),)
        )
        return Rep(
            number=number,
            start_s=span[0],
            end_s=span[1],
            side=self._side,
            complete=passage.complete,
            phases=phases,
            ranges=self._judge.ranges(trail, span, also=self.spec.driver),
            verdict=Verdict.FAULT if short or uncontrolled else judged.verdict,
            findings=(*short, *judged.findings, *uncontrolled),
            not_judged=judged.not_judged,
        )

    def _without_cut_ways(
        self, judged: Judgement, phases: tuple[Phase, ...], uncontrolled: tuple[Finding, ...]
    ) -> Judgement:
        """Without the word that a way was too short, where it shook or had parts of different
        speed: then it is longer than what was taken for it. One thing at a time."""
        cut = frozenset(
            phase.name
            for phase in phases[::2]
            if any(f.check in FAULTS and _touches(f, phase) for f in uncontrolled)
        )
        doubtful = self._judge.hurried(judged, cut)
        left = tuple(f for f in judged.findings if f not in doubtful)
        return replace(judged, findings=left)

    def _short(
        self, passage: Passage, span: Span, turn_s: float, number: int, trail: Trail
    ) -> Finding:
        """The finding of a partial: how far it had come towards the zone that it missed."""
        assert passage.missed is not None
        goal = parse(entering(self._exercise.zones[passage.missed])).comparisons[0]
        values = despiked(trail.window(goal.signal, *span).values)
        known = values[np.isfinite(values)]
        best = float(known.max() if goal.above else known.min()) if known.size else None
        unit = self._exercise.unit(goal.signal)
        check, say = self._words(passage)
        return Finding(check, turn_s, turn_s, best, goal.limit, unit, say, self._side, number)

    def _words(self, passage: Passage) -> tuple[str, str]:
        """The finding's id and words: those of the step left out, or of a half repetition."""
        named = self.spec.left_out
        if named is not None and passage.missed in named.say:
            return named.id, named.say[passage.missed]
        return self.spec.partial.id, self.spec.partial.say

    def holds_of(self, reps: list[Rep]) -> list[Hold]:
        """The holds within complete repetitions."""
        return [
            self._hold_of(rep, phase)
            for rep in reps
            if rep.complete
            for phase in rep.phases
            if phase.name in self.spec.holds
        ]

    def _hold_of(self, rep: Rep, phase: Phase) -> Hold:
        asked = self._judge.asked_during(phase.name)
        broken = any(
            f.check in asked or (f.check in FAULTS and _within(f, phase)) for f in rep.findings
        )
        self._holds += 1
        return Hold(
            number=self._holds,
            zone=self.spec.holds[phase.name],
            start_s=phase.start_s,
            end_s=phase.end_s,
            side=rep.side,
            ended=HoldEnd.LEFT,
            ranges=(),
            verdict=Verdict.FAULT if broken else Verdict.GOOD,
            rep=rep.number,
            control=phase.control,
        )


def _touches(finding: Finding, phase: Phase) -> bool:
    return finding.start_s < phase.end_s and finding.end_s > phase.start_s


def _within(finding: Finding, phase: Phase) -> bool:
    return phase.start_s <= (finding.start_s + finding.end_s) / 2 <= phase.end_s
