"""The course of the signals over a recording: from a trace, or collected while it is analysed."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from posecheck.errors import ExitCode, PosecheckError
from posecheck.records import Update
from posecheck.report.trace import FIRST_COLUMNS

TRACE = ".trace.csv"
REPORT = ".report.json"


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """Every signal at every picture.

    t_s: (n,) seconds on the media clock, increasing. signals: name -> (n,), in the signal's own
    unit, NaN where it was not seen.
    """

    t_s: NDArray[np.float64]
    signals: Mapping[str, NDArray[np.float64]]


class Collector:
    """A sink: it takes updates, and gives their course at the end."""

    def __init__(self) -> None:
        self._t_s: list[float] = []
        self._values: dict[str, list[float]] = {}

    def step(self, update: Update) -> None:
        """Takes the next update."""
        self._t_s.append(update.t_s)
        for name, value in update.signals.items():
            self._values.setdefault(name, []).append(np.nan if value is None else value)

    def course(self) -> Course | None:
        """The course so far; None where there was no update."""
        if not self._t_s:
            return None
        return Course(np.array(self._t_s), {k: np.array(v) for k, v in self._values.items()})


def beside(report: Path) -> Path | None:
    """The trace that belongs to a report's file, where there is one beside it."""
    if not report.name.endswith(REPORT):
        return None
    found = report.with_name(report.name.removesuffix(REPORT) + TRACE)
    return found if found.is_file() else None


def read(path: Path) -> Course:
    """The course in a file that `trace.writer` wrote.

    Raises PosecheckError (BAD_SOURCE) for any other file.
    """
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return _of_rows(csv.reader(stream))
    except (OSError, ValueError, csv.Error) as error:
        raise PosecheckError(
            f"no trace of posecheck ({error})",
            where=str(path),
            remedy="Delete it, or write it anew: `posecheck analyze --trace`.",
            code=ExitCode.BAD_SOURCE,
        ) from error


def _of_rows(rows: Iterable[list[str]]) -> Course:
    """The course in the rows of a trace; raises ValueError for rows that are none."""
    head, *body = rows
    if tuple(head[:2]) != FIRST_COLUMNS or any(len(row) != len(head) for row in body):
        raise ValueError("its columns are not those of a trace")
    values = np.array(
        [[float(cell) if cell else np.nan for cell in [row[0], *row[2:]]] for row in body]
    ).reshape(len(body), len(head) - 1)
    if not np.all(np.diff(values[:, 0]) > 0):
        raise ValueError("its times do not increase")
    return Course(values[:, 0], {name: values[:, i] for i, name in enumerate(head[2:], 1)})
