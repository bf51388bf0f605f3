"""Keeps two batches from writing into one folder at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from posecheck.errors import ExitCode, PosecheckError
from posecheck.files import lock
from posecheck.files.folders import LOCK
from posecheck.files.whole import explaining


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Holds the lock of a folder inside the block. The system gives it back when a process dies.

    Raises PosecheckError (CANNOT_WRITE) where another batch holds it. A disk that knows no locks
    keeps nobody out.
    """
    path = folder / LOCK
    with explaining(path):
        file = path.open("a+b")
    with file:
        try:
            lock.take(file.fileno())
        except (BlockingIOError, PermissionError) as error:
            raise PosecheckError(
                "another batch is writing into this folder",
                where=str(folder.parent),
                remedy="Wait for its end, or choose another folder with --out.",
                code=ExitCode.CANNOT_WRITE,
            ) from error
        except OSError:
            pass
        yield
