"""A person's own profile: how they rest and how far they comfortably go, exercise by exercise.

What a profile's file may say is checked here, once; after that it is trusted.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from posecheck.exercise.personal.end_of_range import shown_as
from posecheck.exercise.spec.models import Strict, Text
from posecheck.exercise.spec.schema import View
from posecheck.exercise.spec.tables import EndOfRangeSpec, Id
from posecheck.records import Side

FEWEST = 3
"""Repetitions from which on a median is one that a single odd repetition cannot move far."""


Number = Annotated[float, Field(allow_inf_nan=False)]
Spread = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]


class Rest(Strict):
    """A signal's value in the person's own start posture, and how much it trembles there."""

    value: Number
    noise: Spread


class ComfortableRange(EndOfRangeSpec):
    """How far comfortable repetitions went: the median of their farthest values, and the
    standard deviation between them, in the signal's unit."""

    side: Side | None = None
    comfortable: Number
    spread: Spread
    repetitions: Annotated[int, Field(ge=FEWEST)]

    @property
    def shown(self) -> str:
        """The signal's name with its side, as in an `Update` and among the resting values."""
        return shown_as(self.signal, self.side)


class Calibration(Strict):
    """What one calibration of one exercise found."""

    date: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    posecheck: Text
    model: str = ""
    """What found the landmarks: a limit holds for the model that it was read with."""
    view: View
    repetitions: Annotated[int, Field(ge=FEWEST)]
    ranges: Annotated[list[ComfortableRange], Field(min_length=1)]
    rest: dict[str, Rest]

    @model_validator(mode="after")
    def _leads_away_from_rest(self) -> Self:
        for i, comfort in enumerate(self.ranges):
            if comfort.shown not in self.rest:
                raise ValueError(f"ranges.{i}: rest.{comfort.shown} is missing")
            if not self.way(comfort) > 0:
                rest = f"{comfort.farther} from rest.{comfort.shown}"
                raise ValueError(f"ranges.{i}.comfortable: has to lie {rest}")
        return self

    def way(self, comfort: ComfortableRange) -> float:
        """How far it is from rest to the comfortable end, above 0."""
        return comfort.sign * (comfort.comfortable - self.rest[comfort.shown].value)

    def of(self, far: EndOfRangeSpec, side: Side | None) -> ComfortableRange | None:
        """The comfortable range of one target on one side; None where it was not calibrated."""
        key = (far.signal, far.farther, far.during, side)
        found = (c for c in self.ranges if (c.signal, c.farther, c.during, c.side) == key)
        return next(found, None)


class Profile(Strict):
    """One person's file."""

    format: Literal[1] = 1
    """Goes up when a key changes its meaning or disappears."""
    name: Name
    exercises: dict[Id, Calibration] = {}

    def having(self, exercise_id: str, calibrated: Calibration) -> Profile:
        """The same with one exercise calibrated (anew)."""
        return self.model_copy(update={"exercises": self.exercises | {exercise_id: calibrated}})
