"""What a door is."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from zlib import crc32

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - a file of a process of its own, in its own folder


@dataclass(frozen=True)
class Door:
    """One way into posecheck.

    made: spoilt bytes, by chance alone: the same chance, the same bytes.
    enter: gives bytes to posecheck, with a folder for files; raises PosecheckError where they are
        refused.
    good: bytes that are not spoilt, and have to be taken. Else most of a door is never seen.
    """

    name: str
    made: Callable[[Random], bytes]
    enter: Callable[[bytes, Path], None]
    good: Callable[[], list[bytes]]


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """An empty folder, in memory where the system has such a place: a disk would be slower."""
    place = SHARED_MEMORY if SHARED_MEMORY.is_dir() else None
    with TemporaryDirectory(prefix="fuzz-", dir=place) as path:
        yield Path(path)


def one_in(many: int, data: bytes) -> bool:
    """Whether these bytes are among one in `many`: the same bytes, the same answer."""
    return crc32(data) % many == 0
