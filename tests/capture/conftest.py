"""Little recordings made on the spot, whose times and pictures are known exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import repeat
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
MakeFilm = Callable[..., Path]

TICKS_HZ = 90_000
CORNER_PX = 40
RED = (230, 20, 20)


@pytest.fixture
def marked() -> Callable[..., Picture]:
    """Makes a grey picture with a red square in its top left corner."""
    return marked_picture


def marked_picture(*, width: int = 320, height: int = 240, grey: int = 60) -> Picture:
    picture = np.full((height, width, 3), grey, np.uint8)
    picture[:CORNER_PX, :CORNER_PX] = RED
    return picture


@pytest.fixture
def red_box() -> Callable[[Picture], tuple[int, int, int, int]]:
    """Finds the red square: first and last column, first and last row."""

    def find(picture: Picture) -> tuple[int, int, int, int]:
        rgb = picture.astype(int)
        rows, columns = np.nonzero((rgb[..., 0] > 150) & (rgb[..., 1] < 100))
        return int(columns.min()), int(columns.max()), int(rows.min()), int(rows.max())

    return find


@pytest.fixture
def make_film(tmp_path: Path) -> MakeFilm:
    """Writes a film of marked (or given) pictures shown at the given times."""

    def make(
        times_s: Sequence[float] = tuple(i / 30 for i in range(30)),
        *,
        name: str = "film.mp4",
        pictures: Iterator[Picture] | None = None,
        size_px: tuple[int, int] = (320, 240),
        codec: str = "libx264",
        pixels: str = "yuv420p",
        aspect: Fraction | None = None,
        container_options: dict[str, str] | None = None,
        options: dict[str, str] | None = None,
    ) -> Path:
        path = tmp_path / name
        width, height = size_px
        shown = pictures or repeat(marked_picture(width=width, height=height))
        with av.open(str(path), "w", options=container_options or {}) as container:
            stream = container.add_stream(codec, rate=30, options=options or {})
            stream.width, stream.height, stream.pix_fmt = width, height, pixels
            stream.codec_context.time_base = Fraction(1, TICKS_HZ)
            if aspect is not None:
                stream.codec_context.sample_aspect_ratio = aspect
            for t_s, picture in zip(times_s, shown, strict=False):
                frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
                frame.pts, frame.time_base = round(t_s * TICKS_HZ), Fraction(1, TICKS_HZ)
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
        return path

    return make


@pytest.fixture
def make_sound(tmp_path: Path) -> Callable[..., Path]:
    """Writes a second of silence, with a picture as its cover if asked for."""

    def make(*, cover: bool = False) -> Path:
        path = tmp_path / "sound.m4a"
        with av.open(str(path), "w", format="mp4") as container:
            stream = container.add_stream("aac", rate=44_100)
            picture = container.add_stream("png") if cover else None
            if picture is not None:
                picture.width, picture.height, picture.pix_fmt = 64, 64, "rgb24"
                picture.disposition = av.stream.Disposition.attached_pic
                image = np.zeros((64, 64, 3), np.uint8)
                container.mux(picture.encode(av.VideoFrame.from_ndarray(image, format="rgb24")))
                container.mux(picture.encode(None))
            for start in range(0, 44_100, 1024):
                block = np.zeros((1, 1024), np.float32)
                frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="mono")
                frame.sample_rate, frame.pts = 44_100, start
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
        return path

    return make


def set_matrix(path: Path, matrix: tuple[int, int, int, int]) -> None:
    """Writes (a, b, c, d) into the display matrix of an MP4's one track (ISO 14496-12, tkhd)."""
    data = bytearray(path.read_bytes())
    start = data.index(b"tkhd") + 44
    a, b, c, d = matrix
    rows = np.array([a << 16, b << 16, 0, c << 16, d << 16, 0, 0, 0, 1 << 30], ">i4")
    data[start : start + 36] = rows.tobytes()
    path.write_bytes(data)


@pytest.fixture
def turn_film() -> Callable[[Path, tuple[int, int, int, int]], None]:
    """Changes an MP4's display matrix in place."""
    return set_matrix
