"""How long an exercise takes with a dose: an estimate, to fit a plan into somebody's minutes."""

from __future__ import annotations

from typing import Final

from posecheck.exercise.spec.schema import Exercise
from posecheck.exercise.spec.tables import Dose

REST_S: Final = 30.0
"""The rest between two sets. It is posecheck's own number, as the sources give none: a set of these
exercises lasts about a minute, and half of that is enough to get one's breath back. A person who
begins sooner ends the rest."""

MOVING_S: Final = 4.5
"""A repetition without its holds: the median of the 37 good sample clips with repetitions (3.1 to
13 s)."""

STEP_S: Final = 0.8
"""A step of a walk: the median of the four good sample clips of walks (0.6 to 1.0 s)."""

READY_S: Final = 30.0
"""Getting into place and the countdown. Our own estimate."""


def duration_s(exercise: Exercise, dose: Dose) -> float:
    """How long the exercise takes with that dose, with getting ready and rests, seconds."""
    sets = dose.sets or 1
    sides = len(exercise.counted_sides())
    return READY_S + (sets - 1) * REST_S + sets * (dose.reps or 1) * sides * _one_s(exercise, dose)


def _one_s(exercise: Exercise, dose: Dose) -> float:
    """One repetition or hold."""
    if exercise.rep and exercise.rep.cadence:
        return STEP_S
    holds = len(exercise.rep.holds) if exercise.rep else 1
    return MOVING_S + (dose.hold_s or 0.0) * holds
