"""How far the hands are curled, from what they do.

A pose has no fingers. A hand in the air is loosely open; one that lies on the floor palm down is
flat; one that props up a body face down with its palm to the side makes a fist.
"""

from __future__ import annotations

import numpy as np

from sample_videos.render.rig.skeleton import Pose3D, Vector, joints

LOOSE, FIST = 0.2, 0.9
STEPS = 50
"""Curls are rounded to this share, so that few sets of fingers need building."""


def curls(rest_m: dict[str, Vector], pose: Pose3D) -> tuple[int, int]:
    """Curl of the left and of the right hand, 0 flat to STEPS a fist."""
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
    """0 at `start`, 1 at `end` and beyond, smooth between."""
    share = float(np.clip((value - start) / (end - start), 0.0, 1.0))
    return share * share * (3 - 2 * share)
