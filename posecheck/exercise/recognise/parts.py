"""The parts of a recording: one exercise after another, rests, and what is none of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from posecheck.exercise.recognise.answer import Part
from posecheck.exercise.recognise.examples import ranges_deg, three_largest_deg
from posecheck.exercise.recognise.postures import Array
from posecheck.exercise.recognise.spans import BRIDGED_S, Span

GOOD_PART = 0.5
"""A part is named only where it is explained and its postures are alike by this."""

OVERLAP = 0.2
"""Two parts may lie over each other by this share of the shorter one: one repetition may end while
the next exercise begins. With more, both say something about the same time."""

STILL_DEG = 15.0
"""Somebody rests while no number of the posture but a few changes by more than this. Real people in
a plank move by 5-7°, and the model's jumps at single landmarks are no movement."""

STILL_SHARE = 0.85
"""The share of the numbers that has to stay still."""


RESTLESS_S = 4.0
"""The time in which somebody who holds a position keeps still: two or more repetitions of an
exercise that moves quickly, one movement of a slow one."""

RESTLESS_DEG = 40.0
"""Whoever moves by more, in three joints and in most stretches of `RESTLESS_S`, holds nothing. Four
planks of real people (half A) move by 2-10°, a child's pose with hands that walk to both sides by
25°. A small crunch moves by 57°, a bird-dog by 59°, walks by more than 100°."""


@dataclass(frozen=True, slots=True)
class Done:
    """An exercise that may have been done in a span of time. value: how surely, 0 to 1."""

    exercise: str
    title: str
    span: Span
    value: float


def parts(done: Sequence[Done], t_s: Array, numbers: Array) -> tuple[Part, ...]:
    """The parts in the order of time, from the moments (T,) and postures (T, COUNT) of a recording.

    What explains most of the time comes first; nothing else is named in that time.
    """
    good = [d for d in done if d.value >= GOOD_PART]
    chosen: list[Done] = []
    for one in sorted(good, key=lambda d: -d.value * _length_s(d.span)):
        if all(_overlap_s(one.span, o.span) <= _allowed_s(one, o) for o in chosen):
            chosen.append(one)
    named = sorted(chosen, key=lambda d: d.span)
    found: list[Part] = []
    reached_s = float(t_s[0])
    for one in named:
        start_s = max(one.span[0], reached_s)
        found += _gap((reached_s, start_s), t_s, numbers)
        found.append(Part(one.exercise, start_s, one.span[1], one.title))
        reached_s = max(reached_s, one.span[1])
    return (*found, *_gap((reached_s, float(t_s[-1])), t_s, numbers))


def restless(t_s: Array, numbers: Array) -> bool:
    """Whether somebody keeps moving, from moments (T,) and postures (T, COUNT): no hold explains
    that. False where it is too short to tell."""
    if not len(t_s):
        return False
    starts_s = np.arange(t_s[0], t_s[-1] - RESTLESS_S, RESTLESS_S / 2)
    moved = [
        three_largest_deg(ranges_deg(numbers[(t_s >= start_s) & (t_s <= start_s + RESTLESS_S)]))
        for start_s in starts_s
    ]
    return bool(moved) and float(np.median(moved)) > RESTLESS_DEG


def _gap(span: Span, t_s: Array, numbers: Array) -> list[Part]:
    """A part that is no exercise; nothing where it is too short to be told of."""
    if _length_s(span) <= BRIDGED_S:
        return []
    inside = numbers[(t_s >= span[0]) & (t_s <= span[1])]
    return [Part(None, *span, resting=_resting(inside))]


def _resting(numbers: Array) -> bool:
    if len(numbers) < 2:
        return False
    moved = ranges_deg(numbers)
    known = moved[np.isfinite(moved)]
    return bool(len(known)) and float((known < STILL_DEG).mean()) >= STILL_SHARE


def _allowed_s(one: Done, other: Done) -> float:
    return OVERLAP * min(_length_s(one.span), _length_s(other.span))


def _length_s(span: Span) -> float:
    return span[1] - span[0]


def _overlap_s(one: Span, other: Span) -> float:
    return max(0.0, min(one[1], other[1]) - max(one[0], other[0]))
