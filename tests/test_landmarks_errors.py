"""The body's names, the one error type, and the plain records."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from posecheck import landmarks
from posecheck.errors import ExitCode, PosecheckError
from posecheck.records import Frame, Phase, Pose


def test_there_are_33_landmarks_each_with_its_own_name() -> None:
    """The order is that of MediaPipe's pose model."""
    assert landmarks.COUNT == len(set(landmarks.NAMES)) == 33
    assert [landmarks.INDEX[n] for n in landmarks.NAMES] == [*range(33)]
    fixed = {"nose": 0, "left_ear": 7, "left_shoulder": 11, "right_wrist": 16, "left_hip": 23,
             "right_knee": 26, "left_ankle": 27, "right_foot_index": 32}  # fmt: skip
    assert {name: landmarks.INDEX[name] for name in fixed} == fixed


def test_every_sided_landmark_has_a_left_and_a_right_next_to_it() -> None:
    """Only the nose is one."""
    assert len(landmarks.SIDED) == 16
    for name in landmarks.SIDED:
        left, right = (landmarks.index(name, side) for side in ("left", "right"))
        assert landmarks.NAMES[left] == f"left_{name}"
        assert landmarks.NAMES[right] == f"right_{name}"


def test_a_landmark_without_a_side_ignores_the_side() -> None:
    """An exercise file may ask for the near nose."""
    assert landmarks.index("nose", "left") == landmarks.index("nose") == 0


@pytest.mark.parametrize(("name", "side"), [("tail", None), ("hip", None), ("left_hip", "left")])
def test_an_unknown_landmark_is_refused(name: str, side: str | None) -> None:
    """A side that is missing makes a name unknown too."""
    if (name, side) == ("left_hip", "left"):
        assert landmarks.index(name, side) == 23
        return
    with pytest.raises(KeyError):
        landmarks.index(name, side)


def test_bones_join_landmarks_that_exist() -> None:
    """On either side."""
    for a, b in landmarks.BONES:
        assert {a, b} <= landmarks.SIDED


@pytest.mark.parametrize(
    ("what", "where", "remedy", "expected"),
    [
        ("not a video", "a.txt", "Give an .mp4.", "a.txt: not a video. Give an .mp4."),
        ("not a video.", None, None, "not a video."),
        ("not a video", "a.txt", None, "a.txt: not a video."),
    ],
)
def test_an_error_is_one_line_with_what_where_and_what_to_do(
    what: str, where: str | None, remedy: str | None, expected: str
) -> None:
    """Full stops are not doubled."""
    error = PosecheckError(what, where=where, remedy=remedy, code=ExitCode.BAD_SOURCE)
    assert str(error) == expected
    assert (error.what, error.where, error.remedy) == (what, where, remedy)


def test_exit_codes_are_told_apart_and_fixed() -> None:
    """Scripts rely on them."""
    assert {code.name: int(code) for code in ExitCode} == {
        "OK": 0, "BUG": 1, "USAGE": 2, "NO_SOURCE": 3, "BAD_SOURCE": 4, "NOTHING_TO_JUDGE": 5,
        "BAD_EXERCISE": 6, "NO_MODEL": 7, "CANNOT_WRITE": 8, "BENCHMARK_FAILED": 9,
        "NO_CALIBRATION": 11, "BAD_PROFILE": 12, "WOULD_REPLACE": 13,
        "BAD_ROUTINE": 14, "BAD_HISTORY": 15,
        "NO_SCREEN": 20, "NO_CAMERA": 21, "CAMERA_IN_USE": 22, "CAMERA_DENIED": 23,
        "CAMERA_BLACK": 24, "CAMERA_LOST": 25,
        "NO_EXTRA": 30, "NO_WORKERS": 31, "WORKER_DIED": 32, "INTERRUPTED": 130,
    }  # fmt: skip


def test_a_pose_of_nobody_knows_nothing_but_its_time() -> None:
    """Time goes on where nobody is."""
    pose = Pose.nobody(3.0, (640, 480), people=0)
    assert (pose.t_s, pose.size_px, pose.people, pose.found) == (3.0, (640, 480), 0, False)
    assert np.isnan(pose.image).all()
    assert np.isnan(pose.world_m).all()
    assert (pose.image.shape, pose.world_m.shape) == ((33, 5), (33, 3))


def test_points_are_pixels_with_the_true_aspect_ratio() -> None:
    """Each coordinate times its own side of the picture."""
    image = np.full((33, 5), 0.5)
    pose = Pose(0.0, image, np.zeros((33, 3)), (1280, 720))
    assert pose.found
    assert pose.points_px.tolist() == [[640.0, 360.0]] * 33


def test_a_frame_knows_its_size() -> None:
    """Width first, though rows come first in the array."""
    assert Frame(0.0, np.zeros((480, 640, 3), np.uint8)).size_px == (640, 480)


def test_a_phase_lasts_from_its_start_to_its_end() -> None:
    """Seconds."""
    assert Phase("lift", 1.5, 3.0).duration_s == 1.5


def test_an_error_crosses_from_one_process_to_another() -> None:
    """With all that it says; a pool of processes would break on it otherwise."""
    error = PosecheckError("not a video", where="a", remedy="Do b.", code=ExitCode.BAD_SOURCE)
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.what, again.where, again.remedy, again.code) == (
        "a: not a video. Do b.", "not a video", "a", "Do b.", ExitCode.BAD_SOURCE,
    )  # fmt: skip
