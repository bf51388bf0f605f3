"""How far a batch is, on standard error: a bar on a terminal, else a line for each clip."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
)
from rich.text import Text

from posecheck.app import consoles
from posecheck.words.speech import Speech


class _TimeLeft(ProgressColumn):
    """How long the clips that are left will take, if they take as long as those that are done.

    Rich's own column takes the time between the last ends, and workers often end together.
    """

    def render(self, task: Task) -> Text:
        """Hours, minutes and seconds; unknown before the first clip is done."""
        each_s, total, elapsed_s = task.fields["each_s"], task.total, task.elapsed
        if each_s is None or total is None or elapsed_s is None:
            return Text("-:--:--", style="progress.remaining")
        left_s = max(0.0, each_s * total - elapsed_s)
        return Text(str(timedelta(seconds=round(left_s))), style="progress.remaining")


class Bar:
    """Counts the clips that are done and those that failed."""

    def __init__(self, total: int, speech: Speech, progress: Progress) -> None:
        self._total, self._speech, self._progress = total, speech, progress
        self._done = self._failed = 0
        self._task = progress.add_task(self._text(), total=total, each_s=None)
        self._begin_s = time.monotonic()

    def count(self, file: str, problem: str | None) -> None:
        """Counts one clip, and the error that it gave."""
        self._done += 1
        self._failed += problem is not None
        each_s = (time.monotonic() - self._begin_s) / self._done
        self._progress.update(
            self._task, completed=self._done, description=self._text(), each_s=each_s
        )
        if self._progress.disable:
            consoles.note(self._line(file, problem))

    def _text(self) -> str:
        return self._speech.text("batch-bar", failed=self._failed)

    def _line(self, file: str, problem: str | None) -> str:
        result = self._speech.text("batch-done") if problem is None else problem
        return self._speech.text(
            "batch-line", number=self._done, count=self._total, file=file, result=result
        )


@contextmanager
def shown(total: int, speech: Speech) -> Iterator[Bar]:
    """A bar for `total` clips; on a terminal it is gone at the end."""
    console = consoles.notes()
    with Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        _TimeLeft(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as progress:
        yield Bar(total, speech, progress)
