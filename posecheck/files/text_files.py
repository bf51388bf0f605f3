"""Text files that appear complete, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from posecheck.files.whole import explaining, whole_file


@contextmanager
def text_file(path: Path, *, edits: bool = False) -> Iterator[TextIO]:
    """Opens a UTF-8 text file under another name beside `path`, and renames it at the end.

    After an exception nothing is left, and an older file at `path` stays as it was. Raises
    PosecheckError as `whole_file` does, whose `edits` this is, and CANNOT_WRITE when the file
    cannot be opened or closed. The caller writes into it, inside `explaining`, which turns an
    error into the same PosecheckError.
    """
    with whole_file(path, edits=edits) as part:
        with explaining(path):
            stream = part.open("w", encoding="utf-8", newline="")
        try:
            yield stream
            with explaining(path):
                stream.close()
        finally:
            with suppress(OSError):  # Closing writes the rest, which fails again on a full disk.
                stream.close()


def write_text(path: Path, text: str, *, edits: bool = False) -> None:
    """Writes a text file by `text_file`, and raises as that does."""
    with text_file(path, edits=edits) as stream, explaining(path):
        stream.write(text)


def folder(path: Path) -> Path:
    """Makes the folder if it is missing, and returns it; PosecheckError (CANNOT_WRITE) if it
    cannot be made."""
    with explaining(path):
        path.mkdir(parents=True, exist_ok=True)
    return path
