"""Keeps finished sessions in the history, for `live`, `recover`, `analyze` and `batch`.

What cannot be kept is told, and never an error of the session: its report is there already.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from posecheck.app import consoles
from posecheck.errors import PosecheckError
from posecheck.exercise.judge import session_verdict
from posecheck.exercise.spec.schema import Exercise
from posecheck.history import database, writing
from posecheck.plan.past import Past, hurt
from posecheck.records import Report
from posecheck.store import profiles
from posecheck.words.speech import Speech


def session(
    report: Report, exercise: Exercise, profile: str | None, speech: Speech, file: Path | None
) -> Past | None:
    """Keeps a session of somebody with a profile; answers what is remembered of it, else None.

    A session in which nothing was judged and nothing hurt is none. `file` is its report.
    """
    if profile is None or not _is_one(report):
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
    if past.hurt:
        _take_out_again(profile, past)
    return past


def _take_out_again(profile: str, past: Past) -> None:
    """An exercise that was put back into the plan today, and hurt once more, leaves it again.

    On any other day the dates say so: what hurt after it was put back is out.
    """
    try:
        person = profiles.load(profile)
        if person.plan is None or person.plan.put_back.get(past.exercise) != past.day.isoformat():
            return
        put_back = {id_: day for id_, day in person.plan.put_back.items() if id_ != past.exercise}
        plan = person.plan.model_copy(update={"put_back": put_back})
        profiles.save(person.model_copy(update={"plan": plan}))
    except PosecheckError as error:
        consoles.error(str(error))


class Several:
    """Keeps the sessions of many recordings, and tells in a few lines what became of them."""

    def __init__(self) -> None:
        self._kept: Counter[str] = Counter()
        self._undated: Counter[str] = Counter()
        self._failed: Counter[tuple[str, str]] = Counter()

    def keep(self, report: Report, exercise: Exercise, profile: str) -> None:
        """Keeps a session, as `session` does, without telling."""
        if not _is_one(report):
            return
        if writing.day_of(report) is None:
            self._undated[profile] += 1
            return
        try:
            with database.opened() as history:
                writing.keep(history, profile, report, exercise)
        except PosecheckError as error:
            self._failed[profile, str(error)] += 1
        else:
            self._kept[profile] += 1

    def tell(self, speech: Speech) -> None:
        """Says how many sessions are in whose history, and why others are not."""
        for name, count in self._kept.items():
            consoles.note(speech.text("history-kept-several", name=name, sessions=count))
        for name, count in self._undated.items():
            consoles.note(speech.text("history-no-dates", name=name, sessions=count))
        for (name, why), count in self._failed.items():
            consoles.note(speech.text("history-not-kept", why=why))
            consoles.note(speech.text("history-add-several", name=name, sessions=count))


def _is_one(report: Report) -> bool:
    return session_verdict.is_judged(report) or hurt(report)
