"""The exercise as this person does it today."""

from __future__ import annotations

from posecheck.app import consoles
from posecheck.exercise.schema import Exercise


def personal(exercise: Exercise, *, profile: str | None, hold_s: float | None) -> Exercise:
    """The exercise with another length of its holds, and with a profile's limits."""
    if hold_s is not None and exercise.times_holds:
        dose = exercise.dose.model_copy(update={"hold_s": hold_s})
        exercise = exercise.model_copy(update={"dose": dose})
    elif hold_s is not None:
        consoles.note(f"{exercise.title} has no hold: --hold changes nothing.")
    # Here a profile makes the exercise personal: exercise = profiles.apply(exercise, profile).
    if profile is not None:
        consoles.note(f"Profile {profile}: not used yet, the exercise's own limits hold.")
    return exercise
