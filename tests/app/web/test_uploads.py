"""What arrives, and what becomes of it: too much, too slow, damaged, cancelled, killed, forgotten.

Where a process of its own would only take time, a made one stands in its place. After each test the
temporary folder has nothing in it that a person sent.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from posecheck.app.web import job, recordings, uploads
from posecheck.app.web.links import Links, Opened
from posecheck.app.web.temporary import LOCK

from .conftest import TOKEN, Server

WORK = """
import json, os, sys, time
task = json.loads(sys.stdin.readline())
print(json.dumps({"note": str(os.getpid())}), flush=True)
print(json.dumps({"at": 1, "of": 9}), flush=True)
if "slow" in task["name"]:
    time.sleep(120)
from pathlib import Path
for name in ("recording.report.json", "recording.annotated.mp4", "recording.html"):
    Path(task["folder"], name).write_text("made")
print(json.dumps({"done": "done", "title": "A", "exercise": "hip-bridge", "video": True}))
"""
"""A process that says its number, works long at a name with "slow", and is else done at once."""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files: of this test alone."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def made_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """The made process in the place of the real one."""
    monkeypatch.setattr(job, "COMMAND", (sys.executable, "-c", WORK))


def files(place: Path) -> list[str]:
    """What lies in the temporary folder, but for the server's lock."""
    found = (path for path in place.rglob("*") if path.is_file())
    return sorted(path.name for path in found if path.name != LOCK)


def wait_for(true: Callable[[], Any], timeout_s: float = 60.0) -> Any:
    """Waits until something is true, and answers it."""
    until_s = time.monotonic() + timeout_s
    while not (found := true()):
        assert time.monotonic() < until_s
        time.sleep(0.02)
    return found


def send(server: Server, name: str = "a.mp4", body: bytes = b"film") -> tuple[int, Any]:
    """Sends a file: the status, and the answer."""
    status, said, _ = server.ask(
        "/api/recordings", method="POST", headers={"X-Name": name}, body=body
    )
    return status, json.loads(said)


def clips(server: Server) -> dict[str, dict[str, Any]]:
    """All recordings by their names."""
    return {clip["name"]: clip for clip in server.json("/api/recordings")}


def until(server: Server, name: str, *states: str) -> dict[str, Any]:
    """The recording of a name, once it is in one of these states."""
    found: dict[str, Any] = wait_for(
        lambda: next(
            (c for c in clips(server).values() if c["name"] == name and c["state"] in states), None
        )
    )
    return found


def at_work(server: Server, name: str) -> int:
    """The number of the process that works on a recording."""
    return int(wait_for(lambda: until(server, name, "working")["notes"])[0])


def is_alive(pid: int) -> bool:
    """Whether a process is there; one that only waits to be looked after is not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def begun(server: Server, *headers: str) -> socket.socket:
    """A connection on which an upload has been announced."""
    made = socket.create_connection(("127.0.0.1", server.port), timeout=20)
    lines = [
        "POST /api/recordings HTTP/1.1", f"Host: {server.host}", f"Origin: http://{server.host}",
        f"X-Posecheck-Token: {TOKEN}", "X-Name: a.mp4", *headers, "", "",
    ]  # fmt: skip
    made.sendall("\r\n".join(lines).encode())
    return made


def status_of(connection: socket.socket) -> int:
    """The status that a connection answers."""
    return int(connection.recv(1000).split()[1])


def test_too_large_by_announcement_is_refused_before_a_byte_came(
    server: Server, place: Path
) -> None:
    status, said, _ = server.ask(
        "/api/recordings",
        method="POST",
        headers={"X-Name": "a.mp4", "Content-Length": str(uploads.MOST_BYTES + 1)},
    )
    assert (status, json.loads(said)) == (413, {"word": "recording-large"})
    assert files(place) == []
    assert clips(server) == {}


def test_too_large_in_fact_is_refused_where_no_length_was_announced(
    server: Server, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chunks have no length before they come."""
    monkeypatch.setattr(uploads, "MOST_BYTES", 1000)
    with begun(server, "Transfer-Encoding: chunked") as connection:
        connection.sendall(b"190\r\n" + b"x" * 400 + b"\r\n")
        wait_for(lambda: files(place) == ["a.mp4"])
        connection.sendall(b"320\r\n" + b"x" * 800 + b"\r\n")
        assert status_of(connection) == 413
    assert files(place) == []
    assert clips(server) == {}


