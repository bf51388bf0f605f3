"""Where the camera puts points in the picture, and how it moves."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sample_videos.render.scene.camera import MOVES, Camera, moving
from sample_videos.render.scene.camera_rays import ray, view_of

SQUARE_ON = Camera(eye_m=(0, 0, 2), at_m=(0, 0, 0), hfov_deg=90, size_px=(200, 100))
BASE = Camera(eye_m=(0.3, 1.2, 3.0), at_m=(0.1, 0.6, 0.2), hfov_deg=55, size_px=(640, 480))
OPTIONS = {
    "still": {},
    "orbit": {"by_deg": 40, "over_s": 4, "start_s": 1},
    "pan": {"by_deg": 10, "over_s": 4, "start_s": 1},
    "dolly": {"to_m": [0.3, 1.0, 2.0], "over_s": 4, "start_s": 1},
    "handheld": {"seed": 3},
}


@pytest.mark.parametrize(
    ("point", "pixel"),
    [
        pytest.param((0, 0, 0), (100, 50, 2), id="what it looks at is in the middle"),
        pytest.param((1, 0, 0), (150, 50, 2), id="half of the half width at 45 degrees"),
        pytest.param((2, 0, 0), (200, 50, 2), id="the edge of a 90 degree view"),
        pytest.param((0, 0.5, 1), (100, 0, 1), id="up is towards row 0, nearer is larger"),
    ],
)
def test_a_pinhole_camera_projects_by_similar_triangles(
    point: tuple[float, ...], pixel: tuple[float, ...]
) -> None:
    """The focal length is 100 pixels: x and y are 100 * place / depth from the middle."""
    assert SQUARE_ON.project(np.array([point], float))[0] == pytest.approx(pixel)


def test_what_is_behind_the_camera_has_no_pixel() -> None:
    """Its pixel is NaN and never a mirrored one. Its depth is negative."""
    x, y, depth = SQUARE_ON.project(np.array([[0.0, 0.0, 3.0]]))[0]
    assert math.isnan(x)
    assert math.isnan(y)
    assert depth == pytest.approx(-1)


# the first call compiles
@given(st.floats(0, 640), st.floats(0, 480), st.floats(0.2, 20), st.floats(-30, 30))
def test_a_ray_through_a_pixel_projects_back_onto_it(
    x: float, y: float, along: float, roll_deg: float
) -> None:
    """The rays that draw and the projection of the truth are the same camera."""
    camera = replace(BASE, roll_deg=roll_deg)
    direction = np.array(ray(view_of(camera), 640, 480, x, y))
    back = camera.project(np.array(camera.eye_m) + along * direction[None])[0]
    assert back[:2] == pytest.approx((x, y), abs=1e-6)
    assert np.linalg.norm(direction) == pytest.approx(1)


def test_a_camera_rolled_clockwise_turns_the_picture_the_other_way() -> None:
    """What is above the middle goes to the left."""
    rolled = replace(SQUARE_ON, roll_deg=90)
    assert rolled.project(np.array([[0, 0.25, 0.0]]))[0] == pytest.approx((87.5, 50, 2))
    np.testing.assert_allclose(rolled.axes @ rolled.axes.T, np.eye(3), atol=1e-12)


def test_every_move_is_tried_here() -> None:
    """A new move needs a line in OPTIONS."""
    assert set(OPTIONS) == set(MOVES)


@pytest.mark.parametrize("name", [name for name in OPTIONS if name != "handheld"])
def test_a_move_starts_at_the_base_camera(name: str) -> None:
    """Before its start the camera does not move."""
    camera = moving(BASE, {"use": name, **OPTIONS[name]}, 0.5)
    assert np.array(camera.eye_m) == pytest.approx(np.array(BASE.eye_m))
    assert np.array(camera.at_m) == pytest.approx(np.array(BASE.at_m))


def test_no_move_is_the_base_camera() -> None:
    """No move in a motion file means a tripod."""
    assert moving(BASE, None, 7.0) == BASE


@given(st.floats(-170, 170), st.floats(0, 10))
def test_an_orbit_keeps_distance_and_height(by_deg: float, t_s: float) -> None:
    """An orbit changes neither."""
    camera = moving(BASE, {"use": "orbit", "by_deg": by_deg, "over_s": 5}, t_s)
    assert math.dist(camera.eye_m, camera.at_m) == pytest.approx(math.dist(BASE.eye_m, BASE.at_m))
    assert camera.eye_m[1] == BASE.eye_m[1]


def test_an_orbit_of_ninety_degrees_ends_at_the_side() -> None:
    """A camera that looks along -z has +x on its right."""
    camera = moving(SQUARE_ON, {"use": "orbit", "by_deg": 90, "over_s": 2}, 5)
    assert camera.eye_m == pytest.approx((2, 0, 0), abs=1e-12)


def test_a_pan_to_the_right_moves_the_picture_to_the_left() -> None:
    """The eye keeps its place. What was in the middle goes to the left."""
    camera = moving(SQUARE_ON, {"use": "pan", "by_deg": 20, "over_s": 1}, 2)
    assert camera.eye_m == SQUARE_ON.eye_m
    x = camera.project(np.zeros((1, 3)))[0, 0]
    assert x == pytest.approx(100 - 100 * math.tan(math.radians(20)))


def test_a_dolly_ends_where_it_was_sent() -> None:
    """It looks at the same point all the time."""
    camera = moving(BASE, {"use": "dolly", **OPTIONS["dolly"]}, 60)
    assert camera.eye_m == pytest.approx((0.3, 1.0, 2.0))
    assert camera.at_m == BASE.at_m


def test_a_held_camera_shakes_a_little_and_the_same_each_time() -> None:
    """Its direction changes by a few tenths of a degree. The seed says how."""
    times = np.linspace(0, 20, 200)
    cameras = [moving(BASE, {"use": "handheld", "seed": 3, "shake_deg": 0.4}, t) for t in times]
    again = [moving(BASE, {"use": "handheld", "seed": 3, "shake_deg": 0.4}, t) for t in times]
    other = [moving(BASE, {"use": "handheld", "seed": 4, "shake_deg": 0.4}, t) for t in times]
    assert cameras == again
    assert cameras != other
    turned = [np.degrees(np.arccos(min(c.axes[2] @ BASE.axes[2], 1.0))) for c in cameras]
    assert 0.1 < max(turned) < 2.0


@pytest.mark.parametrize(
    ("move", "message"),
    [
        pytest.param({"use": "crane"}, "allowed are dolly, handheld", id="unknown move"),
        pytest.param({}, "camera move None", id="no move named"),
        pytest.param({"use": "orbit", "by_deg": 3, "ower_s": 2}, "ower_s", id="unknown key"),
    ],
)
def test_a_wrong_move_is_refused_by_name(move: dict[str, object], message: str) -> None:
    """The message says what is wrong."""
    with pytest.raises(ValueError, match=message):
        moving(BASE, move, 0.0)
