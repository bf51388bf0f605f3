"""Notes from a person's own range, which are no faults: too short a range, or uneven sides."""

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

SHORT_SHARE = 0.75
"""A repetition gets a note if it went less than this share of the comfortable distance from rest.
The repetitions of one person differ by a few percent (those of five real people by 1-15 %)."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One end of range, calibrated on both sides."""

    left: ComfortableRange
    right: ComfortableRange

    @property
    def usual(self) -> float:
        """How much farther left usually goes than right, in the signal's unit; below 0 if right
        goes farther."""
        return self.left.sign * (self.left.comfortable - self.right.comfortable)


def pairs(calibrated: Calibration) -> list[Pair]:
    """The ends of range that were calibrated on both sides."""
    by_key: dict[tuple[str, str], dict[Side, ComfortableRange]] = {}
    for comfort in calibrated.ranges:
        side, base = _side_of(comfort)
        if side is not None:
            by_key.setdefault((base, comfort.farther), {})[side] = comfort
    return [Pair(p["left"], p["right"]) for p in by_key.values() if len(p) == 2]


def _side_of(comfort: ComfortableRange) -> tuple[Side | None, str]:
    """The side of a comfortable range, and its signal without the side.

    The side is the one that is counted, or else the one in the signal's name.
    """
    if comfort.side is not None:
        return comfort.side, comfort.signal
    first, _, base = comfort.signal.partition("_")
    sides: dict[str, Side] = {"left": "left", "right": "right"}
    return (sides[first], base) if first in sides else (None, comfort.signal)


class NoteTaker:
    """Follows a session's updates and gives its notes at the end."""

    def __init__(self, exercise: Exercise, calibrated: Calibration) -> None:
        self._exercise = exercise
        self._calibrated = calibrated
        self._tracker = EndOfRangeTracker(exercise)
        self._ends_of_range: list[EndOfRange] = []

    def step(self, update: Update) -> None:
        """Takes the next update."""
        self._ends_of_range += self._tracker.step(update)

    def finish(self, report: Report) -> tuple[Note, ...]:
        """The notes, in the order of time. Half repetitions, which are faults already, get none."""
        self._ends_of_range += self._tracker.of(report.reps)
        complete = [e for e in self._ends_of_range if e.complete and e.value is not None]
        found = [note for e in complete for note in self._short(e)]
        found += [note for pair in pairs(self._calibrated) for note in self._uneven(pair, complete)]
        return tuple(sorted(found, key=lambda note: note.start_s))

    def _short(self, end: EndOfRange) -> list[Note]:
        """A note where a repetition went much less far than is comfortable."""
        comfort = self._calibrated.of(end.spec, end.side)
        if comfort is None or end.value is None:
            return []
        unit = self._exercise.unit(comfort.signal)
        distance = self._calibrated.distance_from_rest(comfort)
        lacks = comfort.sign * (comfort.comfortable - end.value)
        if lacks <= max((1 - SHORT_SHARE) * distance, limits.margin(comfort, distance, unit)):
            return []
        return [
            Note(
                "short-of-comfort", end.start_s, end.end_s, end.value,
                comfort.comfortable, unit, comfort.signal, end.side, end.rep,
            )
        ]  # fmt: skip

    def _uneven(self, pair: Pair, ends_of_range: Iterable[EndOfRange]) -> list[Note]:
        """A note where the sides differed more, or the other way, than they usually do.

        The model sees the side that is farther from the camera differently. It did so in the
        calibration, too, so against the usual difference this cancels.
        """
        sides = [
            [e for e in ends_of_range if self._calibrated.of(e.spec, e.side) is comfort]
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
        """Tolerance, and twice the uncertainty of the difference from the usual difference.

        It is made of four medians: both sides, in the calibration and now. `left` and `right` are
        the numbers of repetitions now.
        """
        variance = sum(
            limits.variance(spread=comfort.spread, repetitions=comfort.repetitions, unit=unit)
            * (pi / 2 / comfort.repetitions + pi / 2 / now)
            for comfort, now in ((pair.left, left), (pair.right, right))
        )
        return limits.TOLERANCE[unit] + limits.COVERAGE * sqrt(variance)