def test_more_than_was_announced_is_no_part_of_the_file(
    server: Server, place: Path, made_work: None
) -> None:
    with begun(server, "Content-Length: 10") as connection:
        connection.sendall(b"x" * 5000)
        assert status_of(connection) == 200
    assert until(server, "a.mp4", "done")["bytes"] == 10


def test_less_than_was_announced_leaves_nothing(server: Server, place: Path) -> None:
    """As when the tab is closed in the middle."""
    with begun(server, "Content-Length: 5000") as connection:
        connection.sendall(b"x" * 10)
        wait_for(lambda: files(place) == ["a.mp4"])
        assert clips(server)["a.mp4"]["state"] == "arriving"
    wait_for(lambda: clips(server) == {})
    assert files(place) == []


def test_an_upload_that_stops_coming_is_given_up(
    server: Server, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "SILENT_S", 0.3)
    with begun(server, "Content-Length: 5000") as connection:
        connection.sendall(b"x" * 10)
        assert status_of(connection) == 408
    assert files(place) == []
    assert clips(server) == {}


@pytest.mark.parametrize("how", ["cancel", "forget"])
def test_an_upload_that_is_cancelled_in_the_middle_is_never_worked_on(
    server: Server, place: Path, made_work: None, how: str
) -> None:
    with begun(server, "Content-Length: 20") as connection:
        connection.sendall(b"x" * 10)
        clip = wait_for(lambda: clips(server).get("a.mp4"))
        path = f"/api/recordings/{clip['id']}"
        if how == "cancel":
            server.json(f"{path}/cancel", method="POST")
        else:
            server.json(path, method="DELETE")
        connection.sendall(b"x" * 10)
        assert status_of(connection) == 409
    assert clips(server) == {}
    assert files(place) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_said() -> None:
    async def body() -> AsyncIterator[bytes]:
        yield b"x" * 100_000

    with pytest.raises(uploads.RefusedError) as refused:
        asyncio.run(uploads.write(Path("/dev/full"), body(), lambda count: count))
    assert (refused.value.status, refused.value.word) == (507, "recording-no-room")


@pytest.mark.parametrize(
    ("name", "body", "why"),
    [
        ("a.mp4", b"no film at all", "a.mp4: not a video that can be read."),
        ("a.mp4", b"\0\0\0\x18ftypmp42" + b"\0" * 500, "a.mp4: cut off: its index is missing"),
        ("a.mp4", b"", "a.mp4: an empty file."),
        ("a.npz", b"PK\x03\x04 no archive", "a.npz: "),
        ("a.json", b'{"schema": 3}', "a.json: "),
        ("a.json", b"[" * 100_000, "a.json: "),
        ("a.json", b"\xff\xfe", "a.json: not a posecheck report."),
    ],
    ids=["text", "cut off", "empty", "no archive", "half a report", "deep", "no text"],
)
def test_what_is_no_recording_says_so_by_the_name_that_the_person_gave(
    server: Server, place: Path, name: str, body: bytes, why: str
) -> None:
    """The temporary folder is nobody's business."""
    assert send(server, name, body)[0] == 200
    clip = until(server, name, "failed")
    assert clip["why"].startswith(why)
    assert str(place) not in clip["why"]
    server.json(f"/api/recordings/{clip['id']}", method="DELETE")
    assert files(place) == []


def test_a_name_of_another_kind_of_file_is_refused(server: Server, place: Path) -> None:
    assert send(server, "a.exe") == (415, {"word": "recording-kind"})
    assert files(place) == []


