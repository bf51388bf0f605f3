"""The table `[steadiness]` of an exercise file, and the limits that hold without one.

They are one mechanism for all exercises. Sizes are degrees; for signals in trunk lengths one
degree is `TRUNK_PER_DEG` of one.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from posecheck.exercise.spec.models import Strict, Text
from posecheck.exercise.spec.tables import Positive

Fault = Literal["halting", "sudden", "shaking", "bouncing"]
FAULTS: tuple[Fault, ...] = ("halting", "sudden", "shaking", "bouncing")

Span = tuple[float, float]
"""Start and end, seconds."""

TRUNK_PER_DEG = 0.0175
"""What the end of a limb as long as the trunk moves when it turns by one degree (π/180)."""


class SteadinessSpec(Strict):
    """What control means in this exercise. Everything has a default that holds for most."""

    off: list[Fault] = []
    """Faults that make no sense here."""
    not_during: list[Text] = []
    """Legs in which nothing of this is judged."""
    stop_s: Positive = 0.32
    """So long a way may stand still (all its stops together), or 10 % of its duration."""
    suddenness: Annotated[float, Field(gt=1.2)] = 3.1
    """Peak against usual speed."""
    shaking_deg: Positive = 0.25
    """Amplitude as read on a way, besides what the way has of itself (`BEND_S2`); in a stay three
    times this. MediaPipe's smoothing leaves a third of a tremor on a way and a fifth in a hold."""
    swing_deg: Positive = 2.5
    """Peak to peak of a bounce, as read: smoothing leaves two thirds of bounces of 8°."""
    take_s: Positive = 2.0
    """The calm pace of a way, said to whoever is too fast. posecheck's own: the sources say
    "slowly", and calm ways of the drawn and of real people take 1.6-2.2 s."""
    say: dict[Fault, Text] = {}
    because: str = ""

    @model_validator(mode="after")
    def _has_reason(self) -> Self:
        changed = [
            name
            for name, field in type(self).model_fields.items()
            if name not in ("because", "say")
            and getattr(self, name) != field.get_default(call_default_factory=True)
        ]
        if changed and not self.because:
            raise ValueError("because: say why control means something else here")
        return self

    def limits(self) -> dict[Fault, dict[str, float | str]]:
        """The limits of each fault, by their names in an exercise file."""
        return {
            "halting": {"stop_s": self.stop_s},
            "sudden": {"suddenness": self.suddenness},
            "shaking": {"shaking_deg": self.shaking_deg},
            "bouncing": {"swing_deg": self.swing_deg},
        }
