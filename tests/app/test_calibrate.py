"""`posecheck calibrate`, `profile` and `analyze --profile`, over recordings of the stick figure."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import stick
from stick import Plan

from posecheck.errors import ExitCode
from posecheck.files.folders import DATA_VARIABLE
from posecheck.pose.landmark_recording import RecordingWriter
from posecheck.store import profiles

from .conftest import Run

COMFORTABLE = tuple(Plan(top_deg=top, hold_s=3.6) for top in (177, 178, 179))
BRIDGE = ("--exercise", "hip-bridge")

Film = Callable[..., Path]


@pytest.fixture
def film(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Film:
    """Records bridges after these plans; data folder and current folder are empty ones."""
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "data"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    def work(name: str, plans: Sequence[Plan]) -> Path:
        course, _ = stick.bridges(plans)
        times_s = stick.times(course.end_s + 2, 15)
        path = Path(name)
        with RecordingWriter(path) as file:
            for pose in stick.film(lambda t_s: stick.bridge(course.at(t_s)), times_s):
                file.write(pose)
        return path

    return work


@pytest.fixture
def anna(film: Film, run: Run) -> Path:
    """A profile with a bridge in it: its file."""
    result = run("calibrate", "hip-bridge", film("calm.npz", COMFORTABLE), "--profile", "anna")
    assert result.exit_code == ExitCode.OK, result.output
    return profiles.path_of("anna")


def test_a_calibration_says_what_it_found_and_where_it_is(
    film: Film, run: Run, tmp_path: Path
) -> None:
    """How far, the spread, what is too far, the neutral posture; all within 80 columns."""
    result = run("calibrate", "hip-bridge", film("calm.npz", COMFORTABLE), "--profile", "anna")
    assert result.exit_code == ExitCode.OK, result.output
    assert result.stderr == ""
    assert "3 repetitions, side view" in result.stdout
    row = next(line for line in result.stdout.splitlines() if "hip (°)" in line)
    assert row.split() == ["hip", "(°)", "130", "178", "1.0", "over", "184"]
    assert "At rest: hip 130" in result.stdout
    path = tmp_path / "data" / "profiles" / "anna.toml"
    assert f"Written: {path}" in result.stdout
    tables = [line for line in result.stdout.splitlines() if "Written" not in line]
    assert max(map(len, tables)) <= 80


def test_calibrating_again_replaces_that_exercise_alone(anna: Path, film: Film, run: Run) -> None:
    """Other exercises of the person stay."""
    before = profiles.load("anna")
    both = before.having("crunch", before.exercises["hip-bridge"])
    profiles.save(both)
    farther = [Plan(top_deg=top) for top in (183, 184, 185)]
    result = run("calibrate", "hip-bridge", film("far.npz", farther), "--profile", "anna")
    assert f"Replaced in: {anna}" in result.stdout
    after = profiles.load("anna")
    assert after.exercises["crunch"] == both.exercises["crunch"]
    assert after.exercises["hip-bridge"].ranges[0].comfortable == pytest.approx(184, abs=0.3)


def test_a_refused_calibration_writes_nothing(anna: Path, film: Film, run: Run) -> None:
    """One line with reason and remedy; what was there stays."""
    before = anna.read_bytes()
    for name in ("anna", "bob"):
        result = run("calibrate", "hip-bridge", film("two.npz", [Plan()] * 2), "--profile", name)
        assert result.exit_code == ExitCode.NO_CALIBRATION
        assert result.stderr.startswith("Error: only 2 usable repetitions, 3 are needed. Record")
        assert result.stderr.count("\n") == 1
        assert result.stdout == ""
    assert anna.read_bytes() == before
    assert profiles.names() == ("anna",)


def test_what_was_left_aside_is_said(film: Film, run: Run) -> None:
    """On stderr, and the rest is used."""
    path = film("mixed.npz", [*COMFORTABLE, Plan(lift_s=0.4)])
    result = run("calibrate", "hip-bridge", path, "--profile", "anna")
    assert result.exit_code == ExitCode.OK
    assert result.stderr == "Left aside: fast lift in repetition 4.\n"


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["plank", "calm.npz", "--profile", "anna"], ExitCode.NO_CALIBRATION, "a hold has no end"),
        (["hip-bridge", "calm.npz", "--profile", "../a"], ExitCode.USAGE, "cannot be the name"),
        (["hip-bridge", "none.npz", "--profile", "anna"], ExitCode.NO_SOURCE, "none.npz"),
        (["hip-bridge", "calm.npz", "./calm.npz", "--profile", "a"], ExitCode.USAGE, "given twice"),
        (["hip-brige", "calm.npz", "--profile", "anna"], ExitCode.BAD_EXERCISE, "hip-bridge"),
        (["hip-bridge", "calm.npz"], ExitCode.USAGE, "--profile"),
    ],
)
def test_what_makes_no_sense_is_one_line(
    film: Film, run: Run, arguments: list[str], code: ExitCode, says: str
) -> None:
    """And no profile."""
    film("calm.npz", [Plan()])
    result = run("calibrate", *arguments)
    assert result.exit_code == code, result.output
    assert says in result.stderr
    assert profiles.names() == ()


def test_a_wrong_profile_is_not_overwritten(anna: Path, film: Film, run: Run) -> None:
    """Somebody who makes a mistake in a file by hand loses nothing."""
    anna.write_text(anna.read_text().replace("format = 1", "format = 9"))
    before = anna.read_bytes()
    result = run("calibrate", "hip-bridge", film("b.npz", COMFORTABLE), "--profile", "anna")
    assert result.exit_code == ExitCode.BAD_PROFILE
    assert "format: input should be 1" in result.stderr
    assert anna.read_bytes() == before


def test_over_reaching_is_found_with_the_profile_alone(anna: Path, film: Film, run: Run) -> None:
    """Ten degrees past one's own comfort, yet within what is right for everybody."""
    path = film("far.npz", [Plan(top_deg=188)])
    without = json.loads(run("analyze", path, *BRIDGE, "--json").stdout)
    assert (without["findings"], without["profile"], without["notes"]) == ([], None, [])
    report = json.loads(run("analyze", path, *BRIDGE, "--json", "--profile", "anna").stdout)
    assert [f["check"] for f in report["findings"]] == ["past-comfort"]
    assert report["profile"] == "anna"
    (limit,) = [x for x in report["limits"] if x["check"] == "past-comfort"]
    because = report["texts"]["because"]["past-comfort"]
    assert because.startswith("Your own comfortable range, calibrated on 20")
    assert report["findings"][0]["limit"] == limit["parameters"]["max"]


