"""`posecheck record`: landmarks without pictures."""

from __future__ import annotations

from pathlib import Path

from posecheck.errors import ExitCode
from posecheck.pose import landmark_recording
from posecheck.report import json

from .conftest import FRAMES, MODEL, Run, Studio, ctrl_c


def test_every_pose_is_kept_with_the_model(studio: Studio, run: Run) -> None:
    """And the file is named."""
    result = run("record", "a.mp4", "-o", "a.npz")
    assert result.exit_code == ExitCode.OK, result.output
    assert result.stdout == "Written: a.npz\n"
    kept = landmark_recording.load(Path("a.npz"))
    assert len(kept) == FRAMES
    assert json.load_model(str(kept.model)) == MODEL


def test_ctrl_c_keeps_what_was_seen(studio: Studio, run: Run) -> None:
    """The note says that it is partial."""
    studio.events["a.mp4"] = (4, ctrl_c)
    result = run("record", "a.mp4", "-o", "a.npz")
    assert result.exit_code == ExitCode.INTERRUPTED
    assert "partial" in result.stderr
    assert len(landmark_recording.load(Path("a.npz"))) == 5


def test_a_bad_source_leaves_no_file(studio: Studio, run: Run) -> None:
    """One line and its code."""
    result = run("record", "bad.mp4", "-o", "a.npz")
    assert result.exit_code == ExitCode.BAD_SOURCE
    assert list(Path().iterdir()) == []


def test_a_missing_folder_is_one_line(studio: Studio, run: Run) -> None:
    """No traceback."""
    result = run("record", "a.mp4", "-o", "none/a.npz")
    assert result.exit_code == ExitCode.CANNOT_WRITE
    assert result.stderr.count("\n") == 1
