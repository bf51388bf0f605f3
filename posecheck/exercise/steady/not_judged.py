"""Which faults of steadiness cannot be judged in a phase or hold, and why."""

from __future__ import annotations

from posecheck.exercise.spec.steadiness_table import FAULTS
from posecheck.exercise.steady.noise_floor import NoiseFloor
from posecheck.motion.bouncing import Bouncing
from posecheck.motion.resampling import Resampled
from posecheck.motion.shaking import LEAST_RATE_HZ, NOISE_RATE_HZ
from posecheck.motion.speed_profile import SpeedProfile, speed_standard_error

MOST_JUMPS = 2
"""With more jumps of the tracking in one phase nothing is judged: the rest of it is guesswork."""

MOST_JUMP_SHARE = 0.25
"""If the sizes of the jumps add up to more than this share of the movement's distance, the
movement's shape is that of the tracking."""

IMPOSSIBLE_DEG_PER_S = 500.0
"""A faster movement comes from the tracking. Hips and knees reach this speed only in kicks and
sprints (Novacheck 1998, Gait Posture 7:77, running: up to 600-700). A knee thrown in by 120° within
half a second reaches 450."""

LEAST_MOVEMENT_DEG = 10.0
"""In a smaller movement the model's own wandering (1-2° a second) alone makes a stop or a slip."""

VISIBLE_SHAKING_DEG = 0.7
"""Shaking that the eye sees has 2-3° at the joint. After MediaPipe's smoothing it is read as this
amplitude. If the noise alone is larger, shaking is not judged."""

MOVEMENT_IN_BAND_S2 = 0.025
"""Even a smooth movement has some amplitude in the tremor's band, because it speeds up and slows
down. This factor, times mean speed over duration, says how much. Of 207 good movements, drawn and
real, none has more than 0.14° beyond it, except one of 87°/s (docs/steadiness.md)."""

MOST_MOVEMENT_IN_BAND_DEG = 0.85
"""If the movement's own amplitude in the band is larger, shaking is not judged. A tremor that the
eye sees (read as 0.9-1.3° in a movement) does not stand out from it."""

CLEAR_RATIO = 2.0
"""Shaking of at least twice the amplitude of the noise, or of the movement itself, is judged in any
case. A tremor also reaches above 9 Hz, where the noise is measured, and so makes some of that noise
itself."""

MOST_SPEED_ERROR = 0.2
"""Stops are judged up to this standard error of the speed, as a share of the usual speed. They lie
below a quarter of the usual speed. With a larger error, noise makes stops and hides them."""

SWING_OVER_NOISE = 4.0
"""A swing has at least this many standard deviations of a sample's noise. Noise alone makes smaller
swings, and breaks them up."""

FALL_DEG_PER_S2 = 1900.0
"""A limb of half a metre that just falls turns by 3 g / 2 l = 29 rad/s² (a rod about its end).
Whatever swings faster, again and again, is a landmark that jumps between two points: in dark
pictures a hidden leg's did so by 27-36°. Bounces of 10° twice a second need 800°/s²."""

MOST_NOISE_DEG = 1.2
"""With more noise of a sample the model no longer sees the limb. It guesses, and its guesses wander
by several degrees. In good pictures 99 of 100 movements have less than 0.7° (3437 movements)."""

DARK_LIGHT = 50.0
"""Mean brightness of the picture, 0 to 255, below which steadiness is not judged, because limbs are
guessed. Good repetitions of 41 exercises, darkened, with noise of 4 and hard compression, had 15
false alarms in 100 at 24-36, 5 at 40-45, 2 at 48-64, none in 139 at 80-91 (docs/steadiness.md)."""

JUMPS = "jumps"
SLOW_CAMERA = "slow-camera"
NOISE = "noise"
QUICK = "quick"
DARK = "dark"
SMALL = "small"
"""Keys of the reasons; `words` has their sentences."""

MOVEMENT_FAULTS = ("halting", "sudden", "shaking")

Reasons = dict[str, str]
"""Fault -> key of the reason why it cannot be judged."""


def in_the_dark() -> Reasons:
    """No fault is judged in the dark: the model guesses the limbs."""
    return dict.fromkeys(FAULTS, DARK)


