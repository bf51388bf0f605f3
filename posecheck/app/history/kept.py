"""Keeps finished sessions in the history, for `live`, `recover` and `analyze`.

What cannot be kept is told, and never an error of the session: its report is there already.
"""

from __future__ import annotations

from pathlib import Path

from posecheck.app import consoles
from posecheck.errors import PosecheckError
from posecheck.exercise.judge import session_verdict
from posecheck.exercise.spec.schema import Exercise
from posecheck.history import database, writing
from posecheck.plan.past import Past, hurt
from posecheck.records import Report
from posecheck.words.speech import Speech


def session(
    report: Report, exercise: Exercise, profile: str | None, speech: Speech, file: Path | None
) -> Past | None:
    """Keeps a session of somebody with a profile; answers what is remembered of it, else None.

    A session in which nothing was judged and nothing hurt is none. `file` is its report.
    """
    if profile is None or not (session_verdict.is_judged(report) or hurt(report)):
        return None
    path = str(file) if file else "REPORT"
    if writing.day_of(report) is None:
        text = speech.text("history-no-date", path=report.source, name=profile, report=path)
        consoles.note(text)
        return None
    try:
        with database.opened() as history:
            past = writing.keep(history, profile, report, exercise)
    except PosecheckError as error:
        consoles.note(speech.text("history-not-kept", why=str(error)))
        consoles.note(speech.text("history-add-later", name=profile, path=path))
        return None
    consoles.note(speech.text("history-kept", name=profile))
    return past
