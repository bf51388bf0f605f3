"""From one stretch of one signal to the numbers of its control."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from posecheck.exercise.spec.steadiness_table import FAULTS
from posecheck.exercise.steady.noise_floor import NoiseFloor
from posecheck.motion.bouncing import bouncing
from posecheck.motion.resampling import Resampled
from posecheck.motion.shaking import LEAST_RATE_HZ, NOISE_RATE_HZ, shaking
from posecheck.motion.smoothness import ldlj, sparc
from posecheck.motion.speed import slope_per_s
from posecheck.motion.speed_profile import (
    PEAK_HALF_S,
    Span,
    SpeedProfile,
    speed_profile,
    speed_standard_error,
)
from posecheck.phase_measures import Steadiness

MOST_JUMPS = 2
"""More jumps of the tracking in one stretch, and what is left of it is guesswork."""

LEAPT_SHARE = 0.25
"""Jumps that led so far in all, against the way itself, and its shape is that of the tracking."""

IMPOSSIBLE_DEG_PER_S = 500.0
"""Faster is the tracking: hips and knees reach that in kicks and sprints alone (Novacheck 1998,
Gait Posture 7:77, running: up to 600-700), a knee thrown in by 120° within half a second 450."""

LEAST_MOVEMENT_DEG = 10.0
"""Over a smaller way the model's own wandering (1-2° a second) is a stop or a slip by itself."""

MATTERS_DEG = 0.7
"""Shaking that is seen with the eye, 2-3° at the joint, reads so much behind MediaPipe's smoothing;
where noise alone has as much, no answer."""

BEND_S2 = 0.025
"""Times a way's mean speed over its duration: so much a smooth way has in the tremor's band of
itself, since that comes of its accelerations. Of 207 good ways, drawn and real, none has more than
0.14° beyond it, but for one of 87°/s (docs/steadiness.md)."""

QUICKEST_DEG = 0.85
"""Where a way has so much of itself, a tremor that is seen with the eye (0.9-1.3° as read on a way)
does not show in it."""

STAY_EDGE_S = 0.25
"""Stays begin and end in movement: so much of each end is left out where shaking is read."""

STANDS_OUT = 2.0
"""Shaking of twice the noise's amplitude is told all the same: a tremor reaches above 9 Hz, where
the noise is heard, and makes some of that noise itself."""

DOUBT = 0.2
"""Stops are looked for below a quarter of the usual speed: with a standard error of the speed
above this share, noise makes and fills them."""

SWING_OVER_NOISE = 4.0
"""A swing has to be so many standard deviations of a sample's noise, or noise makes and breaks
it."""

FALL_DEG_PER_S2 = 1900.0
"""A limb of half a metre that just falls turns by 3 g / 2 l = 29 rad/s² (a rod about its end).
What goes to and fro faster, again and again, is a landmark that jumps between two places: in dark
pictures a hidden leg's did so by 27-36°. Bounces of 10° twice a second need 800°/s²."""

MOST_NOISE_DEG = 1.2
"""More noise of a sample, and the model no longer sees the limb: it guesses, and its guesses wander
by several degrees. In good pictures 99 of 100 ways have less than 0.7° (3437 ways)."""

ENDS_DOUBT = 4.0
"""The standard error of a way's duration is so many times its noise over its mean speed: 3.0-4.7
for minimum-jerk ways of 10° in 0.6-1 s with 0.3-0.5° of noise at 30 pictures a second, 4.6-9 for
ways of 45°, where it is small (simulated)."""

DARK_LIGHT = 50.0
"""Mean brightness of the picture, 0 to 255, below which control is not judged: limbs are guessed.
Good repetitions of 41 exercises, darkened, with noise of 4 and hard compression, had 15 false
alarms in 100 at 24-36, 5 at 40-45, 2 at 48-64, none in 139 at 80-91 (docs/steadiness.md)."""

