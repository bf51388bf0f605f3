"""`posecheck history`: decides what to do, and for whom."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from posecheck.app import consoles
from posecheck.app.exercise_words import Wording
from posecheck.app.history import show
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.history import database, export, reading, writing
from posecheck.history.database import Connection
from posecheck.history.weeks import SHOWN_WEEKS
from posecheck.report import json
from posecheck.words.speech import Speech


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the command line asks for."""

    profile: str | None = None
    exercise: str | None = None
    weeks: int | None = None
    picture: Path | None = None
    export: Path | None = None
    add: tuple[Path, ...] = ()
    day: date | None = None
    forget: str | None = None
    sure: bool = False


def run(request: Request, catalogue: Catalogue, wording: Wording) -> ExitCode:
    """Does what was asked for, and answers the exit code.

    Raises PosecheckError: USAGE, BAD_EXERCISE, BAD_SOURCE, BAD_HISTORY, CANNOT_WRITE,
    WOULD_REPLACE, NO_EXTRA.
    """
    speech = wording.general
    if request.add:
        return _add(request, catalogue, speech)
    if request.day is not None:
        raise PosecheckError(
            "--day says nothing without --add",
            remedy="Use `--add REPORT --day YYYY-MM-DD`.",
            code=ExitCode.USAGE,
        )
    if request.exercise is not None:
        catalogue.get(request.exercise)
    with database.read() as history:
        people = [] if history is None else reading.people(history)
        if history is None or not people:
            consoles.results().print(speech.text("history-none"), markup=False)
            return ExitCode.OK
        name = request.profile or (people[0].profile if len(people) == 1 else None)
        if name is None and not _changes(request):
            show.print_people(people, speech)
            return ExitCode.OK
        if name is None:
            raise PosecheckError(
                "several people are in the history",
                remedy="Add --profile NAME.",
                code=ExitCode.USAGE,
            )
        person = next((each for each in people if each.profile == name), None)
        if request.forget is not None:
            return _forget(history, name, request, catalogue, speech)
        if person is None:
            raise PosecheckError(
                f"{name!r} has no session in the history",
                remedy=f"There are: {', '.join(each.profile for each in people)}.",
                code=ExitCode.USAGE,
            )
        return _shown(history, person, request, catalogue, wording)


def _changes(request: Request) -> bool:
    return request.forget is not None or request.export is not None or request.picture is not None


def _shown(
    history: Connection,
    person: reading.Person,
    request: Request,
    catalogue: Catalogue,
    wording: Wording,
) -> ExitCode:
    today = date.today()  # noqa: DTZ011 - the day where the person is
    count = request.weeks or SHOWN_WEEKS
    if request.export is not None:
        export.export(history, person.profile, request.export, request.exercise)
    view = show.View(person, request.exercise, today, count)
    show.print_view(history, view, catalogue, wording)
    if request.picture is not None:
        from posecheck.app.history import chart

        chart.draw(request.picture, show.weeks_of(history, view), view, wording)
    for path in (request.export, request.picture):
        if path is not None:
            text = wording.general.text("written", path=str(path))
            consoles.results().print(text, soft_wrap=True, markup=False)
    return ExitCode.OK


def _add(request: Request, catalogue: Catalogue, speech: Speech) -> ExitCode:
    """Adds reports. One that is wrong is an error; the others are added all the same."""
    answer = ExitCode.OK
    for path in request.add:
        try:
            past = _added(path, request, catalogue)
        except PosecheckError as error:
            consoles.error(str(error))
            answer = error.code
            continue
        text = speech.text("history-added", path=str(path), day=past.isoformat())
        consoles.results().print(text, soft_wrap=True, markup=False)
    return answer


def _added(path: Path, request: Request, catalogue: Catalogue) -> date:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise PosecheckError("no such file", where=str(path), code=ExitCode.NO_SOURCE) from error
    except (OSError, UnicodeDecodeError) as error:
        raise PosecheckError(
            f"cannot be read: {error}",
            where=str(path),
            remedy="Give a report (.report.json).",
            code=ExitCode.BAD_SOURCE,
        ) from error
    report = json.load(text, where=str(path))
    person = request.profile or (report.recording.person if report.recording else None)
    if person is None:
        raise PosecheckError(
            f"{path} does not say whose it is", remedy="Add --profile NAME.", code=ExitCode.USAGE
        )
    exercise = catalogue.get(report.exercise)
    with database.opened() as history:
        return writing.keep(history, person, report, exercise, day=request.day).day


def _forget(
    history: Connection, name: str, request: Request, catalogue: Catalogue, speech: Speech
) -> ExitCode:
    choice = _choice(request, catalogue)
    sessions, steps = writing.count(history, name, choice)
    if not sessions and not steps:
        consoles.results().print(speech.text("forget-nothing"), markup=False)
        return ExitCode.OK
    if not request.sure and not _agreed(name, sessions, speech):
        consoles.note(speech.text("forget-kept"))
        return ExitCode.OK
    writing.forget(history, name, choice)
    consoles.results().print(speech.text("forget-done", sessions=sessions), markup=False)
    return ExitCode.OK


def _choice(request: Request, catalogue: Catalogue) -> writing.Choice:
    """What --forget names: "all", a day, or an exercise; with an ID, that exercise on that day."""
    what = request.forget
    assert what is not None
    if what == "all":
        return writing.Choice(exercise=request.exercise)
    try:
        return writing.Choice(day=date.fromisoformat(what), exercise=request.exercise)
    except ValueError:
        pass
    if what in catalogue.ids():
        return writing.Choice(exercise=what)
    raise PosecheckError(
        f"--forget does not know {what!r}",
        remedy="Use a day (2026-01-31), an exercise's id, or all.",
        code=ExitCode.USAGE,
    )


def _agreed(name: str, sessions: int, speech: Speech) -> bool:
    consoles.note(speech.text("forget-ask", sessions=sessions, name=name))
    answer = sys.stdin.readline() if sys.stdin else ""
    if not answer:
        raise PosecheckError(
            "there is nobody to ask whether to forget", remedy="Add --yes.", code=ExitCode.USAGE
        )
    return answer.strip().lower() in ("y", "yes")
