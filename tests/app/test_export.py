"""`posecheck export` and `posecheck.analyze`: what other tools get."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import posecheck
from posecheck import rep_rows
from posecheck.app import export
from posecheck.app.export import FORMATS, schema
from posecheck.errors import ExitCode, PosecheckError
from posecheck.files.recognised import wrote
from posecheck.records import REPORT_SCHEMA, Verdict

from .conftest import Start
from .test_cli import bridges

DOC = Path(__file__).parents[2] / "docs" / "report.schema.json"
KEPT = Path(__file__).parent / "report_keys_3.txt"


def keys(found: dict[str, object]) -> set[str]:
    """Every key that a report of this schema may have: "Rep.start_s"."""
    defs = found["$defs"]
    assert isinstance(defs, dict)
    return {
        f"{name}.{key}"
        for name, one in [("Report", found), *defs.items()]
        for key in one.get("properties", {})
    }


def test_the_schema_in_the_docs_is_that_of_reports() -> None:
    """`posecheck export --schema > docs/report.schema.json` brings it up to date."""
    assert DOC.read_text(encoding="utf-8") == schema()


def test_no_key_disappears_while_the_schema_has_its_number() -> None:
    """The rule of docs/report-format.md. New keys are added to the list of those that stay."""
    assert REPORT_SCHEMA == 3, "make a new list of keys for a new schema"
    assert set(KEPT.read_text(encoding="utf-8").split()) <= keys(json.loads(schema()))


def test_a_report_fits_its_schema(start: Start, tmp_path: Path) -> None:
    """Checked by another library, where it is there."""
    jsonschema = pytest.importorskip("jsonschema")
    done = start("analyze", bridges(tmp_path / "x.npz"), "-e", "hip-bridge", "--json")
    jsonschema.validate(json.loads(done.stdout), json.loads(schema()))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**json.loads(done.stdout), "count": "two"}, json.loads(schema()))


@pytest.mark.parametrize("ending", ["csv", "parquet", "trc", "mot"])
def test_a_recording_is_exported_and_the_file_is_known_again(
    start: Start, tmp_path: Path, ending: str
) -> None:
    """Twice: the second run replaces the first one's file."""
    clip = bridges(tmp_path / "x.npz")
    for _ in range(2):
        done = start("export", clip, "-e", "hip-bridge", "-o", f"x.{ending}")
        assert done.returncode == ExitCode.OK, done.stderr
    assert wrote(tmp_path / f"x.{ending}")


def test_the_table_has_a_row_for_each_repetition(start: Start, tmp_path: Path) -> None:
    """Two whole ones and a half one, from a report as from its recording."""
    clip = bridges(tmp_path / "x.npz")
    start("analyze", clip, "-e", "hip-bridge", "-o", tmp_path)
    for source in (clip, tmp_path / "x.report.json"):
        out = tmp_path / f"{source.stem}.csv"
        done = start("export", source, "-e", "hip-bridge", "-o", out)
        assert done.returncode == ExitCode.OK, done.stderr
        with out.open(newline="") as stream:
            rows = list(csv.DictReader(stream))
        assert [row["complete"] for row in rows] == ["true", "true", "false"]
        assert rows[2]["fault_checks"] == "half-repetition"
        assert 140 < float(rows[2]["hip_high_deg"]) < 163 < float(rows[0]["hip_high_deg"])


@pytest.mark.parametrize(
    ("name", "said"), [("x.trc", "a report has no landmarks"), ("x.mot", "has no course")]
)
def test_a_report_alone_says_what_it_lacks(
    start: Start, tmp_path: Path, name: str, said: str
) -> None:
    clip = bridges(tmp_path / "x.npz")
    start("analyze", clip, "-e", "hip-bridge", "-o", tmp_path)
    done = start("export", "x.report.json", "-o", name)
    assert done.returncode == ExitCode.BAD_SOURCE
    assert said in done.stderr
    assert not (tmp_path / name).exists()


def test_no_column_of_a_repetition_is_lost(tmp_path: Path) -> None:
    """A row has what the table has, besides its phases and signals."""
    [row, *_] = rep_rows.rows(
        posecheck.analyze(bridges(tmp_path / "x.npz"), "hip-bridge", offline=True)
    )
    assert [n for n in row if not re.match("phase_|.*_(low|high)", n)] == [*export.REPETITIONS]


def test_an_unknown_ending_names_the_formats(start: Start, tmp_path: Path) -> None:
    done = start("export", "x.json", "-o", "x.xlsx")
    assert done.returncode == ExitCode.USAGE
    assert all(name in done.stderr for name in FORMATS)


def test_a_notebook_gets_the_report(tmp_path: Path) -> None:
    """The same as the command's; no file is written, nothing is printed."""
    clip = bridges(tmp_path / "x.npz")
    report = posecheck.analyze(clip, "hip-bridge", offline=True)
    assert (report.count, report.halves, report.verdict) == (2, 1, Verdict.FAULT)
    assert [path.name for path in tmp_path.iterdir()] == ["x.npz"]
    with pytest.raises(PosecheckError) as caught:
        posecheck.analyze(tmp_path / "gone.mp4", "hip-bridge", offline=True)
    assert caught.value.code in (ExitCode.NO_SOURCE, ExitCode.NO_MODEL)


def test_a_dataframe_has_the_repetitions(tmp_path: Path) -> None:
    """With the columns of the CSV; where pandas is missing, that is said."""
    report = posecheck.analyze(bridges(tmp_path / "x.npz"), "hip-bridge", offline=True)
    pytest.importorskip("pandas")
    frame = report.to_dataframe()
    assert frame["complete"].tolist() == [True, True, False]
    assert frame["hip_high_deg"].iloc[0] == report.reps[0].ranges[0].high


def test_without_pandas_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = posecheck.analyze(bridges(tmp_path / "x.npz"), "hip-bridge", offline=True)
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(PosecheckError, match="needs pandas") as caught:
        report.to_dataframe()
    assert caught.value.code is ExitCode.NO_EXTRA


def test_importing_posecheck_stays_light() -> None:
    """`import posecheck` brings in none of the libraries, not even numpy."""
    heavy = ("numpy", "pydantic", "typer", "jinja2", "pandas")
    code = f"import sys, posecheck; print([m for m in {heavy} if m in sys.modules])"
    root = str(Path(posecheck.__file__).parent.parent)
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root
    )
    assert done.stdout.strip() == "[]"


def test_rerun_gets_poses_signals_and_faults(start: Start, tmp_path: Path) -> None:
    """A file that Rerun's own library opens again."""
    pytest.importorskip("rerun")
    clip = bridges(tmp_path / "x.npz")
    done = start("export", clip, "-e", "hip-bridge", "-o", "x.rrd")
    assert done.returncode == ExitCode.OK, done.stderr
    assert (tmp_path / "x.rrd").read_bytes()[:3] == b"RRF"
    assert wrote(tmp_path / "x.rrd")
