"""Movements that look like an exercise in one joint, and are another one. They are not counted."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, radians, sin

import pytest
import stick
from stick import Course, Move, Scene

from posecheck import landmarks
from posecheck.records import Pose

FRONT = Scene(yaw_deg=90, stature_px=500, at=(0.5, 0.2))


def moved(pose: Pose, side: str, joint: str, by_px: tuple[float, float]) -> None:
    """Moves one landmark in the picture, right and down."""
    row = landmarks.index(joint, side)  # type: ignore[arg-type]
    pose.image[row, 0] += by_px[0] / pose.size_px[0]
    pose.image[row, 1] += by_px[1] / pose.size_px[1]


def lifted(raise_leg: Callable[[Pose, float], None]) -> list[Pose]:
    """Somebody stands before the camera and raises the right leg twice, by 80 degrees."""
    up = Course(0.0, (Move(2, 2.6, 80), Move(2.8, 3.4, 0), Move(5, 5.6, 80), Move(5.8, 6.4, 0)))
    poses = stick.film(lambda _: stick.standing(), stick.times(8.0), FRONT)
    for pose in poses:
        raise_leg(pose, up.at(pose.t_s))
    return poses


def knee_up(pose: Pose, up_deg: float) -> None:
    """Towards the camera. The shin hangs from the knee."""
    rise_px = -FRONT.stature_px * stick.THIGH * (1 - cos(radians(up_deg)))
    for joint in ("knee", "ankle", "heel", "foot_index"):
        moved(pose, "right", joint, (0.0, rise_px))


def leg_out(pose: Pose, up_deg: float) -> None:
    """To the side, with a straight knee. It looks 15 % shorter, as where the hips tilt."""
    side = 1 if pose.points_px[landmarks.index("right_hip"), 0] > 640 else -1
    shown = 1 - 0.15 * up_deg / 80
    for joint, length in (("knee", stick.THIGH), ("ankle", stick.THIGH + stick.SHANK)):
        px = length * FRONT.stature_px
        across, drop = shown * sin(radians(up_deg)), shown * cos(radians(up_deg))
        moved(pose, "right", joint, (side * across * px, (drop - 1) * px))


@pytest.mark.parametrize(("raise_leg", "steps"), [(knee_up, 2), (leg_out, 0)])
def test_a_leg_that_is_raised_to_the_side_is_no_step(
    raise_leg: Callable[[Pose, float], None], steps: int, perform: Callable
) -> None:
    """In a high step the knee bends."""
    assert perform("exaggerated-walk", lifted(raise_leg)).report.count == steps


def prone(trunk_deg: float, arm_trunk: float, hip_trunk: float) -> stick.Skeleton:
    """Face down. The shoulder is `arm_trunk` over the elbow, the hip `hip_trunk` over the knee."""
    hip = (0.0, 0.02 + hip_trunk * stick.TRUNK)
    shoulder = stick.step(hip, stick.TRUNK, 180.0 - trunk_deg)
    elbow = (shoulder[0], shoulder[1] - arm_trunk * stick.TRUNK)
    knee = (stick.THIGH, 0.02)
    return {
        "shoulder": shoulder, "hip": hip, "knee": knee, "elbow": elbow,
        **stick.foot((knee[0] + stick.SHANK, 0.0)), **stick.hand((elbow[0], elbow[1] - 0.05)),
        **stick.face(stick.step(shoulder, stick.HEAD, 175.0), (-0.06, -0.02)),
    }  # fmt: skip


@pytest.mark.parametrize(("arm_trunk", "hip_trunk", "count"), [(0.1, 0.1, 1), (0.5, 0.3, 0)])
def test_whoever_pushes_up_from_the_floor_does_no_superman(
    arm_trunk: float, hip_trunk: float, count: int, perform: Callable
) -> None:
    """The chest comes up first, then the arms carry it and the hips leave the floor. In a superman
    both stay where they were."""
    chest_deg = Course(6.0, (Move(3, 3.4, 16.0), Move(3.6, 4.0, 6.0)))
    carried = Course(0.0, (Move(3.6, 4.0, 1.0),))

    def posture(t_s: float) -> stick.Skeleton:
        share = carried.at(t_s)
        arm, hip = 0.1 + share * (arm_trunk - 0.1), 0.1 + share * (hip_trunk - 0.1)
        return prone(chest_deg.at(t_s), arm, hip)

    poses = stick.film(posture, stick.times(7.0), Scene(stature_px=700, at=(0.3, 0.7)))
    assert perform("superman", poses).report.count == count


FAR = ("knee", "ankle", "heel", "foot_index", "elbow", "wrist", "pinky", "index", "thumb")


def arms_out(*, far_arm: str, far_knee_deg: float) -> list[Pose]:
    """Seen from the side, the near arm comes out and the shoulder goes forward.

    The far arm goes "along", swings "back", or is "hidden". The far knee comes up.
    """
    out = Course(0.0, (Move(3, 4, 1.0), Move(6, 7, 0.0)))
    scene = Scene(stature_px=500, anchor="hip", at=(0.5, 0.5))

    def posture(share: float, arm_deg: float, thigh_deg: float) -> stick.Skeleton:
        body = dict(stick.standing())
        shoulder = (0.12 * stick.TRUNK * share, body["shoulder"][1])
        elbow = stick.step(shoulder, stick.UPPER_ARM, arm_deg * share - 90)
        wrist = stick.step(elbow, stick.FOREARM, arm_deg * share - 90)
        knee = stick.step(body["hip"], stick.THIGH, thigh_deg * share - 90)
        foot = stick.foot((knee[0], knee[1] - stick.SHANK))
        hand = stick.hand(wrist)
        return {**body, "shoulder": shoulder, "elbow": elbow, "knee": knee, **foot, **hand}

    rows = [landmarks.index(joint, "left") for joint in FAR]
    poses = []
    for t_s in stick.times(10.0):
        pose = scene.photograph(posture(out.at(t_s), 88, 0), t_s)
        far_deg = -60 if far_arm == "back" else 88
        far = scene.photograph(posture(out.at(t_s), far_deg, far_knee_deg), t_s)
        pose.image[rows] = far.image[rows]
        if far_arm == "hidden":
            pose.image[landmarks.index("wrist", "left"), 3] = 0.1
        poses.append(pose)
    return poses


@pytest.mark.parametrize(
    ("far_arm", "far_knee_deg", "count"),
    [("along", 0.0, 1), ("hidden", 0.0, 1), ("back", 0.0, 0), ("hidden", 75.0, 0)],
)
def test_arms_that_swing_in_a_walk_stretch_no_rhomboids(
    far_arm: str, far_knee_deg: float, count: int, perform: Callable
) -> None:
    """Both arms have to be out, and the knees stay where they are."""
    poses = arms_out(far_arm=far_arm, far_knee_deg=far_knee_deg)
    assert perform("rhomboid-stretch", poses).report.count == count
