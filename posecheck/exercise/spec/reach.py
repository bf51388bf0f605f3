"""What values a signal can take at all, so that a limit beyond them is found out."""

from __future__ import annotations

from typing import Any

from posecheck.exercise.spec.schema import Exercise

Reach = tuple[float, float]
"""The lowest and the highest value, in the signal's unit."""

MOST_TRUNKS = 5.0
"""No two points of a body are farther apart than this, trunk lengths. From the feet to the hands
over the head of somebody 1.75 m tall it is 2.2 m; a trunk, from hip to shoulder, is 0.5 m. That
makes 4.4."""

_EITHER_WAY = (-MOST_TRUNKS, MOST_TRUNKS)
_LENGTH = (0.0, MOST_TRUNKS)

OF_KIND: dict[str, Reach] = {
    "joint_angle": (0.0, 180.0),
    "rise_over_line": (-180.0, 180.0),
    "inclination": (-90.0, 90.0),
    "lean": (-180.0, 180.0),
    "tilt": (-90.0, 90.0),
    "head_turn": (-90.0, 90.0),
    "turn": (-90.0, 90.0),
    "shoulders_away": (0.0, 90.0),
    "trunk_lean": (-180.0, 180.0),
    "trunk_bend": (0.0, 180.0),
    "shown_length": _LENGTH,
    "height_over_line": _EITHER_WAY,
    "height_between": _EITHER_WAY,
    "offset": _EITHER_WAY,
    "ahead": _EITHER_WAY,
    "depth_behind": _EITHER_WAY,
    "length": _LENGTH,
    "spread": _LENGTH,
}
"""By kind of signal, as its function in `motion/signals.py` or `motion/lengths.py` is defined."""


def of_signal(exercise: Exercise, name: str) -> Reach:
    """The lowest and the highest value that a signal can have."""
    spec: Any = exercise.signals[name]
    if spec.use == "from_rest":
        low, high = of_signal(exercise, spec.of)
        return low - high, high - low
    if spec.use == "difference":
        (low, high), (less, more) = (of_signal(exercise, n) for n in (spec.of, spec.minus))
        return low - more, high - less
    if spec.use == "joint_angle" and spec.past_straight:
        return 0.0, 360.0
    return OF_KIND[spec.use]
