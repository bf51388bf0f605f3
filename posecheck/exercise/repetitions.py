"""Repetitions, from the step through the zones to the passage that is over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from posecheck.exercise.follow import phase_bounds
from posecheck.exercise.follow.history import SignalHistory
from posecheck.exercise.follow.phase_bounds import AT_REST_S, LOOK_BACK_S, SETTLE_S
from posecheck.exercise.follow.repetition_tracker import RepetitionTracker, TrackedRepetition
from posecheck.exercise.follow.zone_tracker import ZoneState, ZoneTracker
from posecheck.exercise.judge.check_runner import CheckRunner
from posecheck.exercise.judge.judged_repetition import PendingRepetition, RepetitionJudge
from posecheck.exercise.spec.schema import Exercise, enter_condition
from posecheck.exercise.spec.tables import RepSpec
from posecheck.exercise.spec.zones import parse, zone_of
from posecheck.records import Hold, NotJudged, Rep, Side

ATTEMPT_S = 0.3
"""Whoever passes through the beginning of a repetition on the way to something else (arms that
sink, a body that sits up) stays in it for less; a half repetition turns there and stays longer."""


class RepCounter:
    """Counts and judges the repetitions of one exercise."""

    def __init__(
        self,
        exercise: Exercise,
        judge: CheckRunner,
        margins: Mapping[str, float],
        side: Side | None,
    ) -> None:
        assert exercise.rep is not None
        self.spec: RepSpec = exercise.rep
        self._rep_judge = RepetitionJudge(exercise, judge, margins, side)
        self._margins = margins
        self._attempt = ZoneTracker(zone_of(self.spec.attempt), margins)
        self._attempt_of = parse(enter_condition(self.spec.attempt))
        self._attempt_signal = self._attempt_of.comparisons[0].signal
        self._attempting = False
        self._tracker = RepetitionTracker(self.spec.through, passing_s=self.spec.passing_s)
        self._waiting: PendingRepetition | None = None
        self._number = 0
        self.count = 0
        self.halves = 0

    def begin(self) -> None:
        """Starts anew from rest: the person has (again) taken the start posture."""
        self._tracker = RepetitionTracker(self.spec.through, passing_s=self.spec.passing_s)
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
        self,
        t_s: float,
        values: Mapping[str, float],
        states: Mapping[str, ZoneState],
        history: SignalHistory,
    ) -> list[Rep]:
        """Takes one moment in place; returns the repetitions that are now fully known."""
        done: list[Rep] = []
        attempt = self._attempt.step(t_s, values)
        self._attempting = attempt.active is True and t_s - attempt.since_s >= ATTEMPT_S
        if self._attempting and (deciding := self._attempt_of.deciding(values)):
            self._attempt_signal = deciding.signal
        passage = self._tracker.step(t_s, states, attempting=self._attempting)
        if self._waiting and (passage or self._tracker.began_s is not None):
            done.append(self._record(history))
        if passage and self._takes_its_time(passage):
            self._accept(passage)
        elif self._waiting and self._has_settled(t_s, history):
            done.append(self._record(history))
        return done

    def break_off(
        self, t_s: float, history: SignalHistory, why: str, *, tell_attempt: bool
    ) -> tuple[list[Rep], list[NotJudged]]:
        """Ends what is unfinished because the start posture was lost or the recording ended.

        A repetition that lacks only the last part of its way back counts. `tell_attempt` asks
        for a word about one that has reached no zone yet: somebody who gets up passes through
        the beginning of one.
        """
        done = [self._record(history)] if self._waiting else []
        nearly = self._tracker.lacks_only_return
        passage = self._tracker.break_off(t_s)
        if passage is None:
            return done, []
        if nearly and self._mostly_back(passage, history):
            self._accept(replace(passage, complete=True))
            return [*done, self._record(history)], []
        if len(passage.legs) == 1 and not tell_attempt:
            return done, []
        return done, [NotJudged("repetition", why, passage.legs[0].leave_s, t_s)]

    def cut_short(self, t_s: float, history: SignalHistory) -> list[Hold]:
        """The hold that the person is still in when the recording ends, whatever becomes of its
        repetition; its length is told, not judged."""
        stay, way = self.stay, self._tracker.last_leg
        if stay is None or way is None:
            return []
        return [self._rep_judge.cut_short(stay[0], way, history, t_s)]

    def settle(self, t_s: float, history: SignalHistory) -> list[Rep]:
        """Ends what is unfinished because the person has settled into a new rest."""
        done = [self._record(history)] if self._waiting else []
        complete = self._tracker.lacks_only_return
        passage = self._tracker.break_off(t_s)
        if passage is None:
            return done
        self._accept(replace(passage, complete=complete))
        return [*done, self._record(history)]

    def _mostly_back(self, passage: TrackedRepetition, history: SignalHistory) -> bool:
        """Whether the driver has come more than half of the way back to where it began."""
        span = (passage.legs[0].leave_s, passage.legs[-1].reach_s)
        away = phase_bounds.excursion(history, self.spec.driver, span)
        known = away[np.isfinite(away)]
        return bool(known.size and known[-1] < known.max() / 2)

    def _takes_its_time(self, passage: TrackedRepetition) -> bool:
        """Whether a way is neither too long nor, where it is complete, too short to be this one."""
        took_s = passage.legs[-1].reach_s - passage.legs[0].leave_s
        most_s, least_s = self.spec.most_s, self.spec.least_s
        if most_s is not None and took_s > most_s:
            return False
        return not passage.complete or least_s is None or took_s >= least_s

    def _accept(self, passage: TrackedRepetition) -> None:
        self._number += 1
        if passage.complete:
            self.count += 1
        else:
            self.halves += 1
        self._waiting = PendingRepetition(passage, self._number, self._attempt_signal)

    def _has_settled(self, t_s: float, history: SignalHistory) -> bool:
        assert self._waiting is not None
        last = self._rep_judge.legs(self._waiting, history)[-1]
        if t_s - last.reach_s > SETTLE_S:
            return True
        driver = self._rep_judge.driver_of(last)
        rest_s = phase_bounds.come_to_rest(history, driver, last, t_s, last=True)
        return rest_s is not None and t_s - rest_s >= AT_REST_S

    def _record(self, history: SignalHistory) -> Rep:
        assert self._waiting is not None
        waiting, self._waiting = self._waiting, None
        return self._rep_judge.rep(waiting, history)

    def holds_of(self, reps: list[Rep]) -> list[Hold]:
        """The holds within complete repetitions."""
        return self._rep_judge.holds(reps)
