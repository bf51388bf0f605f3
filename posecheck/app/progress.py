"""Progress bars on standard error, where that is a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)

from posecheck.app import consoles

Advance = Callable[[int, int | None], None]
"""Takes how much is done, and how much there is; None where that is not known."""


@contextmanager
def frames(what: str, total: int | None) -> Iterator[Callable[[], None]]:
    """A bar for the frames of one recording; the function counts one frame."""
    done = 0
    with _bar(what, MofNCompleteColumn()) as advance:

        def count() -> None:
            nonlocal done
            done += 1
            advance(done, total)

        yield count


@contextmanager
def download(what: str) -> Iterator[Advance]:
    """A bar for bytes."""
    with _bar(what, DownloadColumn()) as advance:
        yield advance


@contextmanager
def _bar(what: str, amount: ProgressColumn) -> Iterator[Advance]:
    console = consoles.notes()
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), amount)
    with Progress(
        *columns,
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)
