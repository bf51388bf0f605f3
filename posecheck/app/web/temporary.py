"""The folder in which uploads lie: of this user alone, and gone when the server is.

A server that was killed cannot delete its folder. The next one does: a folder whose lock can be
taken belongs to nobody.
"""

from __future__ import annotations

import os
import shutil
import time
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Final

from posecheck.files import lock

PREFIX: Final = "posecheck-web-"
LOCK: Final = "lock"

YOUNG_S: Final = 60.0
"""A folder that is younger may be without its lock because its server just begins."""


class Temporary:
    """A folder of a server's own. It holds the folder's lock for as long as it lives."""

    def __init__(self) -> None:
        sweep()
        self._folder = TemporaryDirectory(prefix=PREFIX)
        self.path = Path(self._folder.name)
        self._lock = (self.path / LOCK).open("wb")
        # A disk that knows no locks: then nobody takes the folder for a free one, either.
        with suppress(OSError):
            lock.take(self._lock.fileno())

    def close(self) -> None:
        """Deletes the folder."""
        self._lock.close()
        self._folder.cleanup()


def sweep() -> None:
    """Deletes the folders of servers that were killed."""
    for folder in Path(gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            if _is_own(folder) and _is_free(folder):
                shutil.rmtree(folder, ignore_errors=True)


def _is_own(folder: Path) -> bool:
    """Whether it is a folder of this user, no link: others may write into /tmp, too."""
    if folder.is_symlink() or not folder.is_dir():
        return False
    return not hasattr(os, "getuid") or folder.stat().st_uid == os.getuid()


def _is_free(folder: Path) -> bool:
    """Whether no server holds its lock. Raises OSError where it has none."""
    path = folder / LOCK
    if time.time() - path.stat().st_mtime < YOUNG_S:
        return False
    return lock.is_held(path) is False
