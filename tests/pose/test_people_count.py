"""One or two people: boxes and hips of made bodies."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck import landmarks
from posecheck.pose import people_count
from posecheck.pose.landmarker import Body

MakeBody = Callable[..., Body]
SIZE_PX = (1280, 720)


def test_nobody_is_none() -> None:
    """No find, no people."""
    assert people_count.count([], size_px=SIZE_PX) == 0


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param((0.1, 0.2, 0.4, 0.9), (0.6, 0.2, 0.9, 0.9), 2, id="side by side"),
        pytest.param((0.2, 0.1, 0.5, 0.9), (0.4, 0.1, 0.7, 0.9), 2, id="shoulder to shoulder"),
        pytest.param((0.1, 0.5, 0.7, 0.8), (0.3, 0.1, 0.5, 0.9), 2, id="one kneels at the other"),
        pytest.param((0.1, 0.2, 0.4, 0.9), (0.1, 0.2, 0.4, 0.9), 1, id="the same find twice"),
        pytest.param((0.1, 0.2, 0.4, 0.9), (0.16, 0.3, 0.46, 1.0), 1, id="somewhat moved"),
        pytest.param((0.1, 0.6, 0.9, 0.8), (0.62, 0.6, 0.88, 0.8), 1, id="the legs again"),
        pytest.param((0.1, 0.5, 0.7, 0.8), (0.45, 0.45, 0.72, 0.85), 2, id="one sits at the feet"),
    ],
)
def test_two_finds_are_one_person_or_two(
    body: MakeBody,
    one: tuple[float, ...],
    other: tuple[float, ...],
    expected: int,
) -> None:
    """Finds of one body share their boxes and hips; people do not."""
    assert people_count.count([body(*one), body(*other)], size_px=SIZE_PX) == expected
    assert people_count.count([body(*other), body(*one)], size_px=SIZE_PX) == expected


def test_furniture_is_nobody(body: MakeBody) -> None:
    """A body with a low presence does not count."""
    chair = body(0.6, 0.2, 0.9, 0.9, presence=0.35)
    assert people_count.count([body(0.1, 0.2, 0.4, 0.9), chair], size_px=SIZE_PX) == 1


@given(st.floats(0.05, 0.4), st.floats(0.05, 0.9), st.integers(100, 4000), st.integers(100, 4000))
def test_a_body_is_always_the_same_as_itself(
    width: float, height: float, wide_px: int, high_px: int
) -> None:
    """Whatever its size and the picture's."""
    spread = np.random.default_rng(0).uniform(size=(landmarks.COUNT, 2))
    points = spread * (width * wide_px, height * high_px)
    assert people_count.same_body(points, points)
