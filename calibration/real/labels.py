"""What the labels say: labels.tsv is free text, written by somebody who looked at the recordings.

Text that cannot be read safely is read by hand, in calibration/labels.toml. What is neither is None
or empty, and is not scored.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

READINGS = Path(__file__).parents[1] / "labels.toml"

Count = tuple[int, int]
"""The smallest and the largest count that is right."""

Span = tuple[float, float | None]
"""Start and end in seconds. None: until the recording ends."""


@dataclass(frozen=True, slots=True)
class Truth:
    """What one recording shows."""

    recording: str
    """The file's name, without its suffix."""
    exercise: str | None
    """None where it shows no exercise of the catalogue."""
    seen: str
    near: tuple[str, ...] = ()
    """Exercises that it comes near to. It must not be counted as them."""
    shows: tuple[str, ...] = ()
    """Other exercises that it shows as well, so that counting them is not wrong."""
    may_be_named: tuple[str, ...] = ()
    """Other exercises that are a right answer to the question which one it is."""
    reps: Count | None = None
    """None where no number is sure."""
    left: Count | None = None
    right: Count | None = None
    holds: tuple[Span, ...] = ()
    no_hold: bool = False
    """Whether the label says that the repetitions are not held."""
    good_form: bool = False
    """Whether the form is good, but for `named_faults`."""
    named_faults: tuple[str, ...] = ()
    """Checks whose fault the label names, or leaves open."""
    brisk: bool = False
    """Whether the label says that it is done fast."""
    scored: bool = True
    """Whether the label is sure enough to score it as its own exercise."""
    picture: str = ""

    @property
    def unknown(self) -> bool:
        """Whether it shows a movement that is not in the catalogue."""
        return self.exercise is None


def truths(folder: Path, readings: Path = READINGS) -> list[Truth]:
    """What every recording of a folder shows, in the order of its labels.tsv."""
    by_hand = tomllib.loads(readings.read_text("utf-8"))
    with (folder / "labels.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    read = [parsed(row) for row in rows]
    return [by_reading(truth, by_hand.get(truth.recording, {})) for truth in read]


def parsed(row: Mapping[str, str]) -> Truth:
    """Reads one row of labels.tsv."""
    none = row["exercise"].startswith("none")
    quality = row["quality"]
    reps = _reps(row)
    left, right = _sides(row, reps)
    return Truth(
        recording=row["file"].removesuffix(".npz"),
        exercise=None if none else row["exercise"],
        seen=row["seen"],
        near=tuple(re.findall(r"near: ([a-z-]+)", row["exercise"])),
        reps=reps,
        left=left,
        right=right,
        holds=_holds(row),
        no_hold=re.match(_NO_HOLD, row["holds_s"]) is not None,
        good_form=re.search(r"\bgood\b", quality) is not None and not re.search(_NAMED, quality),
        brisk=re.search(r"\b(brisk|fast|quick)\b", quality) is not None,
        picture=row["framing"],
    )


_OPEN = r"held at end|not returned|cut at end|at the end"
"""How labels say that the last repetition goes on when the recording ends."""

_HELD_ON = rf"{_OPEN}|-end\b"
"""The same where times of holds are given."""

_NO_HOLD = r"none\b|no real hold|about [\d.]+ s each, no long hold"

_NAMED = r"compensation|arched|piked|dip|fast|jerky|uneven|small|sag|unsure|\bnot\b"
"""Words of what is wrong, or may be."""


def _reps(row: Mapping[str, str]) -> Count | None:
    text = row["reps"]
    if row["exercise"].startswith("none") or re.search(r"unsure", text):
        return None
    if row["confidence"].startswith(("unsure", "reps unsure")) or re.match(r"\d* ?hold", text):
        return None
    if about := re.match(r"about (\d+)", text):
        spread = re.search(r"\+-(\d+)$", row["confidence"])
        return _around(int(about[1]), int(spread[1])) if spread else None
    number = re.match(r"\d+", text)
    if number is None:
        return None
    count = int(number[0])
    if re.match(r"\d+ and one cut", text):
        return count, count + 1
    held_on = any(re.search(_HELD_ON, row[key]) for key in ("per_side", "holds_s"))
    return (count - 1 if held_on or re.search(_OPEN, text) else count), count


def _around(count: int, spread: int) -> Count:
    return count - spread, count + spread


_UNSURE_SIDES = r"\?|unsure|fairly sure|about|not returned"


def _sides(row: Mapping[str, str], reps: Count | None) -> tuple[Count | None, Count | None]:
    """Left and right. None where the sides, or the number, are not sure, or a range."""
    text = row["per_side"]
    unsure = re.search(_UNSURE_SIDES, text) or re.search(r"side", row["confidence"])
    if reps is None or reps[0] != reps[1] or unsure:
        return None, None
    if text == "1 per leg":
        found = {"L": 1, "R": 1}
    elif every := re.match(r"all ([LR])\b", text):
        found = {every[1]: reps[0]}
    else:
        limbs = r"\b([LR])(?: arm ?\+ ?[LR] leg)? (\d+)\b"
        found = {side: int(count) for side, count in re.findall(limbs, text)}
        words = re.findall(r"\b(\d+) (left|right)\b", text)
        found |= {side[0].upper(): int(count) for count, side in words}
    if sum(found.values()) != reps[0]:
        return None, None
    left, right = found.get("L", 0), found.get("R", 0)
    return (left, left), (right, right)


def _holds(row: Mapping[str, str]) -> tuple[Span, ...]:
    """Times such as "1.4-2.8" or "12.0-end".

    Where the text names other postures before the exercise, only those after its name.
    """
    text = row["per_side"] if row["holds_s"] == "see per side" else row["holds_s"]
    if named := re.search(rf"\b{re.escape(row['seen'])} (?=\d)", text):
        text = text[named.end() :]
    times = re.findall(r"(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?|end)", text)
    return tuple((float(start), None if end == "end" else float(end)) for start, end in times)


def by_reading(truth: Truth, reading: Mapping[str, Any]) -> Truth:
    """A truth with what was read by hand.

    Raises ValueError for a reading without a reason, or with an unknown key.
    """
    if not reading:
        return truth
    changes = dict(reading)
    if not changes.pop("why", ""):
        raise ValueError(f"{truth.recording}: a reading needs its `why`")
    unknown = set(changes) - set(_KEYS)
    if unknown:
        raise ValueError(f"{truth.recording}: unknown keys {sorted(unknown)}")
    return replace(truth, **{key: _KEYS[key](value) for key, value in changes.items()})


def _count(value: Any) -> Count:
    smallest, largest = value
    if not smallest <= largest:
        raise ValueError(f"{value} is no range")
    return int(smallest), int(largest)


def _spans(value: Any) -> tuple[Span, ...]:
    return tuple((float(start), None if end == "end" else float(end)) for start, end in value)


_KEYS: dict[str, Any] = {
    "reps": _count,
    "left": _count,
    "right": _count,
    "holds": _spans,
    "near": tuple,
    "shows": tuple,
    "may_be_named": tuple,
    "named_faults": tuple,
    "good_form": bool,
    "scored": bool,
}
"""What a reading may say -> how it becomes a truth."""
