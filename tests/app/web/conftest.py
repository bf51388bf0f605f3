"""A server of the page with a made pose model; in this process, on a free port of loopback."""

from __future__ import annotations

import asyncio
import http.client
import json
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import stick
import uvicorn

from posecheck.app.sources import ModelChoice
from posecheck.app.web import command
from posecheck.app.web.guard import PROTOCOL, Door
from posecheck.app.web.parts import Setting
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.files.folders import DATA_VARIABLE
from posecheck.provenance import Model
from posecheck.records import Frame, Pose
from posecheck.words.language import ENGLISH, LANGUAGE_VARIABLE

TOKEN = "a-token-of-this-start"
CATALOGUE = Catalogue()
"""The same for all servers of a process: all exercises are read and put into words once."""

MODEL = Model("made.task", "made 1.0", "ab" * 32)


@cache
def bridges() -> list[Pose]:
    """Two bridges, the second one half, at 15 pictures a second."""
    course, _ = stick.bridges([stick.Plan(), stick.Plan(top_deg=150.0)], lead_s=1.5)
    return stick.film(lambda t: stick.bridge(course.at(t)), stick.times(course.end_s + 2)[::2])


@dataclass
class Made:
    """In place of the pose model: each picture has the pose of its number. `failure` is raised."""

    poses: list[Pose] = field(default_factory=bridges)
    failure: tuple[int, Exception] | None = None
    judged: int = 0
    now_s: float = 0.0
    """The time on the server's clock: it goes on with the pictures that are sent."""

    @contextmanager
    def estimator(self, _file: Path) -> Iterator[Callable[[Frame], Pose]]:
        """Reads the pose's number from the picture's brightness blocks."""

        def estimate(frame: Frame) -> Pose:
            number = number_in(frame.image)
            self.judged += 1
            if self.failure is not None and number >= self.failure[0]:
                raise self.failure[1]
            pose = self.poses[min(number, len(self.poses) - 1)]
            return Pose(frame.t_s, pose.image, pose.world_m, pose.size_px, pose.people, 120.0)

        yield estimate


BITS = 12
"""So many blocks, white or dark, tell a picture's number: JPEG changes neither into the other."""


def jpeg(number: int) -> bytes:
    """A picture of 192 x 144 pixels that carries its number."""
    image = np.full((144, 192, 3), 128, np.uint8)
    for bit in range(BITS):
        image[:48, 16 * bit : 16 * bit + 16] = 230 if number >> bit & 1 else 20
    return bytes(cv2.imencode(".jpg", image)[1].tobytes())


def number_in(image: np.ndarray[Any, Any]) -> int:
    """The number that `jpeg` wrote into a picture."""
    return sum((image[24, 16 * bit + 8, 0] > 128) << bit for bit in range(BITS))


def picture(number: int, taken_ms: float, content: bytes | None = None) -> bytes:
    """A picture as the page sends it."""
    return struct.pack("<Id", number, taken_ms) + (jpeg(number) if content is None else content)


