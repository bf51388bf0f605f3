"""People of the page: made with a name, and deleted, with their history or without."""

from __future__ import annotations

from typing import Any

from posecheck.app.web.desk import Desk
from posecheck.app.web.uploads import RefusedError
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.personal.profile import Profile
from posecheck.history import database, writing
from posecheck.store import profiles


def make(name: str) -> dict[str, Any]:
    """Makes an empty profile of that name.

    Raises RefusedError where it can be no name, or is one already, and PosecheckError
    (CANNOT_WRITE, WOULD_REPLACE) where it cannot be written.
    """
    try:
        path = profiles.path_of(name)
    except PosecheckError as error:
        raise RefusedError(422, "name-wrong") from error
    if path.exists():
        raise RefusedError(409, "name-taken")
    profiles.check(name)
    profiles.save(Profile(name=name))
    return {"name": name, "people": list(profiles.names())}


def delete(desk: Desk, name: str, *, history: bool) -> dict[str, Any]:
    """Deletes a person; with `history`, all that is remembered of their sessions, too.

    Answers how many sessions stay. Raises PosecheckError (USAGE, BAD_PROFILE, BAD_HISTORY,
    CANNOT_WRITE); RefusedError (409) while their session runs.
    """
    path = profiles.path_of(name)
    if desk.person == name:
        raise RefusedError(409, "session-runs")
    if desk.last is not None and desk.last.person == name:
        desk.dismiss()
    left = forget(name, writing.Choice()) if history and path.is_file() else None
    profiles.delete(name)
    return {"left": left if left is not None else sessions_of(name), "people": [*profiles.names()]}


def forget(name: str, choice: writing.Choice) -> int:
    """Forgets a part of a person's history, or all of it; answers how many sessions are left."""
    profiles.path_of(name)  # What is no name is refused.
    with database.read() as found:
        if found is None:
            return 0
        writing.forget(found, name, choice)
        return writing.count(found, name, writing.Choice())[0]


def sessions_of(name: str) -> int:
    """How many sessions of a person are in the history; 0 where it cannot be read."""
    try:
        with database.read() as found:
            return 0 if found is None else writing.count(found, name, writing.Choice())[0]
    except PosecheckError as error:
        if error.code is ExitCode.BAD_HISTORY:
            return 0
        raise
