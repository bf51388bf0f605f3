"""A person's own profile: how they rest and how far they comfortably go, exercise by exercise.

What a profile's file may say is checked here, once; after that it is trusted.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from posecheck.exercise.personal.answers import Answers
from posecheck.exercise.personal.end_of_range import shown_as
from posecheck.exercise.spec.models import Strict, Text
from posecheck.exercise.spec.schema import View
from posecheck.exercise.spec.tables import MOST_COUNT, EndOfRangeSpec, Id
from posecheck.records import Side

FEWEST = 3
"""A calibration needs this number of repetitions. One odd repetition among three cannot move their
median far."""

Number = Annotated[float, Field(allow_inf_nan=False)]
Spread = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]


class Rest(Strict):
    """A signal's value in the person's own start posture, and its noise there (standard
    deviation)."""

    value: Number
    noise: Spread


class ComfortableRange(EndOfRangeSpec):
    """How far comfortable repetitions went, in the signal's unit.

    comfortable: the comfortable end, the median of the repetitions' ends of range.
    spread: the standard deviation between these ends.
    """

    side: Side | None = None
    comfortable: Number
    spread: Spread
    repetitions: Annotated[int, Field(ge=FEWEST, le=MOST_COUNT)]

    @property
    def shown(self) -> str:
        """The signal's name with its side, as in an `Update` and in `Calibration.rest`."""
        return shown_as(self.signal, self.side)


class Calibration(Strict):
    """What a calibration of one exercise found."""

    date: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    posecheck: Text
    model: str = ""
    """The pose model that found the landmarks. Limits hold for this model only."""
    view: View
    repetitions: Annotated[int, Field(ge=FEWEST, le=MOST_COUNT)]
    ranges: Annotated[list[ComfortableRange], Field(min_length=1)]
    rest: dict[str, Rest]

    @model_validator(mode="after")
    def _leads_away_from_rest(self) -> Self:
        for i, comfort in enumerate(self.ranges):
            if comfort.shown not in self.rest:
                raise ValueError(f"ranges.{i}: rest.{comfort.shown} is missing")
            if not self.distance_from_rest(comfort) > 0:
                rest = f"{comfort.farther} from rest.{comfort.shown}"
                raise ValueError(f"ranges.{i}.comfortable: has to lie {rest}")
        return self

    def distance_from_rest(self, comfort: ComfortableRange) -> float:
        """How far the comfortable end is from rest, in the signal's unit, above 0."""
        return comfort.sign * (comfort.comfortable - self.rest[comfort.shown].value)

    def of(self, spec: EndOfRangeSpec, side: Side | None) -> ComfortableRange | None:
        """The comfortable range of one end of range on one side; None if not calibrated."""
        key = (spec.signal, spec.farther, spec.during, side)
        found = (c for c in self.ranges if (c.signal, c.farther, c.during, c.side) == key)
        return next(found, None)


class Profile(Strict):
    """One person's file."""

    format: Literal[1] = 1
    """A higher number when a key changes its meaning or disappears."""
    name: Name
    exercises: dict[Id, Calibration] = {}
    plan: Answers | None = None
    """What the person answered for plans."""

    def having(self, exercise_id: str, calibrated: Calibration) -> Profile:
        """The same profile with a new calibration of one exercise."""
        return self.model_copy(update={"exercises": self.exercises | {exercise_id: calibrated}})
