"""What was wrong with one way, stay or hold: at most one thing, the most telling."""

from __future__ import annotations

from posecheck.exercise.control_spec import TRUNK_PER_DEG, Fault, Span
from posecheck.exercise.measuring import LONG_S, Measured
from posecheck.exercise.schema import Exercise
from posecheck.records import Finding

SPEED_SHARE = 0.025
"""Of a way's mean speed: what a calm but brisk way itself has in the tremor's band."""

GENTLE_DEG_PER_S = 40.0
"""Slower peaks are gentle however they come about: half of what a limb that just falls has
after a fifth of a second."""

SNAP = 3.0
SNAP_SHARE = 0.85
"""A way is snapped when its peak is three times its mean speed (minimum jerk: 1.9) and belongs to
a way that takes less than 85 % of the shortest allowed."""

SHORTEST_S = 0.6
"""The shortest way allowed where the file does not say: half of the files that do have 0.5-0.8 s."""

LEAST_SWINGS = 3
"""Half swings that make it bouncing: down, up and down again."""

LEAST_STOP_S = 0.2
"""One stop that is shorter is a hesitation; two are halting."""

SLIP_S = 0.2
"""A slip is shown so much around its peak."""


def worst(
    one: Measured, span: Span, *, leg: str, exercise: Exercise, paced: bool
) -> Finding | None:
    """The fault of a stretch, if there is one. `paced`: its pace is one already, which says all
    that could be said of its suddenness and its stops.

    Shaking comes before suddenness, since a tremor has speeds of its own, and that before stops.
    """
    asked = exercise.control_faults()
    finders = (_bouncing, _shaking, *(() if paced else (_sudden, _halting)))
    unmeasured = {kind for kind, _ in one.control.unmeasured}
    for finder in finders:
        found = finder(one, span, leg, exercise)
        if found is not None and found.check in asked and found.check not in unmeasured:
            return found
    return None


def _degree(one: Measured) -> float:
    return 1.0 if one.control.unit == "°" else TRUNK_PER_DEG


def _finding(
    fault: Fault, span: Span, value: float, limit: float, unit: str, exercise: Exercise
) -> Finding:
    return Finding(fault, *span, value, limit, unit, exercise.control.words(fault))


def _bouncing(one: Measured, span: Span, leg: str, exercise: Exercise) -> Finding | None:
    control = one.control
    if one.bounced is None or (control.swings or 0) < LEAST_SWINGS or control.swing is None:
        return None
    limit = exercise.control.swing_deg * _degree(one)
    return _finding("bouncing", one.bounced, control.swing, limit, control.unit, exercise)


def _shaking(one: Measured, span: Span, leg: str, exercise: Exercise) -> Finding | None:
    control = one.control
    long_hold = one.tempo is None and span[1] - span[0] >= LONG_S
    if control.shaking is None or long_hold or (exercise.hold and not leg):
        return None
    limit = exercise.control.shaking_deg * _degree(one) + SPEED_SHARE * (control.mean_per_s or 0)
    if control.shaking <= limit:
        return None
    return _finding("shaking", span, control.shaking, limit, control.unit, exercise)


def _sudden(one: Measured, span: Span, leg: str, exercise: Exercise) -> Finding | None:
    tempo, gentle = one.tempo, GENTLE_DEG_PER_S * _degree(one)
    if tempo is None or tempo.peak_per_s < gentle:
        return None
    most = exercise.control.suddenness
    shortest_s = SNAP_SHARE * exercise.shortest_s(leg, SHORTEST_S)
    if tempo.suddenness > most:
        limit = most * tempo.usual_per_s
    elif tempo.snap > SNAP and tempo.brief_s < shortest_s:
        limit = 1.875 * tempo.way / shortest_s
    else:
        return None
    when = max(span[0], tempo.peak_s - SLIP_S), min(span[1], tempo.peak_s + SLIP_S)
    unit = f"{one.control.unit}/s"
    return _finding("sudden", when, tempo.peak_per_s, max(limit, gentle), unit, exercise)


def _halting(one: Measured, span: Span, leg: str, exercise: Exercise) -> Finding | None:
    lengths_s = [end_s - start_s for start_s, end_s in one.stops]
    limit_s = exercise.control.stop_s
    if sum(lengths_s) <= limit_s or (len(lengths_s) == 1 and lengths_s[0] < LEAST_STOP_S):
        return None
    when = (one.stops[0][0], one.stops[-1][1])
    return _finding("halting", when, sum(lengths_s), limit_s, "s", exercise)
