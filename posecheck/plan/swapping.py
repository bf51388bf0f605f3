"""Which exercises may take the place of one that somebody does not want today."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from posecheck.exercise.spec.schema import Exercise
from posecheck.plan.choosing import EFFORTS, Plan

NOTHING_AGAINST: Final = ("left-out-later", "left-out-minutes")
"""Why an exercise is left out that somebody may do all the same: there was only no room for it."""


def spare(plan: Plan) -> tuple[str, ...]:
    """The exercises outside the plan against which nothing speaks."""
    return tuple(each.exercise for each in plan.left_out if each.why.key in NOTHING_AGAINST)


def alternatives(exercise: Exercise, others: Iterable[Exercise]) -> list[str]:
    """The others' ids, the likest first: same aim, same areas, same posture, about as heavy."""

    def key(other: Exercise) -> tuple[object, ...]:
        own, its = exercise.plan, other.plan
        if own is None or its is None:
            return (True, 0, other.posture != exercise.posture, 0, other.id)
        apart = abs(EFFORTS.index(own.effort) - EFFORTS.index(its.effort))
        shared = len(set(own.areas) & set(its.areas))
        return (own.aim != its.aim, -shared, other.posture != exercise.posture, apart, other.id)

    return [each.id for each in sorted(others, key=key) if each.id != exercise.id]
