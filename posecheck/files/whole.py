"""Files that appear complete, or not at all."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from posecheck.errors import ExitCode, PosecheckError


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A free name beside `path`, for the caller to write; it is renamed to `path` at the end.

    After an exception it is removed. It lies beside `path`, so that both are on the same disk.
    Raises PosecheckError (CANNOT_WRITE) when `path` is a folder or the renaming fails.
    """
    if path.is_dir():
        raise cannot_write(path, "a folder has that name")
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        yield part
        with explaining(path):
            part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def explaining(path: Path) -> Iterator[None]:
    """Turns an OSError inside a `with` block into a PosecheckError (CANNOT_WRITE) about `path`."""
    try:
        yield
    except OSError as error:
        raise cannot_write(path, error.strerror or str(error)) from error


def cannot_write(path: Path, why: str) -> PosecheckError:
    """The error for a file that cannot be written: why, and what to do about it."""
    return PosecheckError(
        f"cannot be written ({why})",
        where=str(path),
        remedy="Choose another folder, or make room.",
        code=ExitCode.CANNOT_WRITE,
    )
