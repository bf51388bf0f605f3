"""What is analysed: a video, or a recording of landmarks, as one stream of moments."""

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

    moments: once through, in the order of time.
    frames_estimate: for a progress bar; None where nobody knows.
    pictures: whether the moments have pictures to draw on.
    model: what found the landmarks, None where the recording does not say.
    damaged: stretches that could not be read; complete once all moments were taken.
    """

    moments: Iterator[Moment]
    frames_estimate: int | None
    pictures: bool
    model: Model | None
    damaged: Sequence[Damage] = ()


class OpenSource(Protocol):
    """Opens a recording; `known` are poses of its beginning that were looked for before."""

    def __call__(
        self, path: Path, known: Sequence[Pose] = ()
    ) -> AbstractContextManager[Source]: ...


def opener(choice: ModelChoice, paths: Iterable[Path]) -> OpenSource:
    """A function that opens one of `paths`; the model is fetched now, if one needs it.

    Raises PosecheckError (NO_MODEL). What is wrong with a path is told when it is opened.
    """

    @cache
    def file() -> Path:
        return ensure_model(choice)

    if any(_needs_model(path) for path in paths):
        file()

    @contextmanager
    def open_source(path: Path, known: Sequence[Pose] = ()) -> Iterator[Source]:
        yield from (
            _landmarks(path) if landmark_recording.is_recording(path) else _film(path, file, known)
        )

    return open_source


def _film(
    path: Path, model_file: Callable[[], Path], known: Sequence[Pose] = ()
) -> Iterator[Source]:
    with VideoReader(path) as reader, Estimator(model_file()) as estimator:
        moments = _posed(reader, estimator, known)
        found_by = describe(model_file())
        yield Source(moments, reader.info.frames_estimate, True, found_by, reader.damaged)


def _posed(
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
    """Whether it is a video that can be read; for anything else nothing is fetched."""
    if landmark_recording.is_recording(path):
        return False
    try:
        video_reader.probe(path)
    except PosecheckError:
        return False
    return True


def ensure_model(choice: ModelChoice) -> Path:
    """The model file, fetched under a progress bar where it is missing."""
    with progress.download(f"Fetching the pose model ({choice.name})") as advance:
        return model_file.ensure(
            choice.name, explicit=choice.explicit, offline=choice.offline, progress=advance
        )


def describe(file: Path) -> Model:
    """How a report names a model file."""
    return Model(file.name, f"mediapipe {metadata.version('mediapipe')}", model_file.sha256(file))
