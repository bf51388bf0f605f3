"""What can be measured on a body in space: the true angles and heights beside each clip.

Every measure takes bodies in the person's axes (`anatomy.Placed`) and gives one number for each,
shape (N,): degrees (`_deg`) or centimetres (`_cm`).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .anatomy import Array, Placed
from .skeleton import SIDES

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
    """Angle from `u` to `v` about `axis`, right-handed, 0 to 360."""
    across = np.sum(np.cross(u, v) * axis, axis=-1)
    return np.asarray(np.degrees(np.arctan2(across, np.sum(u * v, axis=-1))) % 360)


def hip_line_deg(placed: Placed) -> Array:
    """Shoulders, hips, knees: 180 in line, below it the hips are bent, above it overextended."""
    hip = _mid(placed, "thigh")
    trunk, thigh = _mid(placed, "upper_arm") - hip, _mid(placed, "shank") - hip
    return _turn_deg(trunk, thigh, placed.rotations["pelvis"][..., 0])


def body_line_deg(placed: Placed) -> Array:
    """Shoulders, hips, ankles: 180 in line, below it the hips are bent, above it overextended."""
    hip = _mid(placed, "thigh")
    trunk, leg = _mid(placed, "upper_arm") - hip, _mid(placed, "foot") - hip
    return _turn_deg(trunk, leg, placed.rotations["pelvis"][..., 0])


def head_drop_deg(placed: Placed) -> Array:
    """How far the line from neck to ears leaves the trunk's line towards the front."""
    ears = (placed.points["left_ear"] + placed.points["right_ear"]) / 2
    trunk = _mid(placed, "upper_arm") - _mid(placed, "thigh")
    neck = ears - placed.joints["neck"]
    turn = _turn_deg(trunk, neck, placed.rotations["chest"][..., 0])
    return (turn + 180) % 360 - 180


def hip_height_cm(placed: Placed) -> Array:
    """Height of the hip joints above the floor."""
    return _mid(placed, "thigh")[..., 1] * 100


def retraction_deg(placed: Placed) -> Array:
    """How far the shoulder blades are drawn back: collar bones against the chest, mean of both."""
    return _clavicle_deg(placed, axis=2, sign=-1.0)


def elevation_deg(placed: Placed) -> Array:
    """How far the shoulders are drawn up: collar bones against the chest, mean of both."""
    return _clavicle_deg(placed, axis=1, sign=1.0)


def _clavicle_deg(placed: Placed, *, axis: int, sign: float) -> Array:
    chest = placed.rotations["chest"]
    total = np.zeros(len(chest))
    for side in SIDES:
        # the outward axis of the collar bone, seen from the chest
        outwards = 1.0 if side == "left" else -1.0
        bone = placed.rotations[f"{side}_clavicle"][..., :, 0] * outwards
        total += np.degrees(np.arcsin(np.sum(bone * chest[..., :, axis], axis=-1)))
    return sign * total / len(SIDES)


def arm_drop_deg(placed: Placed) -> Array:
    """How far the upper arms hang below the level of the shoulders, mean of both."""
    total = np.zeros(len(placed.joints["pelvis"]))
    for side in SIDES:
        arm = placed.joints[f"{side}_forearm"] - placed.joints[f"{side}_upper_arm"]
        total += np.degrees(np.arcsin(-arm[..., 1] / _length(arm)))
    return total / len(SIDES)


def arms_back_deg(placed: Placed) -> Array:
    """How far behind the chest's own plane the upper arms point, mean of both."""
    forward = placed.rotations["chest"][..., 2]
    total = np.zeros(len(forward))
    for side in SIDES:
        arm = placed.joints[f"{side}_forearm"] - placed.joints[f"{side}_upper_arm"]
        total += np.degrees(np.arcsin(-np.sum(arm * forward, axis=-1) / _length(arm)))
    return total / len(SIDES)


def _joint_deg(first: str, at: str, last: str) -> Measure:
    def measure(placed: Placed) -> Array:
        middle = placed.joints[at]
        return _angle_deg(placed.joints[first] - middle, placed.joints[last] - middle)

    return measure


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
    )
}
for _side in SIDES:
    MEASURES |= {
        f"{_side}_hip_deg": _joint_deg(f"{_side}_upper_arm", f"{_side}_thigh", f"{_side}_shank"),
        f"{_side}_knee_deg": _joint_deg(f"{_side}_thigh", f"{_side}_shank", f"{_side}_foot"),
        f"{_side}_elbow_deg": _joint_deg(f"{_side}_upper_arm", f"{_side}_forearm", f"{_side}_hand"),
    }
