"""Annotated video out: times, sizes, what browsers need, and what a full disk leaves."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from posecheck.capture.video_reader import frames
from posecheck.capture.video_writer import VideoWriter
from posecheck.errors import ExitCode, PosecheckError
from posecheck.records import Frame

Picture = NDArray[np.uint8]
Marked = Callable[..., Picture]

UNEVEN_S = np.cumsum(np.random.default_rng(6).uniform(0.012, 0.09, 40)) + 2.5


def write(path: Path, picture: Picture, times_s: NDArray[np.float64] = UNEVEN_S) -> Path:
    with VideoWriter(path) as video:
        for t_s in times_s:
            video.write(Frame(float(t_s), picture))
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "out.mp4"


def test_times_are_those_of_the_source(path: Path, marked: Marked) -> None:
    """A variable rate is kept within a tenth of a millisecond, counted from the first."""
    times_s = [frame.t_s for frame in frames(write(path, marked()))]
    assert times_s == pytest.approx(UNEVEN_S - UNEVEN_S[0], abs=1e-4)


def test_a_browser_can_play_it(path: Path, marked: Marked) -> None:
    """H.264 in 4:2:0, and the index before the pictures."""
    data = write(path, marked()).read_bytes()
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert stream.codec_context.name == "h264"
        assert stream.pix_fmt == "yuv420p"
    assert data[4:8] == b"ftyp"
    assert 0 < data.index(b"moov") < data.index(b"mdat")


def test_colours_stay(path: Path, marked: Marked) -> None:
    """Red stays red and grey stays grey, within what compression costs."""
    shown = next(frames(write(path, marked()))).image.astype(int)
    assert np.abs(shown[10:30, 10:30] - (230, 20, 20)).max() < 12
    assert np.abs(shown[100:, 100:] - 60).max() < 4


@pytest.mark.parametrize(
    ("size_px", "kept_px"),
    [((853, 480), (852, 480)), ((320, 241), (320, 240)), ((321, 241), (320, 240))],
)
def test_odd_sizes_lose_one_line(
    path: Path, marked: Marked, size_px: tuple[int, int], kept_px: tuple[int, int]
) -> None:
    """H.264 in 4:2:0 has only even sizes; the picture is neither scaled nor moved."""
    width, height = size_px
    frame = next(frames(write(path, marked(width=width, height=height), UNEVEN_S[:3])))
    assert frame.size_px == kept_px
    assert frame.image[20, 20, 0] > 200
    assert frame.image[60, 60, 0] < 80


def test_a_repeated_time_does_not_break_the_file(path: Path, marked: Marked) -> None:
    """Both pictures are there, the second a tick later."""
    times_s = [frame.t_s for frame in frames(write(path, marked(), np.array([0.0, 0.5, 0.5])))]
    assert times_s == pytest.approx([0.0, 0.5, 0.5], abs=1e-4)
    assert len(set(times_s)) == 3


def write_and_raise(video: VideoWriter, picture: Picture, trouble: type[BaseException]) -> None:
    video.write(Frame(0.0, picture))
    raise trouble


@pytest.mark.parametrize("trouble", [ValueError, KeyboardInterrupt])
def test_after_an_exception_nothing_is_left(
    path: Path, marked: Marked, trouble: type[BaseException]
) -> None:
    """No half film, and an older one stays as it was."""
    with VideoWriter(path) as video:
        video.write(Frame(0.0, marked()))
    older = path.read_bytes()
    with pytest.raises(trouble), VideoWriter(path) as video:
        write_and_raise(video, marked(), trouble)
    assert path.read_bytes() == older
    assert list(path.parent.iterdir()) == [path]


def test_a_missing_folder_is_reported(tmp_path: Path) -> None:
    """Before any picture is analysed."""
    path = tmp_path / "none" / "out.mp4"
    with pytest.raises(PosecheckError) as caught, VideoWriter(path):
        pytest.fail("opened in a folder that is not there")
    assert caught.value.code is ExitCode.CANNOT_WRITE
    assert caught.value.where == str(path)


def test_no_picture_is_no_film(path: Path) -> None:
    """An empty film would not play, so it is an error."""
    with pytest.raises(PosecheckError) as caught, VideoWriter(path):
        pass
    assert caught.value.code is ExitCode.CANNOT_WRITE
    assert list(path.parent.iterdir()) == []


FILL_THE_DISK = """
import resource, sys
from pathlib import Path
import numpy as np
from posecheck.capture.video_writer import VideoWriter
from posecheck.errors import PosecheckError
from posecheck.records import Frame

resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
rng = np.random.default_rng(0)
try:
    with VideoWriter(Path(sys.argv[1])) as video:
        for i in range(120):
            video.write(Frame(i / 30, rng.integers(0, 255, (96, 128, 3), np.uint8)))
except PosecheckError as error:
    sys.exit(int(error.code))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits a file's size by setrlimit")
@pytest.mark.parametrize(
    "limit", [pytest.param(20_000, id="while writing"), pytest.param(-40, id="at the very end")]
)
def test_a_full_disk_is_reported_and_leaves_nothing(path: Path, limit: int) -> None:
    """A file that may not grow any more stands for a disk without room."""
    command = [sys.executable, "-c", FILL_THE_DISK, str(path)]
    whole = subprocess.run([*command, str(10**9)], check=False)
    assert whole.returncode == 0
    room = limit if limit > 0 else path.stat().st_size + limit
    path.unlink()
    full = subprocess.run([*command, str(room)], check=False)
    assert full.returncode == ExitCode.CANNOT_WRITE
    assert list(path.parent.iterdir()) == []
