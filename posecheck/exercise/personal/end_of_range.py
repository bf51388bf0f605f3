"""How far a repetition goes: the farthest value of the signals that show it."""

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
"""How long signals are kept: six times the longest hold that the catalogue asks for (30 s)."""


def targets(exercise: Exercise) -> tuple[EndOfRangeSpec, ...]:
    """The signals that show how far a repetition goes, each with its direction.

    They are those that the file names, or else the first signal that each zone asks for. Empty for
    holds and for steps, which have no end of range.
    """
    rep = exercise.rep
    if rep is None or rep.cadence is not None:
        return ()
    if rep.end_of_range:
        return tuple(rep.end_of_range)
    several = len(rep.through) > 3
    found: dict[tuple[str, str, str], EndOfRangeSpec] = {}
    for index, zone in enumerate(rep.through[1:-1], 1):
        if zone == rep.through[0]:
            continue
        asked = parse(enter_condition(exercise.zones[zone])).comparisons[0]
        spec = EndOfRangeSpec(
            signal=asked.signal,
            farther="up" if asked.above else "down",
            during=rep.phases[2 * index - 1] if several else "rep",
        )
        found.setdefault((spec.signal, spec.farther, spec.during), spec)
    return tuple(found.values())


def shown_as(signal: str, side: Side | None) -> str:
    """A signal's name in an `Update`. It begins with the side if sides are counted apart."""
    return f"{side}_{signal}" if side else signal


def farthest(t_s: Values, values: Values, *, sign: float, for_s: float = CONFIRM_S) -> float:
    """The farthest value that was kept for `for_s`: the highest, or the lowest with `sign` -1.

    t_s (N,) increasing, seconds; values (N,), NaN where not seen. As in the checks, a single
    picture does not count. NaN where less than `MIN_SEEN` was seen, or all of it is shorter than
    `for_s`.

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

    spec: EndOfRangeSpec
    rep: int
    side: Side | None
    complete: bool
    value: Number
    start_s: float
    end_s: float


class EndOfRangeTracker:
    """Reads the ends of range of repetitions from the updates of a session."""

    def __init__(self, exercise: Exercise) -> None:
        self.targets = targets(exercise)
        self._rows: deque[tuple[float, Mapping[str, Number]]] = deque()
        self._read: set[int] = set()

    def step(self, update: Update) -> list[EndOfRange]:
        """Takes the next update; returns the ends of range of its new repetitions."""
        self._rows.append((update.t_s, update.signals))
        while update.t_s - self._rows[0][0] > KEEP_S:
            self._rows.popleft()
        return self.of(update.new_reps)

    def of(self, reps: Iterable[Rep]) -> list[EndOfRange]:
        """The ends of range of those repetitions that were not yet read.

        At the end of a session it takes all repetitions of the report.
        """
        new = [rep for rep in reps if rep.number not in self._read]
        self._read.update(rep.number for rep in new)
        return [end for rep in new for spec in self.targets for end in self._ends(rep, spec)]

    def _ends(self, rep: Rep, spec: EndOfRangeSpec) -> list[EndOfRange]:
        """One end of range for each phase that the spec asks about."""
        spans = [(p.start_s, p.end_s) for p in rep.phases if p.name == spec.during]
        if spec.during == "rep":
            spans = [(rep.start_s, rep.end_s)]
        return [self._end(rep, spec, *span) for span in spans]

    def _end(self, rep: Rep, spec: EndOfRangeSpec, start_s: float, end_s: float) -> EndOfRange:
        name = shown_as(spec.signal, rep.side)
        rows = [(t_s, row[name]) for t_s, row in self._rows if start_s <= t_s <= end_s]
        t_s = np.array([t for t, _ in rows])
        values = np.array([np.nan if v is None else v for _, v in rows])
        value = farthest(t_s, values, sign=spec.sign)
        known = value if np.isfinite(value) else None
        return EndOfRange(spec, rep.number, rep.side, rep.complete, known, start_s, end_s)
