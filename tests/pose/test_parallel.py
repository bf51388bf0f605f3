"""Runs of pictures on several followers: each picture once, in order, and joined without a jump."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posecheck import landmarks
from posecheck.pose import parallel
from posecheck.pose.parallel import poses
from posecheck.pose.runs import BLENDED, LONGEST, OVERLAP, SHORTEST, run_length, share_of_new
from posecheck.records import Pose

LENGTH = 20


class MadeError(Exception):
    """What goes wrong."""


class Made:
    """Each follower says its number; it keeps what it was asked."""

    def __init__(self, number: float, *, first: int | None = None, fails_at: int = -1) -> None:
        self.number = number
        self.first = first
        self.asked: list[int] = []
        self.closed = False
        self._fails_at = fails_at

    def __call__(self, picture: int) -> Pose:
        self.asked.append(picture)
        if picture == self._fails_at:
            raise MadeError
        return pose(picture, self.number)


def pose(picture: int, value: float) -> Pose:
    image = np.full((landmarks.COUNT, 5), float(value))
    return Pose(float(picture), image, image[:, :3].copy(), (64, 48))


class Crew:
    """Opens followers, one a run, and keeps them all. Their number is their first picture's."""

    def __init__(self, *, fails_at: int = -1) -> None:
        self.followers: list[Made] = []
        self._fails_at = fails_at

    @contextmanager
    def __call__(self, first: int | None) -> Iterator[Made]:
        number = -1 if first is None else first
        made = Made(number, first=first, fails_at=self._fails_at)
        self.followers.append(made)
        yield made
        made.closed = True


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    """Whatever happened."""
    yield
    assert not [t for t in threading.enumerate() if t.name.startswith("landmarks")]


@given(count=st.integers(0, 130), workers=st.integers(1, 4), length=st.integers(OVERLAP, 40))
@settings(max_examples=40)
def test_each_picture_has_its_pose_in_order(count: int, workers: int, length: int) -> None:
    """Whatever the number of pictures, of workers, and the length of a run."""
    got = list(poses(range(count), Crew(), workers=workers, length=length))
    assert [int(p.t_s) for p in got] == list(range(count))


def test_runs_warm_up_on_the_pictures_before_them() -> None:
    """A follower of their own looks at them in order; the first run has none before it."""
    crew = Crew()
    list(poses(range(3 * LENGTH), crew, workers=2, length=LENGTH))
    runs = sorted(crew.followers, key=lambda made: made.asked[0])
    assert [made.asked for made in runs] == [
        [*range(LENGTH)],
        [*range(LENGTH - OVERLAP, 2 * LENGTH)],
        [*range(2 * LENGTH - OVERLAP, 3 * LENGTH)],
    ]
    assert [made.first for made in runs] == [None, LENGTH - OVERLAP, 2 * LENGTH - OVERLAP]
    assert all(made.closed for made in runs)


@given(count=st.integers(0, 130), workers=st.integers(2, 5))
@settings(max_examples=30)
def test_the_poses_do_not_depend_on_the_number_of_workers(count: int, workers: int) -> None:
    """A report is the same on every machine."""
    one, more = (
        [p.image[0, 0] for p in poses(range(count), Crew(), workers=w, length=LENGTH)]
        for w in (1, workers)
    )
    assert one == more


def test_where_runs_meet_one_goes_over_into_the_other() -> None:
    """In even steps over the last pictures of the old run; before and after nothing is mixed."""
    got = [p.image[0, 0] for p in poses(range(2 * LENGTH), Crew(), workers=2, length=LENGTH)]
    old, new = -1.0, float(LENGTH - OVERLAP)
    steps = np.diff(got[LENGTH - BLENDED - 1 : LENGTH + 1])
    np.testing.assert_allclose(steps, (new - old) / (BLENDED + 1), rtol=1e-6)
    assert set(got[: LENGTH - BLENDED]) == {old}
    assert set(got[LENGTH:]) == {new}


@pytest.mark.parametrize("at", [0, 5, LENGTH - 1, LENGTH, 3 * LENGTH - 1])
def test_an_error_of_a_follower_is_raised_in_its_place(at: int) -> None:
    """After the poses before it; no pose is missing or comes twice."""
    got: list[int] = []
    stream = poses(range(3 * LENGTH), Crew(fails_at=at), workers=2, length=LENGTH)
    with pytest.raises(MadeError):
        got.extend(int(found.t_s) for found in stream)
    assert got == list(range(len(got)))
    assert at - OVERLAP <= len(got) <= at


def test_an_error_of_the_pictures_is_raised() -> None:
    """And ends the threads."""

    def pictures() -> Iterator[int]:
        yield from range(30)
        raise MadeError

    with pytest.raises(MadeError):
        list(poses(pictures(), Crew(), workers=2, length=LENGTH))


def test_a_follower_that_cannot_be_opened_is_told() -> None:
    """A model that MediaPipe refuses, for example."""

    @contextmanager
    def none(_first: int | None) -> Iterator[Made]:
        raise MadeError
        yield Made(0)

    with pytest.raises(MadeError):
        list(poses(range(9), none, workers=2, length=LENGTH))


def test_who_stops_early_waits_for_no_more() -> None:
    """Of endless pictures, one pose is taken."""
    crew = Crew()
    stream = poses(itertools.count(), crew, workers=2, length=LENGTH)
    assert next(stream).t_s == 0.0
    stream.close()
    assert all(made.closed for made in crew.followers)


def test_few_pictures_wait() -> None:
    """At most a run for each worker, however slow the followers are."""
    taken, waiting = 0, []
    gate = threading.Semaphore(0)

    def open_gate() -> None:
        waiting.append(taken)
        gate.release(10_000)

    class Slow(Made):
        def __call__(self, picture: int) -> Pose:
            gate.acquire()
            return super().__call__(picture)

    @contextmanager
    def slow(_first: int | None) -> Iterator[Made]:
        yield Slow(0)

    def pictures() -> Iterator[int]:
        nonlocal taken
        for picture in range(500):
            taken = picture + 1
            yield picture

    threading.Timer(0.3, open_gate).start()
    assert len(list(poses(pictures(), slow, workers=3, length=LENGTH))) == 500
    assert waiting == [3 * LENGTH + 1]


@given(pictures=st.integers(1, 200_000))
def test_runs_are_long_enough_and_end_together(pictures: int) -> None:
    """Never longer than memory allows, never short against their overlap; pairs of equal runs."""
    length = run_length(pictures)
    assert SHORTEST <= length <= LONGEST
    if length > SHORTEST:
        pairs = -(-pictures // (length * 2))
        assert pairs * 2 * length - pictures < pairs * 2


def test_a_person_whom_one_of_two_runs_sees_is_there() -> None:
    """Nothing is mixed with what is missing."""
    seen, nobody = pose(1, 0.5), Pose.nobody(1.0, (64, 48), people=2, light=7.0)
    for old, new in ((seen, nobody), (nobody, seen)):
        mixed = parallel.blended(old, new, 0.5)
        np.testing.assert_array_equal(mixed.image, seen.image)
        assert (mixed.people, mixed.light) == (old.people, old.light)


def test_the_shares_rise_from_old_to_new() -> None:
    """Nothing of the new run while it warms up."""
    shares = [share_of_new(place) for place in range(OVERLAP)]
    assert shares[: OVERLAP - BLENDED] == [0.0] * (OVERLAP - BLENDED)
    assert np.all(np.diff(shares[OVERLAP - BLENDED - 1 :]) > 0)
    assert shares[-1] < 1
