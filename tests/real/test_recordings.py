"""Recordings of real people are counted as somebody saw them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from calibration import recordings

NAMED = os.environ.get("POSECHECK_RECORDINGS", "")
FOLDER = Path(NAMED)

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(
        not (NAMED and (FOLDER / "labels.tsv").is_file()),
        reason="POSECHECK_RECORDINGS names no folder of labelled recordings",
    ),
]


@pytest.fixture(scope="module")
def counted() -> list[recordings.Counted]:
    return recordings.run(FOLDER)


MISSES = {
    "pelvic-tilt-1.npz": "the pelvis tilts by millimetres, and the hips never leave the floor",
    "roll-down-inchworm-1.npz": "an oblique view, with a walk into a plank in the middle",
    "high-knee-walk-1.npz": "the last two steps are seen in an oblique view",
}
"""Recordings that are not counted as their label says, and why."""

ALSO_COUNTED = {
    ("hip-bridge", "pelvic-tilt"): "the tilt before the lift cannot be seen from the side",
    ("exaggerated-walk", "easy-walk"): "walking with high knees is walking, too",
    ("none (side lunge without reach; near: side-lunge-reach)", "side-lunge-reach"):
        "the lunge is the repetition, and the missing reach is reported as its fault",
}  # fmt: skip
"""The exercise of a recording and another one that may be counted in it, and why."""


def test_repetitions_and_holds_of_real_people_are_counted_as_labelled(
    counted: list[recordings.Counted],
) -> None:
    """Where the label has a number, the count is that number, except for `MISSES`."""
    own = [r for r in counted if r.own and r.expected is not None]
    assert own
    assert {r.label.file for r in own if r.got not in r.allowed} == set(MISSES)


def test_nothing_is_counted_in_a_recording_of_something_else(
    counted: list[recordings.Counted],
) -> None:
    """There is no bridge, plank or squeeze in a crunch, a walk or a child's pose."""
    others = [r for r in counted if not r.own]
    assert others
    wrongly_counted = {(r.label.exercise, r.exercise.id) for r in others if r.got}
    assert wrongly_counted - set(ALSO_COUNTED) == set()


def test_holds_of_real_planks_last_as_long_as_labelled(
    counted: list[recordings.Counted],
) -> None:
    """Labels give the time when the knees leave the floor. The body is straight up to 1 s later."""
    planks = [r for r in counted if r.own and r.exercise.id == "plank"]
    assert planks
    for plank in planks:
        assert plank.hold_error_s <= 1.1, plank.label.file
