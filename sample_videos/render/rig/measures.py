"""Measures of a body in space: the true angles and heights that each clip's truth has.

A measure takes bodies in the person's axes (`anatomy.Placed`) and gives one number for each, shape
(N,). Its name ends in the unit: degrees (`_deg`) or centimetres (`_cm`).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sample_videos.render.rig.anatomy import Array, Placed
from sample_videos.render.rig.skeleton import SIDES

Measure = Callable[[Placed], Array]


def _mid(placed: Placed, bone: str) -> Array:
    mid: Array = (placed.joints[f"left_{bone}"] + placed.joints[f"right_{bone}"]) / 2
    return mid


def _length(vectors: Array) -> Array:
    return np.asarray(np.linalg.norm(vectors, axis=-1))


def _angle_deg(u: Array, v: Array) -> Array:
    cross, dot = _length(np.cross(u, v)), np.sum(u * v, axis=-1)
    return np.asarray(np.degrees(np.arctan2(cross, dot)))


def _turn_deg(u: Array, v: Array, axis: Array) -> Array:
    """The angle from `u` to `v` about `axis`, by the right-hand rule, 0 to 360."""
    across = np.sum(np.cross(u, v) * axis, axis=-1)
    return np.asarray(np.degrees(np.arctan2(across, np.sum(u * v, axis=-1))) % 360)


def hip_line_deg(placed: Placed) -> Array:
    """The angle of shoulders, hips, knees. 180 is straight; above it the hips are overextended."""
    hip = _mid(placed, "thigh")
    trunk, thigh = _mid(placed, "upper_arm") - hip, _mid(placed, "shank") - hip
    return _turn_deg(trunk, thigh, placed.rotations["pelvis"][..., 0])


def body_line_deg(placed: Placed) -> Array:
    """The angle of shoulders, hips, ankles. 180 is straight; above it the hips are overextended."""
    hip = _mid(placed, "thigh")
    trunk, leg = _mid(placed, "upper_arm") - hip, _mid(placed, "foot") - hip
    return _turn_deg(trunk, leg, placed.rotations["pelvis"][..., 0])


def head_drop_deg(placed: Placed) -> Array:
    """How far the line from neck to ears leans forwards from the trunk's line."""
    ears = (placed.points["left_ear"] + placed.points["right_ear"]) / 2
    trunk = _mid(placed, "upper_arm") - _mid(placed, "thigh")
    neck = ears - placed.joints["neck"]
    turn = _turn_deg(trunk, neck, placed.rotations["chest"][..., 0])
    return (turn + 180) % 360 - 180


def hip_height_cm(placed: Placed) -> Array:
    """How high the hip joints are above the floor, mean of both."""
    return _mid(placed, "thigh")[..., 1] * 100


def retraction_deg(placed: Placed) -> Array:
    """How far the shoulder blades are back: the collar bones against the chest, mean of both."""
    return _clavicle_deg(placed, axis=2, sign=-1.0)


def elevation_deg(placed: Placed) -> Array:
    """How far the shoulders are up: the collar bones against the chest, mean of both."""
    return _clavicle_deg(placed, axis=1, sign=1.0)


def _clavicle_deg(placed: Placed, *, axis: int, sign: float) -> Array:
    chest = placed.rotations["chest"]
    total = np.zeros(len(chest))
    for side in SIDES:
        # the collar bone's axis that points outwards
        outwards = 1.0 if side == "left" else -1.0
        bone = placed.rotations[f"{side}_clavicle"][..., :, 0] * outwards
        total += np.degrees(np.arcsin(np.sum(bone * chest[..., :, axis], axis=-1)))
    return sign * total / len(SIDES)


def arm_drop_deg(placed: Placed) -> Array:
    """How far the upper arms point down from the horizontal, mean of both."""
    total = np.zeros(len(placed.joints["pelvis"]))
    for side in SIDES:
        arm = placed.joints[f"{side}_forearm"] - placed.joints[f"{side}_upper_arm"]
        total += np.degrees(np.arcsin(-arm[..., 1] / _length(arm)))
    return total / len(SIDES)


