"""Cameras in the network that send what no camera should: nothing is reached that was not named."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import cv2
import numpy as np
import pytest

from posecheck.capture import addresses
from posecheck.capture.addresses import Address
from posecheck.capture.camera_devices import Where
from posecheck.errors import ExitCode, PosecheckError

CLIP = Path(__file__).parents[2] / "sample_videos" / "plank" / "good.mp4"
LARGE_PX = 6000
"""36 megapixels as a square, just above what is decoded."""


def jpeg(width: int, height: int) -> bytes:
    return bytes(cv2.imencode(".jpg", np.full((height, width, 3), 99, np.uint8))[1])


SMALL = jpeg(64, 48)


class Asked(BaseHTTPRequestHandler):
    """One request; `say` writes the answer."""

    def head(self, status: int, **fields: str) -> None:
        self.send_response(status)
        for name, value in fields.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def stream(self, *pictures: bytes) -> None:
        self.head(200, Content_Type="multipart/x-mixed-replace; boundary=b")
        for picture in pictures:
            self.wfile.write(
                b"--b\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n" % len(picture)
                + picture
                + b"\r\n"
            )

    def log_message(self, *_args: object) -> None:
        """Writes no log."""


@contextmanager
def host(say: Callable[[Asked], None]) -> Iterator[tuple[str, list[str]]]:
    """A web server on this machine: its address, and the paths that it was asked for."""
    asked: list[str] = []

    class Handler(Asked):
        def do_GET(self) -> None:
            asked.append(self.path)
            with suppress(OSError):
                say(self)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
        server.shutdown()


def first(address: str) -> np.ndarray | None:
    device = Address(address)
    try:
        return device.read()
    finally:
        device.close()


def playlist(*lines: str) -> Callable[[Asked], None]:
    def say(request: Asked) -> None:
        request.head(200, Content_Type="application/vnd.apple.mpegurl")
        text = "\n".join(["#EXTM3U", "#EXT-X-TARGETDURATION:10", "#EXTINF:10,", *lines, ""])
        request.wfile.write(text.encode())

    return say


def test_a_camera_is_seen_in_its_colours() -> None:
    """Also one whose address has a user and a password in it."""
    orange = np.full((48, 64, 3), (20, 140, 240), np.uint8)  # BGR, as OpenCV writes it
    picture = bytes(cv2.imencode(".jpg", orange)[1])
    with host(lambda request: request.stream(*[picture] * 20)) as (address, _):
        shown = first(address.replace("//", "//me:secret@") + "/video")
    assert shown is not None
    assert shown.shape == (48, 64, 3)
    assert np.abs(shown[24, 32].astype(int) - (240, 140, 20)).max() < 12


def scene() -> bytes:
    """A picture with something in every part of it."""
    noise = np.random.default_rng(1).integers(0, 255, (12, 16, 3), np.uint8)
    return bytes(cv2.imencode(".jpg", cv2.resize(noise, (320, 240)))[1])


def smeared(picture: bytes, seed: int) -> bytes:
    """The same without what a packet of the network carries, somewhere behind its head."""
    at = int(np.random.default_rng(seed).integers(700, len(picture) - 1400))
    return picture[:at] + picture[at + 1400 :]


def shown(*pictures: bytes) -> list[np.ndarray]:
    """What is shown of a camera's pictures."""
    with host(lambda request: request.stream(*pictures)) as (address, _):
        device = Address(address)
        try:
            found = []
            while (picture := device.read()) is not None:
                found.append(picture)
            return found
        finally:
            device.close()


def test_a_damaged_picture_is_not_shown() -> None:
    """A decoder shows what it can of it: the half of a person, and something else below."""
    whole = scene()
    found = shown(*[whole] * 5, *(smeared(whole, seed) for seed in range(20)), *[whole] * 5)
    apart = [np.abs(one.astype(int) - found[0]).mean() for one in found]
    assert len(found) >= 10
    assert max(apart) < 1.0


def test_a_camera_whose_pictures_are_never_right_is_shown() -> None:
    """Some leave the end out, or write a head that is wrong."""
    assert len(shown(*[scene()[:-200]] * 12)) == 12


