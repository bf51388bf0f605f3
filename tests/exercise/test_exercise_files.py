"""The words and the signals in the exercise files of the catalogue, over all of them."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[2] / "exercises"
FILES = sorted(FOLDER.glob("*.toml"))
EVERY_FILE = pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])

SCHEMA_LINE = "#:schema ../docs/exercise.schema.json"
MOST_WORDS_SPOKEN = 14
FEWEST_WORDS_OF_A_REASON = 4
OLD_WORDS = ("control", "lane", "partial", "passage", "told", "trail", "ways")
"""Words that the glossary has replaced, and that nothing else in these files needs."""

HAS_ANOTHER_MEANING = {
    ("arm_deg", "cat-cow"): "the arm carries the body, so it is read upwards from the hand",
    ("arm_deg", "childs-pose"): "the angle between trunk and arm, not a slope",
    ("ear_trunk", "standing-roll-down"): "how high the ear is, not how far away",
    ("hand_trunk", "rhomboid-stretch"): "how far ahead the hand is, not how near to the foot",
    ("hand_trunk", "side-lunge-reach"): "how near to the foot the hand is, not how high",
    ("head_trunk", "crunch"): "how high the head is over the shoulder, not over the hip",
    ("hip_deg", "hip-bridge"): "goes past straight, for an arched back",
    ("hip_deg", "pelvic-tilt"): "goes past straight, for an arched back",
    ("hip_height_trunk", "plank"): "over the line from elbow to ankle, not over the knee",
    ("lean_deg", "lat-side-stretch"): "away from the counted side, which is that of the lifted arm",
    (
        "shoulder_trunk",
        "foam-roll-upper-back",
    ): "how high the shoulder is over the ankle, not over the hip",
    ("shoulder_trunk", "rhomboid-stretch"): "how far ahead the shoulder is, not how high",
    ("tall_deg", "side-lunge-reach"): "of the line between the middles, not the mean of both sides",
    ("thigh_deg", "cat-cow"): "the thigh carries the body, so it is read upwards from the knee",
    ("thigh_deg", "childs-pose"): "kneeling, so it is read upwards from the knee",
}
"""Signals that share a name with those of other files and mean another number; with the reason.
Reports and traces of earlier sessions have these names, so they stay."""


def content(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def texts(part: object, key: str) -> Iterator[str]:
    """Every text under this key, wherever it stands; of a table its values."""
    if isinstance(part, list):
        for item in part:
            yield from texts(item, key)
    elif isinstance(part, dict):
        for name, value in part.items():
            if name != key:
                yield from texts(value, key)
            elif isinstance(value, dict):
                yield from value.values()
            else:
                yield value


@EVERY_FILE
def test_editors_find_the_schema_by_the_first_line(file: Path) -> None:
    """For TOML it is a comment, and the path in it leads to the schema."""
    text = file.read_text(encoding="utf-8")
    first, _, rest = text.partition("\n")
    assert first == SCHEMA_LINE
    assert (file.parent / first.split()[1]).is_file()
    assert tomllib.loads(text) == tomllib.loads(rest)


@EVERY_FILE
def test_what_is_said_aloud_is_a_short_sentence(file: Path) -> None:
    """The listener lies on the floor, and is busy."""
    said = list(texts(content(file), "say"))
    assert said
    assert [say for say in said if len(say.split()) > MOST_WORDS_SPOKEN] == []
    assert [say for say in said if not say.endswith((".", "!"))] == []


@EVERY_FILE
def test_every_reason_is_a_full_sentence(file: Path) -> None:
    """It is shown as it is, in `posecheck show` and in reports."""
    reasons = list(texts(content(file), "because"))
    assert reasons
    assert [why for why in reasons if len(why.split()) < FEWEST_WORDS_OF_A_REASON] == []
    assert [why for why in reasons if not re.fullmatch(r"['(]?[A-Z0-9].*\.", why)] == []


@EVERY_FILE
def test_no_word_is_one_that_the_glossary_has_replaced(file: Path) -> None:
    """Neither in sentences nor in comments."""
    words = re.findall(r"\w+", file.read_text(encoding="utf-8").lower())
    assert [word for word in OLD_WORDS if word in words] == []


def test_one_name_of_a_signal_means_one_number() -> None:
    """Among exercises that count their sides alike and are seen from the same views.

    This is about signals read from the body. A change from rest or a difference is named for
    what it shows in its exercise: `lift_deg` is of whatever is lifted there.
    """
    assert conflicts(HAS_ANOTHER_MEANING) == {}


def test_every_exception_is_needed() -> None:
    """Without any one of them a name would have two meanings."""
    for one in HAS_ANOTHER_MEANING:
        assert conflicts(HAS_ANOTHER_MEANING.keys() - {one}), one


def conflicts(excepted: Any) -> dict[tuple[object, ...], set[str]]:
    """The names with more than one definition, by name, sides and views -> the definitions."""
    found: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for file in FILES:
        exercise = content(file)
        alike = (exercise.get("sides", "together"), str(exercise["view"]))
        for name, spec in exercise["signals"].items():
            if spec["use"] not in ("from_rest", "difference") and (name, file.stem) not in excepted:
                found[name, *alike].add(str(sorted(spec.items())))
    return {key: meanings for key, meanings in found.items() if len(meanings) > 1}