SHAKEN_S = 1.4
"""Shaking is looked for over at least this; of a short way its ends belong to it."""

LONG_S = 8.0
"""Holds from this length on tire anybody: shaking in them is information and never a fault."""

TIRING_DEG = 0.15
"""Less shaking than this, as read, is not worth a word, however it grows."""

JUMPS = "jumps"
SLOW_CAMERA = "slow-camera"
NOISE = "noise"
QUICK = "quick"
DARK = "dark"
SMALL = "small"
"""Keys of the reasons for which a fault of steadiness could not be judged; `words` has the
sentences."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The numbers of a stretch, and what findings need besides."""

    steadiness: Steadiness
    floor: NoiseFloor
    tempo: SpeedProfile | None = None
    stops: tuple[Span, ...] = ()
    bounced: Span | None = None


def movement_measures(
    clean: Resampled, span: Span, *, signal: str, unit: str, degree: float, floor: NoiseFloor
) -> Measured:
    """A way; `degree` is one degree in the signal's unit."""
    found = speed_profile(clean, *span, noise=floor.sd)
    # The ends of a way that shakes are hard to tell, and are found too early.
    lacks_s = max(SHAKEN_S - (span[1] - span[0]), 0.0) / 2
    steadiness = _steadiness(clean, (span[0] - lacks_s, span[1] + lacks_s), signal, unit, floor)
    why = _unmeasured(clean, floor, degree, shook=steadiness.shaking, least_hz=NOISE_RATE_HZ)
    own = of_itself(found.mean_per_s, span[1] - span[0]) if found else 0.0
    if own > QUICKEST_DEG * degree and (steadiness.shaking or 0.0) < STANDS_OUT * own:
        why.setdefault("shaking", QUICK)
    if found and (
        found.peak_per_s > IMPOSSIBLE_DEG_PER_S * degree
        or clean.jump_sum > LEAPT_SHARE * found.distance
    ):
        why = dict.fromkeys(("halting", "sudden", "shaking"), JUMPS)
    elif found is None or found.distance < LEAST_MOVEMENT_DEG * degree:
        why |= {"halting": SMALL, "sudden": SMALL}
    elif floor.sd > MOST_NOISE_DEG * degree:
        why = dict.fromkeys(("halting", "sudden", "shaking"), NOISE)
    elif 2 * found.standard_error_per_s > found.usual_per_s:
        why.setdefault("sudden", NOISE)
    if (
        found
        and speed_standard_error(floor.sd, clean.rate_hz, found.half_window_s)
        > DOUBT * found.usual_per_s
    ):
        why.setdefault("halting", NOISE)
    steadiness = replace(steadiness, unmeasured=tuple(why.items()))
    if found is None:
        return Measured(steadiness, floor)
    speed = _speed(clean, span)
    steadiness = replace(
        steadiness,
        mean_per_s=found.mean_per_s,
        peak_per_s=found.peak_per_s,
        suddenness=found.suddenness,
        snap=found.snap,
        end_share=found.end_share,
        sparc=_number(sparc(speed, clean.rate_hz)),
        ldlj=_number(ldlj(speed, clean.rate_hz)),
    )
    return stopping(Measured(steadiness, floor, found), found.stops)


def stopping(one: Measured, stops: tuple[Span, ...]) -> Measured:
    """The same way with other stops."""
    stopped_s = sum(end_s - start_s for start_s, end_s in stops)
    steadiness = replace(one.steadiness, stops=len(stops), stopped_s=stopped_s)
    return replace(one, steadiness=steadiness, stops=stops)


def duration_doubt_s(steadiness: Steadiness | None) -> float:
    """Standard error of a way's duration, seconds, from its noise (see `ENDS_DOUBT`)."""
    if steadiness is None or not steadiness.mean_per_s or steadiness.noise is None:
        return 0.0
    return ENDS_DOUBT * steadiness.noise / steadiness.mean_per_s