@pytest.mark.parametrize("kind", ["redirect", "hls"])
def test_a_camera_leads_to_no_other_address(kind: str) -> None:
    """Neither by a redirect nor by a playlist: only the address that was named is asked."""
    with ExitStack() as stack:
        other, asked = stack.enter_context(host(lambda request: request.stream(*[SMALL] * 20)))
        say = {
            "redirect": lambda request: request.head(302, Location=f"{other}/video"),
            "hls": playlist(f"{other}/video.ts", "#EXT-X-ENDLIST"),
        }[kind]
        camera, named = stack.enter_context(host(say))
        with pytest.raises(PosecheckError, match="no picture comes") as error:
            first(f"{camera}/video")
    assert error.value.code is ExitCode.NO_CAMERA
    assert set(named) == {"/video"}
    assert asked == []


def test_a_redirect_would_be_followed_without_the_option(monkeypatch: pytest.MonkeyPatch) -> None:
    """The proof that the test above can fail."""
    monkeypatch.setitem(addresses.OPTIONS, "max_redirects", "8")
    with (
        host(lambda request: request.stream(*[SMALL] * 20)) as (other, asked),
        host(lambda request: request.head(302, Location=f"{other}/video")) as (camera, _),
    ):
        assert first(f"{camera}/video") is not None
    assert asked == ["/video"]


def test_a_playlist_leads_to_no_file() -> None:
    """A file of this machine is never played as a camera."""
    with (
        host(playlist(CLIP.as_uri(), "#EXT-X-ENDLIST")) as (camera, _),
        pytest.raises(PosecheckError, match="no picture comes"),
    ):
        first(f"{camera}/video")


def test_a_picture_that_is_too_large_is_not_decoded() -> None:
    """It is left out, as a damaged one is, and so are headers that claim to be large."""
    large, liar = jpeg(LARGE_PX, LARGE_PX), bytearray(SMALL)
    at = liar.index(b"\xff\xc0") + 5
    liar[at : at + 4] = (60000).to_bytes(2, "big") * 2
    pictures = [large, bytes(liar)] + [SMALL] * 20
    with host(lambda request: request.stream(*pictures)) as (address, _):
        shown = first(address)
    assert shown is not None
    assert shown.shape == (48, 64, 3)


def test_a_camera_that_never_ends_its_head_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """After the time that is given to a silent one."""
    monkeypatch.setattr(addresses, "TIMEOUT_S", 0.5)

    def say(request: Asked) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            request.wfile.write(b"X-More: " + b"x" * 1000 + b"\r\n")

    with host(say) as (address, _), pytest.raises(PosecheckError, match="no picture comes"):
        first(address)


@pytest.mark.parametrize(
    "said",
    [
        "file:///etc/hostname",
        "FILE:///etc/hostname",
        "concat://a|b",
        "pipe://0",
        "data://x",
        "unix:///run/x",
        "subfile,,start,0,end,9,,://a",
        "ftp://host/x",
        "gopher://host/x",
    ],
)
def test_what_is_no_camera_s_address_is_refused_at_once(said: str) -> None:
    """Before anything is opened, and with what is allowed."""
    with pytest.raises(PosecheckError, match=r"no camera has.*rtsp") as error:
        Where.of(said)
    assert error.value.code is ExitCode.USAGE


@pytest.mark.parametrize(
    "said",
    [
        "http://me:secret@door/live",
        "http://me:se/secret@door/live",
        "http://me:se?secret@door/live",
        "http://me:se#secret@door/live",
        "rtsp://me@home:secret@door/live",
        "http://door/video.cgi?user=me&password=secret",
        "http://door/video.cgi#secret",
        "rtsp://door:554/user=me_password=secret_channel=1",
        "http://door/;token;secret",
        "gopher://me:secret@door/live",
    ],
)
def test_secrets_of_an_address_stay_out_of_names_and_errors(said: str) -> None:
    """Wherever cameras have them: before the host, in the query, in the path."""
    shown = addresses.shown(said)
    assert "secret" not in shown
    assert "door" in shown
    with pytest.raises(PosecheckError) as error:
        addresses.check(said.replace("http", "nothing").replace("rtsp", "nothing"))
    assert "secret" not in str(error.value)
