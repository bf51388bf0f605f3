"""Recordings of landmarks: there and back without loss, and what is not let in."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from posecheck import landmarks
from posecheck.errors import ExitCode, PosecheckError
from posecheck.pose import landmark_recording
from posecheck.records import Pose

SIZE_PX = (1080, 1920)
SINGLE = st.floats(width=32, allow_infinity=False)
STEPS_S = st.lists(st.floats(1e-3, 10), max_size=6)


def a_pose(t_s: float, *, people: int | None = None, light: float | None = None) -> Pose:
    rng = np.random.default_rng(round(t_s * 1000))
    image = rng.normal(size=(landmarks.COUNT, 5)).astype(np.float32).astype(np.float64)
    world_m = rng.normal(size=(landmarks.COUNT, 3)).astype(np.float32).astype(np.float64)
    return Pose(t_s, image, world_m, SIZE_PX, people, light)


SHORT = [a_pose(i / 30) for i in range(3)]


def assert_same(got: Pose, want: Pose) -> None:
    assert (got.t_s, got.size_px) == (want.t_s, want.size_px)
    assert (got.people, got.light) == (want.people, want.light)
    np.testing.assert_array_equal(got.image, want.image)
    np.testing.assert_array_equal(got.world_m, want.world_m)


@st.composite
def sessions(draw: st.DrawFn) -> list[Pose]:
    """Poses of single precision at rising times from 0, some with nobody in them."""
    times_s = np.concatenate(([0.0], np.cumsum(draw(STEPS_S))))
    size_px = draw(st.integers(1, 8000)), draw(st.integers(1, 8000))
    image = hnp.arrays(np.float32, (landmarks.COUNT, 5), elements=SINGLE)
    world = hnp.arrays(np.float32, (landmarks.COUNT, 3), elements=SINGLE)
    people = st.none() | st.integers(0, 2)
    light = st.none() | st.floats(0, 255, width=32)
    return [
        Pose(
            float(t_s),
            draw(image).astype(np.float64),
            draw(world).astype(np.float64),
            size_px,
            draw(people),
            draw(light),
        )
        for t_s in times_s
    ]


@settings(max_examples=25)
@given(sessions())
def test_what_is_saved_comes_back_unchanged(poses: list[Pose]) -> None:
    """Times, landmarks, NaN, size, people and light, to the last bit."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "session.npz"
        landmark_recording.save(path, iter(poses))
        for got, want in zip(landmark_recording.poses(path), poses, strict=True):
            assert_same(got, want)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "session.npz"


def test_nobody_stays_nobody(path: Path) -> None:
    """A moment without a person is all NaN before and after, and keeps its time."""
    landmark_recording.save(
        path, [Pose.nobody(0.0, SIZE_PX), a_pose(0.5), Pose.nobody(1.0, SIZE_PX)]
    )
    assert [(pose.t_s, pose.found) for pose in landmark_recording.poses(path)] == [
        (0.0, False),
        (0.5, True),
        (1.0, False),
    ]


def test_a_camera_session_begins_at_zero(path: Path) -> None:
    """A monotonic clock begins anywhere; in the file the first time is 0."""
    landmark_recording.save(path, [a_pose(812.5), a_pose(813.0)])
    assert [pose.t_s for pose in landmark_recording.poses(path)] == [0.0, 0.5]


def test_the_models_name_is_kept(path: Path) -> None:
    """So that a report of the recording can name it; without one there is none."""
    landmark_recording.save(path, [a_pose(0.0)], model="full, mediapipe 0.10.31")
    assert landmark_recording.load(path).model == "full, mediapipe 0.10.31"
    landmark_recording.save(path, [a_pose(0.0)])
    assert landmark_recording.load(path).model is None


def test_the_layout_is_the_documented_one(path: Path) -> None:
    """Keys, shapes and types as other programs read and write them."""
    landmark_recording.save(path, [a_pose(0.0, people=2, light=90.5), a_pose(0.5)])
    with np.load(path) as file:
        kinds = {key: (file[key].shape, file[key].dtype.str[1:]) for key in file.files}
        assert file["size"].tolist() == [1080, 1920]
        assert file["people"].tolist() == [2, -1]
        np.testing.assert_array_equal(file["light"], [90.5, np.nan])
    assert kinds.pop("size")[0] == (2,)
    assert kinds == {
        "t_s": ((2,), "f8"),
        "image": ((2, 33, 5), "f4"),
        "world": ((2, 33, 3), "f4"),
        "people": ((2,), "i1"),
        "light": ((2,), "f4"),
    }


def test_an_exception_leaves_the_older_recording(path: Path) -> None:
    """What was there before is not lost to a session that broke."""
    landmark_recording.save(path, [a_pose(0.0)])
    with pytest.raises(KeyboardInterrupt), landmark_recording.RecordingWriter(path) as file:
        write_and_raise(file)
    assert len(landmark_recording.load(path)) == 1
    assert list(path.parent.iterdir()) == [path]


