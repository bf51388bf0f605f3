"""Whole live sessions with a made camera, a made pose model and a made window."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import stick
from typer.testing import Result

from posecheck.app import consoles
from posecheck.app.live import coached, room, screen_probe, through, worker
from posecheck.app.live import run as live
from posecheck.capture import camera as cameras
from posecheck.capture.camera_devices import Device, Image8, OverError
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.judge.session_verdict import of_live_session
from posecheck.exercise.personal.profile import Profile
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.files.folders import history_file, session_folder
from posecheck.history import database, reading
from posecheck.provenance import Model
from posecheck.records import Frame, Pose, Report
from posecheck.report import json as reports
from posecheck.store import profiles

Run = Callable[..., Result]
FAST = 8.0
"""How many times faster than life the made camera is."""

FINE = (ExitCode.OK, ExitCode.NOTHING_TO_JUDGE)
"""How a session ends that nothing went wrong in: a machine that is busy with other tests may see
too little of it to judge."""


def bridges() -> list[Pose]:
    course, _ = stick.bridges([stick.Plan(), stick.Plan(top_deg=150.0)], lead_s=1.5)
    return stick.film(lambda t: stick.bridge(course.at(t)), stick.times(course.end_s + 2))


@dataclass
class Stage:
    """What stands in place of the machine; `events[i]` runs at the i-th picture."""

    poses: list[Pose]
    events: dict[int, Callable[[], None]] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)
    slow_s: float = 0.0
    shown: int = 0
    closed: bool = False
    silent_from: int | None = None
    black: bool = False
    patient: bool = False
    """Whether the film waits for the pose model, and its clock with it; every fifth picture it does
    not, so that some are dropped."""
    failure: tuple[int, Exception] | None = None
    """The number of the picture at which the pose model fails, and its error."""
    judged: int = -1
    filmed: int = 0
    notes: list[str] = field(default_factory=list)

    def clock(self) -> float:
        """Monotonic time that runs `FAST`, so that a session of 20 s takes three."""
        if self.patient:
            return self.poses[min(self.filmed, len(self.poses) - 1)].t_s
        return time.monotonic() * FAST

    def opener(self, _where: object) -> Callable[[], Device]:
        return lambda: Film(self)

    def window(self, _title: str) -> Stage:
        return self

    def fit(self, _camera_px: tuple[int, int]) -> None:
        """It has one size."""

    size_px = (320, 240)

    def show(self, _picture: Image8) -> str | None:
        self.shown += 1
        return self.key()

    def key(self) -> str | None:
        return self.keys.pop(0) if self.keys else None

    def close(self) -> None:
        self.closed = True

    @contextmanager
    def estimator(self, _file: Path) -> Iterator[Callable[[Frame], Pose]]:
        """Reads the pose's number from the picture, so that a dropped picture drops a pose."""

        def estimate(frame: Frame) -> Pose:
            time.sleep(self.slow_s)
            number = int(frame.image[0, 0, 0]) + 256 * int(frame.image[0, 0, 1])
            self.judged = number
            if self.failure is not None and number >= self.failure[0]:
                raise self.failure[1]
            if self.black:
                return Pose.nobody(frame.t_s, frame.size_px)
            pose = self.poses[min(number, len(self.poses) - 1)]
            return Pose(frame.t_s, pose.image, pose.world_m, pose.size_px, pose.people)

        yield estimate


