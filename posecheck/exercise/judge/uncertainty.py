"""How sure a measured value is: what breaks a limit by less than that is close to it, no fault."""

from __future__ import annotations

from math import cos, isfinite, radians

COVERAGE = 1.645
"""A limit is broken to one side, so 95 % of the errors lie below so many standard errors (normal
distribution, one-sided; GUM, G.1)."""

MODEL = {"°": 1.0, "trunk lengths": 0.005}
"""The pose model's standard error in repeated measurement within a session, by unit:
`calibration.repeatability` measures 0.88° (44 degrees of freedom) and 0.004 trunk lengths (11,
drawn people only, rounded up)."""

OBLIQUE_DEG = 8.0
AT_DEG = 30.0
"""A hip angle is wrong by up to `OBLIQUE_DEG` where the camera is `AT_DEG` off the view. By
geometry an error grows with the square of a small angle: 1 - cos x is about x²/2."""

AXIS_ERROR_DEG = 15.0
"""How much of the angle off the view may be the model's error. In sample clips that are exactly
side-on or front-on it reads 1-26°, with a median of 7°: arms behind the head turn the shoulders."""

MOVEMENT_S = 0.1
"""The duration of a movement: five of six ends in the sample clips are right to 0.16 s, and a
person's own movements differ by as much. Half of that at each end, added as variances."""

HOLD_S = 0.3
"""The duration of a hold: its ends are measured to 0.3 s, and a person with a stopwatch is no
better."""


def of_signal(unit: str, value: float, off_view_deg: float) -> float:
    """The uncertainty of a signal's `value`, in its `unit`.

    `off_view_deg` is how far the camera is from the view; NaN counts as 0. A length is shortened by
    up to the cosine of that angle.
    """
    off_deg = max(0.0, off_view_deg - AXIS_ERROR_DEG) if isfinite(off_view_deg) else 0.0
    if unit == "°":
        oblique = OBLIQUE_DEG * (off_deg / AT_DEG) ** 2
    else:
        oblique = (1 - cos(radians(off_deg))) * abs(value)
    return COVERAGE * MODEL[unit] + oblique
