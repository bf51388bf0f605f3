"""The other exercises that a recording is analysed as. Nothing should be counted in them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from calibration.real.labels import Truth
from posecheck.exercise.spec.schema import Exercise

OTHERS = 10
"""As many for each recording. All 41 would take four times as long."""

ALIKE: tuple[tuple[frozenset[str], str], ...] = (
    (
        frozenset(
            {"single-knee-to-chest", "double-knee-to-chest", "knee-to-chest", "double-knee-lift"}
        ),
        "In all of them knees go to the chest, and from the side one leg hides the other.",
    ),
    (
        frozenset({"trunk-rotation", "supine-twist"}),
        "In both the knees go to one side; they differ in how far.",
    ),
    (
        frozenset(
            {
                "seated-forward-reach",
                "ankle-grasp",
                "seated-hamstring-stretch",
                "wide-leg-fold",
            }
        ),
        "In all of them a seated trunk goes forward over the legs.",
    ),
    (
        frozenset({"lat-side-stretch", "overhead-sway"}),
        "In both the trunk leans sideways under a lifted arm.",
    ),
    (
        frozenset({"superman", "prone-back-extension", "prone-press-up", "raise-and-pull"}),
        "In all of them the chest comes up from lying face down.",
    ),
    (
        frozenset(
            {"superman", "prone-back-extension", "prone-press-up", "raise-and-pull", "prone-lying"}
        ),
        "Between their repetitions the person lies face down.",
    ),
    (
        frozenset({"easy-walk", "exaggerated-walk"}),
        "Walking with high knees is walking.",
    ),
)
"""Exercises that are too alike to call one of them wrong for another, and why."""


def left_out(truth: Truth, exercises: Mapping[str, Exercise]) -> set[str]:
    """The exercises that may be counted in a recording, or that are scored elsewhere.

    Its own one and those it comes near to; what these contain, look like or are `ALIKE`; what
    contains or looks like them; and what the label says it shows.
    """
    own = {*truth.near, *truth.shows} | ({truth.exercise} if truth.exercise else set())
    related = {other for name in own for other in _related(name, exercises)}
    return own | related | set(truth.may_be_named)


def _related(name: str, exercises: Mapping[str, Exercise]) -> Iterable[str]:
    for group, _ in ALIKE:
        if name in group:
            yield from group
    for other in exercises.values():
        says = {*other.contains, *other.looks_like}
        if other.id == name:
            yield from says
        elif name in says:
            yield other.id


def chosen(truth: Truth, exercises: Mapping[str, Exercise], count: int = OTHERS) -> list[str]:
    """`count` exercises that a recording does not show.

    The choice looks random and is always the same: the smallest hashes of both names. A new
    exercise changes at most one of them.
    """
    possible = set(exercises) - left_out(truth, exercises)
    return sorted(possible, key=lambda name: _hash(f"{truth.recording} {name}"))[:count]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
