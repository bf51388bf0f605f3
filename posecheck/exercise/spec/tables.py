"""The tables of an exercise file: dose, start posture, repetition, hold."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from posecheck.exercise.spec.models import Strict, Text

Positive = Annotated[float, Field(gt=0)]
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]


class Dose(Strict):
    """How much the texts ask for. `ours` says which numbers are posecheck's own."""

    sets: Annotated[int, Field(gt=0)] | None = None
    reps: Annotated[int, Field(gt=0)] | None = None
    hold_s: Positive | None = None
    note: str = ""


class ZoneSpec(Strict):
    """A zone whose way out is not just the opposite of its way in."""

    enter: Text
    leave: Text


class StartPosture(Strict):
    """The start posture, which arms counting, and what must stay true while counting."""

    take: Text
    keep: Text
    steady_s: Positive = 0.5
    """Half a second: longer than somebody settling down lies still by chance between two
    movements, shorter than the pause before a first repetition."""


class HalfSpec(Strict):
    """What to say when a repetition turns back before it reached the next zone."""

    id: Id
    say: Text
    because: Text


class LeftOut(Strict):
    """What to say when a step of a longer way was left out: words for each zone missed."""

    id: Id
    say: Annotated[dict[str, Text], Field(min_length=1)]
    because: Text


class Cadence(Strict):
    """Makes the repetitions steps: the report gives how many were taken in a minute.

    With limits, a cadence outside of them is a fault, said once for the whole walk.
    """

    id: Id = "cadence"
    at_least_per_min: Positive | None = None
    at_most_per_min: Positive | None = None
    say: str = ""
    because: Text

    @model_validator(mode="after")
    def _says(self) -> Self:
        if (self.at_least_per_min or self.at_most_per_min) and not self.say:
            raise ValueError("say: give the words for a cadence outside the limits")
        return self


class EndOfRangeSpec(Strict):
    """A signal that tells how far a repetition goes, and which way leads farther from rest."""

    signal: str
    farther: Literal["up", "down"]
    during: str = "rep"

    @property
    def sign(self) -> float:
        """1 where farther is a higher value, else -1."""
        return 1.0 if self.farther == "up" else -1.0


class RepSpec(Strict):
    """A repetition: a way through zones that ends where it began.

    `phases` names its legs in order: the movements between zones and the stays in them, so
    n zones have 2n - 3 legs. `attempt` is the condition from which on an unfinished way is
    reported as a partial. `driver` is the signal whose speed bounds the legs, `drivers` names
    those of legs that have another.
    """

    through: Annotated[list[str], Field(min_length=3)]
    phases: list[Text]
    driver: str
    drivers: dict[str, str] = {}
    attempt: str | ZoneSpec
    half: HalfSpec
    left_out: LeftOut | None = None
    cadence: Cadence | None = None
    passing_s: Annotated[float, Field(ge=0)] = 0.0
    """So long somebody may be back in the first zone without having turned back: for a way that
    leads through it."""
    most_s: Positive | None = None
    """A way that takes longer is something else, and not counted: a foot that is put onto a chair
    is no step."""
    least_s: Positive | None = None
    """A way that takes less is something else, and not counted: a sway is no stretch."""
    holds: dict[str, str] = {}
    """Leg -> zone, for the legs that count as holds."""
    end_of_range: list[EndOfRangeSpec] = []
    """What tells how far a repetition goes, where that is not what its zones ask for first."""

    @model_validator(mode="after")
    def _closed(self) -> Self:
        if self.through[0] != self.through[-1]:
            raise ValueError("a repetition must end in the zone in which it begins")
        if len(self.phases) != 2 * len(self.through) - 3:
            raise ValueError(
                f"{len(self.through)} zones have {2 * len(self.through) - 3} legs, "
                f"but phases names {len(self.phases)}"
            )
        if unknown := set(self.holds) - set(self.phases[1::2]):
            raise ValueError(f"holds: {sorted(unknown)} is no stay; stays: {self.phases[1::2]}")
        if unknown := set(self.drivers) - set(self.phases[::2]):
            raise ValueError(f"drivers: {sorted(unknown)} is no way; ways: {self.phases[::2]}")
        if self.left_out and (unknown := set(self.left_out.say) - set(self.through[1:-1])):
            raise ValueError(f"left_out.say: {sorted(unknown)} is no zone on the way")
        return self

    def driver_of(self, phase: str) -> str:
        """The signal whose speed bounds a leg."""
        return self.drivers.get(phase, self.driver)


class Interrupted(Strict):
    """What to say when a hold breaks and is taken up again within `within_s`."""

    id: Id
    within_s: Positive
    say: Text
    because: Text


class HoldSpec(Strict):
    """An exercise that is one hold: time spent in a zone, at least `least_s`."""

    zone: str
    driver: str
    least_s: Positive = 1.0
    """Less is passing through: standing up through a plank takes under a second."""
    interrupted: Interrupted | None = None
