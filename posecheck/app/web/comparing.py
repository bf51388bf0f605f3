"""Finished recordings of the page side by side, as `posecheck compare` shows reports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from posecheck.app.web import job
from posecheck.app.web.recordings import Clip
from posecheck.app.web.uploads import RefusedError
from posecheck.records import Report
from posecheck.report import json
from posecheck.report.page import compared, render
from posecheck.words.speech import Speech


def page(clips: Sequence[Clip]) -> str:
    """The text of an HTML file: the earliest recording first, in the language of the last one.

    Raises RefusedError (409): for fewer than two, for one that has no report yet, and for reports
    of different exercises.
    """
    if len(clips) < compared.FEWEST:
        raise RefusedError(409, "compare-few")
    if any(clip.state != "done" for clip in clips):
        raise RefusedError(409, "recording-busy")
    reports = in_time([json.read(clip.folder / job.REPORT) for clip in clips])
    if len({report.exercise for report in reports}) > 1:
        raise RefusedError(409, "compare-different")
    speech = Speech(reports[-1].texts)
    return render.comparison(compared.shown(reports, speech), speech)


def in_time(reports: Sequence[Report]) -> list[Report]:
    """The reports, the earliest recording first; as given where one does not say when it was made.

    The comparison says how the last one differs from the first one.
    """
    try:
        return sorted(reports, key=_began)
    except (ValueError, TypeError):
        return list(reports)


def _began(report: Report) -> datetime:
    """Raises ValueError where it is not known."""
    if report.recording is None or report.recording.recorded is None:
        raise ValueError("not known")
    return datetime.fromisoformat(report.recording.recorded)
