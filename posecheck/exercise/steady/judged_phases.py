"""Judges how steady every movement, pause and hold was: one mechanism for all exercises."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from posecheck.exercise.follow.history import LIGHT, SignalHistory
from posecheck.exercise.spec.checks import Window
from posecheck.exercise.spec.schema import Exercise
from posecheck.exercise.spec.steadiness_table import Span
from posecheck.exercise.steady.faults import worst
from posecheck.exercise.steady.measures import (
    Measured,
    darkened,
    movement_measures,
    pause_measures,
    with_stops,
)
from posecheck.exercise.steady.noise_floor import NoiseFloors
from posecheck.exercise.steady.not_judged import DARK_LIGHT
from posecheck.motion.resampling import Resampled, resampled
from posecheck.phase_measures import Steadiness
from posecheck.records import Finding, Phase, Side

PAD_S = 1.0
"""A phase is read with this time before and after it, so that filters are settled at its ends."""

STILL_MOVES_SHARE = 0.15
"""The driver's stop is no stop while another signal goes through more than this share of its own
range in the movement."""

STILL_MOVES_DEG = 5.0
"""Only signals with a larger range in the movement are asked for that."""


class SteadinessJudge:
    """Measures the phases and holds of one counted side and finds what was wrong with them."""

    def __init__(self, exercise: Exercise, side: Side | None) -> None:
        self._exercise = exercise
        self._spec = exercise.steadiness
        self._side: Side | None = side
        self._noise_floors = NoiseFloors()

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

        The person has rested from `rested_s` to the beginning of the repetition. `said` names the
        phases in whose pace or stillness a check has already found a fault: one thing at a time.
        `judge` is False for a repetition that is only measured.
        """
        assert self._exercise.rep is not None
        names = self._exercise.rep.phases
        drivers = {self._exercise.rep.driver, *self._exercise.rep.drivers.values()}
        self._learn_noise(history, drivers, (rested_s, phases[0].start_s))
        found: list[Phase] = []
        findings: list[Finding] = []
        for phase in phases:
            index = names.index(phase.name)
            is_movement = index % 2 == 0
            # A pause is read in the driver of the movement before it.
            signal = self._exercise.rep.driver_of(names[index if is_movement else index - 1])
            span = (phase.start_s, phase.end_s)
            measured = self._measured(history, signal, span, is_movement=is_movement)
            if measured:
                found.append(replace(phase, steadiness=measured.steadiness))
                if judge and (fault := self._fault(measured, phase, said)):
                    findings.append(replace(fault, rep=rep))
            else:
                found.append(phase)
            if not is_movement:
                self._learn_noise(history, drivers, span)
        return tuple(found), tuple(findings)

    def _fault(self, measured: Measured, phase: Phase, said: Collection[str]) -> Finding | None:
        if phase.name in self._spec.not_during:
            return None
        fault = worst(
            measured,
            (phase.start_s, phase.end_s),
            phase=phase.name,
            exercise=self._exercise,
            said=phase.name in said,
        )
        return replace(fault, side=self._side) if fault else None

    def hold(
        self, history: SignalHistory, signals: Iterable[str], span: Span
    ) -> tuple[Steadiness | None, tuple[Finding, ...]]:
        """The numbers of a hold, in the signal that shook most, and its first fault."""
        every = [self._measured(history, signal, span, is_movement=False) for signal in signals]
        found = [measured for measured in every if measured is not None]
        if not found:
            return None, ()
        faults = [
            worst(measured, span, phase="", exercise=self._exercise, said=False)
            for measured in found
        ]
        first = next((replace(fault, side=self._side) for fault in faults if fault), None)
        return max(found, key=self._shaking_deg).steadiness, (first,) if first else ()

    def _measured(
        self, history: SignalHistory, signal: str, span: Span, *, is_movement: bool
    ) -> Measured | None:
        """The numbers of a span of one signal; None where too little of it was seen."""
        samples = _resampled(history, signal, span)
        if samples is None:
            return None
        unit, degree = self._exercise.unit(signal), self._exercise.degree(signal)
        noise_floor = self._noise_floors.of(signal, samples, *span)
        if is_movement:
            measured = movement_measures(
                samples, span, signal=signal, unit=unit, degree=degree, noise_floor=noise_floor
            )
            stops = self._stops_of_the_body(history, signal, span, measured.stops)
            if stops != measured.stops:
                measured = with_stops(measured, stops)
        else:
            measured = pause_measures(
                samples,
                span,
                signal=signal,
                unit=unit,
                degree=degree,
                swing=self._spec.swing_deg * degree,
                noise_floor=noise_floor,
            )
        return darkened(measured) if _is_dark(history, span) else measured

    def _learn_noise(self, history: SignalHistory, signals: Iterable[str], span: Span) -> None:
        """Takes the noise of a rest or pause into the noise floors."""
        for signal in signals:
            samples = _resampled(history, signal, span) if span[1] > span[0] else None
            if samples is not None:
                self._noise_floors.add_rest(signal, samples, *span)

    def _stops_of_the_body(
        self, history: SignalHistory, driver: str, span: Span, stops: tuple[Span, ...]
    ) -> tuple[Span, ...]:
        """Those stops of the driver in which no other signal of the exercise moves."""
        if not stops:
            return ()
        others: list[tuple[Window, float]] = []
        for signal in self._exercise.signals:
            window = history.window(signal, *span)
            whole = _range(window.values)
            if signal != driver and whole > STILL_MOVES_DEG * self._exercise.degree(signal):
                others.append((window, STILL_MOVES_SHARE * whole))
        return tuple(
            stop
            for stop in stops
            if all(_range_in(window, stop) <= most for window, most in others)
        )

    def _shaking_deg(self, measured: Measured) -> float:
        steadiness = measured.steadiness
        return (steadiness.shaking or 0.0) / self._exercise.degree(steadiness.signal)


def _resampled(history: SignalHistory, signal: str, span: Span) -> Resampled | None:
    window = history.window(signal, span[0] - PAD_S, span[1] + PAD_S)
    return resampled(window.t_s, window.values)


def _is_dark(history: SignalHistory, span: Span) -> bool:
    light = history.window(LIGHT, *span).values
    return bool(light.size and np.median(light) < DARK_LIGHT)


def _range_in(window: Window, span: Span) -> float:
    """How far a signal goes within a part of a window."""
    return _range(window.values[(window.t_s >= span[0]) & (window.t_s <= span[1])])


def _range(values: NDArray[np.float64]) -> float:
    """Highest less lowest of the known values, 0 where none is known."""
    known = values[np.isfinite(values)]
    return float(np.ptp(known)) if known.size else 0.0
