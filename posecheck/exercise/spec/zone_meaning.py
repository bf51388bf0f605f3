"""What can be wrong in the meaning of conditions: limits that no signal reaches, comparisons that
contradict each other, zones that are entered and left at once.

Each alternative of a condition is looked at as a box: a lowest and a highest value for each signal.
Signals may take any values together, as far as is known here. So two conditions over different
signals never contradict each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import inf, isfinite

from posecheck.exercise.spec import reach, zones
from posecheck.exercise.spec.schema import Exercise, enter_condition
from posecheck.exercise.spec.tables import ZoneSpec

Box = dict[str, tuple[float, float]]
"""Signal -> the values between which it lies, both left out."""


def problems(exercise: Exercise) -> Iterator[str]:
    """What is wrong, each with its place in the file."""
    for where, text in exercise.conditions():
        yield from _of_condition(exercise, where, text)
    for name, zone in exercise.zones.items():
        yield from _of_hysteresis(f"zones.{name}", zone)
    if exercise.rep:
        yield from _of_hysteresis("rep.attempt", exercise.rep.attempt)
    yield from _of_start_posture(exercise)
    yield from _of_way(exercise)


def _of_condition(exercise: Exercise, where: str, text: str) -> Iterator[str]:
    condition = zones.parse(text)
    for c in condition.comparisons:
        low, high = reach.of_signal(exercise, c.signal)
        if not low < c.limit < high:
            yield (
                f"{where}: {c.signal} is never beyond {c.limit:g}: "
                f"its values are {low:g} to {high:g}, so give a limit between them"
            )
    for group in condition.any_of:
        for signal, (low, high) in _box(group).items():
            if low >= high:
                yield (
                    f"{where}: can never be true: {signal} cannot be above {low:g} "
                    f"and below {high:g} at once"
                )


def _of_hysteresis(where: str, zone: str | ZoneSpec) -> Iterator[str]:
    """A zone may not be entered where it is left: it would come and go with every picture."""
    if isinstance(zone, ZoneSpec) and (both := _clash(zone.enter, zone.leave)):
        yield (
            f"{where}: enter and leave are both true where {_told(both)}: "
            "leave must be false wherever enter is true"
        )


def _of_start_posture(exercise: Exercise) -> Iterator[str]:
    """Whoever has taken the start posture must not have left it."""
    start = exercise.start_posture
    if start is None:
        return
    if not _may_meet(start.take, start.keep):
        yield "start_posture: take and keep can never be true at once"
    for signal, above, limit in _asked_everywhere(start.keep):
        for box in _boxes(start.take):
            low, high = box.get(signal, (-inf, inf))
            taken = low if above else high
            if isfinite(taken) and (taken < limit if above else taken > limit):
                sign = ">" if above else "<"
                yield (
                    f"start_posture.keep: {signal} {sign} {limit:g} may be false where take "
                    f"({signal} {sign} {taken:g}) is true: keep must ask for no more than take"
                )


def _of_way(exercise: Exercise) -> Iterator[str]:
    """The zones of a repetition, one after the other."""
    rep, start = exercise.rep, exercise.start_posture
    enter = {name: enter_condition(zone) for name, zone in exercise.zones.items()}
    if rep is None or start is None:
        return
    for name in dict.fromkeys(rep.through):
        if not _may_meet(start.keep, enter[name]):
            yield (
                f"zones.{name}: can never be entered: it contradicts start_posture.keep, which "
                "holds in all of a repetition"
            )
    if not _may_meet(start.take, enter[rep.through[0]]):
        yield f"zones.{rep.through[0]}: contradicts start_posture.take, but repetitions begin there"
    for before, after in zip(rep.through, rep.through[1:], strict=False):
        if before == after:
            yield f"rep.through: {before!r} follows itself: name the zone between"
        elif both := _clash(enter[before], enter[after]) or _clash(enter[after], enter[before]):
            yield (
                f"zones.{after}: is true in {before!r}, too, where {_told(both)}: "
                "zones that follow each other must not overlap"
            )
    if both := _clash(enter[rep.through[0]], enter_condition(rep.attempt)):
        yield (
            f"rep.attempt: is true in {rep.through[0]!r}, too, where {_told(both)}: "
            "nobody at rest attempts a repetition"
        )


def _box(group: Iterable[zones.Comparison]) -> Box:
    """What comparisons ask for together."""
    box: Box = {}
    for c in group:
        low, high = box.get(c.signal, (-inf, inf))
        box[c.signal] = (max(low, c.limit), high) if c.above else (low, min(high, c.limit))
    return box


def _boxes(text: str) -> list[Box]:
    return [_box(group) for group in zones.parse(text).any_of]


def _meeting(one: Box, other: Box) -> Box | None:
    """Where both are true; None where that is nowhere."""
    both = dict(one)
    for signal, (low, high) in other.items():
        own_low, own_high = both.get(signal, (-inf, inf))
        both[signal] = max(own_low, low), min(own_high, high)
    return both if all(low < high for low, high in both.values()) else None


def _may_meet(one: str, other: str) -> bool:
    """Whether two conditions can be true at once."""
    return any(_meeting(a, b) is not None for a in _boxes(one) for b in _boxes(other))


def _clash(one: str, other: str) -> Box | None:
    """Where both are true, as far as the first says anything of the other's signals.

    An alternative of the other that asks about a signal of its own stands for a moment at which
    something else has happened, too.
    """
    for a in _boxes(one):
        for b in _boxes(other):
            if b.keys() <= a.keys() and (both := _meeting(a, b)) is not None:
                return {signal: both[signal] for signal in b}
    return None


def _asked_everywhere(text: str) -> list[tuple[str, bool, float]]:
    """The comparisons that are in every alternative: signal, above or below, the mildest limit."""
    boxes = _boxes(text)
    found = []
    for signal in boxes[0]:
        lows = [box.get(signal, (-inf, inf))[0] for box in boxes]
        highs = [box.get(signal, (-inf, inf))[1] for box in boxes]
        found += [(signal, True, min(lows)), (signal, False, max(highs))]
    return [one for one in found if isfinite(one[2])]


def _told(box: Box) -> str:
    """A box as a condition.

    >>> _told({"hip_deg": (150.0, 163.0), "trunk_deg": (-inf, 5.0)})
    'hip_deg > 150 and hip_deg < 163 and trunk_deg < 5'
    """
    parts = []
    for signal, (low, high) in box.items():
        parts += [f"{signal} > {low:g}"] if isfinite(low) else []
        parts += [f"{signal} < {high:g}"] if isfinite(high) else []
    return " and ".join(parts)
