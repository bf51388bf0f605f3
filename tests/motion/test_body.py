"""What counts as seen, which side is near, and how the body is turned."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
import stick

from posecheck import landmarks
from posecheck.motion.body import (
    Body,
    BodyTracker,
    axis_angle_deg,
)
from posecheck.motion.visibility import LONGEST, MEMORY_S, MIN_VISIBILITY
from posecheck.records import Pose, Side

LYING = stick.supine(hip_deg=130)
KNEE, ANKLE = landmarks.index("knee", "right"), landmarks.index("ankle", "right")


def pose(scene: stick.Scene | None = None, t_s: float = 0.0) -> Pose:
    return (scene or stick.Scene()).photograph(LYING, t_s)


def seen(body: Body) -> set[int]:
    return set(np.flatnonzero(np.isfinite(body.points_px).all(1)).tolist())


def everything() -> set[int]:
    return set(range(landmarks.COUNT))


def test_what_is_plainly_there_is_seen_where_it_is() -> None:
    """All points, in pixels; world points untouched."""
    shown = pose()
    body = BodyTracker().step(shown)
    assert seen(body) == everything()
    assert body.points_px == pytest.approx(shown.image[:, :2] * [1280, 720])
    assert body.world_m == pytest.approx(shown.world_m)
    assert body.point("knee", "right") == pytest.approx(body.points_px[KNEE])
    assert body.point("nose") == pytest.approx(body.points_px[0])
    assert body.found
    assert not body.outside


@pytest.mark.parametrize(
    ("visibility", "counts"),
    [(0.0, False), (MIN_VISIBILITY - 0.01, False), (MIN_VISIBILITY, True), (1.0, True)],
)
def test_a_point_needs_visibility(visibility: float, *, counts: bool) -> None:
    """The model places hidden joints too, and says so only in the score."""
    shown = pose()
    shown.image[KNEE, 3] = visibility
    body = BodyTracker().step(shown)
    assert (KNEE in seen(body)) is counts
    assert bool(np.isfinite(body.world_m[KNEE]).all()) is counts
    assert seen(body) | {KNEE} == everything()
    assert not body.outside


@pytest.mark.parametrize("axis", [0, 1], ids=["x", "y"])
@pytest.mark.parametrize(
    ("share", "counts"),
    [
        (-0.02, False),
        (-0.005, True),
        (1.005, True),
        (1.02, False),
    ],
)
def test_a_point_needs_to_lie_inside_the_picture(axis: int, share: float, *, counts: bool) -> None:
    """Whatever its score; half an ankle beyond the border still counts."""
    shown = pose()
    toe = landmarks.index("foot_index", "right")
    shown.image[toe, axis] = share
    body = BodyTracker().step(shown)
    assert (toe in seen(body)) is counts
    assert body.outside == (frozenset() if counts else {toe})


def long_shank(share: float, t_s: float = 0.0) -> Pose:
    """The near shank is `share` times as long as it should be."""
    shown = pose(stick.Scene(stature_px=400, at=(0.4, 0.6)), t_s)
    shown.image[ANKLE, :2] = shown.image[KNEE, :2] + share * (
        shown.image[ANKLE, :2] - shown.image[KNEE, :2]
    )
    return shown


@pytest.mark.parametrize(
    ("share", "counts"), [(1.0, True), (LONGEST - 0.05, True), (LONGEST + 0.05, False)]
)
def test_a_bone_that_is_too_long_loses_its_outer_end(share: float, *, counts: bool) -> None:
    """The ankle is wrong, not the knee."""
    body = BodyTracker().step(long_shank(share))
    assert (ANKLE in seen(body)) is counts
    assert bool(np.isfinite(body.world_m[ANKLE]).all()) is counts
    assert seen(body) | {ANKLE} == everything()


def test_a_wrong_size_for_a_moment_does_not_move_the_limit() -> None:
    """The person's size is remembered over `MEMORY_S`, so one huge pose loses its own limbs."""
    tracker = BodyTracker()
    for i in range(30):
        tracker.step(pose(stick.Scene(stature_px=300, at=(0.4, 0.5)), i / 30))
    body = tracker.step(pose(stick.Scene(stature_px=600, at=(0.4, 0.5)), 1.0))
    assert not {KNEE, ANKLE} & seen(body)


