"""The table `[steadiness]` of an exercise file, and the limits that hold without one.

They are one mechanism for all exercises. Sizes are in degrees. For signals in trunk lengths,
`TRUNK_PER_DEG` stands for one degree.
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
"""How far the end of a limb that is as long as the trunk moves when the limb turns by one degree,
trunk lengths (π/180)."""


class SteadinessSpec(Strict):
    """How steady this exercise must be. Everything has a default that holds for most."""

    off: list[Fault] = []
    """Faults that make no sense here."""
    not_during: list[Text] = []
    """Phases in which none of these faults is judged."""
    stop_s: Positive = 0.32
    """How long a movement may stand still, all its stops together; or 10 % of its duration, if that
    is longer."""
    suddenness: Annotated[float, Field(gt=1.2)] = 3.1
    """The highest peak speed, as a multiple of the usual speed."""
    shaking_deg: Positive = 0.25
    """The largest amplitude in a movement, as read, beyond the movement's own
    (`MOVEMENT_IN_BAND_S2`). In a pause or hold the limit is three times this. MediaPipe's smoothing
    leaves a third of a tremor in a movement and a fifth in a hold."""
    swing_deg: Positive = 2.5
    """The smallest bounce, peak to peak, as read. Smoothing leaves two thirds of bounces of 8°."""
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
            raise ValueError("because: say why this exercise has other limits of steadiness")
        return self

    def limits(self) -> dict[Fault, dict[str, float | str]]:
        """The limits of each fault, by their names in an exercise file."""
        return {
            "halting": {"stop_s": self.stop_s},
            "sudden": {"suddenness": self.suddenness},
            "shaking": {"shaking_deg": self.shaking_deg},
            "bouncing": {"swing_deg": self.swing_deg},
        }
