"""The session file, and the report that is made of it after the process was killed."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import stick
from typer.testing import Result

from posecheck.app.exercise_words import Wording
from posecheck.app.live import recover
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.judge.session_verdict import of_live_session
from posecheck.exercise.personal.profile import Calibration, ComfortableRange, Rest
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.files import lock
from posecheck.files.folders import DATA_VARIABLE, session_folder
from posecheck.history import database, reading
from posecheck.provenance import Recording
from posecheck.records import Pose, Report
from posecheck.report import json as reports
from posecheck.store import session_file
from posecheck.store.session_file import SessionFile, pack, unpack
from posecheck.words.exercise_texts import texts_of

EXERCISE = Catalogue().get("hip-bridge")


def replayed(path: Path) -> Report:
    """The report of a session file, in English."""
    return recover.replayed(path, Wording(Catalogue()))


def single(pose: Pose) -> Pose:
    """As the pose model gives it: in single precision."""
    image, world = (a.astype(np.float32).astype(float) for a in (pose.image, pose.world_m))
    return replace(pose, image=image, world_m=world)


@pytest.fixture(scope="module")
def poses() -> list[Pose]:
    course, _ = stick.bridges([stick.Plan(), stick.Plan()])
    film = stick.film(lambda t: stick.bridge(course.at(t)), stick.times(course.end_s + 2))
    film[10] = replace(film[10], people=1)
    film[40] = Pose.nobody(film[40].t_s, film[40].size_px, people=0, light=12.5)
    return [single(pose) for pose in film]


def test_poses_come_back_to_the_last_bit(poses: list[Pose]) -> None:
    """Times, landmarks, nobody, the light, and how many people were seen."""
    for mine, theirs in zip(unpack(pack(poses), poses[0].size_px), poses, strict=True):
        assert (mine.t_s, mine.people, mine.size_px) == (theirs.t_s, theirs.people, theirs.size_px)
        assert mine.light == theirs.light
        assert np.array_equal(mine.image, theirs.image, equal_nan=True)
        assert np.array_equal(mine.world_m, theirs.world_m, equal_nan=True)


@pytest.mark.parametrize("block", ["", "AAAA", "!!", pack([Pose.nobody(0, (4, 3))])[:-8]])
def test_a_block_that_is_none_is_refused(block: str) -> None:
    """Nothing of it is used."""
    with pytest.raises(ValueError):  # noqa: PT011
        unpack(block, (4, 3))


def write(path: Path, poses: list[Pose], *, end: bool = False) -> None:
    """A session with a silent camera from 5 to 7 s."""
    with SessionFile(path) as file:
        file.event("begin", exercise=EXERCISE.model_dump(mode="json", exclude_none=True),
                   camera="camera 0", model=None, posecheck="test")  # fmt: skip
        for pose in poses:
            if 5 <= pose.t_s < 7:
                file.event("absent", t_s=pose.t_s, kind="camera-silent")
            else:
                file.pose(pose)
        if end:
            file.event("end", t_s=1.0)


def engine(poses: list[Pose]) -> Session:
    session = Session(EXERCISE)
    for pose in poses:
        if 5 <= pose.t_s < 7:
            session.absent(pose.t_s, "camera-silent")
        else:
            session.step(pose)
    return session


def test_a_session_file_gives_the_report_that_the_session_would_have_given(
    poses: list[Pose], tmp_path: Path
) -> None:
    """The time without a picture is in it, too."""
    path = tmp_path / "a.session.jsonl"
    write(path, poses, end=True)
    report = replayed(path)
    true = engine(poses).finish()
    texts = texts_of(EXERCISE)
    assert report == replace(
        of_live_session(true),
        source="a",
        posecheck=report.posecheck,
        texts=texts,
        recording=report.recording,
    )
    assert report.recording is not None
    assert report.recording.size_px == poses[0].size_px
    assert report.recording.view == "side"
    assert report.count == 2
    assert [(r.kind, r.blocks) for r in report.remarks] == [("camera-silent", True)]


def test_at_every_moment_all_but_the_last_second_is_on_the_disk(
    poses: list[Pose], tmp_path: Path
) -> None:
    """A kill -9 loses what Python has not written to the disk."""
    path = tmp_path / "a.session.jsonl"
    with SessionFile(path) as file:
        file.event("begin", exercise={}, camera="", model=None)
        for pose in poses:
            file.pose(pose)
            kept = [line for line in session_file.read(path) if line["event"] == "poses"]
            last_s = unpack(kept[-1]["block"], (1280, 720))[-1].t_s if kept else 0.0
            assert pose.t_s - last_s < 1.0
            if pose.t_s > 5:
                break


def test_a_line_that_was_torn_off_is_left_out(poses: list[Pose], tmp_path: Path) -> None:
    """The rest counts, and the report says that it is partial."""
    path = tmp_path / "a.session.jsonl"
    write(path, poses)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) - 1000])
    report = replayed(path)
    assert report.partial
    assert report.count >= 1
    assert report.duration_s < poses[-1].t_s


@pytest.mark.parametrize(
    "text",
    ["", "no json\n", "[1]\n", '{"event": "begin"}\n', '{"event": "poses"}\n{"event": "x"}\n'],
    ids=["empty", "no JSON", "no object", "no exercise", "no beginning"],
)
def test_what_is_no_session_file_is_refused(text: str, tmp_path: Path) -> None:
    """In one line."""
    path = tmp_path / "a.session.jsonl"
    path.write_text(text)
    with pytest.raises(PosecheckError) as error:
        replayed(path)
    assert error.value.code is ExitCode.BAD_SOURCE


def test_every_exercise_survives_its_way_through_the_file() -> None:
    """The exercise itself is in the file, so that a changed catalogue changes nothing."""
    catalogue = Catalogue()
    for exercise_id in catalogue.ids():
        exercise = catalogue.get(exercise_id)
        text = json.dumps(exercise.model_dump(mode="json", exclude_none=True))
        assert type(exercise).model_validate(json.loads(text)) == exercise


def test_a_finished_session_leaves_no_file(poses: list[Pose], tmp_path: Path) -> None:
    """Its report is written; one that broke off stays."""
    for finished in (True, False):
        with SessionFile(tmp_path / "a.session.jsonl") as file:
            file.pose(poses[0])
            file.finished = finished
        assert (tmp_path / "a.session.jsonl").exists() is not finished


def test_recover_takes_the_newest_session(
    poses: list[Pose], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[..., Result]
) -> None:
    """Of those that do not run any more; and writes the same kind of report as always."""
    monkeypatch.setenv("POSECHECK_DATA", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    result = run("recover")
    assert result.exit_code == ExitCode.NO_SOURCE
    write(tmp_path / "sessions" / "old.session.jsonl", poses[:30])
    write(tmp_path / "sessions" / "hip-bridge-1.session.jsonl", poses)
    with SessionFile(tmp_path / "sessions" / "running.session.jsonl"):
        result = run("recover", "--out", tmp_path / "out")
    assert result.exit_code == ExitCode.OK, result.output
    report = reports.load((tmp_path / "out" / "hip-bridge-1.report.json").read_text())
    assert (report.count, report.partial) == (2, True)


OWN = Calibration(
    date="2026-01-31",
    posecheck="1",
    view="side",
    repetitions=4,
    ranges=[
        ComfortableRange(signal="hip_deg", farther="up", comfortable=150, spread=1, repetitions=4)
    ],
    rest={"hip_deg": Rest(value=130, noise=0.2)},
)
"""Somebody for whom 150 degrees are comfortable."""


def test_a_person_s_own_limits_are_in_the_session_file(tmp_path: Path, poses: list[Pose]) -> None:
    """The bridges reach 175 degrees: too far for them, recovered or not."""
    path = tmp_path / "a.session.jsonl"
    session = Session(EXERCISE, OWN)
    with SessionFile(path) as file:
        file.event("begin", exercise=EXERCISE.model_dump(mode="json", exclude_none=True),
                   own=OWN.model_dump(mode="json"), model=None)  # fmt: skip
        for pose in poses:
            session.step(pose)
            file.pose(pose)
    theirs = session.finish()
    mine = replayed(path)
    assert {f.check for f in theirs.findings} >= {"past-comfort"}
    assert (mine.findings, mine.limits) == (theirs.findings, theirs.limits)
    assert mine.texts is not None
    own = "Your own comfortable range, calibrated on 2026-01-31."
    assert mine.texts.because["past-comfort"] == own


def test_two_sessions_never_write_into_one_file(poses: list[Pose], tmp_path: Path) -> None:
    """The second is refused, and the first one's file stays as it is."""
    path = tmp_path / "a.session.jsonl"
    write(path, poses)
    before = path.read_bytes()
    with pytest.raises(PosecheckError), SessionFile(path):
        pytest.fail("went on")
    assert path.read_bytes() == before


