"""What can be wrong in the meaning of checks: limits that nothing can break, or nothing can
keep."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from posecheck.exercise.spec import reach
from posecheck.exercise.spec.schema import Exercise
from posecheck.motion.speed import HALF_WINDOW_S


def problems(exercise: Exercise) -> Iterator[str]:
    """What is wrong, each with its place in the file."""
    for i, check in enumerate(exercise.checks):
        found = [*_of_times(exercise, check), *_of_order(check)]
        if hasattr(check, "signal"):
            found += _of_limits(exercise, check)
        else:
            found += _of_duration(exercise, check)
        yield from (f"checks.{i}.{problem}" for problem in found)


def _of_times(exercise: Exercise, check: Any) -> Iterator[str]:
    for_s = getattr(check, "for_s", 0.0)
    if for_s < 0:
        yield f"for_s: {for_s:g} s is no time; allowed is 0 s and more"
    longest_s = _longest_s(exercise, check.during)
    if longest_s is not None and for_s >= longest_s:
        yield (
            f"for_s: {for_s:g} s is as long as {check.during!r} itself ({longest_s:g} s): nothing "
            "could be found; give less"
        )


def _longest_s(exercise: Exercise, window: str) -> float | None:
    """How long a window should last at most, as far as the file says."""
    limits_s = [c.at_most_s for c in exercise.checks if c.use == "lasts" and c.during == window]
    if _is_held(exercise, window):
        limits_s.append(exercise.dose.hold_s)
    if exercise.rep and window == "rep":
        limits_s.append(exercise.rep.most_s)
    return min((limit_s for limit_s in limits_s if limit_s is not None), default=None)


def _is_held(exercise: Exercise, window: str) -> bool:
    """Whether a window is the hold of which the dose speaks."""
    return exercise.hold is not None or bool(exercise.rep and window in exercise.rep.holds)


def _of_order(check: Any) -> Iterator[str]:
    """Of two limits between which something has to stay. `reaches` asks for both ends of a way."""
    for low, high in (("min", "max"), ("at_least_s", "at_most_s")):
        least, most = getattr(check, low, None), getattr(check, high, None)
        if least is not None and most is not None and least >= most:
            yield f"{low}: {least:g} is not below {high} ({most:g}): nothing lies between them"


def _of_limits(exercise: Exercise, check: Any) -> Iterator[str]:
    """Limits of a signal, within what it can reach."""
    low, high = reach.of_signal(exercise, check.signal)
    speed = (high - low) / (2 * HALF_WINDOW_S)
    within = dict.fromkeys(("min", "max", "at_least", "at_most"), (low, high))
    within |= {
        "drop": (0.0, high - low),
        "within": (0.0, high - low),
        "at_most_per_s": (0.0, speed),
    }
    unit = exercise.unit(check.signal)
    for key, (least, most) in within.items():
        value = getattr(check, key, None)
        if value is not None and not least < value < most:
            yield (
                f"{key}: {value:g} is beyond what {check.signal} can do; "
                f"allowed is more than {least:g} and less than {most:g} ({unit})"
            )


def _of_duration(exercise: Exercise, check: Any) -> Iterator[str]:
    least_s, most_s, aim_s = check.at_least_s, check.at_most_s, check.aim_s
    for key, value_s in (("at_least_s", least_s), ("at_most_s", most_s)):
        if value_s is not None and value_s <= 0:
            yield f"{key}: {value_s:g} s is no duration; allowed is more than 0 s"
    held_s = exercise.dose.hold_s if _is_held(exercise, check.during) else None
    if held_s is not None and least_s is not None and least_s > held_s:
        yield f"at_least_s: {least_s:g} s is more than dose.hold_s asks for ({held_s:g} s)"
    if held_s is not None and most_s is not None and most_s < held_s:
        yield f"at_most_s: {most_s:g} s is less than dose.hold_s asks for ({held_s:g} s)"
    longest_s = exercise.rep.most_s if exercise.rep else None
    if longest_s is not None and least_s is not None and least_s >= longest_s:
        yield f"at_least_s: {least_s:g} s is longer than a repetition may be ({longest_s:g} s)"
    if aim_s is not None:
        yield from _of_aim(aim_s, least_s, most_s)


def _of_aim(aim_s: float, least_s: float | None, most_s: float | None) -> Iterator[str]:
    if least_s is None:
        yield "aim_s: no check uses it: it is told to whoever is below at_least_s"
    elif aim_s <= least_s:
        yield f"aim_s: {aim_s:g} s is not above at_least_s ({least_s:g} s)"
    if most_s is not None and aim_s > most_s:
        yield f"aim_s: {aim_s:g} s is above at_most_s ({most_s:g} s)"
