"""How well a measurement repeats itself, so that a difference can be told from noise.

The figures come from `repeatability.json`, which `calibration.repeatability` writes together with
docs/repeat-table.md.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import sqrt
from typing import Final

from posecheck.exercise.judge.uncertainty import HOLD_S, MOVEMENT_S

COVERAGE: Final = 1.96
"""95 % of the errors lie within so many standard errors, to both sides (normal distribution)."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Standard deviations of the measurement's error, in one unit.

    within: from repetition to repetition of one recording.
    between: of what is added to all of a recording, or of a side: it differs from one to another.
    """

    within: float
    between: float

    def mean_variance(self, count: int, own: float | None) -> float:
        """The variance of a mean of `count` values, whose own standard deviation is `own`.

        The person's own differences count where they are larger than the model's; None where there
        is only one value.
        """
        return float(self.between**2 + max(self.within, own or 0.0) ** 2 / count)


@cache
def spreads() -> dict[str, Spread]:
    """The spreads of the model's signals, by unit."""
    text = (resources.files(__package__) / "repeatability.json").read_text(encoding="utf-8")
    return {
        unit: Spread(figures["within"], figures["between"])
        for unit, figures in json.loads(text).items()
    }


MOVEMENT: Final = Spread(MOVEMENT_S, 0.0)
HOLD: Final = Spread(HOLD_S, 0.0)
"""Durations, seconds. An end that is found late is found late again: it adds nothing to a
difference."""


def least_difference(
    spread: Spread, *, counts: tuple[int, int], own: tuple[float | None, float | None]
) -> float:
    """The smallest difference of two means that is no noise, in the unit of `spread`.

    counts: how many values each mean has. own: their own standard deviations, None for one value.

    >>> round(least_difference(Spread(1.0, 0.0), counts=(4, 4), own=(0.5, 2.0)), 2)
    2.19
    """
    variances = (spread.mean_variance(n, s) for n, s in zip(counts, own, strict=True))
    return COVERAGE * sqrt(sum(variances))


def plus_minus(unit: str, *, other_recording: bool) -> float | None:
    """How far a value of a signal may be off against others of its recording, or of another one.

    None for a unit that was not measured.
    """
    spread = spreads().get(unit)
    if spread is None:
        return None
    return COVERAGE * (sqrt(spread.within**2 + spread.between**2 * other_recording))