def in_movement(
    samples: Resampled,
    speeds: SpeedProfile | None,
    *,
    amplitude: float | None,
    duration_s: float,
    degree: float,
    noise_floor: NoiseFloor,
) -> Reasons:
    """What cannot be judged in a movement.

    `speeds` are its speeds and `amplitude` its shaking, None where they could not be measured.
    `degree` is one degree in the signal's unit.
    """
    reasons = _of_shaking(samples, amplitude, degree, noise_floor, least_rate_hz=NOISE_RATE_HZ)
    own = movement_in_band(speeds.mean_per_s, duration_s) if speeds else 0.0
    if own > MOST_MOVEMENT_IN_BAND_DEG * degree and not _is_clear(amplitude or 0.0, own):
        reasons.setdefault("shaking", QUICK)
    if speeds and _is_tracking(samples, speeds, degree):
        reasons = dict.fromkeys(MOVEMENT_FAULTS, JUMPS)
    elif speeds is None or speeds.distance < LEAST_MOVEMENT_DEG * degree:
        reasons |= {"halting": SMALL, "sudden": SMALL}
    elif noise_floor.sd > MOST_NOISE_DEG * degree:
        reasons = dict.fromkeys(MOVEMENT_FAULTS, NOISE)
    elif 2 * speeds.standard_error_per_s > speeds.usual_per_s:
        reasons.setdefault("sudden", NOISE)
    if speeds and _noise_hides_stops(samples, speeds, noise_floor):
        reasons.setdefault("halting", NOISE)
    return reasons


def in_pause(
    samples: Resampled,
    swings: Bouncing,
    *,
    amplitude: float | None,
    swing: float,
    degree: float,
    noise_floor: NoiseFloor,
) -> Reasons:
    """What cannot be judged in a pause or a hold.

    `swings` were found in it. `amplitude` is its shaking, None where it could not be measured.
    Swings of at least `swing`, in the signal's unit, are bounces. `degree` is one degree in it.
    """
    reasons = _of_shaking(samples, amplitude, degree, noise_floor, least_rate_hz=LEAST_RATE_HZ)
    if SWING_OVER_NOISE * noise_floor.sd > swing:
        reasons.setdefault("bouncing", NOISE)
    elif swings.acceleration_per_s2 > FALL_DEG_PER_S2 * degree:
        reasons.setdefault("bouncing", JUMPS)
    return reasons


def movement_in_band(mean_per_s: float, duration_s: float) -> float:
    """The amplitude that a smooth movement has in the tremor's band, in its unit.

    See `MOVEMENT_IN_BAND_S2`. A movement of less than half a second is taken to last that long.
    """
    return MOVEMENT_IN_BAND_S2 * mean_per_s / max(duration_s, 0.5)


def _of_shaking(
    samples: Resampled,
    amplitude: float | None,
    degree: float,
    noise_floor: NoiseFloor,
    *,
    least_rate_hz: float,
) -> Reasons:
    """What cannot be judged for reasons that movements and pauses share: shaking, or everything.

    A moving body has 3-10 times the noise of one at rest, and only from `NOISE_RATE_HZ` on can it
    be measured in the movement itself. Without this rule 61 good drawn repetitions in noise had 22
    alarms of shaking, with it 3 (docs/steadiness.md).
    """
    if samples.jumps > MOST_JUMPS:
        return dict.fromkeys(FAULTS, JUMPS)
    if samples.rate_hz < least_rate_hz:
        return {"shaking": SLOW_CAMERA}
    is_loud = noise_floor.band > VISIBLE_SHAKING_DEG * degree
    if is_loud and (amplitude is None or not _is_clear(amplitude, noise_floor.band)):
        return {"shaking": NOISE}
    return {}


def _is_clear(amplitude: float, other: float) -> bool:
    """Whether shaking stands out from another amplitude in the same band."""
    return amplitude >= CLEAR_RATIO * other


def _is_tracking(samples: Resampled, speeds: SpeedProfile, degree: float) -> bool:
    """Whether what moved was the tracking, not the person."""
    return (
        speeds.peak_per_s > IMPOSSIBLE_DEG_PER_S * degree
        or samples.jump_sum > MOST_JUMP_SHARE * speeds.distance
    )


def _noise_hides_stops(samples: Resampled, speeds: SpeedProfile, noise_floor: NoiseFloor) -> bool:
    error_per_s = speed_standard_error(noise_floor.sd, samples.rate_hz, speeds.half_window_s)
    return error_per_s > MOST_SPEED_ERROR * speeds.usual_per_s
