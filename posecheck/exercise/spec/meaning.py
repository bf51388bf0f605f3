"""What an exercise file can get wrong in its meaning, though each of its keys is allowed.

Every function gives its problems as "place: what is wrong, what is allowed".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from posecheck.exercise.spec import check_meaning, zone_meaning
from posecheck.exercise.spec.schema import Exercise
from posecheck.exercise.spec.steadiness_table import FAULTS
from posecheck.exercise.spec.tables import Dose

MOST_S = 3600.0
"""No time in an exercise is longer: the longest sessions here take half an hour."""

MOST_REPS = 1000
MOST_SETS = 100
"""Nobody does more in one session: the sources ask for up to 30 repetitions and 3 sets."""

MOST_STEPS_PER_MIN = 300.0
"""A sprinter makes 4.5 to 5 steps a second."""

MOST_WORDS = 20
"""The most words of a sentence that is spoken, which take 8 s at 150 words a minute. After 8 s the
same fault may be spoken of again."""

LIMIT_OF = {
    "halting": "stop_s",
    "sudden": "suddenness",
    "shaking": "shaking_deg",
    "bouncing": "swing_deg",
}
"""Fault of steadiness -> the key of its limit."""


def problems(exercise: Exercise) -> tuple[str, ...]:
    """All that is wrong in the meaning of an exercise; empty where nothing is."""
    looks: tuple[Callable[[Exercise], Iterator[str]], ...] = (
        _of_times, _of_dose, _of_plan, _of_rep, _of_hold, _of_signals, check_meaning.problems,
        zone_meaning.problems, _of_steadiness, _of_names, _of_words,
    )  # fmt: skip
    return tuple(dict.fromkeys(problem for look in looks for problem in look(exercise)))


def yes_or_no(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The places of `true` and `false` in a file as it was read: no key has such a value."""
    found = (where for where, value in _leaves(data) if isinstance(value, bool))
    return tuple(f"{where}: true and false are allowed nowhere" for where in found)