def write_and_raise(file: landmark_recording.RecordingWriter) -> None:
    file.write(a_pose(0.0))
    file.write(a_pose(0.5))
    raise KeyboardInterrupt


def test_poses_of_two_sizes_are_a_mistake(path: Path) -> None:
    """One recording has one size of picture."""
    other = replace(a_pose(0.5), size_px=(640, 480))
    with pytest.raises(ValueError, match="among poses"):
        landmark_recording.save(path, [a_pose(0.0), other])
    assert not path.exists()


@pytest.mark.parametrize(
    ("folder", "poses"),
    [pytest.param("none", 1, id="no such folder"), pytest.param(".", 0, id="no pose")],
)
def test_what_cannot_be_written_is_reported(tmp_path: Path, folder: str, poses: int) -> None:
    """With the file's name and its own code."""
    path = tmp_path / folder / "session.npz"
    with pytest.raises(PosecheckError) as caught:
        landmark_recording.save(path, [a_pose(i) for i in range(poses)])
    assert caught.value.code is ExitCode.CANNOT_WRITE
    assert caught.value.where == str(path)


def test_a_path_that_cannot_be_written_is_reported_before_the_session(tmp_path: Path) -> None:
    """Not after an hour of exercise that could then not be kept."""
    path = tmp_path / "none" / "session.npz"
    with pytest.raises(PosecheckError) as caught, landmark_recording.RecordingWriter(path):
        pytest.fail("went on")
    assert caught.value.code is ExitCode.CANNOT_WRITE


def good() -> dict[str, Any]:
    return {
        "t_s": np.array([0.0, 0.1, 0.2]),
        "image": np.zeros((3, 33, 5), np.float32),
        "world": np.zeros((3, 33, 3), np.float32),
        "size": np.array([640, 480]),
    }


def refusal(path: Path) -> PosecheckError:
    with pytest.raises(PosecheckError) as caught:
        landmark_recording.poses(path)
    return caught.value


def test_only_the_needed_keys_are_needed(path: Path) -> None:
    """People, light and model may be missing; unknown keys do no harm."""
    np.savez(path, **good(), remark=np.array("x"))
    assert [(p.people, p.light) for p in landmark_recording.poses(path)] == [(None, None)] * 3


@pytest.mark.parametrize(
    ("t_s", "kept"),
    [
        ([0.0, 0.2, 0.1, 0.3], (0.0, 0.1, 0.3)),
        ([0.0, 0.1, 0.1, 0.2], (0.0, 0.1, 0.2)),
        ([0.0, 9.0, 0.1, 0.2], (0.0, 0.1, 0.2)),
        ([0.3, 0.0, 0.1, 0.2], (0.0, 0.1, 0.2)),
    ],
    ids=["exchanged", "repeated", "far ahead", "first"],
)
def test_one_picture_out_of_order_is_left_out_and_told(
    path: Path, t_s: list[float], kept: tuple[float, ...]
) -> None:
    """The fewest pictures go that leave the others in order; their poses stay with their times."""
    image = np.repeat(np.asarray(t_s, np.float32), 33 * 5).reshape(4, 33, 5)
    np.savez(path, t_s=t_s, image=image, world=np.zeros((4, 33, 3)), size=np.array([640, 480]),
             people=np.ones(4, int), light=np.ones(4), frozen=np.zeros(4, bool))  # fmt: skip
    recorded = landmark_recording.load(path)
    assert tuple(pose.t_s for pose in recorded.poses()) == kept
    assert [pose.image[0, 0] for pose in recorded.poses()] == pytest.approx(kept)
    assert len(recorded.dropped_s) == 1


def test_a_frozen_picture_stays_one(path: Path) -> None:
    """What was known when it was recorded is known when it is read."""
    poses = [Pose.nobody(i / 10, (640, 480), frozen=i == 1) for i in range(3)]
    landmark_recording.save(path, poses)
    assert [pose.frozen for pose in landmark_recording.poses(path)] == [False, True, False]


def changed(key: str, values: object) -> Callable[[], dict[str, Any]]:
    return lambda: {**good(), key: np.asarray(values)}


