"""The sources: a video or a recording of landmarks as one stream of moments."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Protocol

from posecheck.app import progress
from posecheck.app.pipeline import Moment
from posecheck.capture import video_reader
from posecheck.capture.video_reader import Damage, VideoReader
from posecheck.errors import PosecheckError
from posecheck.pose import landmark_recording, model_file
from posecheck.pose.estimator import Estimator
from posecheck.provenance import Model
from posecheck.records import Frame, Pose
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

    moments: in the order of time; they can be taken once.
    frames_estimate: about how many there are, for a progress bar; None where it is not known.
    pictures: whether the moments have pictures to draw on.
    model: what found the landmarks; None where the recording does not say.
    damaged: spans of time that could not be read; complete once all moments were taken.
    """

    moments: Iterator[Moment]
    frames_estimate: int | None
    pictures: bool
    model: Model | None
    damaged: Sequence[Damage] = ()


class OpenSource(Protocol):
    """Opens a recording. `known` are poses of its beginning that were found before."""

    def __call__(
        self, path: Path, known: Sequence[Pose] = ()
    ) -> AbstractContextManager[Source]: ...


def opener(choice: ModelChoice, paths: Iterable[Path]) -> OpenSource:
    """A function that opens one of `paths`. The model is fetched now, if one of them needs it.

    Raises PosecheckError (NO_MODEL). Errors of a path are raised when it is opened.
    """

    @cache
    def file() -> Path:
        return ensure_model(choice)

    if any(_needs_model(path) for path in paths):
        file()

    @contextmanager
    def open_source(path: Path, known: Sequence[Pose] = ()) -> Iterator[Source]:
        yield from (
            _landmarks(path) if landmark_recording.is_recording(path) else _video(path, file, known)
        )

    return open_source


def _video(
    path: Path, model_file: Callable[[], Path], known: Sequence[Pose] = ()
) -> Iterator[Source]:
    with VideoReader(path) as reader, Estimator(model_file()) as estimator:
        moments = _with_poses(reader, estimator, known)
        found_by = describe(model_file())
        yield Source(moments, reader.info.frames_estimate, True, found_by, reader.damaged)


def _with_poses(
    frames: Iterable[Frame], estimator: Estimator, known: Sequence[Pose]
) -> Iterator[Moment]:
    ready = iter(known)
    for frame in frames:
        pose = next(ready, None)
        yield frame, estimator(frame) if pose is None else pose


def _landmarks(path: Path) -> Iterator[Source]:
    recorded = landmark_recording.load(path)
    moments = ((None, pose) for pose in recorded.poses())
    found_by = None if recorded.model is None else json.load_model(recorded.model)
    yield Source(moments, len(recorded), False, found_by)


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
