"""`posecheck compare`: what differs between reports of one exercise, and what is only noise."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from posecheck.app import browser, consoles
from posecheck.app.report_page import load
from posecheck.errors import ExitCode
from posecheck.files import text_files
from posecheck.report.page import compared, render
from posecheck.report.page.compared import Compared
from posecheck.words.speech import Speech


def run(sources: Sequence[Path], out: Path | None) -> ExitCode:
    """Prints the comparison, in the language of the last report, and writes its page to `out`.

    Raises PosecheckError: NO_SOURCE, BAD_SOURCE for a report; USAGE where they cannot be compared;
    CANNOT_WRITE, WOULD_REPLACE for the page; NO_EXTRA where no browser prints it.
    """
    printer = browser.find() if out is not None and out.suffix.lower() == ".pdf" else None
    reports = [load(path) for path in sources]
    speech = Speech(reports[-1].texts)
    shown = compared.shown(reports, speech)
    consoles.results().print(_shown(shown))
    if out is not None:
        text_files.folder(out.parent)
        html = render.comparison(shown, speech)
        if printer is None:
            text_files.write_text(out, html)
        else:
            browser.write_pdf(printer, html, out)
        text = speech.text("written", path=str(out))
        consoles.results().print(text, soft_wrap=True, markup=False)
    return ExitCode.OK


def _shown(shown: Compared) -> RenderableType:
    """For the terminal: readable in 80 columns and without colour."""
    parts: list[RenderableType] = [
        Text(shown.title, style="bold"),
        *(
            Text(f"{each.name}. {each.source}: {each.verdict}; {each.summary}")
            for each in shown.reports
        ),
        Text(f"\n{shown.told}", style="bold"),
    ]
    names = [each.name for each in shown.reports]
    labels = shown.labels
    if shown.measured:
        heads = (labels["what"], *names, labels["change"], labels["noise"])
        rows = [(row.what, *row.means, row.change, row.told) for row in shown.measured]
        styles = ["dim" if row.kind == "noise" else "" for row in shown.measured]
        parts += [_table(heads, rows, styles), Text(labels["measured-note"], style="dim")]
    if shown.faults:
        heads = (labels["faults"], *names)
        parts.append(_table(heads, list(shown.faults), [""] * len(shown.faults)))
    parts += [Text(line) for line in shown.hints]
    return Group(*parts, Text(labels["notice"], style="dim"))


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], styles: Sequence[str]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for i, head in enumerate(heads):
        words = i == 0 or i == len(heads) - 1
        table.add_column(head, justify="left" if words else "right", overflow="fold")
    for row, style in zip(rows, styles, strict=True):
        table.add_row(*row, style=style)
    return table
