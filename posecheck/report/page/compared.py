"""Reports of one person side by side: what differs, and whether it is more than noise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from posecheck.errors import ExitCode, PosecheckError
from posecheck.records import Report
from posecheck.report import formats, measures
from posecheck.report.page import change, facts
from posecheck.report.page.change import ChangeRow
from posecheck.words.speech import Speech

FEWEST = 2


@dataclass(frozen=True, slots=True)
class Side:
    """One of the reports: its heading in the tables, and what was answered in it."""

    name: str
    source: str
    recorded: str
    verdict: str
    verdict_kind: str
    summary: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison, ready for its page or the terminal.

    measured: what all reports have, the last less the first. faults: each kind of fault, how often
    it was in each report, and out of how many repetitions or holds.
    """

    title: str
    language: str
    reports: tuple[Side, ...]
    measured: tuple[ChangeRow, ...]
    told: str
    faults: tuple[tuple[str, ...], ...]
    hints: tuple[str, ...]
    made: str
    labels: Mapping[str, str]


def check(reports: Sequence[Report]) -> None:
    """Raises PosecheckError (USAGE) for reports that cannot be compared."""
    if len(reports) < FEWEST:
        raise PosecheckError(
            "one report is not enough",
            remedy="Give two or more. Left against right is shown by `posecheck report`.",
            code=ExitCode.USAGE,
        )
    exercises = list(dict.fromkeys(report.exercise for report in reports))
    if len(exercises) > 1:
        raise PosecheckError(
            f"these are reports of different exercises: {', '.join(exercises)}",
            remedy="Give two or more reports of one exercise.",
            code=ExitCode.USAGE,
        )


def shown(reports: Sequence[Report], speech: Speech) -> Compared:
    """The reports side by side, in the order given. Raises PosecheckError as `check` does."""
    check(reports)
    measured = change.rows([measures.of(report) for report in reports], speech)
    return Compared(
        title=speech.text("page-title-compared", title=reports[0].title),
        language=speech.language.code,
        reports=tuple(_side(n, report, speech) for n, report in enumerate(reports, 1)),
        measured=tuple(measured),
        told=_told(measured, speech),
        faults=tuple(_faults(reports, speech)),
        hints=tuple(_hints(reports, speech)),
        made=speech.text("page-about-alone", version=reports[-1].posecheck),
        labels=facts.labels(speech) | _labels(speech),
    )


def _labels(speech: Speech) -> dict[str, str]:
    columns = ("verdict", "result")
    found = {column: speech.text(f"column-{column}") for column in columns}
    found["recorded"] = speech.text("page-recorded")
    words = ("measured", "measured-note", "faults", "report", "hints")
    return found | {word: speech.text(f"compared-{word}") for word in words}


def _side(number: int, report: Report, speech: Speech) -> Side:
    made = report.recording
    return Side(
        name=str(number),
        source=report.source,
        recorded=made.recorded[:16].replace("T", " ") if made and made.recorded else "",
        verdict=speech.text(f"verdict-{report.verdict.value}"),
        verdict_kind=report.verdict.value,
        summary=formats.summary(report, speech, with_dose=report.live is not None),
    )


def _told(measured: Sequence[ChangeRow], speech: Speech) -> str:
    """The answer in one sentence: what really differs."""
    real = [row.what for row in measured if row.kind in ("more", "less")]
    if not measured:
        return speech.text("compared-no-measure")
    if not real:
        return speech.text("compared-all-noise")
    return speech.text("compared-differs", what=speech.language.joined(real))


def _faults(reports: Sequence[Report], speech: Speech) -> list[tuple[str, ...]]:
    kinds = dict.fromkeys(f.check for report in reports for f in report.findings)
    rows = []
    for check_id in kinds:
        counts = [sum(f.check == check_id for f in report.findings) for report in reports]
        shares = [
            speech.text("compared-of", count=count, done=_done(report))
            for count, report in zip(counts, reports, strict=True)
        ]
        rows.append((speech.name(check_id), *shares))
    return rows


def _done(report: Report) -> int:
    """How many repetitions, complete and half, or else holds there were."""
    return len(report.reps) or len(report.holds)


def _hints(reports: Sequence[Report], speech: Speech) -> list[str]:
    """What makes the reports less alike than they look."""
    hints = []
    made = [report.recording for report in reports]
    if len({each.view for each in made if each and each.view}) > 1:
        hints.append(speech.text("compared-views"))
    if len({report.model.name for report in reports if report.model}) > 1:
        hints.append(speech.text("compared-models"))
    if any(report.limits != reports[0].limits for report in reports):
        hints.append(speech.text("compared-limits"))
    people = {each.person for each in made if each and each.person}
    if len(people) > 1:
        hints.append(speech.text("compared-people", people=", ".join(sorted(people))))
    return hints
