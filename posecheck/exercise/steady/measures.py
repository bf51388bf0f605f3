"""From one phase or hold, in one signal, to the numbers of its steadiness."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from posecheck.exercise.steady import not_judged
from posecheck.exercise.steady.noise_floor import NoiseFloor
from posecheck.motion.bouncing import bouncing
from posecheck.motion.resampling import Resampled
from posecheck.motion.shaking import shaking
from posecheck.motion.smoothness import ldlj, sparc
from posecheck.motion.speed import slope_per_s
from posecheck.motion.speed_profile import PEAK_HALF_S, Span, SpeedProfile, speed_profile
from posecheck.phase_measures import Steadiness

SHAKING_SPAN_S = 1.4
"""Shaking of a movement is measured over at least this time. A shorter movement is measured with
the time before and after it."""

PAUSE_EDGE_S = 0.25
"""A pause begins and ends in movement. This time is left out at each end where shaking is
measured."""

DURATION_ERROR_FACTOR = 4.0
"""The standard error of a movement's duration is this factor times noise over mean speed. It is
3.0-4.7 for minimum-jerk movements of 10° in 0.6-1 s with 0.3-0.5° of noise at 30 pictures a second,
and 4.6-9 for movements of 45°, where the error is small (simulated)."""

LONG_HOLD_S = 8.0
"""A hold from this length on tires anybody. Shaking in it is information and never a fault."""

LEAST_TIRING_DEG = 0.15
"""Smaller shaking, as read, is not reported as tiring, however much it grows."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The numbers of a phase or hold, and what its findings need besides.

    speeds: of a movement; None for a pause or hold, and where they could not be measured.
    stops: when a movement stood still.
    bounced: from the first to the last swing in a pause or hold; None without swings.
    """

    steadiness: Steadiness
    noise_floor: NoiseFloor
    speeds: SpeedProfile | None = None
    stops: tuple[Span, ...] = ()
    bounced: Span | None = None


def movement_measures(
    samples: Resampled,
    span: Span,
    *,
    signal: str,
    unit: str,
    degree: float,
    noise_floor: NoiseFloor,
) -> Measured:
    """The numbers of a movement; `degree` is one degree in the signal's unit."""
    duration_s = span[1] - span[0]
    speeds = speed_profile(samples, *span, noise=noise_floor.sd)
    # The ends of a movement that shakes are hard to find, and are found too early.
    wider_s = max(SHAKING_SPAN_S - duration_s, 0.0) / 2
    wider = (span[0] - wider_s, span[1] + wider_s)
    steadiness = _shaking_measures(samples, wider, signal, unit, noise_floor)
    reasons = not_judged.in_movement(
        samples,
        speeds,
        amplitude=steadiness.shaking,
        duration_s=duration_s,
        degree=degree,
        noise_floor=noise_floor,
    )
    steadiness = replace(steadiness, unmeasured=tuple(reasons.items()))
    if speeds is None:
        return Measured(steadiness, noise_floor)
    steadiness = _with_speeds(steadiness, speeds, samples, span)
    return with_stops(Measured(steadiness, noise_floor, speeds), speeds.stops)


def pause_measures(
    samples: Resampled,
    span: Span,
    *,
    signal: str,
    unit: str,
    degree: float,
    swing: float,
    noise_floor: NoiseFloor,
) -> Measured:
    """The numbers of a pause or a hold.

    `degree` is one degree in the signal's unit. Swings of at least `swing`, in that unit, are
    bounces.
    """
    least_swing = max(swing, not_judged.SWING_OVER_NOISE * noise_floor.sd)
    found = bouncing(samples, *span, least=least_swing)
    inner = (span[0] + PAUSE_EDGE_S, span[1] - PAUSE_EDGE_S)
    steadiness = _shaking_measures(samples, inner, signal, unit, noise_floor)
    reasons = not_judged.in_pause(
        samples,
        found,
        amplitude=steadiness.shaking,
        swing=swing,
        degree=degree,
        noise_floor=noise_floor,
    )
    steadiness = replace(
        steadiness,
        swings=found.swings,
        swing=found.size if found.swings else None,
        tiring=_tiring(samples, span, degree),
        unmeasured=tuple(reasons.items()),
    )
    bounced = (found.start_s, found.end_s) if found.swings else None
    return Measured(steadiness, noise_floor, bounced=bounced)


def with_stops(measured: Measured, stops: tuple[Span, ...]) -> Measured:
    """The same movement with other stops."""
    stopped_s = sum(end_s - start_s for start_s, end_s in stops)
    steadiness = replace(measured.steadiness, stops=len(stops), stopped_s=stopped_s)
    return replace(measured, steadiness=steadiness, stops=stops)


def darkened(measured: Measured) -> Measured:
    """The same numbers, by which no fault is judged (see `not_judged.DARK_LIGHT`)."""
    unmeasured = tuple(not_judged.in_the_dark().items())
    return replace(measured, steadiness=replace(measured.steadiness, unmeasured=unmeasured))


def duration_error_s(steadiness: Steadiness | None) -> float:
    """Standard error of a movement's duration, seconds (see `DURATION_ERROR_FACTOR`).

    0 where noise or speed was not measured.
    """
    if steadiness is None or not steadiness.mean_per_s or steadiness.noise is None:
        return 0.0
    return DURATION_ERROR_FACTOR * steadiness.noise / steadiness.mean_per_s


def _shaking_measures(
    samples: Resampled, span: Span, signal: str, unit: str, noise_floor: NoiseFloor
) -> Steadiness:
    """The numbers that movements, pauses and holds share. The noise is taken out of the shaking."""
    found = shaking(samples, *span)
    return Steadiness(
        signal=signal,
        unit=unit,
        noise=noise_floor.sd,
        jumps=samples.jumps,
        shaking=None if found is None else max(found.size**2 - noise_floor.band**2, 0.0) ** 0.5,
        shaking_hz=None if found is None else found.hz,
    )


def _with_speeds(
    steadiness: Steadiness, speeds: SpeedProfile, samples: Resampled, span: Span
) -> Steadiness:
    t_s = samples.t_s
    half_window_s = max(PEAK_HALF_S, 1 / samples.rate_hz)
    speed_per_s = slope_per_s(t_s, samples.values, half_window_s=half_window_s)
    inside = np.nan_to_num(speed_per_s[(t_s >= span[0]) & (t_s <= span[1])])
    return replace(
        steadiness,
        mean_per_s=speeds.mean_per_s,
        peak_per_s=speeds.peak_per_s,
        suddenness=speeds.suddenness,
        snap=speeds.snap,
        end_share=speeds.end_share,
        sparc=_number(sparc(inside, samples.rate_hz)),
        ldlj=_number(ldlj(inside, samples.rate_hz)),
    )


def _tiring(samples: Resampled, span: Span, degree: float) -> float | None:
    """Shaking in the last third of a long hold, divided by that in its first third."""
    third_s = (span[1] - span[0]) / 3
    if 3 * third_s < LONG_HOLD_S:
        return None
    first = shaking(samples, span[0], span[0] + third_s)
    last = shaking(samples, span[1] - third_s, span[1])
    if first is None or last is None or last.size < LEAST_TIRING_DEG * degree or not first.size:
        return None
    return last.size / first.size


def _number(value: float) -> float | None:
    return value if np.isfinite(value) else None
