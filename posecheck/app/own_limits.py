"""The person's own limits that an analysis or a live session uses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from posecheck.app import consoles
from posecheck.exercise.personal.end_of_range import targets
from posecheck.exercise.personal.profile import Calibration, Profile
from posecheck.exercise.spec.schema import Exercise
from posecheck.provenance import Model
from posecheck.records import Report
from posecheck.words.speech import Speech


def of(
    profile: Profile | None,
    exercise: Exercise,
    model: Model | None,
    speech: Speech,
    *,
    note: Callable[[str], None] | None = None,
) -> Calibration | None:
    """What was calibrated for a person in this exercise; None, and a note, where nothing was.

    `note` says a line; without it, the line is printed to standard error.
    """
    note = note or consoles.note
    if profile is None:
        return None
    found = profile.exercises.get(exercise.id)
    names = {"profile": profile.name, "exercise": exercise.id}
    if found is None:
        key = "profile-lacks" if targets(exercise) else "no-range-here"
        note(speech.text(key, **names))
    elif model is not None and found.model and found.model != model.name:
        note(speech.text("profile-other-model", **names, model=found.model))
    return found


def with_profile(report: Report, profile: Profile | None, own: Calibration | None) -> Report:
    """The report with the name of the profile that was used."""
    return report if profile is None or own is None else replace(report, profile=profile.name)
