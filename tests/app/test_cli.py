"""The command as people start it: in its own process, with real files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import stick

import posecheck
from posecheck.errors import ExitCode
from posecheck.pose import landmark_recording
from posecheck.records import Pose

HEAVY = ("rich.console", "numpy", "scipy", "cv2", "av", "mediapipe", "pydantic", "PIL")


def start(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """`python -m posecheck ...` as on a machine without a model and without a terminal."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(posecheck.__file__).parent.parent),
        "POSECHECK_OFFLINE": "1",
        "POSECHECK_DATA": str(cwd),
        "COLUMNS": "80",
    }
    environment.pop("POSECHECK_MODEL", None)
    return subprocess.run(
        [sys.executable, "-m", "posecheck", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=cwd,
        env=environment,
        check=False,
    )


def bridges(path: Path) -> Path:
    """Two bridges as asked for, and a half one that turns back at 152 degrees."""
    course, _ = stick.bridges([stick.Plan(), stick.Plan(), stick.Plan(top_deg=152.0)])
    times_s = stick.times(course.end_s + 1.5)
    landmark_recording.save(path, stick.film(lambda t_s: stick.bridge(course.at(t_s)), times_s))
    return path


def test_a_recording_is_counted_end_to_end(tmp_path: Path) -> None:
    """From landmarks to the words on the terminal, by the real engine."""
    result = start("analyze", bridges(tmp_path / "x.npz"), "-e", "hip-bridge", cwd=tmp_path)
    assert result.returncode == ExitCode.OK, result.stderr
    assert result.stdout.splitlines()[1].startswith(
        "2 repetitions, 1 half (the dose is 3 x 8, hold 4 s); half repetition once"
    )
    assert result.stderr == ""


def test_json_and_trace_come_from_the_same_run(tmp_path: Path) -> None:
    """stdout is JSON from its first to its last character; the trace has every frame."""
    bridges(tmp_path / "x.npz")
    result = start("analyze", "x.npz", "-e", "hip-bridge", "--json", "--trace", cwd=tmp_path)
    report = json.loads(result.stdout)
    rows = (tmp_path / "posecheck-out" / "x.trace.csv").read_text().splitlines()
    assert (report["count"], report["halves"]) == (2, 1)
    assert len(rows) == report["frames"] + 1
    assert "hip_deg" in rows[0].split(",")


def test_nobody_in_the_picture_is_nothing_to_judge(tmp_path: Path) -> None:
    """No number, a clear word and its own exit code."""
    landmark_recording.save(
        tmp_path / "x.npz", [Pose.nobody(i / 10, (640, 480)) for i in range(50)]
    )
    result = start("analyze", "x.npz", "-e", "plank", cwd=tmp_path)
    assert result.returncode == ExitCode.NOTHING_TO_JUDGE
    assert "Nobody is in the picture. (Nothing was judged meanwhile.)" in result.stdout
    assert "Plank, x.npz: not judged" in result.stdout


@pytest.mark.parametrize(
    ("source", "code"),
    [
        pytest.param("none.mp4", ExitCode.NO_SOURCE, id="no such file"),
        pytest.param(".", ExitCode.NO_SOURCE, id="a folder"),
        pytest.param("text.mp4", ExitCode.BAD_SOURCE, id="text"),
        pytest.param("text.npz", ExitCode.BAD_SOURCE, id="text for landmarks"),
        pytest.param("empty.mp4", ExitCode.BAD_SOURCE, id="empty"),
    ],
)
def test_a_bad_source_is_one_line(tmp_path: Path, source: str, code: ExitCode) -> None:
    """No traceback, no library's own words, no file left, its own exit code."""
    (tmp_path / "text.mp4").write_text("hello\n" * 99)
    (tmp_path / "text.npz").write_text("hello\n" * 99)
    (tmp_path / "empty.mp4").touch()
    result = start("analyze", source, "-e", "plank", cwd=tmp_path)
    assert result.returncode == code
    assert result.stderr.startswith(f"Error: {source}: ")
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""
    assert [path for path in tmp_path.rglob("*") if "report" in path.name] == []


def test_help_and_version_need_no_heavy_library(tmp_path: Path) -> None:
    """What makes `--help` instant: none of these is imported for it."""
    seen = f"""
import sys
from posecheck.app.cli import app
try:
    app(["--help"])
except SystemExit:
    pass
print("LOADED", [name for name in {HEAVY} if name in sys.modules])
"""
    environment = {**os.environ, "PYTHONPATH": str(Path(posecheck.__file__).parent.parent)}
    result = subprocess.run(
        [sys.executable, "-c", seen], capture_output=True, text=True, env=environment, check=True
    )
    assert "analyze" in result.stdout
    assert result.stdout.splitlines()[-1] == "LOADED []"


def test_the_version_is_printed(tmp_path: Path) -> None:
    """For reports of bugs."""
    result = start("--version", cwd=tmp_path)
    assert result.stdout == f"posecheck {posecheck.__version__}\n"


def test_without_a_command_the_help_is_shown(tmp_path: Path) -> None:
    """It lists what there is."""
    result = start(cwd=tmp_path)
    commands = (
        "analyze", "batch", "benchmark", "calibrate", "cameras", "exercises", "live", "model",
        "profile", "record", "recover", "show",
    )  # fmt: skip
    assert all(f" {command} " in result.stdout + result.stderr for command in commands)


def test_a_missing_model_says_how_to_get_one(tmp_path: Path) -> None:
    """`posecheck model --offline` on a fresh machine."""
    result = start("model", "--offline", cwd=tmp_path)
    assert result.returncode == ExitCode.NO_MODEL
    assert "POSECHECK_MODEL" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_reader_that_leaves_early_gets_no_traceback(tmp_path: Path) -> None:
    """`posecheck show plank | head -1`."""
    command = f"{sys.executable} -m posecheck show plank | head -1"
    environment = {**os.environ, "PYTHONPATH": str(Path(posecheck.__file__).parent.parent)}
    result = subprocess.run(
        ["sh", "-c", command], capture_output=True, text=True, env=environment, check=False
    )
    assert result.stdout.startswith("Plank")
    assert "Traceback" not in result.stderr
