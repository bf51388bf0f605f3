"""Pictures that wait small: the same RGB as from the whole one, and never larger than asked."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from posecheck.capture.decoded import Converter
from posecheck.capture.picture import Shape, Turn
from posecheck.capture.video_reader import VideoReader
from posecheck.capture.video_writer import VideoWriter
from posecheck.records import Frame

PIXEL_FORMATS = ["yuv420p", "yuvj420p", "yuv422p10le", "rgb24", "gray"]


def picture(pixel_format: str, width: int = 200, height: int = 120) -> av.VideoFrame:
    ramp = np.indices((height, width)).sum(axis=0) * 255 // (height + width)
    rgb = np.repeat(ramp[:, :, None], 3, axis=2).astype(np.uint8)
    return av.VideoFrame.from_ndarray(rgb, format="rgb24").reformat(format=pixel_format)


@pytest.mark.parametrize("pixel_format", PIXEL_FORMATS)
@pytest.mark.parametrize("side_px", [50, 100, 200, 960])
def test_a_small_picture_gives_the_same_rgb(pixel_format: str, side_px: int) -> None:
    """Whatever the pixel format; it is not made larger."""
    whole = picture(pixel_format)
    shape = Shape((200, 120), Turn()).within(side_px)
    converter = Converter(shape, stored_px=(200, 120))
    small = converter.small(whole)
    assert max(small.width, small.height) == min(side_px, 200)
    assert small.width / small.height == pytest.approx(200 / 120, rel=0.01)
    np.testing.assert_array_equal(converter.rgb(small), converter.rgb(whole))
    assert converter.rgb(whole).shape == (small.height, small.width, 3)


def test_a_small_picture_is_turned_as_the_whole_one() -> None:
    """Portrait recordings keep their turn."""
    turn = Turn(transpose=True, flip_x=True)
    converter = Converter(Shape((200, 120), turn).within(100), stored_px=(200, 120))
    shown = converter.rgb(converter.small(picture("yuv420p")))
    assert shown.shape == (100, 60, 3)
    assert shown.flags.c_contiguous
    assert shown[0].mean() < shown[-1].mean()
    assert shown[:, 0].mean() > shown[:, -1].mean()


@pytest.mark.parametrize("least_step_s", [0.0, 0.025, 0.1])
@pytest.mark.parametrize("rate_hz", [15, 24, 30, 60])
def test_pictures_that_come_too_soon_are_left_out(
    tmp_path: Path, rate_hz: int, least_step_s: float
) -> None:
    """Evenly, at the container's times; all of them where they are slow enough."""
    path = tmp_path / "film.mp4"
    with VideoWriter(path) as video:
        for i in range(rate_hz * 2):
            video.write(Frame(i / rate_hz, np.full((32, 32, 3), i % 250, np.uint8)))
    with VideoReader(path) as reader:
        t_s = [decoded.t_s for decoded in reader.decoded(least_step_s=least_step_s)]
    every = max(round(np.ceil(least_step_s * rate_hz - 0.05)), 1)
    np.testing.assert_allclose(t_s, np.arange(0, rate_hz * 2, every) / rate_hz, atol=1e-4)
