"""The session file: JSON lines, each written as it happens, so that nothing is lost.

The landmarks of every picture are in it, in blocks of half a second, and every moment at which
the engine was told that there is no picture. So `posecheck recover` gives the same poses to
the same engine and gets the same report. No picture is ever in it.

| event | what else the line has |
|---|---|
| begin | exercise (the whole of it), camera, model, plan, posecheck |
| poses | size_px, block: see `pack` |
| absent | t_s, kind, say |
| rep, hold, finding, cue, stage, tone | t_s, and what it is |
| facts | what the report says of the camera so far |
| end | t_s: the report was written |
"""

from __future__ import annotations

import base64
import json
import math
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any, Final, Self

import numpy as np

from posecheck import landmarks
from posecheck.errors import ExitCode, PosecheckError
from posecheck.files.whole import telling
from posecheck.records import Pose

SUFFIX: Final = ".session.jsonl"

BLOCK_S: Final = 0.5
"""At most so much of what happened is still in memory when the process is killed."""

_NOT_LOOKED: Final = -1
_IMAGE: Final = landmarks.COUNT * 5
_ROW: Final = _IMAGE + landmarks.COUNT * 3


class SessionFile:
    """`with Journal(path) as journal`; every line goes to the system at once.

    Raises PosecheckError (CANNOT_WRITE) when the disk refuses; what is written stays.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._poses: list[Pose] = []
        self.finished = False
        """Whether its report was written, so that the file may go at the end."""

    def __enter__(self) -> Self:
        with telling(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("a", encoding="utf-8")
        return self

    def __exit__(self, *_error: object) -> None:
        try:
            self.flush()
        finally:
            with telling(self.path):
                self._file.close()
        if self.finished:
            with telling(self.path):
                self.path.unlink(missing_ok=True)

    def event(self, event: str, **details: Any) -> None:
        """One line, after all poses before it."""
        self.flush()
        self._line({"event": event, **{key: _plain(value) for key, value in details.items()}})

    def pose(self, pose: Pose) -> None:
        """One pose that was given to the engine; written with its block."""
        self._poses.append(pose)
        if pose.t_s - self._poses[0].t_s >= BLOCK_S:
            self.flush()

    def flush(self) -> None:
        """Writes the poses that wait for their block to be full."""
        if self._poses:
            size_px, block = self._poses[0].size_px, pack(self._poses)
            self._poses = []
            self._line({"event": "poses", "size_px": size_px, "block": block})

    def _line(self, line: dict[str, Any]) -> None:
        with telling(self.path):
            self._file.write(json.dumps(line, allow_nan=False) + "\n")
            self._file.flush()


def _plain(value: Any) -> Any:
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


def pack(poses: Sequence[Pose]) -> str:
    """Poses as text: base64 of zlib of t_s (N float64), people (N int8, -1 = not looked), light
    (N float32, NaN = not looked) and rows of image and world_m (N x 264 float32), little-endian,
    one after the other."""
    t_s = np.array([pose.t_s for pose in poses], "<f8")
    people = np.array([_NOT_LOOKED if p.people is None else p.people for p in poses], "i1")
    light = np.array([math.nan if p.light is None else p.light for p in poses], "<f4")
    rows = np.stack([np.concatenate((p.image.ravel(), p.world_m.ravel())) for p in poses])
    parts = (t_s, people, light, rows.astype("<f4"))
    raw = b"".join(part.tobytes() for part in parts)
    return base64.b64encode(zlib.compress(raw, 1)).decode("ascii")


def unpack(block: str, size_px: tuple[int, int]) -> list[Pose]:
    """What `pack` packed, in single precision; raises ValueError for anything else."""
    try:
        raw = zlib.decompress(base64.b64decode(block, validate=True))
    except zlib.error as error:
        raise ValueError("a damaged block") from error
    count, rest = divmod(len(raw), 8 + 1 + 4 + 4 * _ROW)
    if rest:
        raise ValueError("a block of another length")
    t_s = np.frombuffer(raw, "<f8", count)
    people = np.frombuffer(raw, "i1", count, 8 * count)
    light = np.frombuffer(raw, "<f4", count, 9 * count)
    rows = np.frombuffer(raw, "<f4", count * _ROW, 13 * count).astype(float).reshape(count, _ROW)
    return [
        Pose(
            float(t_s[i]),
            rows[i, :_IMAGE].reshape(landmarks.COUNT, 5),
            rows[i, _IMAGE:].reshape(landmarks.COUNT, 3),
            size_px,
            None if people[i] == _NOT_LOOKED else int(people[i]),
            None if math.isnan(light[i]) else float(light[i]),
        )
        for i in range(count)
    ]


def read(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a session file. A last line that was torn off is left out.

    Raises PosecheckError: NO_SOURCE when the file is missing, BAD_SOURCE when it is none.
    """
    if not path.is_file():
        raise PosecheckError("no such session file", where=str(path), code=ExitCode.NO_SOURCE)
    with path.open(encoding="utf-8", errors="replace") as file:
        for number, text in enumerate(file, 1):
            try:
                line = json.loads(text)
            except ValueError as error:
                if not text.endswith("\n"):
                    return
                raise _not_one(path, number) from error
            if not isinstance(line, dict) or "event" not in line:
                raise _not_one(path, number)
            yield line


def _not_one(path: Path, number: int) -> PosecheckError:
    return PosecheckError(
        f"line {number} is not one of a session file",
        where=str(path),
        remedy=f"Give a file that ends in {SUFFIX}.",
        code=ExitCode.BAD_SOURCE,
    )
