"""What may be said to the person, as keys and values: `words` makes sentences of it.

Part of the plain data in `records`; it turns into JSON and back without loss. Times are seconds on
the media clock.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from posecheck.phase_measures import Number

Value = float | int | str | list[str]
"""A value of a sentence. A list holds keys of its own, such as parts of the body."""


@dataclass(frozen=True, slots=True)
class Message:
    """Something to say: the key of a sentence, and the values that it needs."""

    key: str
    values: dict[str, Value] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark on camera, view, light or position in the picture, and when it was true."""

    kind: str
    start_s: float
    end_s: float
    blocks: bool
    """Whether nothing could be judged in this time."""
    values: dict[str, Value] = field(default_factory=dict, hash=False)
    """The values that its sentence needs."""


def remark_message(remark: Remark) -> Message:
    """What to say about a remark."""
    return Message(f"remark-{remark.kind}", remark.values)


@dataclass(frozen=True, slots=True)
class Note:
    """Something worth knowing that is no fault: `value` beside what is `usual`, both in `unit`."""

    kind: str
    start_s: float
    end_s: float
    value: Number
    usual: Number
    unit: str
    signal: str | None = None
    side: Literal["left", "right"] | None = None
    rep: int | None = None
    farther: Literal["left", "right"] | None = None
    """The side that went farther than usual, where the note is about both."""


@dataclass(frozen=True, slots=True)
class ExerciseTexts:
    """An exercise's own texts in one language, so that a report can be read without its file.

    `say` and `because` go by a check's id; for a zone that was left out by "ID/ZONE". `names` goes
    by the id of a check, phase, signal or zone, where its name is not simply the id.
    """

    language: str
    title: str
    camera: str = ""
    cautions: tuple[str, ...] = ()
    ask_a_doctor: str = ""
    """The caution to repeat when it hurts, where one says whom to ask."""
    say: dict[str, str] = field(default_factory=dict, hash=False)
    because: dict[str, str] = field(default_factory=dict, hash=False)
    names: dict[str, str] = field(default_factory=dict, hash=False)