@dataclass
class Film:
    """Plays the poses' numbers as pictures, `FAST`."""

    stage: Stage
    at: int = 0
    began_s: float | None = None

    def read(self) -> Image8 | None:
        stage = self.stage
        if stage.silent_from is not None and self.at >= stage.silent_from:
            stage.silent_from = 0
            return None
        if self.at >= len(stage.poses):
            raise OverError
        self._wait()
        if self.at in stage.events:
            stage.events[self.at]()
        image = np.full((48, 64, 3), 0 if stage.black else 90 + self.at % 50, np.uint8)
        image[0, 0] = (self.at % 256, self.at // 256, 0)
        stage.filmed = self.at
        self.at += 1
        return image

    def _wait(self) -> None:
        stage = self.stage
        if stage.patient:
            while stage.judged < self.at - 1 and self.at % 5:
                time.sleep(0.0005)
            return
        if self.began_s is None:
            self.began_s = time.monotonic()
        due_s = self.began_s + stage.poses[self.at].t_s / FAST
        time.sleep(max(0.0, due_s - time.monotonic()))

    def close(self) -> None:
        """Nothing to let go of."""


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Stage:
    made = Stage(bridges())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POSECHECK_DATA", str(tmp_path / "data"))

    class Screen:
        check = check_display = staticmethod(lambda: None)

    def camera(where: Any) -> cameras.Camera:
        return cameras.Camera(made.opener(where), name=where.name, clock=made.clock)

    monkeypatch.setattr(screen_probe, "ScreenProbe", Screen)
    monkeypatch.setattr(live, "Window", made.window)
    monkeypatch.setattr(through, "Window", made.window)
    monkeypatch.setattr(room, "Estimator", made.estimator)
    monkeypatch.setattr(room, "ensure_model", lambda _choice: Path("made.task"))
    monkeypatch.setattr(room, "describe", lambda _file: Model("made.task", "made", None))
    monkeypatch.setattr(room, "_camera", camera)
    monkeypatch.setattr(room.lite, "opener", lambda _choice: None)
    monkeypatch.setattr(worker, "WAIT_S", 0.01)
    monkeypatch.setattr(consoles, "note", made.notes.append)
    return made


def written(folder: Path = Path("posecheck-out")) -> Report:
    (path,) = folder.glob("*.report.json")
    return reports.load(path.read_text())


def go(run: Run, *options: str) -> Result:
    return run("live", "hip-bridge", "--quiet", "--stay", "0", *options)


def test_a_session_gives_the_report_of_the_same_frames_as_a_recording(
    stage: Stage, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The frames that were judged, fed to the engine as a recording, give the same report."""
    stage.patient = True
    seen: list[Pose] = []
    inner = stage.estimator

    @contextmanager
    def listening(file: Path) -> Iterator[Callable[[Frame], Pose]]:
        with inner(file) as estimate:

            def heard(frame: Frame) -> Pose:
                seen.append(estimate(frame))
                return seen[-1]

            yield heard

    monkeypatch.setattr(room, "Estimator", listening)
    result = go(run)
    assert result.exit_code in FINE, result.output
    report = written()
    recorded = Session(Catalogue().get("hip-bridge"))
    for pose in seen:
        recorded.step(pose)
    true = recorded.finish()
    for name in ("count", "halves", "reps", "holds", "findings", "remarks", "dose", "frames"):
        assert getattr(report, name) == getattr(true, name), name
    assert report.verdict == of_live_session(true).verdict
    assert (report.count, report.halves, report.partial) == (1, 1, False)
    assert report.live is not None
    assert report.live.delivered == len(stage.poses)
    assert len(seen) + report.live.dropped == len(stage.poses)
    assert report.live.rate_hz is not None
    assert stage.closed
    assert stage.shown > 0
    assert not list(session_folder().iterdir()), "the session file goes when the report is there"


def test_no_picture_is_kept_unless_it_is_asked_for(stage: Stage, run: Run) -> None:
    """One file, and with --record the video beside it."""
    go(run)
    assert [path.suffix for path in Path("posecheck-out").iterdir()] == [".json"]
    assert go(run, "--record", "--out", "kept").exit_code in FINE
    assert sorted(path.suffix for path in Path("kept").iterdir()) == [".json", ".mp4"]


def test_keys_pause_and_finish(stage: Stage, run: Run) -> None:
    """The session is paused in the first lift and not gone on with: nothing is counted."""
    stage.events[60] = lambda: stage.keys.append("pause")
    stage.events[500] = lambda: stage.keys.append("finish")
    result = go(run)
    assert result.exit_code == ExitCode.NOTHING_TO_JUDGE
    report = written()
    assert report.count == 0
    assert "paused" in {remark.kind for remark in report.remarks}


def test_this_hurts_is_kept_in_the_report(stage: Stage, run: Run) -> None:
    """The session ends by itself."""
    stage.events[60] = lambda: stage.keys.append("hurts")
    go(run)
    report = written()
    assert report.live is not None
    assert report.live.hurt_s == pytest.approx(2.0, abs=1.5)
    assert report.duration_s < stage.poses[-1].t_s - 1


def test_ctrl_c_finishes_with_a_report(stage: Stage, run: Run) -> None:
    """As q does."""
    stage.events[330] = lambda: os.kill(os.getpid(), signal.SIGINT)
    assert go(run).exit_code in FINE
    report = written()
    assert report.count == 1
    assert report.duration_s < stage.poses[-1].t_s - 1


def test_a_slow_machine_drops_pictures_and_says_so(stage: Stage, run: Run) -> None:
    """It judges ten a second. No picture waits, and the lite model is offered once."""
    stage.slow_s = 0.1 / FAST
    go(run)
    report = written()
    assert report.live is not None
    assert report.live.dropped > report.frames
    assert report.live.rate_hz is not None
    assert report.live.rate_hz < 12
    assert sum("--model-name lite" in note for note in stage.notes) == 1
    assert report.duration_s == pytest.approx(stage.poses[-1].t_s, abs=1.0)


def test_a_camera_that_falls_silent_ends_the_session_with_a_note(
    stage: Stage, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After 30 s, with its own exit code. The report has the gap, and no movement in it."""
    monkeypatch.setattr(cameras, "TRY_AGAIN_S", 0.01)
    stage.silent_from = 330
    result = go(run)
    assert result.exit_code == ExitCode.CAMERA_LOST
    report = written()
    assert report.count == 1
    silent = [remark for remark in report.remarks if remark.kind == "camera-silent"]
    assert silent[0].start_s == pytest.approx(11.5, abs=1.5)
    assert silent[0].end_s - silent[0].start_s == pytest.approx(29, abs=2)
    assert any("no usable picture for 30 s" in note for note in stage.notes)


def test_a_camera_that_gives_only_black_is_an_error(stage: Stage, run: Run) -> None:
    """It has its own exit code, comes after ten seconds, and leaves no empty report."""
    stage.black = True
    result = go(run)
    assert result.exit_code == ExitCode.CAMERA_BLACK
    assert "only black pictures" in result.output
    assert not list(Path("posecheck-out").iterdir())


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (ValueError("a bug"), ExitCode.BUG, "did not expect this: ValueError: a bug"),
        (
            PosecheckError("is damaged", where="a.task", code=ExitCode.NO_MODEL),
            ExitCode.NO_MODEL,
            "Error: a.task: is damaged.",
        ),
    ],
    ids=["a bug", "expected trouble"],
)
def test_an_error_in_the_middle_ends_the_command_after_the_report(
    error: Exception, code: ExitCode, says: str, stage: Stage, run: Run
) -> None:
    """The report is in its file and on the screen, with what was done until then."""
    stage.failure = (330, error)
    result = go(run)
    assert result.exit_code == code
    report = written()
    assert (report.partial, report.count) == (True, 1)
    assert report.duration_s < stage.poses[-1].t_s - 1
    assert "1 repetition" in result.stdout
    assert says in result.stderr
    assert result.output.index("Written: ") < result.output.index(says)
    assert not list(session_folder().iterdir()), "the session file goes when the report is there"


