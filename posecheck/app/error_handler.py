"""The one place where errors become one line and an exit code."""

from __future__ import annotations

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
        consoles.error(unforeseen(error))
        raise typer.Exit(ExitCode.BUG) from error


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
