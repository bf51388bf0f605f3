"""Zones moved a little towards a person: the end of range comes nearer, rest gets room.

Never so far that something else would count. An end zone stays beyond `LEAST_SHARE` of its own
way from rest, beyond where an attempt begins and apart from where it is left; the zone of rest
stays short of where an attempt begins.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from posecheck.exercise.personal.end_of_range import shown_as
from posecheck.exercise.personal.profile import Rest
from posecheck.exercise.spec.schema import Exercise, enter_condition
from posecheck.exercise.spec.tables import EndOfRangeSpec, ZoneSpec
from posecheck.exercise.spec.zones import Comparison, Condition, parse, written
from posecheck.records import Side

LEAST_SHARE = 0.85
"""The farthest half repetition in the sample clips comes to 0.79 of the way to its zone."""

NOISES = 3.0
"""So many standard deviations of its trembling rest stays within its zone."""

ZoneText = str | ZoneSpec


@dataclass(frozen=True, slots=True)
class Aim:
    """Where an end zone may begin for a person: a signal, its value at rest, and at the end."""

    far: EndOfRangeSpec
    rest: float
    end: float


def nearer(zone: ZoneText, aim: Aim, *, attempt: ZoneText) -> ZoneText:
    """The zone with its beginning moved towards rest, where the person's end is before it.

    A zone that asks nothing of that signal in that direction stays as it is.
    """
    sign, above = aim.far.sign, aim.far.farther == "up"
    floors = [
        sign * limit for limit in _limits(enter_condition(attempt), aim.far.signal, above=above)
    ]
    left = leave_condition(zone)
    lefts = [sign * limit for limit in _limits(left, aim.far.signal, above=not above)]

    def moved(c: Comparison) -> Comparison:
        limit, rest = sign * c.limit, sign * aim.rest
        if c.signal != aim.far.signal or c.above != above or limit <= rest:
            return c
        apart = [(limit + each) / 2 for each in lefts]
        least = max([rest + LEAST_SHARE * (limit - rest), *floors, *apart])
        return replace(c, limit=sign * min(limit, max(least, sign * aim.end)))

    return _with(zone, enter=moved)


def roomier(exercise: Exercise, rest: Mapping[str, Rest], side: Side | None) -> dict[str, ZoneText]:
    """The zone in which repetitions begin, with room around where the person rests.

    Signals that are measured from rest have it already. Others move, with the way out of the
    zone, only where an attempt on the same signal bounds them.
    """
    assert exercise.rep is not None
    name = exercise.rep.through[0]
    zone, attempt = exercise.zones[name], enter_condition(exercise.rep.attempt)
    shifts: dict[tuple[str, bool], float] = {}
    for c in parse(enter_condition(zone)).comparisons:
        known = rest.get(shown_as(c.signal, side))
        if known is None or exercise.signals[c.signal].use == "from_rest":
            continue
        shift = _shift(zone, attempt, c, known, exercise.margin(c.signal))
        shifts[c.signal, c.above] = max(shift, shifts.get((c.signal, c.above), 0.0))

    def moved(c: Comparison, *, out: bool) -> Comparison:
        shift = shifts.get((c.signal, c.above != out), 0.0)
        return replace(c, limit=c.limit + (shift if c.above == out else -shift))

    return {
        name: _with(zone, enter=lambda c: moved(c, out=False), leave=lambda c: moved(c, out=True))
    }


def _shift(zone: ZoneText, attempt: str, c: Comparison, rest: Rest, margin: float) -> float:
    """How far one bound of the zone of rest may and need move outwards."""
    out = -1.0 if c.above else 1.0
    need = out * rest.value + margin + NOISES * rest.noise - out * c.limit
    ends = [out * limit for limit in _limits(leave_condition(zone), c.signal, above=not c.above)]
    end = max([*ends, out * c.limit + (0.0 if ends else margin)])
    stops = [out * limit - end for limit in _limits(attempt, c.signal, above=not c.above)]
    return max(0.0, min([need, *stops])) if stops else 0.0


def leave_condition(zone: ZoneText) -> str | None:
    """The condition under which a zone is left, where a file gives one."""
    return None if isinstance(zone, str) else zone.leave


def _limits(text: str | None, signal: str, *, above: bool) -> list[float]:
    """The limits that a condition sets to a signal in one direction."""
    comparisons = parse(text).comparisons if text else ()
    return [c.limit for c in comparisons if c.signal == signal and c.above == above]


def _with(
    zone: ZoneText,
    *,
    enter: Callable[[Comparison], Comparison],
    leave: Callable[[Comparison], Comparison] = lambda c: c,
) -> ZoneText:
    """The zone with each of its comparisons changed; the very same where none is."""
    if isinstance(zone, str):
        return _changed(zone, enter)
    return ZoneSpec(enter=_changed(zone.enter, enter), leave=_changed(zone.leave, leave))


def _changed(text: str, change: Callable[[Comparison], Comparison]) -> str:
    before = parse(text)
    after = Condition(tuple(tuple(change(c) for c in group) for group in before.any_of))
    return text if after == before else written(after)
