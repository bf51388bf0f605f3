"""Poses of a recording from several landmarkers side by side, in order.

Threads, not processes: MediaPipe works without the interpreter's lock (two landmarkers in two
threads are 1.99 times as fast as one), and no picture is copied from one process to another.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from typing import Generic, Protocol, TypeVar

from posecheck.pose.runs import BLENDED, OVERLAP, blended, share_of_new
from posecheck.records import Pose

P = TypeVar("P")
"""A picture, in any form that the followers take."""
P_contra = TypeVar("P_contra", contravariant=True)


class Follower(Protocol[P_contra]):
    """Follows a person from picture to picture."""

    def __call__(self, picture: P_contra, /) -> Pose:
        """The pose in the next picture."""
        ...


OpenFollower = Callable[[P | None], AbstractContextManager[Follower[P]]]
"""Opens a follower for a run. It gets the run's first picture, or None at the beginning of a
recording."""


def poses(
    pictures: Iterable[P],
    open_follower: OpenFollower[P],
    *,
    workers: int,
    length: int,
) -> Iterator[Pose]:
    """The pose in each picture, in their order.

    Run after run of `length` pictures goes to the next of `workers` threads. Each run has a
    follower of its own, so the poses do not depend on the number of workers. Where runs meet they
    overlap (see `runs`). At most `workers` runs of pictures wait.
    The first error, of a follower or of `pictures`, ends all threads and is raised; closing this
    generator ends them, too.
    """
    with ExitStack() as stack:
        lanes = [_Lane(open_follower) for _ in range(workers)]
        for lane in lanes:
            stack.callback(lane.close)
        runs = _Runs(lanes, length)
        for picture in pictures:
            runs.add(picture)
            yield from runs.taken(most_waiting=workers * length)
        runs.end()
        yield from runs.taken(most_waiting=0)


class _Lane(Generic[P]):
    """A thread that works on one run after the other."""

    def __init__(self, open_follower: OpenFollower[P]) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="landmarks")
        self._open = open_follower
        self._opened = ExitStack()
        self._follower: Future[Follower[P]] = Future()

    def begin(self, first: P | None) -> None:
        """Begins a run with a new follower; see `OpenFollower` for `first`."""
        self._follower = self._thread.submit(self._begin, first)

    def look(self, picture: P) -> Future[Pose]:
        """Has the run's next picture looked at."""
        return self._thread.submit(self._look, self._follower, picture)

    def close(self) -> None:
        """Leaves out what was not begun, and closes the follower."""
        self._thread.shutdown(wait=True, cancel_futures=True)
        self._opened.close()

    def _begin(self, first: P | None) -> Follower[P]:
        self._opened.close()
        return self._opened.enter_context(self._open(first))

    @staticmethod
    def _look(follower: Future[Follower[P]], picture: P) -> Pose:
        return follower.result()(picture)


class _Entry:
    """A picture's pose: as its own run finds it, and where runs meet as the next one does, too.

    `held` says whether the next run may still get a share in it.
    """

    def __init__(self, own: Future[Pose], *, held: bool) -> None:
        self.held = held
        self._own = own
        self._next: Future[Pose] | None = None
        self._share = 0.0

    def share_with(self, other: Future[Pose], share: float) -> None:
        """Gives the next run's pose a share, 0 to 1."""
        self._next, self._share = other, share

    @property
    def ready(self) -> bool:
        """Whether `pose` need not wait."""
        done = self._own.done() and (self._next is None or self._next.done())
        return done and not self.held

    def pose(self) -> Pose:
        """The pose; waits for it, and raises what the follower raised."""
        own = self._own.result()
        return own if self._next is None else blended(own, self._next.result(), self._share)


class _Runs(Generic[P]):
    """Gives pictures to lanes, run by run, and keeps the entries that were not taken yet."""

    def __init__(self, lanes: Sequence[_Lane[P]], length: int) -> None:
        self._lanes = lanes
        self._length = length
        self._run = -1
        self._place = length
        self._last: deque[tuple[P, _Entry]] = deque(maxlen=OVERLAP)
        self._entries: deque[_Entry] = deque()

    def add(self, picture: P) -> None:
        """Has the next picture looked at; a complete run's next picture begins another run."""
        if self._place == self._length:
            self._begin()
        own = self._lane.look(picture)
        entry = _Entry(own, held=self._place >= self._length - BLENDED)
        self._entries.append(entry)
        self._last.append((picture, entry))
        self._place += 1

    def end(self) -> None:
        """Tells that no picture follows."""
        for entry in self._entries:
            entry.held = False

    def taken(self, *, most_waiting: int) -> Iterator[Pose]:
        """Takes the poses that are ready, and waits for others while more than that are left."""
        while self._entries and (self._entries[0].ready or len(self._entries) > most_waiting):
            yield self._entries.popleft().pose()

    @property
    def _lane(self) -> _Lane[P]:
        return self._lanes[self._run % len(self._lanes)]

    def _begin(self) -> None:
        """Begins a run; the last pictures of the run before it warm it up."""
        self._run, self._place = self._run + 1, 0
        self._lane.begin(self._last[0][0] if self._last else None)
        for i, (picture, entry) in enumerate(self._last):
            found = self._lane.look(picture)
            share = share_of_new(i)
            if share:
                entry.share_with(found, share)
        self.end()
