"""A 42nd exercise, as docs/adding-an-exercise.md adds it: one file, no code."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from math import acos, cos, degrees, radians, sqrt
from pathlib import Path

import pytest
import stick
from stick import SHANK, THIGH, TRUNK, Course, Move

from posecheck.errors import ExitCode
from posecheck.pose import landmark_recording

PAGE = Path(__file__).parents[2] / "docs" / "adding-an-exercise.md"
STANDING_DEG, SQUARE_DEG = 175.0, 92.0
DOWN_S, UP_S = 4.0, 14.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A catalogue with nothing in it but the page's own file."""
    (text,) = re.findall(r"```toml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    place = tmp_path / "my-exercises"
    place.mkdir()
    (place / "wall-sit.toml").write_text(text, "utf-8")
    return place


def against_a_wall(knee_deg: float, *, trunk_deg: float = 88.0) -> stick.Skeleton:
    """Back at a wall 0.22 statures behind the feet, facing to the right of the figure's plane."""
    reach = sqrt(THIGH**2 + SHANK**2 - 2 * THIGH * SHANK * cos(radians(knee_deg)))
    hip = -0.22, 0.04 + sqrt(reach**2 - 0.22**2)
    to_ankle_deg = -degrees(acos(0.22 / reach))
    at_hip_deg = degrees(acos((THIGH**2 + reach**2 - SHANK**2) / (2 * THIGH * reach)))
    knee = stick.step(hip, THIGH, to_ankle_deg + at_hip_deg)
    shoulder = stick.step(hip, TRUNK, 180 - trunk_deg)
    return {
        "shoulder": shoulder, "hip": hip, "knee": knee, **stick.foot((0.0, 0.04)),
        "elbow": (shoulder[0] + 0.05, shoulder[1] - 0.17),
        **stick.hand((shoulder[0] + 0.15, shoulder[1] - 0.25)),
        **stick.face((shoulder[0], shoulder[1] + stick.HEAD), (0.06, 0.0)),
    }  # fmt: skip


def film(file: Path, *, lowest_deg: float = SQUARE_DEG, trunk_deg: float = 88.0) -> Path:
    """Stands, slides down until `DOWN_S`, up from `UP_S`."""
    knee = Course(STANDING_DEG, (Move(DOWN_S - 2, DOWN_S, lowest_deg), Move(UP_S, UP_S + 2, 175.0)))
    scene = stick.Scene(stature_px=500, at=(0.5, 0.4))

    def posture(t_s: float) -> stick.Skeleton:
        leaning = DOWN_S + 2 < t_s < UP_S - 2
        return against_a_wall(knee.at(t_s), trunk_deg=trunk_deg if leaning else 88.0)

    landmark_recording.save(file, stick.film(posture, stick.times(UP_S + 4, 30), scene))
    return file


def test_the_page_s_file_is_fine(folder: Path, run: Callable) -> None:
    """Checked and shown as any other."""
    assert run("exercises", "--check", folder / "wall-sit.toml").exit_code == ExitCode.OK
    shown = run("show", "wall-sit", "--catalog", folder)
    assert shown.exit_code == ExitCode.OK
    assert "Back against the wall." in shown.stdout


def test_the_new_exercise_is_timed(folder: Path, tmp_path: Path, run: Callable) -> None:
    """Ten seconds down, from when the sliding ends to when it begins again."""
    file = film(tmp_path / "good.npz")
    done = run("analyze", file, "-e", "wall-sit", "--catalog", folder, "--json")
    report = json.loads(done.stdout)
    (hold,) = report["holds"]
    assert (hold["start_s"], hold["end_s"]) == pytest.approx((DOWN_S, UP_S), abs=0.3)
    assert (report["verdict"], report["findings"]) == ("good", [])


@pytest.mark.parametrize(
    ("said", "found"),
    [({"lowest_deg": 118.0}, "too-high"), ({"trunk_deg": 60.0}, "off-the-wall")],
)
def test_the_new_exercise_is_judged(
    said: dict[str, float], found: str, folder: Path, tmp_path: Path, run: Callable
) -> None:
    """Each of its two faults, and nothing else."""
    file = film(tmp_path / "bad.npz", **said)
    done = run("analyze", file, "-e", "wall-sit", "--catalog", folder, "--json")
    assert [f["check"] for f in json.loads(done.stdout)["findings"]] == [found]
