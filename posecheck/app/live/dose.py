"""The exercise as this person does it today."""

from __future__ import annotations

from posecheck.app import consoles
from posecheck.exercise.spec.schema import Exercise


def with_hold(exercise: Exercise, hold_s: float | None) -> Exercise:
    """The exercise with another length of its holds."""
    if hold_s is not None and exercise.times_holds:
        dose = exercise.dose.model_copy(update={"hold_s": hold_s})
        return exercise.model_copy(update={"dose": dose})
    if hold_s is not None:
        consoles.note(f"{exercise.title} has no hold: --hold changes nothing.")
    return exercise
