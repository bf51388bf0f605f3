"""Landmarks of real people, counted against labels made by eye."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from calibration import recordings

FOLDER = Path(
    os.environ.get("POSECHECK_RECORDINGS", Path(__file__).parents[3] / "shared" / "recordings")
)

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(
        not (FOLDER / "labels.tsv").is_file(),
        reason=f"no recordings of real people in {FOLDER}; POSECHECK_RECORDINGS names a folder",
    ),
]


@pytest.fixture(scope="module")
def counted() -> list[recordings.Counted]:
    return recordings.run(FOLDER)


MISSES = {
    "pelvic-tilt-1.npz": "tilts of millimetres, in which the hips never leave the floor",
    "roll-down-inchworm-1.npz": "a quarter view, and a walk into a plank in the middle",
    "high-knee-walk-1.npz": "the last two steps are seen from a quarter view",
}
"""Recordings whose own exercise is not counted as labelled, and why."""

ALSO = {
    ("hip-bridge", "pelvic-tilt"): "the tilt before the lift does not show from the side",
    ("exaggerated-walk", "easy-walk"): "lifting the knees is walking, too",
    ("none (side lunge without reach; near: side-lunge-reach)", "side-lunge-reach"):
        "the lunge is the repetition; that the hand stays away is told as its fault",
}  # fmt: skip
"""What a recording shows and what else may be counted in it, and why."""


def test_repetitions_and_holds_of_real_people_are_counted_as_labelled(
    counted: list[recordings.Counted],
) -> None:
    """Where the label gives a number the count is that number, but for the misses with a reason."""
    own = [r for r in counted if r.own and r.expected is not None]
    assert own
    assert {r.label.file for r in own if r.got not in r.allowed} == set(MISSES)


def test_nothing_is_counted_in_a_recording_of_something_else(
    counted: list[recordings.Counted],
) -> None:
    """A crunch, a walk or a child's pose holds no bridge, no plank and no squeeze."""
    others = [r for r in counted if not r.own]
    assert others
    foreign = {(r.label.exercise, r.exercise.id) for r in others if r.got}
    assert foreign - set(ALSO) == set()


def test_holds_of_real_planks_last_as_long_as_labelled(
    counted: list[recordings.Counted],
) -> None:
    """The labels mark the knees' leaving the floor, up to 1 s before the body is in line."""
    planks = [r for r in counted if r.own and r.exercise.id == "plank"]
    assert planks
    for plank in planks:
        assert plank.hold_error_s <= 1.1, plank.label.file
