"""The doses through which an exercise grows: from a few to its goal, one small step after another.

"A few first, and more every few days" is what the source says ("Top 10 Exercises for Upper and
Lower Back Muscle Spasms", tips). How large a step is, it does not say: the sizes here are our own
choice. More repetitions come first, then longer holds, then more sets.
"""

from __future__ import annotations

from math import ceil, floor
from typing import Final

from posecheck.exercise.spec.schema import Exercise
from posecheck.exercise.spec.tables import Dose

A_FEW: Final = 3
"""Repetitions to begin with, and never more than half of the goal (rounded up). The source says "a
few"; three is the fewest that a calibration takes, too."""

HOLD_SHARE: Final = 0.5
"""Holds begin at this share of the goal. The sources ask for holds from two seconds to a minute,
and give ranges whose ends differ by two or three times: half is within them."""

LONGER: Final = 1.2
"""A hold grows by about a fifth, at least by one second. It is our choice: of four seconds one
second cannot be felt as more, of half a minute five seconds can."""

SHORTEST_HOLD_S: Final = 2.0
"""No hold begins shorter: it is the shortest that a source asks for (the same one, #10), and a hold
is measured to 0.3 s."""

MORE: Final = 8
"""Repetitions grow by an eighth, at least by one: one of eight or ten, and of the hundred steps of
a walk several. Our own choice."""


def goal_of(exercise: Exercise) -> Dose:
    """The dose to which a plan grows: that of the file's [plan], else its [dose]."""
    own = exercise.plan.goal if exercise.plan else None
    return own or exercise.dose


def levels(exercise: Exercise, goal: Dose | None = None) -> tuple[Dose, ...]:
    """The doses of an exercise from the first to the goal, each a little more than the one before.

    `goal` is used in place of the exercise's own, where a routine gives one. A dose that is open in
    repetitions and holds ("as long as you can") has one level, itself.
    """
    begin = exercise.plan.begin if exercise.plan else None
    return _levels(goal or goal_of(exercise), begin, holds_only=exercise.hold is not None)


def _levels(goal: Dose, begin: Dose | None, *, holds_only: bool) -> tuple[Dose, ...]:
    sets = goal.sets or 1
    reps = _counts(goal.reps, begin.reps if begin else None)
    holds = _holds(goal.hold_s, begin.hold_s if begin else None)
    found = [(1, each, holds[0]) for each in reps]
    found += [(1, reps[-1], hold_s) for hold_s in holds[1:]]
    for count in range(2, sets + 1):
        found += _with_sets(count, goal, holds)
    return tuple(
        Dose(sets=count, reps=1 if holds_only and each is None else each, hold_s=hold_s)
        for count, each, hold_s in found
    )


def _counts(goal: int | None, begin: int | None) -> list[int | None]:
    """Every number of repetitions from the first one to the goal."""
    if goal is None:
        return [None]
    reps = min(begin or min(A_FEW, ceil(goal / 2)), goal)
    found: list[int | None] = [reps]
    while reps < goal:
        reps = min(goal, reps + max(1, reps // MORE))
        found.append(reps)
    return found


def _holds(goal_s: float | None, begin_s: float | None) -> list[float | None]:
    """Every length of a hold from the first one to the goal, in whole seconds but for the goal."""
    if goal_s is None:
        return [None]
    hold_s = min(begin_s or max(SHORTEST_HOLD_S, float(ceil(goal_s * HOLD_SHARE))), goal_s)
    found: list[float | None] = [hold_s]
    while hold_s < goal_s:
        hold_s = min(goal_s, float(max(hold_s + 1, floor(hold_s * LONGER))))
        found.append(hold_s)
    return found


def _with_sets(
    count: int, goal: Dose, holds: list[float | None]
) -> list[tuple[int, int | None, float | None]]:
    """The levels with so many sets: they begin where they are just more than one set fewer.

    So a second set of eight does not double the work: two sets of five come after one of eight.
    """
    share = (count - 1) / count
    if goal.reps is not None and goal.reps > 1:
        first = floor(goal.reps * share) + 1
        return [(count, each, goal.hold_s) for each in range(first, goal.reps + 1)]
    if goal.hold_s is None:
        return [(count, goal.reps, None)]
    longer = [each for each in holds if each is not None and each > goal.hold_s * share]
    return [(count, goal.reps, each) for each in longer]


def amount(dose: Dose) -> float:
    """How much a dose is, to compare doses of one exercise: repetitions, or seconds held."""
    return (dose.sets or 1) * (dose.reps or 1) * (dose.hold_s or 1.0)
