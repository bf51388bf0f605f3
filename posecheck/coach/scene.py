"""What a window shows and a voice says, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Literal

from posecheck.messages import Message
from posecheck.phase_measures import Number

Command = Literal["pause", "finish", "hurts", "skip", "swap"]
"""What a person asks for by key or by hand. A second "pause" means to go on.

In a plan, "skip" leaves this exercise, "swap" takes another one in its place, and "finish" ends the
plan.
"""


class Stage(StrEnum):
    """The stages of a live session; NEXT is the rest before an exercise of a plan."""

    NEXT = "next"
    SETUP = "setup"
    COUNTDOWN = "countdown"
    WORK = "work"
    REST = "rest"
    PAUSED = "paused"
    HURT = "hurt"
    DONE = "done"


class Weight(IntEnum):
    """How important a cue is: of two cues, the higher one is said."""

    GREETING = 0
    COUNT = 1
    GUIDE = 2
    PRAISE = 3
    FAULT = 4
    SETUP = 5
    STAGE = 6
    ALARM = 7


class Tone(StrEnum):
    """Short sounds, where a word would be too slow."""

    COUNT = "count"
    HOLD_END = "hold-end"
    TICK = "tick"
    GO = "go"
    ALERT = "alert"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Cue:
    """One thing to say, and how important it is."""

    message: Message
    weight: Weight


@dataclass(frozen=True, slots=True)
class Guidance:
    """The one instruction of the set-up; `ready` when nothing is left to put right."""

    message: Message
    ready: bool = False


@dataclass(frozen=True, slots=True)
class PaceGuide:
    """Where the pace guide is: in which phase of the repetition, and how far in it (0 to 1).

    phases: (name, duration_s, level at its beginning, level at its end), levels 0 to 1.
    """

    phases: tuple[tuple[str, float, float, float], ...]
    phase_index: int
    share: float


@dataclass(frozen=True, slots=True)
class RangeGauge:
    """One signal as a bar from `low` to `high`, with the band to reach or to stay in.

    All numbers are in `unit`; `value` is None where the signal is missing.
    """

    name: str
    unit: str
    value: Number
    low: float
    high: float
    band_low: float
    band_high: float


@dataclass(frozen=True, slots=True)
class Scene:
    """All that is shown and heard at one moment, besides the picture and the engine's update.

    target: repetitions of a set that were asked for; None = as many as the person likes.
    count, count_left, count_right: complete repetitions of this set.
    sided: whether left and right are counted apart.
    countdown: seconds left, rounded up. rest_s: seconds of rest left.
    cue: what is shown now. spoken, tones: only what is new at this moment.
    gesture: the command that a gesture is about to give, and how far the gesture is, 0 to 1.
    offers: what a hand that is held up can ask for while paused, in this order.
    hurt_s: when the person said that it hurts; None where they did not.
    """

    t_s: float
    stage: Stage
    set_number: int
    sets: int
    target: int | None
    count: int = 0
    count_left: int = 0
    count_right: int = 0
    sided: bool = False
    countdown: int | None = None
    rest_s: Number = None
    guidance: Guidance | None = None
    cue: Cue | None = None
    spoken: tuple[Cue, ...] = ()
    tones: tuple[Tone, ...] = ()
    pace: PaceGuide | None = None
    gauge: RangeGauge | None = None
    gesture: tuple[str, float] | None = None
    offers: tuple[Command, ...] = ("finish",)
    sets_done: int = 0
    hurt_s: Number = None
    over: bool = False
    """Nothing more is to come: the session may be closed."""
