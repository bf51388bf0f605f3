"""Turns, pixel shapes and sizes, against pictures whose pixels are numbered."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import av
import numpy as np
import pytest
from av.video.reformatter import VideoReformatter
from numpy.typing import NDArray

from posecheck.capture.picture import Shape, Turn, luminance

FIXED = 1 << 16
LAYOUTS = [(a, 0, 0, d) for a, d in product((1, -1), repeat=2)]
LAYOUTS += [(0, b, c, 0) for b, c in product((1, -1), repeat=2)]


def turn(a: int, b: int, c: int, d: int) -> Turn:
    rows = [a * FIXED, b * FIXED, 0, c * FIXED, d * FIXED, 0, 0, 0, 1 << 30]
    return Turn.from_matrix(np.array(rows, np.int32).tobytes())


@pytest.mark.parametrize("matrix", LAYOUTS)
def test_each_pixel_goes_where_the_matrix_says(matrix: tuple[int, int, int, int]) -> None:
    """x' = a x + c y and y' = b x + d y, seen from the middle of either picture."""
    a, b, c, d = matrix
    image = np.arange(4 * 6 * 3, dtype=np.uint8).reshape(4, 6, 3)
    shown = turn(*matrix).apply(image)
    centre = np.array([(shown.shape[1] - 1) / 2, (shown.shape[0] - 1) / 2])
    for y, x in np.ndindex(4, 6):
        right, down = x - 2.5, y - 1.5
        to_x, to_y = np.array([a * right + c * down, b * right + d * down]) + centre
        assert (shown[int(to_y), int(to_x)] == image[y, x]).all()


@pytest.mark.parametrize("matrix", LAYOUTS)
def test_a_turned_picture_is_contiguous(matrix: tuple[int, int, int, int]) -> None:
    """MediaPipe silently finds nobody in a picture that is only a view."""
    assert turn(*matrix).apply(np.zeros((4, 6, 3), np.uint8)).flags.c_contiguous


def test_a_slightly_tilted_matrix_is_the_nearest_quarter_turn() -> None:
    """Some editors write 89.9 degrees."""
    rows = [100, FIXED - 9, 0, 9 - FIXED, 100, 0, 0, 0, 1 << 30]
    assert Turn.from_matrix(np.array(rows, np.int32).tobytes()) == turn(0, 1, -1, 0)


@pytest.mark.parametrize(
    ("aspect", "size_px"),
    [
        pytest.param(4 / 3, (320, 240), id="wide pixels"),
        pytest.param(0.5, (120, 240), id="tall pixels"),
        pytest.param(None, (240, 240), id="not known"),
        pytest.param(5000.0, (240, 240), id="nonsense is not believed"),
        pytest.param(0.001, (240, 240), id="nor thin nonsense"),
    ],
)
def test_width_is_scaled_by_the_pixels_shape(
    aspect: float | None, size_px: tuple[int, int]
) -> None:
    """A picture is as wide as its columns times their pixels' aspect."""
    frame = av.VideoFrame(240, 240, "rgb24")
    assert Shape.of(frame, pixel_aspect=aspect).size_px == size_px


def test_a_picture_of_another_size_is_fitted_in_undistorted(
    marked: Callable[..., NDArray[np.uint8]],
    red_box: Callable[[NDArray[np.uint8]], tuple[int, int, int, int]],
) -> None:
    """A phone turned during a recording: same size of picture, black bars, square squares."""
    first = av.VideoFrame.from_ndarray(marked(width=320, height=240), format="rgb24")
    other = av.VideoFrame.from_ndarray(marked(width=240, height=480), format="rgb24")
    shape = Shape.of(first, pixel_aspect=None)
    shown = shape.shown(other, stored_px=(320, 240), to_rgb=VideoReformatter())
    left, right, top, bottom = red_box(shown)
    assert shown.shape == (240, 320, 3)
    assert shown[:, :90].max() == 0
    assert (left, top) == (100, 0)
    assert right - left + 1 == pytest.approx(20, abs=1)
    assert bottom - top + 1 == pytest.approx(20, abs=1)


@pytest.mark.parametrize("level", [0, 40, 200])
def test_luminance_is_the_mean_brightness(level: int) -> None:
    """Grey has its own value."""
    assert luminance(np.full((480, 640, 3), level, np.uint8)) == pytest.approx(level)
