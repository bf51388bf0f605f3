"""What was wrong, what stood in the way and what was not judged, as lists of words."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from posecheck.records import Finding, Note, NotJudged, Range, Report
from posecheck.report import formats, steadiness_lines

_A = TypeVar("_A", bound=Hashable)
_B = TypeVar("_B", bound=Hashable)
_C = TypeVar("_C")

_MOST_TIMES = 3
"""Moments named before the rest is only counted."""


def of(report: Report) -> list[RenderableType]:
    """The lists that have something in them, each under its heading."""
    lists = {
        "What was wrong": _findings(report.findings),
        "Worth knowing": [
            *_notes(report.notes),
            *(_line(line, indent=2) for line in steadiness_lines.known(report)),
        ],
        "Camera and place": _remarks(report),
        "Not judged": _not_judged(report),
    }
    parts: list[RenderableType] = []
    for heading, lines in lists.items():
        if lines:
            parts += [Text(heading, style="bold"), *lines, Text()]
    return parts


def signal_header(extent: Range) -> str:
    """A signal as the head of a column: "hip (°)" for `hip_deg`."""
    name = formats.signal(extent.signal)
    return f"{name} ({extent.unit})" if extent.unit else name


def _line(text: Text | str, *, indent: int) -> Padding:
    return Padding(text, (0, 0, 0, indent))


def _findings(findings: Sequence[Finding]) -> list[Padding]:
    """Each kind of fault once with what to do about it, then when it happened."""
    lines: list[Padding] = []
    for (check, say), group in _kinds((f.check, f.say, f) for f in findings).items():
        kind = Text.assemble((formats.readable(check), "bold red"), ": ", say)
        lines.append(_line(kind, indent=2))
        for of_one in _kinds((f.rep, f.side, f) for f in group).values():
            lines += [_line(_occurrence(finding), indent=4) for finding in of_one[:_MOST_TIMES]]
            more = len(of_one) - _MOST_TIMES
            if more > 0:
                lines.append(_line(f"and {formats.plural(more, 'more time')} in it", indent=4))
    return lines


def _kinds(rows: Iterable[tuple[_A, _B, _C]]) -> dict[tuple[_A, _B], list[_C]]:
    """What is of one kind, together, in the order of first appearance."""
    kinds: dict[tuple[_A, _B], list[_C]] = {}
    for first, second, one in rows:
        kinds.setdefault((first, second), []).append(one)
    return kinds


def _occurrence(finding: Finding) -> Text:
    parts = [formats.place(finding.rep, finding.side), formats.against(finding)]
    return Text("  ".join([formats.clock(finding.start_s), *filter(None, parts)]))


def _notes(notes: Sequence[Note]) -> list[Padding]:
    """Each kind of note once, then when, and how much against what is usual."""
    lines: list[Padding] = []
    for (kind, say), group in _kinds((n.kind, n.say, n) for n in notes).items():
        head = Text.assemble((formats.readable(kind), "bold"), ": ", say)
        lines.append(_line(head, indent=2))
        lines += [_line(_noted(note), indent=4) for note in group]
    return lines


def _noted(note: Note) -> Text:
    parts = [formats.place(note.rep, note.side), formats.usually(note)]
    return Text("  ".join([formats.clock(note.start_s), *filter(None, parts)]))


def _remarks(report: Report) -> list[Padding]:
    return [
        _line(
            f"{formats.span(start_s=remark.start_s, end_s=remark.end_s)}  {remark.say}"
            + (" (Nothing was judged meanwhile.)" if remark.blocks else ""),
            indent=2,
        )
        for remark in report.remarks
    ]


def _not_judged(report: Report) -> list[Padding]:
    """Each check and reason once, and when."""
    reasons = _kinds((gap.what, gap.why, gap) for gap in _gaps(report))
    return [
        _line(f"{formats.readable(what)}: {why} ({_when(gaps)})", indent=2)
        for (what, why), gaps in reasons.items()
    ]


def _gaps(report: Report) -> Iterable[NotJudged]:
    """Those of the session, the repetitions and the holds, none twice.

    What a blocking remark says already is left to the remark.
    """
    nested = [gap for rep in report.reps for gap in rep.not_judged]
    nested += [gap for hold in report.holds for gap in hold.not_judged]
    said = {(remark.say, remark.start_s) for remark in report.remarks if remark.blocks}
    every = dict.fromkeys([*report.not_judged, *nested])
    return [gap for gap in every if (gap.why, gap.start_s) not in said]


def _when(gaps: Sequence[NotJudged]) -> str:
    spans = [formats.span(start_s=gap.start_s, end_s=gap.end_s) for gap in gaps]
    more = len(spans) - _MOST_TIMES
    rest = f" and {formats.plural(more, 'more time')}" if more > 0 else ""
    return ", ".join(spans[:_MOST_TIMES]) + rest
