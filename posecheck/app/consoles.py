"""Where text is printed: results to standard output, all else to standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def results() -> Console:
    """The console of standard output. It is made anew, as a caller may have changed the stream."""
    from rich.console import Console

    return Console(highlight=False)


def notes() -> Console:
    """The console of standard error."""
    from rich.console import Console

    return Console(stderr=True, highlight=False)


def note(text: str) -> None:
    """Prints one line to standard error. It is never broken, so that a path can be copied."""
    notes().print(text, soft_wrap=True, markup=False)


def error(text: str) -> None:
    """Prints one line about an error to standard error."""
    from rich.markup import escape

    notes().print(f"[bold red]Error:[/] {escape(text)}", soft_wrap=True)
