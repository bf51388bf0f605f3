"""Zone shifts: limits of zones move a little towards a person.

An end zone begins earlier, and the zone of rest gets wider, but never so far that something else
would count. The limit of an end zone keeps `LEAST_SHARE` of its own distance from rest. It stays
beyond the attempt's limit, and apart from the limit that leaves the zone. The zone of rest ends
before the attempt's limit.
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
"""The limit of an end zone keeps at least this share of its distance from rest. The farthest half
repetition in the sample clips reaches 0.79 of it."""

NOISES = 3.0
"""The resting value has room for this many standard deviations of its noise within its zone."""

ZoneText = str | ZoneSpec


@dataclass(frozen=True, slots=True)
class Aim:
    """Where an end zone may begin for a person."""

    spec: EndOfRangeSpec
    rest: float
    """The signal's resting value."""
    end: float
    """The value at which the zone may begin."""


def nearer(zone: ZoneText, aim: Aim, *, attempt: ZoneText) -> ZoneText:
    """The end zone with its limit moved towards rest, if the person's end lies before it.

    A zone that asks nothing of that signal in that direction stays as it is.
    """
    signal, sign, above = aim.spec.signal, aim.spec.sign, aim.spec.farther == "up"
    attempts = [sign * limit for limit in _limits(enter_condition(attempt), signal, above=above)]
    leaves = [sign * limit for limit in _limits(leave_condition(zone), signal, above=not above)]

    def moved(c: Comparison) -> Comparison:
        limit, rest = sign * c.limit, sign * aim.rest
        if c.signal != signal or c.above != above or limit <= rest:
            return c
        apart = [(limit + leave) / 2 for leave in leaves]
        least = max([rest + LEAST_SHARE * (limit - rest), *attempts, *apart])
        return replace(c, limit=sign * min(limit, max(least, sign * aim.end)))

    return _with(zone, enter=moved)


def roomier(exercise: Exercise, rest: Mapping[str, Rest], side: Side | None) -> dict[str, ZoneText]:
    """The zone of rest, by its name, with room around the person's resting values.

    Signals that are measured from rest need none. The limit of another signal moves, together with
    the limit that leaves the zone, only if the attempt has a limit on the same signal.
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
    """How far one limit of the zone of rest moves outwards: as needed, but not to the attempt."""
    out = -1.0 if c.above else 1.0
    need = out * rest.value + margin + NOISES * rest.noise - out * c.limit
    leaves = [out * limit for limit in _limits(leave_condition(zone), c.signal, above=not c.above)]
    outermost = max([*leaves, out * c.limit + (0.0 if leaves else margin)])
    room = [out * limit - outermost for limit in _limits(attempt, c.signal, above=not c.above)]
    return max(0.0, min([need, *room])) if room else 0.0


def leave_condition(zone: ZoneText) -> str | None:
    """The condition under which a zone is left; None where the file gives none."""
    return None if isinstance(zone, str) else zone.leave


def _limits(text: str | None, signal: str, *, above: bool) -> list[float]:
    """The limits of a signal in a condition, in one direction."""
    comparisons = parse(text).comparisons if text else ()
    return [c.limit for c in comparisons if c.signal == signal and c.above == above]


def _with(
    zone: ZoneText,
    *,
    enter: Callable[[Comparison], Comparison],
    leave: Callable[[Comparison], Comparison] = lambda c: c,
) -> ZoneText:
    """The zone with its comparisons changed. A text in which none changes stays as it is."""
    if isinstance(zone, str):
        return _changed(zone, enter)
    return ZoneSpec(enter=_changed(zone.enter, enter), leave=_changed(zone.leave, leave))


def _changed(text: str, change: Callable[[Comparison], Comparison]) -> str:
    before = parse(text)
    after = Condition(tuple(tuple(change(c) for c in group) for group in before.any_of))
    return text if after == before else written(after)
