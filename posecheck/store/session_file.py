"""The file of a live session: JSON lines, each written at once, so that a crash loses little.

It holds the landmarks of every picture, in blocks of half a second, and every moment at which the
engine was given no picture. So `posecheck recover` gives the same poses to the same engine and gets
the same report. It never holds a picture.

| event | what else the line has |
|---|---|
| begin | exercise (all of it), own limits, camera, model, recording, posecheck |
| poses | size_px, block: see `pack` |
| absent | t_s, kind: why there was no picture |
| stage | t_s, stage, set |
| rep, hold, finding, cue | t_s, and what it is |
| facts | t_s, live: what the report says of the camera so far |
| end | t_s: the report was written |
"""

from __future__ import annotations

import base64
import json
import math
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any, Final, Self

import numpy as np

from posecheck import landmarks
from posecheck.errors import ExitCode, PosecheckError
from posecheck.files import lock
from posecheck.files.folders import session_folder
from posecheck.files.whole import explaining
from posecheck.records import Pose

SUFFIX: Final = ".session.jsonl"

BLOCK_S: Final = 0.5
"""The longest time of poses in memory: what is lost when the process is killed."""

MOST_LINE_LETTERS: Final = 1 << 22
"""A longer line is none of a session file. Half a second of poses has 60,000 letters at 80 pictures
a second, an exercise 10,000."""

MOST_BLOCK_BYTES: Final = 1 << 22
"""The most that a block of poses may be unpacked: 3900 poses, in half a second."""

MOST_SIDE_PX: Final = 1 << 16
"""No picture is wider or higher."""

QUIET_S: Final = 10.0
"""Where the disk knows no locks, a file that nobody has written to for this time is of no session
that still runs: that writes twice a second."""

_NOT_LOOKED: Final = -1
"""Stands for a number of people that was not looked for."""

_IMAGE: Final = landmarks.COUNT * 5
_ROW: Final = _IMAGE + landmarks.COUNT * 3


