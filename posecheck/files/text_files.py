"""Text files that are there complete, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from posecheck.files.whole import telling, whole_file


@contextmanager
def text_file(path: Path) -> Iterator[TextIO]:
    """A UTF-8 text file under another name beside `path`, renamed at the end.

    After any exception nothing is left, and an older file at `path` stays as it was.
    Raises PosecheckError (CANNOT_WRITE) where folder or disk refuse to open or to finish
    the file; writing into it is the caller's, best under `telling`.
    """
    with whole_file(path) as part:
        with telling(path):
            stream = part.open("w", encoding="utf-8", newline="")
        try:
            yield stream
            with telling(path):
                stream.close()
        finally:
            with suppress(OSError):  # closing flushes, and a full disk refuses again
                stream.close()


def write_text(path: Path, text: str) -> None:
    """Write a whole file by `text_file`; raises as that does."""
    with text_file(path) as stream, telling(path):
        stream.write(text)


def folder(path: Path) -> Path:
    """The folder, made if missing; raises PosecheckError (CANNOT_WRITE)."""
    with telling(path):
        path.mkdir(parents=True, exist_ok=True)
    return path
