"""A file with something wrong in its meaning is refused, with the place and what is allowed."""

from __future__ import annotations

import copy
import doctest
import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.spec import meaning, reach, zone_meaning
from posecheck.exercise.spec.catalogue import Catalogue, checked, load
from posecheck.exercise.spec.schema import Exercise
from posecheck.motion.signals import KINDS

FOLDER = Catalogue().folder
IDS = Catalogue().ids()

Data = dict[str, Any]
Way = tuple[str | int, ...]
"""The keys that lead to a value."""

Wrong = tuple[str, dict[Way, Any]]
"""A part of what has to be said about it, and the values that are put in."""


@pytest.mark.parametrize("exercise_id", IDS)
def test_every_exercise_is_right(exercise_id: str) -> None:
    """Those that come with posecheck."""
    assert meaning.problems(exercise(exercise_id)) == ()


@pytest.mark.parametrize("module", [meaning, zone_meaning])
def test_examples_hold(module: Any) -> None:
    """The examples in the docstrings are true."""
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0


def test_every_kind_of_signal_has_its_reach() -> None:
    """A new kind needs one, too."""
    assert set(reach.OF_KIND) == set(KINDS)


@cache
def exercise(exercise_id: str) -> Exercise:
    return load(FOLDER / f"{exercise_id}.toml")


def read(exercise_id: str) -> Data:
    return tomllib.loads((FOLDER / f"{exercise_id}.toml").read_text(encoding="utf-8"))


