"""Delete everything: each place is really empty afterwards, and nothing is deleted in a session."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

import pytest

from posecheck.app.web import job
from posecheck.exercise.personal.profile import Profile
from posecheck.files.folders import history_file, profile_folder, session_folder, user_folder
from posecheck.store import profiles, session_file

from .conftest import Server, bridges
from .test_uploads import WORK, files, send, until
from .test_web_session import ended

OLD = 1_000_000_000
"""A time long ago, so that no session is taken to be still writing."""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files: of this test alone; and a process that is done at once."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setattr(job, "COMMAND", (sys.executable, "-c", WORK))
    return folder


def filled(server: Server) -> str:
    """Puts something into every place; answers the address of a video."""
    profiles.save(Profile(name="anna"))
    (profile_folder() / ".anna.toml.0123abcd.part").write_text("half")
    session_folder().mkdir(parents=True, exist_ok=True)
    broken = session_folder() / f"hip-bridge-2026-01-02-030405{session_file.SUFFIX}"
    broken.write_text("{}\n")
    os.utime(broken, (OLD, OLD))
    for ending in ("", "-wal", "-shm"):
        history_file().with_name(history_file().name + ending).write_bytes(b"numbers")
    send(server, "a.mp4")
    clip = until(server, "a.mp4", "done")
    opened = server.json(f"/api/recordings/{clip['id']}/open?what=video", method="POST")
    return str(opened["address"])


def kept() -> list[str]:
    """All files in the user's folder, but for models and routines."""
    found = (path.relative_to(user_folder()) for path in user_folder().rglob("*") if path.is_file())
    return sorted(str(path) for path in found if path.parts[0] not in ("models", "routines"))


def test_every_place_is_empty_afterwards(server: Server, place: Path) -> None:
    video = filled(server)
    with server.tab() as tab:  # and a session that was finished, but not left
        tab.begin()
        tab.film(bridges())
        ended(tab)
    opened = server.json("/api/session/report", method="POST")["address"]
    assert len(kept()) == 7
    assert server.json("/api/everything", method="DELETE") == {"left": []}
    assert kept() == []
    assert files(place) == []
    assert server.json("/api/recordings") == []
    assert server.ask(video)[0] == 404
    assert server.ask(opened)[0] == 404
    assert server.json("/api/start")["people"] == []
    assert server.ask("/api/session/report", method="POST")[0] == 404


def test_nothing_is_deleted_while_a_session_runs(server: Server, place: Path) -> None:
    filled(server)
    with server.tab() as tab:
        tab.begin()
        before = kept(), files(place)
        status, said, _ = server.ask("/api/everything", method="DELETE")
        assert (status, json.loads(said)["why"]) == (422, "a session is running.")
        assert (kept(), files(place)) == before
        ended(tab)


def test_a_session_that_still_writes_is_named_and_not_deleted(server: Server) -> None:
    """`posecheck live` may run beside the page."""
    path = session_folder() / f"plank-2026-01-02-030405{session_file.SUFFIX}"
    with session_file.SessionFile(path):
        assert server.json("/api/everything", method="DELETE") == {"left": [str(path)]}
        assert path.exists()
