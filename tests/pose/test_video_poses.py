"""The poses of a video by one landmarker and by several: the same, but where runs meet."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from posecheck.capture.video_reader import VideoInfo, VideoReader
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.pose import runs, video_poses
from posecheck.pose.video_poses import Reading, expected
from posecheck.records import Pose


def info(frames: int | None, rate_hz: float | None) -> VideoInfo:
    return VideoInfo(
        duration_s=None,
        frames_estimate=frames,
        size_px=(64, 48),
        rotation_deg=0,
        average_rate_hz=rate_hz,
        start_s=0.0,
    )


@pytest.mark.parametrize(
    ("rate_hz", "poses"),
    [(15, 240), (25, 240), (30, 240), (40, 240), (50, 120), (60, 120), (120, 80), (240, 40)],
)
def test_a_fast_film_has_fewer_poses_than_pictures(rate_hz: float, poses: int) -> None:
    """At most 40 a second, and never fewer than 20 of those that were filmed faster."""
    assert expected(info(240, rate_hz), Reading()) == poses


def test_what_the_container_does_not_say_is_not_guessed() -> None:
    """Neither without a count nor without a rate."""
    assert expected(info(None, 30.0), Reading()) is None
    assert expected(info(240, None), Reading()) == 240


@pytest.fixture(scope="module")
def taken(model: Path, sample: Path) -> dict[int, list[Pose]]:
    """The sample's poses by one landmarker, and by two."""

    def read(reading: Reading) -> list[Pose]:
        with VideoReader(sample) as reader:
            return list(video_poses.poses(reader, reader.decoded(), model, reading))

    return {1: read(Reading()), 2: read(Reading(in_runs=True, workers=2))}


@pytest.mark.model
@pytest.mark.parametrize("workers", [pytest.param(1, marks=pytest.mark.slow), 3])
def test_in_runs_the_landmarks_do_not_depend_on_the_number_of_workers(
    taken: dict[int, list[Pose]], model: Path, sample: Path, workers: int
) -> None:
    """To the last bit, so that a report is the same on every machine and in a batch."""
    with VideoReader(sample) as reader:
        reading = Reading(in_runs=True, workers=workers)
        got = list(video_poses.poses(reader, reader.decoded(), model, reading))
    for one, two in zip(got, taken[2], strict=True):
        np.testing.assert_array_equal(one.image, two.image)
        np.testing.assert_array_equal(one.world_m, two.world_m)


@pytest.mark.model
def test_several_landmarkers_give_what_one_gives(taken: dict[int, list[Pose]]) -> None:
    """The same moments and people; the first run to the last bit; joints within 2 pixels."""
    one, two = taken[1], taken[2]
    assert [(p.t_s, p.size_px, p.found) for p in two] == [(p.t_s, p.size_px, p.found) for p in one]
    assert [p.people for p in two] == [p.people for p in one]
    assert [p.light for p in two] == pytest.approx([p.light for p in one], abs=3)
    length = runs.run_length(len(one))
    for a, b in zip(one[: length - runs.BLENDED], two, strict=False):
        np.testing.assert_array_equal(a.image, b.image)
    apart_px = [
        np.abs(a.points_px - b.points_px).max(axis=1) for a, b in zip(one, two, strict=True)
    ]
    assert np.median(apart_px) < 2


@pytest.mark.model
def test_several_landmarkers_judge_as_one_does(taken: dict[int, list[Pose]]) -> None:
    """The same count and faults, and holds within one picture."""
    reports = []
    for poses in taken.values():
        session = Session(Catalogue().get("hip-bridge"))
        for pose in poses:
            session.step(pose)
        reports.append(session.finish())
    one, two = reports
    assert (one.count, one.halves, one.verdict) == (two.count, two.halves, two.verdict)
    assert [f.check for f in one.findings] == [f.check for f in two.findings]
    for a, b in zip(one.holds, two.holds, strict=True):
        assert a.duration_s == pytest.approx(b.duration_s, abs=1 / 30 + 1e-6)


@pytest.mark.model
def test_where_runs_meet_nothing_jumps(taken: dict[int, list[Pose]]) -> None:
    """No joint moves farther there than it does anywhere in the unbroken run."""
    length = runs.run_length(len(taken[1]))

    def steps_px(poses: list[Pose]) -> np.ndarray:
        return np.abs(np.diff([p.points_px for p in poses], axis=0)).max(axis=(1, 2))

    usual = np.quantile(steps_px(taken[1]), 0.99)
    two = steps_px(taken[2])
    for joint in range(length, len(taken[2]), length):
        assert two[joint - runs.BLENDED - 1 : joint + 1].max() <= 1.5 * usual


@pytest.mark.model
@pytest.mark.parametrize("in_runs", [False, True])
def test_a_model_that_mediapipe_refuses_is_reported(
    sample: Path, tmp_path: Path, in_runs: bool
) -> None:
    """In one line, whichever thread it happens in."""
    path = tmp_path / "wrong.task"
    path.write_bytes(b"some words")
    with VideoReader(sample) as reader, pytest.raises(PosecheckError) as caught:
        list(video_poses.poses(reader, reader.decoded(), path, Reading(in_runs=in_runs, workers=2)))
    assert caught.value.code is ExitCode.NO_MODEL
