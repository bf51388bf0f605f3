"""Signals between any two points, and those of a view from the front, from points set by hand."""

from __future__ import annotations

from dataclasses import replace
from math import cos, radians, sin
from typing import Any

import numpy as np
import pytest

from posecheck import landmarks
from posecheck.motion.body import Body
from posecheck.motion.signals import (
    ahead,
    head_turn,
    height_between,
    inclination,
    joint_angle,
    lean,
    length,
    offset,
    shoulders_away,
    shown_length,
    split,
    tilt,
    trunk_bend,
    trunk_lean,
    turn,
)

TRUNK_PX = 100.0


def body(leftward: float = 1.0, facing: float = 1.0, **points: tuple[float, float]) -> Body:
    """A body of which only these points were seen, pixels, y down."""
    points_px = np.full((landmarks.COUNT, 2), np.nan)
    for name, xy in points.items():
        points_px[landmarks.INDEX[name]] = xy
    return Body(
        t_s=0.0,
        points_px=points_px,
        world_m=np.full((landmarks.COUNT, 3), np.nan),
        size_px=(640, 480),
        side_axis_deg=90.0,
        near=None,
        trunk_px=TRUNK_PX,
        leftward=leftward,
        facing=facing,
        found=True,
        outside=frozenset(),
    )


def test_points_carry_their_own_sides() -> None:
    """The left wrist is 30 px above the right ankle, a middle lies between both."""
    seen = body(left_wrist=(0, 70), right_ankle=(40, 100), left_hip=(0, 0), right_hip=(80, 40))
    at: Any = ("left_wrist", "right_ankle")
    assert height_between(seen, of="left_wrist", over="right_ankle") == pytest.approx(0.3)
    assert length(seen, at=at) == pytest.approx(0.5)
    assert height_between(seen, of="left_hip", over="mid_hip") == pytest.approx(0.2)
    assert inclination(seen, at=("right_ankle", "left_wrist")) == pytest.approx(36.87, abs=0.01)


def test_a_side_counts_only_for_points_without_one() -> None:
    """Knee of the side asked for, hips in the middle."""
    seen = body(left_hip=(0, 0), right_hip=(20, 0), left_knee=(10, 50), left_ankle=(60, 50))
    at: Any = ("mid_hip", "knee", "left_ankle")
    assert joint_angle(seen, at=at, side="left") == pytest.approx(90)
    assert np.isnan(joint_angle(seen, at=at, side="right"))


@pytest.mark.parametrize("name", ["kneecap", "mid_nose", "upper_hip", "left_", ""])
def test_a_point_that_does_not_exist_is_refused(name: str) -> None:
    """With what is allowed."""
    with pytest.raises(ValueError, match="foot_index"):
        split(name)


@pytest.mark.parametrize("leftward", [1.0, -1.0], ids=["from the front", "from behind"])
@pytest.mark.parametrize("lean_deg", [-100, -30, 0, 30, 100])
def test_a_lean_counts_towards_the_side_of_the_person(lean_deg: float, leftward: float) -> None:
    """Upright is 0, level 90, whoever looks from where."""
    x, y = leftward * sin(radians(lean_deg)), -cos(radians(lean_deg))
    seen = body(leftward, left_hip=(0, 0), right_hip=(0, 0),
                left_shoulder=(90 * x, 90 * y), right_shoulder=(90 * x, 90 * y))  # fmt: skip
    at: Any = ("mid_hip", "mid_shoulder")
    assert lean(seen, at=at, toward="left") == pytest.approx(lean_deg)
    assert lean(seen, at=at, toward="right") == pytest.approx(-lean_deg)


@pytest.mark.parametrize("leftward", [1.0, -1.0])
def test_a_head_tilts_to_the_side_of_its_lower_ear(leftward: float) -> None:
    """20 degrees, whoever looks from where."""
    x, y = 30 * cos(radians(20)), 30 * sin(radians(20))
    seen = body(leftward, left_ear=(leftward * x, y), right_ear=(-leftward * x, -y))
    assert tilt(seen, of="ear", toward="left") == pytest.approx(20)
    assert tilt(seen, of="ear", toward="right") == pytest.approx(-20)


@pytest.mark.parametrize("tilt_deg", [0, 25])
@pytest.mark.parametrize("turn_deg", [-50, -15, 0, 15, 50])
def test_a_head_turn_is_read_from_the_nose_between_the_ears(
    turn_deg: float, tilt_deg: float
) -> None:
    """A head 0.156 m wide with a nose 0.110 m before the ears, turned, and leaning as well."""
    across, ahead_m = 0.156 * cos(radians(turn_deg)), 0.110 * sin(radians(turn_deg))
    right_left = np.array([cos(radians(tilt_deg)), sin(radians(tilt_deg))]) * 400
    seen = body(
        left_ear=tuple(right_left * across / 2),
        right_ear=tuple(-right_left * across / 2),
        nose=tuple(right_left * ahead_m + (3 * sin(radians(tilt_deg)), 0)),
    )
    assert head_turn(seen, toward="left") == pytest.approx(turn_deg, abs=2)
    assert head_turn(seen, toward="right") == pytest.approx(-turn_deg, abs=2)


