"""Videos and recordings of landmarks, opened as streams of poses."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, Self
from unittest.mock import Mock

import numpy as np
import pytest

from posecheck.app import sources
from posecheck.app.sources import ModelChoice
from posecheck.capture.video_writer import VideoWriter
from posecheck.errors import ExitCode, PosecheckError
from posecheck.pose import landmark_recording, model_file, video_poses
from posecheck.provenance import Model
from posecheck.records import Frame, Pose
from posecheck.report import json

CHOICE = ModelChoice("full", offline=True)


class MadeEstimator:
    """Finds nobody, and says how bright the picture was by the time of the pose."""

    def __init__(self, file: Path, **_: object) -> None:
        self.file = file

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def __call__(self, frame: Frame) -> Pose:
        return Pose.nobody(frame.t_s, frame.size_px)


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Five grey pictures at uneven times."""
    path = tmp_path / "film.mp4"
    with VideoWriter(path) as video:
        for t_s in (0.0, 0.1, 0.15, 0.4, 0.5):
            video.write(Frame(t_s, np.full((48, 64, 3), 99, np.uint8)))
    return path


@pytest.fixture
def landmarks(tmp_path: Path) -> Path:
    """Three poses of nobody."""
    path = tmp_path / "x.npz"
    landmark_recording.save(
        path, [Pose.nobody(i / 10, (64, 48)) for i in range(3)], model="some model"
    )
    return path


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """The names of the models that were asked for; a made one is given."""
    names: list[str] = []
    file = tmp_path / "made.task"
    file.write_bytes(b"made")

    def ensure(name: str, **_: Any) -> Path:
        names.append(name)
        return file

    monkeypatch.setattr(model_file, "ensure", ensure)
    monkeypatch.setattr(video_poses, "Estimator", MadeEstimator)
    monkeypatch.setattr(video_poses, "SharedLandmarker", Mock())
    return names


@pytest.mark.parametrize("workers", [1, 2])
def test_a_video_gives_its_poses_and_their_pictures(
    film: Path, asked: list[str], workers: int
) -> None:
    """At the times of the container, with the model that found them."""
    reading = sources.reading(workers)
    with sources.opener(CHOICE, [film], reading=reading)(film) as source:
        poses = list(source.poses)
        assert source.pictures is not None
        with source.pictures() as frames:
            pictures = list(frames)
    assert [pose.t_s for pose in poses] == pytest.approx([0.0, 0.1, 0.15, 0.4, 0.5])
    assert [frame.t_s for frame in pictures] == [pose.t_s for pose in poses]
    assert source.frames_estimate == 5
    assert source.model is not None
    assert source.model.name == "made.task"
    assert source.model.sha256 == model_file.sha256(Path(film.parent / "made.task"))


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("side_px", [32, 960], ids=["large", "small"])
def test_pictures_come_with_their_poses(
    film: Path, asked: list[str], workers: int, side_px: int
) -> None:
    """Where they are opened first; whether they wait for them or are read once more."""
    reading = replace(sources.reading(workers), side_px=side_px)
    with (
        sources.opener(CHOICE, [film], reading=reading)(film) as source,
        source.pictures() as frames,
    ):
        moments = list(zip(source.poses, frames, strict=False))
    assert [pose.t_s for pose, _ in moments] == pytest.approx([0.0, 0.1, 0.15, 0.4, 0.5])
    assert all(frame.t_s == pose.t_s for pose, frame in moments)
    assert all((frame.picture.width, frame.picture.height) == (64, 48) for _, frame in moments)
    assert all(pose.size_px == (64, 48) for pose, _ in moments)


@pytest.mark.parametrize("workers", [1, 2])
def test_fewer_pictures_a_second_are_taken_from_both(
    film: Path, asked: list[str], workers: int
) -> None:
    """A picture sooner than 1/8 s after the one before it has no pose, and is not drawn."""
    reading = sources.reading(workers, max_rate_hz=8)
    with sources.opener(CHOICE, [film], reading=reading)(film) as source:
        poses = [pose.t_s for pose in source.poses]
        assert source.pictures is not None
        with source.pictures() as frames:
            assert [frame.t_s for frame in frames] == poses
    assert poses == pytest.approx([0.0, 0.15, 0.4])


def test_the_model_is_asked_for_once(film: Path, asked: list[str]) -> None:
    """Before anything is opened, and whatever the number of videos."""
    open_source = sources.opener(CHOICE, [film, film])
    assert asked == ["full"]
    for _ in range(2):
        with open_source(film):
            pass
    assert asked == ["full"]


def test_landmarks_need_no_model(landmarks: Path, asked: list[str]) -> None:
    """They come as they were saved, without pictures."""
    with sources.opener(CHOICE, [landmarks])(landmarks) as source:
        poses = list(source.poses)
    assert [pose.t_s for pose in poses] == [0.0, 0.1, 0.2]
    assert source.pictures is None
    assert source.model == Model("some model", "unknown")
    assert asked == []


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        pytest.param("none.mp4", None, ExitCode.NO_SOURCE, id="not there"),
        pytest.param("none.npz", None, ExitCode.NO_SOURCE, id="no landmarks there"),
        pytest.param(".", None, ExitCode.NO_SOURCE, id="a folder"),
        pytest.param("text.mp4", b"hello\n" * 99, ExitCode.BAD_SOURCE, id="text"),
        pytest.param("empty.mp4", b"", ExitCode.BAD_SOURCE, id="empty"),
        pytest.param("text.npz", b"hello\n" * 99, ExitCode.BAD_SOURCE, id="no landmarks in it"),
    ],
)
def test_nothing_is_fetched_for_what_cannot_be_read(
    tmp_path: Path, asked: list[str], name: str, content: bytes | None, code: ExitCode
) -> None:
    """The error comes when it is opened, so that other sources are not kept from their turn."""
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    open_source = sources.opener(CHOICE, [path])
    with pytest.raises(PosecheckError, match=name) as caught, open_source(path):
        pass
    assert caught.value.code is code
    assert asked == []


def test_the_model_survives_a_recording(tmp_path: Path) -> None:
    """A report from recorded landmarks names what found them."""
    used = Model("full.task", "mediapipe 1", "ab" * 32)
    path = tmp_path / "x.npz"
    landmark_recording.save(path, [Pose.nobody(0.0, (64, 48))], model=json.dump_model(used))
    with sources.opener(CHOICE, [path])(path) as source:
        assert source.model == used


def test_without_the_network_the_error_says_what_to_do(
    film: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Offline and without a model file."""
    monkeypatch.setenv("POSECHECK_DATA", str(tmp_path))
    monkeypatch.delenv(model_file.FILE_VARIABLE, raising=False)
    with pytest.raises(PosecheckError, match=model_file.FILE_VARIABLE) as caught:
        sources.opener(CHOICE, [film])
    assert caught.value.code is ExitCode.NO_MODEL
