"""What to run, and where chance comes from."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

LONGEST_S = 10.0
"""More of the processor's time for one input is a hang. The clock would call a busy machine one."""


@dataclass(frozen=True)
class Job:
    """What to run. Input `number` of a door depends on the seed and the number alone."""

    door: str
    seed: int = 0
    executions: int | None = None
    seconds: float | None = None

    def chance(self, number: int) -> Random:
        """The chance that makes input `number`."""
        return Random(f"{self.door}/{self.seed}/{number}")
