"""How the camera is placed and what it frames: from above, from aside, cropped, off the middle."""

from __future__ import annotations

import math

import numpy as np
import pytest
from pydantic import ValidationError

from sample_videos.render.animation.motion_file import Clip, View
from sample_videos.render.animation.performance import framed, shown
from sample_videos.render.rig.anatomy import POINT_NAMES
from sample_videos.render.scene.camera import Camera

SIZE = (640, 480)
RNG = np.random.default_rng(5)
CLOUD = RNG.uniform((-0.8, 0.0, -0.2), (0.8, 0.6, 0.2), (4, len(POINT_NAMES), 3))
"""Four pictures of a body that lies across the view, points (F, P, 3)."""
TIMES_S = np.arange(4.0)


def camera(**view: object) -> Camera:
    look = View.model_validate(view)
    clip = Clip.model_validate(
        {
            "about": "",
            "view": "side",
            "build": "mira",
            "room": "den",
            "facing": "left",
            "camera": look,
            "start": "still",
            "plan": ({"hold_s": 1.0},),
        }
    )
    return framed(clip, shown(look, CLOUD, TIMES_S), SIZE)


def extent(seen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return seen[:, :2].min(0), seen[:, :2].max(0)


@pytest.mark.parametrize("pitch_deg", [-15.0, 25.0, 35.0])
def test_a_pitched_camera_looks_down_or_up_at_the_person_by_its_angle(pitch_deg: float) -> None:
    """Wherever it stands and however near it has to be."""
    forward = camera(pitch_deg=pitch_deg, off_deg=20).axes[2]
    assert math.degrees(math.asin(-forward[1])) == pytest.approx(pitch_deg, abs=3)
    assert math.degrees(math.atan2(-forward[0], -forward[2])) == pytest.approx(20, abs=3)


@pytest.mark.parametrize("view", [{}, {"pitch_deg": 30}, {"roll_deg": 10}, {"off_deg": 35}])
def test_the_whole_person_is_in_the_picture(view: dict[str, float]) -> None:
    """As wide as asked for, and in the middle."""
    low, high = extent(camera(fill=0.7, **view).project(CLOUD.reshape(-1, 3)))
    assert (high - low)[0] == pytest.approx(0.7 * SIZE[0], rel=0.02)
    assert (low + high) / 2 == pytest.approx(np.divide(SIZE, 2), abs=2)


def test_a_cropped_picture_is_framed_by_the_points_that_it_shows() -> None:
    """What it shows fills the asked share. A part of the rest is outside."""
    names = ("crown", "left_shoulder", "right_shoulder")
    body = CLOUD.copy()
    at = [POINT_NAMES.index(name) for name in names]
    body[:, at] *= (0.6, 0.2, 0.6)
    look = View(fill=0.8, shows=("crown", "shoulder"))
    part = shown(look, body, TIMES_S)
    assert part.shape == (4, 3, 3)
    np.testing.assert_array_equal(np.sort(part, axis=1), np.sort(body[:, at], axis=1))
    clip = Clip.model_construct(camera=look)
    one = framed(clip, part, SIZE)
    low, high = extent(one.project(part.reshape(-1, 3)))
    assert (high - low)[0] == pytest.approx(0.8 * SIZE[0], rel=0.02)
    x = one.project(body.reshape(-1, 3))[:, 0]
    assert ((x < 0) | (x > SIZE[0])).any()


def test_only_the_seconds_that_are_asked_for_are_framed() -> None:
    """A person who goes off afterwards does not make the picture wider."""
    body = CLOUD.copy()
    body[3] += (5.0, 0, 0)
    np.testing.assert_array_equal(shown(View(shows_s=(0, 2)), body, TIMES_S), body[:3])


def test_a_shifted_person_is_to_the_right_and_higher() -> None:
    """By shares of the picture's width and height."""
    low, high = extent(camera(shift=(0.1, 0.05), fill=0.5).project(CLOUD.reshape(-1, 3)))
    wanted = (0.6 * SIZE[0], 0.45 * SIZE[1])
    assert (low + high) / 2 == pytest.approx(wanted, abs=4)


def test_a_point_that_no_body_has_is_refused() -> None:
    """The message names it and says what is allowed."""
    with pytest.raises(ValidationError, match="point 'wing': allowed are head_back"):
        View(shows=("wing",))
