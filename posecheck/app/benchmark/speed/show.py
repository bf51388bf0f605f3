"""The table of speeds, for a terminal and as Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.table import Table

from posecheck.app.benchmark.speed.measure import Figure

HEADINGS = ("what", "found", "goal", "")


def table(figures: Sequence[Figure]) -> Table:
    """A row for each figure."""
    grid = Table(*HEADINGS, box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for figure in figures:
        grid.add_row(*_row(figure))
    return grid


def markdown(figures: Sequence[Figure]) -> dict[str, str]:
    """The table for the page's part "speed"."""
    lines = ["| " + " | ".join(HEADINGS) + " |", "|" + "---|" * len(HEADINGS)]
    lines += ["| " + " | ".join(_row(figure)) + " |" for figure in figures]
    return {"speed": "\n".join(lines)}


def _row(figure: Figure) -> tuple[str, ...]:
    mark = "" if not figure.goal else "ok" if figure.met else "MISS"
    return figure.what, figure.found, figure.goal, mark
