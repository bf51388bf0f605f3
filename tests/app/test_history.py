"""`posecheck history`, and what `analyze` keeps in it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from calibration.made_reports import How, made
from posecheck.app import one_recording
from posecheck.errors import ExitCode
from posecheck.exercise.personal.profile import Profile
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.tables import Dose
from posecheck.files.folders import DATA_VARIABLE, history_file
from posecheck.history import database, reading, writing
from posecheck.provenance import Recording
from posecheck.report import json as reports
from posecheck.store import profiles

from .conftest import Run, Studio

CATALOGUE = Catalogue()
TODAY = date.today()  # noqa: DTZ011 - as the command


@pytest.fixture(autouse=True)
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def did(exercise_id: str, days_ago: int, how: How = "good", person: str = "anna") -> None:
    exercise = CATALOGUE.get(exercise_id)
    with database.opened() as history:
        dose = Dose(sets=1, reps=8, hold_s=4 if exercise.times_holds else None)
        day = TODAY - timedelta(days_ago)
        report = made(exercise, dose, day, how, chance=Random(1))
        writing.keep(history, person, report, exercise)


def kept(person: str = "anna") -> int:
    with database.opened() as history:
        return len(reading.past(history, person))


def words(text: str) -> str:
    return " ".join(text.split())


def test_nothing_is_there_at_first(run: Run) -> None:
    """And looking makes no file."""
    result = run("history")
    assert result.exit_code == ExitCode.OK
    assert "Nothing is in the history yet" in result.stdout
    assert not history_file().exists()


def test_the_calendar_shows_days_pain_and_exercises(run: Run) -> None:
    did("hip-bridge", 0)
    did("hip-bridge", 7, "hurt")
    did("plank", 7)
    result = run("history")
    assert result.exit_code == ExitCode.OK
    assert "anna: 3 sessions on 2 days" in result.stdout
    calendar = result.stdout.partition("● a session")[0]
    assert (calendar.count("●"), calendar.count("!")) == (1, 1)
    assert max(map(len, result.stdout.splitlines())) <= 80


@pytest.mark.parametrize("lang", ["en", "de"])
def test_one_exercise_is_shown_week_by_week(run: Run, lang: str) -> None:
    """Range, hold, pace, steadiness; the most frequent fault; a plank has no range."""
    did("hip-bridge", 0, "faults")
    did("plank", 0)
    bridge = run("history", "hip-bridge", "--lang", lang)
    shown = bridge.stdout.replace(",", ".")
    (line,) = [each for each in shown.splitlines() if "100" in each]
    assert [each for each in ("8", "2.0", "4.1", "●") if each not in line] == []
    assert f"{CATALOGUE.get('hip-bridge').checks[0].id.replace('-', ' ')} 4" in bridge.stdout or (
        lang == "de"
    )
    assert max(map(len, bridge.stdout.splitlines())) <= 80
    assert "how far" not in run("history", "plank").stdout
    assert "has no session of" in run("history", "cat-cow").stdout


def test_several_people_are_listed(run: Run) -> None:
    """And one of them has to be chosen before anything is written or forgotten."""
    did("plank", 0)
    did("plank", 0, person="ben")
    assert len(run("history").stdout.splitlines()) == 2
    assert run("history", "--forget", "all").exit_code == ExitCode.USAGE
    assert run("history", "--profile", "ben").stdout.startswith("ben: 1 session")
    wrong = run("history", "--profile", "cleo")
    assert wrong.exit_code == ExitCode.USAGE
    assert "anna, ben" in wrong.stderr


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_a_picture_is_drawn_and_replaced(run: Run, data: Path, kind: str) -> None:
    """posecheck knows it again; a foreign one stays."""
    did("hip-bridge", 0)
    did("hip-bridge", 8, "hurt")
    path = data / f"weeks.{kind}"
    for _ in range(2):
        result = run("history", "hip-bridge", "--picture", path)
        assert result.exit_code == ExitCode.OK, result.stderr
        assert "weeks." in result.stdout
    if kind == "png":
        with Image.open(path) as picture:
            assert picture.size[0] > 800
    else:
        assert "<svg" in path.read_text(encoding="utf-8")
    path.write_text("somebody's own")
    assert run("history", "hip-bridge", "--picture", path).exit_code == ExitCode.WOULD_REPLACE
    assert path.read_text() == "somebody's own"


def test_a_picture_of_another_kind_is_refused(run: Run) -> None:
    did("plank", 0)
    result = run("history", "--picture", "weeks.gif")
    assert result.exit_code == ExitCode.USAGE
    assert ".svg or .png" in result.stderr


def test_it_is_written_out(run: Run, data: Path) -> None:
    did("plank", 0)
    assert run("history", "--export", "h.csv").exit_code == ExitCode.OK
    assert run("history", "--export", "h.json").exit_code == ExitCode.OK
    assert run("history", "--export", "h.json").exit_code == ExitCode.OK
    assert (data / "h.csv").read_text().count("\n") == 2
    assert json.loads((data / "h.json").read_text())["profile"] == "anna"
    assert run("history", "--export", "h.xls").exit_code == ExitCode.USAGE


def test_forgetting_asks_first(run: Run, run_with: Run) -> None:
    """Anything but yes forgets nothing; with nobody to ask it is an error."""
    for ago in (0, 1):
        did("plank", ago)
        did("hip-bridge", ago)
    assert "Nothing was forgotten" in run_with("n\n", "history", "--forget", "all").stderr
    nobody = run_with("", "history", "--forget", "all")
    assert nobody.exit_code == ExitCode.USAGE
    assert "--yes" in nobody.stderr
    assert kept() == 4
    day = (TODAY - timedelta(1)).isoformat()
    assert "2 sessions" in run_with("y\n", "history", "--forget", day).stdout
    assert run("history", "--forget", "plank", "--yes").exit_code == ExitCode.OK
    assert kept() == 1
    assert "nothing to forget" in run("history", "--forget", "plank", "--yes").stdout
    assert run("history", "--forget", "hip-brige", "--yes").exit_code == ExitCode.USAGE
    assert run("history", "--forget", "all", "-y").exit_code == ExitCode.OK
    assert "Nothing is in the history yet" in run("history").stdout


def test_reports_are_added_later(run: Run, data: Path) -> None:
    """Once each; a file that is none is told, and the others are added all the same."""
    exercise = CATALOGUE.get("hip-bridge")
    report = made(exercise, Dose(sets=1, reps=8, hold_s=4), TODAY, chance=Random(1))
    about = replace(Recording(sha256="ab" * 32), recorded=None)
    undated = replace(report, live=None, recording=about)
    (data / "a.report.json").write_text(reports.dump(report))
    (data / "b.report.json").write_text(reports.dump(undated))
    (data / "c.json").write_text("{}")
    result = run(
        "history", "--profile", "anna", "--add", "a.report.json", "--add", "c.json",
        "--add", "none.json", "--add", "a.report.json",
    )  # fmt: skip
    assert result.exit_code == ExitCode.NO_SOURCE
    assert kept() == 1
    assert run("history", "--add", "a.report.json").exit_code == ExitCode.USAGE
    needs_day = run("history", "--profile", "anna", "--add", "b.report.json")
    assert "--day" in needs_day.stderr
    given = ("--profile", "anna", "--day", "2026-01-31", "--add", "b.report.json")
    assert run("history", *given).exit_code == ExitCode.OK
    assert kept() == 2
    assert run("history", "--day", "2026-01-31").exit_code == ExitCode.USAGE


def test_a_damaged_history_is_an_error_with_a_remedy(run: Run) -> None:
    did("plank", 0)
    history_file().write_bytes(b"damaged " * 4096)
    result = run("history")
    assert result.exit_code == ExitCode.BAD_HISTORY
    assert "Move it somewhere else" in result.stderr


def with_date(monkeypatch: pytest.MonkeyPatch, recorded: str | None) -> None:
    """The made recordings of the studio say that they were recorded then."""
    from posecheck.app import recordings

    def of_file(path: Path, **given: object) -> Recording:
        return Recording(path=str(path), sha256=f"of {path.name}", recorded=recorded, person="anna")

    monkeypatch.setattr(recordings, "of_file", of_file)
    assert one_recording.recordings is recordings


def test_analyze_keeps_what_somebody_with_a_profile_did(
    run: Run, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the day of the recording, and the same recording once."""
    profiles.save(Profile(name="anna"))
    with_date(monkeypatch, "2026-01-05T10:00:00")
    for _ in range(2):
        result = run("analyze", "a.mp4", "b.mp4", "-e", "plank", "--profile", "anna", "--no-video")
        assert result.exit_code == ExitCode.OK, result.stderr
        assert "In the history of anna." in result.stderr
    with database.opened() as history:
        found = reading.past(history, "anna")
    assert [(each.day, each.kind) for each in found] == [(date(2026, 1, 5), "recording")] * 2
    run("analyze", "c.mp4", "-e", "plank", "--no-video")
    assert kept() == 2


