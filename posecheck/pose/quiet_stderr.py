"""Keeps MediaPipe's C++ log lines off the user's terminal, and nothing else."""

from __future__ import annotations

import os
import re
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import IO, Final

STDERR: Final = 2

LOG_LINE: Final = re.compile(
    rb"^(?:[IWEF]\d{4}(?:\d{4})? \d\d:\d\d:[\d.]+ +\d+ \S+:\d+\]"
    rb"|INFO: (?:Created|Initialized) TensorFlow Lite"
    rb"|WARNING: All log messages before absl::InitializeLog)[^\n]*\n?",
    re.MULTILINE,
)
"""Lines of absl and of TensorFlow Lite, seen from mediapipe 0.10.31."""


class _Muffler:
    """Sends file descriptor 2 into a file meanwhile; several threads may be inside at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self._true_stderr = -1
        self._kept: IO[bytes] | None = None

    def enter(self) -> None:
        with self._lock:
            self._inside += 1
            if self._inside == 1:
                self._divert()

    def leave(self) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside == 0:
                self._restore()

    def _divert(self) -> None:
        """Does nothing where the process has no stderr, or no room for a file."""
        _flush()
        with suppress(OSError), ExitStack() as undo:
            true_stderr = os.dup(STDERR)
            undo.callback(os.close, true_stderr)
            kept = undo.enter_context(tempfile.TemporaryFile())
            os.dup2(kept.fileno(), STDERR)
            self._true_stderr, self._kept = true_stderr, kept
            undo.pop_all()

    def _restore(self) -> None:
        if self._kept is None:
            return
        _flush()
        os.dup2(self._true_stderr, STDERR)
        os.close(self._true_stderr)
        with self._kept as kept:
            kept.seek(0)
            _write(LOG_LINE.sub(b"", kept.read()))
        self._kept = None


_MUFFLER: Final = _Muffler()


@contextmanager
def quiet() -> Iterator[None]:
    """MediaPipe's log lines written to stderr inside are dropped; all else comes after it."""
    _MUFFLER.enter()
    try:
        yield
    finally:
        _MUFFLER.leave()


def _flush() -> None:
    """What Python wrote belongs to the side on which it was written."""
    with suppress(AttributeError, ValueError, OSError):  # no stderr, a closed one, a full disk
        sys.stderr.flush()


def _write(text: bytes) -> None:
    with suppress(OSError):
        while text:
            text = text[os.write(STDERR, text) :]
