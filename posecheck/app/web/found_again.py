"""Sessions that were broken off: their reports, or their end."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from posecheck.app.live import recover
from posecheck.app.web import facts
from posecheck.app.web.desk import Desk
from posecheck.app.web.parts import Finished, Setting
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.spec.schema import Exercise
from posecheck.files.whole import explaining
from posecheck.store import session_file
from posecheck.words.speech import Speech


def finished(setting: Setting, desk: Desk, name: str) -> Finished:
    """A session that was broken off, as if it had just been finished; it becomes the desk's last.

    Raises PosecheckError (NO_SOURCE, BAD_SOURCE).
    """
    path = _path(desk, name)
    wording = setting.wording()
    report = recover.replayed(path, wording)
    exercise = Exercise.model_validate(next(session_file.read(path))["exercise"])
    about = report.recording
    began = None if about is None or about.recorded is None else about.recorded
    found = Finished(
        report=report,
        exercise=exercise,
        speech=Speech(report.texts),
        course=None,
        began=datetime.now().astimezone() if began is None else datetime.fromisoformat(began),
        session_file=path,
        person=None if about is None else about.person,
        ended="broken",
    )
    desk.take_up(found)
    return found


def drop(desk: Desk, name: str) -> None:
    """Deletes the file of a session that was broken off."""
    path = _path(desk, name)
    with explaining(path):
        path.unlink()


def _path(desk: Desk, name: str) -> Path:
    """The session file of a name. Only those that are shown have one: a name is never a path."""
    for path in facts.broken_off(desk.in_use):
        if path.name == name:
            return path
    raise PosecheckError("there is no such session any more", where=name, code=ExitCode.NO_SOURCE)
