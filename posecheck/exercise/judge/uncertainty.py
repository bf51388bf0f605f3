"""How sure a measured value is: what breaks a limit by less than that is close to it, no fault."""

from __future__ import annotations

from math import isfinite

COVERAGE = 1.645
"""A limit is broken to one side, so 95 % of the errors lie below so many standard errors (normal
distribution, one-sided; GUM, G.1)."""

MODEL = {"°": 1.0, "trunk lengths": 0.005}
"""The pose model's standard error in repeated measurement within a session, by unit:
`calibration.repeatability` measures 0.99° (34 degrees of freedom) and 0.004 trunk lengths (9, drawn
people only, rounded up)."""

OBLIQUE_DEG = 8.0
AT_DEG = 30.0
"""A hip angle is wrong by up to `OBLIQUE_DEG` where the camera is `AT_DEG` off the view. By geometry
an error grows with the square of a small angle: 1 - cos x is about x²/2."""

MOVEMENT_S = 0.1
"""The duration of a movement: five of six ends in the sample clips are right to 0.16 s, and a
person's own movements differ by as much. Half of that at each end, added as variances."""

HOLD_S = 0.3
"""The duration of a hold: its ends are measured to 0.3 s, and a person with a stopwatch is no
better."""


def of_signal(unit: str, degree: float, off_view_deg: float) -> float:
    """The uncertainty of a signal, in its `unit`.

    `degree` is one degree in that unit. `off_view_deg` is how far the camera is from the view; NaN
    counts as 0.
    """
    off = off_view_deg / AT_DEG if isfinite(off_view_deg) else 0.0
    return COVERAGE * MODEL[unit] + OBLIQUE_DEG * degree * off**2
