"""Whether pictures came often enough, over a whole session."""

from __future__ import annotations

from math import nan

from posecheck.exercise.spec.checks import LEAST_RATE_HZ
from posecheck.messages import Remark

LONGEST_STEP_S = 1.0
"""Longer without a picture is an interruption, and says nothing of the rate."""

MOSTLY = 0.5
"""Pictures are too few where they lie too far apart in this share of the time. In less of it, what
is hidden is said at each repetition and hold."""


class PictureRate:
    """Adds up the time between pictures."""

    def __init__(self) -> None:
        self._first_s = self._last_s = nan
        self._pictures = 0
        self._all_s = self._sparse_s = 0.0

    def step(self, t_s: float) -> None:
        """Takes the time of a picture."""
        step_s = t_s - self._last_s
        if not self._pictures:
            self._first_s = t_s
        elif step_s <= LONGEST_STEP_S:
            self._all_s += step_s
            self._sparse_s += step_s if step_s > 1 / LEAST_RATE_HZ else 0.0
        self._last_s = t_s
        self._pictures += 1

    @property
    def is_low(self) -> bool:
        """Whether pictures are too few (`LEAST_RATE_HZ`) for most of the time."""
        return self._pictures > 1 and self._sparse_s >= MOSTLY * self._all_s

    def remark(self) -> Remark | None:
        """The remark that pictures are too few; None where they are not."""
        if not self.is_low:
            return None
        rate_hz = (self._pictures - 1) / (self._last_s - self._first_s)
        return Remark(
            kind="few-pictures",
            start_s=self._first_s,
            end_s=self._last_s,
            blocks=False,
            values={"rate_hz": rate_hz, "least_hz": LEAST_RATE_HZ},
        )
