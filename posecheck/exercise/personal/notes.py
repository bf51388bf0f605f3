"""What a person's own range says about a session that is no fault: falling short, and sides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import pi, sqrt
from statistics import median

from posecheck.exercise.personal import limits
from posecheck.exercise.personal.end_of_range import EndOfRange, EndOfRangeTracker
from posecheck.exercise.personal.profile import Calibration, ComfortableRange
from posecheck.exercise.spec.schema import Exercise
from posecheck.messages import Note
from posecheck.records import Report, Side, Update

FAR_SHORT = 0.75
"""A repetition that went less than this share of the usual distance from rest is worth a note. The
repetitions of one person differ by a few percent (those of five real people by 1-15 %)."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One target on both sides, and how much farther left usually goes than right."""

    left: ComfortableRange
    right: ComfortableRange

    @property
    def usual(self) -> float:
        """Left less right, in the signal's unit, above 0 where left goes farther."""
        return self.left.sign * (self.left.comfortable - self.right.comfortable)


def pairs(calibrated: Calibration) -> list[Pair]:
    """The targets that were calibrated on both sides."""
    by_key: dict[tuple[str, str], dict[Side, ComfortableRange]] = {}
    for comfort in calibrated.ranges:
        side, base = _side_of(comfort)
        if side is not None:
            by_key.setdefault((base, comfort.farther), {})[side] = comfort
    return [Pair(p["left"], p["right"]) for p in by_key.values() if len(p) == 2]


def _side_of(comfort: ComfortableRange) -> tuple[Side | None, str]:
    """The side that a target belongs to: the one counted, or the one in its signal's name."""
    if comfort.side is not None:
        return comfort.side, comfort.signal
    first, _, base = comfort.signal.partition("_")
    sides: dict[str, Side] = {"left": "left", "right": "right"}
    return (sides[first], base) if first in sides else (None, comfort.signal)


class NoteTaker:
    """Follows a session's updates and says at the end what is worth a note."""

    def __init__(self, exercise: Exercise, calibrated: Calibration) -> None:
        self._exercise = exercise
        self._calibrated = calibrated
        self._tracker = EndOfRangeTracker(exercise)
        self._ends_of_range: list[EndOfRange] = []

    def step(self, update: Update) -> None:
        """Takes the next update."""
        self._ends_of_range += self._tracker.step(update)

    def finish(self, report: Report) -> tuple[Note, ...]:
        """The notes, in the order of time; half repetitions are told of already."""
        self._ends_of_range += self._tracker.of(report.reps)
        whole = [e for e in self._ends_of_range if e.complete and e.value is not None]
        found = [note for e in whole for note in self._short(e)]
        found += [note for pair in pairs(self._calibrated) for note in self._uneven(pair, whole)]
        return tuple(sorted(found, key=lambda note: note.start_s))

    def _short(self, extent: EndOfRange) -> list[Note]:
        comfort = self._calibrated.of(extent.far, extent.side)
        if comfort is None or extent.value is None:
            return []
        unit, way = self._exercise.unit(comfort.signal), self._calibrated.way(comfort)
        lacks = comfort.sign * (comfort.comfortable - extent.value)
        if lacks <= max((1 - FAR_SHORT) * way, limits.margin(comfort, way, unit)):
            return []
        return [
            Note(
                "short-of-comfort", extent.start_s, extent.end_s, extent.value,
                comfort.comfortable, unit, comfort.signal, extent.side, extent.rep,
            )
        ]  # fmt: skip

    def _uneven(self, pair: Pair, ends_of_range: Iterable[EndOfRange]) -> list[Note]:
        """How much farther left went than right in this session, where that is news.

        Held against the usual difference, so that what the model sees differently on the side
        that is farther from the camera cancels.
        """
        sides = [
            [e for e in ends_of_range if self._calibrated.of(e.far, e.side) is comfort]
            for comfort in (pair.left, pair.right)
        ]
        left, right = ([e.value for e in each if e.value is not None] for each in sides)
        if not (left and right):
            return []
        unit, sign = self._exercise.unit(pair.left.signal), pair.left.sign
        now = sign * (median(left) - median(right))
        if abs(now - pair.usual) <= self._uneven_margin(pair, len(left), len(right), unit):
            return []
        both = [e for each in sides for e in each]
        span = min(e.start_s for e in both), max(e.end_s for e in both)
        farther: Side = "left" if now > pair.usual else "right"
        return [Note("asymmetry", *span, now, pair.usual, unit, pair.left.signal, farther=farther)]

    def _uneven_margin(self, pair: Pair, left: int, right: int, unit: str) -> float:
        """Tolerance and twice the uncertainty of a difference of differences of medians."""
        variance = sum(
            limits.variance(spread=comfort.spread, repetitions=comfort.repetitions, unit=unit)
            * (pi / 2 / comfort.repetitions + pi / 2 / now)
            for comfort, now in ((pair.left, left), (pair.right, right))
        )
        return limits.TOLERANCE[unit] + limits.COVERAGE * sqrt(variance)
