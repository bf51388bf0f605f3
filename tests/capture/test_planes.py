"""Pictures in planes: what a player would show, whatever way they came."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from posecheck.capture.decoded import Decoded
from posecheck.capture.picture import Shape, Turn
from posecheck.capture.planes import BT601, BT709, FULL, LIMITED, Colours, Planes, PlanesMaker
from posecheck.capture.video_reader import VideoReader
from posecheck.capture.video_writer import VideoWriter

COLOURS = [
    pytest.param(Colours(matrix, spread), id=f"matrix {matrix}, range {spread}")
    for matrix in (BT601, BT709)
    for spread in (LIMITED, FULL)
]
TURNS = [Turn(), Turn(True, True, False), Turn(False, True, True), Turn(True, False, True)]


def scene(width: int = 64, height: int = 48) -> NDArray[np.uint8]:
    """Soft colours that differ in all four corners."""
    y, x = np.mgrid[0:height, 0:width]
    red, green = 255 * x / width, 255 * y / height
    return np.stack([red, green, 255 - red], axis=2).astype(np.uint8)


def decoded(picture: av.VideoFrame, turn: Turn = TURNS[0]) -> Decoded:
    stored_px = (picture.width, picture.height)
    return Decoded(0.0, picture, Shape(stored_px, turn), stored_px)


def rgb(planes: Planes) -> NDArray[np.float64]:
    """What a player makes of the planes."""
    return planes.frame().to_ndarray(format="rgb24").astype(float)


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize("pixel_format", ["yuv420p", "yuvj420p", "yuv422p", "rgb24"])
def test_planes_show_the_picture_turned(pixel_format: str, turn: Turn) -> None:
    """To the accuracy of colours at half the resolution."""
    picture = av.VideoFrame.from_ndarray(scene(), format="rgb24").reformat(format=pixel_format)
    shown = rgb(PlanesMaker().of(decoded(picture, turn)))
    assert np.abs(shown - turn.apply(scene()).astype(float)).mean() < 6


@pytest.mark.parametrize("size_px", [(64, 46), (65, 48), (64, 47), (33, 31)])
def test_an_odd_last_row_or_column_is_left_out(size_px: tuple[int, int]) -> None:
    """H.264 has only even sizes."""
    picture = av.VideoFrame.from_ndarray(scene(*size_px), format="rgb24").reformat(format="yuv420p")
    planes = PlanesMaker().of(decoded(picture))
    width, height = (side // 2 * 2 for side in size_px)
    assert planes.size_px == (width, height)
    assert np.abs(rgb(planes) - scene(*size_px)[:height, :width]).mean() < 6


def test_the_decoders_own_picture_is_not_drawn_into() -> None:
    """It may be needed to decode the next ones."""
    picture = av.VideoFrame.from_ndarray(scene(), format="rgb24").reformat(format="yuv420p")
    before = picture.to_ndarray().copy()
    planes = PlanesMaker().of(decoded(picture))
    planes.buffer[:] = 0
    np.testing.assert_array_equal(picture.to_ndarray(), before)


@pytest.mark.parametrize("colours", COLOURS)
def test_colours_are_those_of_the_standard(colours: Colours) -> None:
    """White, black and grey by definition; and what FFmpeg makes of the planes is the colour."""
    top, bottom = (255, 0) if colours.range == FULL else (235, 16)
    np.testing.assert_allclose(colours.of_rgb(np.array([255.0] * 3)), (top, 128, 128), atol=1e-9)
    np.testing.assert_allclose(colours.of_rgb(np.zeros(3)), (bottom, 128, 128), atol=1e-9)
    for colour in ((64, 224, 255), (255, 140, 0), (16, 20, 28)):
        planes = Planes((16, 16), colours)
        values = np.rint(colours.of_rgb(np.array(colour, float))).clip(0, 255)
        planes.y[:], planes.u[:], planes.v[:] = values
        assert np.abs(rgb(planes)[8, 8] - colour).max() <= 5


@pytest.mark.parametrize("colours", COLOURS)
def test_a_video_written_in_planes_says_what_its_colours_are(
    tmp_path: Path, colours: Colours
) -> None:
    """So that a player shows those of the source."""
    planes = Planes((64, 48), colours)
    planes.y[:], planes.u[:], planes.v[:] = 120, 90, 160
    with VideoWriter(tmp_path / "a.mp4") as video:
        video.write_planes(0.0, planes)
    with VideoReader(tmp_path / "a.mp4") as reader:
        (one,) = reader.decoded()
    assert (one.picture.colorspace, one.picture.color_range) == (colours.matrix, colours.range)
    assert np.abs(rgb(PlanesMaker().of(one))[24, 32] - rgb(planes)[24, 32]).max() <= 4
