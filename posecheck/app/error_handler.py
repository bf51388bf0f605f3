"""The one place where errors become one line and an exit code."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer
from typer.core import TyperGroup

from posecheck.app import consoles
from posecheck.errors import ExitCode, PosecheckError

DEBUG = "POSECHECK_DEBUG"
"""Environment variable: with 1, an unexpected error shows its traceback."""


class Guarded(TyperGroup):
    """A group of commands that never shows a traceback to a user."""

    def invoke(self, ctx: Any) -> Any:
        """Runs a command; an error becomes one line and an exit code."""
        with reported():
            return super().invoke(ctx)


@contextmanager
def reported() -> Iterator[None]:
    """Turns expected errors, Ctrl-C and bugs into one line and `typer.Exit`."""
    try:
        yield
    except PosecheckError as error:
        consoles.error(str(error))
        raise typer.Exit(error.code) from error
    except KeyboardInterrupt as error:
        consoles.note("Interrupted.")
        raise typer.Exit(ExitCode.INTERRUPTED) from error
    except Exception as error:
        if _is_control_flow(error):
            raise
        if isinstance(error, OSError) and (refused := _refused(error)) is not None:
            consoles.error(str(refused))
            raise typer.Exit(refused.code) from error
        consoles.error(unforeseen(error))
        raise typer.Exit(ExitCode.BUG) from error


_OF_NAMES = frozenset({errno.ENAMETOOLONG, errno.ELOOP, errno.ENOTDIR, errno.EACCES, errno.EPERM})
"""What the system says of a name that leads to no file: too long, links in a ring, no folder on the
way, not this user's."""

_OF_DISKS = frozenset(
    getattr(errno, name) for name in ("ENOSPC", "EDQUOT", "EROFS", "EFBIG") if hasattr(errno, name)
)
"""What it says of a disk that takes nothing more."""


def _refused(error: OSError) -> PosecheckError | None:
    """What the system refused, as an expected error; None for what only a bug explains."""
    kinds = {ExitCode.NO_SOURCE: _OF_NAMES, ExitCode.CANNOT_WRITE: _OF_DISKS}
    code = next((code for code, kind in kinds.items() if error.errno in kind), None)
    name = os.fsdecode(error.filename) if isinstance(error.filename, (str, bytes)) else None
    if code is None or (name is None and code is ExitCode.NO_SOURCE):
        return None
    return PosecheckError(error.strerror or "refused", where=name, code=code)


def _is_control_flow(error: Exception) -> bool:
    """Whether an exception is Typer's own, a closed pipe (`| head`), or wanted by a developer."""
    foreign = isinstance(error, (typer.Exit, typer.Abort, BrokenPipeError))
    usage = hasattr(error, "exit_code") and hasattr(error, "format_message")
    return foreign or usage or os.environ.get(DEBUG) == "1"


def unforeseen(error: Exception) -> str:
    """The line for a bug: what it is, and what the user can do."""
    return (
        f"posecheck did not expect this: {type(error).__name__}: {error}. "
        f"Please report it, with the output of the same command under {DEBUG}=1."
    )
