"""Recordings in: times, turns, sizes, and what is refused or reported as damaged."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from posecheck.capture.video_reader import VideoReader, frames, probe
from posecheck.errors import ExitCode, PosecheckError

Picture = NDArray[np.uint8]
MakeFilm = Callable[..., Path]
RedBox = Callable[[Picture], tuple[int, int, int, int]]

UNEVEN_S = np.cumsum(np.random.default_rng(5).uniform(0.012, 0.09, 40)) + 2.5
"""As phones record: any distance between pictures, and not from 0."""


SMALL_PX = (128, 96)
CLIP = Path(__file__).parents[2] / "sample_videos" / "plank" / "good.mp4"


def noise() -> Iterator[Picture]:
    """Pictures that compress badly, so that every part of the file matters."""
    rng = np.random.default_rng(0)
    while True:
        yield rng.integers(0, 255, (*SMALL_PX[::-1], 3), np.uint8)


def refusal(path: Path) -> PosecheckError:
    with pytest.raises(PosecheckError) as caught:
        list(frames(path))
    return caught.value


@pytest.mark.parametrize("name", ["film.mp4", "film.mkv", "film.ts"])
def test_times_are_those_that_were_written(make_film: MakeFilm, name: str) -> None:
    """A variable rate comes back within a millisecond, counted from the first picture."""
    times_s = [frame.t_s for frame in frames(make_film(UNEVEN_S, name=name))]
    assert times_s == pytest.approx(UNEVEN_S - UNEVEN_S[0], abs=1e-3)


def test_pictures_without_timestamps_come_at_the_usual_rate(make_film: MakeFilm) -> None:
    """A bare stream has no clock: its rate gives the times, and no picture is lost."""
    path = make_film(UNEVEN_S[:20], name="film.h264")
    rate_hz = probe(path).average_rate_hz
    assert rate_hz is not None
    times_s = [frame.t_s for frame in frames(path)]
    assert times_s == pytest.approx(np.arange(20) / rate_hz, abs=1e-6)


@pytest.mark.parametrize(
    ("matrix", "deg", "corner"),
    [
        pytest.param((1, 0, 0, 1), 0, ("left", "top"), id="as it is"),
        pytest.param((0, 1, -1, 0), 90, ("right", "top"), id="a quarter clockwise"),
        pytest.param((-1, 0, 0, -1), 180, ("right", "bottom"), id="upside down"),
        pytest.param((0, -1, 1, 0), 270, ("left", "bottom"), id="a quarter back"),
    ],
)
def test_a_turned_recording_is_shown_upright(
    make_film: MakeFilm,
    turn_film: Callable[[Path, tuple[int, int, int, int]], None],
    red_box: RedBox,
    matrix: tuple[int, int, int, int],
    deg: int,
    corner: tuple[str, str],
) -> None:
    """The marked corner is where a player shows it, and the size is the turned one."""
    path = make_film()
    turn_film(path, matrix)
    image = next(frames(path)).image
    height, width = image.shape[:2]
    left, right, top, bottom = red_box(image)
    found = "left" if left == 0 else "right", "top" if top == 0 else "bottom"
    assert found == corner
    assert (right - left, bottom - top) == pytest.approx((39, 39), abs=1)
    assert (width, height) == ((240, 320) if deg % 180 else (320, 240))
    assert probe(path).rotation_deg == deg
    assert probe(path).size_px == (width, height)


def test_an_odd_width_is_contiguous_and_unharmed(make_film: MakeFilm, red_box: RedBox) -> None:
    """853 columns: PyAV pads such rows, which MediaPipe cannot read."""
    path = make_film(size_px=(853, 480), pixels="yuv444p")
    for frame in frames(path):
        assert frame.size_px == (853, 480)
        assert frame.image.flags.c_contiguous
        assert red_box(frame.image) == pytest.approx((0, 39, 0, 39), abs=1)


def test_pixels_that_are_not_square_are_made_square(make_film: MakeFilm, red_box: RedBox) -> None:
    """Pixels of 4:3 make a square of 40 columns 53 columns wide."""
    path = make_film(size_px=(240, 240), aspect=Fraction(4, 3))
    frame = next(frames(path))
    assert frame.size_px == (320, 240)
    assert red_box(frame.image) == pytest.approx((0, 40 * 4 / 3 - 1, 0, 39), abs=1.5)


def test_a_title_in_an_old_encoding_does_no_harm(make_film: MakeFilm) -> None:
    """Tags that are not UTF-8 are left alone; the pictures come."""
    path = make_film(name="film.mkv")
    path.write_bytes(path.read_bytes().replace(b"Lavf", b"\xdcbun").replace(b"Lavc", b"\xdcbun"))
    assert len(list(frames(path))) == 30


def test_probe_describes_the_recording(make_film: MakeFilm) -> None:
    """Length, number, rate and start, as written."""
    info = probe(make_film(np.arange(60) / 30))
    assert info.duration_s == pytest.approx(2.0, abs=0.05)
    assert info.frames_estimate == 60
    assert info.average_rate_hz == pytest.approx(30.0, rel=0.02)
    assert info.start_s == 0.0


def test_one_picture_is_a_recording(make_film: MakeFilm) -> None:
    """A film of a single picture has one frame, at 0."""
    assert [frame.t_s for frame in frames(make_film([0.0]))] == [0.0]


@pytest.mark.parametrize("taken", [0, 1, 5])
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_the_file_is_closed_when_the_consumer_stops(make_film: MakeFilm, taken: int) -> None:
    """Stopping early, or at once, leaves no file open."""
    path = make_film()
    stream = frames(path)
    for _ in range(taken):
        next(stream)
    stream.close()  # type: ignore[attr-defined]
    opened = [fd.resolve() for fd in Path("/proc/self/fd").iterdir()]
    assert path.resolve() not in opened


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_memory_does_not_grow_with_the_recording(make_film: MakeFilm) -> None:
    """200 pictures of 0.9 MB each pass through the room of a few."""
    path = make_film(np.arange(220) / 30, size_px=(640, 480), options={"preset": "ultrafast"})
    held_mb = [memory_mb() for _ in frames(path)]
    assert max(held_mb) - held_mb[20] < 20


def memory_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@pytest.mark.parametrize(
    ("name", "contents", "says"),
    [
        pytest.param("a.mp4", b"just some words\n" * 50, "not a video", id="text"),
        pytest.param("a.txt", b"just some words\n" * 50, "not a video", id="text by name"),
        pytest.param("a.mp4", b"", "empty", id="empty"),
        pytest.param(
            "a.m3u8", b"#EXTM3U\n#EXTINF:9\nhttp://127.0.0.1:9/a.ts\n", "not a video", id="playlist"
        ),
    ],
)
def test_what_is_no_video_is_refused(tmp_path: Path, name: str, contents: bytes, says: str) -> None:
    """Each with its own words and the code for a source that cannot be read."""
    path = tmp_path / name
    path.write_bytes(contents)
    error = refusal(path)
    assert says in error.what
    assert error.where == str(path)
    assert error.code is ExitCode.BAD_SOURCE


@pytest.mark.parametrize(("name", "says"), [("", "folder"), ("none.mp4", "no such file")])
def test_a_missing_file_has_its_own_code(tmp_path: Path, name: str, says: str) -> None:
    """A folder or a missing file is no source, not a bad one."""
    error = refusal(tmp_path / name)
    assert says in error.what
    assert error.code is ExitCode.NO_SOURCE


@pytest.mark.parametrize("cover", [False, True], ids=["alone", "with a cover picture"])
def test_sound_is_no_video(make_sound: Callable[..., Path], *, cover: bool) -> None:
    """Neither is a song whose cover is stored as a picture."""
    error = refusal(make_sound(cover=cover))
    assert "only sound" in error.what
    assert error.code is ExitCode.BAD_SOURCE


def test_a_video_without_pictures_is_refused(make_film: MakeFilm) -> None:
    """A film without one whole picture is an error, not a film of no frames."""
    error = refusal(spoilt(make_film(size_px=SMALL_PX, pictures=noise()), at=0, length=10**9))
    assert "no picture can be read" in error.what
    assert error.code is ExitCode.BAD_SOURCE


def test_an_mp4_without_its_index_is_called_cut_off(make_film: MakeFilm) -> None:
    """The phone's battery died: the index at the end was never written."""
    path = make_film(size_px=SMALL_PX, pictures=noise())
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    error = refusal(path)
    assert "cut off" in error.what
    assert error.code is ExitCode.BAD_SOURCE


