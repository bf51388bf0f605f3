"""Streams of a camera in the network (MJPEG over HTTP), over real sockets of this machine."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from functools import cache
from pathlib import Path
from random import Random

import cv2
import numpy as np

from fuzz.door import Door
from fuzz.mutations import raw
from posecheck.capture.camera import fitted
from posecheck.capture.camera_devices import Where, opener

PICTURES = 8
MOST_READ = 30

SLOW_PIECES = 40
SLOW_S = 1.0
"""A slow stream comes in so many pieces, over so long a time."""

TYPES = (
    b"multipart/x-mixed-replace; boundary=picture", b"multipart/x-mixed-replace;boundary=--picture",
    b"multipart/x-mixed-replace", b"multipart/x-mixed-replace; boundary=", b"image/jpeg",
    b"text/html",
    b"video/mp4", b"video/x-motion-jpeg", b"application/vnd.apple.mpegurl", b"", b"x" * 3000,
    b"multipart/x-mixed-replace; boundary=" + b"p" * 3000,
)  # fmt: skip
STATUS = (
    b"HTTP/1.1 200 OK", b"HTTP/1.0 200 OK", b"HTTP/1.1 404 Not Found", b"HTTP/1.1 401 Unauthorized",
    b"HTTP/1.1 206 Partial Content", b"HTTP/9.9 999", b"ICY 200 OK", b"",
    b"HTTP/1.1 200 " + b"k" * 5000,
    b"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd", b"HTTP/1.1 500 Error",
)  # fmt: skip
HEADS = (
    b"Transfer-Encoding: chunked", b"Content-Length: 0", b"Content-Length: -1",
    b"Content-Length: 99999999999",
    b"Connection: keep-alive", b"X: " + b"y" * 9000, b"no colon", b"\x00: \xff",
    b"Content-Range: bytes 5-2/1", b"Set-Cookie: " + b"a=b; " * 500, b"Icy-MetaInt: 1",
)  # fmt: skip
LENGTHS = (
    b"0",
    b"-1",
    b"1",
    b"99999999",
    b"999999999999999999999",
    b"abc",
    b"",
    b"2147483647",
    b"4294967297",
)


@cache
def _jpegs() -> tuple[bytes, ...]:
    found = []
    for i, size_px in enumerate(((64, 48), (64, 48), (80, 40))):
        picture = np.full((size_px[1], size_px[0], 3), 60 + 40 * i, np.uint8)
        picture[10:20, 8 * i : 8 * i + 20] = (20, 200, 90)
        found.append(bytes(cv2.imencode(".jpg", picture)[1]))
    return tuple(found)


def _part(random: Random, jpeg: bytes) -> bytes:
    """One picture of the stream; in half of them something is wrong."""
    kind, length, mark, end = b"image/jpeg", b"%d" % len(jpeg), b"--picture\r\n", b"\r\n"
    chance = random.random()
    if chance < 0.1:
        length = random.choice(LENGTHS)
    elif chance < 0.15:
        length = b"%d" % (len(jpeg) + random.choice((-100, -1, 1, 7, 100, 5000)))
    elif chance < 0.2:
        kind = random.choice((b"image/png", b"text/plain", b"", b"image/jpeg; x=" + b"y" * 3000))
    elif chance < 0.25:
        mark = random.choice(
            (b"", b"--other\r\n", b"picture\r\n", b"--picture", b"--picture--\r\n")
        )
    elif chance < 0.3:
        end = random.choice((b"", b"\n", b"\r\n" * 500, b"\x00"))
    elif chance < 0.45:
        jpeg = _spoilt_jpeg(jpeg, random)
    head = b"Content-Type: " + kind + b"\r\nContent-Length: " + length
    if chance > 0.95:
        head = random.choice((b"", b"A: b\r\n" * 2000, b"x" * 9000, head.replace(b"\r\n", b"\n")))
    return mark + head + b"\r\n\r\n" + jpeg + end


def _spoilt_jpeg(jpeg: bytes, random: Random) -> bytes:
    chance = random.random()
    if chance < 0.4:
        at = jpeg.find(b"\xff\xc0") + 5  # height and width, two bytes each
        size = random.choice((b"\xff\xff\xff\xff", b"\x3f\xff\x3f\xff", b"\0\0\0\0", b"\0\1\0\1"))
        return jpeg[:at] + size + jpeg[at + 4 :]
    if chance < 0.5:
        return random.choice(
            (b"", b"\xff\xd8", b"\xff\xd8\xff\xd9", b"\x89PNG\r\n", b"GIF89a" + bytes(30))
        )
    return raw.spoilt(jpeg, random)


ENDLESS = b"\x00endless\x00"
"""What comes after this mark in a reply is sent again and again, until nobody reads it."""

PLAIN_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: " + TYPES[0] + b"\r\n"


def _made_slow(random: Random) -> bytes:
    """A reply that takes its time, or has no end."""
    chance = random.random()
    if chance < 0.5:
        return _made(random)
    if chance < 0.6:  # FFmpeg asks again and again for what it cannot unpack
        return _made(random).replace(b"\r\n", b"\r\nContent-Encoding: gzip\r\n", 1)
    part = b"\r\n--picture\r\nContent-Type: image/jpeg\r\n"
    before, again = random.choice(
        (
            (b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
            (b"HTTP/1.1 200 OK\r\nX: ", b"y" * 4096),
            (b"", b"y" * 4096),
            (PLAIN_HEAD + part, b"X: y\r\n"),
            (PLAIN_HEAD + part + b"X: ", b"y" * 4096),
            (PLAIN_HEAD + part + b"\r\n" + _jpegs()[0][:-2], b"\x55" * 4096),
            (PLAIN_HEAD + part + b"Content-Length: 2147483647\r\n\r\n", _jpegs()[0]),
            (PLAIN_HEAD + b"\r\n", b"\r\n" * 2048),
        )
    )
    return before + ENDLESS + again


def _made(random: Random) -> bytes:
    status = STATUS[0] if random.random() < 0.9 else random.choice(STATUS)
    kind = TYPES[0] if random.random() < 0.8 else random.choice(TYPES)
    heads = [status, b"Content-Type: " + kind]
    if random.random() < 0.2:
        heads.append(random.choice(HEADS))
    jpegs = _jpegs()
    first = random.choice(jpegs)
    pictures = [first if random.random() < 0.9 else random.choice(jpegs) for _ in range(PICTURES)]
    body = b"".join(_part(random, jpeg) for jpeg in pictures)
    data = b"\r\n".join(heads) + b"\r\n\r\n" + body
    return raw.spoilt(data, random) if random.random() < 0.2 else data


class _Server:
    """Gives the present reply to whoever asks, and closes."""

    def __init__(self) -> None:
        self.reply, self.pause_s = b"", 0.0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}/video"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            with contextlib.suppress(OSError):
                caller, _ = self._socket.accept()
                with caller:
                    caller.settimeout(5.0)
                    caller.recv(4096)
                    self._send(caller, self.reply)

    def _send(self, caller: socket.socket, data: bytes) -> None:
        data, _, again = data.partition(ENDLESS)
        if again:
            caller.sendall(data)
            while True:  # until the other side closes, which is an OSError
                caller.sendall(again * (1 + 65536 // len(again)))
        if not self.pause_s:
            caller.sendall(data)
            return
        size = len(data) // SLOW_PIECES + 1
        for at in range(0, len(data), size):
            caller.sendall(data[at : at + size])
            time.sleep(self.pause_s)


@cache
def _server() -> _Server:
    return _Server()


def _enter(data: bytes, _folder: Path, *, pause_s: float = 0.0) -> None:
    """Opens the stream as a camera, and takes its pictures."""
    server = _server()
    server.reply, server.pause_s = data, pause_s
    device = opener(Where.of(server.address))()
    size_px: tuple[int, int] | None = None
    try:
        for _ in range(MOST_READ):
            picture = device.read()
            if picture is None:
                break
            size_px = size_px or (picture.shape[1], picture.shape[0])
            fitted(picture, size_px)
    finally:
        device.close()


def _enter_slow(data: bytes, folder: Path) -> None:
    _enter(data, folder, pause_s=SLOW_S / SLOW_PIECES)


def _good() -> list[bytes]:
    jpeg = _jpegs()[0]
    part = b"--picture\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n%b\r\n"
    head = b"HTTP/1.1 200 OK\r\nContent-Type: " + TYPES[0] + b"\r\n\r\n"
    return [head + part % (len(jpeg), jpeg) * PICTURES]


DOORS = {
    "stream": Door("stream", _made, _enter, _good),
    "slow-stream": Door("slow-stream", _made_slow, _enter_slow, _good),
}
