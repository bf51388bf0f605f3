"""What arrives: its name, its size, its bytes on the disk. All of it is a stranger's."""

from __future__ import annotations

import asyncio
import errno
import re
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Final

from posecheck.app.outputs import ROOM_BYTES
from posecheck.app.recordings import printable
from posecheck.app.web.job import REPORT_ENDING
from posecheck.files.names import fitting

ENDINGS: Final = (
    *(".mp4", ".mov", ".m4v", ".webm", ".mkv", ".avi", ".mpg", ".mpeg"),
    *(".npz", REPORT_ENDING),
)
"""What a name may end in: what phones, cameras and browsers write, landmarks, and reports."""

MOST_BYTES: Final = 2_000_000_000
"""The largest recording: ten minutes of a phone's best 4K are 4 GB, of its usual HD 0.8 GB."""

SILENT_S: Final = 30.0
"""An upload that brings nothing for this time is given up."""

DEVICES: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(?![^.])", re.IGNORECASE)
"""How the names of Windows' devices begin: no file may have one, whatever its ending."""

FULL: Final = (errno.ENOSPC, errno.EDQUOT)
"""The errors of a disk on which no room is left, for all or for this user."""


class RefusedError(Exception):
    """A request that is refused: the status, and the name of the page's words about it."""

    def __init__(self, status: int, word: str) -> None:
        super().__init__(word)
        self.status, self.word = status, word


def safe(name: str) -> str:
    """A name that is a name on every system, with its ending: it is a stranger's text.

    Raises RefusedError (415) for a name of another kind of file.

    >>> safe("../Übung 1.mp4"), safe("a:b.mov"), safe("con.mp4"), safe("concert.mp4")
    ('.._Übung 1.mp4', 'a_b.mov', '_con.mp4', 'concert.mp4')
    """
    clean = re.sub(r"[^\w .()+-]", "_", printable(name)).strip()
    path = Path(f"_{clean}" if DEVICES.match(clean) else clean)
    if path.suffix.lower() not in ENDINGS:
        raise RefusedError(415, "recording-kind")
    return fitting(path.stem, room=ROOM_BYTES) + path.suffix


async def write(file: Path, body: AsyncIterator[bytes], came: Callable[[int], int]) -> None:
    """Writes an upload to the disk as it comes. `came` is told of bytes, and answers their sum.

    Raises RefusedError: 413 for too many bytes, 408 for one that stops coming, 507 for a full disk.
    """
    parts = aiter(body)
    try:
        with file.open("wb") as target:
            while True:
                try:
                    part = await asyncio.wait_for(anext(parts), SILENT_S)
                except StopAsyncIteration:
                    return
                if came(len(part)) > MOST_BYTES:
                    raise RefusedError(413, "recording-large")
                await asyncio.to_thread(target.write, part)
    except TimeoutError:
        raise RefusedError(408, "recording-stopped") from None
    except OSError as error:
        if error.errno in FULL:
            raise RefusedError(507, "recording-no-room") from error
        raise
