"""A report for the terminal, made from the same object as the JSON.

It is readable in 80 columns and without colour.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from posecheck.messages import remark_message
from posecheck.records import Hold, Range, Rep, Report, Verdict
from posecheck.report import formats, sections
from posecheck.words.speech import Speech

_STYLES = {
    Verdict.GOOD: "green",
    Verdict.FAULT: "bold red",
    Verdict.NOT_JUDGED: "yellow",
    Verdict.NOT_ALL_JUDGED: "yellow",
    Verdict.INCOMPLETE: "yellow",
    Verdict.STOPPED: "bold red",
}
_MOST_PHASES = 4
"""The most phases that fit beside each other in 80 columns."""
_MOST_RANGES = 2
"""The most signals beside each other."""
_MORE_DIGITS = 3
"""The most digits more in a table, where there is little room: below it a fault has more."""
_MOST_COLUMNS = 4
"""From this many columns of phases and sides on, there is room for one signal only."""


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
        parts.append(_reps(report.reps, speech))
    alone = [hold for hold in report.holds if hold.rep is None]
    if alone:
        parts.append(_holds(alone, speech))
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


def _grid(speech: Speech, *columns: tuple[str, str]) -> Table:
    """A table with these columns, each a key and its heading."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for key, heading in columns:
        justify: Literal["right", "left"] = "right" if key in _NUMBERS else "left"
        # A number that does not fit is broken over two lines, never cut.
        table.add_column(
            heading or speech.text(f"column-{key}"),
            justify=justify,
            no_wrap=key == "span",
            overflow="fold",
        )
    return table


_NUMBERS = frozenset({"number", "phase", "time", "held", "signal"})
"""The columns of numbers: they are aligned to the right."""


def _column(key: str) -> tuple[str, str]:
    return key, ""


def _reps(reps: Sequence[Rep], speech: Speech) -> Table:
    sided = any(rep.side for rep in reps)
    phases = _phase_names(reps)
    room = 1 if len(phases) + sided >= _MOST_COLUMNS else _MOST_RANGES
    signals = _signals(rep.ranges for rep in reps)[:room]
    table = _grid(
        speech,
        _column("number"),
        *([_column("side")] if sided else []),
        _column("span"),
        *(("phase", speech.text("column-phase", phase=name)) for name in phases),
        *([] if phases else [_column("time")]),
        *(("signal", sections.signal_header(low, speech)) for low in signals),
        _column("verdict"),
    )
    half = Text(speech.text("verdict-half"), "bold red")
    digits = _digits(reps, speech)
    for rep in reps:
        table.add_row(
            str(rep.number),
            *([speech.side(rep.side)] if sided else []),
            speech.span(start_s=rep.start_s, end_s=rep.end_s),
            *_durations(rep, phases, speech, digits),
            *_ranges(rep.ranges, signals, speech, digits),
            verdict(rep.verdict, speech) if rep.complete else half,
        )
    return table


def _phase_names(reps: Sequence[Rep]) -> list[str]:
    """Each phase once, in the order of a complete repetition; none where they would not fit.

    A half repetition may lack a phase in the middle, so those come last.
    """
    complete_first = sorted(reps, key=lambda rep: not rep.complete)
    names = list(dict.fromkeys(phase.name for rep in complete_first for phase in rep.phases))
    return names if len(names) <= _MOST_PHASES else []


def _digits(done: Sequence[Rep] | Sequence[Hold], speech: Speech) -> dict[str, int]:
    """By unit, how many more digits than usual it takes that no fault looks like its limit, or like
    what is none beside it in its column."""
    digits: dict[str, int] = {}
    for each in done:
        for f in (*each.findings, *each.close):
            if f.value is not None and f.limit is not None:
                more = min(formats.digits_apart(f.value, f.limit, f.unit, speech), _MORE_DIGITS)
                digits[f.unit] = max(digits.get(f.unit, 0), more)
    return digits


def _durations(
    rep: Rep, phases: Sequence[str], speech: Speech, digits: Mapping[str, int]
) -> list[str]:
    """The time in all phases of each name; the repetition's time where no phases are shown."""

    def shown(duration_s: float) -> str:
        return speech.number(duration_s, "s", more_digits=digits.get("s", 0))

    if not phases:
        return [shown(rep.end_s - rep.start_s)]
    named = [[p for p in rep.phases if p.name == name] for name in phases]
    return [
        formats.duration(each, speech, more_digits=digits.get("s", 0)) if each else "-"
        for each in named
    ]


def _signals(ranges: Iterable[tuple[Range, ...]]) -> list[Range]:
    """The first range of each signal, the first few signals; the rest is in the JSON."""
    first: dict[str, Range] = {}
    for each in ranges:
        for one in each:
            first.setdefault(one.signal, one)
    return list(first.values())[:_MOST_RANGES]


def _ranges(
    ranges: Iterable[Range],
    signals: Sequence[Range],
    speech: Speech,
    digits: Mapping[str, int],
) -> list[str]:
    mine = {one.signal: one for one in ranges}
    return [_range(mine.get(signal.signal), speech, digits) for signal in signals]


def _range(one: Range | None, speech: Speech, digits: Mapping[str, int]) -> str:
    if one is None:
        return "-"
    more = digits.get(one.unit, 0)
    low, high = (speech.number(v, one.unit, more_digits=more) for v in (one.low, one.high))
    return speech.text("range-signed" if "-" in low + high else "range", low=low, high=high)


def _holds(holds: Sequence[Hold], speech: Speech) -> Table:
    sided = any(hold.side for hold in holds)
    signals = _signals(hold.ranges for hold in holds)
    table = _grid(
        speech,
        _column("number"),
        *([_column("side")] if sided else []),
        _column("span"),
        _column("held"),
        *(("signal", sections.signal_header(low, speech)) for low in signals),
        _column("ended"),
        _column("verdict"),
    )
    digits = _digits(holds, speech)
    for hold in holds:
        table.add_row(
            str(hold.number),
            *([speech.side(hold.side)] if sided else []),
            speech.span(start_s=hold.start_s, end_s=hold.end_s),
            formats.duration([hold], speech, more_digits=digits.get("s", 0)),
            *_ranges(hold.ranges, signals, speech, digits),
            speech.text(f"ended-{hold.ended.value}"),
            verdict(hold.verdict, speech),
        )
    return table


def _overview(reports: Sequence[Report]) -> Table:
    columns = [_column(key) for key in ("file", "exercise", "result", "verdict")]
    table = _grid(Speech(reports[0].texts), *columns)
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
