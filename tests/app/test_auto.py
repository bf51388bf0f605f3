"""`--exercise auto`, and a recording of something else than was said."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import pytest
import stick
import typer
from rich.console import Console

from posecheck.app import auto
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.recognise import Candidate, Part, Recognition
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.pose import landmark_recording
from posecheck.records import Report, Verdict
from posecheck.report import table
from posecheck.report.json import dump, load
from posecheck.words.speech import Speech

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
    assert "for example --exercise twin" in " ".join(done.stderr.split())


def test_auto_names_one_of_two_that_look_the_same(bridges: Path, run: Callable) -> None:
    """Bridge or pelvic tilt: from the side they are one movement. It is analysed, with a note."""
    done = run("analyze", bridges, "-e", "auto", "--json")
    assert done.exit_code == ExitCode.OK
    named = json.loads(done.stdout)["exercise"]
    (other,) = {"hip-bridge", "pelvic-tilt"} - {named}
    assert f"from this view {other} looks the same" in " ".join(done.stderr.split())


def test_auto_says_when_it_knows_nothing(bridges: Path, folder: Callable, run: Callable) -> None:
    """A catalogue of planks has no name for bridges."""
    done = run("analyze", bridges, "-e", "auto", "--catalog", folder("plank"), "--json")
    assert done.exit_code == ExitCode.NOTHING_TO_JUDGE
    assert "none of the exercises of the catalogue" in " ".join(done.stderr.split())


def test_auto_asks_about_an_exercise_of_ones_own(
    bridges: Path, folder: Callable, run: Callable
) -> None:
    """Nothing is known of its postures. Its zones alone are no name."""
    catalogue = folder(copies={"hip-bridge": "my-bridge"})
    done = run("analyze", bridges, "-e", "auto", "--catalog", catalogue, "--json")
    assert done.exit_code == ExitCode.NOTHING_TO_JUDGE
    said = " ".join(done.stderr.split())
    assert "not sure which exercise this is: my-bridge (" in said
    assert "or none of them" in said


REPORT = Report(
    exercise="made", title="", source="", duration_s=20.0, frames=600, found_share=1.0,
    partial=False, verdict=Verdict.GOOD, count=0, count_left=0, count_right=0, halves=0,
    reps=(), holds=(), findings=(), not_judged=(), remarks=(), limits=(),
)  # fmt: skip


def guesses(*fits: float) -> Recognition:
    """Two exercises that it may be."""
    names = ("hip-bridge", "plank")
    return Recognition(
        tuple(
            Candidate(name, name.title(), fit, REPORT)
            for name, fit in zip(names, fits, strict=False)
        )
    )


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[int]]:
    """A person at a terminal, with their answers; the list has what they are offered as usual."""

    def sit(*answers: int) -> list[int]:
        usual: list[int] = []
        left = iter(answers)

        def prompt(*_: object, default: int, **__: object) -> int:
            usual.append(default)
            return next(left)

        monkeypatch.setattr(auto, "sys", Mock())
        monkeypatch.setattr(typer, "prompt", prompt)
        return usual

    return sit


def test_a_person_chooses_among_the_guesses(
    terminal: Callable, capsys: pytest.CaptureFixture
) -> None:
    """Each guess has a number and how well it fits; "none of them" is the last answer."""
    usual = terminal(7, 2)
    chosen = auto.chosen(guesses(0.8, 0.75), Path("a.mp4"), speech=Speech(), may_ask=True)
    assert chosen.exercise == "plank"
    assert usual == [1, 1]
    said = capsys.readouterr().err
    assert "1. Hip-Bridge (fit 80%)" in said
    assert "0. None of them (20%)" in said
    assert "A number from 0 to 2, please." in said


def test_none_of_them_is_the_usual_answer_where_nothing_fits(
    terminal: Callable, capsys: pytest.CaptureFixture
) -> None:
    """It comes first in words, then the nearest. Nothing is analysed after it."""
    usual = terminal(auto.NONE)
    with pytest.raises(PosecheckError) as error:
        auto.chosen(guesses(0.3, 0.1), Path("a.mp4"), speech=Speech(), may_ask=True)
    assert error.value.code == ExitCode.NOTHING_TO_JUDGE
    assert usual == [auto.NONE]
    assert "none of the exercises that I know. The nearest:" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("fits", "said"),
    [
        ((0.8, 0.75), "not sure which exercise this is: hip-bridge (80%) or plank (75%), or none"),
        ((0.3, 0.1), "none of the exercises of the catalogue; the nearest: hip-bridge (30%), pl"),
        ((), "none of the exercises of the catalogue was recognised"),
    ],
)
def test_without_a_person_the_guesses_are_told(fits: tuple[float, ...], said: str) -> None:
    with pytest.raises(PosecheckError, match=re.escape(said)):
        auto.chosen(guesses(*fits), Path("a.mp4"), speech=Speech(), may_ask=False)


def test_the_parts_are_told_and_which_one_is_analysed(capsys: pytest.CaptureFixture) -> None:
    """With their times, rests and what is none of the exercises."""
    parts = (
        Part(None, 0.0, 8.0, resting=True),
        Part("hip-bridge", 8.0, 30.0, "Hip bridge"),
        Part(None, 30.0, 41.0),
        Part("plank", 41.0, 62.5, "Plank"),
    )
    seen = replace(guesses(0.9, 0.8), parts=parts)
    auto.note_recognised(seen, seen.candidates[0], Path("a.mp4"), Speech(), note=print)
    said = " ".join(capsys.readouterr().out.split())
    assert "recognised hip-bridge, fit 90% (next: plank 80%)" in said
    assert "0:00.0–0:08.0 rest, 0:08.0–0:30.0 Hip bridge, " in said
    assert "0:30.0–0:41.0 none of the exercises, 0:41.0–1:02.5 Plank." in said
    assert "only Hip-Bridge is analysed" in said


def test_one_part_is_not_told(capsys: pytest.CaptureFixture) -> None:
    seen = replace(guesses(0.9), parts=(Part("hip-bridge", 0.0, 30.0, "Hip bridge"),))
    auto.note_recognised(seen, seen.candidates[0], Path("a.mp4"), Speech(), note=print)
    said = " ".join(capsys.readouterr().out.split())
    assert "nothing else" in said
    assert "0:00.0" not in said
    assert "analysed" not in said


def test_a_report_says_which_parts_a_recording_has() -> None:
    """Only where it has several: a recording of one exercise needs no list."""
    several = guesses(0.9, 0.8)
    parts = (Part("plank", 0.0, 8.0, "Plank"), Part("hip-bridge", 9.0, 30.0, "Hip bridge"))
    report = replace(REPORT, recognised=replace(several, parts=parts).shown)
    assert load(dump(report)).recognised == report.recognised
    lines = printed(report)
    assert "What was recognised" in lines
    assert lines.index("0:00.0–0:08.0 Plank") < lines.index("0:09.0–0:30.0 Hip-Bridge")
    alone = replace(REPORT, recognised=replace(several, parts=parts[1:]).shown)
    assert "What was recognised" not in printed(alone)


def printed(report: Report) -> str:
    """A report as it is printed in a terminal, without its line ends."""
    with io.StringIO() as text:
        Console(file=text, width=200).print(table.render([report]))
        return " ".join(text.getvalue().split())


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