def in_the_dark(one: Measured) -> Measured:
    """The same numbers, which tell nothing: a limb in the dark is guessed."""
    return replace(
        one,
        steadiness=replace(one.steadiness, unmeasured=tuple(dict.fromkeys(FAULTS, DARK).items())),
    )


def pause_measures(
    clean: Resampled,
    span: Span,
    *,
    signal: str,
    unit: str,
    degree: float,
    swing: float,
    floor: NoiseFloor,
) -> Measured:
    """A stay or a hold; swings of at least `swing` (in the signal's unit) are bounces."""
    found = bouncing(clean, *span, least=max(swing, SWING_OVER_NOISE * floor.sd))
    inner = (span[0] + STAY_EDGE_S, span[1] - STAY_EDGE_S)
    steadiness = _steadiness(clean, inner, signal, unit, floor)
    why = _unmeasured(clean, floor, degree, shook=steadiness.shaking, least_hz=LEAST_RATE_HZ)
    if SWING_OVER_NOISE * floor.sd > swing:
        why.setdefault("bouncing", NOISE)
    elif found.acceleration_per_s2 > FALL_DEG_PER_S2 * degree:
        why.setdefault("bouncing", JUMPS)
    steadiness = replace(
        steadiness,
        swings=found.swings,
        swing=found.size if found.swings else None,
        tiring=_tiring(clean, span, degree),
        unmeasured=tuple(why.items()),
    )
    return Measured(
        steadiness, floor, bounced=(found.start_s, found.end_s) if found.swings else None
    )


def _steadiness(
    clean: Resampled, span: Span, signal: str, unit: str, floor: NoiseFloor
) -> Steadiness:
    shook = shaking(clean, *span)
    return Steadiness(
        signal=signal,
        unit=unit,
        noise=floor.sd,
        jumps=clean.jumps,
        shaking=None if shook is None else max(shook.size**2 - floor.band**2, 0.0) ** 0.5,
        shaking_hz=None if shook is None else shook.hz,
    )


def of_itself(mean_per_s: float, duration_s: float) -> float:
    """What a smooth way has in the tremor's band, an amplitude in its unit; ways of less than half
    a second are taken to last that long."""
    return BEND_S2 * mean_per_s / max(duration_s, 0.5)


def _unmeasured(
    clean: Resampled, floor: NoiseFloor, degree: float, *, shook: float | None, least_hz: float
) -> dict[str, str]:
    """Why shaking, or everything, cannot be told. A moving body has more noise than one at rest
    (3-10 times), and only above `NOISE_RATE_HZ` is it heard on the way itself. Without this rule
    61 good drawn repetitions in noise had 22 alarms of shaking, with it 3 (docs/steadiness.md)."""
    if clean.jumps > MOST_JUMPS:
        return dict.fromkeys(FAULTS, JUMPS)
    if clean.rate_hz < least_hz:
        return {"shaking": SLOW_CAMERA}
    drowns = shook is None or shook < STANDS_OUT * floor.band
    if floor.band > MATTERS_DEG * degree and drowns:
        return {"shaking": NOISE}
    return {}


def _tiring(clean: Resampled, span: Span, degree: float) -> float | None:
    """Shaking in the last third of a long hold against its first third."""
    third_s = (span[1] - span[0]) / 3
    if 3 * third_s < LONG_S:
        return None
    first = shaking(clean, span[0], span[0] + third_s)
    last = shaking(clean, span[1] - third_s, span[1])
    if first is None or last is None or last.size < TIRING_DEG * degree or not first.size:
        return None
    return last.size / first.size


def _speed(clean: Resampled, span: Span) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    t_s = clean.t_s
    speed = slope_per_s(t_s, clean.values, half_window_s=max(PEAK_HALF_S, 1 / clean.rate_hz))
    return np.nan_to_num(speed[(t_s >= span[0]) & (t_s <= span[1])])


def _number(value: float) -> float | None:
    return value if np.isfinite(value) else None
