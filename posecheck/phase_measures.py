"""How a leg of an exercise was gone, in numbers: part of the plain data in `records`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Number = float | None
"""A finite number, or None where it is missing."""


@dataclass(frozen=True, slots=True)
class Steadiness:
    """How controlled one way, stay or hold was, in numbers; None is not measured (see
    `unmeasured`) or has no meaning there. Sizes and speeds are in `unit` (a second).
    """

    signal: str
    unit: str
    noise: Number
    """Standard deviation of a sample's noise, from rest, holds and this stretch itself."""
    jumps: int
    """Steps that no joint can make: taken out before anything was measured."""
    mean_per_s: Number = None
    peak_per_s: Number = None
    suddenness: Number = None
    """Peak against usual speed: 1.2 for a minimum-jerk way."""
    snap: Number = None
    """Peak against mean speed of the whole way: 1.9 for minimum jerk."""
    end_share: Number = None
    """Speed where nine tenths of the way are done, as a share of the peak: near 1 for a drop."""
    stops: int | None = None
    stopped_s: Number = None
    """All stops together."""
    shaking: Number = None
    """Amplitude between 2.5 and 8 Hz that lasts, with the noise taken out."""
    shaking_hz: Number = None
    tiring: Number = None
    """Shaking in the last third of a long hold, against its first third."""
    swings: int | None = None
    """Quick swings to and fro at the end of the way."""
    swing: Number = None
    """Peak to peak."""
    sparc: Number = None
    ldlj: Number = None
    """The textbook measures: for researchers, no limit stands on them."""
    unmeasured: tuple[tuple[str, str], ...] = ()
    """What could not be measured here, and why."""


@dataclass(frozen=True, slots=True)
class PhasePace:
    """How long one leg took over all complete repetitions (of one side, where counted apart).

    `spread` is the standard deviation as a share of the mean: 0.1 is steady, 0.3 is not.
    """

    phase: str
    side: Literal["left", "right"] | None
    count: int
    mean_s: float
    shortest_s: float
    longest_s: float
    spread: Number
