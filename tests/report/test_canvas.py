"""Drawing on planes shows what drawing on RGB shows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from posecheck.capture.planes import BT601, BT709, FULL, LIMITED, Colours, Planes
from posecheck.report import captions, skeleton
from posecheck.report.canvas import SUBPIXEL_BITS, Canvas, Panel, PlanarCanvas, RgbCanvas

SIZE_PX = (320, 240)
GREY = (128, 128, 128)


def pair(colours: Colours) -> tuple[NDArray[np.uint8], Planes]:
    """The same grey picture as RGB and in planes."""
    planes = Planes(SIZE_PX, colours)
    planes.y[:], planes.u[:], planes.v[:] = np.rint(colours.of_rgb(np.array(GREY, float)))
    return np.full((SIZE_PX[1], SIZE_PX[0], 3), 128, np.uint8), planes


def at(x: float, y: float) -> tuple[int, int]:
    return round(x * (1 << SUBPIXEL_BITS)), round(y * (1 << SUBPIXEL_BITS))


def scene(canvas: Canvas) -> None:
    canvas.line(at(40, 60), at(250, 180), skeleton.JUDGED, 9)
    canvas.dot(at(250, 180), 12, skeleton.FAULTY)
    captions.paste(canvas, (captions.Line("Bridge", 30),), "top-left", margin_px=10)


def brightness(image: NDArray[np.uint8]) -> NDArray[np.float64]:
    return image @ np.array([0.299, 0.587, 0.114])


@pytest.mark.parametrize("matrix", [BT601, BT709])
@pytest.mark.parametrize("spread", [LIMITED, FULL])
def test_both_canvases_show_the_same(matrix: int, spread: int) -> None:
    """Brightness pixel by pixel; colours in the middle of what is drawn."""
    colours = Colours(matrix, spread)
    image, planes = pair(colours)
    scene(RgbCanvas(image))
    scene(PlanarCanvas(planes))
    wanted = np.rint(colours.of_rgb(image.astype(float)))
    assert np.abs(planes.y - wanted[:, :, 0]).max() <= 4
    for x, y in ((145, 120), (250, 180), (300, 20), (18, 18)):
        got = (planes.y[y, x], planes.u[y // 2, x // 2], planes.v[y // 2, x // 2])
        assert np.abs(np.array(got, float) - wanted[y, x]).max() <= 5, (x, y)


@given(
    left=st.integers(0, 400),
    top=st.integers(0, 300),
    width=st.integers(1, 90),
    height=st.integers(1, 70),
)
def test_a_panel_is_pasted_where_it_fits(left: int, top: int, width: int, height: int) -> None:
    """Cut at the picture's border, and nothing is drawn beside it."""
    image, planes = pair(Colours())
    panel = Panel(np.full((height, width, 4), 255, np.uint8))
    for canvas in (RgbCanvas(image), PlanarCanvas(planes)):
        canvas.paste(panel, left=left, top=top)
    touched = (image != 128).any(axis=2)
    rows, columns = max(0, min(240, top + height) - top), max(0, min(320, left + width) - left)
    assert touched.sum() == rows * columns
    bright = planes.y != planes.y[-1, 0] if not touched[-1, 0] else planes.y > 200
    even_rows = max(0, min(240, top // 2 * 2 + height) - top // 2 * 2)
    even_columns = max(0, min(320, left // 2 * 2 + width) - left // 2 * 2)
    assert bright.sum() in (even_rows * even_columns, planes.y.size - even_rows * even_columns)