def test_the_table_says_whose_profile_and_what_is_worth_knowing(
    anna: Path, film: Film, run: Run
) -> None:
    """To go less far than usual is no fault, and is said kindly."""
    path = film("short.npz", [Plan(top_deg=165)])
    result = run("analyze", path, *BRIDGE, "--no-video", "--profile", "anna")
    assert result.exit_code == ExitCode.OK
    assert "with the profile anna" in result.stdout
    assert "Hip bridge, short.npz: good" in result.stdout
    assert "Worth knowing" in result.stdout
    assert "165° (usually 178°)" in result.stdout
    assert "That is fine" in " ".join(result.stdout.split())


def test_an_exercise_that_was_not_calibrated_is_judged_without(
    anna: Path, film: Film, run: Run
) -> None:
    """Said once, with what to do; the report carries no profile."""
    path = film("a.npz", [Plan()])
    result = run("analyze", path, "--exercise", "pelvic-tilt", "--json", "--profile", "anna")
    assert "knows nothing of pelvic-tilt: judged without it" in result.stderr
    assert "posecheck calibrate pelvic-tilt SOURCE --profile anna" in result.stderr
    assert json.loads(result.stdout)["profile"] is None


def test_a_profile_that_is_not_there_is_an_error_before_any_work(film: Film, run: Run) -> None:
    """With how to make one."""
    result = run("analyze", film("a.npz", [Plan()]), *BRIDGE, "--profile", "bob")
    assert result.exit_code == ExitCode.BAD_PROFILE
    assert result.stdout == ""
    assert "there is no profile 'bob'" in result.stderr


