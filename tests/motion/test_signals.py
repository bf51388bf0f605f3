"""Signals read from a figure whose angles are known."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pytest
import stick

from posecheck import landmarks
from posecheck.motion.body import Body, BodyTracker
from posecheck.motion.signals import (
    KINDS,
    depth_behind,
    height_between,
    height_over_line,
    inclination,
    joint_angle,
    length,
    rise_over_line,
    spread,
)
from posecheck.records import Pose

SCENES = [
    stick.Scene(head=head, near=near)
    for head, near in product(("left", "right"), ("left", "right"))
]
seen_from_anywhere = pytest.mark.parametrize(
    "scene", SCENES, ids=[f"head {s.head}, {s.near} side near" for s in SCENES]
)
FRONT = stick.Scene(yaw_deg=90, stature_px=600, at=(0.5, 0.3))


def body(skeleton: stick.Skeleton, scene: stick.Scene | None = None) -> Body:
    return BodyTracker().step((scene or stick.Scene()).photograph(skeleton, 0.0))


@seen_from_anywhere
@pytest.mark.parametrize("hip_deg", [95, 130, 179, 181, 195])
@pytest.mark.parametrize("trunk_deg", [0, 20])
def test_a_hip_angle_goes_on_past_straight_when_the_hip_rises(
    trunk_deg: float, hip_deg: float, scene: stick.Scene
) -> None:
    """An over-arched bridge reads more than 180; without `past_straight` it folds back."""
    seen = body(stick.supine(hip_deg=hip_deg, trunk_deg=trunk_deg), scene)
    at: Any = ("shoulder", "hip", "knee")
    assert joint_angle(seen, at=at, side="near", past_straight="up") == pytest.approx(hip_deg)
    assert joint_angle(seen, at=at, side="near") == pytest.approx(min(hip_deg, 360 - hip_deg))


@seen_from_anywhere
@pytest.mark.parametrize("knee_deg", [60, 80, 170])
def test_a_knee_angle_is_that_of_the_figure(knee_deg: float, scene: stick.Scene) -> None:
    """Hip, knee, ankle."""
    seen = body(stick.supine(hip_deg=130, knee_deg=knee_deg), scene)
    angle = joint_angle(seen, at=("hip", "knee", "ankle"), side="near")
    assert angle == pytest.approx(knee_deg)


@seen_from_anywhere
@pytest.mark.parametrize("line_deg", [-15, -3, 0, 12, 25])
def test_sag_and_pike_have_opposite_signs(line_deg: float, scene: stick.Scene) -> None:
    """Hips under the line of shoulder and ankle read below 0, over it above 0."""
    seen = body(stick.plank(line_deg=line_deg), scene)
    rise = rise_over_line(seen, at=("shoulder", "hip", "ankle"), side="near")
    assert rise == pytest.approx(line_deg, abs=1e-6)


@seen_from_anywhere
@pytest.mark.parametrize("trunk_deg", [-70, 0, 25])
def test_an_inclination_is_that_of_the_figure(trunk_deg: float, scene: stick.Scene) -> None:
    """Shoulder to hip, above the picture's horizontal."""
    scene = replace(scene, anchor="hip")
    seen = body(stick.supine(hip_deg=130, trunk_deg=trunk_deg), scene)
    assert inclination(seen, at=("shoulder", "hip"), side="near") == pytest.approx(trunk_deg)


@seen_from_anywhere
def test_heights_are_counted_in_trunk_lengths(scene: stick.Scene) -> None:
    """In a plank the shoulders are an upper arm over the line from elbow to ankle."""
    seen = body(stick.plank(), scene)
    shoulder = height_over_line(seen, of="shoulder", line=("elbow", "ankle"), side="near")
    assert shoulder == pytest.approx(stick.UPPER_ARM / stick.TRUNK)
    hip = height_over_line(seen, of="hip", line=("elbow", "ankle"), side="near")
    leg = stick.THIGH + stick.SHANK
    assert hip == pytest.approx(stick.UPPER_ARM / stick.TRUNK * leg / (leg + stick.TRUNK))


@pytest.mark.parametrize("stature_px", [400.0, 600.0])
def test_front_view_lengths_do_not_depend_on_how_far_the_camera_is(stature_px: float) -> None:
    """Widths and heights in trunk lengths, from the front."""
    seen = body(stick.standing(), replace(FRONT, stature_px=stature_px))
    assert spread(seen, of="shoulder") == pytest.approx(2 * stick.SHOULDERS / stick.TRUNK)
    over = height_between(seen, of="shoulder", over="elbow", side="mean")
    assert over == pytest.approx(stick.UPPER_ARM / stick.TRUNK)
    assert height_between(seen, of="hip", over="shoulder", side="left") == pytest.approx(-1)


@pytest.mark.parametrize("turn_deg", [0, 30, 60])
def test_a_length_shrinks_as_its_segment_turns_towards_the_camera(turn_deg: float) -> None:
    """A forearm that points forward by some angle, seen from the front, in trunk lengths."""
    skeleton = dict(stick.standing())
    x, y = skeleton["elbow"]
    turn = np.radians(turn_deg)
    skeleton["wrist"] = (x + stick.FOREARM * np.sin(turn), y - stick.FOREARM * np.cos(turn))
    seen = length(body(skeleton, FRONT), at=("elbow", "wrist"), side="mean")
    assert seen == pytest.approx(stick.FOREARM * np.cos(turn) / stick.TRUNK)


@pytest.mark.parametrize("back", [0.08, 0.0, -0.05])
def test_depth_is_positive_for_what_is_farther_from_the_camera(back: float) -> None:
    """Elbows drawn behind the shoulders by a known distance, in trunk lengths."""
    skeleton = dict(stick.standing())
    skeleton["elbow"] = (-back, skeleton["elbow"][1])
    depth = depth_behind(body(skeleton, FRONT), of="elbow", behind="shoulder", side="mean")
    assert depth == pytest.approx(back / stick.TRUNK, abs=1e-9)


