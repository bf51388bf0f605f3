"""Where words go: results to stdout, everything else to stderr."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def results() -> Console:
    """The console of stdout, made anew: a test or a caller may have exchanged the stream."""
    from rich.console import Console

    return Console(highlight=False)


def notes() -> Console:
    """The console of stderr."""
    from rich.console import Console

    return Console(stderr=True, highlight=False)


def note(text: str) -> None:
    """One line for the person at the terminal, never broken, so that a path can be copied."""
    notes().print(text, soft_wrap=True, markup=False)


def error(text: str) -> None:
    """One line about what went wrong."""
    from rich.markup import escape

    notes().print(f"[bold red]Error:[/] {escape(text)}", soft_wrap=True)
