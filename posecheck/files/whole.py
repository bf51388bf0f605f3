"""Files that are there complete, or not at all."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from posecheck.errors import ExitCode, PosecheckError


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A free name beside `path`, renamed to it at the end; after any exception, removed.

    Beside it, so that the renaming stays on one disk. Raises as `telling`.
    """
    if path.is_dir():
        raise cannot_write(path, "a folder has that name")
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        yield part
        with telling(path):
            part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """Turns trouble with the disk into a PosecheckError (CANNOT_WRITE) about `path`."""
    try:
        yield
    except OSError as error:
        raise cannot_write(path, error.strerror or str(error)) from error


def cannot_write(path: Path, why: str) -> PosecheckError:
    """The error for a file that cannot be written, with its remedy."""
    return PosecheckError(
        f"cannot be written ({why})",
        where=str(path),
        remedy="Choose another folder, or make room.",
        code=ExitCode.CANNOT_WRITE,
    )
