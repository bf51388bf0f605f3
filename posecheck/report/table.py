"""A report for the terminal: drawn from the same object as the JSON, readable in 80
columns and without colour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from posecheck.records import Hold, Range, Rep, Report, Verdict
from posecheck.report import formats, sections

NOTICE = "posecheck is not a medical device: in pain or in doubt, ask a professional."

_STYLES = {
    Verdict.GOOD: "green",
    Verdict.FAULT: "bold red",
    Verdict.NOT_JUDGED: "yellow",
}
_MOST_PHASES = 4
"""More phases than this do not fit beside each other in 80 columns."""
_MOST_RANGES = 2
_MOST_COLUMNS = 4
"""Beside so many times and sides there is room for one signal only."""


def render(reports: Sequence[Report]) -> RenderableType:
    """One report in full; several as one table, a row each, and what was wrong per file."""
    body = _single(reports[0]) if len(reports) == 1 else _several(reports)
    return Group(*body, Text(NOTICE, style="dim"))


def _single(report: Report) -> list[RenderableType]:
    parts: list[RenderableType] = [_head(report), Text(formats.summary(report)), _facts(report)]
    if report.reps:
        parts.append(_reps(report.reps))
    alone = [hold for hold in report.holds if hold.rep is None]
    if alone:
        parts.append(_holds(alone))
    if not (report.reps or alone):
        parts.append(Text())
    return [*parts, *sections.of(report)]


def _several(reports: Sequence[Report]) -> list[RenderableType]:
    parts: list[RenderableType] = [_overview(reports)]
    for report in reports:
        details = sections.of(report)
        if details or report.partial:
            parts += [_head(report), *_broken_off(report), *details]
    return parts


def _head(report: Report) -> Text:
    return Text.assemble((report.title, "bold"), ", ", report.source, ": ", verdict(report.verdict))


def verdict(answer: Verdict) -> Text:
    """The verdict as a word; the colour only repeats it."""
    return Text(answer.value, style=_STYLES[answer])


def _facts(report: Report) -> RenderableType:
    share = f"{report.found_share:.0%}".replace("%", " %")
    facts = (
        f"{formats.clock(report.duration_s)} long, {formats.plural(report.frames, 'frame')}, "
        f"a person found in {share}"
    )
    if report.profile is not None:
        facts += f"; with the profile {report.profile}"
    return Group(Text(facts, style="dim"), *_broken_off(report))


def _broken_off(report: Report) -> list[Text]:
    if not report.partial:
        return []
    end = formats.clock(report.duration_s)
    return [Text(f"Partial: broken off, only analysed up to {end}.", style="yellow")]


def _grid(*headers: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for header in headers:
        right = header == "nr" or header.endswith((" s", ")"))
        justify: Literal["right", "left"] = "right" if right else "left"
        # a number that does not fit is broken over two lines, never cut
        table.add_column(header, justify=justify, no_wrap=header == "from-to", overflow="fold")
    return table


def _reps(reps: Sequence[Rep]) -> Table:
    sided = any(rep.side for rep in reps)
    phases = _phase_names(reps)
    room = 1 if len(phases) + sided >= _MOST_COLUMNS else _MOST_RANGES
    signals = _signals(rep.ranges for rep in reps)[:room]
    table = _grid(
        "nr",
        *(["side"] if sided else []),
        "from-to",
        *(f"{formats.readable(name)} s" for name in phases or ["time"]),
        *(sections.signal_header(low) for low in signals),
        "verdict",
    )
    for rep in reps:
        table.add_row(
            str(rep.number),
            *([rep.side or ""] if sided else []),
            formats.span(start_s=rep.start_s, end_s=rep.end_s),
            *_durations(rep, phases),
            *_ends_of_range(rep.ranges, signals),
            verdict(rep.verdict) if rep.complete else Text("half", "bold red"),
        )
    return table


def _phase_names(reps: Sequence[Rep]) -> list[str]:
    """In the order of first appearance; none where they would not fit."""
    names = list(dict.fromkeys(phase.name for rep in reps for phase in rep.phases))
    return names if len(names) <= _MOST_PHASES else []


def _durations(rep: Rep, phases: Sequence[str]) -> list[str]:
    """The time in each phase, all visits to it together; the whole time without phases."""
    if not phases:
        return [formats.number(rep.end_s - rep.start_s, "s")]
    visits = {
        name: [phase.duration_s for phase in rep.phases if phase.name == name] for name in phases
    }
    return [formats.number(sum(each), "s") if each else "-" for each in visits.values()]


def _signals(ranges: Iterable[tuple[Range, ...]]) -> list[Range]:
    """One range of each signal, the first few: the rest is in the JSON."""
    first: dict[str, Range] = {}
    for each in ranges:
        for extent in each:
            first.setdefault(extent.signal, extent)
    return list(first.values())[:_MOST_RANGES]


def _ends_of_range(ranges: Iterable[Range], signals: Sequence[Range]) -> list[str]:
    mine = {extent.signal: extent for extent in ranges}
    return [_extent(mine.get(signal.signal)) for signal in signals]


def _extent(extent: Range | None) -> str:
    if extent is None:
        return "-"
    low, high = (formats.number(v, extent.unit) for v in (extent.low, extent.high))
    joint = " to " if "-" in low + high else "-"
    return f"{low}{joint}{high}"


def _holds(holds: Sequence[Hold]) -> Table:
    sided = any(hold.side for hold in holds)
    signals = _signals(hold.ranges for hold in holds)
    table = _grid(
        "nr",
        *(["side"] if sided else []),
        "from-to",
        "held s",
        *(sections.signal_header(low) for low in signals),
        "ended because",
        "verdict",
    )
    for hold in holds:
        table.add_row(
            str(hold.number),
            *([hold.side or ""] if sided else []),
            formats.span(start_s=hold.start_s, end_s=hold.end_s),
            formats.number(hold.duration_s, "s"),
            *_ends_of_range(hold.ranges, signals),
            hold.ended.value,
            verdict(hold.verdict),
        )
    return table


def _overview(reports: Sequence[Report]) -> Table:
    table = _grid("file", "exercise", "result", "verdict")
    for report in reports:
        table.add_row(
            Text(report.source, overflow="fold"),
            report.title,
            formats.summary(report) + (" (partial)" if report.partial else ""),
            verdict(report.verdict),
        )
    return table
