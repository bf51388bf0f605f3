"""The skeleton that all persons share: the bones and how they hang together.

World axes: x to the right, y up, z towards the camera, in metres. In the rest pose the person
stands, the arms hang, and the face looks along +z. So the person's left is +x.
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
    "pelvis": None,  # the root
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
"""Landmark, by MediaPipe's name -> the bone that begins there, at its proximal joint."""


@dataclass(frozen=True, slots=True)
class Pose3D:
    """A pose in the world: each bone's rotation (rest axes -> world axes), the pelvis's place."""

    rotations: dict[str, Rotation]
    root_m: Vector


def joints(rest_m: dict[str, Vector], pose: Pose3D) -> dict[str, Vector]:
    """The place of every bone's proximal joint in the world, metres.

    `rest_m` holds the joints of the rest pose. It makes a person tall or broad.
    """
    world: dict[str, Vector] = {}
    for bone, parent in PARENT.items():
        if parent is None:
            world[bone] = np.asarray(pose.root_m, float)
        else:
            offset = rest_m[bone] - rest_m[parent]
            world[bone] = world[parent] + pose.rotations[parent] @ offset
    return world
