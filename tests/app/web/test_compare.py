"""Finished recordings side by side, as `posecheck compare` shows them, by an address."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import stick

from posecheck.app import compare
from posecheck.app.web import comparing
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.pose import landmark_recording
from posecheck.provenance import Recording
from posecheck.records import Report

from .conftest import Server, bridges
from .test_uploads import send, until


def landmarks(folder: Path, name: str, *tops_deg: float) -> bytes:
    """A recording of the landmarks of bridges, each up to one hip angle."""
    course, _ = stick.bridges([stick.Plan(top_deg=top) for top in tops_deg], lead_s=1.5)
    times_s = stick.times(course.end_s + 2)[::2]
    poses = stick.film(lambda t: stick.bridge(course.at(t)), times_s)
    landmark_recording.save(folder / name, poses)
    return (folder / name).read_bytes()


def analysed(server: Server, name: str, body: bytes, exercise: str = "hip-bridge") -> str:
    """The id of a recording that was analysed by the real process."""
    status, said, _ = server.ask(
        f"/api/recordings?exercise={exercise}",
        method="POST",
        headers={"X-Name": name},
        body=body,
    )
    assert status == 200, said
    clip = until(server, name, "done", "failed")
    assert clip["state"] == "done", clip["why"]
    return str(clip["id"])


def compared(server: Server, *ids: str) -> tuple[int, Any]:
    """Status and answer for a comparison."""
    status, said, _ = server.ask(f"/api/compare?ids={','.join(ids)}", method="POST")
    return status, json.loads(said)


def test_two_recordings_and_a_kept_report_open_as_the_command_shows_them(
    server: Server, tmp_path: Path
) -> None:
    """The kept report is dropped onto the page; a comparison has all its numbers, to the letter."""
    first = analysed(server, "first.npz", landmarks(tmp_path, "first.npz", 168.0, 168.0))
    second = analysed(server, "second.npz", landmarks(tmp_path, "second.npz", 178.0, 178.0))
    kept = []
    for one in (first, second):
        kept += server.json(f"/api/recordings/{one}/keep", method="POST")["written"]
    assert send(server, "again.json", Path(kept[1]).read_bytes())[0] == 200
    third = until(server, "again.json", "done")
    assert third["result"]["title"] == "Hip bridge"
    assert third["result"]["kept"]

    status, said = compared(server, first, third["id"])
    assert status == 200
    status, page, headers = server.ask(said["address"], token=None)
    assert status == 200
    assert "sandbox" in headers["content-security-policy"]
    compare.run([Path(kept[0]), Path(kept[1])], tmp_path / "page.html")
    assert page.decode() == (tmp_path / "page.html").read_text(encoding="utf-8")
    assert compared(server, first, second, third["id"])[0] == 200

    opened = server.json(f"/api/recordings/{third['id']}/open?what=page", method="POST")
    assert b"second.npz" in server.ask(opened["address"])[1]
    status, said, _ = server.ask(f"/api/recordings/{third['id']}/keep", method="POST")
    assert status == 422
    assert "it is a file of yours" in json.loads(said)["why"]
    server.json(f"/api/recordings/{third['id']}", method="DELETE")
    assert server.ask(said_address(server, first, second))[0] == 200


def said_address(server: Server, *ids: str) -> str:
    """The address of a comparison."""
    return str(compared(server, *ids)[1]["address"])


def test_what_cannot_be_compared_is_said(server: Server, tmp_path: Path) -> None:
    body = landmarks(tmp_path, "a.npz", 170.0)
    bridge = analysed(server, "a.npz", body)
    plank = analysed(server, "b.npz", body, exercise="plank")
    assert compared(server, bridge, plank) == (409, {"word": "compare-different"})
    assert compared(server, bridge) == (409, {"word": "compare-few"})
    assert compared(server, bridge, bridge) == (409, {"word": "compare-few"})
    assert compared(server) == (409, {"word": "compare-few"})
    assert compared(server, bridge, "nothing") == (404, {"word": "recording-gone"})
    address = said_address(server, bridge, analysed(server, "c.npz", body))
    server.json(f"/api/recordings/{bridge}", method="DELETE")
    assert server.ask(address)[0] == 404


def test_a_recording_without_a_report_is_not_compared_yet(server: Server, tmp_path: Path) -> None:
    done = analysed(server, "a.npz", landmarks(tmp_path, "a.npz", 170.0))
    assert send(server, "b.mp4", b"no film")[0] == 200
    failed = until(server, "b.mp4", "failed")["id"]
    assert compared(server, done, failed) == (409, {"word": "recording-busy"})


def made(recorded: str | None) -> Report:
    """A report of a recording of some time."""
    session = Session(Catalogue().get("hip-bridge"))
    for pose in bridges()[:5]:
        session.step(pose)
    return replace(session.finish(), recording=Recording(recorded=recorded))


@pytest.mark.parametrize(
    ("given", "order"),
    [
        (["2026-02-01T10:00:00+01:00", "2026-02-01T08:30:00+00:00"], [1, 0]),
        (["2026-02-01T10:00:00", "2026-01-31T10:00:00", "2026-02-02T10:00:00"], [1, 0, 2]),
        (["2026-02-01T10:00:00", None], [0, 1]),
        (["2026-02-01T10:00:00", "2026-01-01T10:00:00+00:00"], [0, 1]),
        (["tomorrow", "2026-01-01T10:00:00"], [0, 1]),
    ],
    ids=["time zones", "three", "one without", "zones for one only", "no time"],
)
def test_the_earliest_recording_comes_first(given: list[str | None], order: list[int]) -> None:
    """The comparison says what has become of it since. Without times the order stays."""
    found = comparing.in_time([made(recorded) for recorded in given])
    assert [one.recording and one.recording.recorded for one in found] == [
        given[number] for number in order
    ]
