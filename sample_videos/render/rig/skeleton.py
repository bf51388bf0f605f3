"""The skeleton every sample person shares: bones, rest pose, forward kinematics.

World axes: x right, y up, z towards the camera; metres. In the rest pose the person
stands facing +z with the arms hanging, so the person's left is +x.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
"""A point or direction, shape (3,), metres."""
Rotation = NDArray[np.float64]
"""A rotation matrix, shape (3, 3), from rest-pose axes to world axes."""

SIDES = ("left", "right")

PARENT: dict[str, str | None] = {
    "pelvis": None,
    "spine": "pelvis",
    "chest": "spine",
    "neck": "chest",
    "head": "neck",
}
for _side in SIDES:
    PARENT |= {
        f"{_side}_clavicle": "chest",
        f"{_side}_upper_arm": f"{_side}_clavicle",
        f"{_side}_forearm": f"{_side}_upper_arm",
        f"{_side}_hand": f"{_side}_forearm",
        f"{_side}_thigh": "pelvis",
        f"{_side}_shank": f"{_side}_thigh",
        f"{_side}_foot": f"{_side}_shank",
        f"{_side}_toes": f"{_side}_foot",
    }
BONES = tuple(PARENT)

LANDMARK_AT: dict[str, str] = {
    f"{side}_{name}": f"{side}_{bone}"
    for side in SIDES
    for name, bone in (
        ("shoulder", "upper_arm"),
        ("elbow", "forearm"),
        ("wrist", "hand"),
        ("hip", "thigh"),
        ("knee", "shank"),
        ("ankle", "foot"),
    )
}
"""Body landmark (MediaPipe's names) -> the bone whose head (proximal joint) it is."""


@dataclass(frozen=True, slots=True)
class Pose3D:
    """One posture: `rotations[bone]` (3, 3) rest axes -> world axes; `root_m` (3,) pelvis joint."""

    rotations: dict[str, Rotation]
    root_m: Vector


def joints(rest_m: dict[str, Vector], pose: Pose3D) -> dict[str, Vector]:
    """World position, metres, of every bone's proximal joint.

    `rest_m` holds the joints of the rest pose, so a build (tall, broad) is one such dict.
    """
    world: dict[str, Vector] = {}
    for bone, parent in PARENT.items():
        if parent is None:
            world[bone] = np.asarray(pose.root_m, float)
        else:
            offset = rest_m[bone] - rest_m[parent]
            world[bone] = world[parent] + pose.rotations[parent] @ offset
    return world
