"""The range of motion as a bar: where the movement should go, or where a hold should stay."""

from __future__ import annotations

from math import inf

from posecheck.coach.scene import RangeGauge
from posecheck.exercise.spec.schema import Exercise, enter_condition
from posecheck.exercise.spec.zones import Comparison, parse
from posecheck.phase_measures import Number
from posecheck.records import Update

BEYOND = 0.35
"""How far the bar goes past the goal, as a share of the distance from rest to the goal."""


class RangeGauger:
    """Follows the signal that matters at each moment."""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self._sides = [f"{side}_" if side else "" for side in exercise.counted_sides()]
        self._ends: dict[str, tuple[float, float]] = {}
        self._kept = _kept_band(exercise)

    def step(self, update: Update) -> RangeGauge | None:
        """The bar at this moment; None where the exercise has no goal to show."""
        if self._exercise.rep is None:
            return self._keeping(update) if self._kept else None
        goal = self._goal(update.phase)
        name, value = self._reading(goal, update)
        low, high = self._extent(name, goal, value)
        limit = _limit(self._exercise, goal.signal, "max" if goal.above else "min")
        if goal.above:
            top = high if limit is None or limit < goal.limit else min(high, limit)
            band = goal.limit, top
        else:
            bottom = low if limit is None or limit > goal.limit else max(low, limit)
            band = bottom, goal.limit
        return self._gauge(goal.signal, value, (low, high), band)

    def _goal(self, phase: str | None) -> Comparison:
        """What the next zone asks for; in the movement back, still what was to be reached."""
        spec = self._exercise.rep
        assert spec is not None
        index = spec.phases.index(phase) if phase in spec.phases else 0
        zone = (index + 2) // 2 if index % 2 == 0 else (index + 1) // 2
        zone = max(1, min(zone, len(spec.through) - 2))
        return parse(enter_condition(self._exercise.zones[spec.through[zone]])).comparisons[0]

    def _reading(self, goal: Comparison, update: Update) -> tuple[str, Number]:
        """The signal's name and value: of two sides, the one that is nearer to the goal."""
        names = [side + goal.signal for side in self._sides]
        readings = [(name, update.signals.get(name)) for name in names]
        known = [reading for reading in readings if reading[1] is not None]
        if not known:
            return readings[0]
        nearest = max if goal.above else min
        return nearest(known, key=lambda reading: reading[1] or 0.0)

    def _extent(self, name: str, goal: Comparison, value: Number) -> tuple[float, float]:
        """The bar's ends: the farthest value on this side of the goal, and a bit past the goal."""
        least, most = self._ends.get(name, (inf, -inf))
        if value is not None:
            least, most = min(least, value), max(most, value)
            self._ends[name] = least, most
        start = min(least, goal.limit) if goal.above else max(most, goal.limit)
        beyond = BEYOND * (abs(goal.limit - start) or 1.0)
        if goal.above:
            return start, max(most, goal.limit + beyond)
        return min(least, goal.limit - beyond), start

    def _keeping(self, update: Update) -> RangeGauge:
        """The bar of a hold: its band, and half of it at either end."""
        assert self._kept is not None
        signal, low, high = self._kept
        values = [update.signals.get(side + signal) for side in self._sides]
        value = next((value for value in values if value is not None), None)
        width = high - low
        return self._gauge(signal, value, (low - width / 2, high + width / 2), (low, high))

    def _gauge(
        self, signal: str, value: Number, ends: tuple[float, float], band: tuple[float, float]
    ) -> RangeGauge:
        return RangeGauge(signal, self._exercise.unit(signal), value, *ends, *band)


def _limit(exercise: Exercise, signal: str, which: str) -> float | None:
    """The tightest limit, "min" or "max", that the checks put on a signal."""
    limits: list[float] = [
        limit
        for check in exercise.checks
        if check.use == "stays_within" and check.signal == signal
        if (limit := getattr(check, which)) is not None
    ]
    if not limits:
        return None
    return min(limits) if which == "max" else max(limits)


def _kept_band(exercise: Exercise) -> tuple[str, float, float] | None:
    """The first signal of a hold that has a limit on both sides."""
    for check in exercise.checks:
        if check.use != "stays_within":
            continue
        low, high = (_limit(exercise, check.signal, which) for which in ("min", "max"))
        if low is not None and high is not None:
            return check.signal, low, high
    return None
