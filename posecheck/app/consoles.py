"""Where text is printed: results to standard output, all else to standard error.

Names of files and texts of exercises may come from a stranger. So nothing in them is a command: not
to the terminal (escape sequences), not to Rich (markup, emoji).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from rich.console import Console

COMMANDS: Final = dict.fromkeys(
    [*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)], "\ufffd"
) | {ord("\t"): " ", ord("\n"): "\n"}
"""The characters that a terminal obeys, each with what is shown instead: C0, delete and C1 (ISO
6429), and those of Unicode that turn the direction of what follows, so that a name looks like
another one."""


def results() -> Console:
    """The console of standard output. It is made anew, as a caller may have changed the stream."""
    return _console(stderr=False)


def notes() -> Console:
    """The console of standard error."""
    return _console(stderr=True)


def note(text: str) -> None:
    """Prints one line to standard error. It is never broken, so that a path can be copied."""
    notes().print(text, soft_wrap=True)


def error(text: str) -> None:
    """Prints one line about an error to standard error."""
    from rich.text import Text

    notes().print(Text.assemble(("Error:", "bold red"), f" {text}"), soft_wrap=True)


def _console(*, stderr: bool) -> Console:
    from rich.console import Console

    class Obeyed(Console):
        """Its own colours are obeyed, what is in a text is not."""

        def render(self, *renderable: Any, **options: Any) -> Any:
            for segment in super().render(*renderable, **options):
                text, style, control = segment
                yield segment if control else type(segment)(text.translate(COMMANDS), style)

    return Obeyed(stderr=stderr, highlight=False, markup=False, emoji=False)
