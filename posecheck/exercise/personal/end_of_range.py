"""How far a repetition goes: the farthest value of the signals that tell it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecheck.exercise.follow.zone_tracker import CONFIRM_S
from posecheck.exercise.spec.checks import MIN_SEEN
from posecheck.exercise.spec.schema import Exercise, enter_condition
from posecheck.exercise.spec.tables import EndOfRangeSpec
from posecheck.exercise.spec.zones import parse
from posecheck.motion.filters import despiked
from posecheck.phase_measures import Number
from posecheck.records import Rep, Side, Update

Values = NDArray[np.float64]

KEEP_S = 180.0
"""How far back signals are kept: six times the longest hold that the catalogue asks for (30 s)."""


def targets(exercise: Exercise) -> tuple[EndOfRangeSpec, ...]:
    """The signals that tell how far: those the file names, else what each zone asks for first.

    Empty for holds and for steps, which have no end of range.
    """
    rep = exercise.rep
    if rep is None or rep.cadence is not None:
        return ()
    if rep.end_of_range:
        return tuple(rep.end_of_range)
    several = len(rep.through) > 3
    found: dict[tuple[str, str, str], EndOfRangeSpec] = {}
    for place, zone in enumerate(rep.through[1:-1], 1):
        if zone == rep.through[0]:
            continue
        asked = parse(enter_condition(exercise.zones[zone])).comparisons[0]
        far = EndOfRangeSpec(
            signal=asked.signal,
            farther="up" if asked.above else "down",
            during=rep.phases[2 * place - 1] if several else "rep",
        )
        found.setdefault((far.signal, far.farther, far.during), far)
    return tuple(found.values())


def shown_as(signal: str, side: Side | None) -> str:
    """A signal's name in an `Update`, where sides that are counted apart stand before it."""
    return f"{side}_{signal}" if side else signal


def farthest(t_s: Values, values: Values, *, sign: float, for_s: float = CONFIRM_S) -> float:
    """The farthest value that was kept for `for_s` (with `sign` -1: the lowest).

    t_s (N,) increasing and values (N,), NaN where not seen. A single picture does not count, as
    in the checks. NaN where less than `MIN_SEEN` was seen, or nothing for so long.

    >>> t = np.arange(6) / 10
    >>> farthest(t, np.array([0.0, 5, 5, 9, 5, 0]), sign=1)
    5.0
    """
    known = np.isfinite(values)
    if not values.size or known.mean() < MIN_SEEN:
        return float("nan")
    t_s, away = t_s[known], sign * despiked(values)[known]
    last = np.searchsorted(t_s, t_s + for_s - 1e-9)
    kept = [away[i : j + 1].min() for i, j in enumerate(last.tolist()) if j < t_s.size]
    return sign * float(max(kept)) if kept else float("nan")


@dataclass(frozen=True, slots=True)
class EndOfRange:
    """How far one repetition went in one signal; `value` is None where it was not seen."""

    far: EndOfRangeSpec
    rep: int
    side: Side | None
    complete: bool
    value: Number
    start_s: float
    end_s: float


class EndOfRangeTracker:
    """Reads the extents of repetitions from the updates of a session."""

    def __init__(self, exercise: Exercise) -> None:
        self.targets = targets(exercise)
        self._rows: deque[tuple[float, Mapping[str, Number]]] = deque()
        self._told: set[int] = set()

    def step(self, update: Update) -> list[EndOfRange]:
        """Takes the next update; returns the extents of repetitions that are new in it."""
        self._rows.append((update.t_s, update.signals))
        while update.t_s - self._rows[0][0] > KEEP_S:
            self._rows.popleft()
        return self.of(update.new_reps)

    def of(self, reps: Iterable[Rep]) -> list[EndOfRange]:
        """The extents of those that were not yet told of; at the end, of all in a report."""
        new = [rep for rep in reps if rep.number not in self._told]
        self._told.update(rep.number for rep in new)
        return [extent for rep in new for far in self.targets for extent in self._of(rep, far)]

    def _of(self, rep: Rep, far: EndOfRangeSpec) -> list[EndOfRange]:
        spans = [(p.start_s, p.end_s) for p in rep.phases if p.name == far.during]
        if far.during == "rep":
            spans = [(rep.start_s, rep.end_s)]
        return [self._extent(rep, far, *span) for span in spans]

    def _extent(self, rep: Rep, far: EndOfRangeSpec, start_s: float, end_s: float) -> EndOfRange:
        name = shown_as(far.signal, rep.side)
        rows = [(t_s, row[name]) for t_s, row in self._rows if start_s <= t_s <= end_s]
        t_s = np.array([t for t, _ in rows])
        values = np.array([np.nan if v is None else v for _, v in rows])
        value = farthest(t_s, values, sign=far.sign)
        known = value if np.isfinite(value) else None
        return EndOfRange(far, rep.number, rep.side, rep.complete, known, start_s, end_s)
