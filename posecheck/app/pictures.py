"""The pictures of a recording for its poses, and the same pictures again to draw on."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from posecheck.app import stages
from posecheck.capture.decoded import Decoded
from posecheck.capture.video_reader import VideoReader
from posecheck.pose.video_poses import Reading, wait_whole


class Pictures:
    """The decoded pictures of a recording, to be taken once.

    `opened` gives the same pictures again. Where they wait for their poses anyway, they are
    kept until they are taken. Large ones wait only as small copies, and a recording whose exercise
    had to be recognised has been read for a minute already: then it is read once more, which is
    cheaper than to keep them.
    """

    def __init__(self, reader: VideoReader, reading: Reading) -> None:
        self._reader = reader
        self._reading = reading
        self._kept: deque[Decoded] | None = None
        self._begun = False

    def __iter__(self) -> Iterator[Decoded]:
        for picture in self._reader.decoded(least_step_s=self._reading.least_step_s):
            self._begun = True
            if self._kept is not None:
                self._kept.append(picture)
            yield picture

    @contextmanager
    def opened(self) -> Iterator[Iterator[Decoded]]:
        """The pictures from the first on; each can be taken once its pose has been."""
        if not self._begun and wait_whole(self._reader.info, self._reading):
            self._kept = deque()
            yield _taken(self._kept)
            return
        with self._reader.again() as reader:
            pictures = reader.decoded(least_step_s=self._reading.least_step_s)
            if self._reading.workers == 1:
                yield pictures
                return
            with stages.ahead(pictures) as read:
                yield read


def _taken(kept: deque[Decoded]) -> Iterator[Decoded]:
    while kept:
        yield kept.popleft()