class SessionFile:
    """`with SessionFile(path) as file`; every line goes to the system at once.

    Raises PosecheckError (CANNOT_WRITE) where the disk refuses, or where the file is there already:
    it is another session's. What was written stays.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._poses: list[Pose] = []
        self.finished = False
        """Whether the report was written: then the file is deleted at the end."""

    def __enter__(self) -> Self:
        with explaining(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("x", encoding="utf-8")
        with suppress(OSError):
            lock.take(self._file.fileno())
        return self

    def __exit__(self, *_error: object) -> None:
        try:
            self.flush()
        finally:
            with explaining(self.path):
                self._file.close()
        if self.finished:
            with explaining(self.path):
                self.path.unlink(missing_ok=True)

    def event(self, event: str, **details: Any) -> None:
        """Writes one event as a line, after all poses before it."""
        self.flush()
        self._line({"event": event, **{key: _plain(value) for key, value in details.items()}})

    def pose(self, pose: Pose) -> None:
        """Takes a pose that was given to the engine; it is written with its block."""
        self._poses.append(pose)
        if pose.t_s - self._poses[0].t_s >= BLOCK_S:
            self.flush()

    def flush(self) -> None:
        """Writes the poses that are not written yet."""
        if self._poses:
            size_px, block = self._poses[0].size_px, pack(self._poses)
            self._poses = []
            self._line({"event": "poses", "size_px": size_px, "block": block})

    def _line(self, line: dict[str, Any]) -> None:
        with explaining(self.path):
            self._file.write(json.dumps(line, allow_nan=False) + "\n")
            self._file.flush()


def broken_off() -> list[Path]:
    """The files of sessions that have no report and do not run any more, newest first."""
    found = []
    for path in session_folder().glob(f"*{SUFFIX}"):
        # It may be gone by now: its session has ended.
        with suppress(OSError):
            written_s = path.stat().st_mtime
            held = lock.is_held(path)
            if held is None:
                held = time.time() - written_s <= QUIET_S
            if not held:
                found.append((written_s, path))
    return [path for _, path in sorted(found, reverse=True)]


def _plain(value: Any) -> Any:
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


def pack(poses: Sequence[Pose]) -> str:
    """Poses as text: base64 of zlib of four little-endian arrays, one after the other.

    They are t_s (N float64), people (N int8, -1 = not looked for), light (N float32, NaN = not
    measured), and image and world_m together (N x 264 float32).
    """
    t_s = np.array([pose.t_s for pose in poses], "<f8")
    people = np.array([_NOT_LOOKED if p.people is None else p.people for p in poses], "i1")
    light = np.array([math.nan if p.light is None else p.light for p in poses], "<f4")
    rows = np.stack([np.concatenate((p.image.ravel(), p.world_m.ravel())) for p in poses])
    parts = (t_s, people, light, rows.astype("<f4"))
    raw = b"".join(part.tobytes() for part in parts)
    return base64.b64encode(zlib.compress(raw, 1)).decode("ascii")


def unpack(block: str, size_px: tuple[int, int]) -> list[Pose]:
    """The poses that `pack` packed, in single precision. Raises ValueError for other text, and for
    what no pose has: times and landmarks that are infinite, fewer people than none."""
    raw = _unpacked(base64.b64decode(block, validate=True))
    count, rest = divmod(len(raw), 8 + 1 + 4 + 4 * _ROW)
    if rest:
        raise ValueError("the block has a wrong length")
    t_s = np.frombuffer(raw, "<f8", count)
    people = np.frombuffer(raw, "i1", count, 8 * count)
    light = np.frombuffer(raw, "<f4", count, 9 * count)
    # NumPy warns of some bit patterns of NaN when it converts them.
    with np.errstate(invalid="ignore"):
        rows = np.frombuffer(raw, "<f4", count * _ROW, 13 * count).astype(float)
        impossible_light = bool(((light < 0) | (light > 255)).any())
    rows = rows.reshape(count, _ROW)
    if not np.isfinite(t_s).all() or np.isinf(rows).any() or (people < _NOT_LOOKED).any():
        raise ValueError("the block has impossible numbers")
    if impossible_light:
        raise ValueError("the block has an impossible light")
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


def _unpacked(packed: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        raw = unpacker.decompress(packed, MOST_BLOCK_BYTES)
    except zlib.error as error:
        raise ValueError("the block is damaged") from error
    if not unpacker.eof:
        raise ValueError("the block is cut off, or too large")
    return raw


def size_px_of(line: dict[str, Any]) -> tuple[int, int]:
    """Width and height of the pictures of a line of poses. Raises ValueError for what is none."""
    match line["size_px"]:
        case [int() as width, int() as height] if (
            0 < width <= MOST_SIDE_PX and 0 < height <= MOST_SIDE_PX
        ):
            return width, height
    raise ValueError("no size of a picture")


def absent_of(line: dict[str, Any]) -> tuple[float, str]:
    """When there was no picture, and why. Raises ValueError for what says neither."""
    match line:
        case {"t_s": int() | float() as t_s, "kind": str() as kind} if math.isfinite(t_s):
            return float(t_s), kind
    raise ValueError("no time, or no reason")


def read(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a session file. A last line that was not written to its end is left out.

    Raises PosecheckError: NO_SOURCE for a missing file, BAD_SOURCE for one that is no session file.
    """
    if not path.is_file():
        raise PosecheckError("no such file", where=str(path), code=ExitCode.NO_SOURCE)
    with path.open(encoding="utf-8", errors="replace") as file:
        for number, text in enumerate(iter(lambda: file.readline(MOST_LINE_LETTERS), ""), 1):
            if len(text) == MOST_LINE_LETTERS:
                raise _wrong_line(path, number)
            try:
                line = json.loads(text)
            # Deeply nested text is a RecursionError.
            except (ValueError, RecursionError) as error:
                if not text.endswith("\n"):
                    return
                raise _wrong_line(path, number) from error
            if not isinstance(line, dict) or "event" not in line:
                raise _wrong_line(path, number)
            yield line


def _wrong_line(path: Path, number: int) -> PosecheckError:
    return PosecheckError(
        f"line {number} is no line of a session file",
        where=str(path),
        remedy=f"Give a file that ends in {SUFFIX}.",
        code=ExitCode.BAD_SOURCE,
    )
