"""What was wrong with one way, stay or hold: at most one thing, the most telling."""

from __future__ import annotations

from dataclasses import dataclass

from posecheck.exercise.spec.schema import Exercise
from posecheck.exercise.spec.steadiness_table import Fault, Span
from posecheck.exercise.steady.measures import LONG_S, Measured, of_itself
from posecheck.phase_measures import Steadiness
from posecheck.records import Finding

HELD = 3.0
"""In a stay it takes three times as much, since settling in is no shaking: 121 good ones have 0.4°
in 95 of 100, and more where a head hangs down."""

OVER_NOISE = 1.5
"""And what shakes has to be more than its noise."""

GENTLE_DEG_PER_S = 40.0
"""Slower peaks are gentle however they come about: half of what a limb that just falls has
after a fifth of a second."""

SNAP = 3.4
"""A way is snapped when its peak is 3.4 times its mean speed (minimum jerk: 1.9) and as high as
that of a calm way which takes less than the shortest allowed. Either alone is no fault: good ways
creep at their ends, and brisk ones are fast. Of 394 good ways, drawn and real, those with such a
peak have up to 3.2 times their mean; 63 of which half was done in 0.25 s have 3.6 and more."""

STOP_SHARE = 0.1
"""Of a way's duration: in a slow way a hesitation lasts longer, too (good ones: up to 0.09)."""

SHORTEST_S = 0.6
"""The shortest way allowed where the file does not say: most files that do have 0.5-0.8 s."""

LEAST_SWINGS = 5
"""Half swings that make it bouncing: down and up more than twice. Three and four come about by
settling in (a real child's pose: 4, of 4-13°)."""

LEAST_SHAKEN_S = 0.8
"""Two swings of the slowest tremor (2.5 Hz): in a way that is shorter its own haste looks the same,
and that it was too fast is said already."""

SLIP_S = 0.2
"""A slip is shown so much around its peak."""


@dataclass(frozen=True, slots=True)
class _At:
    """Where a stretch lies: its times, its leg, its exercise; and one degree in its unit."""

    span: Span
    phase: str
    exercise: Exercise
    degree: float


def worst(
    one: Measured, span: Span, *, phase: str, exercise: Exercise, said: bool
) -> Finding | None:
    """The fault of a stretch, if there is one; `leg` is empty for an exercise that is one hold,
    `told` is True where something is said of its pace or stillness already.

    A tremor has stops of its own, what lies between stops looks sudden, and a slip rings in the
    tremor's band. Of several it is the one that goes farthest beyond its limit; but bounces,
    which are in that band, too, come first.
    """
    asked = exercise.steadiness_faults()
    at = _At(span, phase, exercise, exercise.degree(one.steadiness.signal))
    unmeasured = {kind for kind, _ in one.steadiness.unmeasured}
    if said and one.tempo is None:
        return None
    hurried = said and span[1] - span[0] < LEAST_SHAKEN_S
    found = [finder(one, at) for finder in (() if hurried else _FINDERS[:2] if said else _FINDERS)]
    judged = [f for f in found if f and f.check in asked and f.check not in unmeasured]
    return max(judged, key=_beyond, default=None)


def _beyond(finding: Finding) -> tuple[bool, float]:
    assert finding.value is not None
    assert finding.limit
    return finding.check == "bouncing", finding.value / finding.limit


def _finding(fault: Fault, span: Span, value: float, limit: float, unit: str) -> Finding:
    return Finding(fault, *span, value, limit, unit)


def _bouncing(one: Measured, at: _At) -> Finding | None:
    steadiness = one.steadiness
    if one.bounced is None or (steadiness.swings or 0) < LEAST_SWINGS or steadiness.swing is None:
        return None
    limit = at.exercise.steadiness.swing_deg * at.degree
    return _finding("bouncing", one.bounced, steadiness.swing, limit, steadiness.unit)


def _shaking(one: Measured, at: _At) -> Finding | None:
    steadiness = one.steadiness
    long_hold = one.tempo is None and at.span[1] - at.span[0] >= LONG_S
    if steadiness.shaking is None or long_hold:
        return None
    limit = at.exercise.steadiness.shaking_deg * at.degree
    if one.tempo is None:
        limit *= HELD
    else:
        limit = way_shakes(steadiness, at.span[1] - at.span[0], limit)
    if steadiness.shaking <= max(limit, OVER_NOISE * one.floor.band):
        return None
    return _finding("shaking", at.span, steadiness.shaking, limit, steadiness.unit)


def way_shakes(steadiness: Steadiness, duration_s: float, limit: float) -> float:
    """From which amplitude on a way shakes, where in stillness it would be `limit`."""
    return limit + of_itself(steadiness.mean_per_s or 0.0, duration_s)


def _sudden(one: Measured, at: _At) -> Finding | None:
    tempo, gentle = one.tempo, GENTLE_DEG_PER_S * at.degree
    if tempo is None or tempo.peak_per_s < gentle:
        return None
    most = at.exercise.steadiness.suddenness
    shortest_s = at.exercise.shortest_s(at.phase, SHORTEST_S)
    if tempo.suddenness > most:
        limit = most * tempo.usual_per_s
    elif tempo.snap > SNAP and tempo.minimum_jerk_s < shortest_s:
        limit = 1.875 * tempo.distance / shortest_s
    else:
        return None
    when = max(at.span[0], tempo.peak_s - SLIP_S), min(at.span[1], tempo.peak_s + SLIP_S)
    unit = f"{one.steadiness.unit}/s"
    return _finding("sudden", when, tempo.peak_per_s, max(limit, gentle), unit)


def _halting(one: Measured, at: _At) -> Finding | None:
    stopped_s = sum(end_s - start_s for start_s, end_s in one.stops)
    limit_s = max(at.exercise.steadiness.stop_s, STOP_SHARE * (at.span[1] - at.span[0]))
    if stopped_s <= limit_s:
        return None
    when = (one.stops[0][0], one.stops[-1][1])
    return _finding("halting", when, stopped_s, limit_s, "s")


_FINDERS = (_bouncing, _shaking, _halting, _sudden)