@pytest.mark.parametrize(
    ("name", "options"),
    [("film.mp4", {"movflags": "+faststart"}), ("film.mkv", {})],
    ids=["mp4 with its index in front", "mkv"],
)
def test_a_cut_off_recording_gives_what_it_has(
    make_film: MakeFilm, name: str, options: dict[str, str]
) -> None:
    """Its pictures come, and the missing rest is reported up to the declared end."""
    path = make_film(
        np.arange(90) / 30, name=name, size_px=SMALL_PX, pictures=noise(), container_options=options
    )
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with VideoReader(path) as video:
        times_s = [frame.t_s for frame in video]
        assert 20 < len(times_s) < 60
        (damage,) = video.damaged
    assert damage.start_s == pytest.approx(times_s[-1], abs=0.04)
    assert damage.end_s == pytest.approx(3.0, abs=0.05)


def spoilt(path: Path, *, at: int, length: int = 12_000) -> Path:
    """Overwrites the data of some pictures from the `at`-th on, not the container's."""
    with av.open(str(path)) as container:
        packets = [packet for packet in container.demux(video=0) if packet.size]
    start = packets[at].pos
    end = min(start + length, packets[-1].pos + packets[-1].size)
    data = bytearray(path.read_bytes())
    data[start:end] = np.random.default_rng(1).bytes(end - start)
    other = path.with_name(f"spoilt-{path.name}")
    other.write_bytes(data)
    return other