def test_recover_never_replaces_the_report_of_another_session(
    poses: list[Pose], tmp_path: Path, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor the session's own, which may know more. One that was recovered before is replaced."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a.session.jsonl"
    write(path, poses)
    out = tmp_path / "out"
    out.mkdir()
    own = reports.dump(replace(replayed(path), source="camera 0"))
    (out / "a.report.json").write_text(own)
    for _ in range(2):
        assert run("recover", path, "--out", out).exit_code == ExitCode.OK
        assert {p.name for p in out.iterdir()} == {"a.report.json", "a-2.report.json"}
    assert (out / "a.report.json").read_text() == own
    (out / "a.report.json").write_text("mine")
    result = run("recover", path, "--out", out)
    assert result.exit_code == ExitCode.WOULD_REPLACE
    assert (out / "a.report.json").read_text() == "mine"
    assert run("recover", path, "--out", out, "--force").exit_code == ExitCode.OK
    assert reports.load((out / "a.report.json").read_text()).source == "a"


def test_recover_keeps_the_session_of_somebody_with_a_profile_once(
    poses: list[Pose], tmp_path: Path, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By when it began: recovered twice it is still one session."""
    monkeypatch.setenv("POSECHECK_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a.session.jsonl"
    about = Recording(recorded="2026-01-05T08:00:00+01:00", person="anna")
    with SessionFile(path) as file:
        file.event("begin", exercise=EXERCISE.model_dump(mode="json", exclude_none=True),
                   own=None, model=None, recording=asdict(about))  # fmt: skip
        for pose in poses:
            file.pose(pose)
    for _ in range(2):
        assert run("recover", path).exit_code == ExitCode.OK
    with database.opened() as history:
        (kept,) = reading.past(history, "anna")
    assert (kept.day, kept.done) == (date(2026, 1, 5), 2)


def test_a_session_that_runs_is_not_broken_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the disk knows no locks: then the time of the last line tells it."""
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    older, newer = (session_folder() / f"{name}{session_file.SUFFIX}" for name in "ab")
    with SessionFile(older), SessionFile(newer):
        assert session_file.broken_off() == []
    os.utime(older, (1, 1))
    assert session_file.broken_off() == [newer, older]
    monkeypatch.setattr(lock, "is_held", lambda _path: None)
    assert session_file.broken_off() == [older]
