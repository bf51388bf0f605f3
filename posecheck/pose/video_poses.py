"""The poses of a video: one after the other, or by several landmarkers side by side."""

from __future__ import annotations

import math
from collections.abc import Generator, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from posecheck.capture.decoded import Converter, Decoded
from posecheck.capture.video_reader import CLOCK_TICK_S, VideoInfo, VideoReader
from posecheck.pose import parallel
from posecheck.pose.estimator import Estimator
from posecheck.pose.landmarker import SharedLandmarker
from posecheck.pose.runs import run_length
from posecheck.records import Frame, Pose

SIDE_PX: Final = 960
"""The longer side of a picture that landmarks are looked for in. The model cuts the person out and
scales that to 256 x 256. Five real clips of 1920 x 1080, full size against this: joint angles
differ by 0.2 to 0.5 degrees (median), as much as if the work begins 7 pictures later
(docs/speed.md)."""

LEAST_STEP_S: Final = 0.025
"""Pictures that come sooner after each other are left out: 60 a second become 30, 120 become 40,
and 24 to 40 stay. All limits were measured at 15 to 30 a second."""


BYTES_A_PIXEL: Final = 1.5
"""One of brightness, and two of colour for each four pixels."""

WAITING_BYTES: Final = 2e9
"""Memory for the pictures that wait for their landmarks: half of what a small machine has. On one
with many cores fewer work on a film: 8 with 960 x 540, 14 with 640 x 480."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How landmarks are looked for in a video.

    in_runs: whether the recording is cut into runs (see `runs`). The landmarks are then the same
        for any number of workers. Otherwise one landmarker follows the person all along.
    workers: how many landmarkers work side by side on the runs.
    least_step_s: pictures that come sooner after the one before them are left out, seconds.
    side_px: larger pictures are made smaller for the model, to this length of the longer side.
    """

    in_runs: bool = False
    workers: int = 1
    least_step_s: float = LEAST_STEP_S
    side_px: int = SIDE_PX


PLAIN: Final = Reading()


def poses(
    reader: VideoReader, pictures: Iterable[Decoded], model: Path, reading: Reading
) -> Generator[Pose]:
    """The pose in each of a reader's pictures, in order; closing it ends all threads.

    Raises PosecheckError (NO_MODEL) when MediaPipe cannot use the model.
    """
    if not reading.in_runs:
        with Estimator(model) as estimator:
            yield from map(_Follower(reader, estimator, reading.side_px), pictures)
        return
    yield from _in_runs(reader, pictures, model, reading)


def wait_whole(info: VideoInfo, reading: Reading) -> bool:
    """Whether pictures wait for their poses as they were decoded: one by one, or small anyway."""
    return not reading.in_runs or max(info.size_px) <= reading.side_px


def expected(info: VideoInfo, reading: Reading) -> int | None:
    """About how many poses a video has; None where the container does not say it."""
    if not info.frames_estimate or not info.average_rate_hz:
        return info.frames_estimate
    left_out = math.ceil(reading.least_step_s * info.average_rate_hz - CLOCK_TICK_S)
    return math.ceil(info.frames_estimate / max(left_out, 1))


def _in_runs(
    reader: VideoReader, pictures: Iterable[Decoded], model: Path, reading: Reading
) -> Iterator[Pose]:
    total = expected(reader.info, reading)
    length = run_length(total)
    runs = math.ceil(total / length) if total else reading.workers
    workers = min(reading.workers, runs, _fitting(reader.info, reading, length))
    small = reader.converter(side_px=reading.side_px).small
    waiting = (replace(picture, picture=small(picture.picture)) for picture in pictures)
    with ExitStack() as stack:
        single = SharedLandmarker(model)
        stack.callback(single.close)

        @contextmanager
        def open_follower(first: Decoded | None) -> Iterator[_Follower]:
            begins_s = None if first is None else first.t_s
            with Estimator(model, single=single, begins_s=begins_s) as estimator:
                yield _Follower(reader, estimator, reading.side_px)

        yield from parallel.poses(
            waiting,
            open_follower,
            workers=workers,
            length=length,
        )


def _fitting(info: VideoInfo, reading: Reading, length: int) -> int:
    """As many workers as there is room for the pictures of their runs."""
    width, height = info.size_px
    scale = min(1.0, reading.side_px / max(width, height))
    picture = width * height * scale**2 * BYTES_A_PIXEL
    return max(1, int(WAITING_BYTES / (length * picture)))


class _Follower:
    """An estimator for decoded pictures of one video."""

    def __init__(self, reader: VideoReader, estimator: Estimator, side_px: int) -> None:
        self._estimator = estimator
        self._converter: Converter = reader.converter(side_px=side_px)
        self._size_px = reader.info.size_px

    def __call__(self, picture: Decoded) -> Pose:
        image = self._converter.rgb(picture.picture)
        return self._estimator(Frame(picture.t_s, image, self._size_px))
