"""A network camera on this machine: a clip as MJPEG over HTTP, at real speed, with failures."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from math import floor
from pathlib import Path
from typing import Any, BinaryIO

import cv2
import numpy as np

from posecheck.capture.video_reader import VideoReader

LEAD_S = 3.0
"""Length of the lead-in before the clip. OpenCV loses the first pictures while it finds out what
kind of stream it has. In real use, too, the person is there for a while before they begin."""

LEAD_PICTURES = 10
"""First pictures of the clip that are played to and fro as the lead-in. With one still picture the
pose model would settle more than it ever does in real use."""

QUALITY = 100
"""JPEG quality. At 95 the pose model's answers differ already. What is measured here is the live
session, not the compression."""


@dataclass
class Clip:
    """Encoded pictures, and their times from 0."""

    times_s: list[float]
    jpegs: list[bytes]

    @classmethod
    def of(cls, path: Path, *, every: int = 1, loops: int = 1) -> Clip:
        """Each `every`-th picture of a video file, repeated `loops` times."""
        times_s, jpegs = [], []
        for i, frame in enumerate(VideoReader(path)):
            if i % every == 0:
                times_s.append(frame.t_s)
                jpegs.append(_encoded(frame.image))
        return cls(times_s, jpegs).repeated(loops)

    def repeated(self, loops: int) -> Clip:
        """The clip, so many times one after the other; its pictures are kept once."""
        loop_s = self.loop_s
        times_s = [t_s + loop * loop_s for loop in range(loops) for t_s in self.times_s]
        return Clip(times_s, self.jpegs * loops)

    @property
    def loop_s(self) -> float:
        """Time from one beginning to the next where the clip is repeated."""
        return self.times_s[-1] + self.times_s[1] - self.times_s[0]

    @property
    def length_s(self) -> float:
        """The time of the last picture."""
        return self.times_s[-1]


def _encoded(image: Any) -> bytes:
    picture = cv2.cvtColor(image, cv2.COLOR_RGB2BGR)
    options = [
        cv2.IMWRITE_JPEG_QUALITY,
        QUALITY,
        cv2.IMWRITE_JPEG_SAMPLING_FACTOR,
        cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444,
    ]
    return bytes(cv2.imencode(".jpg", picture, options)[1])


def smaller(clip: Clip, size_px: tuple[int, int]) -> Clip:
    """The same clip in another size."""
    pictures = (cv2.imdecode(np.frombuffer(jpeg, np.uint8), 1) for jpeg in clip.jpegs)
    shrunk = (cv2.resize(picture, size_px) for picture in pictures)
    return Clip(clip.times_s, [bytes(cv2.imencode(".jpg", each)[1]) for each in shrunk])


@dataclass
class StreamFailures:
    """What goes wrong, and when, in seconds of the clip."""

    stall_s: float | None = None
    """The connection stays open, but no picture comes for `stall_for_s`."""
    stall_for_s: float = 10.0
    stop_s: float | None = None
    """The connection is closed, and nobody answers for `away_for_s`."""
    away_for_s: float = 0.0
    other_s: float | None = None
    """From here on, `other` is sent instead of the clip."""
    other: Clip | None = None


@dataclass
class Stream:
    """A clip that is played once. Its clock goes on during failures, and a new viewer joins at the
    current picture."""

    clip: Clip
    failures: StreamFailures = field(default_factory=StreamFailures)
    began_s: float | None = None
    """When the first viewer came; None before that."""
    over: threading.Event = field(default_factory=threading.Event)
    """The clip was played to its end."""
    closing: threading.Event = field(default_factory=threading.Event)
    """The server is being closed."""

    def now_s(self) -> float:
        """Seconds of the clip; below 0 during the lead-in."""
        if self.began_s is None:
            self.began_s = time.monotonic()
        return time.monotonic() - self.began_s - LEAD_S

    def away(self) -> bool:
        """Whether nobody answers at this moment."""
        stop_s = self.failures.stop_s
        return stop_s is not None and 0 <= self.now_s() - stop_s < self.failures.away_for_s

    def refuse(self, _out: BinaryIO) -> None:
        """What a viewer gets while nobody answers: nothing."""

    def send(self, out: BinaryIO) -> None:
        """Sends the pictures to one viewer."""
        out.writelines(part(jpeg) for jpeg in self.pictures())

    def pictures(self) -> Iterator[bytes]:
        """The pictures, each at its time, until the clip ends or the connection is closed."""
        shown, step_s = None, self.clip.times_s[1] - self.clip.times_s[0]
        stalled = False
        while not self.closing.is_set():
            now_s = self.now_s()
            failures = self.failures
            if self.away():
                return
            if failures.stall_s is not None and now_s >= failures.stall_s and not stalled:
                stalled = True
                left_s = failures.stall_s + failures.stall_for_s - now_s
                if left_s > 0:
                    self.closing.wait(left_s)
                    continue
            if now_s > self.clip.length_s:
                self.over.set()
                return
            due = floor(now_s / step_s + 1e-6)
            if due == shown:
                time.sleep(0.002)
                continue
            shown = due
            index = min(due, len(self.clip.jpegs) - 1) if due >= 0 else lead_in(due)
            clip, other, other_s = self.clip, failures.other, failures.other_s
            if other is not None and other_s is not None and now_s >= other_s:
                clip = other
            yield clip.jpegs[index]


def lead_in(due: int) -> int:
    """Which picture is shown in the lead-in, where `due` is below 0: to and fro."""
    at = due % (2 * LEAD_PICTURES)
    return at if at < LEAD_PICTURES else 2 * LEAD_PICTURES - 1 - at


def part(jpeg: bytes, *, length: object = None) -> bytes:
    """A picture as one part of the stream; `length` is what its head says, the true one if None."""
    said = len(jpeg) if length is None else length
    head = f"--picture\r\nContent-Type: image/jpeg\r\nContent-Length: {said}\r\n\r\n"
    return head.encode() + jpeg + b"\r\n"


@contextmanager
def served(stream: Stream) -> Iterator[str]:
    """Serves a stream on this machine alone. Gives its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with suppress(OSError):
                if stream.away():
                    stream.refuse(self.wfile)
                    return
                self.send_response(200)
                self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=picture")
                self.end_headers()
                stream.send(self.wfile)

        def log_message(self, *_args: object) -> None:
            """Writes no log."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/video"
    finally:
        stream.closing.set()
        server.shutdown()
        server.server_close()
