"""The errors for files that cannot or must not be written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from posecheck.errors import ExitCode, PosecheckError


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


def kept(path: Path, why: str, *, force_helps: bool = False) -> PosecheckError:
    """The error for what is there already and stays as it is (WOULD_REPLACE)."""
    force = ", or use --force to replace it" if force_helps else ""
    return PosecheckError(
        f"not written, to keep what is there: {why}",
        where=str(path),
        remedy=f"Choose another name or folder{force}.",
        code=ExitCode.WOULD_REPLACE,
    )
