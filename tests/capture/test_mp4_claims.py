"""A file that claims more samples than it has bytes is refused before FFmpeg lists them."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import av
import numpy as np
import pytest

from posecheck.capture import mp4_claims
from posecheck.capture.mp4_claims import MOST_SAMPLES, claims_too_much
from posecheck.capture.opening import open_container
from posecheck.errors import ExitCode, PosecheckError

SAMPLES = sorted((Path(__file__).parents[2] / "sample_videos").glob("*/*.mp4"))
FAR_TOO_MANY = 67_000_000


def film(container: str = "mp4") -> bytes:
    stream = io.BytesIO()
    with av.open(stream, "w", format=container) as out:
        pictures = out.add_stream("mpeg4", rate=10)
        pictures.width, pictures.height, pictures.pix_fmt = 64, 48, "yuv420p"
        for _ in range(8):
            out.mux(pictures.encode(av.VideoFrame.from_ndarray(np.zeros((48, 64, 3), np.uint8))))
        out.mux(pictures.encode(None))
    return stream.getvalue()


def with_number(data: bytes, box: bytes, offset: int, number: int) -> bytes:
    """The same with another number in a box; `offset` counts from the end of the box's name."""
    at = data.index(box) + 4 + offset
    return data[:at] + struct.pack(">I", number) + data[at + 4 :]


@pytest.mark.parametrize("container", ["mp4", "mov"])
@pytest.mark.parametrize(("box", "offset"), [(b"stsz", 8), (b"stts", 8)])
def test_a_file_that_claims_too_much_is_refused(
    container: str, box: bytes, offset: int, tmp_path: Path
) -> None:
    """The number of sizes; how often a duration is repeated."""
    path = tmp_path / "x.mp4"
    path.write_bytes(with_number(film(container), box, offset, FAR_TOO_MANY))
    assert claims_too_much(path)
    with pytest.raises(PosecheckError, match="claims more pictures") as caught:
        open_container(path)
    assert caught.value.code is ExitCode.BAD_SOURCE
    path.write_bytes(with_number(film(container), box, offset, MOST_SAMPLES))
    assert not claims_too_much(path)


def test_boxes_of_any_size_are_read_to_an_end(tmp_path: Path) -> None:
    """Sizes of 0 (to the end), 1 (another number follows), too small, and too large."""
    data, path = film(), tmp_path / "x.mp4"
    at = data.index(b"moov") - 4
    for size in (0, 1, 4, 7, 8, 9, 2**31, 2**32 - 1):
        path.write_bytes(data[:at] + struct.pack(">I", size) + data[at + 4 :])
        assert not claims_too_much(path)
    long = data[:at] + struct.pack(">I4sQ", 1, b"moov", len(data) - at + 8) + data[at + 8 :]
    path.write_bytes(with_number(long, b"stsz", 8, FAR_TOO_MANY))
    assert claims_too_much(path)


def test_boxes_inside_each_other_end(tmp_path: Path) -> None:
    """Ten thousand of them, where each fills the one around it."""
    path, many = tmp_path / "x.mp4", 10_000
    path.write_bytes(b"".join(struct.pack(">I4s", 8 * (many - i), b"moov") for i in range(many)))
    assert not claims_too_much(path)


def test_good_films_and_other_files_are_taken(tmp_path: Path) -> None:
    other = tmp_path / "x.avi"
    other.write_bytes(film("avi"))
    assert not any(map(claims_too_much, [other, *SAMPLES]))
    assert len(SAMPLES) > 100


def test_a_long_film_may_claim_a_sample_for_each_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sound without compression has such tables."""
    path = tmp_path / "x.mp4"
    data = film()
    monkeypatch.setattr(mp4_claims, "MOST_SAMPLES", 10)
    path.write_bytes(with_number(data, b"stsz", 8, len(data)))
    assert not claims_too_much(path)
    path.write_bytes(with_number(data, b"stsz", 8, len(data) + 1))
    assert claims_too_much(path)
