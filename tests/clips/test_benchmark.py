"""All sample clips, from the pictures to the report, compared with their exact truth."""

from __future__ import annotations

from pathlib import Path

import pytest

from posecheck.app.benchmark import cross, run
from posecheck.app.benchmark.score import ANGLE_TOLERANCE_DEG, HOLD_TOLERANCE_S
from posecheck.app.benchmark.truth import clips
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.pose.model_file import ensure

FOLDER = Path(__file__).parents[2] / "sample_videos"

pytestmark = [pytest.mark.slow, pytest.mark.model]


@pytest.fixture(scope="module")
def results() -> list[run.Result]:
    chosen = clips(FOLDER)
    return list(run.run_all(chosen, model=ensure("full"), catalog=None, jobs=2, cross=True))


BIASED = {
    "ankle-grasp/good": "the face is hidden between the arms, and the model guesses the ear",
    "cat-cow/rocking": "the bend's outer points lie near the edge of a body that rocks",
    "double-knee-lift/high": "the hip's landmark lies above the joint when the thigh is drawn up",
    "hook-lying/far": "the same",
    "hook-lying/good": "the same",
    "hook-lying/restless": "the same",
    "neck-flexion-extension/good": "ear and nose are close together; limits count from rest",
    "neck-rotation/faults": "turns look smaller than they are; the limit allows for it",
    "neck-rotation/good": "the same",
    "seated-hamstring-stretch/good-far": "the straight leg is the far one, hidden by the other",
    "bird-dog/above": "seen from above, a limb's slope in the picture is not its slope in space",
    "neck-flexion-extension/desk": "ear and nose are close together; limits count from rest",
    "neck-rotation/desk": "turns look smaller than they are; the limit allows for it",
    "single-knee-to-chest/brisk": "the hands hide the shin",
    "single-knee-to-chest/short": "the hands hide the shin",
    "supine-twist/side": "the shoulders' slope shows from the end, not from the side",
}
"""Clips whose judged angle is wrong by more than 6 degrees, and why."""

LATE = {
    "rhomboid-stretch/desk": "0.76 s: without the hips the draw forward does not show",
}
"""Clips with a hold whose start or end is wrong by more than 0.3 s, and why."""


def _name(result: run.Result) -> str:
    return f"{result.score.exercise}/{result.score.clip}"


def test_every_clip_is_counted_exactly_with_every_fault_and_no_other(
    results: list[run.Result],
) -> None:
    """Each side and half repetitions by themselves. Clips from the wrong view are refused."""
    assert len({r.score.exercise for r in results}) == len(Catalogue().ids())
    judged = [r for r in results if r.score.judgeable]
    assert [_name(r) for r in results if not r.score.judgeable and not r.score.refused] == []
    assert [_name(r) for r in judged if not r.score.exact] == []
    assert [_name(r) for r in judged if r.score.halves[0] != r.score.halves[1]] == []
    assert {_name(r): r.score.missed for r in judged if r.score.missed} == {}
    assert {_name(r): r.score.false_alarms for r in judged if r.score.false_alarms} == {}


def test_holds_and_angles_are_right_except_for_known_reasons(
    results: list[run.Result],
) -> None:
    """Holds are right within 0.3 s, the judged angle within 6 degrees."""
    judged = [r for r in results if r.score.judgeable]
    late = {_name(r) for r in judged if r.score.hold_error_s > HOLD_TOLERANCE_S}
    far = {_name(r) for r in judged for a in r.score.angles[:1] if a.mae_deg > ANGLE_TOLERANCE_DEG}
    assert (late - set(LATE), far - set(BIASED)) == (set(), set())


def test_a_clip_analysed_as_another_exercise_counts_nothing(
    results: list[run.Result],
) -> None:
    """A plank is no bridge. An exercise that contains or looks like another says so in its file."""
    counted = {
        (_name(r), o.exercise) for r, o in cross.foreign(results) if o.exercise not in r.alike
    }
    assert counted == set()


def test_every_good_clip_is_recognised(results: list[run.Result]) -> None:
    """By `--exercise auto`. Where it is not sure it asks; one of its guesses is then right."""
    assert [_name(r) for r in cross.mistaken(results)] == []
