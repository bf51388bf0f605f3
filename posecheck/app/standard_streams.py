"""Standard output and standard error: a full disk behind them is told in one line, or borne."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from posecheck.app import consoles
from posecheck.errors import ExitCode, PosecheckError


class _Results(io.TextIOWrapper):
    """Standard output. An error of it is a PosecheckError (CANNOT_WRITE), once."""

    def write(self, text: str, /) -> int:
        with _told():
            return super().write(text)

    def flush(self) -> None:
        with _told():
            super().flush()


class _Notes(io.TextIOWrapper):
    """Standard error. There is no place to tell its errors, so they end nothing."""

    def write(self, text: str, /) -> int:
        try:
            return super().write(text)
        except OSError:
            return len(text)

    def flush(self) -> None:
        try:
            super().flush()
        except OSError:
            _silence(2)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:  # A reader went away, as `| head` does: no error.
        raise
    except OSError as error:
        _silence(1)
        raise PosecheckError(
            f"standard output cannot be written ({error.strerror or error})",
            remedy="Send it to a disk with room.",
            code=ExitCode.CANNOT_WRITE,
        ) from error


def _silence(descriptor: int) -> None:
    """What still waits to be written goes nowhere, so that Python's end does not try it again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


@contextmanager
def checked() -> Iterator[None]:
    """Runs the command line inside the block; ends with CANNOT_WRITE where its results are lost."""
    _reserve()
    if sys.stdout is None:
        sys.stderr = _wrapped(_Notes, sys.stderr)
        consoles.error("standard output is closed. Send it to a file, or to nowhere: > /dev/null")
        raise SystemExit(ExitCode.CANNOT_WRITE)
    sys.stdout, sys.stderr = _wrapped(_Results, sys.stdout), _wrapped(_Notes, sys.stderr)
    try:
        yield
    except PosecheckError as error:  # `--help` is printed where nobody else takes it.
        consoles.error(str(error))
        raise SystemExit(error.code) from error
    finally:
        _flush()


def _flush() -> None:
    """Writes what still waits: where that fails, the results are lost, whatever the command did."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _silence(1)
    except PosecheckError as error:
        consoles.error(str(error))
        raise SystemExit(error.code) from error


def _reserve() -> None:
    """Opens what is closed of the three standard streams: the next file that is opened would become
    one of them, and be written into by libraries that print."""
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _wrapped(kind: type[io.TextIOWrapper], stream: TextIO | None) -> io.TextIOWrapper:
    """The stream as one that behaves so. A character that it does not have becomes "?"."""
    if not isinstance(stream, io.TextIOWrapper):
        nowhere = io.BufferedWriter(io.FileIO(os.devnull, "w"))
        return kind(nowhere, encoding="utf-8", errors="replace")
    encoding, at_once = stream.encoding, stream.line_buffering
    return kind(stream.detach(), encoding=encoding, errors="replace", line_buffering=at_once)
