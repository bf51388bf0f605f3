"""The tables of a batch: their columns and types, and how CSV and Parquet read again."""

from __future__ import annotations

import csv
import doctest
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import pytest

from posecheck.app.batch import rows, show, summary
from posecheck.app.batch.clips import Clip
from posecheck.app.batch.fingerprints import MadeFrom
from posecheck.app.batch.finished import Problem, Record
from posecheck.app.batch.rows import Names, Row
from posecheck.app.batch.show import Line
from posecheck.dose import DoseDone
from posecheck.errors import ExitCode, PosecheckError
from posecheck.messages import ExerciseTexts, Message, Remark
from posecheck.provenance import Likeness, Model
from posecheck.records import (
    Finding,
    Hold,
    HoldEnd,
    NotJudged,
    Phase,
    Range,
    Rep,
    Report,
    Verdict,
)
from posecheck.words.speech import Speech

CLIP = Clip(Path("/in/a/b.mp4"), "a/b.mp4", "auto")
SAG = Finding("sag", 2.0, 3.0, 5.0, 9.0, "°", rep=2)
SHAKY = NotJudged("shaking", Message("unmeasured-quick"), 1.0, 2.0, rep=1)


def rep(number: int, *, complete: bool = True, findings: tuple[Finding, ...] = ()) -> Rep:
    start_s = 10.0 * number
    phases = (
        Phase("lift", start_s, start_s + 1.5),
        Phase("both back", start_s + 1.5, start_s + 4),
        Phase("lift", start_s + 4, start_s + 4.25, at_least=True),
    )
    ranges = (
        Range("hip_deg", "°", -12.5, 178.25),
        Range("reach_trunk", "trunk lengths", 0.5, 2.0),
    )
    return Rep(
        number, start_s, start_s + 5, "left", complete, phases if complete else phases[:1],
        ranges if complete else (), Verdict.FAULT if findings else Verdict.GOOD, findings,
        (SHAKY,) if number == 1 else (),
    )  # fmt: skip


REPORT = Report(
    exercise="hip-bridge", title="Hip bridge", source="b.mp4", duration_s=40.0, frames=1200,
    dose=DoseDone(3, 8, 4.0, "repetitions", 2, 24),
    found_share=0.98, partial=False, verdict=Verdict.FAULT, count=2, count_left=2, count_right=0,
    halves=1, reps=(rep(1), rep(2, findings=(SAG,)), rep(3, complete=False)),
    holds=(
        Hold(1, "up", 11.0, 13.5, None, HoldEnd.LEFT, (), Verdict.GOOD, rep=1),
        Hold(2, "up", 21.0, 22.0, None, HoldEnd.LEFT, (), Verdict.GOOD, rep=2),
    ),
    findings=(SAG,), not_judged=(SHAKY,),
    remarks=(Remark("far", 0.0, 1.0, blocks=False), Remark("far", 3.0, 4.0, blocks=False)),
    limits=(), model=Model("full.task", "mediapipe 1", "ab" * 32),
    recognised=(Likeness("hip-bridge", "Hip bridge", 0.9), Likeness("plank", "Plank", 0.1)),
    profile="anna", texts=ExerciseTexts("en", "Hip bridge"), posecheck="0.1.0",
)  # fmt: skip
MADE_FROM = MadeFrom("0.1.0+x", "cd" * 32, "auto", None, "x", "en", None, "y")
RECORD = Record(MADE_FROM, {"report": "x"}, notes=("one.", "two."))


def of_report() -> Row:
    names = Names("a/b.report.json", "a/b.annotated.mp4")
    return rows.of_clip(CLIP, REPORT, None, RECORD, names)


