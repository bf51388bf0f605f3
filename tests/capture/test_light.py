"""Light is measured where the person is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from posecheck.capture.light import light
from posecheck.capture.picture import luminance
from posecheck.exercise.follow.camera_setup import DIM

BODY = np.array([[0.45, 0.3], [0.55, 0.3], [0.5, 0.7], [np.nan, np.nan]])
"""A person in the middle of the picture, one point of whom was not seen."""


def room(brightness: int, *, border_px: int = 0, noise: int = 0) -> NDArray[np.uint8]:
    """A grey room of 640 x 360, between two black borders that compression left uneven."""
    rng = np.random.default_rng(1)
    picture = np.full((360, 640, 3), brightness, np.int16)
    picture += rng.integers(-noise, noise + 1, picture.shape, np.int16)
    border = rng.integers(0, 4, (360, border_px, 3), np.int16)
    if border_px:
        picture[:, :border_px], picture[:, -border_px:] = border, border[:, ::-1]
    return np.clip(picture, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("points", [None, BODY], ids=["nobody found", "somebody found"])
def test_black_borders_do_not_count(points: NDArray[np.float64] | None) -> None:
    """A portrait of 100 in a landscape: as a whole, a third of that."""
    picture = room(100, border_px=218)
    assert luminance(picture) < DIM
    assert light(picture, points) == pytest.approx(100, abs=6)


def test_a_lamp_elsewhere_does_not_light_the_person() -> None:
    """A bright window beside somebody in the dark."""
    picture = room(20)
    picture[:, 500:] = 250
    assert luminance(picture) > DIM
    assert light(picture, BODY) == pytest.approx(20, abs=1)


def test_dark_clothes_are_no_dark_room() -> None:
    """The floor and the wall around count, too."""
    picture = room(150)
    picture[108:252, 288:352] = 10
    assert light(picture, BODY) > DIM


def test_a_dark_room_stays_dark() -> None:
    """Its noise is no border, and neither is a dark corner on one side."""
    assert light(room(12, noise=6)) == pytest.approx(12, abs=1)
    picture = room(60)
    picture[:, :320] = 2
    assert light(picture) == pytest.approx(luminance(picture))
    assert light(np.zeros((360, 640, 3), np.uint8)) == 0


coordinates = st.one_of(st.just(float("nan")), st.floats(-2, 3))


@given(
    st.integers(1, 70),
    st.integers(1, 70),
    st.lists(st.tuples(coordinates, coordinates), min_size=1, max_size=5),
)
def test_it_is_a_brightness_whatever_the_picture_and_the_points(
    height: int, width: int, points: list[tuple[float, float]]
) -> None:
    """Also where the person is at the border, outside, or a single point."""
    picture = np.full((height, width, 3), 77, np.uint8)
    assert light(picture, np.array(points)) == pytest.approx(77)
