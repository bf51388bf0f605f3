"""Judges how controlled every way, stay and hold was: one mechanism for all exercises."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from posecheck.exercise.follow.history import LIGHT, SignalHistory
from posecheck.exercise.spec.schema import Exercise
from posecheck.exercise.spec.steadiness_table import Span
from posecheck.exercise.steady.faults import worst
from posecheck.exercise.steady.measures import (
    DARK_LIGHT,
    Measured,
    in_the_dark,
    movement_measures,
    pause_measures,
    stopping,
)
from posecheck.exercise.steady.noise_floor import NoiseFloors
from posecheck.motion.resampling import Resampled, resampled
from posecheck.phase_measures import Steadiness
from posecheck.records import Finding, Phase, Side

PAD_S = 1.0
"""So much before and after a stretch steadies the filters at its ends."""

LEFT_MOVING = 0.15
LEFT_MOVING_DEG = 5.0
"""A stop of the driver is none while another signal, one that goes through more than five degrees
on this way, goes through this share of its own range."""


class SteadinessJudge:
    """Measures the stretches of one lane and says what was wrong with them."""

    def __init__(self, exercise: Exercise, side: Side | None) -> None:
        self._exercise = exercise
        self._spec = exercise.steadiness
        self._side: Side | None = side
        self._floors = NoiseFloors()

    def phases(
        self,
        history: SignalHistory,
        phases: Sequence[Phase],
        *,
        rested_s: float,
        rep: int,
        said: Collection[str],
        judge: bool,
    ) -> tuple[tuple[Phase, ...], tuple[Finding, ...]]:
        """The phases of a repetition with their numbers, and the faults in them.

        `rested_s` is since when the person rested before it. `said` names phases about whose pace
        or stillness a check has found a fault already: one thing at a time. `judge` is False for
        one that is only measured.
        """
        assert self._exercise.rep is not None
        names = self._exercise.rep.phases
        drivers = {self._exercise.rep.driver, *self._exercise.rep.drivers.values()}
        self._listen(history, drivers, (rested_s, phases[0].start_s))
        found: list[Phase] = []
        findings: list[Finding] = []
        for phase in phases:
            place = names.index(phase.name)
            signal = self._exercise.rep.driver_of(names[place - place % 2])
            span = (phase.start_s, phase.end_s)
            one = self._measured(history, signal, span, way=place % 2 == 0)
            found.append(phase if one is None else replace(phase, steadiness=one.steadiness))
            if one and judge and phase.name not in self._spec.not_during:
                fault = worst(
                    one,
                    span,
                    phase=phase.name,
                    exercise=self._exercise,
                    said=phase.name in said,
                )
                findings += [replace(fault, side=self._side, rep=rep)] if fault else []
            if place % 2:
                self._listen(history, drivers, span)
        return tuple(found), tuple(findings)

    def hold(
        self, history: SignalHistory, signals: Iterable[str], span: Span
    ) -> tuple[Steadiness | None, tuple[Finding, ...]]:
        """The numbers of a hold, of the signal that shook most, and the faults in it."""
        every = [self._measured(history, signal, span, way=False) for signal in signals]
        found = [one for one in every if one is not None]
        if not found:
            return None, ()
        faults = [worst(one, span, phase="", exercise=self._exercise, said=False) for one in found]
        first = next((replace(fault, side=self._side) for fault in faults if fault), None)
        return max(found, key=self._shook).steadiness, (first,) if first else ()

    def _measured(
        self, history: SignalHistory, signal: str, span: Span, *, way: bool
    ) -> Measured | None:
        clean = _even(history, signal, span)
        if clean is None:
            return None
        unit, degree = self._exercise.unit(signal), self._exercise.degree(signal)
        floor = self._floors.of(signal, clean, *span)
        if not way:
            swing = self._spec.swing_deg * degree
            one = pause_measures(
                clean, span, signal=signal, unit=unit, degree=degree, swing=swing, floor=floor
            )
        else:
            one = movement_measures(
                clean, span, signal=signal, unit=unit, degree=degree, floor=floor
            )
            stops = self._of_all(history, signal, span, one.stops)
            one = one if stops == one.stops else stopping(one, stops)
        return in_the_dark(one) if _is_dark(history, span) else one

    def _listen(self, history: SignalHistory, signals: Iterable[str], span: Span) -> None:
        for signal in signals:
            clean = _even(history, signal, span) if span[1] > span[0] else None
            if clean is not None:
                self._floors.listen(signal, clean, *span)

    def _of_all(
        self, history: SignalHistory, driver: str, span: Span, stops: tuple[Span, ...]
    ) -> tuple[Span, ...]:
        """Those stops of the driver in which nothing else that is read of the body moves."""
        if not stops:
            return ()
        able = []
        for signal in self._exercise.signals:
            window = history.window(signal, *span)
            through = _range(window.values)
            if signal != driver and through > LEFT_MOVING_DEG * self._exercise.degree(signal):
                able.append((window, LEFT_MOVING * through))
        return tuple(
            (start_s, end_s)
            for start_s, end_s in stops
            if all(
                _range(w.values[(w.t_s >= start_s) & (w.t_s <= end_s)]) <= most for w, most in able
            )
        )

    def _shook(self, one: Measured) -> float:
        return (one.steadiness.shaking or 0.0) / self._exercise.degree(one.steadiness.signal)


def _even(history: SignalHistory, signal: str, span: Span) -> Resampled | None:
    window = history.window(signal, span[0] - PAD_S, span[1] + PAD_S)
    return resampled(window.t_s, window.values)


def _is_dark(history: SignalHistory, span: Span) -> bool:
    light = history.window(LIGHT, *span).values
    return bool(light.size and np.median(light) < DARK_LIGHT)


def _range(values: NDArray[np.float64]) -> float:
    known = values[np.isfinite(values)]
    return float(np.ptp(known)) if known.size else 0.0