def test_a_clip_is_a_row_with_all_that_was_counted_and_judged() -> None:
    found = of_report()
    assert list(found) == list(rows.CLIPS)
    assert found == {
        "path": "a/b.mp4", "exercise": "hip-bridge", "recognised": True, "fit": 0.9,
        "verdict": "fault", "count": 2, "count_left": 2, "count_right": 0, "halves": 1,
        "dose_done": 2, "dose_asked": 24,
        "holds": 2, "holds_total_s": 3.5, "faults": 1, "faults_text": "sag once", "close": 0,
        "not_judged": 1,
        "not_judged_text": "shaking: not measurable here: a quick movement hides a tremor. "
        "Move more slowly",
        "remarks_text": "Come nearer to the camera: you are too small in the picture.",
        "cadence_per_min": None, "duration_s": 40.0, "pictures": 1200, "found_share": 0.98,
        "error": None, "error_code": None, "notes": "one.; two.", "profile": "anna",
        "report": "a/b.report.json", "video": "a/b.annotated.mp4", "sha256": "cd" * 32,
        "model": "full.task, mediapipe 1", "model_sha256": "ab" * 32, "posecheck": "0.1.0",
    }  # fmt: skip


def test_a_clip_that_failed_is_a_row_with_its_error() -> None:
    """What is wrong and what to do, without the clip's name, which stands beside it."""
    error = PosecheckError(
        "not a video", where="/in/a/b.mp4", remedy="Convert it.", code=ExitCode.BAD_SOURCE
    )
    problem = Problem.of(error, CLIP.path)
    found = rows.of_clip(CLIP, None, problem, None, Names(None, None))
    told = {name: value for name, value in found.items() if value is not None}
    assert told == {
        "path": "a/b.mp4", "exercise": "auto",
        "error": "not a video. Convert it.", "error_code": 4,
    }  # fmt: skip
    assert problem.what == "not a video."


def test_an_error_about_another_file_names_it() -> None:
    error = PosecheckError("missing", where="/model.task", code=ExitCode.NO_MODEL)
    assert Problem.of(error, CLIP.path).text == "/model.task: missing."


def test_a_repetition_is_a_row_with_its_phases_and_how_far_it_went() -> None:
    """Units stand in the names; a phase that comes twice has both times together."""
    first, second, half = rows.of_repetitions(CLIP, REPORT)
    assert first == {
        "path": "a/b.mp4", "exercise": "hip-bridge", "rep": 1, "side": "left", "start_s": 10.0,
        "end_s": 15.0, "duration_s": 5.0, "complete": True, "verdict": "good", "hold_s": 2.5,
        "faults": 0, "faults_text": None, "close": 0, "not_judged": 1, "at_least": "lift",
        "phase_lift_s": 1.75, "phase_both_back_s": 2.5, "hip_low_deg": -12.5,
        "hip_high_deg": 178.25, "reach_low_trunk": 0.5, "reach_high_trunk": 2.0,
    }  # fmt: skip
    assert (second["faults"], second["faults_text"], second["hold_s"]) == (1, "sag once", 1.0)
    assert (half["complete"], half["hold_s"], "hip_low_deg" in half) == (False, None, False)


def written(tmp_path: Path, table: str, columns: rows.Columns, found: Sequence[Row]) -> pa.Table:
    summary.write(tmp_path, table, columns, found)
    return pyarrow.parquet.read_table(tmp_path / f"{table}.parquet")


TYPES = {"text": pa.string(), "count": pa.int64(), "number": pa.float64(), "yes-no": pa.bool_()}


@pytest.mark.parametrize("of", [[], [of_report()]], ids=["empty", "one row"])
def test_parquet_has_a_type_for_every_column(tmp_path: Path, of: list[Row]) -> None:
    """Also where there is no row, so that tables of several batches fit each other."""
    table = written(tmp_path, "clips", rows.CLIPS, of)
    assert table.to_pylist() == of
    expected = {name: TYPES[kind] for name, kind in rows.CLIPS.items()}
    assert dict(zip(table.schema.names, table.schema.types, strict=True)) == expected


