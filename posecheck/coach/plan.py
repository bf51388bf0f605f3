"""Sets, repetitions and rests: how much was asked for, and how much of it is done."""

from __future__ import annotations

from dataclasses import dataclass

from posecheck.exercise.judge.session_verdict import lasted
from posecheck.exercise.spec.schema import Exercise
from posecheck.plan.timing import REST_S
from posecheck.records import Update

ENDED_S = 20.0
"""A hold without a goal is over when it was left for this long. A plank that is taken up again
within 15 s is the same one, interrupted."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done; None = as much as the person likes.

    reps: repetitions of each set, on each side where sides are counted apart.
    hold_s: how long each hold should last.
    """

    sets: int
    reps: int | None
    hold_s: float | None
    rest_s: float = REST_S

    @classmethod
    def of(
        cls,
        exercise: Exercise,
        *,
        sets: int | None = None,
        reps: int | None = None,
    ) -> Plan:
        """The plan of the exercise's own dose. `sets` and `reps` replace its numbers."""
        dose = exercise.dose
        return cls(sets or dose.sets or 1, reps or dose.reps, dose.hold_s)


class Progress:
    """Follows the sets through the updates of one session."""

    def __init__(self, exercise: Exercise, plan: Plan) -> None:
        self._plan = plan
        self._is_hold = exercise.hold is not None
        self._sided = exercise.sides == "apart"
        self.set_number = 1
        self.sets_done = 0
        self._counts_before = (0, 0, 0)
        self._counts = (0, 0, 0)
        self._held = 0
        self._held_before = 0
        self._last_hold_s: float | None = None

    def step(self, update: Update) -> bool:
        """Takes the next update; True at the moment at which a set is complete."""
        self._counts = (update.count, update.count_left, update.count_right)
        goal_s = self._plan.hold_s
        for hold in update.new_holds:
            if hold.rep is None:
                self._last_hold_s = update.t_s
                self._held += lasted(hold, goal_s)
        if self.sets_done == self.set_number or not self._complete(update):
            return False
        self.sets_done = self.set_number
        return True

    def begin_next(self) -> None:
        """Begins the next set."""
        self.set_number += 1
        self._counts_before = self._counts
        self._held_before = self._held

    @property
    def done(self) -> bool:
        """Whether the last set is complete."""
        return self.sets_done >= self._plan.sets

    @property
    def count(self) -> tuple[int, int, int]:
        """Repetitions of this set: all, left, right. Holds, where the exercise is one."""
        if self._is_hold:
            return self._held - self._held_before, 0, 0
        pairs = zip(self._counts, self._counts_before, strict=True)
        every, left, right = (count - before for count, before in pairs)
        return every, left, right

    def _complete(self, update: Update) -> bool:
        every, left, right = self.count
        if self._is_hold:
            return every >= (self._plan.reps or 1) and self._hold_is_over(update)
        if self._plan.reps is None:
            return False
        return min(left, right) >= self._plan.reps if self._sided else every >= self._plan.reps

    def _hold_is_over(self, update: Update) -> bool:
        """Whether the hold is over: with a goal when it is left, without one `ENDED_S` later."""
        if self._plan.hold_s is not None:
            return update.hold_s is None
        if update.hold_s is not None or self._last_hold_s is None:
            return False
        return update.t_s - self._last_hold_s >= ENDED_S
