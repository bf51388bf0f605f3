"""Counts repetitions: from the zones' states to a repetition that is over and fully known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from posecheck.exercise.follow import phase_bounds
from posecheck.exercise.follow.early_turn import EarlyTurn
from posecheck.exercise.follow.history import SignalHistory
from posecheck.exercise.follow.phase_bounds import AT_REST_S, LOOK_BACK_S, SETTLE_S
from posecheck.exercise.follow.repetition_tracker import RepetitionTracker, TrackedRepetition
from posecheck.exercise.follow.zone_tracker import ZoneState, ZoneTracker
from posecheck.exercise.judge.check_runner import CheckRunner
from posecheck.exercise.judge.judged_repetition import PendingRepetition, RepetitionJudge
from posecheck.exercise.judge.refusal import RefusalJudge
from posecheck.exercise.spec.schema import Exercise
from posecheck.exercise.spec.tables import RepSpec
from posecheck.exercise.spec.zones import zone_of
from posecheck.messages import Message
from posecheck.records import Hold, NotJudged, Rep, Side

ATTEMPT_S = 0.25
"""An attempt is one after this long. Whoever passes through its condition on the way to something
else (arms that sink, a body that sits up) is out of it sooner; a half repetition turns there and
stays longer."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What a counter is told of one moment: the signals' values and the zones' states.

    in_place: whether the start posture was taken for sure.
    broken: whether what must stay true during a repetition is false.
    """

    values: Mapping[str, float]
    states: Mapping[str, ZoneState]
    in_place: bool
    broken: bool


class RepCounter:
    """Counts and judges the repetitions of one exercise."""

    def __init__(
        self,
        exercise: Exercise,
        checks: CheckRunner,
        margins: Mapping[str, float],
        side: Side | None,
    ) -> None:
        assert exercise.rep is not None
        self.spec: RepSpec = exercise.rep
        self._judge = RepetitionJudge(exercise, checks, margins, side)
        self._margins = margins
        self._attempt_zone = zone_of(self.spec.attempt)
        self._attempted_by = self._attempt_zone.enter.comparisons[0]
        self._early_turn = EarlyTurn(self.spec, exercise.zones, margins)
        self._refusals = RefusalJudge(exercise)
        self._waiting: PendingRepetition | None = None
        self._number = 0
        self.count = 0
        self.halves = 0
        self.begin()

    def begin(self) -> None:
        """Starts anew from rest: the person has (again) taken the start posture."""
        self._tracker = RepetitionTracker(self.spec.through, passing_s=self.spec.passing_s)
        self._attempt = ZoneTracker(self._attempt_zone, self._margins)
        self._attempting = False
        self._broken = False

    def keep_from_s(self, t_s: float) -> float:
        """How far back the history is still needed."""
        began_s = self._tracker.began_s
        waiting_s = self._waiting.tracked.changes[0].left_s if self._waiting else t_s
        return min(t_s if began_s is None else began_s, waiting_s) - LOOK_BACK_S

    @property
    def is_out(self) -> bool:
        """Whether the repetition under way has reached its second zone."""
        return self._tracker.last_change is not None

    @property
    def away(self) -> bool:
        """Whether the person is, right now, far from rest: in a later zone or an attempt."""
        return self._attempting or self._tracker.pause is not None

    @property
    def phase(self) -> str | None:
        """Name of the current phase, None at rest."""
        return self.phase_when(moving=False)

    def phase_when(self, *, moving: bool) -> str | None:
        """The same; a pause in which the person moves is the movement out of it."""
        index = self._tracker.phase_index
        if index < 0:
            return None
        return self.spec.phases[index + 1 if moving and index % 2 else index]

    @property
    def running_hold(self) -> tuple[str, float] | None:
        """The running pause that counts as a hold: its phase and its start."""
        pause, phase = self._tracker.pause, self.phase
        if pause is None or phase not in self.spec.holds:
            return None
        return phase, pause[1]

    @property
    def next_number(self) -> int:
        """Number that the running repetition will get."""
        return self._number + 1

    def step(
        self, t_s: float, moment: Moment, history: SignalHistory
    ) -> tuple[list[Rep], list[NotJudged]]:
        """Takes one moment; returns the repetitions that are now fully known, and those that are
        not counted, with the reason."""
        done: list[Rep] = []
        refused: list[NotJudged] = []
        attempt = self._attempt.step(t_s, moment.values)
        self._attempting = attempt.active is True and t_s - attempt.since_s >= ATTEMPT_S
        if self._attempting and (deciding := self._attempt_zone.enter.deciding(moment.values)):
            self._attempted_by = deciding
        turned = self._early_turn.step(self._tracker, moment.values, moment.states, history)
        tracked = turned or self._tracker.step(t_s, moment.states, attempting=self._attempting)
        self._broken |= moment.broken and (tracked is not None or self._tracker.began_s is not None)
        if self._waiting and (tracked or self._tracker.began_s is not None):
            done.append(self._judged(history))
        if tracked and self._takes_its_time(tracked):
            refused = self._taken(tracked, history, tell=moment.in_place)
        elif self._waiting and self._has_settled(t_s, history):
            done.append(self._judged(history))
        if self._tracker.began_s is None:
            self._broken = False
        return done, refused

    def _taken(
        self, tracked: TrackedRepetition, history: SignalHistory, *, tell: bool
    ) -> list[NotJudged]:
        """Counts a repetition, or says why it is not counted.

        Without `tell` only a complete one is worth a word: whoever has not taken the start posture
        for sure may be getting into place.
        """
        why = self._refusal(tracked, history)
        if not tracked.complete and not tell:
            return []
        if why is None:
            self._accept(tracked, history)
            return []
        return [self._refused(tracked, why)]

    @staticmethod
    def _refused(tracked: TrackedRepetition, why: Message) -> NotJudged:
        span = tracked.changes[0].left_s, tracked.changes[-1].reached_s
        return NotJudged("repetition", why, *span)

    def _refusal(self, tracked: TrackedRepetition, history: SignalHistory) -> Message | None:
        """Why a repetition is not counted; None if it is."""
        return self._refusals.why(
            tracked, history, attempt=self._attempted_by, position_left=self._broken
        )

    def break_off(
        self, t_s: float, history: SignalHistory, why: str, *, tell_attempt: bool
    ) -> tuple[list[Rep], list[NotJudged]]:
        """Ends what is unfinished because the start posture was lost or the recording ended.

        `why` is the key of the reason. A repetition that lacks only the last part of its return
        counts. `tell_attempt` asks for a word about one that has reached no zone yet: somebody who
        gets up passes through the beginning of one.
        """
        if self._waiting:
            # It had not come to rest yet.
            self._waiting = replace(self._waiting, cut_off=True)
        done = [self._judged(history)] if self._waiting else []
        nearly = self._tracker.lacks_only_return
        tracked = self._tracker.break_off(t_s)
        if tracked is None:
            return done, []
        if nearly and self._mostly_back(tracked, history):
            if hidden := self._refusal(whole := replace(tracked, complete=True), history):
                return done, [self._refused(whole, hidden)]
            self._accept(whole, history, cut_off=True)
            return [*done, self._judged(history)], []
        if len(tracked.changes) == 1 and not tell_attempt:
            return done, []
        return done, [NotJudged("repetition", Message(why), tracked.changes[0].left_s, t_s)]

    def cut_short(self, t_s: float, history: SignalHistory) -> list[Hold]:
        """The hold that the person is still in when the recording ends, whatever becomes of its
        repetition. Its length is reported, not judged."""
        running, change = self.running_hold, self._tracker.last_change
        if running is None or change is None:
            return []
        return [self._judge.cut_short(running[0], change, history, t_s)]

    def settle(self, t_s: float, history: SignalHistory) -> list[Rep]:
        """Ends what is unfinished because the person has settled into a new rest."""
        done = [self._judged(history)] if self._waiting else []
        complete = self._tracker.lacks_only_return
        tracked = self._tracker.break_off(t_s)
        if tracked is None:
            return done
        tracked = replace(tracked, complete=complete)
        if self._refusal(tracked, history) is not None:
            return done
        self._accept(tracked, history)
        return [*done, self._judged(history)]

    def holds_of(self, reps: list[Rep]) -> list[Hold]:
        """The holds within complete repetitions."""
        return self._judge.holds(reps)

    def _mostly_back(self, tracked: TrackedRepetition, history: SignalHistory) -> bool:
        """Whether the driver has come more than halfway back to where it began."""
        span = (tracked.changes[0].left_s, tracked.changes[-1].reached_s)
        away = phase_bounds.excursion(history, self.spec.driver, span)
        known = away[np.isfinite(away)]
        return bool(known.size and known[-1] < known.max() / 2)

    def _takes_its_time(self, tracked: TrackedRepetition) -> bool:
        """Whether it is neither too long nor, where it is complete, too short to be this one."""
        most_s, least_s = self.spec.most_s, self.spec.least_s
        if most_s is not None and tracked.duration_s > most_s:
            return False
        return not tracked.complete or least_s is None or tracked.duration_s >= least_s

    def _accept(
        self, tracked: TrackedRepetition, history: SignalHistory, *, cut_off: bool = False
    ) -> None:
        self._number += 1
        if tracked.complete:
            self.count += 1
            self._refusals.learn(tracked, history)
        else:
            self.halves += 1
        self._waiting = PendingRepetition(tracked, self._number, self._attempted_by.signal, cut_off)

    def _has_settled(self, t_s: float, history: SignalHistory) -> bool:
        assert self._waiting is not None
        last = self._judge.movements(self._waiting, history)[-1]
        if t_s - last.reached_s > SETTLE_S:
            return True
        # A movement comes to rest in the picture before the one that reached the zone, or later.
        if t_s - history.before_s(last.reached_s) < AT_REST_S:
            return False
        driver = self._judge.driver_of(last)
        rest_s = phase_bounds.come_to_rest(history, driver, last, t_s, last=True)
        return rest_s is not None and t_s - rest_s >= AT_REST_S

    def _judged(self, history: SignalHistory) -> Rep:
        assert self._waiting is not None
        waiting, self._waiting = self._waiting, None
        return self._judge.judged(waiting, history)