@pytest.mark.parametrize("turn_deg", [-40, 0, 40])
def test_shoulders_turn_by_their_depth(turn_deg: float) -> None:
    """Turned to the left, the left shoulder goes away from the camera."""
    seen = body()
    for side, sign in (("left", 1), ("right", -1)):
        at = 0.2 * cos(radians(turn_deg)) * sign, 0.0, 0.2 * sin(radians(turn_deg)) * sign
        seen.world_m[landmarks.index("shoulder", side)] = at
    assert turn(seen, of="shoulder", toward="left") == pytest.approx(turn_deg)
    assert turn(seen, of="shoulder", toward="right") == pytest.approx(-turn_deg)


@pytest.mark.parametrize("leftward", [1.0, -1.0])
def test_an_offset_counts_towards_the_side(leftward: float) -> None:
    """The left knee is 20 px to the left of its ankle."""
    seen = body(leftward, left_knee=(leftward * 20, 0), left_ankle=(0, 50))
    said: Any = {"of": "left_knee", "over": "left_ankle"}
    assert offset(seen, **said, toward="left") == pytest.approx(0.2)
    assert offset(seen, **said, toward="right") == pytest.approx(-0.2)


@pytest.mark.parametrize("facing", [1.0, -1.0])
def test_ahead_is_where_the_face_looks(facing: float) -> None:
    """The hip is 15 px behind the knee."""
    seen = body(facing=facing, left_hip=(-facing * 15, 0), left_knee=(0, 40))
    assert ahead(seen, of="left_hip", over="left_knee") == pytest.approx(-0.15)


@pytest.mark.parametrize(("width_px", "away_deg"), [(100, 0), (103, 0), (50, 60), (0, 90)])
def test_shoulders_are_turned_away_by_how_narrow_they_look(width_px: int, away_deg: float) -> None:
    """By the cosine of their width over the widest. Noise may make them wider than that."""
    seen = body(left_shoulder=(width_px, 0), right_shoulder=(0, 0))
    assert shoulders_away(replace(seen, shoulders_px=100.0)) == pytest.approx(away_deg)
    assert np.isnan(shoulders_away(seen))


@pytest.mark.parametrize("leftward", [1.0, -1.0], ids=["from the front", "from behind"])
@pytest.mark.parametrize("lean_deg", [-30, 0, 20])
def test_a_trunk_leans_as_the_line_from_hips_to_shoulders(lean_deg: float, leftward: float) -> None:
    """However the head is held."""
    x, y = leftward * 100 * sin(radians(lean_deg)), -100 * cos(radians(lean_deg))
    hips = {"left_hip": (0.0, 0.0), "right_hip": (0.0, 0.0)}
    seen = body(leftward, **hips, left_shoulder=(x, y), right_shoulder=(x, y), nose=(50, 0))
    assert trunk_lean(seen, toward="left") == pytest.approx(lean_deg)
    assert trunk_lean(seen, toward="right") == pytest.approx(-lean_deg)


@pytest.mark.parametrize("leftward", [1.0, -1.0], ids=["from the front", "from behind"])
def test_without_hips_shoulders_and_neck_tell_how_far_a_trunk_leans(leftward: float) -> None:
    """Shoulders that slope by 45° and a neck that leans by 27° are a trunk that leans by 20°. The
    neck is read from the middle of the ears: the lean of one ear is another."""
    neck = (leftward * 40 * sin(radians(27)), -40 * cos(radians(27)))
    seen = body(
        leftward,
        left_shoulder=(leftward * 30, 30),
        right_shoulder=(leftward * -30, -30),
        left_ear=(neck[0] + 8, neck[1]),
        right_ear=(neck[0] - 8, neck[1]),
    )
    seen = replace(seen, hips_shown=False)
    assert trunk_lean(seen, toward="left") == pytest.approx(20)
    assert trunk_lean(seen, toward="right") == pytest.approx(-20)


def test_a_line_that_is_not_in_the_picture_shows_no_length() -> None:
    """One of its ends is enough to hide it. On a side that is not known nothing is known."""
    seen = body(left_shoulder=(0, 0), left_hip=(0, 80), right_shoulder=(20, 0))
    at: Any = ("shoulder", "hip")
    assert shown_length(seen, at=at, side="left") == pytest.approx(0.8)
    assert shown_length(seen, at=at, side="right") == 0
    assert np.isnan(shown_length(seen, at=at, side="near"))


@pytest.mark.parametrize("facing", [1.0, -1.0])
@pytest.mark.parametrize("bend_deg", [0, 30, 100])
def test_a_trunk_bends_as_far_as_it_is_from_upright(bend_deg: float, facing: float) -> None:
    """However the head is held, and wherever the person looks."""
    x, y = facing * 100 * sin(radians(bend_deg)), -100 * cos(radians(bend_deg))
    seen = body(left_hip=(0, 0), left_shoulder=(x, y), left_ear=(x + 50, y))
    assert trunk_bend(seen, side="left") == pytest.approx(bend_deg)


@pytest.mark.parametrize(("neck_deg", "bend_deg"), [(0, 0), (45, 0), (60, 15), (120, 75)])
def test_without_hips_a_trunk_bends_by_what_its_neck_cannot(
    neck_deg: float, bend_deg: float
) -> None:
    """A chin at the chest is no bent trunk; a head below the shoulders is one."""
    ear = (100 * sin(radians(neck_deg)), -100 * cos(radians(neck_deg)))
    seen = body(left_shoulder=(0, 0), left_ear=ear)
    assert trunk_bend(seen, side="left") == pytest.approx(bend_deg)
    assert np.isnan(trunk_bend(seen, side="right"))
