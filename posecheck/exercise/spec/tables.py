"""The tables of an exercise file: dose, start posture, repetition, hold."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from posecheck.exercise.spec.models import Strict, Text

Positive = Annotated[float, Field(gt=0)]
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]


MOST_COUNT = 1_000_000
"""The largest number of anything that is counted. TOML has whole numbers of any length, which are
more than a float holds and a message can show. What nobody does is said by `meaning`."""

Count = Annotated[int, Field(gt=0, le=MOST_COUNT)]
"""A number of sets or repetitions."""


class Dose(Strict):
    """How much the sources ask for. `note` says which numbers are posecheck's own."""

    sets: Count | None = None
    reps: Count | None = None
    hold_s: Positive | None = None
    note: str = ""


class ZoneSpec(Strict):
    """A zone that is left by another condition than the opposite of the one that enters it."""

    enter: Text
    leave: Text


class StartPosture(Strict):
    """The start posture: counting begins when `take` is true, and ends when `keep` is not."""

    take: Text
    keep: Text
    steady_s: Positive = 0.5
    """How long `take` must be true. Half a second is longer than somebody who settles down lies
    still by chance between two movements, and shorter than the pause before a first repetition."""


class HalfSpec(Strict):
    """What to say of a half repetition: the person turned back before the next zone."""

    id: Id
    say: Text
    because: Text


class LeftOut(Strict):
    """What to say when a repetition of several zones left some out: words for each such zone."""

    id: Id
    say: Annotated[dict[str, Text], Field(min_length=1)]
    because: Text


class Cadence(Strict):
    """Makes the repetitions steps. The report gives the steps a minute.

    With limits, a cadence outside of them is a fault, reported once for the whole walk.
    """

    id: Id = "cadence"
    at_least_per_min: Positive | None = None
    at_most_per_min: Positive | None = None
    say: str = ""
    because: Text

    @model_validator(mode="after")
    def _says(self) -> Self:
        if (self.at_least_per_min or self.at_most_per_min) and not self.say:
            raise ValueError("say: give words for a cadence outside the limits")
        return self


class EndOfRangeSpec(Strict):
    """A signal that shows how far a repetition goes, and which direction leads away from rest."""

    signal: str
    farther: Literal["up", "down"]
    during: str = "rep"
    """The phase whose farthest value counts, or "rep" for that of the whole repetition."""

    @property
    def sign(self) -> float:
        """1 where farther is a higher value, else -1."""
        return 1.0 if self.farther == "up" else -1.0


class RepSpec(Strict):
    """A repetition: one way through zones that ends where it began.

    `phases` names its phases in order: the movements between zones and the pauses in them. So n
    zones have 2n - 3 phases. From the condition `attempt` on, turning back makes a half
    repetition. `driver` is the signal whose speed shows when a phase begins and ends; `drivers`
    names the movements that have another one.
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
    """How long somebody may be back in the first zone without having turned back. It is for a
    repetition that leads through the first zone on its way."""
    most_s: Positive | None = None
    """The longest duration of a repetition. What takes longer is something else, and is not
    counted: a foot that is put onto a chair is no step."""
    least_s: Positive | None = None
    """The shortest duration of a complete repetition. What takes less time is something else, and
    is not counted: a sway is no stretch."""
    holds: dict[str, str] = {}
    """Pause -> zone, for the pauses that count as holds."""
    end_of_range: list[EndOfRangeSpec] = []
    """What shows how far a repetition goes. Empty: the signals that its zones ask for first."""

    @model_validator(mode="after")
    def _closed(self) -> Self:
        if self.through[0] != self.through[-1]:
            raise ValueError("a repetition must end in the zone in which it begins")
        if len(self.phases) != 2 * len(self.through) - 3:
            raise ValueError(
                f"{len(self.through)} zones have {2 * len(self.through) - 3} phases, "
                f"but {len(self.phases)} are named"
            )
        if unknown := set(self.holds) - set(self.phases[1::2]):
            raise ValueError(f"holds: {sorted(unknown)} is no pause; pauses: {self.phases[1::2]}")
        if unknown := set(self.drivers) - set(self.phases[::2]):
            raise ValueError(
                f"drivers: {sorted(unknown)} is no movement; movements: {self.phases[::2]}"
            )
        if self.left_out and (unknown := set(self.left_out.say) - set(self.through[1:-1])):
            raise ValueError(
                f"left_out.say: {sorted(unknown)} is no zone between the first and the last"
            )
        return self

    def driver_of(self, phase: str) -> str:
        """The driver of a movement."""
        return self.drivers.get(phase, self.driver)


class Interrupted(Strict):
    """What to say when a hold breaks and goes on within `within_s`."""

    id: Id
    within_s: Positive
    say: Text
    because: Text


class HoldSpec(Strict):
    """An exercise that is one hold: time spent in a zone, at least `least_s`."""

    zone: str
    driver: str
    least_s: Positive = 1.0
    """A shorter time in the zone is no hold: standing up through a plank takes under a second."""
    interrupted: Interrupted | None = None
