"""What a report says of its recording, and that reports of different ones never collide."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import av
import numpy as np
import pytest
import stick

from posecheck.app import recordings
from posecheck.capture.container_facts import ContainerFacts, container_facts
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.files.names import MOST_BYTES
from posecheck.pose import landmark_recording
from posecheck.provenance import Recording
from posecheck.records import Report
from posecheck.report import json as reports

from .conftest import FRAMES, Run, Studio

PLANK = ("--exercise", "plank", "--no-video")
OUT = Path("posecheck-out")


def source(name: str, content: str | None = None) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(name if content is None else content)
    return path


def report(name: str) -> Report:
    return reports.load((OUT / f"{name}.report.json").read_text())


def recording(name: str) -> Recording:
    found = report(name).recording
    assert found is not None
    return found


def written() -> set[str]:
    return {path.name.removesuffix(".report.json") for path in OUT.iterdir()}


def film(path: Path, **metadata: str) -> Path:
    """Two pictures at 25 a second."""
    with av.open(str(path), "w", options={"movflags": "use_metadata_tags"}) as container:
        container.metadata.update(metadata)
        stream = container.add_stream("libx264", rate=25)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for _ in range(2):
            picture = av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), np.uint8), format="rgb24")
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
    return path


def test_a_report_says_which_file_it_is_about(studio: Studio, run: Run) -> None:
    """Its name as given, its full name, its size and its content; size and rate of the pictures."""
    path = source("some/where/a.mp4")
    Path("link").symlink_to("some")
    run("analyze", "link/where/a.mp4", *PLANK)
    assert recording("a") == Recording(
        path="link/where/a.mp4",
        resolved=str(path.resolve()),
        size_bytes=path.stat().st_size,
        sha256=sha256(path.read_bytes()).hexdigest(),
        size_px=(64, 48),
        rate_hz=10.0,
        view="side",
    )


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ({"creation_time": "2026-03-01T10:20:30.000000Z"}, "2026-03-01T10:20:30+00:00"),
        (
            {
                "creation_time": "2026-03-01T10:20:30.000000Z",
                "com.apple.quicktime.creationdate": "2026-03-01T12:20:30+0200",
            },
            "2026-03-01T12:20:30+02:00",
        ),
        ({"creation_time": "1970-01-01T00:00:00.000000Z"}, None),
        ({}, None),
    ],
)
def test_the_date_is_the_containers(tmp_path: Path, said: dict[str, str], date: str | None) -> None:
    """Apple's has the time zone; a clock that was never set is no date."""
    facts = container_facts(film(tmp_path / "a.mov", **said))
    assert facts.recorded == date
    assert facts.rate_hz == 25
    if date is not None:
        assert datetime.fromisoformat(date).tzinfo is not None


def test_what_is_no_video_has_no_facts(tmp_path: Path) -> None:
    """Its reader says what is wrong."""
    (tmp_path / "a.mp4").write_text("no film")
    assert container_facts(tmp_path / "a.mp4") == ContainerFacts()
    assert container_facts(tmp_path / "none.mp4") == ContainerFacts()


