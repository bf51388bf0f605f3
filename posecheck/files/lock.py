"""Locks of files, which the system gives back when a process dies.

A disk that knows no locks (some of those in the network) keeps nobody out.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

AT: Final = 1 << 40
"""Windows locks bytes, and lets nobody read them: this one is beyond the end of every file."""


def take(descriptor: int) -> None:
    """Takes the lock of an open file, until it is closed.

    Raises BlockingIOError or PermissionError where somebody else holds it, another OSError where
    the disk knows no locks.
    """
    if sys.platform == "win32":
        import msvcrt
        import os

        at = os.lseek(descriptor, 0, os.SEEK_CUR)
        os.lseek(descriptor, AT, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        finally:
            os.lseek(descriptor, at, os.SEEK_SET)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def is_held(path: Path) -> bool | None:
    """Whether somebody holds the lock of a file; None where the disk knows no locks.

    Raises OSError where the file cannot be opened.
    """
    with path.open("rb") as file:
        try:
            take(file.fileno())
        except (BlockingIOError, PermissionError):
            return True
        except OSError:
            return None
    return False