class Server:
    """A running server, and ways to ask it things as a browser would, or as it would not."""

    def __init__(self, made: Made, out: Path) -> None:
        self.made = made
        self.out = out
        listening = command.sockets(0)
        self.port = listening[0].getsockname()[1]
        self.setting = Setting(
            catalogue=CATALOGUE,
            choice=ModelChoice("full", explicit=Path("made.task")),
            model_file=Path("made.task"),
            model=MODEL,
            lang=ENGLISH,
            out=out,
            estimator=made.estimator,
            clock=lambda: made.now_s,
        )
        config = command.config(self.setting, Door.of(self.port, TOKEN))
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=lambda: asyncio.run(self._server.serve(listening)), daemon=True
        )
        self._thread.start()
        until_s = time.monotonic() + 20
        while not self._server.started and time.monotonic() < until_s:
            time.sleep(0.01)

    @property
    def host(self) -> str:
        """Its own name, as a browser says it."""
        return f"127.0.0.1:{self.port}"

    def close(self) -> None:
        """Ends it, as Ctrl-C does; once it is ended, nothing happens."""
        self._server.should_exit = True
        self._thread.join(20)
        assert not self._thread.is_alive()

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        token: str | None = TOKEN,
        headers: dict[str, str] | None = None,
        body: Any = None,
    ) -> tuple[int, bytes, dict[str, str]]:
        """Status, body and headers of an answer. A header of None is left out."""
        said: dict[str, str | None] = {"Host": self.host}
        if token is not None:
            said["X-Posecheck-Token"] = token
        if method != "GET":
            said["Origin"] = f"http://{self.host}"
        said.update(headers or {})
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            if body is not None and "Content-Length" not in said:
                said["Content-Length"] = str(len(body))
            for name, value in said.items():
                if value is not None:
                    connection.putheader(name, value)
            connection.endheaders()
            if body is not None:
                connection.send(body)
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, answer.read(), found
        finally:
            connection.close()

    def json(self, path: str, **more: Any) -> Any:
        """The JSON of an answer that has to be fine."""
        status, body, _ = self.ask(path, **more)
        assert status == 200, body
        return json.loads(body)

    @contextmanager
    def tab(
        self, *, token: str = TOKEN, origin: str | None = "", host: str | None = None
    ) -> Iterator[Tab]:
        """An open tab's WebSocket; `origin` "" is the page's own."""
        from websockets.sync.client import connect

        with connect(
            f"ws://{self.host}/ws",
            origin=(f"http://{self.host}" if origin == "" else origin),  # type: ignore[arg-type]
            subprotocols=[PROTOCOL, token],  # type: ignore[list-item]
            additional_headers={"Host": host} if host else None,
            open_timeout=20,
            close_timeout=5,
            compression=None,
            max_size=None,
        ) as socket:
            yield Tab(socket, self.made)


class Tab:
    """A tab: it sends orders and pictures, and waits for what is said to it."""

    def __init__(self, socket: Any, made: Made) -> None:
        self.socket, self.made = socket, made
        self.moments: list[dict[str, Any]] = []
        self.said: list[dict[str, Any]] = []

    def send(self, **order: Any) -> None:
        """Sends an order."""
        self.socket.send(json.dumps(order))

    def hear(self, timeout_s: float = 20.0) -> dict[str, Any]:
        """The next message of any kind."""
        message: dict[str, Any] = json.loads(self.socket.recv(timeout=timeout_s))
        (self.moments if message["say"] == "moment" else self.said).append(message)
        return message

    def until(self, say: str, timeout_s: float = 20.0) -> dict[str, Any]:
        """The first message of a kind."""
        end_s = time.monotonic() + timeout_s
        while time.monotonic() < end_s:
            message = self.hear(max(0.1, end_s - time.monotonic()))
            if message["say"] == say:
                return message
        raise AssertionError(f"no {say!r} in {timeout_s} s: {self.said[-3:]}")

    def begin(self, exercise: str = "hip-bridge", **more: Any) -> None:
        """Begins a session and sends its first picture."""
        self.send(do="begin", exercise=exercise, camera="made camera", **more)
        self.until("waiting")
        self.socket.send(picture(0, 1000.0))
        self.until("began")

    def film(self, poses: list[Pose], *, first: int = 1) -> None:
        """Sends a picture for each pose, and waits until it is judged: none is dropped."""
        for number in range(first, len(poses)):
            self.made.now_s = poses[number].t_s
            self.socket.send(picture(number, 1000.0 + poses[number].t_s * 1000))
            while self.until("moment")["picture"] != number:
                pass


@pytest.fixture
def made() -> Made:
    return Made()


@pytest.fixture
def server(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A running server; its user's folder and its output folder are empty ones."""
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "data"))
    monkeypatch.setenv(LANGUAGE_VARIABLE, ENGLISH)
    monkeypatch.chdir(tmp_path)
    running = Server(made, tmp_path / "out")
    yield running
    running.close()