def test_another_pose_model_is_noted(anna: Path, film: Film, run: Run) -> None:
    """The bias that cancels is that of one model."""
    text = anna.read_text().replace('model = ""', 'model = "lite.task"')
    anna.write_text(text)
    path = Path("known.npz")
    with RecordingWriter(path, model='{"name": "full.task", "library": "x"}') as file:
        for pose in stick.film(lambda _t_s: stick.bridge(130), stick.times(3, 15)):
            file.write(pose)
    result = run("analyze", path, *BRIDGE, "--json", "--profile", "anna")
    assert "calibrated with another pose model (lite.task)" in result.stderr


def test_without_profiles_the_list_says_how_to_make_one(film: Film, run: Run) -> None:
    """An empty list helps nobody."""
    result = run("profile")
    assert result.exit_code == ExitCode.OK
    assert "No profiles yet." in result.stdout


def test_profiles_are_listed_and_a_wrong_one_is_an_error(anna: Path, run: Run) -> None:
    """The others are listed all the same."""
    (anna.parent / "bob.toml").write_text("format =")
    result = run("profile")
    assert result.exit_code == ExitCode.BAD_PROFILE
    assert "bob.toml: is not TOML" in result.stderr
    assert "hip-bridge" in next(x for x in result.stdout.splitlines() if x.startswith(" anna"))


def test_a_profile_is_shown_whole(anna: Path, run: Run) -> None:
    """File, exercise, date, limit."""
    result = run("profile", "anna")
    assert str(anna) in result.stdout
    assert "over 184" in result.stdout
    assert "not a medical device" in result.stdout


def test_an_exercise_that_is_gone_is_shown_all_the_same(anna: Path, run: Run) -> None:
    """The catalogue may have changed, or another one be used."""
    profile = profiles.load("anna")
    profiles.save(profile.having("old-one", profile.exercises["hip-bridge"]))
    result = run("profile", "anna")
    assert result.exit_code == ExitCode.OK
    assert "no longer in the catalogue" in result.stdout


@pytest.mark.parametrize(("answer", "gone"), [("y\n", True), ("n\n", False), ("\n", False)])
def test_deleting_asks_first(anna: Path, run_with: Run, answer: str, gone: bool) -> None:
    """And takes anything but yes for no."""
    result = run_with(answer, "profile", "anna", "--delete")
    assert result.exit_code == ExitCode.OK
    assert "Delete the profile anna for good? [y/N]" in result.stderr
    assert anna.exists() is not gone
    assert ("Deleted:" in result.stdout) is gone


def test_nobody_to_ask_is_a_kind_refusal(anna: Path, run_with: Run) -> None:
    """In a script, --yes says it."""
    result = run_with("", "profile", "anna", "--delete")
    assert result.exit_code == ExitCode.USAGE
    assert "posecheck profile anna --delete --yes" in result.stderr
    assert anna.exists()
    assert run_with("", "profile", "anna", "--delete", "--yes").exit_code == ExitCode.OK
    assert not anna.exists()


def test_deleting_what_is_not_there_or_not_named(anna: Path, run: Run) -> None:
    """Neither deletes anything else."""
    assert run("profile", "bob", "--delete", "--yes").exit_code == ExitCode.BAD_PROFILE
    assert run("profile", "--delete").exit_code == ExitCode.USAGE
    assert anna.exists()


def test_what_another_calibration_wrote_meanwhile_stays(
    anna: Path, film: Film, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two exercises are calibrated at the same time, in two terminals."""
    from posecheck.app import calibrate

    real = calibrate._watch

    def watch(*arguments: Any) -> Any:
        before = profiles.load("anna")
        profiles.save(before.having("crunch", before.exercises["hip-bridge"]))
        return real(*arguments)

    monkeypatch.setattr(calibrate, "_watch", watch)
    run("calibrate", "hip-bridge", film("calm.npz", COMFORTABLE), "--profile", "anna")
    assert set(profiles.load("anna").exercises) == {"hip-bridge", "crunch"}
