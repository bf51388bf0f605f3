"""An exercise that counts left and right apart: one knee after the other is drawn in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import stick
from stick import Course, Move

from posecheck import landmarks
from posecheck.exercise.session import Session
from posecheck.exercise.spec import catalogue
from posecheck.records import Pose, Report, Update, Verdict

KNEE_IN = """
id = "knee-in"
title = "One knee in"
source = "a test"
posture = "supine"
view = "side"
sides = "apart"
camera = "Beside you."
how = ["Draw one knee in."]
[dose]
reps = 3
[signals]
hip_deg = { use = "joint_angle", at = ["shoulder", "hip", "knee"], side = "own" }
other_hip_deg = { use = "joint_angle", at = ["shoulder", "hip", "knee"], side = "other" }
[start_posture]
take = "hip_deg > 110"
keep = "hip_deg > 20"
[zones]
out = "hip_deg > 110"
in = "hip_deg < 80"
[rep]
through = ["out", "in", "out"]
phases = ["draw", "hold", "let"]
driver = "hip_deg"
attempt = "hip_deg < 105"
holds = { hold = "in" }
[rep.half]
id = "half-repetition"
say = "Nearer."
because = "A test."
[[checks]]
id = "too-near"
use = "stays_within"
signal = "hip_deg"
during = "hold"
min = 50
say = "Not so near."
because = "A test."
[[checks]]
id = "other-moves"
use = "stays_within"
signal = "other_hip_deg"
during = "hold"
min = 100
say = "Leave the other down."
because = "A test."
"""

REST_DEG = 130.0


def knee_in(*times: tuple[float, float]) -> Course:
    """The hip angle that goes to a value at each of these times: (when, to)."""
    moves = []
    for start_s, to_deg in times:
        moves += [Move(start_s, start_s + 1.5, to_deg), Move(start_s + 3, start_s + 4.5, REST_DEG)]
    return Course(REST_DEG, tuple(moves))


def film(left: Course, right: Course, duration_s: float) -> list[Pose]:
    """Both legs, each with its own course."""
    scene, poses = stick.Scene(), []
    rows = [i for i, name in enumerate(landmarks.NAMES) if name.startswith("left_")]
    for t_s in stick.times(duration_s):
        pose = scene.photograph(stick.supine(hip_deg=right.at(t_s)), t_s)
        other = scene.photograph(stick.supine(hip_deg=left.at(t_s)), t_s)
        pose.image[rows], pose.world_m[rows] = other.image[rows], other.world_m[rows]
        poses.append(pose)
    return poses


@pytest.fixture
def perform_sides(tmp_path: Path) -> Callable[..., tuple[list[Update], Report]]:
    """Runs both legs through a session of that exercise."""

    def run(left: Course, right: Course, duration_s: float) -> tuple[list[Update], Report]:
        (tmp_path / "knee-in.toml").write_text(KNEE_IN, encoding="utf-8")
        session = Session(catalogue.load(tmp_path / "knee-in.toml"))
        updates = [session.step(pose) for pose in film(left, right, duration_s)]
        return updates, session.finish()

    return run


RIGHT_TWICE, LEFT_ONCE = knee_in((2, 65), (14, 65)), knee_in((8, 65))


def test_each_side_is_counted_for_itself(perform_sides: Callable) -> None:
    """The order is right, left, right."""
    updates, report = perform_sides(LEFT_ONCE, RIGHT_TWICE, 21)
    assert (report.count, report.count_left, report.count_right) == (3, 1, 2)
    assert [r.side for r in report.reps] == ["right", "left", "right"]
    assert [h.side for h in report.holds] == ["right", "left", "right"]
    assert (report.verdict, report.halves) == (Verdict.GOOD, 0)
    last = updates[-1]
    assert (last.count, last.count_left, last.count_right) == (3, 1, 2)
    assert [r.start_s for r in report.reps] == pytest.approx([2, 8, 14], abs=0.15)


def test_repetitions_of_both_sides_are_numbered_together_in_the_order_of_time(
    perform_sides: Callable,
) -> None:
    """A number is that of one repetition in the report, whichever side made it."""
    _, report = perform_sides(LEFT_ONCE, RIGHT_TWICE, 21)
    assert [r.number for r in report.reps] == [1, 2, 3]
    assert [h.number for h in report.holds] == [1, 2, 3]
    assert [h.rep for h in report.holds] == [1, 2, 3]


def test_a_fault_belongs_to_the_side_that_made_it(perform_sides: Callable) -> None:
    """Left goes too near, right only half as far."""
    _, report = perform_sides(knee_in((2, 40)), knee_in((8, 95)), 15)
    assert [(f.check, f.side) for f in report.findings] == [
        ("too-near", "left"),
        ("half-repetition", "right"),
    ]
    assert (report.count_left, report.count_right, report.halves) == (1, 0, 1)


def test_both_sides_at_once_are_one_of_each(perform_sides: Callable) -> None:
    """Each leg should have stayed while the other moved, so each side has that fault."""
    _, report = perform_sides(knee_in((2, 65)), knee_in((2, 65)), 9)
    assert (report.count_left, report.count_right) == (1, 1)
    assert {(f.check, f.side) for f in report.findings} == {
        ("other-moves", "left"),
        ("other-moves", "right"),
    }


def test_each_signal_of_a_side_has_the_name_of_that_side(perform_sides: Callable) -> None:
    """This is so in the updates."""
    updates, _ = perform_sides(LEFT_ONCE, knee_in((8, 90)), 10)
    signals = updates[-1].signals
    assert set(signals) == {
        "left_hip_deg", "left_other_hip_deg", "right_hip_deg", "right_other_hip_deg",
    }  # fmt: skip
    assert signals["left_hip_deg"] == pytest.approx(65, abs=0.1)
    assert signals["right_hip_deg"] == pytest.approx(90, abs=0.1)
    assert signals["left_other_hip_deg"] == signals["right_hip_deg"]
