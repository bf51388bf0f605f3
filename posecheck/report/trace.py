"""Every signal at every frame as CSV, so that limits can be chosen by looking."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from posecheck.files import text_files
from posecheck.files.whole import explaining
from posecheck.phase_measures import Number
from posecheck.records import Update

FIRST_COLUMNS = ("t_s", "phase")


@contextmanager
def writer(path: Path) -> Iterator[Callable[[Update], None]]:
    """A function that takes one update after the other; the file appears at the end.

    A row for each frame: seconds, phase, each signal in its own unit; a missing value is empty. The
    columns are the signals of the first update. Raises ValueError for an update with other signals,
    and PosecheckError (CANNOT_WRITE) where the disk refuses.
    """
    with text_files.text_file(path) as stream:
        rows = _Rows(stream, path)
        yield rows.write
        rows.close()


class _Rows:
    def __init__(self, stream: TextIO, path: Path) -> None:
        self._path = path
        self._csv = csv.writer(stream, lineterminator="\n")
        self._signals: tuple[str, ...] | None = None

    def write(self, update: Update) -> None:
        self._head(tuple(update.signals))
        values = [_cell(value) for value in update.signals.values()]
        with explaining(self._path):
            self._csv.writerow([f"{update.t_s:.4f}", update.phase or "", *values])

    def close(self) -> None:
        """Writes the first columns even where there was no frame."""
        if self._signals is None:
            self._head(())

    def _head(self, signals: tuple[str, ...]) -> None:
        if self._signals is None:
            self._signals = signals
            with explaining(self._path):
                self._csv.writerow([*FIRST_COLUMNS, *signals])
        elif signals != self._signals:
            raise ValueError(f"signals {signals} where {self._signals} were expected")


def _cell(value: Number) -> str:
    return "" if value is None else f"{value:.6g}"