def test_csv_is_read_with_the_right_types(tmp_path: Path) -> None:
    """By a program that guesses them from the cells; missing is empty."""
    found = rows.of_repetitions(CLIP, REPORT)
    columns = rows.repetition_columns(found)
    table = written(tmp_path, "repetitions", columns, found)
    assert table.schema.names == [
        *rows.REPETITIONS, "phase_both_back_s", "phase_lift_s", "hip_high_deg", "hip_low_deg",
        "reach_high_trunk", "reach_low_trunk",
    ]  # fmt: skip
    options = pyarrow.csv.ConvertOptions(strings_can_be_null=True)
    again = pyarrow.csv.read_csv(tmp_path / "repetitions.csv", convert_options=options)
    assert again.to_pylist() == table.to_pylist()
    assert again.schema == table.schema


def test_pandas_reads_the_csv_with_the_right_types(tmp_path: Path) -> None:
    """Where pandas is installed."""
    pandas = pytest.importorskip("pandas")
    found = rows.of_repetitions(CLIP, REPORT)
    written(tmp_path, "repetitions", rows.repetition_columns(found), found)
    table = pandas.read_csv(tmp_path / "repetitions.csv")
    assert [str(table[name].dtype) for name in ("rep", "start_s", "complete", "hip_low_deg")] == [
        "int64", "float64", "bool", "float64",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", "-a.mp4"])
def test_no_text_of_a_csv_is_a_formula(tmp_path: Path, text: str) -> None:
    """A spreadsheet would compute it. Numbers below 0 stay numbers, and Parquet has the text."""
    table = written(
        tmp_path, "t", {"path": "text", "low_deg": "number"}, [{"path": text, "low_deg": -1.0}]
    )
    assert table.to_pylist() == [{"path": text, "low_deg": -1.0}]
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file))[1] == [f"'{text}", "-1.0"]


def test_a_csv_is_utf_8_and_quotes_what_it_has_to(tmp_path: Path) -> None:
    text = 'ü, "x"\nend'
    written(tmp_path, "t", {"path": "text"}, [{"path": text}])
    assert (tmp_path / "t.csv").read_bytes() == 'path\r\n"ü, ""x""\nend"\r\n'.encode()


def test_examples_hold() -> None:
    """Those in the docstrings are true."""
    assert doctest.testmod(summary).failed == 0


@pytest.mark.parametrize("code", ["en", "de"])
def test_a_long_summary_is_shortened_and_fits_80_columns(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture, tmp_path: Path, code: str
) -> None:
    """Clips without a fault are only counted."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)
    lines = [Line(f"good-{i}.mp4", "Hip bridge", "fine", Verdict.GOOD) for i in range(9)]
    lines += [
        Line(f"{'long/' * 9}{i}.mp4", "Shoulder-blade squeeze", "not seen " * 20, None)
        for i in range(show.MOST_LINES + 3)
    ]
    show.result(lines, jobs=60, before=2, out=tmp_path / "out", speech=Speech(code=code))
    said = capsys.readouterr().out
    assert max(map(len, said.splitlines())) <= 80
    assert "good-" not in said
    assert f"9 {'good' if code == 'en' else 'gut'}, 0 " in said
    assert ("And 3 more" if code == "en" else "Und 3 weitere") in said
    assert said.count("Shoulder-blade") == show.MOST_LINES
    assert ("8 clips are not" if code == "en" else "8 Aufnahmen sind noch nicht") in said
    assert str(Path("out/clips.csv")) in said


def test_the_line_of_a_clip_is_short() -> None:
    """It is all that is kept of a report for the table."""
    line = show.line(CLIP, REPORT, None)
    assert line == Line(
        "a/b.mp4", "Hip bridge", "2 repetitions (2 left, 0 right), 1 half; sag once", Verdict.FAULT
    )
    cut_off = replace(REPORT, verdict=Verdict.INCOMPLETE, findings=())
    shown = show._result(show.line(CLIP, cut_off, None), Speech())
    assert shown.plain.startswith("incomplete: 2 repetitions")
    problem = Problem("not a video.", "not a video. Convert it.", ExitCode.BAD_SOURCE)
    assert show.line(CLIP, None, problem) == Line("a/b.mp4", "auto", "not a video.", None)