def arms_back_deg(placed: Placed) -> Array:
    """How far the upper arms point backwards from the chest's plane, mean of both."""
    forward = placed.rotations["chest"][..., 2]
    total = np.zeros(len(forward))
    for side in SIDES:
        arm = placed.joints[f"{side}_forearm"] - placed.joints[f"{side}_upper_arm"]
        total += np.degrees(np.arcsin(-np.sum(arm * forward, axis=-1) / _length(arm)))
    return total / len(SIDES)


def _mid_point(placed: Placed, point: str) -> Array:
    mid: Array = (placed.points[f"left_{point}"] + placed.points[f"right_{point}"]) / 2
    return mid


def _rise_deg(vectors: Array) -> Array:
    """The angle above the horizontal."""
    return np.asarray(np.degrees(np.arcsin(vectors[..., 1] / _length(vectors))))


def _trunk(placed: Placed) -> Array:
    return _mid(placed, "upper_arm") - _mid(placed, "thigh")


def trunk_rise_deg(placed: Placed) -> Array:
    """How steep the trunk is from hips to shoulders: upright is 90, lying 0, hanging below 0."""
    return _rise_deg(_trunk(placed))


def trunk_forward_deg(placed: Placed) -> Array:
    """How far the trunk leans forwards from upright. Beyond 90 it hangs."""
    trunk = _trunk(placed)
    return np.asarray(np.degrees(np.arctan2(trunk[..., 2], trunk[..., 1])))


def trunk_side_deg(placed: Placed) -> Array:
    """How far the trunk leans to the person's left from upright."""
    trunk = _trunk(placed)
    return np.asarray(np.degrees(np.arctan2(trunk[..., 0], trunk[..., 1])))


def _yaw_deg(across: Array) -> Array:
    """How far an axis is turned to the person's left. In the rest pose it points to their left."""
    return np.asarray(np.degrees(np.arctan2(-across[..., 2], across[..., 0])))


def shoulders_turn_deg(placed: Placed) -> Array:
    """How far the line of the shoulders is turned to the person's left, seen from above."""
    return _yaw_deg(placed.joints["left_upper_arm"] - placed.joints["right_upper_arm"])


def head_turn_deg(placed: Placed) -> Array:
    """How far the face is turned to the person's left, seen from above."""
    return _yaw_deg(placed.points["left_ear"] - placed.points["right_ear"])


def head_side_deg(placed: Placed) -> Array:
    """How far the head leans to the person's left: the line of the ears against the horizontal."""
    return -_rise_deg(placed.points["left_ear"] - placed.points["right_ear"])


def chin_down_deg(placed: Placed) -> Array:
    """How far the face looks down: the line from the ears to the nose, below the horizontal."""
    return -_rise_deg(placed.points["nose"] - _mid_point(placed, "ear"))


def back_round_deg(placed: Placed) -> Array:
    """How far the back is rounded from the pelvis to the chest. Below 0 it is arched."""
    pelvis, chest = placed.rotations["pelvis"], placed.rotations["chest"]
    return _signed_bend_deg(pelvis, chest)


def _signed_bend_deg(lower: Array, upper: Array) -> Array:
    """The angle from the lower bone's long axis to the upper's, about the lower's left axis."""
    bend = _turn_deg(lower[..., 1], upper[..., 1], lower[..., 0])
    return (bend + 180) % 360 - 180


def shoulder_height_cm(placed: Placed) -> Array:
    """How high the shoulder joints are above the floor, mean of both."""
    return _mid(placed, "upper_arm")[..., 1] * 100


def shoulder_to_ear_cm(placed: Placed) -> Array:
    """The distance from shoulder joint to ear, mean of both. A shrug makes it small."""
    lines = [placed.points[f"{s}_ear"] - placed.joints[f"{s}_upper_arm"] for s in SIDES]
    return np.asarray(sum(_length(line) for line in lines) / len(SIDES) * 100)


def knee_gap_cm(placed: Placed) -> Array:
    """The distance between the knee joints."""
    return _length(placed.joints["left_shank"] - placed.joints["right_shank"]) * 100