def test_an_error_at_the_first_picture_comes_at_once(stage: Stage, run: Run) -> None:
    """Nothing was judged, so there is no report."""
    stage.failure = (0, ValueError("a bug"))
    result = go(run)
    assert result.exit_code == ExitCode.BUG
    assert "did not expect this: ValueError: a bug" in result.stderr
    assert result.stdout == ""
    assert not list(Path("posecheck-out").iterdir())


def test_a_disk_that_refuses_the_session_file_does_not_stop_anybody(
    stage: Stage, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One word about it."""
    monkeypatch.setattr(
        worker.SessionFile, "_line", lambda *_: (_ for _ in ()).throw(
            PosecheckError("full", code=ExitCode.CANNOT_WRITE)),
    )  # fmt: skip
    assert go(run).exit_code in FINE
    assert written().count == 1
    assert sum("recovery" in note for note in stage.notes) == 1


@pytest.mark.parametrize("method", ["write", "_finish"])
def test_a_full_disk_ends_the_video_and_not_the_session(
    method: str, stage: Stage, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At once, or when the index of the video is written. The report is there all the same."""
    from posecheck.app.live import video_recorder

    def full(*_: object) -> None:
        raise PosecheckError("no space", where="x.mp4", code=ExitCode.CANNOT_WRITE)

    monkeypatch.setattr(video_recorder.VideoWriter, method, full)
    assert go(run, "--record").exit_code in FINE
    assert written().count == 1
    assert [path.suffix for path in Path("posecheck-out").iterdir()] == [".json"]
    assert sum(note.startswith("No video: x.mp4: no space") for note in stage.notes) == 1


def test_the_session_file_has_what_happened_as_it_happens(stage: Stage, run: Run) -> None:
    """In the middle of a session it has the exercise, poses, a repetition, and cues."""
    events: list[dict[str, Any]] = []

    def look() -> None:
        (path,) = session_folder().iterdir()
        events.extend(json.loads(line) for line in path.read_text().splitlines())

    stage.events[450] = look
    go(run)
    names = [event["event"] for event in events]
    assert names[0] == "begin"
    assert {"poses", "stage", "cue", "rep", "hold", "facts"} <= set(names)
    assert not any("image" in str(key) for event in events for key in event)


def test_without_a_screen_the_error_comes_before_anything_is_fetched_or_opened(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It has its own exit code, and says what to do."""
    monkeypatch.chdir(tmp_path)
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    result = run("live", "hip-bridge")
    assert result.exit_code == ExitCode.NO_SCREEN
    assert "DISPLAY" in result.output
    assert "posecheck analyze" in result.output


def test_a_screen_that_does_not_answer_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Qt would end the process. Only the process of the probe ends."""
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("DISPLAY", ":941")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    with pytest.raises(PosecheckError, match=":941") as error:
        screen_probe.ScreenProbe().check()
    assert error.value.code is ExitCode.NO_SCREEN


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        (("no-such-exercise",), ExitCode.BAD_EXERCISE, "no exercise is called"),
        (("plank", "--plan"), ExitCode.USAGE, "from the plan"),
        (("--plan", "--reps", "3"), ExitCode.USAGE, "from the plan"),
        (("plank", "--feels", "sore"), ExitCode.USAGE, "Add --plan"),
        (("--plan",), ExitCode.USAGE, "what the plan is for"),
    ],
)
def test_wrong_options_are_refused_before_a_window_is_opened(
    options: tuple[str, ...], code: ExitCode, says: str, stage: Stage, run: Run
) -> None:
    """In one line."""
    result = run("live", *options)
    assert result.exit_code == code
    assert says in result.output
    assert not stage.closed