def _leaves(value: Any, where: str = "") -> Iterator[tuple[str, Any]]:
    """Every number and text with its place."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield from _leaves(one, f"{where}.{key}" if where else str(key))
    elif isinstance(value, list | tuple):
        for i, one in enumerate(value):
            yield from _leaves(one, f"{where}.{i}")
    elif value is not None:
        yield where, value


def _of_times(exercise: Exercise) -> Iterator[str]:
    for where, value in _leaves(exercise.model_dump()):
        if where.rpartition(".")[2].endswith("_s") and isinstance(value, float) and value > MOST_S:
            yield f"{where}: {value:g} s is no time in an exercise; allowed is up to {MOST_S:g} s"


def _of_dose(exercise: Exercise) -> Iterator[str]:
    yield from of_dose(exercise, exercise.dose, "dose")


def _of_plan(exercise: Exercise) -> Iterator[str]:
    """The doses between which a plan grows."""
    plan = exercise.plan
    if plan is None:
        return
    for key, dose in (("begin", plan.begin), ("goal", plan.goal)):
        yield from of_dose(exercise, dose, f"plan.{key}")
    goal = plan.goal or exercise.dose
    for name in ("sets", "reps", "hold_s") if plan.begin else ():
        first, last = getattr(plan.begin, name), getattr(goal, name)
        if first is not None and last is not None and first > last:
            yield f"plan.begin.{name}: {first:g} is more than the goal ({last:g})"
    for key in ("areas", "needs", "demands"):
        if len(set(getattr(plan, key))) < len(getattr(plan, key)):
            yield f"plan.{key}: names one twice"


def of_dose(exercise: Exercise, dose: Dose | None, where: str) -> Iterator[str]:
    """What is wrong with a dose of that exercise; `where` is its place in the file."""
    if dose is None:
        return
    for key, count, most in (("sets", dose.sets, MOST_SETS), ("reps", dose.reps, MOST_REPS)):
        if count is not None and count > most:
            yield f"{where}.{key}: {count} are more than anybody does; allowed is up to {most}"
    if dose.hold_s is not None and not exercise.times_holds:
        yield f"{where}.hold_s: nothing is held: name the pause in rep.holds, or leave this out"


def _of_rep(exercise: Exercise) -> Iterator[str]:
    rep = exercise.rep
    if rep is None:
        return
    if rep.least_s is not None and rep.most_s is not None and rep.least_s >= rep.most_s:
        yield f"rep.least_s: {rep.least_s:g} s is not below most_s ({rep.most_s:g} s)"
    if rep.most_s is not None and rep.passing_s >= rep.most_s:
        yield f"rep.passing_s: {rep.passing_s:g} s is not below most_s ({rep.most_s:g} s)"
    if pace := rep.cadence:
        least, most = pace.at_least_per_min, pace.at_most_per_min
        if least is not None and most is not None and least >= most:
            yield f"rep.cadence.at_least_per_min: {least:g} is not below at_most_per_min ({most:g})"
        for key, value in (("at_least_per_min", least), ("at_most_per_min", most)):
            if value is not None and value > MOST_STEPS_PER_MIN:
                yield (
                    f"rep.cadence.{key}: nobody makes {value:g} steps a minute; "
                    f"allowed is up to {MOST_STEPS_PER_MIN:g}"
                )


def _of_hold(exercise: Exercise) -> Iterator[str]:
    hold, goal_s = exercise.hold, exercise.dose.hold_s
    if hold is not None and goal_s is not None and hold.least_s > goal_s:
        yield f"hold.least_s: {hold.least_s:g} s is more than dose.hold_s ({goal_s:g} s)"


def _of_signals(exercise: Exercise) -> Iterator[str]:
    """A signal between a point and itself has no value."""
    for name, spec in exercise.signals.items():
        if spec.use == "from_rest":
            continue
        keys = (
            ("of", "minus") if spec.use == "difference" else ("at", "of", "over", "line", "behind")
        )
        named: list[str] = []
        for key in keys:
            value = getattr(spec, key, ())
            named += [value] if isinstance(value, str) else value
        for point in dict.fromkeys(named):
            if named.count(point) > 1:
                yield f"signals.{name}: names {point!r} twice; it needs different ones"


def _of_steadiness(exercise: Exercise) -> Iterator[str]:
    spec = exercise.steadiness
    judged = exercise.steadiness_faults()
    for fault in FAULTS:
        key = LIMIT_OF[fault]
        if fault in judged:
            continue
        if key in spec.model_fields_set:
            yield f"steadiness.{key}: no check uses it: {fault!r} is not judged here"
        if fault in spec.say:
            yield f"steadiness.say.{fault}: is never said: {fault!r} is not judged here"
    for key, value in (("shaking_deg", spec.shaking_deg), ("swing_deg", spec.swing_deg)):
        if value >= 180:
            yield f"steadiness.{key}: {value:g}° is no tremor of a body; allowed is below 180°"
    for key, names in (("off", spec.off), ("not_during", spec.not_during)):
        if len(set(names)) < len(names):
            yield f"steadiness.{key}: names one twice"


def _of_names(exercise: Exercise) -> Iterator[str]:
    rep = exercise.rep
    if rep:
        used = {*rep.through, *rep.holds.values()}
    else:
        used = {exercise.hold.zone} if exercise.hold else set()
    for zone in exercise.zones:
        if zone not in used:
            yield f"zones.{zone}: no repetition or hold uses it"
    yield from _of_ids(exercise)
    if rep and "rep" in rep.phases:
        yield 'rep.phases: "rep" stands for the whole repetition; give the phase another name'
    for where, name in _phases_named(exercise):
        if rep and rep.phases.count(name) > 1:
            yield f"{where}: {name!r} is the name of two phases; give each its own"
    if len(set(exercise.view)) < len(exercise.view):
        yield "view: names one twice"
    for key in ("contains", "looks_like"):
        if exercise.id in getattr(exercise, key):
            yield f"{key}.{exercise.id}: is this exercise itself"


def _of_ids(exercise: Exercise) -> Iterator[str]:
    """Every fault has an id of its own. Checks have been compared with each other before."""
    taken = {check.id: f"checks.{i}" for i, check in enumerate(exercise.checks)}
    tables: list[tuple[str, Any]] = []
    if rep := exercise.rep:
        tables = [("rep.half", rep.half), ("rep.left_out", rep.left_out)]
        tables += [("rep.cadence", rep.cadence)]
    elif exercise.hold:
        tables = [("hold.interrupted", exercise.hold.interrupted)]
    for where, table in tables:
        if table is None:
            continue
        if table.id in FAULTS:
            yield f"{where}.id: {table.id!r} is a fault of steadiness; give another id"
        if table.id in taken:
            yield f"{where}.id: {table.id!r} is taken by {taken[table.id]}"
        taken[table.id] = where


def _phases_named(exercise: Exercise) -> Iterator[tuple[str, str]]:
    """Where phases are named outside `rep.phases`, and which."""
    for i, check in enumerate(exercise.checks):
        yield f"checks.{i}.during", check.during
    if rep := exercise.rep:
        yield from (("rep.holds", name) for name in rep.holds)
        yield from (("rep.drivers", name) for name in rep.drivers)
        for i, end in enumerate(rep.end_of_range):
            yield f"rep.end_of_range.{i}.during", end.during


def _of_words(exercise: Exercise) -> Iterator[str]:
    for where, text in _leaves(exercise.model_dump()):
        if not isinstance(text, str) or where.startswith(("signals.", "zones.")):
            continue
        key = where.rpartition(".")[2]
        if text and not any(c.isalnum() for c in text):
            yield f"{where}: {text!r} has no words"
        if (key == "say" or ".say." in where) and (long := too_long(text)):
            yield f"{where}: {long}"


def too_long(text: str) -> str | None:
    """What is wrong with a text that takes too long to be spoken; None where it does not.

    >>> too_long("Come up more slowly.")
    >>> too_long("slowly " * 21)
    '21 words are too many to be spoken; allowed are 20'
    """
    count = len(text.split())
    if count <= MOST_WORDS:
        return None
    return f"{count} words are too many to be spoken; allowed are {MOST_WORDS}"
