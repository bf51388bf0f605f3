"""`posecheck recover`: the report of a live session that has none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from posecheck import __version__
from posecheck.app import consoles, outputs, recordings
from posecheck.app.exercise_words import Wording
from posecheck.app.history import kept
from posecheck.app.outputs import DEFAULT_FOLDER
from posecheck.app.recordings import printable
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.judge import session_verdict
from posecheck.exercise.personal.profile import Calibration
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.files import recognised, targets, text_files
from posecheck.files.folders import session_folder
from posecheck.provenance import Live, Model, Recording
from posecheck.records import Report
from posecheck.report import json, table
from posecheck.store import session_file


def run(file: Path | None, out: Path | None, lang: str | None, *, force: bool) -> ExitCode:
    """Writes and prints the report of a session file: `file`, or the newest one.

    With `force`, a foreign file of its name is replaced.
    """
    path = file or newest()
    wording = Wording(Catalogue(), lang)
    folder = text_files.folder(out or DEFAULT_FOLDER)
    with targets.rules(inputs=[path], force=force):
        target = _target(path, folder)
        report = replayed(path, wording)
        text_files.write_text(target, json.dump(report) + "\n")
    consoles.results().print(table.render([report]))
    written = wording.general.text("written", path=str(target))
    consoles.results().print(written, soft_wrap=True, markup=False)
    consoles.note(wording.general.text("session-file-stays", path=str(path)))
    person = report.recording.person if report.recording else None
    kept.session(report, _exercise_of(path), person, wording.general, target)
    return ExitCode.OK if session_verdict.is_judged(report) else ExitCode.NOTHING_TO_JUDGE


def _target(path: Path, folder: Path) -> Path:
    """The report's file. One of this session that was recovered before is replaced, one that the
    session wrote itself or that is about another one is not.

    Raises PosecheckError where it cannot be written.
    """
    name = _name(path)
    for number in count(1):
        stem = name if number == 1 else f"{name}-{number}"
        target = folder / f"{stem}{outputs.REPORT}"
        if not target.is_file() or not recognised.wrote(target) or _is_of(target, name):
            targets.place(target)
            return target
    raise AssertionError("unreachable: numbers do not end")


def _is_of(report: Path, name: str) -> bool:
    """Whether a report was recovered from the session of that name."""
    try:
        return json.read(report).source == name
    except PosecheckError:
        return False


def _name(path: Path) -> str:
    return path.name.removesuffix(session_file.SUFFIX)


def newest() -> Path:
    """The newest session file of a session that does not run any more.

    Raises PosecheckError (NO_SOURCE) where there is none.
    """
    for path in session_file.broken_off():
        return path
    raise PosecheckError(
        "there is no session without a report",
        where=str(session_folder()),
        remedy="If the session file is somewhere else, give its path.",
        code=ExitCode.NO_SOURCE,
    )


def _exercise_of(path: Path) -> Exercise:
    """The exercise of a session file that was read before, with the dose that was asked for."""
    return Exercise.model_validate(next(session_file.read(path))["exercise"])


def replayed(path: Path, wording: Wording) -> Report:
    """The report of all that a session file holds; partial, unless the session was finished.

    Raises PosecheckError (BAD_SOURCE) for a file that is damaged or no session file.
    """
    lines = session_file.read(path)
    begin = next(lines, {})
    try:
        exercise = Exercise.model_validate(begin["exercise"])
        own = TypeAdapter(Calibration | None).validate_python(begin.get("own"))
        model = TypeAdapter(Model | None).validate_python(begin["model"])
        about = TypeAdapter(Recording).validate_python(begin.get("recording") or {})
        report = _report(path, lines, Session(exercise, own), model, about)
    # An OverflowError is a whole number that is too large for a time.
    except (KeyError, TypeError, ValidationError, ValueError, OverflowError) as error:
        raise PosecheckError(
            f"not a session file, or a damaged one ({type(error).__name__})",
            where=str(path),
            code=ExitCode.BAD_SOURCE,
        ) from error
    texts = wording.of(exercise, own).texts
    return replace(report, title=texts.title, texts=texts)


def _report(
    path: Path,
    lines: Iterable[dict[str, Any]],
    session: Session,
    model: Model | None,
    about: Recording,
) -> Report:
    live: Live | None = None
    ended = False
    for line in lines:
        if line["event"] == "poses":
            size_px = session_file.size_px_of(line)
            about = replace(about, size_px=size_px)
            for pose in session_file.unpack(line["block"], size_px):
                session.step(pose)
        elif line["event"] == "absent":
            session.absent(*session_file.absent_of(line))
        elif line["event"] == "facts":
            live = TypeAdapter(Live).validate_python(line["live"])
        ended = ended or line["event"] == "end"
    report = session.finish(partial=not ended)
    return session_verdict.of_live_session(
        replace(
            report,
            source=printable(_name(path)),
            recording=recordings.watched(about, report, view=session.view),
            model=model,
            live=live,
            posecheck=__version__,
        )
    )
