"""A report for the terminal, made from the same object as the JSON.

It is readable in 80 columns and without colour.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from posecheck.messages import remark_message
from posecheck.records import Report, Verdict
from posecheck.report import formats, grids, sections
from posecheck.report.grids import Column, Grid
from posecheck.words.speech import Speech

_STYLES = {
    Verdict.GOOD: "green",
    Verdict.FAULT: "bold red",
    Verdict.NOT_JUDGED: "yellow",
    Verdict.NOT_ALL_JUDGED: "yellow",
    Verdict.INCOMPLETE: "yellow",
    Verdict.STOPPED: "bold red",
}


def render(reports: Sequence[Report]) -> RenderableType:
    """One report in full; of several, a table with a row for each, then what was wrong in each.

    Each is in the language of its texts.
    """
    body = _single(reports[0]) if len(reports) == 1 else _several(reports)
    return Group(*body, Text(Speech(reports[0].texts).text("notice"), style="dim"))


def _single(report: Report) -> list[RenderableType]:
    speech = Speech(report.texts)
    parts: list[RenderableType] = [
        _head(report, speech),
        Text(formats.summary(report, speech)),
        _facts(report, speech),
    ]
    if report.reps:
        parts.append(_shown(grids.reps(report.reps, speech, grids.NARROW)))
    alone = [hold for hold in report.holds if hold.rep is None]
    if alone:
        parts.append(_shown(grids.holds(alone, speech, grids.NARROW)))
    phases = [phase for rep in report.reps for phase in rep.phases]
    if any(hold.at_least for hold in alone) or any(phase.at_least for phase in phases):
        parts += [Text(speech.text("at-least"), style="dim"), Text()]
    if not (report.reps or alone):
        parts.append(Text())
    return [*parts, *sections.of(report, speech)]


def _several(reports: Sequence[Report]) -> list[RenderableType]:
    parts: list[RenderableType] = [_overview(reports)]
    for report in reports:
        speech = Speech(report.texts)
        details = sections.of(report, speech)
        if details or report.partial or _few(report, speech):
            parts += [_head(report, speech), *_partial(report, speech), *_few(report, speech)]
            parts += details
    return parts


def _head(report: Report, speech: Speech) -> Text:
    judged = verdict(report.verdict, speech)
    return Text.assemble((report.title, "bold"), ", ", report.source, ": ", judged)


def verdict(answer: Verdict, speech: Speech) -> Text:
    """The verdict as a word; the colour says the same."""
    return Text(speech.text(f"verdict-{answer.value}"), style=_STYLES[answer])


def _facts(report: Report, speech: Speech) -> RenderableType:
    facts = speech.text(
        "facts",
        clock=speech.clock(report.duration_s),
        frames=report.frames,
        share=report.found_share,
    )
    if report.profile is not None:
        facts += speech.text("facts-profile", profile=report.profile)
    return Group(Text(facts, style="dim"), *_partial(report, speech), *_few(report, speech))


def _partial(report: Report, speech: Speech) -> list[Text]:
    if not report.partial:
        return []
    end = speech.clock(report.duration_s)
    return [Text(speech.text("partial-until", clock=end), style="yellow")]


def _few(report: Report, speech: Speech) -> list[Text]:
    """That pictures were too few: once, at the top."""
    few = [remark for remark in report.remarks if remark.kind == sections.FEW_PICTURES]
    return [Text(speech.sentence(remark_message(remark)), style="yellow") for remark in few]


def _grid(speech: Speech, *columns: str) -> Table:
    """A table with these columns, each by its key."""
    return _table([Column(key, speech.text(f"column-{key}")) for key in columns])


def _table(columns: Iterable[Column]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for column in columns:
        justify: Literal["right", "left"] = "right" if column.is_number else "left"
        # A number that does not fit is broken over two lines, never cut.
        table.add_column(
            column.heading, justify=justify, no_wrap=column.key == "span", overflow="fold"
        )
    return table


def _shown(grid: Grid) -> Table:
    """A grid as a table of the terminal; its last column is the verdict."""
    table = _table(grid.columns)
    for row in grid.rows:
        style = "bold red" if row.verdict is None else _STYLES[row.verdict]
        table.add_row(*row.cells[:-1], Text(row.cells[-1], style=style))
    return table


def _overview(reports: Sequence[Report]) -> Table:
    table = _grid(Speech(reports[0].texts), "file", "exercise", "result", "verdict")
    for report in reports:
        speech = Speech(report.texts)
        mark = f" {speech.text('partial-mark')}" if report.partial else ""
        table.add_row(
            Text(report.source, overflow="fold"),
            report.title,
            formats.summary(report, speech) + mark,
            verdict(report.verdict, speech),
        )
    return table
