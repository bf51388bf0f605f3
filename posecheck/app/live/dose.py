"""The exercise with the dose that the person asked for."""

from __future__ import annotations

from posecheck.app import consoles
from posecheck.dose import DoseDone
from posecheck.exercise.spec.schema import Exercise
from posecheck.exercise.spec.tables import Dose
from posecheck.report import formats
from posecheck.words.speech import Speech


def with_counts(exercise: Exercise, sets: int | None, reps: int | None) -> Exercise:
    """The exercise with that many sets and repetitions; None leaves its own."""
    asked = {"sets": sets, "reps": reps}
    given = {key: count for key, count in asked.items() if count is not None}
    return exercise.model_copy(update={"dose": exercise.dose.model_copy(update=given)})


def words(exercise: Exercise, speech: Speech) -> str:
    """The exercise's dose in one short line, such as "1 x 5 on each side"."""
    asked, each_side = exercise.dose, exercise.rep is not None and exercise.sides == "apart"
    reps = None if exercise.hold and asked.reps == 1 else asked.reps
    done = DoseDone(asked.sets, reps, asked.hold_s, "repetitions", 0, None, each_side)
    return formats.dose(done, speech)


def with_dose(exercise: Exercise, dose: Dose) -> Exercise:
    """The exercise with that dose in place of its own; its note is about its own."""
    return exercise.model_copy(update={"dose": dose})


def with_hold(exercise: Exercise, hold_s: float | None, speech: Speech) -> Exercise:
    """The exercise with holds of `hold_s`; a note to the person where it has no hold."""
    if hold_s is not None and exercise.times_holds:
        dose = exercise.dose.model_copy(update={"hold_s": hold_s})
        return exercise.model_copy(update={"dose": dose})
    if hold_s is not None:
        consoles.note(speech.text("no-hold-here", exercise=exercise.title))
    return exercise
