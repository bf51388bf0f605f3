"""Whatever a request says, the server answers it, and touches no file but its own.

The application is called as uvicorn calls it, without a connection: thousands of names, headers,
paths and query values take seconds. No upload is worked on: what is inside files is fuzzed at their
doors (`fuzz/`).
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from posecheck.app.sources import ModelChoice
from posecheck.app.web import job, uploads
from posecheck.app.web.guard import Door
from posecheck.app.web.parts import Setting
from posecheck.app.web.recordings import Recordings
from posecheck.app.web.site import Site, site
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.files.folders import DATA_VARIABLE

from .conftest import MODEL, TOKEN, Made

PORT = 4711
HOST = f"127.0.0.1:{PORT}"
MANY = settings(max_examples=2000, suppress_health_check=[HealthCheck.function_scoped_fixture])

TEXT = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="./\\:%\0a-Ü\u202e💥 \n", max_size=20),
    st.sampled_from(["../..", "C:\\x", "con.mp4", "%00", "9" * 5000, "nan", "-1", "1e308", "inf"]),
)
"""Values that people, programs and attackers send."""

BYTES = st.one_of(
    st.binary(max_size=60),
    TEXT.map(lambda text: quote(text, safe="").encode()),
    TEXT.map(lambda text: text.encode("utf-8", "replace")),
)

NAMES = st.builds(lambda stem, end: stem + end, TEXT, st.sampled_from([*uploads.ENDINGS, "", ".x"]))

ROUTES: list[tuple[str, str]] = [
    ("GET", "/api/start"), ("GET", "/api/plan"), ("GET", "/api/history"), ("GET", "/api/outline"),
    ("POST", "/api/session/keep"), ("POST", "/api/session/report"), ("POST", "/api/session/leave"),
    ("POST", "/api/broken/{}"), ("DELETE", "/api/broken/{}"), ("GET", "/api/recordings"),
    ("POST", "/api/recordings"), ("POST", "/api/recordings/{}/again"),
    ("POST", "/api/recordings/{}/cancel"), ("POST", "/api/recordings/{}/keep"),
    ("POST", "/api/recordings/{}/open"), ("DELETE", "/api/recordings/{}"),
    ("POST", "/api/compare"), ("GET", "/open/{}"), ("GET", "/demonstrations/{}.mp4"),
    ("GET", "/{}"),
]  # fmt: skip

KEYS = ["lang", "person", "posture", "width", "height", "exercise", "what", "ids"]

HEADERS = [
    "range", "if-range", "content-length", "x-name", "content-type", "accept-encoding", "cookie",
    "transfer-encoding", "if-none-match", "expect",
]  # fmt: skip


def asked(
    app: Any,
    method: str,
    path: str,
    *,
    query: bytes = b"",
    headers: list[tuple[bytes, bytes]] | None = None,
    body: tuple[bytes, ...] = (b"",),
) -> tuple[int, bytes]:
    """The status and the body that the application answers."""
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "scheme": "http",
        "method": method, "path": path, "raw_path": quote(path).encode(), "query_string": query,
        "root_path": "", "client": ("127.0.0.1", 1), "server": ("127.0.0.1", PORT),
        "headers": [
            (b"host", HOST.encode()), (b"origin", f"http://{HOST}".encode()),
            (b"x-posecheck-token", TOKEN.encode()), *(headers or []),
        ],
    }  # fmt: skip
    parts = [
        {"type": "http.request", "body": part, "more_body": number < len(body) - 1}
        for number, part in enumerate(body)
    ]
    said: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return parts.pop(0) if parts else {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        said.append(message)

    asyncio.run(app(scope, receive, send))
    return said[0]["status"], b"".join(one.get("body", b"") for one in said[1:])


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with everything that the server may write to, and nothing else."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    # No process is started: an upload only waits for its turn.
    monkeypatch.setattr(job, "COMMAND", (sys.executable, "--no-such-option"))
    monkeypatch.setattr(
        Recordings, "begin", lambda _self, clip, _exercise: setattr(clip, "state", "done")
    )
    return tmp_path


@pytest.fixture
def made_site(place: Path) -> Iterator[Site]:
    setting = Setting(
        catalogue=Catalogue(), choice=ModelChoice("full", explicit=Path("made.task")),
        model_file=Path("made.task"), model=MODEL, lang="en", out=place / "out",
        estimator=Made().estimator,
    )  # fmt: skip
    made = site(setting, Door(frozenset([HOST]), TOKEN))
    yield made
    asyncio.run(shut(made.app))


async def shut(app: Any) -> None:
    """Starts and ends an application, as uvicorn does: it deletes its folder."""
    steps = iter(["lifespan.startup", "lifespan.shutdown"])

    async def receive() -> dict[str, Any]:
        return {"type": next(steps)}

    async def send(message: dict[str, Any]) -> None:
        assert message["type"].endswith(".complete")

    await app({"type": "lifespan", "asgi": {"version": "3.0"}}, receive, send)


@MANY
@given(
    route=st.sampled_from(ROUTES),
    value=TEXT,
    query=st.lists(st.tuples(st.sampled_from(KEYS), BYTES), max_size=3),
    headers=st.lists(st.tuples(st.sampled_from(HEADERS), BYTES), max_size=3),
)
@example(("GET", "/demonstrations/{}.mp4"), "plank", [], [("range", b"bytes=" + b"0-0," * 3000)])
@example(("GET", "/api/history"), "", [("person", b"%ed%a0%80")], [])
@example(("DELETE", "/api/broken/{}"), "a/b/", [("width", b"\x94")], [])
@example(("DELETE", "/api/broken/{}"), "a/", [], [])
@example(
    ("POST", "/api/recordings"), "", [], [("content-length", b"9" * 5000), ("x-name", b"a.mp4")]
)
def test_every_request_is_answered(
    made_site: Site,
    route: tuple[str, str],
    value: str,
    query: list[tuple[str, bytes]],
    headers: list[tuple[str, bytes]],
) -> None:
    """Never by an error of the server, and never with a file that is not of the page."""
    method, path = route
    status, body = asked(
        made_site.app,
        method,
        path.format(value.encode("utf-8", "replace").decode()),
        query=b"&".join(key.encode() + b"=" + said for key, said in query),
        headers=[(key.encode(), said) for key, said in headers],
    )
    assert status in {200, 206, 400, 404, 405, 408, 409, 413, 415, 416, 422, 429, 499}, body[:300]
    if status >= 400 and body[:1] == b"{":
        assert json.loads(body).keys() & {"word", "why"}


@MANY
@given(name=NAMES)
@example("/etc/passwd.mp4")
@example("..\\..\\x.mp4")
@example("\u202egpj.mp4")
@example("x" * 4000 + ".MOV")
def test_a_name_is_taken_as_a_name_or_refused(name: str) -> None:
    try:
        found = uploads.safe(name)
    except uploads.RefusedError:
        return
    assert Path(found).name == found
    assert not set(found) & set('/\\:*?"<>|\0\n')
    assert len(found.encode()) <= 255
    assert Path(found).suffix.lower() in uploads.ENDINGS
    assert Path(found).stem.strip()
    assert not uploads.DEVICES.match(found)


@settings(MANY, max_examples=500)
@given(name=NAMES, body=st.lists(st.binary(max_size=50), min_size=1, max_size=4))
def test_an_upload_lies_in_its_own_folder_whatever_its_name(
    place: Path, made_site: Site, name: str, body: list[bytes]
) -> None:
    before = {path for path in place.rglob("*") if "temporary" not in path.parts}
    status, said = asked(
        made_site.app,
        "POST",
        "/api/recordings",
        headers=[(b"x-name", quote(name.encode("utf-8", "replace"), safe="").encode())],
        body=tuple(body),
    )
    assert {path for path in place.rglob("*") if "temporary" not in path.parts} == before
    assert status in (200, 415)
    if status != 200:
        return
    clip = json.loads(said)
    found = [path for path in place.rglob("*") if path.parent.name == "in" and path.is_file()]
    assert [path.name for path in found] == [clip["name"]]
    assert found[0].read_bytes() == b"".join(body)
    assert asked(made_site.app, "DELETE", f"/api/recordings/{clip['id']}")[0] == 200
    assert not found[0].exists()
