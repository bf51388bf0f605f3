"""The steps of a walk: counted on each leg, with their cadence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import pi, sin
from pathlib import Path

import pytest
import stick
from stick import Course, Move

from posecheck import landmarks
from posecheck.exercise.session import Session
from posecheck.exercise.spec import catalogue
from posecheck.records import Pose, Report

WALK = """
id = "walk"
title = "Walk"
source = "a test"
posture = "standing"
view = ["front", "side"]
sides = "apart"
camera = "In front of you."
how = ["Walk."]
[dose]
[signals]
lift_trunk = { use = "height_between", of = "own_knee", over = "other_knee" }
[start_posture]
take = "lift_trunk < 0.1"
keep = "lift_trunk < 4"
[zones]
down = "lift_trunk < 0.08"
up = "lift_trunk > 0.15"
[rep]
through = ["down", "up", "down"]
phases = ["lift", "top", "lower"]
driver = "lift_trunk"
attempt = "lift_trunk > 0.12"
[rep.cadence]
because = "A test."
at_most_per_min = 110
say = "A little slower."
[rep.half]
id = "low"
say = "Higher."
because = "A test."
"""


@pytest.fixture
def session(tmp_path: Path) -> Callable[[str], Session]:
    """A session of an exercise with this file."""

    def made(text: str) -> Session:
        (tmp_path / "walk.toml").write_text(text, encoding="utf-8")
        return Session(catalogue.load(tmp_path / "walk.toml"))

    return made


def report_of(session: Session, poses: Sequence[Pose]) -> Report:
    """The report of a session after a film."""
    for pose in poses:
        session.step(pose)
    return session.finish()


def walk(per_min: float, seconds: float) -> list[Pose]:
    """Steps on the spot, seen from the front. The knees rise in turn by a third of a trunk."""
    scene = stick.Scene(yaw_deg=90, stature_px=500, at=(0.5, 0.2))
    poses = []
    for t_s in stick.times(seconds):
        pose = scene.photograph(stick.standing(), t_s)
        share = sin(pi * t_s * per_min / 60)
        side = "left" if share > 0 else "right"
        up_px = 0.33 * stick.TRUNK * 500 * abs(share)
        for joint in ("knee", "ankle"):
            pose.image[landmarks.index(joint, side), 1] -= up_px / pose.size_px[1]
        poses.append(pose)
    return poses


@pytest.mark.parametrize("per_min", [60, 90, 120])
def test_steps_are_counted_on_each_leg_with_their_cadence(per_min: int, session: Callable) -> None:
    """The walk lasts ten seconds. 120 steps a minute break the limit of 110."""
    report = report_of(session(WALK), walk(per_min, 10.0))
    steps = per_min / 6
    assert report.count == pytest.approx(steps, abs=1)
    assert report.count_left == pytest.approx(report.count_right, abs=1)
    assert report.cadence_per_min == pytest.approx(per_min, rel=0.05)
    assert [f.check for f in report.findings] == (["cadence"] if per_min > 110 else [])


def test_a_step_that_takes_too_long_is_none(session: Callable) -> None:
    """A foot is put onto a chair for three seconds. Then there is a step."""
    text = WALK.replace('driver = "lift', 'most_s = 2\ndriver = "lift')
    scene = stick.Scene(yaw_deg=90, stature_px=500, at=(0.5, 0.2))
    lift = Course(0.0, (Move(1, 1.5, 1), Move(4.5, 5, 0), Move(7, 7.5, 1), Move(7.6, 8.1, 0)))
    poses = []
    for t_s in stick.times(10):
        pose = scene.photograph(stick.standing(), t_s)
        pose.image[landmarks.index("knee", "left"), 1] -= 0.066 * lift.at(t_s)
        poses.append(pose)
    report = report_of(session(text), poses)
    assert [r.start_s for r in report.reps if r.complete] == pytest.approx([7.0], abs=0.2)
    assert report.halves == 0
