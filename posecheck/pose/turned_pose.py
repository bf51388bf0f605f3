"""A pose as it would be, had its picture been turned."""

from __future__ import annotations

from dataclasses import replace

from posecheck.records import Pose


def turned(pose: Pose, clockwise_deg: int) -> Pose:
    """The pose of the picture turned clockwise by 0, 90, 180 or 270 degrees. NaN stays NaN."""
    for _ in range(clockwise_deg // 90):
        pose = _quarter_turned(pose)
    return pose


def _quarter_turned(pose: Pose) -> Pose:
    width, height = pose.size_px
    image, world_m = pose.image.copy(), pose.world_m.copy()
    image[:, 0], image[:, 1] = 1 - pose.image[:, 1], pose.image[:, 0]
    # z is in the unit of x, which is the picture's width: now another one.
    image[:, 2] = pose.image[:, 2] * width / height
    world_m[:, 0], world_m[:, 1] = -pose.world_m[:, 1], pose.world_m[:, 0]
    return replace(pose, image=image, world_m=world_m, size_px=(height, width))