def test_of_a_hundred_at_once_twenty_are_taken_and_the_others_are_told(
    server: Server, place: Path, made_work: None
) -> None:
    with ThreadPoolExecutor(30) as pool:
        names = [f"slow {number}.mp4" for number in range(100)]
        answers = list(pool.map(lambda name: send(server, name)[0], names))
        assert len(server.json("/api/start")["exercises"]) == 41
    assert answers.count(200) == recordings.MOST
    assert answers.count(429) == 100 - recordings.MOST
    found = clips(server)
    assert len(found) == recordings.MOST
    assert sum(clip["state"] == "working" for clip in found.values()) <= 1
    for clip in found.values():
        server.json(f"/api/recordings/{clip['id']}", method="DELETE")
    assert send(server, "quick.mp4")[0] == 200
    until(server, "quick.mp4", "done")
    assert "slow" not in " ".join(files(place))


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_a_process_that_is_killed_is_told_and_the_next_recording_goes_on(
    server: Server, made_work: None
) -> None:
    send(server, "slow.mp4")
    send(server, "quick.mp4")
    pid = at_work(server, "slow.mp4")
    os.kill(pid, signal.SIGKILL)
    assert until(server, "slow.mp4", "failed")["why"] == "recording-killed"
    assert until(server, "quick.mp4", "done")["result"]["done"] == "done"
    assert not is_alive(pid)


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
@pytest.mark.parametrize("how", ["cancel", "forget"])
def test_cancelling_ends_the_process(
    server: Server, place: Path, made_work: None, how: str
) -> None:
    send(server, "slow.mp4")
    pid = at_work(server, "slow.mp4")
    path = f"/api/recordings/{clips(server)['slow.mp4']['id']}"
    if how == "cancel":
        server.json(f"{path}/cancel", method="POST")
        assert clips(server)["slow.mp4"]["state"] == "cancelled"
    else:
        server.json(path, method="DELETE")
        assert files(place) == []
    wait_for(lambda: not is_alive(pid))


def test_what_takes_too_long_is_ended(server: Server, made_work: None) -> None:
    async def one() -> recordings.Clip:
        all_of_them = recordings.Recordings(server.setting, longest_s=1.0)
        clip = await all_of_them.take(
            "slow.mp4", body(), announced=None, exercise=None, lang=None, person=None
        )
        while clip.state not in recordings.OVER:  # noqa: ASYNC110 - as the page asks
            await asyncio.sleep(0.02)
        await all_of_them.close()
        return clip

    async def body() -> AsyncIterator[bytes]:
        yield b"film"

    clip = asyncio.run(one())
    assert (clip.state, clip.why) == ("failed", "recording-long")


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_a_server_that_is_ended_in_the_middle_leaves_no_process_and_no_folder(
    server: Server, place: Path, made_work: None
) -> None:
    send(server, "slow.mp4")
    send(server, "slow too.mp4")
    pid = at_work(server, "slow.mp4")
    with begun(server, "Content-Length: 5000") as connection:
        connection.sendall(b"x" * 10)
        wait_for(lambda: "a.mp4" in clips(server))
        server.close()
    assert not is_alive(pid)
    assert list(place.iterdir()) == []


def test_what_was_forgotten_opens_no_more(server: Server, made_work: None) -> None:
    """Neither its video nor its page, by the addresses that were made for them before."""
    send(server, "a.mp4")
    clip = until(server, "a.mp4", "done")
    path = f"/api/recordings/{clip['id']}"
    opened = [
        server.json(f"{path}/open?what={what}", method="POST")["address"]
        for what in ("video", "page")
    ]
    for address in opened:
        assert server.ask(address, token=None)[:2] == (200, b"made")
    assert server.ask(opened[0], headers={"Range": "bytes=1-2"})[:2] == (206, b"ad")
    server.json(path, method="DELETE")
    for address in opened:
        assert server.ask(address)[0] == 404
    assert server.ask(f"{path}/open?what=video", method="POST")[0] == 404


def test_only_what_shows_a_forgotten_recording_is_closed() -> None:
    links = Links()
    first, second = links.add(Opened(page="a", of=("1", "2"))), links.add(Opened(page="b"))
    links.close("2")
    assert links.find(first.removeprefix("/open/")) is None
    assert links.find(second.removeprefix("/open/")) is not None
