"""A camera on loopback: a clip as MJPEG over HTTP, at real speed, with faults on request."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from math import floor
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from posecheck.capture.video_reader import VideoReader

LEAD_S = 3.0
"""The clip's first third of a second goes to and fro for so long at the beginning, as OpenCV
swallows what comes while it finds out what a stream is; in life somebody is there for a while,
too. (One still picture would let the model settle as it never does in life.)"""

LEAD = 10

QUALITY = 100
"""At 95 the pose model's answers already differ: measured is the way here, not the JPEG."""


@dataclass
class Clip:
    """Encoded pictures and their times; `times_s` begin at 0."""

    times_s: list[float]
    jpegs: list[bytes]

    @classmethod
    def of(cls, path: Path, *, every: int = 1, loops: int = 1) -> Clip:
        """Each `every`-th picture of a recording, played `loops` times."""
        times_s, jpegs = [], []
        for i, frame in enumerate(VideoReader(path)):
            if i % every == 0:
                times_s.append(frame.t_s)
                jpegs.append(_encoded(frame.image))
        length_s = times_s[-1] + times_s[1] - times_s[0]
        return cls([t + n * length_s for n in range(loops) for t in times_s], jpegs * loops)

    @property
    def length_s(self) -> float:
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
class Faults:
    """What goes wrong: seconds of the clip; `other` is sent instead of the clip from `other_s`."""

    stall_s: float | None = None
    stall_for_s: float = 10.0
    stop_s: float | None = None
    away_for_s: float = 0.0
    """After `stop_s` nobody answers for so long."""
    other_s: float | None = None
    other: Clip | None = None


@dataclass
class Stream:
    """The clip's clock goes on, whoever listens: a new listener joins where it is."""

    clip: Clip
    faults: Faults = field(default_factory=Faults)
    began_s: float | None = None
    over: threading.Event = field(default_factory=threading.Event)
    closing: threading.Event = field(default_factory=threading.Event)

    def now_s(self) -> float:
        """Seconds of the clip, below 0 while its first picture stands."""
        if self.began_s is None:
            self.began_s = time.monotonic()
        return time.monotonic() - self.began_s - LEAD_S

    def away(self) -> bool:
        """Whether nobody answers at this moment."""
        stop_s = self.faults.stop_s
        return stop_s is not None and 0 <= self.now_s() - stop_s < self.faults.away_for_s

    def pictures(self) -> Iterator[bytes]:
        """Pictures when they are due, until the clip's end or a fault."""
        shown, step_s = None, self.clip.times_s[1] - self.clip.times_s[0]
        stalled = False
        while not self.closing.is_set():
            now_s = self.now_s()
            faults = self.faults
            if faults.stop_s is not None and 0 <= now_s - faults.stop_s < faults.away_for_s:
                return
            if faults.stall_s is not None and now_s >= faults.stall_s and not stalled:
                stalled = True
                left_s = faults.stall_s + faults.stall_for_s - now_s
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
            at = min(due, len(self.clip.jpegs) - 1) if due >= 0 else _to_and_fro(due)
            clip = self.clip
            if faults.other is not None and faults.other_s is not None and now_s >= faults.other_s:
                clip = faults.other
            yield clip.jpegs[at]


def _to_and_fro(due: int) -> int:
    """Which picture stands for one `due` below 0."""
    at = due % (2 * LEAD)
    return at if at < LEAD else 2 * LEAD - 1 - at


@contextmanager
def served(stream: Stream) -> Iterator[str]:
    """The address at which the stream can be seen."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if stream.away():
                return
            self.send_response(200)
            self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=picture")
            self.end_headers()
            with suppress(OSError):
                for jpeg in stream.pictures():
                    head = f"--picture\r\nContent-Type: image/jpeg\r\nContent-Length: {len(jpeg)}"
                    self.wfile.write(head.encode() + b"\r\n\r\n" + jpeg + b"\r\n")

        def log_message(self, *_args: object) -> None:
            """Nothing."""

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
