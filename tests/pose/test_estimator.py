"""From frames to poses: the flow with a made landmarker, then MediaPipe itself."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from posecheck import landmarks
from posecheck.capture.video_reader import frames
from posecheck.errors import ExitCode, PosecheckError
from posecheck.pose import estimator as estimator_module
from posecheck.pose import landmark_recording
from posecheck.pose.estimator import Estimator
from posecheck.pose.landmarker import Body, Landmarker
from posecheck.records import Frame, Pose

MakeBody = Callable[..., Body]
Find = Callable[[np.ndarray], list[Body]]
LEFT, RIGHT = (0.05, 0.1, 0.35, 0.9), (0.65, 0.1, 0.95, 0.9)
RATE_HZ = 20


class MadeLandmarker:
    """Finds what `sees` (set by the test) finds in the picture, and keeps a list of its calls."""

    sees: Find
    looks: list[str]
    closed: int

    def __init__(self, _model: Path, *, tracking: bool, people: int = 1) -> None:
        self._people = people
        self._kind = "track" if tracking else "look"

    def find(self, image: np.ndarray, *, t_s: float) -> list[Body]:
        assert image.flags.c_contiguous
        assert t_s >= 0
        MadeLandmarker.looks.append(self._kind)
        return MadeLandmarker.sees(image)[: self._people]

    def close(self) -> None:
        MadeLandmarker.closed += 1


@pytest.fixture
def sees(monkeypatch: pytest.MonkeyPatch) -> Callable[[Find], None]:
    """Replaces MediaPipe by a function from a picture to bodies."""
    monkeypatch.setattr(estimator_module, "Landmarker", MadeLandmarker)
    MadeLandmarker.looks, MadeLandmarker.closed = [], 0

    def use(find: Find) -> None:
        MadeLandmarker.sees = staticmethod(find)

    return use


def film(seconds: float, *, width: int = 64, height: int = 48) -> Iterator[Frame]:
    """A dark picture with one bright pixel in its top left corner, again and again."""
    image = np.zeros((height, width, 3), np.uint8)
    image[0, 0] = 255
    return (Frame(i / RATE_HZ, image) for i in range(round(seconds * RATE_HZ)))


def poses(seconds: float, **size: int) -> list[Pose]:
    with Estimator(Path("made.task")) as estimate:
        return [estimate(frame) for frame in film(seconds, **size)]


def lying_on_its_side(body: MakeBody, *, presence: float = 1.0) -> Find:
    """Sees somebody, all landmarks at the bright pixel, only when that is bottom left."""

    def find(image: np.ndarray) -> list[Body]:
        if not image[-1, 0].any():
            return []
        found = body(0, 0, 1, 1, presence=presence)
        found.image[:, :2] = 0.5 / image.shape[1], 1 - 0.5 / image.shape[0]
        found.world_m[:] = (1.0, 0.0, 0.5)
        return [found]

    return find


def test_nobody_is_all_nan_at_the_right_time(sees: Callable[[Find], None]) -> None:
    """Time goes on without a person."""
    sees(lambda _: [])
    got = poses(0.2)
    assert [pose.t_s for pose in got] == [0.0, 0.05, 0.1, 0.15]
    assert not any(pose.found for pose in got)
    assert {pose.people for pose in got} == {None}
    assert got[0].size_px == (64, 48)


def test_a_person_seen_only_in_a_turned_picture_lies_where_they_are(
    sees: Callable[[Find], None], body: MakeBody
) -> None:
    """Found after a second of nobody, kept from then on, in the upright picture's terms."""
    sees(lying_on_its_side(body))
    got = poses(4)
    found = [pose.found for pose in got]
    first = found.index(True)
    assert 1.0 <= got[first].t_s <= 1.6
    assert all(found[first:])
    for pose in got[first:]:
        np.testing.assert_allclose(pose.points_px, 0.5)
        np.testing.assert_allclose(pose.world_m, np.tile((0, 1.0, 0.5), (landmarks.COUNT, 1)))
        assert pose.size_px == (64, 48)


def test_furniture_in_a_turned_picture_is_nobody(
    sees: Callable[[Find], None], body: MakeBody
) -> None:
    """A body with a low presence does not count."""
    sees(lying_on_its_side(body, presence=0.35))
    assert not any(pose.found for pose in poses(4))


