"""What fits into a laptop's picture, head to elbows, is enough to count: the hips are not needed.

The landmarks are the true ones of sample clips, as a model without errors would find them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from posecheck import landmarks
from posecheck.app.benchmark.truth import Truth, load
from posecheck.exercise.follow.camera_setup import needed
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.records import Pose, Report

CLIPS = Path(__file__).parents[2] / "sample_videos"
NECK = ("neck-rotation", "neck-flexion-extension", "upper-trapezius-stretch")
ARMS = (
    "levator-scapulae-stretch",
    "shoulder-blade-squeeze",
    "rhomboid-stretch",
    "overhead-sway",
    "lat-side-stretch",
)
LEGS = ("hip", "knee", "ankle", "heel", "foot_index")
OUTSIDE = dict.fromkeys(NECK, (*LEGS, "elbow", "wrist")) | dict.fromkeys(ARMS, LEGS)
"""Exercise -> what its picture need not show."""

NEEDS_HIPS = {
    "overhead-sway": {"leaning-forward"},
    "lat-side-stretch": {"hips-out", "leaning-forward"},
}
"""The checks that cannot be answered without the hips; all others can."""

PX_PER_M = 150.0
HALF_WIDTH_M = 0.16


def poses(truth: Truth) -> list[Pose]:
    """The clip's true landmarks. Their depth only tells which side is the near one."""
    depth_m = np.zeros(landmarks.COUNT)
    for i, name in enumerate(landmarks.NAMES):
        if truth.near_side and not name.startswith(truth.near_side):
            depth_m[i] = HALF_WIDTH_M if name != "nose" else 0
        elif truth.near_side:
            depth_m[i] = -HALF_WIDTH_M
    return [_pose(body.t_s, body.points_px, depth_m, truth.size_px) for body in truth.bodies()]


def _pose(t_s: float, xy_px: np.ndarray, depth_m: np.ndarray, size_px: tuple[int, int]) -> Pose:
    xy_px = np.where(np.isfinite(xy_px), xy_px, xy_px[landmarks.INDEX["nose"]])
    hips = [landmarks.index("hip", side) for side in ("left", "right")]
    world_m = np.column_stack([(xy_px - xy_px[hips].mean(0)) / PX_PER_M, depth_m])
    image = np.column_stack([xy_px / size_px, np.zeros(landmarks.COUNT), np.ones((33, 2))])
    return Pose(t_s, image, world_m, size_px)


def without(seen: Iterable[Pose], parts: Iterable[str]) -> list[Pose]:
    """The same with parts of the body below the picture, where the model guesses them: they wander,
    and it says that it does not see them."""
    rows = [landmarks.index(part, side) for part in parts for side in ("left", "right")]
    cut = []
    for pose in seen:
        image = pose.image.copy()
        wander = 0.05 * np.sin(2 * pose.t_s + np.arange(len(rows)))
        image[rows, 1] = 1.2 + wander
        image[rows, 3] = 0.3
        cut.append(replace(pose, image=image))
    return cut


def report(exercise: str, seen: Iterable[Pose]) -> Report:
    session = Session(Catalogue().get(exercise))
    for pose in seen:
        session.step(pose)
    return session.finish()


def counts(of: Report) -> tuple[int, int, int, int]:
    return of.count, of.count_left, of.count_right, of.halves


@pytest.mark.parametrize("exercise", OUTSIDE)
def test_the_count_stays_without_the_parts_that_are_not_needed(exercise: str) -> None:
    """The checks that need them are not judged. All others answer as for the whole body."""
    truth = load(CLIPS / exercise / "good.json")
    seen = poses(truth)
    whole, at_desk = report(exercise, seen), report(exercise, without(seen, OUTSIDE[exercise]))
    assert counts(at_desk) == counts(whole)
    assert at_desk.count == len(truth.reps)
    found, unknown = answers(whole, exercise)
    reps = [rep.number for rep in at_desk.reps]
    lost = {(check, rep) for check in NEEDS_HIPS.get(exercise, ()) for rep in reps}
    assert not lost & unknown
    assert answers(at_desk, exercise) == (found, unknown | lost)


def answers(of: Report, exercise: str) -> tuple[set[tuple[str, int | None]], ...]:
    """The checks that found a fault, and those that were not judged, each with the repetition."""
    asked = {check.id for check in Catalogue().get(exercise).checks}
    found = {(f.check, f.rep) for f in of.findings if f.check in asked}
    return found, {(n.what, n.rep) for n in of.not_judged if n.what in asked}


@pytest.mark.parametrize("exercise", OUTSIDE)
def test_nobody_is_asked_to_show_parts_that_are_not_needed(exercise: str) -> None:
    """But for the rhomboid stretch, whose pace is read from the hips."""
    asked = {"hip"} if exercise == "rhomboid-stretch" else set()
    assert needed(Catalogue().get(exercise)) & set(LEGS) == asked