def leaves(value: Any, way: Way = ()) -> Iterator[tuple[Way, Any]]:
    """Every value in a file, with the keys that lead to it."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from leaves(one, (*way, key))
    elif isinstance(value, list):
        for i, one in enumerate(value):
            yield from leaves(one, (*way, i))
    else:
        yield way, value


def shown(way: Way) -> str:
    """A place as errors name it, up to where the kind of a check or signal would follow."""
    deep = way[:2] if way[0] in ("checks", "signals") else way
    return ".".join(map(str, deep))


def numbers(data: Data) -> Iterator[tuple[Way, float]]:
    for way, value in leaves(data):
        if isinstance(value, int | float) and not isinstance(value, bool):
            yield way, value


def no_number(data: Data) -> Iterator[Wrong]:
    """TOML has nan and inf, and true is no number."""
    for way, _ in numbers(data):
        for value in (float("nan"), float("inf"), -float("inf"), True, 10**400):
            yield shown(way), {way: value}


def no_time(data: Data) -> Iterator[Wrong]:
    for way, _ in numbers(data):
        if str(way[-1]).endswith("_s"):
            least = 0 if way[-1] not in ("for_s", "passing_s") else -0.1
            for value in (-5, least, 3601.0):
                yield shown(way), {way: value}


def no_count(data: Data) -> Iterator[Wrong]:
    for key, most in (("sets", meaning.MOST_SETS), ("reps", meaning.MOST_REPS)):
        for value in (0, -3, 2.5, most + 1):
            yield f"dose.{key}", {("dose", key): value}


def no_dose_of_time(data: Data) -> Iterator[Wrong]:
    yield "dose.hold_s", {("dose", "hold_s"): 0}
    if "rep" in data and not data["rep"].get("holds"):
        yield "dose.hold_s", {("dose", "hold_s"): 5}


def checks(data: Data) -> Iterator[tuple[int, Data, Way]]:
    for i, check in enumerate(data.get("checks", [])):
        yield i, check, ("checks", i)


def turned_limits(data: Data) -> Iterator[Wrong]:
    for i, check, way in checks(data):
        for low, high in (("min", "max"), ("at_least_s", "at_most_s")):
            for given_key, other in ((low, high), (high, low)):
                if given_key in check:
                    beyond = -0.001 if other == high else 0.001
                    values = {(*way, other): check[given_key] + beyond}
                    yield f"checks.{i}.{low}", values


def out_of_reach(data: Data) -> Iterator[Wrong]:
    right = exercise(data["id"])
    for i, check, way in checks(data):
        for key in ("min", "max", "at_least", "at_most"):
            if key in check:
                low, high = reach.of_signal(right, check["signal"])
                for value in (low - 1, low, high, high + 1, 400.0, -400.0, 10**6):
                    yield f"checks.{i}", {(*way, key): value}
        for key in ("drop", "within", "at_most_per_s"):
            if key in check:
                for value in (0, -2, 10**6):
                    yield f"checks.{i}.{key}", {(*way, key): value}


def conditions(data: Data) -> Iterator[tuple[str, Way, str]]:
    """Every condition: its place, its way, its text."""
    for name, zone in data["zones"].items():
        if isinstance(zone, str):
            yield f"zones.{name}", ("zones", name), zone
        else:
            for key in ("enter", "leave"):
                yield f"zones.{name}", ("zones", name, key), zone[key]
    for key in ("take", "keep"):
        if "start_posture" in data:
            yield f"start_posture.{key}", ("start_posture", key), data["start_posture"][key]
    if "rep" in data and isinstance(data["rep"]["attempt"], str):
        yield "rep.attempt", ("rep", "attempt"), data["rep"]["attempt"]


COMPARISON = re.compile(r"(\w+) ([<>]) (-?[\d.]+)")


def limit_out_of_reach(data: Data) -> Iterator[Wrong]:
    right = exercise(data["id"])
    for place, way, text in conditions(data):
        for found in COMPARISON.finditer(text):
            low, high = reach.of_signal(right, found[1])
            for value in (low - 1, low, high, high + 1):
                new = f"{found[1]} {found[2]} {value}"
                yield place, {way: text[: found.start()] + new + text[found.end() :]}


def infinite_limit(data: Data) -> Iterator[Wrong]:
    for place, way, text in conditions(data):
        for found in COMPARISON.finditer(text):
            for value in ("1e999", "nan", "True", "9" * 400):
                start, end = found.span(3)
                yield place, {way: text[:start] + value + text[end:]}


def contradiction(data: Data) -> Iterator[Wrong]:
    """Every alternative contradicts itself."""
    for place, way, text in conditions(data):
        signal, _, limit = COMPARISON.search(text).groups()  # type: ignore[union-attr]
        never = f"({text}) and {signal} > {limit} and {signal} < {limit}"
        yield f"{place}: can never be true", {way: never}


def broken_hysteresis(data: Data) -> Iterator[Wrong]:
    """The zone is left where it is entered, or on its other side, too."""
    for name, zone in data["zones"].items():
        enter = zone if isinstance(zone, str) else zone["enter"]
        signal, sign, limit = COMPARISON.search(enter).groups()  # type: ignore[union-attr]
        back = "<" if sign == ">" else ">"
        nudge = 0.001 if sign == ">" else -0.001
        for leave in (enter, f"{signal} {sign} {limit}", f"{signal} {back} {float(limit) + nudge}"):
            yield (
                f"zones.{name}: enter and leave",
                {("zones", name): {"enter": enter, "leave": leave}},
            )


def keep_asks_for_more(data: Data) -> Iterator[Wrong]:
    if "start_posture" not in data:
        return
    take, keep = (data["start_posture"][key] for key in ("take", "keep"))
    for found in COMPARISON.finditer(take):
        if " or " not in take:
            limit = float(found[3]) + (0.01 if found[2] == ">" else -0.01)
            asked = f"({keep}) and {found[1]} {found[2]} {limit}"
            yield "start_posture", {("start_posture", "keep"): asked}


def zones_of_a_way(data: Data) -> Iterator[Wrong]:
    if "rep" not in data:
        return
    first, second = data["rep"]["through"][:2]
    enter = [z if isinstance(z := data["zones"][n], str) else z["enter"] for n in (first, second)]
    yield f"zones.{second}", {("zones", second): enter[0]}
    yield "rep.attempt", {("rep", "attempt"): enter[0]}
    twice = [first, first, *data["rep"]["through"][1:]]
    phases = ["one", "more", *data["rep"]["phases"]]
    yield "rep.through", {("rep", "through"): twice, ("rep", "phases"): phases}


def no_such_phase(data: Data) -> Iterator[Wrong]:
    for i, _, way in checks(data):
        yield f"checks.{i}.during", {(*way, "during"): "somewhere"}
    if "rep" in data:
        yield "rep.holds", {("rep", "holds"): {data["rep"]["phases"][1]: "nowhere"}}
        yield "steadiness.not_during", {("steadiness",): {"not_during": ["x"], "because": "y"}}


def longer_than_the_hold(data: Data) -> Iterator[Wrong]:
    held_s = data["dose"].get("hold_s")
    holds = {data["hold"]["zone"]} if "hold" in data else set(data["rep"].get("holds", {}))
    for i, check, way in checks(data):
        if held_s and check["during"] in holds:
            if "signal" in check and check["use"] != "reaches":
                yield f"checks.{i}.for_s", {(*way, "for_s"): held_s}
            if check["use"] == "lasts":
                yield f"checks.{i}.at_least_s", {(*way, "at_least_s"): held_s + 0.1}


def too_much_to_say(data: Data) -> Iterator[Wrong]:
    long = "Slowly, please. " * 11
    for way, _ in leaves(data):
        if "say" in way:
            place = ".".join(map(str, way))
            yield f"{place}: 22 words", {way: long}
            yield shown(way).removesuffix(".say"), {way: ""}
            yield f"{place}: ' ... ' has no words", {way: " ... "}


def names_twice(data: Data) -> Iterator[Wrong]:
    ids = [check["id"] for check in data.get("checks", [])]
    for i, one in enumerate(ids[1:], 1):
        yield f"checks.{i}.id", {("checks", i, "id"): ids[0] if one != ids[0] else one}
    for way, _ in leaves(data):
        if way[-1] == "id" and way[0] in ("rep", "hold"):
            place = ".".join(map(str, way))
            yield place, {way: "halting"}
            if ids:
                yield place, {way: ids[-1]}
    if "rep" in data:
        phases = ["rep", *data["rep"]["phases"][1:]]
        during: dict[Way, Any] = {(*way, "during"): "rep" for _, _, way in checks(data)}
        values = {("rep", "phases"): phases, ("rep", "drivers"): {}, ("steadiness",): {}}
        yield "rep.phases", values | during
    view = data["view"] if isinstance(data["view"], str) else data["view"][0]
    yield "view", {("view",): [view, view], ("camera",): "In front."}
    yield f"looks_like.{data['id']}", {("looks_like",): {data["id"]: "It is."}}


def unused(data: Data) -> Iterator[Wrong]:
    zone = next(iter(data["zones"].values()))
    yield "zones.nobodys: no repetition or hold", {("zones", "nobodys"): zone}
    for i, check, way in checks(data):
        if check["use"] == "lasts":
            least_s = check.get("at_least_s")
            if least_s:
                yield f"checks.{i}.aim_s", {(*way, "aim_s"): least_s}
            else:
                yield f"checks.{i}.aim_s: no check uses it", {(*way, "aim_s"): 2}
    limits = {"off": ["halting"], "stop_s": 0.5, "because": "So."}
    yield "steadiness.stop_s: no check uses it", {("steadiness",): limits}


def same_points(data: Data) -> Iterator[Wrong]:
    for name, spec in data["signals"].items():
        if "at" in spec:
            first, *others = spec["at"]
            yield f"signals.{name}", {("signals", name, "at"): [first, first, *others[1:]]}
        if spec["use"] == "difference":
            yield f"signals.{name}", {("signals", name, "minus"): spec["of"]}


KINDS_OF_WRONG: tuple[Callable[[Data], Iterator[Wrong]], ...] = (
    no_number, no_time, no_count, no_dose_of_time, turned_limits, out_of_reach,
    limit_out_of_reach, infinite_limit, contradiction, broken_hysteresis, keep_asks_for_more,
    zones_of_a_way, no_such_phase, longer_than_the_hold, too_much_to_say, names_twice, unused,
    same_points,
)  # fmt: skip


@cache
def wrongs(exercise_id: str, kind: Callable[[Data], Iterator[Wrong]]) -> tuple[Wrong, ...]:
    return tuple(kind(read(exercise_id)))


def changed(data: Data, values: dict[Way, Any]) -> Data:
    new = copy.deepcopy(data)
    for way, value in values.items():
        table: Any = new
        for key in way[:-1]:
            table = table[key]
        table[way[-1]] = value
    return new


@pytest.mark.parametrize("kind", KINDS_OF_WRONG, ids=lambda k: k.__name__)
@settings(max_examples=80)
@given(draw=st.data())
def test_one_wrong_thing_anywhere_is_named(
    kind: Callable[[Data], Iterator[Wrong]], draw: st.DataObject
) -> None:
    """In any exercise that there is, wherever it fits."""
    fitting = [i for i in IDS if wrongs(i, kind)]
    exercise_id = draw.draw(st.sampled_from(fitting))
    said, values = draw.draw(st.sampled_from(wrongs(exercise_id, kind)))
    path = FOLDER / f"{exercise_id}.toml"
    with pytest.raises(PosecheckError) as caught:
        checked(changed(read(exercise_id), values), path)
    assert caught.value.code is ExitCode.BAD_EXERCISE
    assert caught.value.where == str(path)
    assert said in caught.value.what


@pytest.mark.parametrize("key", ["sets", "reps"])
def test_a_number_of_400_digits_is_refused_wherever_doses_are_compared(key: str) -> None:
    exercise_id = next(one for one in IDS if read(one).get("plan", {}).get("begin"))
    huge = changed(read(exercise_id), {("plan", "begin", key): 10**400})
    with pytest.raises(PosecheckError) as caught:
        checked(huge, FOLDER / f"{exercise_id}.toml")
    assert caught.value.code is ExitCode.BAD_EXERCISE
    assert f"plan.begin.{key}" in caught.value.what
    assert len(caught.value.what) < 500


@pytest.mark.parametrize("kind", KINDS_OF_WRONG, ids=lambda k: k.__name__)
def test_every_kind_of_wrong_thing_fits_several_exercises(
    kind: Callable[[Data], Iterator[Wrong]],
) -> None:
    """Otherwise the test above would try next to nothing."""
    assert sum(bool(wrongs(i, kind)) for i in IDS) > 2


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    """Nobody likes to correct it one after the other."""
    text = (FOLDER / "hip-bridge.toml").read_text()
    text = text.replace("max = 190", "max = 390").replace("at_least_s = 3.4", "at_least_s = -5")
    path = tmp_path / "hip-bridge.toml"
    path.write_text(text.replace("hip_deg < 140 or", "hip_deg < 170 or"))
    with pytest.raises(PosecheckError) as caught:
        load(path)
    for place in ("checks.0.max", "checks.2.at_least_s", "zones.up"):
        assert place in str(caught.value)
    assert "allowed is more than 0 and less than 360" in str(caught.value)


@pytest.mark.parametrize("deep", ["(" * 900 + "hip_deg > 1" + ")" * 900,
                                  " and ".join(["(hip_deg > 1 or hip_deg < 0)"] * 40)])  # fmt: skip
def test_a_condition_is_not_read_at_any_price(deep: str) -> None:
    """Forty alternatives twice over would be a million million."""
    data = changed(read("hip-bridge"), {("rep", "attempt"): deep})
    with pytest.raises(PosecheckError, match=r"rep\.attempt"):
        checked(data, FOLDER / "hip-bridge.toml")


@pytest.mark.parametrize(
    ("exercise_id", "key", "value", "said"),
    [
        ("cat-cow", "goal", {"hold_s": 5}, "plan.goal.hold_s: nothing is held"),
        ("cat-cow", "begin", {"reps": 9}, "plan.begin.reps: 9 is more than the goal (8)"),
        ("plank", "goal", {"hold_s": 2}, "plan.begin.hold_s: 3 is more than the goal (2)"),
        ("cat-cow", "goal", {"reps": 2000}, "plan.goal.reps: 2000 are more"),
        ("cat-cow", "areas", ["neck", "neck"], "plan.areas: names one twice"),
        ("cat-cow", "areas", ["back"], "plan.areas.0"),
        ("cat-cow", "cautions", [{"ask_with": [], "because": "x"}], "plan.cautions.0.ask_with"),
    ],
)
def test_what_plans_are_told_has_a_meaning(
    exercise_id: str, key: str, value: object, said: str
) -> None:
    """The doses between which a plan grows, and whom the exercise is for."""
    data = read(exercise_id)
    data["plan"][key] = value
    with pytest.raises(PosecheckError, match=re.escape(said)):
        checked(data, FOLDER / f"{exercise_id}.toml")