def hand_gap_cm(placed: Placed) -> Array:
    """The distance between the wrists."""
    return _length(placed.joints["left_hand"] - placed.joints["right_hand"]) * 100


def knees_side_deg(placed: Placed) -> Array:
    """Lying on the back: how far the knees lean to the person's left from upright, mean of both."""
    thighs = _mid(placed, "shank") - _mid(placed, "thigh")
    return np.asarray(np.degrees(np.arctan2(thighs[..., 0], thighs[..., 1])))


def hands_side_cm(placed: Placed) -> Array:
    """How far the wrists are to the person's left of the hips, mean of both."""
    return (_mid(placed, "hand") - _mid(placed, "thigh"))[..., 0] * 100


def hands_to_feet_cm(placed: Placed) -> Array:
    """The distance from the middle of the wrists to the middle of the ankles."""
    return _length(_mid(placed, "hand") - _mid(placed, "foot")) * 100


def _joint_deg(first: str, at: str, last: str) -> Measure:
    def measure(placed: Placed) -> Array:
        middle = placed.joints[at]
        return _angle_deg(placed.joints[first] - middle, placed.joints[last] - middle)

    return measure


def _segment_rise_deg(first: str, last: str) -> Measure:
    """The angle of the line from one joint to another, above the horizontal."""
    return lambda placed: _rise_deg(placed.joints[last] - placed.joints[first])


def _height_cm(joint: str) -> Measure:
    return lambda placed: placed.joints[joint][..., 1] * 100


def _reach_cm(first: str, last: str) -> Measure:
    return lambda placed: _length(placed.joints[first] - placed.joints[last]) * 100


MEASURES: dict[str, Measure] = {
    measure.__name__: measure
    for measure in (
        hip_line_deg,
        body_line_deg,
        head_drop_deg,
        hip_height_cm,
        retraction_deg,
        elevation_deg,
        arm_drop_deg,
        arms_back_deg,
        trunk_rise_deg,
        trunk_forward_deg,
        trunk_side_deg,
        shoulders_turn_deg,
        head_turn_deg,
        head_side_deg,
        chin_down_deg,
        back_round_deg,
        shoulder_height_cm,
        shoulder_to_ear_cm,
        knee_gap_cm,
        hand_gap_cm,
        knees_side_deg,
        hands_side_cm,
        hands_to_feet_cm,
    )
}
for _side, _other in (SIDES, SIDES[::-1]):
    MEASURES |= {
        f"{_side}_hip_deg": _joint_deg(f"{_side}_upper_arm", f"{_side}_thigh", f"{_side}_shank"),
        f"{_side}_knee_deg": _joint_deg(f"{_side}_thigh", f"{_side}_shank", f"{_side}_foot"),
        f"{_side}_elbow_deg": _joint_deg(f"{_side}_upper_arm", f"{_side}_forearm", f"{_side}_hand"),
        f"{_side}_thigh_rise_deg": _segment_rise_deg(f"{_side}_thigh", f"{_side}_shank"),
        f"{_side}_leg_rise_deg": _segment_rise_deg(f"{_side}_thigh", f"{_side}_foot"),
        f"{_side}_arm_rise_deg": _segment_rise_deg(f"{_side}_upper_arm", f"{_side}_hand"),
        f"{_side}_shoulder_height_cm": _height_cm(f"{_side}_upper_arm"),
        f"{_side}_elbow_height_cm": _height_cm(f"{_side}_forearm"),
        f"{_side}_wrist_height_cm": _height_cm(f"{_side}_hand"),
        f"{_side}_knee_height_cm": _height_cm(f"{_side}_shank"),
        f"{_side}_ankle_height_cm": _height_cm(f"{_side}_foot"),
        f"{_side}_hand_to_foot_cm": _reach_cm(f"{_side}_hand", f"{_side}_foot"),
        f"{_side}_hand_to_other_foot_cm": _reach_cm(f"{_side}_hand", f"{_other}_foot"),
        f"{_side}_foot_to_other_knee_cm": _reach_cm(f"{_side}_foot", f"{_other}_shank"),
    }
