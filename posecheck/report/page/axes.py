"""Where numbers lie on a drawing, and which of them are written beside it."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Final

_STEPS: Final = (1.0, 2.0, 5.0, 10.0)
_CLOCK_STEPS_S: Final = (1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight line from values to places: `low` lies at `start`, `high` at `end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The place of a value, to a tenth; what lies outside is put at the nearer end."""
        inside = min(max(value, self.low), self.high)
        share = (inside - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 1)


def ticks(low: float, high: float, most: int) -> list[float]:
    """Round numbers from `low` to `high`, at most `most`.

    >>> ticks(127.0, 178.0, 5)
    [140.0, 160.0]
    >>> ticks(-0.02, 0.19, 5)
    [0.0, 0.05, 0.1, 0.15]
    """
    rough = (high - low) / most
    power = 10.0 ** floor(log10(rough))
    step = next(s * power for s in _STEPS if s * power >= rough * (1 - 1e-9))
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    return [round(i * step, 10) for i in range(first, last + 1)]


def clock_ticks(start_s: float, end_s: float, most: int) -> list[float]:
    """Round moments of a clock from `start_s` to `end_s`, at most about `most`, seconds.

    >>> clock_ticks(0.0, 21.0, 6)
    [0.0, 5.0, 10.0, 15.0, 20.0]
    """
    rough_s = (end_s - start_s) / most
    longest_s = _CLOCK_STEPS_S[-1]
    several = longest_s * max(1, ceil(rough_s / longest_s))
    step_s = next((s for s in _CLOCK_STEPS_S if s >= rough_s), several)
    return [i * step_s for i in range(ceil(start_s / step_s), floor(end_s / step_s) + 1)]
