"""Deletes everything that posecheck keeps of its people: profiles, history, sessions."""

from __future__ import annotations

from contextlib import suppress

from posecheck.app.web import facts
from posecheck.app.web.desk import Desk
from posecheck.errors import PosecheckError
from posecheck.files.folders import history_file, profile_folder, session_folder
from posecheck.store import profiles, session_file


def everything(desk: Desk) -> list[str]:
    """Deletes it, and answers the paths of what could not be deleted.

    Reports and videos that somebody asked to keep stay: they lie in folders of the user's own.
    So do the pose model and routines.
    """
    desk.dismiss()
    left = []
    for name in profiles.names():
        with suppress(PosecheckError):
            profiles.delete(name)
    base = history_file()
    history = [base.with_name(base.name + ending) for ending in ("", "-wal", "-shm")]
    # What was being written when posecheck was killed.
    halves = [*profile_folder().glob(".*.part"), *session_folder().glob(".*.part")]
    for path in [*history, *halves, *facts.broken_off(frozenset())]:
        try:
            path.unlink(missing_ok=True)
        except OSError:
            left.append(str(path))
    left += [str(profiles.path_of(name)) for name in profiles.names()]
    # Also those of a session that runs elsewhere, in `posecheck live`: they are not deleted.
    left += [str(path) for path in session_folder().glob(f"*{session_file.SUFFIX}")]
    return sorted(set(left))
