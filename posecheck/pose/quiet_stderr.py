"""Keeps MediaPipe's C++ log lines out of the user's terminal, and nothing else."""

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
"""Log lines of absl and TensorFlow Lite, as mediapipe 0.10.31 writes them."""


class _StderrFilter:
    """Redirects file descriptor 2 to a file while at least one thread is inside."""

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
        """Redirects; does nothing where the process has no stderr or the disk is full."""
        _flush()
        with suppress(OSError), ExitStack() as undo:
            true_stderr = os.dup(STDERR)
            undo.callback(os.close, true_stderr)
            kept = undo.enter_context(tempfile.TemporaryFile())
            os.dup2(kept.fileno(), STDERR)
            self._true_stderr, self._kept = true_stderr, kept
            undo.pop_all()

    def _restore(self) -> None:
        """Ends the redirection and writes all lines that are no log lines."""
        if self._kept is None:
            return
        _flush()
        os.dup2(self._true_stderr, STDERR)
        os.close(self._true_stderr)
        with self._kept as kept:
            kept.seek(0)
            _write(LOG_LINE.sub(b"", kept.read()))
        self._kept = None


_FILTER: Final = _StderrFilter()


@contextmanager
def quiet() -> Iterator[None]:
    """Drops the log lines that MediaPipe writes to stderr inside a `with` block.

    All other lines appear at the block's end. Several threads may be inside at once.
    """
    _FILTER.enter()
    try:
        yield
    finally:
        _FILTER.leave()


def _flush() -> None:
    """Writes what Python still holds back, before the descriptor changes."""
    with suppress(AttributeError, ValueError, OSError):  # no stderr, a closed one, a full disk
        sys.stderr.flush()


def _write(text: bytes) -> None:
    with suppress(OSError):
        while text:
            text = text[os.write(STDERR, text) :]