def test_searching_costs_no_second_look(sees: Callable[[Find], None]) -> None:
    """One look a picture while nobody is there, turned or not."""
    sees(lambda _: [])
    assert len(MadeLandmarker.looks) == 0
    assert len(poses(4)) == len(MadeLandmarker.looks)


@pytest.mark.parametrize(
    ("others", "people"), [([], 1), ([RIGHT], 2)], ids=["alone", "with somebody else"]
)
def test_people_are_counted_once_a_second(
    sees: Callable[[Find], None],
    body: MakeBody,
    others: list[tuple[float, ...]],
    people: int,
) -> None:
    """At the first find and every second after; between, nobody has looked."""
    sees(lambda _: [body(*LEFT), *(body(*box) for box in others)])
    got = poses(3.5)
    looked = {pose.t_s: pose.people for pose in got if pose.people is not None}
    assert looked == dict.fromkeys([0.0, 1.0, 2.0, 3.0], people)
    assert MadeLandmarker.looks.count("look") == 4


@pytest.mark.parametrize("begins_s", [0.0, 0.35, 1.0, 2.95])
def test_people_are_counted_at_the_same_times_wherever_the_work_begins(
    sees: Callable[[Find], None], body: MakeBody, begins_s: float
) -> None:
    """In the first picture of each second after that."""
    sees(lambda _: [body(*LEFT)])
    with Estimator(Path("made.task"), begins_s=begins_s) as estimate:
        got = [estimate(frame) for frame in film(5) if frame.t_s >= begins_s]
    counted = [pose.t_s for pose in got if pose.people is not None]
    assert counted == [t_s for t_s in (1.0, 2.0, 3.0, 4.0) if t_s > begins_s]


def test_a_shared_landmarker_is_left_open(sees: Callable[[Find], None]) -> None:
    """Others still use it."""
    sees(lambda _: [])
    shared = MadeLandmarker(Path("made.task"), tracking=False)
    with Estimator(Path("made.task"), single=shared) as estimate:
        estimate(next(film(1)))
    assert MadeLandmarker.closed == 1


def test_the_one_who_is_followed_always_counts(
    sees: Callable[[Find], None], body: MakeBody
) -> None:
    """When a single look misses the person whom the tracker has, there is still one."""
    seen = itertools.cycle([[body(*LEFT)], []])
    sees(lambda _: next(seen))
    assert next(pose.people for pose in poses(0.5) if pose.people is not None) == 1


def test_closing_closes_all_landmarkers(sees: Callable[[Find], None]) -> None:
    """No thread of MediaPipe is left."""
    sees(lambda _: [])
    poses(0.1)
    assert MadeLandmarker.closed == 2


def test_a_picture_alone_is_searched_at_once(sees: Callable[[Find], None], body: MakeBody) -> None:
    """In mode "image" there is no later picture to try the turn on, and people are counted."""
    sees(lying_on_its_side(body))
    with Estimator(Path("made.task"), mode="image") as estimate:
        pose = estimate(next(film(1)))
        assert pose.people == 1
        np.testing.assert_allclose(pose.points_px, 0.5)
        dark = Frame(0.0, np.zeros((48, 64, 3), np.uint8))
        assert not estimate(dark).found
        assert estimate(dark).people == 0


# From here on with MediaPipe itself.


@pytest.fixture(scope="module")
def followed(model: Path, sample: Path) -> list[Pose]:
    """The poses of the sample's first two seconds and a bit."""
    with Estimator(model) as estimate:
        return [estimate(frame) for frame in itertools.islice(frames(sample), 70)]


@pytest.mark.model
def test_a_lying_person_is_found_in_every_frame(followed: list[Pose]) -> None:
    """From the first on, alone, at the recording's times."""
    assert all(pose.found for pose in followed)
    assert {pose.people for pose in followed} == {None, 1}
    assert [pose.people is not None for pose in followed].count(True) == 3
    np.testing.assert_allclose([pose.t_s for pose in followed], np.arange(70) / 30, atol=1e-3)


