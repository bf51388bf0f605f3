"""Reports as rows of two tables: one row a clip, and one row a repetition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from posecheck import rep_rows
from posecheck.app.batch.clips import Clip
from posecheck.app.batch.finished import Problem, Record
from posecheck.messages import remark_message
from posecheck.records import Rep, Report
from posecheck.rep_rows import Row
from posecheck.report import formats
from posecheck.words.speech import Speech

Kind = Literal["text", "count", "number", "yes-no"]
"""What a column holds. A missing value is None in every kind."""

Columns = dict[str, Kind]

CLIPS: Final[Columns] = {
    "path": "text",
    "exercise": "text",
    "recognised": "yes-no",
    "fit": "number",
    "verdict": "text",
    "count": "count",
    "count_left": "count",
    "count_right": "count",
    "halves": "count",
    "dose_done": "count",
    "dose_asked": "count",
    "holds": "count",
    "holds_total_s": "number",
    "faults": "count",
    "faults_text": "text",
    "close": "count",
    "not_judged": "count",
    "not_judged_text": "text",
    "remarks_text": "text",
    "cadence_per_min": "number",
    "duration_s": "number",
    "pictures": "count",
    "found_share": "number",
    "error": "text",
    "error_code": "count",
    "notes": "text",
    "profile": "text",
    "report": "text",
    "video": "text",
    "sha256": "text",
    "model": "text",
    "model_sha256": "text",
    "posecheck": "text",
}
"""The columns of the clips; docs/batch.md says what each holds."""

REPETITIONS: Final[Columns] = {
    "path": "text",
    "exercise": "text",
    "rep": "count",
    "side": "text",
    "start_s": "number",
    "end_s": "number",
    "duration_s": "number",
    "complete": "yes-no",
    "verdict": "text",
    "hold_s": "number",
    "faults": "count",
    "faults_text": "text",
    "close": "count",
    "not_judged": "count",
}
"""The first columns of the repetitions; after them come the phases and signals of the exercises."""


@dataclass(frozen=True, slots=True)
class Names:
    """The files of a clip below the folder of outputs; None where there is none."""

    report: str | None
    video: str | None


def of_clip(
    clip: Clip, report: Report | None, problem: Problem | None, record: Record | None, files: Names
) -> Row:
    """The row of a clip: of its report, or of the error that it gave."""
    row: Row = dict.fromkeys(CLIPS)
    row |= {"path": clip.shown, "exercise": clip.exercise, "profile": clip.profile}
    if record is not None:
        row |= {"sha256": record.made_from.source, "notes": "; ".join(record.notes) or None}
    if problem is not None:
        row |= {"error": problem.text, "error_code": int(problem.code)}
    if report is not None:
        row |= {"report": files.report, "video": files.video}
        row |= _counted(report) | _judged(report) | _origin(report)
    return row


def _counted(report: Report) -> Row:
    return {
        "exercise": report.exercise,
        "count": report.count,
        "count_left": report.count_left,
        "count_right": report.count_right,
        "halves": report.halves,
        "dose_done": report.dose.done if report.dose else None,
        "dose_asked": report.dose.asked if report.dose else None,
        "holds": len(report.holds),
        "holds_total_s": sum((hold.duration_s for hold in report.holds), 0.0),
        "cadence_per_min": report.cadence_per_min,
        "duration_s": report.duration_s,
        "pictures": report.frames,
        "found_share": report.found_share,
    }


def _judged(report: Report) -> Row:
    speech = Speech(report.texts)
    of_reps = [gap for rep in report.reps for gap in rep.not_judged]
    of_holds = [gap for hold in report.holds for gap in hold.not_judged]
    gaps = list(dict.fromkeys([*report.not_judged, *of_reps, *of_holds]))
    reasons = [f"{speech.name(gap.what)}: {speech.sentence(gap.why)}" for gap in gaps]
    return {
        "verdict": report.verdict.value,
        "faults": len(report.findings),
        "faults_text": formats.faults(report.findings, speech) or None,
        "close": len(report.close),
        "not_judged": len(gaps),
        "not_judged_text": "; ".join(dict.fromkeys(reasons)) or None,
        "remarks_text": "; ".join(dict.fromkeys(_remarks(report, speech))) or None,
    }


def _remarks(report: Report, speech: Speech) -> Iterable[str]:
    return (speech.sentence(remark_message(remark)) for remark in report.remarks)


def _origin(report: Report) -> Row:
    fits = [one.fit for one in report.recognised if one.exercise == report.exercise]
    model = report.model
    return {
        "recognised": bool(report.recognised),
        "fit": fits[0] if fits else None,
        "profile": report.profile,
        "model": f"{model.name}, {model.library}" if model else None,
        "model_sha256": model.sha256 if model else None,
        "posecheck": report.posecheck,
    }


def of_repetitions(clip: Clip, report: Report) -> list[Row]:
    """A row for each repetition, complete or half, with its phases and how far it went."""
    speech = Speech(report.texts)
    every = zip(report.reps, rep_rows.rows(report), strict=True)
    return [_of_repetition(clip, report, rep, row, speech) for rep, row in every]


def _of_repetition(clip: Clip, report: Report, rep: Rep, row: Row, speech: Speech) -> Row:
    own = {name: value for name, value in row.items() if name != "fault_checks"}
    texts = {"faults_text": formats.faults(rep.findings, speech) or None}
    return {"path": clip.shown, "exercise": report.exercise, **own, **texts}


def repetition_columns(rows: Iterable[Row]) -> Columns:
    """The columns of all repetitions: those that each has, then the phases, then the signals."""
    more = dict.fromkeys(name for row in rows for name in row if name not in REPETITIONS)
    phases = sorted(name for name in more if name.startswith("phase_"))
    signals = sorted(name for name in more if not name.startswith("phase_"))
    return {**REPETITIONS, **dict.fromkeys([*phases, *signals], "number")}
