"""`--exercise auto`, and a recording of something else than was said."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import stick

from posecheck.errors import ExitCode
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.pose import landmark_recording

REST_DEG = 130.0


@pytest.fixture
def bridges(tmp_path: Path) -> Path:
    """Two bridges, landmarks only."""
    course, _ = stick.bridges((stick.Plan(), stick.Plan()), rest_deg=REST_DEG, lead_s=1.5)
    file = tmp_path / "film.npz"
    poses = stick.film(
        lambda t_s: stick.bridge(course.at(t_s), rest_deg=REST_DEG),
        stick.times(course.end_s + 2, 30),
    )
    landmark_recording.save(file, poses)
    return file


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """A catalogue of some of the exercises, and of copies under another name."""

    def make(*ids: str, copies: dict[str, str] | None = None) -> Path:
        place = tmp_path / "catalogue"
        place.mkdir()
        for exercise, name in {**{i: i for i in ids}, **(copies or {})}.items():
            text = (Catalogue().folder / f"{exercise.removesuffix('+')}.toml").read_text("utf-8")
            text = text.replace(f'id = "{exercise.removesuffix("+")}"', f'id = "{name}"')
            (place / f"{name}.toml").write_text(text, "utf-8")
        return place

    return make


def test_auto_recognises_and_analyses(bridges: Path, folder: Callable, run: Callable) -> None:
    """What it is, how surely, and the whole report."""
    done = run(
        "analyze", bridges, "-e", "auto", "--catalog", folder("hip-bridge", "plank"), "--json"
    )
    report = json.loads(done.stdout)
    assert done.exit_code == ExitCode.OK
    assert (report["exercise"], report["count"]) == ("hip-bridge", 2)
    assert report["recognised"][0]["exercise"] == "hip-bridge"
    assert "recognised hip-bridge" in done.stderr


def test_auto_asks_rather_than_guesses(bridges: Path, folder: Callable, run: Callable) -> None:
    """Two exercises of one movement: both are named, and how to say which; nothing is counted."""
    catalogue = folder("hip-bridge", copies={"hip-bridge+": "twin"})
    done = run("analyze", bridges, "-e", "auto", "--catalog", catalogue, "--json")
    assert done.exit_code == ExitCode.NOTHING_TO_JUDGE
    assert done.stdout == ""
    assert "not sure" in done.stderr
    assert "hip-bridge (" in done.stderr
    assert "twin (" in done.stderr
    assert "--exercise hip-bridge" in done.stderr


def test_auto_says_when_it_knows_nothing(bridges: Path, folder: Callable, run: Callable) -> None:
    """A catalogue of planks has no name for bridges."""
    done = run("analyze", bridges, "-e", "auto", "--catalog", folder("plank"), "--json")
    assert done.exit_code == ExitCode.NOTHING_TO_JUDGE
    assert "no exercise of the catalogue was recognised" in done.stderr


def test_another_exercise_than_was_said_counts_nothing_and_is_named(
    bridges: Path, folder: Callable, run: Callable
) -> None:
    """Bridges analysed as a plank."""
    catalogue = folder("hip-bridge", "plank")
    done = run("analyze", bridges, "-e", "plank", "--catalog", catalogue, "--json")
    report = json.loads(done.stdout)
    assert (report["reps"], report["holds"]) == ([], [])
    (remark,) = report["remarks"]
    assert remark["kind"] == "looks-like"
    assert remark["values"] == {"title": "Hip bridge", "other": "hip-bridge", "named": "Plank"}
    shown = run("analyze", bridges, "-e", "plank", "--catalog", catalogue, "--no-video").stdout
    said = "This looks like Hip bridge (hip-bridge), not like Plank."
    assert said in " ".join(shown.split())


def test_nothing_is_said_about_what_was_counted(
    bridges: Path, folder: Callable, run: Callable
) -> None:
    """Somebody who names the exercise is not asked about it."""
    catalogue = folder("hip-bridge", "plank")
    done = run("analyze", bridges, "-e", "hip-bridge", "--catalog", catalogue, "--json")
    assert json.loads(done.stdout)["remarks"] == []
    assert json.loads(done.stdout)["recognised"] == []