@pytest.mark.model
@pytest.mark.parametrize(
    "joint", ["nose", "right_shoulder", "right_hip", "right_knee", "right_ankle"]
)
def test_joints_are_where_the_renderer_put_them(
    followed: list[Pose], sample: Path, joint: str
) -> None:
    """The near side of a body 400 pixels long, against its projected joints, within 20."""
    truth = json.loads(sample.with_suffix(".json").read_text())["frames"]
    for axis in (0, 1):
        found = [pose.points_px[landmarks.index(joint), axis] for pose in followed]
        true = np.array(truth["points_px"][joint])[:, axis]
        at = np.interp([pose.t_s for pose in followed], truth["t_s"], true)
        np.testing.assert_allclose(found, at, atol=20)


@pytest.mark.model
def test_a_saved_pose_is_the_live_one(followed: list[Pose], tmp_path: Path) -> None:
    """The engine judges a recording exactly as it judged the film."""
    landmark_recording.save(tmp_path / "a.npz", followed)
    for saved, live in zip(landmark_recording.poses(tmp_path / "a.npz"), followed, strict=True):
        np.testing.assert_array_equal(saved.image, live.image)
        np.testing.assert_array_equal(saved.world_m, live.world_m)
        assert saved.people == live.people


@pytest.mark.model
@pytest.mark.parametrize("quarters", [1, -1])
def test_a_turned_find_agrees_with_the_upright_one(
    model: Path, person: Frame, quarters: int
) -> None:
    """MediaPipe's own landmarks, world and depth, turned back, are nearly the upright ones."""
    landmarker = Landmarker(model, tracking=False)
    upright, back = (
        estimator_module._bodies(landmarker, person, turns)[0] for turns in (0, quarters)
    )
    landmarker.close()
    apart_px = np.linalg.norm((upright.image - back.image)[:, :2] * person.size_px, axis=1)
    height_px = np.ptp(upright.image[:, :2] * person.size_px, axis=0).max()
    assert np.median(apart_px) < 0.05 * height_px
    assert np.median(np.abs(upright.world_m - back.world_m)[:, :2]) < 0.1
    depth_slope = np.polyfit(upright.image[:, 2], back.image[:, 2], 1)[0]
    assert depth_slope == pytest.approx(1.0, abs=0.2)


@pytest.mark.model
def test_two_people_are_two(model: Path, person: Frame) -> None:
    """The sample above its own mirror image: two bodies, nothing shared."""
    image = np.vstack([person.image, person.image[:, ::-1]])
    with Estimator(model, mode="image") as estimate:
        assert estimate(Frame(0.0, np.ascontiguousarray(image))).people == 2


@pytest.mark.model
def test_an_odd_width_finds_the_person_too(model: Path, person: Frame) -> None:
    """As capture gives it, contiguous; padded rows would blind MediaPipe."""
    image = np.ascontiguousarray(person.image[:, : person.image.shape[1] - 3])
    with Estimator(model) as estimate:
        assert estimate(Frame(0.0, image)).found


@pytest.mark.model
def test_frames_within_one_millisecond_are_taken(model: Path, person: Frame) -> None:
    """MediaPipe wants whole, strictly increasing milliseconds; a fast camera has none."""
    with Estimator(model) as estimate:
        assert all(estimate(Frame(i * 2e-4, person.image)).found for i in range(5))


@pytest.mark.model
def test_a_file_that_mediapipe_refuses_is_reported(tmp_path: Path) -> None:
    """In one line, with the file's name."""
    path = tmp_path / "wrong.task"
    path.write_bytes(b"some words")
    with pytest.raises(PosecheckError) as caught:
        Estimator(path)
    assert caught.value.code is ExitCode.NO_MODEL
    assert caught.value.where == str(path)


FIRST_RUN = """
import sys
from pathlib import Path
import numpy as np
from posecheck.capture.video_reader import frames
from posecheck.pose.estimator import Estimator
from posecheck.records import Frame
person = next(frames(Path(sys.argv[2]))).image
with Estimator(Path(sys.argv[1])) as estimate:
    for i in range(60):
        image = person if 45 <= i < 55 else np.zeros_like(person)
        assert estimate(Frame(i / 30, image)).found == (45 <= i < 55)
"""


@pytest.mark.model
def test_mediapipe_writes_nothing_on_the_terminal(model: Path, sample: Path) -> None:
    """Creating, turned tries, the first find, losing, closing; some lines come once a process."""
    command = [sys.executable, "-c", FIRST_RUN, str(model), str(sample)]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
