"""Files that appear complete, or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from posecheck.files import targets
from posecheck.files.names import fitting
from posecheck.files.refusals import cannot_write, explaining, kept

__all__ = ["cannot_write", "explaining", "part_stem", "whole_file"]

_MARK_BYTES: Final = len("..0123abcd.part")
"""What is added to a name while its file is being written."""


@contextmanager
def whole_file(path: Path, *, edits: bool = False) -> Iterator[Path]:
    """A free name, for the caller to write; at the end the file gets its own name, `path`.

    What may stand at `path` is asked of `targets.place` at the beginning and again at the end;
    `edits` is handed on to it. The free name lies beside the file, so that both are on the same
    disk. What is for a device or a pipe is collected first, and then copied into it. After an
    exception nothing is left. Raises PosecheckError: CANNOT_WRITE, WOULD_REPLACE.
    """
    place = targets.place(path, edits=edits)
    if place.stream:
        with _collected(path) as part:
            yield part
        return
    part = place.real.with_name(f"{part_stem(place.real)}.{secrets.token_hex(4)}.part")
    try:
        yield part
        with explaining(path):
            _to_disk(part)
            if targets.place(path, edits=edits) != place:
                raise kept(path, "something else has got this name meanwhile")
            part.replace(place.real)
    finally:
        part.unlink(missing_ok=True)


def part_stem(path: Path) -> str:
    """How the free names of `path` begin; a dot, eight hexadecimal digits and .part follow."""
    return f".{fitting(path.name, room=_MARK_BYTES)}"


@contextmanager
def _collected(path: Path) -> Iterator[Path]:
    """A free name elsewhere, whose file is copied into the device or pipe at the end."""
    with TemporaryDirectory(prefix="posecheck-") as folder:
        part = Path(folder) / "part"
        yield part
        with explaining(path), part.open("rb") as file:
            # Never made or emptied: if it is a file by now, it is somebody's.
            descriptor = os.open(path, os.O_WRONLY | getattr(os, "O_NOCTTY", 0))
            with open(descriptor, "wb", buffering=0) as stream:  # noqa: PTH123
                if stat.S_ISREG(os.fstat(descriptor).st_mode):
                    raise kept(path, "something else has got this name meanwhile")
                shutil.copyfileobj(file, stream)


def _to_disk(part: Path) -> None:
    """Has the system write a file's content, so that its name never comes before its content."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
