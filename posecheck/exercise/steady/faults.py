"""What was wrong with one movement, pause or hold: at most one fault, the clearest."""

from __future__ import annotations

from dataclasses import dataclass

from posecheck.exercise.spec.schema import Exercise
from posecheck.exercise.spec.steadiness_table import Fault, Span
from posecheck.exercise.steady.measures import LONG_HOLD_S, Measured
from posecheck.exercise.steady.not_judged import movement_in_band
from posecheck.phase_measures import Steadiness
from posecheck.records import Finding

PAUSE_FACTOR = 3.0
"""The limit of shaking is three times as high in a pause or hold, because settling in is no
shaking. Of 121 good pauses 95 in 100 have up to 0.4°; it is more where a head hangs down."""

SHAKING_OVER_NOISE = 1.5
"""Shaking is a fault only above 1.5 times the amplitude of the noise."""

GENTLE_DEG_PER_S = 40.0
"""A slower peak is gentle, however it comes about. This is half of the speed that a limb which just
falls has after a fifth of a second."""

MOST_SNAP = 3.4
"""A movement is snapped when two things are true: its peak is more than 3.4 times its mean speed
(minimum jerk: 1.9), and the peak is as high as in a calm movement that takes less than the shortest
time allowed. Either alone is no fault: good movements creep at their ends, and brisk ones are fast.
Of 394 good movements, drawn and real, those with such a peak have up to 3.2 times their mean; 63 of
which half was done in 0.25 s have 3.6 and more."""

STOP_SHARE = 0.1
"""Stops of up to this share of a movement's duration are no fault: in a slow movement a hesitation
lasts longer, too (good ones: up to 0.09)."""

SHORTEST_S = 0.6
"""The shortest movement allowed where the exercise file does not say. Most files that do have
0.5-0.8 s."""

LEAST_SWINGS = 5
"""The number of half swings from which on a pause is bouncing: down and up more than twice. Three
and four come from settling in (a real child's pose: 4, of 4-13°)."""

LEAST_SHAKING_S = 0.8
"""Two swings of the slowest tremor (2.5 Hz). In a shorter movement that is too fast, haste looks
like shaking, and that it was too fast is said already."""

SLIP_S = 0.2
"""A sudden fault is shown from this time before its peak to this time after it."""


@dataclass(frozen=True, slots=True)
class _Case:
    """When the movement, pause or hold was, its phase and exercise; one degree in its unit."""

    span: Span
    phase: str
    exercise: Exercise
    degree: float


def worst(
    measured: Measured, span: Span, *, phase: str, exercise: Exercise, said: bool
) -> Finding | None:
    """The fault of a movement, pause or hold; None if it has none.

    `phase` is empty for an exercise that is one hold. `said` is True where a check has already
    found a fault in its pace or stillness.

    One cause may show as several faults: a tremor has stops of its own, what lies between stops
    looks sudden, and a slip has power in the tremor's band. Of several the one that goes farthest
    beyond its limit is taken. But bouncing, which lies in that band, too, comes first.
    """
    asked = exercise.steadiness_faults()
    case = _Case(span, phase, exercise, exercise.degree(measured.steadiness.signal))
    unmeasured = {kind for kind, _ in measured.steadiness.unmeasured}
    if said and measured.speeds is None:
        return None
    hurried = said and span[1] - span[0] < LEAST_SHAKING_S
    finders = () if hurried else _FINDERS[:2] if said else _FINDERS
    found = [finder(measured, case) for finder in finders]
    judged = [f for f in found if f and f.check in asked and f.check not in unmeasured]
    return max(judged, key=_beyond, default=None)


def _beyond(finding: Finding) -> tuple[bool, float]:
    assert finding.value is not None
    assert finding.limit
    return finding.check == "bouncing", finding.value / finding.limit


def _finding(fault: Fault, span: Span, value: float, limit: float, unit: str) -> Finding:
    return Finding(fault, *span, value, limit, unit)


def _bouncing(measured: Measured, case: _Case) -> Finding | None:
    steadiness, bounced = measured.steadiness, measured.bounced
    if bounced is None or (steadiness.swings or 0) < LEAST_SWINGS or steadiness.swing is None:
        return None
    limit = case.exercise.steadiness.swing_deg * case.degree
    return _finding("bouncing", bounced, steadiness.swing, limit, steadiness.unit)


def _shaking(measured: Measured, case: _Case) -> Finding | None:
    steadiness, duration_s = measured.steadiness, case.span[1] - case.span[0]
    long_hold = measured.speeds is None and duration_s >= LONG_HOLD_S
    if steadiness.shaking is None or long_hold:
        return None
    limit = case.exercise.steadiness.shaking_deg * case.degree
    if measured.speeds is None:
        limit *= PAUSE_FACTOR
    else:
        limit = movement_shaking_limit(steadiness, duration_s, limit)
    if steadiness.shaking <= max(limit, SHAKING_OVER_NOISE * measured.noise_floor.band):
        return None
    return _finding("shaking", case.span, steadiness.shaking, limit, steadiness.unit)


def movement_shaking_limit(steadiness: Steadiness, duration_s: float, limit: float) -> float:
    """The amplitude above which a movement shakes: `limit` beyond what a smooth one has."""
    return limit + movement_in_band(steadiness.mean_per_s or 0.0, duration_s)


def _sudden(measured: Measured, case: _Case) -> Finding | None:
    speeds, gentle_per_s = measured.speeds, GENTLE_DEG_PER_S * case.degree
    if speeds is None or speeds.peak_per_s < gentle_per_s:
        return None
    most = case.exercise.steadiness.suddenness
    shortest_s = case.exercise.shortest_s(case.phase, SHORTEST_S)
    if speeds.suddenness > most:
        limit = most * speeds.usual_per_s
    elif speeds.snap > MOST_SNAP and speeds.minimum_jerk_s < shortest_s:
        limit = 1.875 * speeds.distance / shortest_s
    else:
        return None
    when = max(case.span[0], speeds.peak_s - SLIP_S), min(case.span[1], speeds.peak_s + SLIP_S)
    unit = f"{measured.steadiness.unit}/s"
    return _finding("sudden", when, speeds.peak_per_s, max(limit, gentle_per_s), unit)


def _halting(measured: Measured, case: _Case) -> Finding | None:
    stopped_s = sum(end_s - start_s for start_s, end_s in measured.stops)
    limit_s = max(case.exercise.steadiness.stop_s, STOP_SHARE * (case.span[1] - case.span[0]))
    if stopped_s <= limit_s:
        return None
    when = (measured.stops[0][0], measured.stops[-1][1])
    return _finding("halting", when, stopped_s, limit_s, "s")


_FINDERS = (_bouncing, _shaking, _halting, _sudden)
"""The first two are also asked of a phase whose pace or stillness a check has found wrong."""
