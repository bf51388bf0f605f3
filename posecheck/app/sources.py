"""The sources: the poses of a video or of a recording of landmarks, and the pictures to draw on."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Protocol

from posecheck.app import memory, progress
from posecheck.app.pictures import Pictures
from posecheck.capture import video_reader
from posecheck.capture.decoded import Decoded
from posecheck.capture.still_pictures import StillPictures
from posecheck.capture.video_reader import Damage, VideoReader
from posecheck.errors import PosecheckError
from posecheck.pose import landmark_recording, model_file, video_poses
from posecheck.pose.turned_pose import turned
from posecheck.pose.video_poses import LEAST_STEP_S, PLAIN, Reading
from posecheck.provenance import Model
from posecheck.records import Pose
from posecheck.report import json


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """Which pose model, and whether it may be fetched."""

    name: str
    explicit: Path | None = None
    offline: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """One opened recording.

    poses: in the order of time; they can be taken once.
    frames_estimate: about how many there are, for a progress bar; None where it is not known.
    pictures: opens the pictures of the poses; each is there when its pose has been taken. None
        where only landmarks were recorded.
    model: what found the landmarks; None where the recording does not say.
    damaged: spans of time that could not be read; complete once all poses were taken.
    threaded: whether others may work in threads of their own beside it.
    """

    poses: Iterator[Pose]
    frames_estimate: int | None
    pictures: Callable[[], AbstractContextManager[Iterator[Decoded]]] | None
    model: Model | None
    damaged: Sequence[Damage] = ()
    threaded: bool = False
    dropped_s: Sequence[float] = ()
    """The times of pictures that were left out because they were out of order."""


class OpenSource(Protocol):
    """Opens a recording."""

    def __call__(self, path: Path, /) -> AbstractContextManager[Source]: ...


def unopened(path: Path) -> AbstractContextManager[Source]:
    """Stands where the opener is made later; raises AssertionError when it is used."""
    raise AssertionError(f"nothing opens {path} yet")


def reading(workers: int | None = None, max_rate_hz: float | None = None) -> Reading:
    """How the command line has videos read: in runs, by all cores, where no number is given.

    One worker, asked for, follows the person all along.
    """
    least_step_s = LEAST_STEP_S if max_rate_hz is None else 1.0 / max_rate_hz
    return Reading(in_runs=workers != 1, workers=workers or cores(), least_step_s=least_step_s)


def cores() -> int:
    """How many cores this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def opener(
    choice: ModelChoice,
    paths: Iterable[Path],
    *,
    reading: Reading = PLAIN,
    rotate_deg: int = 0,
) -> OpenSource:
    """A function that opens one of `paths`. The model is fetched now, if one of them needs it.

    `rotate_deg` turns their pictures clockwise by 90, 180 or 270.

    Raises PosecheckError (NO_MODEL). Errors of a path are raised when it is opened.
    """

    @cache
    def file() -> Path:
        return ensure_model(choice)

    memory.share_pools()
    if any(_needs_model(path) for path in paths):
        file()

    @contextmanager
    def open_source(path: Path) -> Iterator[Source]:
        yield from (
            _landmarks(path, rotate_deg)
            if landmark_recording.is_recording(path)
            else _video(path, file, reading, rotate_deg)
        )

    return open_source


def _video(
    path: Path, file: Callable[[], Path], reading: Reading, rotate_deg: int
) -> Iterator[Source]:
    with ExitStack() as stack:
        reader = stack.enter_context(VideoReader(path, rotate_deg=rotate_deg))
        model = file()
        pictures = Pictures(reader, reading)
        poses = stack.enter_context(closing(video_poses.poses(reader, pictures, model, reading)))
        yield Source(
            _without_frozen(poses, reader.still),
            video_poses.expected(reader.info, reading),
            pictures.opened,
            describe(model),
            reader.damaged,
            threaded=reading.workers > 1,
        )


def _without_frozen(poses: Iterable[Pose], still: StillPictures) -> Iterator[Pose]:
    """The poses; nobody is seen where the picture is frozen. A pose waits while that is not known
    (`FROZEN_S` at most)."""
    waiting: deque[Pose] = deque()
    for pose in poses:
        waiting.append(pose)
        while waiting and (frozen := still.is_frozen(waiting[0].t_s)) is not None:
            first = waiting.popleft()
            yield Pose.nobody(first.t_s, first.size_px, frozen=True) if frozen else first
    yield from waiting


def _landmarks(path: Path, rotate_deg: int) -> Iterator[Source]:
    recorded = landmark_recording.load(path)
    found_by = None if recorded.model is None else json.load_model(recorded.model)
    poses = (turned(pose, rotate_deg) for pose in recorded.poses())
    yield Source(poses, len(recorded), None, found_by, dropped_s=recorded.dropped_s)


def _needs_model(path: Path) -> bool:
    """Whether a path is a video that can be read: only then the model is needed."""
    if landmark_recording.is_recording(path):
        return False
    try:
        video_reader.probe(path)
    except PosecheckError:
        return False
    return True


def ensure_model(choice: ModelChoice) -> Path:
    """The model file; it is fetched, with a progress bar, where it is missing."""
    with progress.download(f"Fetching the pose model ({choice.name})") as advance:
        return model_file.ensure(
            choice.name, explicit=choice.explicit, offline=choice.offline, progress=advance
        )


def describe(file: Path) -> Model:
    """A model file as a report says it."""
    return Model(file.name, f"mediapipe {metadata.version('mediapipe')}", model_file.sha256(file))
