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


def test_repetitions_and_holds_of_real_people_are_counted_as_labelled(
    counted: list[recordings.Counted],
) -> None:
    """Where the label gives a number, the count is that number."""
    own = [r for r in counted if r.own and r.expected is not None]
    assert own
    assert {r.label.file: r.got for r in own} == {r.label.file: r.expected for r in own}


def test_nothing_is_counted_in_a_recording_of_something_else(
    counted: list[recordings.Counted],
) -> None:
    """A crunch, a walk or a child's pose holds no bridge, no plank and no squeeze."""
    others = [r for r in counted if not r.own]
    assert others
    assert [(r.label.file, r.exercise.id) for r in others if r.got or r.report.partials] == []


def test_holds_of_real_planks_last_as_long_as_labelled(
    counted: list[recordings.Counted],
) -> None:
    """The labels mark the knees' leaving the floor, up to 1 s before the body is in line."""
    planks = [r for r in counted if r.own and r.exercise.hold]
    assert planks
    for plank in planks:
        assert plank.hold_error_s <= 1.1, plank.label.file