@pytest.mark.parametrize(
    ("arrays", "says"),
    [
        *(
            pytest.param(
                lambda key=key: {k: v for k, v in good().items() if k != key}, key, id=f"no {key}"
            )
            for key in ("t_s", "image", "world", "size")
        ),
        pytest.param(changed("t_s", [0.2, 0.1, 0.0]), '"t_s" goes back', id="time goes back"),
        pytest.param(changed("t_s", [0.1, 0.1, 0.1]), '"t_s" goes back', id="time stands still"),
        pytest.param(changed("t_s", [-1.0, 0.1, 0.2]), '"t_s"[0]', id="a time before 0"),
        pytest.param(changed("t_s", [0.0, 0.1, 1e5]), '"t_s"[2] comes 28 hours', id="a day's gap"),
        pytest.param(changed("t_s", [0.0, 33.0, 67.0]), "in seconds", id="milliseconds"),
        pytest.param(changed("t_s", [0.0, 1e-5, 2e-5]), "in seconds", id="far too fast"),
        pytest.param(changed("t_s", [1.7e9, 1.7e9 + 1, 1.7e9 + 2]), '"t_s"[0]', id="a date"),
        pytest.param(changed("frozen", [1, 0, 0]), '"frozen"', id="frozen in numbers"),
        pytest.param(changed("frozen", [True]), '"frozen"', id="frozen too short"),
        pytest.param(changed("t_s", [0.0, np.nan, 0.2]), '"t_s"[1]', id="a time is NaN"),
        pytest.param(changed("t_s", [[0.0, 0.1, 0.2]]), '"t_s"', id="times in two dimensions"),
        pytest.param(changed("t_s", np.zeros(0)), '"t_s"', id="no times"),
        pytest.param(changed("t_s", ["a", "b", "c"]), '"t_s"', id="times are words"),
        pytest.param(changed("image", np.zeros((3, 33, 3))), '"image"', id="image too narrow"),
        pytest.param(changed("image", np.zeros((2, 33, 5))), '"image"', id="image too short"),
        pytest.param(changed("image", np.full((3, 33, 5), np.inf)), '"image"[0]', id="infinite"),
        pytest.param(changed("image", np.full((3, 33, 5), 1e300)), '"image"[0]', id="too large"),
        pytest.param(changed("image", np.zeros((3, 33, 5), int)), '"image"', id="whole numbers"),
        pytest.param(changed("world", np.zeros((3, 17, 3))), '"world"', id="another skeleton"),
        pytest.param(changed("size", [0, 480]), '"size"', id="no width"),
        pytest.param(changed("size", [640.0, 480.0]), '"size"', id="size in fractions"),
        pytest.param(changed("size", 640), '"size"', id="one size"),
        pytest.param(changed("people", [1, 1]), '"people"', id="people too short"),
        pytest.param(changed("people", [1, -2, 1]), '"people"', id="negative people"),
        pytest.param(changed("people", [1, 300, 1]), '"people"', id="too many people"),
        pytest.param(changed("light", [1.0, 1.0]), '"light"', id="light too short"),
        pytest.param(changed("light", [1.0, 256.0, 1.0]), '"light"', id="too light"),
    ],
)
def test_what_is_wrong_is_reported_when_the_file_is_read(
    path: Path, arrays: Callable[[], dict[str, NDArray[Any]]], says: str
) -> None:
    """Before the first pose, with the file, the key and the index in it."""
    np.savez(path, **arrays())
    error = refusal(path)
    assert says in error.what
    assert error.where == str(path)
    assert error.code is ExitCode.BAD_SOURCE


@pytest.mark.parametrize(
    "contents",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"some words", id="text"),
        pytest.param(b"PK\x03\x04" + bytes(100), id="a zip's beginning only"),
        pytest.param(b"\x93NUMPY\x01\x00" + bytes(100), id="a bare array"),
    ],
)
def test_what_is_no_npz_is_refused(path: Path, contents: bytes) -> None:
    """Never a traceback."""
    path.write_bytes(contents)
    assert refusal(path).code is ExitCode.BAD_SOURCE


@settings(max_examples=200)
@given(start=st.floats(0, 1), garbage=st.binary(min_size=1, max_size=400))
def test_damaged_data_are_refused(start: float, garbage: bytes) -> None:
    """Wherever bytes were overwritten: refused in one line, or the numbers are the right ones."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "session.npz"
        landmark_recording.save(path, SHORT)
        data = bytearray(path.read_bytes())
        first = int(start * len(data))
        data[first : first + len(garbage)] = garbage
        path.write_bytes(data)
        try:
            got = list(landmark_recording.poses(path))
        except PosecheckError as error:
            assert error.code is ExitCode.BAD_SOURCE  # noqa: PT017 - it may be whole as well
        else:
            for pose, want in zip(got, SHORT, strict=True):
                np.testing.assert_array_equal(pose.image, want.image)


class Bomb:
    """Writes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self.path,)


def test_a_recording_cannot_run_code(path: Path) -> None:
    """Pickled objects in it are refused without being looked into."""
    trace = path.with_name("ran")
    np.savez(path, **good(), people_=np.array([Bomb(trace)], object))
    assert refusal(path).code is ExitCode.BAD_SOURCE
    assert not trace.exists()


@pytest.mark.parametrize("name", ["", "none.npz"], ids=["a folder", "missing"])
def test_a_missing_file_has_its_own_code(tmp_path: Path, name: str) -> None:
    """No source, rather than a bad one."""
    assert refusal(tmp_path / name).code is ExitCode.NO_SOURCE


@pytest.mark.parametrize(
    ("name", "expected"), [("a.npz", True), ("A.NPZ", True), ("a.mp4", False), ("npz", False)]
)
def test_a_recording_is_known_by_its_name(name: str, expected: bool) -> None:
    """So that a missing file is reported as a missing recording."""
    assert landmark_recording.is_recording(Path(name)) is expected
