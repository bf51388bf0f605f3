"""Recordings of landmarks: what the model found, kept without any picture (.npz).

| key    | shape                 | what                                                        |
|--------|-----------------------|-------------------------------------------------------------|
| t_s    | (T,) float64          | seconds on the media clock, first 0, strictly increasing    |
| image  | (T, 33, 5) float32    | x, y (by their side), z, visibility, presence; NaN = nobody |
| world  | (T, 33, 3) float32    | metres, origin between the hips; NaN = nobody               |
| size   | (2,) int              | width and height of the picture, pixels                     |
| people | (T,) int8, optional   | how many people were seen, -1 = not counted                 |
| light  | (T,) float, optional  | mean brightness of the picture, 0-255; NaN = not known      |
| frozen | (T,) bool, optional   | whether the picture stood still while time went on          |
| model  | text, optional        | the model that found the landmarks                          |
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from posecheck import landmarks
from posecheck.errors import ExitCode, PosecheckError
from posecheck.files.whole import cannot_write, explaining, whole_file
from posecheck.pose import recording_validation as validation
from posecheck.records import Pose

SUFFIX: Final = ".npz"


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """A valid recording. The arrays are those of the table above; `world_m` is `world`."""

    t_s: NDArray[np.float64]
    image: NDArray[np.float32]
    world_m: NDArray[np.float32]
    size_px: tuple[int, int]
    people: NDArray[np.int8] | None = None
    light: NDArray[np.float32] | None = None
    model: str | None = None
    frozen: NDArray[np.bool_] | None = None
    dropped_s: tuple[float, ...] = ()
    """The times of the pictures that were out of order, or repeated a time. They are left out."""

    def __len__(self) -> int:
        return len(self.t_s)

    def poses(self) -> Iterator[Pose]:
        """The poses in order, exactly as they were saved."""
        for i, t_s in enumerate(self.t_s):
            people = validation.NOT_COUNTED if self.people is None else int(self.people[i])
            light = math.nan if self.light is None else float(self.light[i])
            yield Pose(
                float(t_s),
                self.image[i].astype(np.float64),
                self.world_m[i].astype(np.float64),
                self.size_px,
                None if people == validation.NOT_COUNTED else people,
                None if math.isnan(light) else light,
                frozen=self.frozen is not None and bool(self.frozen[i]),
            )


class RecordingWriter:
    """`with RecordingWriter(path) as file: file.write(pose)`, in the order of time.

    It keeps about 1 kB a pose in memory, 120 MB an hour. At the end the file appears complete;
    after an exception it does not appear. Raises PosecheckError (CANNOT_WRITE) when the path
    cannot be written, or when there was no pose.
    """

    def __init__(self, path: Path, *, model: str | None = None) -> None:
        self.path = path
        self._model = model
        self._size_px: tuple[int, int] | None = None
        self._t_s: list[float] = []
        self._image: list[NDArray[np.float32]] = []
        self._world: list[NDArray[np.float32]] = []
        self._people: list[int] = []
        self._light: list[float] = []
        self._frozen: list[bool] = []

    def __enter__(self) -> Self:
        with ExitStack() as undo:
            self._part = undo.enter_context(whole_file(self.path))
            with explaining(self.path):
                self._part.touch()  # A path that cannot be written is reported at the start.
            self._undo = undo.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None:
            self._undo.__exit__(kind, error, trace)
            return
        with self._undo:
            self._finish()

    def write(self, pose: Pose) -> None:
        """Adds a pose; ValueError when its picture has another size than those before it."""
        self._size_px = self._size_px or pose.size_px
        if pose.size_px != self._size_px:
            raise ValueError(f"a pose of {pose.size_px} among poses of {self._size_px}")
        self._t_s.append(pose.t_s)
        self._image.append(pose.image.astype(np.float32))
        self._world.append(pose.world_m.astype(np.float32))
        self._people.append(validation.NOT_COUNTED if pose.people is None else pose.people)
        self._light.append(math.nan if pose.light is None else pose.light)
        self._frozen.append(pose.frozen)

    def _finish(self) -> None:
        if not self._t_s:
            raise cannot_write(self.path, "there was no pose")
        with explaining(self.path), self._part.open("wb") as file:
            np.savez_compressed(file, **self._arrays())

    def _arrays(self) -> dict[str, Any]:
        t_s = np.array(self._t_s)
        arrays: dict[str, Any] = {
            "t_s": t_s - t_s[0],
            "image": np.stack(self._image),
            "world": np.stack(self._world),
            "size": np.array(self._size_px),
            "people": np.array(self._people, np.int8),
            "light": np.array(self._light, np.float32),
        }
        if any(self._frozen):
            arrays["frozen"] = np.array(self._frozen)
        return arrays if self._model is None else {**arrays, "model": np.array(self._model)}


def save(path: Path, poses: Iterable[Pose], *, model: str | None = None) -> None:
    """Writes all poses into a recording; raises as RecordingWriter does."""
    with RecordingWriter(path, model=model) as file:
        for pose in poses:
            file.write(pose)


def poses(path: Path) -> Iterator[Pose]:
    """The poses of a recording, which is checked before the first; raises as `load` does."""
    return load(path).poses()


def is_recording(path: Path) -> bool:
    """Whether a file is a recording of landmarks by its name."""
    return path.suffix.lower() == SUFFIX


def load(path: Path) -> Recording:
    """Reads and checks a recording.

    Raises PosecheckError: NO_SOURCE when the file is missing, BAD_SOURCE when it is not valid.
    """
    if path.is_dir() or not path.is_file():
        what = "a folder, not a recording" if path.is_dir() else "no such file"
        raise PosecheckError(
            what, where=str(path), remedy="Check the name.", code=ExitCode.NO_SOURCE
        )
    try:
        return _recording(validation.arrays_of(path))
    except validation.InvalidRecordingError as error:
        raise PosecheckError(
            str(error),
            where=str(path),
            remedy="Record it again, or give the video itself.",
            code=ExitCode.BAD_SOURCE,
        ) from error


def _recording(arrays: Mapping[str, NDArray[Any]]) -> Recording:
    t_s = validation.times(arrays["t_s"])
    kept, n = validation.in_order(t_s), t_s.size
    people = validation.people(arrays["people"], n)[kept] if "people" in arrays else None
    light = validation.light(arrays["light"], n)[kept] if "light" in arrays else None
    frozen = validation.flags(arrays, "frozen", n)[kept] if "frozen" in arrays else None
    return Recording(
        t_s[kept],
        validation.points(arrays, "image", (n, landmarks.COUNT, 5))[kept],
        validation.points(arrays, "world", (n, landmarks.COUNT, 3))[kept],
        validation.size(arrays["size"]),
        people,
        light,
        str(arrays["model"]) if "model" in arrays else None,
        frozen,
        tuple(t_s[~kept].tolist()),
    )
