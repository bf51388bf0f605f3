"""`posecheck analyze`, with made recordings and a made engine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import av
import pytest

import posecheck
from posecheck.app import error_handler
from posecheck.capture.video_reader import Damage
from posecheck.errors import ExitCode
from posecheck.report import json as report_json

from .conftest import FRAMES, MODEL, Run, Studio, ctrl_c

PLANK = ("--exercise", "plank")


def names(folder: Path = Path()) -> set[str]:
    """Every file below a folder, hidden ones too."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def frames_of(video: Path) -> int:
    """How many pictures a player would show."""
    with av.open(str(video)) as container:
        return sum(1 for _ in container.decode(video=0))


def ctrl_c_twice() -> None:
    """Within one frame."""
    ctrl_c()
    ctrl_c()


def refuse(*_: Any) -> None:
    raise ZeroDivisionError("planted")


def test_a_recording_gives_a_table_a_report_and_a_video(studio: Studio, run: Run) -> None:
    """In ./posecheck-out, each named on stdout; nothing on stderr."""
    result = run("analyze", "a.mp4", *PLANK)
    assert result.exit_code == ExitCode.OK, result.output
    assert result.stderr == ""
    assert "Plank, a.mp4: good" in result.stdout
    out = {"posecheck-out/a.report.json", "posecheck-out/a.annotated.mp4"}
    assert names() == out
    assert all(f"Written: {name}" in result.stdout for name in out)
    assert frames_of(Path("posecheck-out/a.annotated.mp4")) == FRAMES


def test_the_report_says_what_made_it(studio: Studio, run: Run) -> None:
    """The source's name without its folder, the model, the version."""
    run("analyze", "some/where/a.mp4", *PLANK)
    text = Path("posecheck-out/a.report.json").read_text()
    report = report_json.load(text)
    assert report.source == "a.mp4"
    assert report.model == MODEL
    assert report.posecheck == posecheck.__version__


def test_json_is_all_there_is_on_stdout(studio: Studio, run: Run) -> None:
    """And no file is written: it was a question."""
    result = run("analyze", "a.mp4", *PLANK, "--json")
    assert json.loads(result.stdout)["source"] == "a.mp4"
    assert names() == set()


def test_json_with_a_folder_also_writes(studio: Studio, run: Run) -> None:
    """The same report in both places; stderr says where it went."""
    result = run("analyze", "a.mp4", *PLANK, "--json", "--out", "here", "--no-video")
    assert names() == {"here/a.report.json"}
    assert Path("here/a.report.json").read_text() == result.stdout
    assert result.stderr == "Written: here/a.report.json\n"


def test_several_sources_give_one_list_of_json(studio: Studio, run: Run) -> None:
    """In their order."""
    result = run("analyze", "b.mp4", "a.mp4", *PLANK, "--json")
    assert [report["source"] for report in json.loads(result.stdout)] == ["b.mp4", "a.mp4"]


def test_several_sources_give_one_table(studio: Studio, run: Run) -> None:
    """And their own files."""
    result = run("analyze", "a.mp4", "b.mp4", *PLANK, "--no-video")
    assert result.stdout.count("not a medical device") == 1
    assert names() == {"posecheck-out/a.report.json", "posecheck-out/b.report.json"}


def test_a_bad_source_does_not_stop_the_others(studio: Studio, run: Run) -> None:
    """Its line on stderr, its exit code, and the others' results."""
    result = run("analyze", "a.mp4", "bad.mp4", "c.mp4", *PLANK, "--json")
    assert result.exit_code == ExitCode.BAD_SOURCE
    assert result.stderr == "Error: bad.mp4: not a video.\n"
    assert [report["source"] for report in json.loads(result.stdout)] == ["a.mp4", "c.mp4"]


def test_a_bad_source_alone_prints_no_report(studio: Studio, run: Run) -> None:
    """Neither as JSON nor as a table, and leaves no file."""
    for options in (["--json"], []):
        result = run("analyze", "bad.mp4", *PLANK, *options)
        assert result.exit_code == ExitCode.BAD_SOURCE
        assert result.stdout == ""
    assert names() == set()


def test_nothing_to_judge_has_its_own_exit_code(studio: Studio, run: Run) -> None:
    """The report is there all the same and says so."""
    studio.frames = 0
    result = run("analyze", "a.mp4", *PLANK, "--no-video")
    assert result.exit_code == ExitCode.NOTHING_TO_JUDGE
    assert "not judged" in result.stdout


def test_the_trace_has_a_row_for_each_frame(studio: Studio, run: Run) -> None:
    """Below its heading."""
    run("analyze", "a.mp4", *PLANK, "--trace", "--no-video")
    rows = Path("posecheck-out/a.trace.csv").read_text().splitlines()
    assert rows[0] == "t_s,phase,frame,hidden"
    assert rows[-1] == f"{(FRAMES - 1) / 10:.4f},hold,{FRAMES},"
    assert len(rows) == FRAMES + 1


def test_ctrl_c_reports_what_was_analysed_so_far(studio: Studio, run: Run) -> None:
    """The report says that it is partial. The video is whole up to there."""
    studio.events["a.mp4"] = (4, ctrl_c)
    result = run("analyze", "a.mp4", "b.mp4", *PLANK, "--trace")
    assert result.exit_code == ExitCode.INTERRUPTED
    report = report_json.load(Path("posecheck-out/a.report.json").read_text())
    assert report.partial
    assert report.frames == 5
    assert frames_of(Path("posecheck-out/a.annotated.mp4")) == 5
    assert len(Path("posecheck-out/a.trace.csv").read_text().splitlines()) == 6
    assert "Partial: broken off, only analysed up to 0:00.4" in result.stdout
    assert result.stderr == "Interrupted: the report is partial; 1 more not looked at.\n"
    assert studio.opened == ["a.mp4"]