def emptied(path: Path, *, at: int) -> Path:
    """Zeroes the `at`-th picture's data, but for its head: the decoder makes up the rest."""
    with av.open(str(path)) as container:
        packet = [packet for packet in container.demux(video=0) if packet.size][at]
    data = bytearray(path.read_bytes())
    data[packet.pos + 40 : packet.pos + packet.size] = bytes(packet.size - 40)
    other = path.with_name(f"emptied-{path.name}")
    other.write_bytes(data)
    return other


@pytest.mark.parametrize("break_it", [spoilt, emptied])
def test_decoding_goes_on_after_damage(make_film: MakeFilm, break_it: Callable[..., Path]) -> None:
    """From the next key frame on, all pictures are as they were; the damage is reported."""
    key_every = {"x264-params": "keyint=15:min-keyint=15:scenecut=0:bframes=0"}
    whole = make_film(np.arange(60) / 30, size_px=SMALL_PX, pictures=noise(), options=key_every)
    with VideoReader(break_it(whole, at=35)) as video:
        got = {frame.t_s: frame.image for frame in video}
        (damage,) = video.damaged
        lost = video.pictures_lost
    want = {frame.t_s: frame.image for frame in frames(whole)}
    assert damage.start_s == pytest.approx(34 / 30)
    assert damage.end_s == pytest.approx(45 / 30)
    assert lost == len(want) - len(got) >= 1
    assert min(abs(t_s - 35 / 30) for t_s in got) > 0.01
    outside = [t_s for t_s in want if not damage.start_s < t_s < damage.end_s]
    assert all(np.array_equal(got[t_s], want[t_s]) for t_s in outside)


def test_damage_without_a_later_key_frame_lasts_to_the_end(make_film: MakeFilm) -> None:
    """Every later picture builds on the broken one, so all of them may be smeared."""
    one_key = {"x264-params": "keyint=infinite:scenecut=0:bframes=0"}
    path = spoilt(make_film(size_px=SMALL_PX, pictures=noise(), options=one_key), at=20)
    with VideoReader(path) as video:
        assert sum(1 for _ in video) < 30
        (damage,) = video.damaged
    assert damage.start_s == pytest.approx(19 / 30)
    assert damage.end_s == pytest.approx(1.0)


def test_a_whole_recording_has_no_damage(make_film: MakeFilm) -> None:
    """No false alarm on an ordinary file."""
    with VideoReader(make_film(UNEVEN_S)) as video:
        assert sum(1 for _ in video) == len(UNEVEN_S)
        assert video.damaged == []
        assert video.pictures_lost == 0


def test_pictures_larger_than_any_camera_s_are_not_decoded(tmp_path: Path) -> None:
    """Of 6000 x 6000 here; larger ones would take gigabytes."""
    path, side_px = tmp_path / "large.avi", 6000
    grey = np.full((side_px, side_px, 3), 99, np.uint8)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mjpeg", rate=30)
        stream.width = stream.height = side_px
        stream.pix_fmt = "yuvj420p"
        container.mux(stream.encode(av.VideoFrame.from_ndarray(grey, format="rgb24")))
        container.mux(stream.encode(None))
    with pytest.raises(PosecheckError) as error:
        VideoReader(path)
    assert error.value.code is ExitCode.BAD_SOURCE


@pytest.mark.parametrize("name", ["12:30.mp4", "file:x.mp4", "concat:a|b.mp4", "http:x.mp4"])
def test_a_name_with_a_colon_is_a_file_s_name(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FFmpeg would take what is before the colon for a protocol."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(CLIP, name)
    with VideoReader(Path(name)) as video:
        assert next(iter(video)).t_s == 0.0
