"""Video files in all containers, a few small pictures each."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

import av
import numpy as np

from fuzz.door import Door
from fuzz.mutations import raw
from posecheck.capture import container_facts
from posecheck.capture.video_reader import VideoReader

SIZE_PX = (64, 48)
PICTURES = 8
RATE_HZ = 10


@dataclass(frozen=True)
class Kind:
    """A container, and how its pictures are kept."""

    ending: str
    container: str
    codec: str
    pixels: str = "yuv420p"


KINDS = (
    Kind("mp4", "mp4", "libx264"),
    Kind("mp4", "mp4", "mpeg4"),
    Kind("mp4", "mp4", "libx265"),
    Kind("mov", "mov", "mjpeg", "yuvj420p"),
    Kind("webm", "webm", "libvpx"),
    Kind("webm", "webm", "libvpx-vp9"),
    Kind("mkv", "matroska", "libx264"),
    Kind("avi", "avi", "mjpeg", "yuvj420p"),
    Kind("avi", "avi", "mpeg4"),
    Kind("mjpeg", "mjpeg", "mjpeg", "yuvj420p"),
    Kind("ts", "mpegts", "mpeg2video"),
    Kind("gif", "gif", "gif", "rgb8"),
    Kind("flv", "flv", "flv1"),
)

HEAD_BYTES = 400
"""What a container says stands mostly at its beginning, or at its end."""


def video(kind: Kind) -> bytes:
    """A bright square that moves over a grey picture."""
    stream = io.BytesIO()
    width, height = SIZE_PX
    with av.open(stream, "w", format=kind.container) as container:
        film = container.add_stream(kind.codec, rate=RATE_HZ)
        film.width, film.height, film.pix_fmt = width, height, kind.pixels
        film.codec_context.thread_count = 1
        if kind.codec == "libx265":
            film.options = {"x265-params": "log-level=none"}
        for i in range(PICTURES):
            picture = np.full((height, width, 3), 90, np.uint8)
            picture[10:30, 4 * i : 4 * i + 20] = (200, 180, 120)
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts = i
            container.mux(film.encode(frame))
        container.mux(film.encode(None))
    return stream.getvalue()


@cache
def videos() -> dict[Kind, bytes]:
    """One of each kind that this machine's FFmpeg can make."""
    made = {}
    for kind in KINDS:
        try:
            made[kind] = video(kind)
        except (av.FFmpegError, ValueError):
            continue
    return made


def _made(random: Random) -> bytes:
    data = random.choice(list(videos().values()))
    for _ in range(random.choice((1, 1, 2, 3, 5))):
        chance = random.random()
        if chance < 0.4:
            change = random.choice((raw.flipped, raw.number))
            data = change(data, random, within=HEAD_BYTES)
        elif chance < 0.6:
            data = _in_box(data, random)
        elif chance < 0.7:
            other = random.choice(list(videos().values()))
            at = random.randrange(len(other) + 1)
            data = data[: random.randrange(len(data) + 1)] + other[at:]
        else:
            data = random.choice(raw.KINDS)(data, random)
    return data


BOXES = (
    b"stsd", b"stts", b"stsz", b"stco", b"stsc", b"mvhd", b"tkhd", b"elst", b"mdhd", b"avc1",
    b"avcC",
    b"ctts", b"hvcC", b"mp4v", b"esds", b"moov", b"trak", b"avih", b"strh", b"strf", b"idx1",
    b"movi",
    b"\xff\xc0", b"\xff\xda", b"\xff\xdb", b"\xff\xc4", b"\x1a\x45\xdf\xa3", b"\x16\x54\xae\x6b",
    b"\x1f\x43\xb6\x75", b"\x00\x00\x01\xb3", b"\x00\x00\x01",
)  # fmt: skip
"""The marks after which lengths, sizes and times stand: of MP4, AVI, JPEG, Matroska, MPEG."""


def _in_box(data: bytes, random: Random) -> bytes:
    """A number after one of the marks changes, or the length before it."""
    found = [at for mark in BOXES if (at := data.find(mark)) >= 0]
    if not found:
        return raw.number(data, random)
    at = max(0, random.choice(found) + random.randrange(-4, 40))
    change = random.choice((raw.flipped, raw.number))
    return data[:at] + change(data[at : at + 8], random) + data[at + 8 :]


def _enter(data: bytes, folder: Path) -> None:
    """Reads all pictures, and what the container says."""
    path = folder / "x.mp4"
    path.write_bytes(data)
    container_facts.container_facts(path)
    with VideoReader(path) as reader:
        for _ in reader:
            pass


DOORS = {"video": Door("video", _made, _enter, lambda: list(videos().values()))}
