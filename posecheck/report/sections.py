"""The sections under a report's table: faults, notes, remarks, and what was not judged."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from posecheck.messages import Note, remark_message
from posecheck.records import Finding, NotJudged, Report
from posecheck.report import formats, steadiness_lines
from posecheck.words.speech import Speech

_K = TypeVar("_K", bound=Hashable)
_V = TypeVar("_V")

FEW_PICTURES = "few-pictures"
"""The remark that stands at the top of a report: it is true of all of it."""

_MOST_TIMES = 3
"""The most moments that are listed; the rest is only counted."""


def of(report: Report, speech: Speech) -> list[RenderableType]:
    """The sections that are not empty, each under its heading."""
    sections = {
        "heading-recognised": [_line(line) for line in recognised(report, speech)],
        "heading-wrong": _findings(report.findings, speech),
        "heading-close": _findings(report.close, speech, style="bold"),
        "heading-known": [
            *_notes(report.notes, speech),
            *(_line(line, indent=2) for line in steadiness_lines.known(report, speech)),
        ],
        "heading-camera": [_line(f"{when}  {say}") for when, say in remarks(report, speech)],
        "heading-not-judged": [_line(line) for line in not_judged(report, speech)],
    }
    parts: list[RenderableType] = []
    for heading, lines in sections.items():
        if lines:
            parts += [Text(speech.text(heading), style="bold"), *lines, Text()]
    return parts


def recognised(report: Report, speech: Speech) -> list[str]:
    """The exercises of a recording that has several, in the order of time; else nothing."""
    times = sorted((*span, one.title) for one in report.recognised for span in one.times_s)
    if len({title for *_, title in times}) < 2:
        return []
    return [
        speech.text(
            "recognised-part", start=speech.clock(start_s), end=speech.clock(end_s), title=title
        )
        for start_s, end_s, title in times
    ]


def _line(text: Text | str, *, indent: int = 2) -> Padding:
    return Padding(text, (0, 0, 0, indent))


def grouped(rows: Iterable[tuple[_K, _V]]) -> dict[_K, list[_V]]:
    """The values of each key, in the order of first appearance."""
    groups: dict[_K, list[_V]] = {}
    for key, one in rows:
        groups.setdefault(key, []).append(one)
    return groups


def _findings(
    findings: Sequence[Finding], speech: Speech, *, style: str = "bold red"
) -> list[Padding]:
    """Each kind of fault once, with what to do about it, then when it happened."""
    lines: list[Padding] = []
    kinds = grouped(((f.check, speech.of_finding(f)), f) for f in findings)
    for (check, say), group in kinds.items():
        head = Text.assemble((speech.name(check), style), ": ", say)
        lines.append(_line(head, indent=2))
        for of_rep in grouped(((f.rep, f.side), f) for f in group).values():
            lines += [_line(_occurrence(f, speech), indent=4) for f in of_rep[:_MOST_TIMES]]
            more = len(of_rep) - _MOST_TIMES
            if more > 0:
                lines.append(_line(speech.text("more-in-it", count=more), indent=4))
    return lines


def _occurrence(finding: Finding, speech: Speech) -> Text:
    parts = [
        formats.repetition(finding.rep, finding.side, speech),
        formats.against(finding, speech),
    ]
    return Text("  ".join([speech.clock(finding.start_s), *filter(None, parts)]))


def _notes(notes: Sequence[Note], speech: Speech) -> list[Padding]:
    """Each kind of note once, then when it was, with its value and what is usual."""
    lines: list[Padding] = []
    for (kind, farther), group in grouped(((n.kind, n.farther), n) for n in notes).items():
        say = speech.text(f"note-{kind}", farther=farther or "")
        lines.append(_line(Text.assemble((speech.name(kind), "bold"), ": ", say), indent=2))
        lines += [_line(_noted(note, speech), indent=4) for note in group]
    return lines


def _noted(note: Note, speech: Speech) -> Text:
    parts = [formats.repetition(note.rep, note.side, speech), formats.usually(note, speech)]
    return Text("  ".join([speech.clock(note.start_s), *filter(None, parts)]))


def remarks(report: Report, speech: Speech) -> list[tuple[str, str]]:
    """Of each remark its span, and what to say."""
    return [
        (
            speech.span(start_s=remark.start_s, end_s=remark.end_s),
            speech.sentence(remark_message(remark))
            + (f" ({speech.text('blocked-meanwhile')})" if remark.blocks else ""),
        )
        for remark in report.remarks
        if remark.kind != FEW_PICTURES
    ]


def not_judged(report: Report, speech: Speech) -> list[str]:
    """Each reason once, with what was not judged for it, and when."""
    reasons = grouped(((g.what, speech.sentence(g.why)), g) for g in _gaps(report))
    together = grouped(
        ((why, _when(gaps, speech)), speech.name(what)) for (what, why), gaps in reasons.items()
    )
    return [f"{', '.join(names)}: {why} ({when})" for (why, when), names in together.items()]


def _gaps(report: Report) -> Iterable[NotJudged]:
    """What was not judged in the session, its repetitions and its holds, each once.

    What a blocking remark says already is left out, and that checks had too few pictures where that
    is said of the whole recording.
    """
    nested = [gap for rep in report.reps for gap in rep.not_judged]
    nested += [gap for hold in report.holds for gap in hold.not_judged]
    said = [(remark_message(r), r.start_s) for r in report.remarks if r.blocks]
    every = dict.fromkeys([*report.not_judged, *nested])
    few = any(remark.kind == FEW_PICTURES for remark in report.remarks)
    return [
        gap
        for gap in every
        if (gap.why, gap.start_s) not in said
        and not (few and gap.why.key == "too-few-pictures" and gap.what != "repetition")
    ]


def _when(gaps: Sequence[NotJudged], speech: Speech) -> str:
    spans = [speech.span(start_s=gap.start_s, end_s=gap.end_s) for gap in gaps]
    more = len(spans) - _MOST_TIMES
    rest = speech.text("and-more", count=more) if more > 0 else ""
    return ", ".join(spans[:_MOST_TIMES]) + rest
