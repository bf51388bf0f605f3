"""Angles, offsets and ratios: known values, and what must not change them."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, radians, sin

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from posecheck.motion.geometry import (
    bend_deg,
    distance,
    height_over_line,
    inclination_deg,
    joint_angle_deg,
    rise_over_line_deg,
)

Points = NDArray[np.float64]

ANGLES = [bend_deg, joint_angle_deg, rise_over_line_deg]
SIGNED = [bend_deg, rise_over_line_deg, height_over_line]
THREE = [*ANGLES, height_over_line]
FROM_TWO = [inclination_deg, distance]

whole = st.integers(-1000, 1000).map(float)
point = st.tuples(whole, whole).map(np.array)


@st.composite
def triples(draw: st.DrawFn) -> tuple[Points, Points, Points]:
    """Three points of which no two fall together and whose outer two are not one over the
    other, where above has no meaning."""
    a, b, c = draw(point), draw(point), draw(point)
    assume(min(np.hypot(*(a - b)), np.hypot(*(b - c))) >= 10)
    assume(abs(a[0] - c[0]) >= 1)
    assume(abs(b[0] - c[0]) >= 1)
    return a, b, c


def same_angle(one: float, other: float) -> bool:
    """180 and -180 are one direction."""
    return abs((one - other + 180) % 360 - 180) < 1e-6


def turned(p: Points, by_deg: float) -> Points:
    c, s = cos(radians(by_deg)), sin(radians(by_deg))
    return np.array([c * p[0] - s * p[1], s * p[0] + c * p[1]])


@pytest.mark.parametrize(
    ("b", "c", "bend", "joint", "rise"),
    [
        pytest.param((1, 0), (2, 0), 0, 180, 0, id="straight"),
        pytest.param((1, 0), (1, 1), 90, 90, 90, id="square, the middle above"),
        pytest.param((1, 0), (1, -1), -90, 90, -90, id="square, the middle below"),
        pytest.param((1, 0), (2, -1), -45, 135, -45, id="45 degrees upwards"),
        pytest.param((-1, 0), (-2, 1), -45, 135, 45, id="leftwards, the middle above"),
        pytest.param((-1, 0), (-2, -1), 45, 135, -45, id="leftwards, the middle below"),
    ],
)
def test_an_angle_has_its_textbook_value(
    b: tuple[int, int], c: tuple[int, int], bend: float, joint: float, rise: float
) -> None:
    """From the origin over b to c, in a picture whose y grows downwards."""
    points = np.zeros(2), np.array(b, float), np.array(c, float)
    assert bend_deg(*points) == pytest.approx(bend)
    assert joint_angle_deg(*points) == pytest.approx(joint)
    assert rise_over_line_deg(*points) == pytest.approx(rise)


@pytest.mark.parametrize("u", [(1, 0), (-1, 0), (0, 1), (0, -1), (3, -4)])
def test_a_path_that_turns_back_bends_by_plus_180(u: tuple[int, int]) -> None:
    """The bend lies in (-180, 180], wherever the folded segment points."""
    b = np.array(u, float)
    assert bend_deg(np.zeros(2), b, np.zeros(2)) == pytest.approx(180)
    assert joint_angle_deg(np.zeros(2), b, np.zeros(2)) == pytest.approx(0)


@pytest.mark.parametrize(
    ("to", "expected"),
    [((1, -1), 45), ((-1, -1), 45), ((1, 1), -45), ((0, -2), 90), ((0, 2), -90), ((-3, 0), 0)],
)
def test_an_inclination_is_positive_upwards_to_the_left_and_to_the_right(
    to: tuple[int, int], expected: float
) -> None:
    """Up is towards smaller y."""
    assert inclination_deg(np.zeros(2), np.array(to, float)) == pytest.approx(expected)


@pytest.mark.parametrize("order", [1, -1], ids=["line to the right", "line to the left"])
def test_a_height_is_positive_above_the_line_and_square_to_it(order: int) -> None:
    """Over a line that falls by 3 in 4, a point straight up by 5 is 4 away from it."""
    line = [np.array([0.0, 0.0]), np.array([4.0, 3.0])][::order]
    assert height_over_line(np.array([0.0, -5.0]), *line) == pytest.approx(4)
    assert height_over_line(np.array([4.0, 8.0]), *line) == pytest.approx(-4)
    assert height_over_line(np.array([400.0, 300.0]), *line) == pytest.approx(0)


@given(triples(), point, st.floats(0.01, 100))
def test_place_and_size_do_not_change_an_angle(
    points: tuple[Points, Points, Points], by: Points, size: float
) -> None:
    """Nearer, farther, elsewhere in the picture: the same angle; lengths grow in proportion."""
    a, b, c = points
    moved = [p * size + by for p in points]
    for angle in ANGLES:
        assert same_angle(float(angle(*moved)), float(angle(a, b, c)))
    assert inclination_deg(moved[0], moved[1]) == pytest.approx(float(inclination_deg(a, b)))
    assert distance(moved[0], moved[1]) == pytest.approx(float(distance(a, b)) * size)
    height = float(height_over_line(b, a, c)) * size
    assert height_over_line(moved[1], moved[0], moved[2]) == pytest.approx(height, abs=1e-6)


@given(triples(), st.floats(-180, 180))
def test_turning_the_picture_keeps_bends_and_lengths(
    points: tuple[Points, Points, Points], by_deg: float
) -> None:
    """Only what is called above may change its sign."""
    a, b, c = points
    t = [turned(p, by_deg) for p in points]
    assert same_angle(float(bend_deg(*t)), float(bend_deg(a, b, c)))
    assert joint_angle_deg(*t) == pytest.approx(float(joint_angle_deg(a, b, c)), abs=1e-6)
    assert abs(rise_over_line_deg(*t)) == pytest.approx(abs(float(bend_deg(a, b, c))), abs=1e-6)
    assert distance(t[0], t[1]) == pytest.approx(float(distance(a, b)))
    height = abs(float(height_over_line(b, a, c)))
    assert abs(height_over_line(t[1], t[0], t[2])) == pytest.approx(height, abs=1e-6)


@given(triples())
def test_a_mirror_turns_bends_round_and_leaves_above_above(
    points: tuple[Points, Points, Points],
) -> None:
    """A selfie camera shows the same sag; only clockwise becomes anticlockwise."""
    a, b, c = points
    m = [p * [-1, 1] for p in points]
    assert same_angle(float(bend_deg(*m)), -float(bend_deg(a, b, c)))
    assert joint_angle_deg(*m) == pytest.approx(float(joint_angle_deg(a, b, c)))
    assert same_angle(float(rise_over_line_deg(*m)), float(rise_over_line_deg(a, b, c)))
    assert inclination_deg(m[0], m[1]) == pytest.approx(float(inclination_deg(a, b)))
    height = float(height_over_line(b, a, c))
    assert height_over_line(m[1], m[0], m[2]) == pytest.approx(height, abs=1e-9)


@given(triples())
def test_a_picture_on_its_head_turns_above_into_below(
    points: tuple[Points, Points, Points],
) -> None:
    """Everything that says above or up changes its sign."""
    a, b, c = points
    m = [p * [1, -1] for p in points]
    assert same_angle(float(rise_over_line_deg(*m)), -float(rise_over_line_deg(a, b, c)))
    assert inclination_deg(m[0], m[1]) == pytest.approx(-float(inclination_deg(a, b)))
    height = float(height_over_line(b, a, c))
    assert height_over_line(m[1], m[0], m[2]) == pytest.approx(-height, abs=1e-9)


@given(triples())
def test_the_order_of_the_outer_points_does_not_matter(
    points: tuple[Points, Points, Points],
) -> None:
    """Shoulder-hip-knee and knee-hip-shoulder are one angle."""
    a, b, c = points
    assert joint_angle_deg(c, b, a) == pytest.approx(float(joint_angle_deg(a, b, c)))
    assert same_angle(float(rise_over_line_deg(c, b, a)), float(rise_over_line_deg(a, b, c)))
    assert height_over_line(b, c, a) == pytest.approx(float(height_over_line(b, a, c)), abs=1e-9)


@given(triples())
def test_joint_angle_and_rise_agree_about_how_far_from_straight(
    points: tuple[Points, Points, Points],
) -> None:
    """They differ only in that one of them knows up from down."""
    straight = 180 - float(joint_angle_deg(*points))
    assert abs(float(rise_over_line_deg(*points))) == pytest.approx(straight, abs=1e-9)


@pytest.mark.parametrize("missing", [0, 1, 2])
@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("function", THREE)
def test_a_missing_point_gives_nan(
    function: Callable[..., Points], axis: int, missing: int
) -> None:
    """One coordinate is enough to know nothing."""
    points = np.array([[0.0, 0.0], [3.0, 1.0], [5.0, 9.0]])
    points[missing, axis] = np.nan
    assert np.isnan(function(*points))


@pytest.mark.parametrize("missing", [0, 1])
@pytest.mark.parametrize("function", FROM_TWO)
def test_a_missing_end_gives_nan(function: Callable[..., Points], missing: int) -> None:
    """The same for what is measured between two points."""
    points = np.array([[0.0, 0.0], [3.0, 1.0]])
    points[missing, 0] = np.nan
    assert np.isnan(function(*points))


def test_a_segment_without_length_has_no_direction() -> None:
    """Two landmarks at the same point say nothing about an angle."""
    here, there = np.array([2.0, 3.0]), np.array([5.0, 7.0])
    for angle in ANGLES:
        assert np.isnan(angle(here, here, there))
        assert np.isnan(angle(there, here, here))
    assert np.isnan(inclination_deg(here, here))
    assert np.isnan(height_over_line(there, here, here))
    assert distance(here, here) == 0