def test_threads_end_with_the_session(stage: Stage, run: Run) -> None:
    """None is left behind."""
    go(run)
    names = {thread.name for thread in threading.enumerate()}
    assert not names & {"worker", "recorder", "voice"}


def test_the_report_says_where_its_pictures_come_from(stage: Stage, run: Run) -> None:
    """When the session began, the size and rate of its pictures, the view; or the file."""
    stage.patient = True
    assert go(run, "--camera", "0").exit_code in FINE
    found = written().recording
    assert found is not None
    assert found.path is None
    assert found.recorded is not None
    assert found.size_px == (64, 48)
    assert found.rate_hz is not None
    assert found.view == "side"
    Path("clip.mp4").write_text("film")
    done = go(run, "--camera", "clip.mp4", "--out", "other")
    assert done.exit_code in FINE
    found = written(Path("other")).recording
    assert found is not None
    assert found.path == "clip.mp4"
    assert found.size_bytes == 4


def test_sessions_of_one_second_have_names_of_their_own(
    stage: Stage, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether the other one runs still or has its report."""
    stage.patient = True

    class Noon(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Noon:
            return cls(2026, 3, 1, 12, 0, 0)

    monkeypatch.setattr(coached, "datetime", Noon)
    session_folder().mkdir(parents=True)
    running = session_folder() / "hip-bridge-2026-03-01-120000.session.jsonl"
    running.write_text("another session")
    for _ in range(2):
        assert go(run).exit_code in FINE
    assert running.read_text() == "another session"
    assert {path.name for path in Path("posecheck-out").iterdir()} == {
        "hip-bridge-2026-03-01-120000-2.report.json",
        "hip-bridge-2026-03-01-120000-3.report.json",
    }


def test_a_video_that_would_replace_something_is_refused_before_the_session(
    stage: Stage, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not at its end, when the exercise has been done."""

    class Noon(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Noon:
            return cls(2026, 3, 1, 12, 0, 0)

    monkeypatch.setattr(coached, "datetime", Noon)
    film = Path("posecheck-out/hip-bridge-2026-03-01-120000.annotated.mp4")
    film.parent.mkdir()
    film.write_text("mine")
    assert go(run, "--record").exit_code == ExitCode.WOULD_REPLACE
    assert film.read_text() == "mine"
    assert stage.judged == -1


def test_the_video_s_thread_knows_the_camera_s_file(stage: Stage, run: Run) -> None:
    """An input that becomes an output meanwhile is not written over."""
    stage.patient = True
    Path("clip.mp4").write_text("film")
    made = Path("posecheck-out")

    def link() -> None:
        (part,) = made.glob(".*.part")
        name = part.name[1:].rsplit(".", 2)[0]
        (made / name).hardlink_to("clip.mp4")

    stage.events[60] = link
    assert go(run, "--camera", "clip.mp4", "--record", "--force").exit_code in FINE
    assert any("input of this run" in note for note in stage.notes)
    assert Path("clip.mp4").read_text() == "film"


def test_a_session_with_a_profile_is_in_the_history(stage: Stage, run: Run) -> None:
    """Once, with the dose that was asked for; without a profile nothing is kept."""
    go(run)
    assert not history_file().exists()
    profiles.save(Profile(name="anna"))
    result = go(run, "--profile", "anna", "--reps", "2", "--sets", "1", "--out", "second")
    assert result.exit_code in FINE, result.output
    report = written(Path("second"))
    with database.opened() as history:
        (kept,) = reading.past(history, "anna")
    assert (kept.exercise, kept.kind, kept.hurt) == ("hip-bridge", "live", False)
    assert (kept.asked.sets, kept.asked.reps) == (1, 2)
    assert (kept.done, kept.verdict) == (report.count, report.verdict)
    assert any("In the history of anna" in note for note in stage.notes)


def test_a_session_that_hurt_is_kept_with_its_pain(stage: Stage, run: Run) -> None:
    """Whatever was judged of it."""
    profiles.save(Profile(name="anna"))
    stage.events[60] = lambda: stage.keys.append("hurts")
    go(run, "--profile", "anna")
    with database.opened() as history:
        (kept,) = reading.past(history, "anna")
    assert kept.hurt


def test_who_leaves_while_the_model_is_loaded_gets_no_report(
    stage: Stage, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window says what it waits for, and takes q. Nothing is judged."""

    def slowly(_choice: object) -> Path:
        time.sleep(0.3)
        return Path("made.task")

    monkeypatch.setattr(room, "ensure_model", slowly)
    stage.keys.append("finish")
    assert go(run).exit_code == ExitCode.INTERRUPTED
    assert stage.shown > 2
    assert stage.judged == -1
    assert stage.closed
    assert not list(Path("posecheck-out").iterdir())


def test_an_error_while_loading_ends_the_command(
    stage: Stage, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its own exit code, and the window closed."""

    def missing(_choice: object) -> Path:
        raise PosecheckError("no model", code=ExitCode.NO_MODEL)

    monkeypatch.setattr(room, "ensure_model", missing)
    assert go(run).exit_code == ExitCode.NO_MODEL
    assert stage.closed
