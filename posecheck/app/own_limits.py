"""Whose own range an analysis uses."""

from __future__ import annotations

from dataclasses import replace

from posecheck.app import consoles
from posecheck.exercise.personal.end_of_range import targets
from posecheck.exercise.personal.profile import Calibration, Profile
from posecheck.exercise.spec.schema import Exercise
from posecheck.provenance import Model
from posecheck.records import Report


def of(profile: Profile | None, exercise: Exercise, model: Model | None) -> Calibration | None:
    """What was calibrated of a person in this exercise; without it, that is said and nothing is."""
    if profile is None:
        return None
    found = profile.exercises.get(exercise.id)
    if found is None and not targets(exercise):
        consoles.note(f"{exercise.id} has no end of range: judged as for everybody.")
        return None
    if found is None:
        consoles.note(
            f"The profile {profile.name} knows nothing of {exercise.id}: judged without it. "
            f"`posecheck calibrate {exercise.id} SOURCE --profile {profile.name}` adds it."
        )
        return None
    if model is not None and found.model and found.model != model.name:
        consoles.note(
            f"The profile {profile.name} was calibrated with another pose model ({found.model}): "
            "its limits may be a few degrees off."
        )
    return found


def named(report: Report, profile: Profile | None, own: Calibration | None) -> Report:
    """The report with the name of the profile that was used."""
    return report if profile is None or own is None else replace(report, profile=profile.name)