def test_a_video_and_its_date_in_the_report(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", creation_time="2026-03-01T10:20:30.000000Z")
    found = recordings.of_file(path, person="anna")
    assert (found.recorded, found.rate_hz) == ("2026-03-01T10:20:30+00:00", 25)
    assert found.person == "anna"


@pytest.mark.parametrize(("turned_deg", "view"), [(0, "side"), (90, None)])
def test_the_view_is_that_of_most_pictures(turned_deg: float, view: str | None) -> None:
    """None where the exercise's views are not what the pictures show."""
    exercise = Catalogue().get("hip-bridge")
    course, _ = stick.bridges([stick.Plan()])
    session = Session(exercise)
    assert session.view is None
    for pose in stick.film(lambda t: stick.bridge(course.at(t)), stick.times(course.end_s)):
        # Seen from the front, the left-right axis lies in the picture: its depth is gone.
        turned = pose.world_m[:, [2, 1, 0]] if turned_deg else pose.world_m
        session.step(replace(pose, world_m=turned))
    assert session.view == view


def test_two_folders_one_name_two_reports(studio: Studio, run: Run) -> None:
    """One run after the other, in either order, again and again; and it is said."""
    source("anna/bridge.mp4")
    source("bert/bridge.mp4")
    first = run("analyze", "anna/bridge.mp4", *PLANK)
    assert first.stderr == ""
    second = run("analyze", "bert/bridge.mp4", *PLANK)
    assert "bridge.report.json is about another recording" in second.stderr
    assert "bridge-2.report.json" in second.stderr
    for order in (["bert", "anna"], ["anna", "bert"], ["bert"], ["anna"]):
        run("analyze", *(f"{name}/bridge.mp4" for name in order), *PLANK)
        assert written() == {"bridge", "bridge-2"}
        assert recording("bridge").path == "anna/bridge.mp4"
        assert recording("bridge-2").path == "bert/bridge.mp4"


def test_equal_copies_in_two_folders_are_two_recordings(studio: Studio, run: Run) -> None:
    """Nobody knows which of them will be changed."""
    for name in ("anna", "bert"):
        source(f"{name}/bridge.mp4", "the same")
        run("analyze", f"{name}/bridge.mp4", *PLANK)
    assert written() == {"bridge", "bridge-2"}


def test_the_same_recording_again_replaces_its_report(studio: Studio, run: Run) -> None:
    """By whatever path it is given."""
    source("anna/bridge.mp4")
    run("analyze", "anna/bridge.mp4", *PLANK)
    studio.frames = FRAMES + 1
    run("analyze", Path("anna/bridge.mp4").absolute(), *PLANK)
    assert written() == {"bridge"}
    assert report("bridge").frames == FRAMES + 1


def test_another_recording_at_the_same_place_gets_another_name(studio: Studio, run: Run) -> None:
    """A camera that calls every clip the same."""
    source("bridge.mp4", "monday")
    run("analyze", "bridge.mp4", *PLANK)
    source("bridge.mp4", "friday")
    run("analyze", "bridge.mp4", *PLANK)
    run("analyze", "bridge.mp4", *PLANK)
    assert written() == {"bridge", "bridge-2"}
    assert recording("bridge").sha256 == sha256(b"monday").hexdigest()
    assert recording("bridge-2").sha256 == sha256(b"friday").hexdigest()


def test_a_recording_that_was_moved_keeps_its_report(studio: Studio, run: Run) -> None:
    source("inbox/bridge.mp4")
    run("analyze", "inbox/bridge.mp4", *PLANK)
    Path("inbox").rename("anna")
    run("analyze", "anna/bridge.mp4", *PLANK)
    assert written() == {"bridge"}
    assert recording("bridge").path == "anna/bridge.mp4"


def test_a_number_that_became_free_is_used_again(studio: Studio, run: Run) -> None:
    """But a recording that has its number keeps it."""
    for name in ("a", "b", "c"):
        source(f"{name}/x.mp4")
        run("analyze", f"{name}/x.mp4", *PLANK)
    (OUT / "x-2.report.json").unlink()
    run("analyze", "c/x.mp4", *PLANK)
    assert written() == {"x", "x-3"}
    run("analyze", "b/x.mp4", *PLANK)
    assert recording("x-2").path == "b/x.mp4"


def test_a_report_of_an_older_version_is_not_replaced(studio: Studio, run: Run) -> None:
    """It does not say which recording it is about, but it can still be read."""
    source("x.mp4")
    run("analyze", "x.mp4", *PLANK)
    old = json.loads((OUT / "x.report.json").read_text())
    del old["recording"]
    (OUT / "x.report.json").write_text(json.dumps(old))
    assert report("x").recording is None
    run("analyze", "x.mp4", *PLANK)
    assert written() == {"x", "x-2"}
    assert json.loads((OUT / "x.report.json").read_text()) == old


def test_a_video_without_its_report_is_not_replaced(studio: Studio, run: Run) -> None:
    """Nobody knows whose it is."""
    source("a/x.mp4")
    source("b/x.mp4")
    run("analyze", "a/x.mp4", "-e", "plank")
    (OUT / "x.report.json").unlink()
    before = (OUT / "x.annotated.mp4").read_bytes()
    run("analyze", "b/x.mp4", "-e", "plank")
    assert (OUT / "x.annotated.mp4").read_bytes() == before
    assert (OUT / "x-2.report.json").is_file()


@pytest.mark.parametrize("stem", ["x" * 245, "é" * 120, "x" * 251])
def test_long_names_are_shortened_and_stay_apart(studio: Studio, run: Run, stem: str) -> None:
    """Every file gets one that fits, the same one each time."""
    source(f"{stem}.mp4")
    source(f"{stem[:-1]}y.mp4")
    for _ in range(2):
        result = run("analyze", f"{stem}.mp4", f"{stem[:-1]}y.mp4", "-e", "plank", "--trace")
        assert result.exit_code == 0, result.output
        names = [path.name for path in OUT.iterdir()]
        assert len(names) == 6
        assert max(len(name.encode()) for name in names) <= MOST_BYTES


def test_the_report_of_a_real_recording(tmp_path: Path, run: Run) -> None:
    """By the real engine, from landmarks: size and rate are those of the poses."""
    course, _ = stick.bridges([stick.Plan()])
    poses = stick.film(lambda t: stick.bridge(course.at(t)), stick.times(course.end_s + 1))
    landmark_recording.save(tmp_path / "x.npz", poses)
    result = run("analyze", tmp_path / "x.npz", "-e", "hip-bridge", "--json")
    found = json.loads(result.stdout)["recording"]
    assert found["size_px"] == list(poses[0].size_px)
    assert found["rate_hz"] == pytest.approx(1 / (poses[1].t_s - poses[0].t_s))
    assert found["view"] == "side"


def test_batches_of_two_folders_share_an_output_folder(
    studio: Studio, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second x.mp4 gets another name, and keeps it; a moved folder is done already."""
    from contextlib import nullcontext

    from posecheck.app import sources
    from posecheck.app.batch import cluster, handing, work

    monkeypatch.setattr(cluster, "connected", lambda *_: nullcontext())
    monkeypatch.setattr(
        handing, "results", lambda _c, tasks, _s: ((n, work.analyse(t)) for n, t in tasks.items())
    )
    monkeypatch.setattr(sources, "ensure_model", lambda _choice: source("data/made.task"))
    monkeypatch.setenv("POSECHECK_DATA", "data")
    for name in ("anna", "bert", "carl"):
        source(f"{name}/x.mp4")
    for name in ("anna", "bert", "carl", "anna", "bert"):
        assert run("batch", name, *PLANK).exit_code == 0
    assert studio.opened == ["x.mp4"] * 3
    assert recording("x").path == "anna/x.mp4"
    assert recording("x.mp4").path == "bert/x.mp4"
    assert recording("x.mp4.plank").path == "carl/x.mp4"
    shutil.move("anna", "anne")
    run("batch", "anne", *PLANK)
    assert len(studio.opened) == 3
