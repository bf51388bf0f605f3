"""Counts repetitions: from the zones' states to a repetition that is over and fully known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from posecheck.exercise.follow import phase_bounds
from posecheck.exercise.follow.history import SignalHistory
from posecheck.exercise.follow.phase_bounds import AT_REST_S, LOOK_BACK_S, SETTLE_S
from posecheck.exercise.follow.repetition_tracker import RepetitionTracker, TrackedRepetition
from posecheck.exercise.follow.seen_ways import way_was_seen
from posecheck.exercise.follow.zone_tracker import ZoneState, ZoneTracker
from posecheck.exercise.judge.check_runner import CheckRunner
from posecheck.exercise.judge.half_repetition import WholeRange, lacked
from posecheck.exercise.judge.judged_repetition import PendingRepetition, RepetitionJudge
from posecheck.exercise.spec.schema import Exercise, enter_condition
from posecheck.exercise.spec.tables import RepSpec
from posecheck.exercise.spec.zones import parse, zone_of
from posecheck.messages import Message
from posecheck.records import Hold, NotJudged, Rep, Side

SIMPLE = 3
"""The zones of a repetition that goes out and back."""

TURNED_SHARE = 0.75
"""Whoever has come back by this share of the way, and goes out again, has made a repetition. Brisk
crunches and bridges of real people turn with 80-95 % of the way done, a hold that sags loses
10-30 % of it."""

LEAST_TURN_S = 0.13
"""Each of the two movements takes at least this long, from zone to turn: three pictures at 24 a
second. Limbs that the model takes for others jump within 0.1 s."""

NEARLY_MARGINS = 2.0
"""The signals of the zone of rest have to be this near to it then, in margins: 6° for an angle."""

MOST_MOVEMENT_S = 20.0
"""A movement from one zone to the next takes at most this long. The slowest of drawn and real
people, a roll down, takes 6 s. Somebody who went away and came back has done something else."""

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
        self._exercise = exercise
        self.spec: RepSpec = exercise.rep
        self._judge = RepetitionJudge(exercise, checks, margins, side)
        self._margins = margins
        self._attempt_condition = parse(enter_condition(self.spec.attempt))
        first = self._attempt_condition.comparisons[0]
        self._attempt_signal, self._attempt_above = first.signal, first.above
        self._whole = WholeRange()
        self._nearly_back = parse(enter_condition(exercise.zones[self.spec.through[0]]))
        self._nearly_margins = {name: NEARLY_MARGINS * m for name, m in margins.items()}
        self._nearly_s: float | None = None
        self._waiting: PendingRepetition | None = None
        self._number = 0
        self.count = 0
        self.halves = 0
        self.begin()

    def begin(self) -> None:
        """Starts anew from rest: the person has (again) taken the start posture."""
        self._tracker = RepetitionTracker(self.spec.through, passing_s=self.spec.passing_s)
        self._attempt = ZoneTracker(zone_of(self.spec.attempt), self._margins)
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
        if self._attempting and (deciding := self._attempt_condition.deciding(moment.values)):
            self._attempt_signal, self._attempt_above = deciding.signal, deciding.above
        if self._tracker.returning_since_s is None:
            self._nearly_s = None
        elif self._nearly_back.test(moment.values, self._nearly_margins):
            self._nearly_s = t_s
        tracked = self._turned(moment.states, history) or self._tracker.step(
            t_s, moment.states, attempting=self._attempting
        )
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

    def _turned(
        self, states: Mapping[str, ZoneState], history: SignalHistory
    ) -> TrackedRepetition | None:
        """A repetition that ended in a turn shortly before rest (`TURNED_SHARE`), if one did.

        Brisk people do not come to rest between two. Only a repetition out and back can end so.
        """
        since_s = self._tracker.returning_since_s
        if since_s is None or self._nearly_s is None or len(self.spec.through) != SIMPLE:
            return None
        zone = states[self.spec.through[1]]
        if not zone.active or zone.since_s <= since_s:
            return None
        window = history.window(self.spec.driver, since_s, history.latest_s)
        known = np.isfinite(window.values)
        out = self._reached((self._tracker.began_s or since_s, since_s), history)
        if not known.any() or not out.size:
            return None
        t_s, left = window.t_s[known], np.abs(window.values[known] - out[0])
        if left.min() > (1 - TURNED_SHARE) * np.abs(out - out[0]).max():
            return None
        turned_s = float(t_s[int(left.argmin())])
        if min(turned_s - since_s, zone.since_s - turned_s) < LEAST_TURN_S:
            return None
        return self._tracker.turn(turned_s, zone)

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
    def _refused(tracked: TrackedRepetition, why: str) -> NotJudged:
        span = tracked.changes[0].left_s, tracked.changes[-1].reached_s
        return NotJudged("repetition", Message(why), *span)

    def _refusal(self, tracked: TrackedRepetition, history: SignalHistory) -> str | None:
        """Why a repetition is not counted (a key); None if it is."""
        if self._broken:
            return "position-left"
        if not way_was_seen(tracked, history):
            return "not-seen"
        if any(c.reached_s - c.left_s > MOST_MOVEMENT_S for c in tracked.changes):
            return "unclear"
        if tracked.complete or tracked.went_on:
            return None
        short = lacked(self._exercise, tracked, history)
        return None if short and self._led_back(tracked, history) else "unclear"

    def _led_back(self, tracked: TrackedRepetition, history: SignalHistory) -> bool:
        """Whether a half repetition led out towards the exercise, and back again.

        The signal that made it an attempt has to come back by half of what it went out, and the
        driver has to go the way that it goes in whole ones. Whoever draws the elbow to the knee
        lifts an arm, too, but makes no half reach.
        """
        span = (tracked.changes[0].left_s, tracked.changes[-1].reached_s)
        sign = 1.0 if self._attempt_above else -1.0
        values = sign * history.window(self._attempt_signal, *span).values
        known = values[np.isfinite(values)]
        if not known.size or known.max() - known[-1] < (known.max() - known[0]) / 2:
            return False
        return not self._whole.leads_elsewhere(self._reached(span, history))

    def _reached(self, span: phase_bounds.Span, history: SignalHistory) -> NDArray[np.float64]:
        """The driver's known values in the span, (N,)."""
        values = history.window(self.spec.driver, *span).values
        known: NDArray[np.float64] = values[np.isfinite(values)]
        return known

    def break_off(
        self, t_s: float, history: SignalHistory, why: str, *, tell_attempt: bool
    ) -> tuple[list[Rep], list[NotJudged]]:
        """Ends what is unfinished because the start posture was lost or the recording ended.

        `why` is the key of the reason. A repetition that lacks only the last part of its return
        counts. `tell_attempt` asks for a word about one that has reached no zone yet: somebody who
        gets up passes through the beginning of one.
        """
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
            span = (tracked.changes[0].left_s, tracked.changes[-1].reached_s)
            self._whole.add(self._reached(span, history))
        else:
            self.halves += 1
        self._waiting = PendingRepetition(tracked, self._number, self._attempt_signal, cut_off)

    def _has_settled(self, t_s: float, history: SignalHistory) -> bool:
        assert self._waiting is not None
        last = self._judge.movements(self._waiting, history)[-1]
        if t_s - last.reached_s > SETTLE_S:
            return True
        driver = self._judge.driver_of(last)
        rest_s = phase_bounds.come_to_rest(history, driver, last, t_s, last=True)
        return rest_s is not None and t_s - rest_s >= AT_REST_S

    def _judged(self, history: SignalHistory) -> Rep:
        assert self._waiting is not None
        waiting, self._waiting = self._waiting, None
        return self._judge.judged(waiting, history)
