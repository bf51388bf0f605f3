"""The last seconds in a posture: what some signals were in them, and how far they moved."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from math import isfinite

from posecheck.motion.recent_values import RecentValues

Row = tuple[float, tuple[float, ...]]
"""Time, and one value for each signal that is remembered."""


class PostureMemory:
    """Rows of some signals, from the oldest that is kept to the newest.

    `recent` has the known values of each signal in these rows.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self.rows: deque[Row] = deque()
        self.recent = {name: RecentValues() for name in names}

    def add(self, t_s: float, values: Mapping[str, float]) -> None:
        """Remembers one moment, if anything was seen in it.

        NaN stays in a row: what is hidden must not hide the rest of it.
        """
        row = tuple(values[name] for name in self.recent)
        if row and not any(map(isfinite, row)):
            return
        self.rows.append((t_s, row))
        for recent, value in zip(self.recent.values(), row, strict=True):
            if isfinite(value):
                recent.add(value)

    def drop_oldest(self) -> None:
        """Forgets the oldest row; IndexError where there is none."""
        _, row = self.rows.popleft()
        for recent, value in zip(self.recent.values(), row, strict=True):
            if isfinite(value):
                recent.drop_oldest()

    def clear(self) -> None:
        """Forgets everything."""
        if not self.rows:
            return
        self.rows.clear()
        for recent in self.recent.values():
            recent.clear()
