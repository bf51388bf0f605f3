"""Draws the movement over time: the signal, its zones, repetitions, holds and faults."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import Final

import numpy as np

from posecheck.exercise.spec import zones
from posecheck.exercise.spec.schema import Exercise
from posecheck.records import Hold, Rep, Report, Side
from posecheck.report import formats
from posecheck.report.page.axes import Scale, clock_ticks, ticks
from posecheck.report.page.course import Course
from posecheck.report.page.drawing import (
    CLOCK,
    LANE,
    LEFT,
    MARKS,
    PLOT,
    RIGHT,
    WIDTH,
    Band,
    Box,
    Curve,
    Mark,
    Row,
    Strip,
)
from posecheck.words.speech import Speech

ROW_S: Final = 90.0
"""The longest time in one row: with 10 units a second a repetition can be seen, and its number read
on paper."""

MOST_ROWS: Final = 4
"""More rows fill a printed page; a longer recording is pressed together."""

MOST_POINTS: Final = 900
"""The most points of a curve in one row, one for each unit of its width: more cannot be seen. Of
what lies between, the lowest and the highest stay."""

_NARROWEST_LABEL = 12.0
"""A box that is narrower has no room for its number."""


@dataclass(frozen=True, slots=True)
class _Signal:
    """What the curve shows: for each side the name of its signal in the course."""

    name: str
    unit: str
    courses: dict[Side | None, str]


def draw(
    report: Report,
    speech: Speech,
    numbers: dict[str, int],
    *,
    course: Course | None,
    exercise: Exercise | None,
) -> Strip:
    """The drawing of a report.

    numbers: the number of each kind of fault. exercise: the one of the report, whose zones are
    drawn; None where it is not known, or has changed since.
    """
    signal = None if course is None else _signal(report, course, exercise)
    spans = _rows(report, course)
    rows = tuple(
        _Drawing(report, speech, numbers, span, course, signal, exercise).row() for span in spans
    )
    if signal is None:
        return Strip(rows, "", ())
    named = speech.text("column-signal", signal=signal.name, unit=speech.unit(signal.unit))
    return Strip(rows, named, tuple(speech.side(side) for side in signal.courses if side))


def _rows(report: Report, course: Course | None) -> list[tuple[float, float]]:
    """From when to when each row goes, seconds: all rows are equally long."""
    start_s, end_s = 0.0, max(report.duration_s, 1.0)
    if course is not None and course.t_s.size:
        start_s, end_s = float(course.t_s[0]), max(float(course.t_s[-1]), course.t_s[0] + 1.0)
    count = min(MOST_ROWS, max(1, ceil((end_s - start_s) / ROW_S)))
    edges = np.linspace(start_s, end_s, count + 1)
    return [(float(a), float(b)) for a, b in pairwise(edges)]


def _signal(report: Report, course: Course, exercise: Exercise | None) -> _Signal | None:
    """The driver of the exercise, else the first signal of the report that the course has."""
    if exercise is not None:
        spec = exercise.rep or exercise.hold
        assert spec is not None
        candidates = [(spec.driver, exercise.unit(spec.driver))]
    else:
        done: list[Rep | Hold] = [*report.reps, *report.holds]
        candidates = [(one.signal, one.unit) for each in done for one in each.ranges]
    for name, unit in candidates:
        sides: tuple[Side, ...] = ("left", "right")
        courses: dict[Side | None, str] = {
            side: f"{side}_{name}" for side in sides if f"{side}_{name}" in course.signals
        }
        if _are_one(course, list(courses.values())):
            courses = {None: courses["left"]}
        if name in course.signals:
            courses = {None: name}
        if any(np.isfinite(course.signals[each]).any() for each in courses.values()):
            return _Signal(name, unit, courses)
    return None


def _are_one(course: Course, names: list[str]) -> bool:
    """Whether the signals of both sides are the same: neither has a side in its definition."""
    both = [course.signals[name] for name in names]
    return len(both) == 2 and np.array_equal(both[0], both[1], equal_nan=True)


class _Drawing:
    """One row."""

    def __init__(
        self,
        report: Report,
        speech: Speech,
        numbers: dict[str, int],
        span: tuple[float, float],
        course: Course | None,
        signal: _Signal | None,
        exercise: Exercise | None,
    ) -> None:
        self._report, self._speech, self._numbers = report, speech, numbers
        self._start_s, self._end_s = span
        self._course, self._signal, self._exercise = course, signal, exercise
        self._x = Scale(*span, LEFT, WIDTH - RIGHT)
        self._top = MARKS
        self._bottom = MARKS + (PLOT if signal else 0)
        self._y = self._height() if signal else None

    def row(self) -> Row:
        """The row, drawn."""
        lanes = LANE * (bool(self._report.reps) + bool(self._report.holds))
        return Row(
            start_s=self._start_s,
            end_s=self._end_s,
            height=self._bottom + 4 + lanes + CLOCK,
            top=self._top,
            bottom=self._bottom,
            bands=tuple(self._bands()),
            curves=tuple(self._curves()),
            levels=tuple(self._levels()),
            blocked=tuple(
                self._box(r.start_s, r.end_s, "", "blocked")
                for r in self._report.remarks
                if r.blocks and self._is_here(r.start_s, r.end_s)
            ),
            marks=tuple(self._marks()),
            reps=tuple(self._reps()),
            holds=tuple(self._holds()),
            clock=tuple(
                (self._x(t_s), self._speech.clock(t_s)[:-2])
                for t_s in clock_ticks(self._start_s, self._end_s, 10)
            ),
        )

    def _is_here(self, start_s: float, end_s: float) -> bool:
        return start_s <= self._end_s and end_s >= self._start_s

    def _height(self) -> Scale:
        """From the lowest to the highest value of the whole recording, with some room."""
        assert self._course is not None
        assert self._signal is not None
        every = np.concatenate([self._course.signals[n] for n in self._signal.courses.values()])
        low, high = float(np.nanmin(every)), float(np.nanmax(every))
        room = max((high - low) * 0.08, 1e-3)
        return Scale(low - room, high + room, self._bottom, self._top)

    def _levels(self) -> Iterable[tuple[float, str]]:
        if self._y is not None and self._signal is not None:
            for value in ticks(self._y.low, self._y.high, 5):
                shown = self._speech.number(value, self._signal.unit)
                yield self._y(value), formats.short(shown, self._signal.unit, self._speech)

    def _curves(self) -> Iterable[Curve]:
        if self._course is None or self._signal is None or self._y is None:
            return
        here = (self._course.t_s >= self._start_s) & (self._course.t_s <= self._end_s)
        t_s = self._course.t_s[here]
        for side, name in self._signal.courses.items():
            values = self._course.signals[name][here]
            kept = _fewer(values)
            pieces = _pieces([(t_s[i], values[i]) for i in kept])
            yield Curve(
                tuple(" ".join(f"{self._x(t)},{self._y(v)}" for t, v in each) for each in pieces),
                side or "both",
            )

    def _bands(self) -> Iterable[Band]:
        if self._exercise is None or self._signal is None or self._y is None:
            return
        for name in _zones(self._exercise):
            written = self._exercise.zones[name]
            condition = zones.zone_of(written).enter
            limits = _limits(condition, self._signal.name)
            if limits is not None:
                low, high = limits
                top, bottom = self._y(min(high, 1e9)), self._y(max(low, -1e9))
                edges = tuple(self._y(v) for v in limits if self._y.low < v < self._y.high)
                if bottom - top > 1:
                    yield Band(top, round(bottom - top, 1), self._speech.name(name), edges)

    def _marks(self) -> Iterable[Mark]:
        for finding in self._report.findings:
            if self._start_s <= finding.start_s <= self._end_s:
                x = self._x(finding.start_s)
                width = round(self._x(finding.end_s) - x, 1)
                yield Mark(x, width, self._numbers[finding.check], round(finding.start_s, 2))

    def _reps(self) -> Iterable[Box]:
        for rep in self._report.reps:
            if self._is_here(rep.start_s, rep.end_s):
                side = self._speech.side(rep.side)[:1].upper()
                kind = "half" if not rep.complete else rep.verdict.value
                yield self._box(rep.start_s, rep.end_s, f"{rep.number}{side}", kind)

    def _holds(self) -> Iterable[Box]:
        for hold in self._report.holds:
            if self._is_here(hold.start_s, hold.end_s):
                shown = self._speech.number(hold.duration_s, "s")
                yield self._box(hold.start_s, hold.end_s, f"{shown} s", hold.verdict.value)

    def _box(self, start_s: float, end_s: float, label: str, kind: str) -> Box:
        x = self._x(start_s)
        width = max(round(self._x(end_s) - x, 1), 1.0)
        wide = width >= max(_NARROWEST_LABEL, 7.0 * len(label))
        return Box(x, width, label if wide else "", kind)


def _zones(exercise: Exercise) -> list[str]:
    """The zones of a repetition or hold, each once."""
    if exercise.rep:
        return list(dict.fromkeys(exercise.rep.through))
    assert exercise.hold is not None
    return [exercise.hold.zone]


def _limits(condition: zones.Condition, signal: str) -> tuple[float, float] | None:
    """Between which values of a signal a condition may hold; None where it does not ask for it."""
    for group in condition.any_of:
        mine = [each for each in group if each.signal == signal]
        if mine:
            low = max((c.limit for c in mine if c.above), default=float("-inf"))
            high = min((c.limit for c in mine if not c.above), default=float("inf"))
            return low, high
    return None


def _fewer(values: np.ndarray) -> list[int]:
    """The indices of the values to draw, in order: at most about `MOST_POINTS`."""
    if values.size <= MOST_POINTS:
        return list(range(values.size))
    kept: set[int] = set()
    for part in np.array_split(np.arange(values.size), MOST_POINTS // 2):
        seen = part[np.isfinite(values[part])]
        kept |= {int(part[0])} if not seen.size else {
            int(seen[np.argmin(values[seen])]), int(seen[np.argmax(values[seen])])
        }  # fmt: skip
    return sorted(kept)


def _pieces(points: Sequence[tuple[float, float]]) -> list[list[tuple[float, float]]]:
    """The points without the missing ones, cut where some are missing."""
    pieces: list[list[tuple[float, float]]] = [[]]
    for t_s, value in points:
        if np.isfinite(value):
            pieces[-1].append((t_s, value))
        elif pieces[-1]:
            pieces.append([])
    return [piece for piece in pieces if len(piece) > 1]
