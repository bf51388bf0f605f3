"""What a batch prints at its end: how many of what, and the clips that somebody should look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich import box
from rich.table import Table
from rich.text import Text

from posecheck.app import consoles
from posecheck.app.batch import summary
from posecheck.app.batch.clips import Clip
from posecheck.app.batch.finished import Problem
from posecheck.records import Report, Verdict
from posecheck.report import formats
from posecheck.report.table import verdict
from posecheck.words.speech import Speech

_WIDTHS: Final = {"column-file": 28, "column-exercise": 20}
"""The most characters of each column, so that the result has a third of 80 columns or more."""

MOST_LINES: Final = 40
"""The most clips that are listed: about what fits on a screen. The rest is in the summary."""


@dataclass(frozen=True, slots=True)
class Line:
    """What came of one clip, in short: its report is not kept, as there may be thousands."""

    file: str
    exercise: str
    result: str
    verdict: Verdict | None
    """None for an error."""


def line(clip: Clip, report: Report | None, problem: Problem | None) -> Line:
    """The line of a clip, in the language of its report."""
    if report is None:
        return Line(clip.shown, clip.exercise, problem.what if problem else "", None)
    summary_text = formats.summary(report, Speech(report.texts), with_dose=False)
    return Line(clip.shown, report.title, summary_text, report.verdict)


def result(lines: Sequence[Line], *, jobs: int, before: int, out: Path, speech: Speech) -> None:
    """Prints the totals, the clips with a fault or an error, and where the summary is."""
    console = consoles.results()
    console.print(_totals(lines, before, speech), markup=False)
    listed = [each for each in lines if each.verdict is not Verdict.GOOD]
    if listed:
        console.print(_table(listed[:MOST_LINES], speech))
    if len(listed) > MOST_LINES:
        console.print(speech.text("batch-more", count=len(listed) - MOST_LINES), markup=False)
    if jobs > len(lines):
        console.print(speech.text("batch-left", count=jobs - len(lines)), markup=False)
    for path in summary.paths(out):
        console.print(speech.text("written", path=_short(path)), soft_wrap=True, markup=False)
    console.print(Text(speech.text("notice"), style="dim"))


def _totals(lines: Sequence[Line], before: int, speech: Speech) -> str:
    counts = Counter(each.verdict for each in lines)
    return speech.text(
        "batch-totals",
        count=len(lines),
        good=counts[Verdict.GOOD],
        faults=counts[Verdict.FAULT],
        incomplete=counts[Verdict.INCOMPLETE],
        unjudged=counts[Verdict.NOT_JUDGED] + counts[Verdict.NOT_ALL_JUDGED],
        failed=counts[None],
        before=before,
    )


def _table(lines: Sequence[Line], speech: Speech) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for key in ("column-file", "column-exercise"):
        table.add_column(speech.text(key), overflow="fold", max_width=_WIDTHS[key])
    table.add_column(speech.text("column-result"), overflow="fold")
    for each in lines:
        table.add_row(Text(each.file), Text(each.exercise), _result(each, speech))
    return table


def _result(each: Line, speech: Speech) -> Text:
    """The verdict where it is no fault, what was counted and what was wrong."""
    if each.verdict is None:
        return Text(speech.text("batch-failed", why=each.result), style="bold red")
    word = verdict(each.verdict, speech)
    if each.verdict is Verdict.FAULT:  # the faults are named
        return Text(each.result, style=word.style)
    first = speech.text("verdict-first", verdict=word.plain, done=each.result)
    return Text(first, style=word.style)


def _short(path: Path) -> str:
    """A path as short as it can be typed from here."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
