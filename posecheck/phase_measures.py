"""How steady a phase was and how long it took, in numbers: part of the data in `records`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Number = float | None
"""A finite number, or None where it is missing."""


@dataclass(frozen=True, slots=True)
class Steadiness:
    """How steady one movement, pause or hold was.

    Sizes are in `unit`, speeds in `unit` a second. None stands for a number that was not measured
    (see `unmeasured`), or has no meaning here: a pause has no speed.
    """

    signal: str
    unit: str
    noise: Number
    """Standard deviation of a sample's noise: the noise floor of the signal."""
    jumps: int
    """Steps that no joint can make. They were taken out before anything was measured."""
    mean_per_s: Number = None
    peak_per_s: Number = None
    suddenness: Number = None
    """Peak speed over usual speed: 1.2 for a minimum-jerk movement."""
    snap: Number = None
    """Peak speed over mean speed of the whole movement: 1.9 for a minimum-jerk movement."""
    end_share: Number = None
    """Speed after nine tenths of the distance, as a share of the peak: near 1 for a drop."""
    stops: int | None = None
    stopped_s: Number = None
    """All stops together."""
    shaking: Number = None
    """The amplitude that lasts between 2.5 and 8 Hz, with the noise taken out."""
    shaking_hz: Number = None
    tiring: Number = None
    """Shaking in the last third of a long hold, divided by that in its first third."""
    swings: int | None = None
    """Quick half swings in a pause or hold."""
    swing: Number = None
    """The size of a swing, peak to peak."""
    sparc: Number = None
    ldlj: Number = None
    """The textbook measures of smoothness, for researchers. No limit stands on them."""
    unmeasured: tuple[tuple[str, str], ...] = ()
    """The faults that could not be judged here, each with the key of its reason."""


@dataclass(frozen=True, slots=True)
class PhasePace:
    """How long one phase took over all complete repetitions, of one side if sides are counted
    apart.

    `spread` is the standard deviation as a share of the mean: 0.1 is regular, 0.3 is not.
    """

    phase: str
    side: Literal["left", "right"] | None
    count: int
    mean_s: float
    shortest_s: float
    longest_s: float
    spread: Number
