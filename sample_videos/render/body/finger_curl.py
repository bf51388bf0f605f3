"""How far the fingers curl.

A pose says nothing about fingers, so what a hand does decides. In the air it is loosely open. With
the palm down on the floor it is flat. If the person is face down on the forearms and the palm
points to the side, it is a fist.
"""

from __future__ import annotations

import numpy as np

from sample_videos.render.rig.skeleton import Pose3D, Vector, joints

LOOSE, FIST = 0.2, 0.9
"""Curl of a loosely open hand and of a fist; 0 is flat."""
STEPS = 50
"""A curl is one of so many steps, so that few different hands are built."""


def curls(rest_m: dict[str, Vector], pose: Pose3D) -> tuple[int, int]:
    """The curl of the left and the right hand, in steps: 0 is flat, STEPS is closed."""
    world = joints(rest_m, pose)
    face_down = _between(0.2, 0.7, -pose.rotations["chest"][1, 2])
    return (
        _curl("left", 1, world, pose, face_down),
        _curl("right", -1, world, pose, face_down),
    )


def _curl(side: str, sign: int, world: dict[str, Vector], pose: Pose3D, face_down: float) -> int:
    palm_down = float(sign * pose.rotations[f"{side}_hand"][1, 0])
    on_floor = _between(0.16, 0.07, world[f"{side}_hand"][1])
    elbow_too = _between(0.20, 0.10, world[f"{side}_forearm"][1])
    flat = on_floor * _between(0.35, 0.75, palm_down)
    fist = on_floor * elbow_too * face_down * (1 - _between(0.35, 0.75, palm_down))
    return round(STEPS * (LOOSE * (1 - flat - fist) + FIST * fist))


def _between(start: float, end: float, value: float) -> float:
    """A smooth step: 0 up to `start`, 1 from `end` on."""
    share = float(np.clip((value - start) / (end - start), 0.0, 1.0))
    return share * share * (3 - 2 * share)