def test_ctrl_c_twice_leaves_nothing_half_written(studio: Studio, run: Run) -> None:
    """Somebody in a hurry gets no report, one word, and no broken file."""
    studio.events["a.mp4"] = (4, ctrl_c_twice)
    result = run("analyze", "a.mp4", *PLANK, "--trace")
    assert result.exit_code == ExitCode.INTERRUPTED
    assert result.stderr == "Interrupted.\n"
    assert names() == set()


def test_a_bug_is_one_line_and_leaves_nothing_half_written(studio: Studio, run: Run) -> None:
    """No traceback for a user."""
    studio.events["a.mp4"] = (4, refuse)
    result = run("analyze", "a.mp4", *PLANK, "--trace")
    assert result.exit_code == ExitCode.BUG
    assert result.stderr.count("\n") == 1
    assert "planted" in result.stderr
    assert names() == set()


def test_a_developer_sees_where_it_broke(
    studio: Studio, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """POSECHECK_DEBUG=1 lets the exception through."""
    monkeypatch.setenv(error_handler.DEBUG, "1")
    studio.events["a.mp4"] = (4, refuse)
    assert isinstance(run("analyze", "a.mp4", *PLANK).exception, ZeroDivisionError)


def test_a_folder_that_cannot_be_made_is_an_error_before_any_work(studio: Studio, run: Run) -> None:
    """Nobody waits for an analysis to learn this."""
    Path("file").write_text("")
    result = run("analyze", "a.mp4", *PLANK, "--out", "file")
    assert result.exit_code == ExitCode.CANNOT_WRITE
    assert result.stderr.startswith("Error: file: cannot be written (")
    assert studio.opened == []


def test_a_report_that_cannot_be_written_is_still_shown(studio: Studio, run: Run) -> None:
    """The analysis took time; only its file is lost, and nothing lies half-written."""
    studio.events["a.mp4"] = (4, lambda: Path("out/a.report.json").mkdir())
    result = run("analyze", "a.mp4", *PLANK, "--no-video", "--out", "out")
    assert result.exit_code == ExitCode.WOULD_REPLACE
    assert "Plank, a.mp4: good" in result.stdout
    assert "Written" not in result.stdout
    assert names() == set()


def test_an_unwritable_folder_is_one_line(studio: Studio, run: Run) -> None:
    """For the video too, whose file is opened first."""
    Path("out").mkdir()
    studio.events["a.mp4"] = (0, lambda: Path("out").rename("gone"))
    result = run("analyze", "a.mp4", *PLANK, "--no-video", "--out", "out")
    assert result.exit_code == ExitCode.CANNOT_WRITE
    assert result.stderr.count("\n") == 1


def test_landmarks_alone_give_no_video(studio: Studio, run: Run) -> None:
    """Silently, unless one was asked for."""
    studio.pictures = False
    assert run("analyze", "a.npz", *PLANK).stderr == ""
    assert names() == {"posecheck-out/a.report.json"}
    asked = run("analyze", "a.npz", *PLANK, "--video")
    assert asked.exit_code == ExitCode.OK
    assert asked.stderr == "a.npz: only landmarks, no pictures, so no annotated video.\n"


def test_damage_of_the_recording_is_a_remark(studio: Studio, run: Run) -> None:
    """With its time."""
    studio.damaged = (Damage(0.3, 0.6),)
    result = run("analyze", "a.mp4", *PLANK)
    assert "0:00.3-0:00.6  The recording is damaged here" in result.stdout
    (remark,) = report_json.load(Path("posecheck-out/a.report.json").read_text()).remarks
    assert (remark.kind, remark.start_s, remark.end_s) == ("damaged", 0.3, 0.6)


def test_equal_names_do_not_overwrite_each_other(studio: Studio, run: Run) -> None:
    """Clips of two days are often called the same."""
    run("analyze", "monday/a.mp4", "friday/a.mp4", *PLANK, "--no-video")
    assert names() == {"posecheck-out/a.report.json", "posecheck-out/a-2.report.json"}


def test_running_again_replaces_the_report(studio: Studio, run: Run) -> None:
    """As with any tool that makes files from files."""
    run("analyze", "a.mp4", *PLANK, "--no-video")
    studio.frames = FRAMES + 1
    run("analyze", "a.mp4", *PLANK, "--no-video")
    report = report_json.load(Path("posecheck-out/a.report.json").read_text())
    assert report.frames == FRAMES + 1
    assert names() == {"posecheck-out/a.report.json"}


def test_a_file_name_that_is_no_text_is_still_reported(studio: Studio, run: Run) -> None:
    """Old disks hold names in other encodings."""
    result = run("analyze", "caf\udce9.mp4", *PLANK, "--json")
    assert json.loads(result.stdout)["source"] == "caf?.mp4"


def test_an_unknown_exercise_suggests_the_nearest(studio: Studio, run: Run) -> None:
    """Before any source is opened."""
    result = run("analyze", "a.mp4", "--exercise", "hipbridge")
    assert result.exit_code == ExitCode.BAD_EXERCISE
    assert "'hip-bridge'" in result.stderr
    assert studio.opened == []


@pytest.mark.parametrize("arguments", [["a.mp4"], PLANK, ["a.mp4", *PLANK, "--nonsense"]])
def test_an_incomplete_command_line_answers_2(
    studio: Studio, run: Run, arguments: list[str]
) -> None:
    """And says what is missing."""
    result = run("analyze", *arguments)
    assert result.exit_code == ExitCode.USAGE
    assert result.stdout == ""
