"""Where words go: results to stdout, everything else to stderr."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape


def results() -> Console:
    """The console of stdout, made anew: a test or a caller may have exchanged the stream."""
    return Console(highlight=False)


def notes() -> Console:
    """The console of stderr."""
    return Console(stderr=True, highlight=False)


def note(text: str) -> None:
    """One line for the person at the terminal, never broken, so that a path can be copied."""
    notes().print(text, soft_wrap=True, markup=False)


def error(text: str) -> None:
    """One line about what went wrong."""
    notes().print(f"[bold red]Error:[/] {escape(text)}", soft_wrap=True)