def test_the_mean_of_both_sides_lies_between_them() -> None:
    """From the front, with one arm bent by a known angle."""
    pose = FRONT.photograph(stick.standing(), 0.0)
    elbow = pose.image[landmarks.index("elbow", "left"), :2]
    upper_arm_px = stick.UPPER_ARM * FRONT.stature_px
    pose.image[landmarks.index("wrist", "left"), :2] = elbow + np.array([upper_arm_px / 1280, 0])
    seen = BodyTracker().step(pose)
    at: Any = ("shoulder", "elbow", "wrist")
    assert joint_angle(seen, at=at, side="left") == pytest.approx(90)
    assert joint_angle(seen, at=at, side="right") == pytest.approx(180)
    assert joint_angle(seen, at=at, side="mean") == pytest.approx(135)


def test_near_reads_the_side_towards_the_camera() -> None:
    """The far leg may do what it likes."""
    scene = stick.Scene(near="right")
    pose = scene.photograph(stick.supine(hip_deg=130), 0.0)
    other = scene.photograph(stick.supine(hip_deg=100), 0.0)
    left = [i for i, name in enumerate(landmarks.NAMES) if name.startswith("left_")]
    pose.image[left] = other.image[left]
    seen = BodyTracker().step(pose)
    at: Any = ("shoulder", "hip", "knee")
    assert joint_angle(seen, at=at, side="near") == pytest.approx(130)
    assert joint_angle(seen, at=at, side="left") == pytest.approx(100)
    assert joint_angle(seen, at=at, side="right") == pytest.approx(130)


PARAMETERS: dict[str, dict[str, Any]] = {
    "joint_angle": {"at": ("shoulder", "hip", "knee"), "side": "near"},
    "rise_over_line": {"at": ("shoulder", "hip", "knee"), "side": "near"},
    "inclination": {"at": ("shoulder", "hip"), "side": "near"},
    "lean": {"at": ("mid_hip", "mid_shoulder"), "toward": "left"},
    "tilt": {"of": "hip", "toward": "left"},
    "head_turn": {"toward": "left"},
    "turn": {"of": "hip", "toward": "left"},
    "offset": {"of": "hip", "over": "ankle", "toward": "left", "side": "near"},
    "ahead": {"of": "hip", "over": "ankle", "side": "near"},
    "height_over_line": {"of": "hip", "line": ("shoulder", "ankle"), "side": "near"},
    "height_between": {"of": "hip", "over": "ankle", "side": "near"},
    "depth_behind": {"of": "hip", "behind": "shoulder", "side": "near"},
    "length": {"at": ("shoulder", "hip"), "side": "near"},
    "spread": {"of": "hip"},
    "shoulders_away": {},
    "trunk_lean": {"toward": "left"},
    "trunk_bend": {"side": "near"},
    "shown_length": {"at": ("shoulder", "hip"), "side": "near"},
}

HIDDEN = {
    "head_turn": "ear",
    "shoulders_away": "shoulder",
    "trunk_lean": "shoulder",
    "trunk_bend": "shoulder",
}
"""What has to be hidden so that a kind is not known; of all others it is the hip."""


@pytest.mark.parametrize("use", KINDS)
def test_every_kind_is_nan_where_a_point_was_not_seen(use: str) -> None:
    """No kind of signal guesses; nobody there is nothing seen either. Only of a line that is not
    shown it is known how much is shown."""
    scene = stick.Scene(yaw_deg=30, stature_px=400, at=(0.4, 0.4))
    # who lies on the back looks neither to the left nor to the right of the picture
    figure = stick.standing() if use == "ahead" else stick.supine(hip_deg=130)
    if use == "shoulders_away":
        scene = FRONT
    seen, hidden = (scene.photograph(figure, 0.0) for _ in range(2))
    (hidden,) = stick.hide([hidden], [HIDDEN.get(use, "hip")], 0.0, 0.0)
    read, said = KINDS[use].function, PARAMETERS[use]
    assert np.isfinite(read(BodyTracker().step(seen), **said))
    if use == "shown_length":
        assert read(BodyTracker().step(hidden), **said) == 0
    else:
        assert np.isnan(read(BodyTracker().step(hidden), **said))
    nobody = Pose.nobody(0.0, scene.size_px)
    assert np.isnan(read(BodyTracker().step(nobody), **said))


def test_where_no_side_is_near_a_near_signal_is_nan() -> None:
    """From straight in front nobody can say which side is meant."""
    seen = body(stick.standing(), FRONT)
    assert np.isnan(joint_angle(seen, at=("hip", "knee", "ankle"), side="near"))


@pytest.mark.parametrize("use", KINDS)
def test_every_kind_has_a_unit_and_a_margin_above_zero(use: str) -> None:
    """Without a margin a zone would flutter at its limit."""
    assert KINDS[use].unit in {"°", "trunk lengths"}
    assert KINDS[use].margin > 0


@pytest.mark.parametrize("size_px", [(1280, 720), (720, 1280), (640, 640)])
def test_the_shape_of_the_picture_does_not_bend_an_angle(size_px: tuple[int, int]) -> None:
    """x and y are divided by different sides; forgetting it reads 147 for 160 at 16:9."""
    scene = stick.Scene(size_px=size_px, stature_px=500)
    seen = body(stick.supine(hip_deg=160, trunk_deg=10), scene)
    angle = joint_angle(seen, at=("shoulder", "hip", "knee"), side="near")
    assert angle == pytest.approx(160)