def test_a_recording_without_a_date_is_told_how_to_be_added(
    run: Run, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command that the note names does it."""
    profiles.save(Profile(name="anna"))
    with_date(monkeypatch, None)
    result = run("analyze", "a.mp4", "-e", "plank", "--profile", "anna", "--no-video")
    assert result.exit_code == ExitCode.OK
    note = words(result.stderr)
    assert "--day YYYY-MM-DD --add posecheck-out/a.report.json" in note
    assert not history_file().exists()
    add = ("--profile", "anna", "--day", "2026-01-05", "--add", "posecheck-out/a.report.json")
    assert run("history", *add).exit_code == ExitCode.OK
    assert kept() == 1


def test_a_history_that_cannot_be_written_is_no_error_of_the_session(
    run: Run, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The report is there, and a note says how it is added later."""
    profiles.save(Profile(name="anna"))
    with_date(monkeypatch, "2026-01-05T10:00:00")
    history_file().write_bytes(b"damaged " * 4096)
    result = run("analyze", "a.mp4", "-e", "plank", "--profile", "anna", "--no-video")
    assert result.exit_code == ExitCode.OK
    assert "Not in the history" in result.stderr
    assert "--add posecheck-out/a.report.json" in words(result.stderr)


def test_whoever_deletes_a_profile_is_told_of_the_history(run: Run) -> None:
    profiles.save(Profile(name="anna"))
    did("plank", 0)
    result = run("profile", "anna", "--delete", "--yes")
    assert "--forget all" in words(result.stderr)
    assert kept() == 1