def test_somebody_who_comes_nearer_is_followed_after_a_while() -> None:
    """The memory is short enough to follow."""
    tracker = BodyTracker()
    for i in range(300):
        tracker.step(pose(stick.Scene(stature_px=300, at=(0.4, 0.5)), i / 30))
    near = stick.Scene(stature_px=600, at=(0.4, 0.5))
    for i in range(int(MEMORY_S * 30) + 2):
        body = tracker.step(pose(near, 10 + i / 30))
    assert seen(body) == everything()


@pytest.mark.parametrize("head", ["left", "right"])
@pytest.mark.parametrize("near", ["left", "right"])
@pytest.mark.parametrize("yaw_deg", [-40, 0, 40])
def test_the_near_side_is_the_one_towards_the_camera(
    yaw_deg: float, near: Side, head: Side
) -> None:
    """Wherever the head points, and also in a view that is a little oblique."""
    body = BodyTracker().step(
        pose(stick.Scene(head=head, near=near, yaw_deg=yaw_deg, at=(0.4, 0.5)))
    )
    assert body.near == near


def test_from_the_front_neither_side_is_near() -> None:
    """Left and right are equally far."""
    front = stick.Scene(yaw_deg=90, stature_px=600, at=(0.5, 0.3))
    assert BodyTracker().step(front.photograph(stick.standing(), 0.0)).near is None


@pytest.mark.parametrize(
    ("yaw_deg", "head", "near"),
    [*product([0, 30, 60, 90, -30], ["left", "right"], ["left", "right"])],
)
def test_the_angle_of_view_is_the_true_one(yaw_deg: float, head: Side, near: Side) -> None:
    """0 side-on, 90 from the front (or from head or feet)."""
    scene = stick.Scene(head=head, near=near, yaw_deg=yaw_deg, at=(0.5, 0.5))
    body = BodyTracker().step(pose(scene))
    assert body.side_axis_deg == pytest.approx(abs(yaw_deg), abs=1e-6)


def test_the_angle_of_view_does_not_depend_on_the_sign_of_the_axis() -> None:
    """A line of sight has no sign."""
    assert axis_angle_deg((0.2, 0.1, 0.4)) == pytest.approx(axis_angle_deg((-0.2, -0.1, -0.4)))
    assert axis_angle_deg((0.0, 0.0, -0.3)) == 0
    assert axis_angle_deg((0.3, 0.0, 0.0)) == pytest.approx(90)
    assert axis_angle_deg((0.0, 0.3, 0.3)) == pytest.approx(45)


def test_a_swap_of_left_and_right_for_a_moment_changes_nothing() -> None:
    """The side is read over seconds, not from one picture."""
    tracker = BodyTracker()
    for i in range(30):
        tracker.step(pose(t_s=i / 30))
    swapped = pose(stick.Scene(near="left"), 1.0)
    body = tracker.step(swapped)
    assert body.near == "right"
    assert body.side_axis_deg == pytest.approx(0, abs=1e-6)


def test_somebody_who_turns_round_is_followed() -> None:
    """After the memory's length the new side is the near one."""
    tracker = BodyTracker()
    for i in range(300):
        tracker.step(pose(t_s=i / 30))
    for i in range(int(MEMORY_S * 30) + 2):
        body = tracker.step(pose(stick.Scene(near="left"), 10 + i / 30))
    assert body.near == "left"


def test_nobody_is_a_body_of_which_nothing_was_seen() -> None:
    """Time goes on; nothing is remembered wrongly."""
    tracker = BodyTracker()
    tracker.step(pose())
    body = tracker.step(Pose.nobody(0.1, (1280, 720)))
    assert not body.found
    assert not seen(body)
    assert body.near is None
    assert np.isnan(body.side_axis_deg)
    assert not body.outside
    assert seen(tracker.step(pose(t_s=0.2))) == everything()


def test_how_many_people_there_are_is_remembered_until_somebody_looks_again() -> None:
    """Counting people costs time, so not every pose says it."""
    tracker = BodyTracker()
    said = [None, 2, None, 1, None]
    got = [tracker.step(replace(pose(t_s=i), people=n)).people for i, n in enumerate(said)]
    assert got == [None, 2, 2, 1, 1]
    assert tracker.step(Pose.nobody(9.0, (1280, 720), people=0)).people == 0
