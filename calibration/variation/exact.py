"""Exact landmarks: the joints of the renderer's skeleton, projected through any camera.

They know no error of the pose model. So they show what geometry alone does.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from calibration.variation.case import Values
from posecheck import landmarks
from sample_videos.render.animation.performance import Performance
from sample_videos.render.rig.anatomy import Placed
from sample_videos.render.rig.skeleton import LANDMARK_AT, SIDES
from sample_videos.render.scene.camera import Camera

OUTSIDE_VISIBILITY = 0.4
"""The model's score of a joint outside the picture: it has 0.3-0.5
(`posecheck.motion.visibility.MIN_VISIBILITY`)."""

NOISE_TRUNKS = 0.002
"""The model's noise in x and in y, trunk lengths. In docs/steadiness-noise.md, 9 of 10 movements of
real people have a hip angle (shoulder-hip-knee) with a noise of 0.28° or less. With bones as
long as the trunk and equal noise s in all three points, the angle's noise is s √6. So s is 0.0049 /
2.45 = 0.002."""

_HEAD_M = {
    "eye_inner": (0.015, 0.105, 0.095),
    "eye": (0.030, 0.105, 0.090),
    "eye_outer": (0.042, 0.105, 0.080),
    "mouth": (0.025, 0.045, 0.095),
}
"""From the head's joint, metres in rest axes, the first number to the point's own side; read from
the renderer's head by eye. No exercise uses them."""

_HAND_M = {
    "pinky": (0.0, -0.080, -0.035),
    "index": (0.0, -0.090, 0.025),
    "thumb": (0.0, -0.050, 0.045),
}
"""From the wrist, as above: the knuckles. No exercise uses them."""


def points_m(stage: Performance, placed: Placed | None = None) -> Values:
    """Every landmark in the room, (F, 33, 3) metres: x to the right, y up, z towards the camera.

    `placed` are other bodies of the same person; by default those of the performance.
    """
    placed = placed or stage.placed
    found = np.full((len(placed.stacked), landmarks.COUNT, 3), np.nan)
    for name, index in landmarks.INDEX.items():
        if name in LANDMARK_AT:
            found[:, index] = placed.joints[LANDMARK_AT[name]]
        elif name in placed.points:
            found[:, index] = placed.points[name]
    for side, sign in zip(SIDES, (1.0, -1.0), strict=True):
        for bone, offsets in (("head", _HEAD_M), (f"{side}_hand", _HAND_M)):
            for name, offset in offsets.items():
                along = np.array(offset) * (sign, 1.0, 1.0) * stage.body.scale
                at = placed.joints[bone] + placed.rotations[bone] @ along
                found[:, landmarks.index(name, side)] = at
    return stage.in_room(found)


def seen(points: Values, cameras: Sequence[Camera]) -> tuple[Values, Values]:
    """Landmarks (F, 33, 3) in the room, seen by a camera in each frame: image and world landmarks.

    image (F, 33, 5) and world_m (F, 33, 3) as in `posecheck.records.Pose`. Visibility is 1 inside
    the picture, else `OUTSIDE_VISIBILITY`.
    """
    image = np.ones((len(points), landmarks.COUNT, 5))
    world_m = np.empty((len(points), landmarks.COUNT, 3))
    hips = [landmarks.index("hip", side) for side in SIDES]
    middles_m = points[:, hips].mean(1)
    # A camera that stands still takes all its frames at once.
    for camera in dict.fromkeys(cameras):
        own = np.array([one == camera for one in cameras])
        here, middle_m = points[own], middles_m[own]
        world_m[own] = (here - middle_m[:, None]) @ camera.axes.T * (1.0, -1.0, 1.0)
        pixels = camera.project(here.reshape(-1, 3)).reshape(-1, landmarks.COUNT, 3)
        depth_m = camera.project(middle_m)[:, 2:]
        image[own, :, :2] = pixels[..., :2] / camera.size_px
        image[own, :, 2] = world_m[own, :, 2] * camera.focal_px / depth_m / camera.size_px[0]
    return with_outside_hidden(image), world_m


def with_outside_hidden(image: Values) -> Values:
    """The landmarks (..., 33, 5) with a low visibility where they lie outside the picture."""
    image = image.copy()
    outside = ((image[..., :2] < 0) | (image[..., :2] > 1)).any(-1)
    low = np.minimum(image[..., 3:], OUTSIDE_VISIBILITY)
    image[..., 3:] = np.where(outside[..., None], low, image[..., 3:])
    return image


def with_noise(image: Values, size_px: tuple[int, int], *, seed: int) -> Values:
    """The landmarks with the model's noise, `NOISE_TRUNKS`: each picture and landmark its own."""
    shoulders, hips = (
        np.mean([image[:, landmarks.index(name, side), :2] for side in SIDES], axis=0)
        for name in ("shoulder", "hip")
    )
    trunk_px = float(np.nanmax(np.hypot(*((shoulders - hips) * size_px).T)))
    noisy = image.copy()
    noise_px = np.random.default_rng(seed).normal(0, NOISE_TRUNKS * trunk_px, image[..., :2].shape)
    noisy[..., :2] += noise_px / size_px
    return noisy


def orbited(camera: Camera, *, yaw_deg: float, pitch_deg: float) -> Camera:
    """The camera on a sphere round the point that it looks at.

    It goes `yaw_deg` to its right and `pitch_deg` up from where it is. 0 and 0 change nothing.
    Raises ValueError where it would look straight down.
    """
    away = np.subtract(camera.eye_m, camera.at_m)
    distance_m = float(np.linalg.norm(away))
    pitch = math.asin(away[1] / distance_m) + math.radians(pitch_deg)
    if not abs(pitch) < math.radians(85):
        raise ValueError(f"a camera at a pitch of {math.degrees(pitch):.0f} degrees")
    yaw = math.atan2(away[0], away[2]) + math.radians(yaw_deg)
    level_m = distance_m * math.cos(pitch)
    eye = np.add(
        camera.at_m,
        (level_m * math.sin(yaw), distance_m * math.sin(pitch), level_m * math.cos(yaw)),
    )
    return replace(camera, eye_m=(float(eye[0]), float(eye[1]), float(eye[2])))


def stepped_back(camera: Camera, points: Values) -> Camera:
    """The camera, as far back as all points (..., 3) need to lie in its picture."""
    cloud = points.reshape(-1, 3)
    while not _fits(camera, cloud):
        eye = np.add(camera.at_m, np.subtract(camera.eye_m, camera.at_m) * 1.05)
        camera = replace(camera, eye_m=(float(eye[0]), float(eye[1]), float(eye[2])))
    return camera


def _fits(camera: Camera, cloud: Values) -> bool:
    shares = camera.project(cloud)[:, :2] / camera.size_px
    return bool(((shares > 0.02) & (shares < 0.98)).all())
