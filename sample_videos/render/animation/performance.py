"""The performance: the pose of every frame in the room, and the camera that sees it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sample_videos.render.animation.motion_file import (
    Clip,
    Motion,
    MotionError,
    View,
    known_points,
)
from sample_videos.render.animation.postures import PostureLibrary
from sample_videos.render.animation.timeline import Timeline
from sample_videos.render.body.builds import BUILDS
from sample_videos.render.rig.anatomy import POINT_NAMES, Array, Body, Placed, rotation
from sample_videos.render.rig.skeleton import BONES, Pose3D
from sample_videos.render.scene.camera import Camera, moving
from sample_videos.render.scene.props import Prop, prop

YAW_DEG = {"camera": 0.0, "left": -90.0, "right": 90.0}
"""Where the person faces -> their turn about the vertical, degrees."""
TALLEST = 0.88
"""The largest share of the picture's height that the person may fill."""
NEAREST_M, NEAREST_CROPPED_M = 0.8, 0.35
"""How near the camera may come to the person's middle, metres: to all of them, or to the part of
them that the picture shows."""


@dataclass(frozen=True, slots=True)
class Performance:
    """A clip, ready to draw: times (F,), states (F, D), bodies, cameras and props.

    `placed` is in the person's axes; `turned` and `shift_m` take it into the room.
    """

    motion: Motion
    name: str
    timeline: Timeline
    body: Body
    t_s: Array
    q: Array
    placed: Placed
    turned: Array
    shift_m: Array
    cameras: tuple[Camera, ...]
    props: tuple[dict[str, Any], ...]

    @property
    def clip(self) -> Clip:
        """The clip's table in the motion file."""
        return self.motion.clips[self.name]

    def pose(self, frame: int) -> Pose3D:
        """The pose of a frame, in the room's axes."""
        bones = {bone: self.turned @ self.placed.rotations[bone][frame] for bone in BONES}
        return Pose3D(bones, self.in_room(self.placed.joints["pelvis"][frame]))

    def in_room(self, points: Array) -> Array:
        """Points (..., 3) in the person's axes, moved into the room's axes."""
        return points @ self.turned.T + self.shift_m

    def scene_props(self) -> list[Prop]:
        """The props where they are in the room."""
        return [prop(one) for one in self.props]


def perform(motion: Motion, name: str, *, size_px: tuple[int, int] | None = None) -> Performance:
    """Make a clip ready to draw. Raises MotionError for a posture out of reach, an unknown name."""
    clip = motion.clips[name]
    if clip.build not in BUILDS:
        raise MotionError(f"build {clip.build!r}: allowed are {', '.join(BUILDS)}")
    body = Body(BUILDS[clip.build].rest_m)
    library = PostureLibrary(body, motion.for_clip(name), ground_m(clip.props))
    timeline = Timeline(motion, clip, library)
    t_s = np.arange(math.floor(timeline.duration_s * clip.fps)) / clip.fps
    q = np.stack([one.q for one in timeline.states(t_s)])
    placed = body.place(q)
    yaw_rad = math.radians(YAW_DEG[_forward(motion, clip)])
    turned = rotation("y", np.array([yaw_rad]))[0]
    cloud = np.stack([placed.points[point] @ turned.T for point in POINT_NAMES], axis=1)
    # the middle of the whole motion comes to the middle of the room
    shift_m = -(cloud.min((0, 1)) + cloud.max((0, 1))) / 2 * (1.0, 0.0, 1.0)
    cameras = _cameras(clip, cloud + shift_m, t_s, size_px or clip.size_px)
    props = tuple(_in_room(one, turned, shift_m, yaw_rad) for one in clip.props)
    return Performance(
        motion, name, timeline, body, t_s, q, placed, turned, shift_m, cameras, props
    )


def ground_m(props: tuple[Mapping[str, Any], ...]) -> float:
    """The height of what the person is on, metres: the top of a mat, or else the floor."""
    mats = [one for one in props if one.get("kind") == "mat"]
    return max((prop(_plain(mat)).length_m("thick_m") for mat in mats), default=0.0)


def _forward(motion: Motion, clip: Clip) -> str:
    """Where the person's front points before they lie down: on the back, away from the head."""
    if motion.supine and clip.facing != "camera":
        return {"left": "right", "right": "left"}[clip.facing]
    return clip.facing


def _plain(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in table.items() if key not in ("forward_m", "left_m")}


def _in_room(
    table: dict[str, Any], turned: Array, shift_m: Array, yaw_rad: float
) -> dict[str, Any]:
    """A prop's table in the room's axes. Without a place it is in the middle, below the person."""
    placed = _plain(table)
    if {"forward_m", "left_m"} & set(table):
        person = np.array([table.get("left_m", 0.0), 0.0, table.get("forward_m", 0.0)])
        at = turned @ person + shift_m
        turn = placed.get("yaw_deg", 0.0) + math.degrees(yaw_rad)
        placed |= {"x_m": float(at[0]), "z_m": float(at[2]), "yaw_deg": turn}
    return placed


def _cameras(clip: Clip, cloud: Array, t_s: Array, size_px: tuple[int, int]) -> tuple[Camera, ...]:
    base = framed(clip, shown(clip.camera, cloud, t_s), size_px)
    return tuple(moving(base, clip.camera.move, float(t)) for t in t_s)


def shown(view: View, cloud: Array, t_s: Array) -> Array:
    """The part of the motion, points (F, P, 3), that the picture is framed by."""
    if view.shows_s is not None:
        first_s, last_s = view.shows_s
        cloud = cloud[(t_s >= first_s) & (t_s <= last_s)]
    names = [name for point in view.shows for name in known_points(point)]
    return cloud[:, [POINT_NAMES.index(name) for name in names]] if names else cloud


def framed(clip: Clip, cloud: Array, size_px: tuple[int, int]) -> Camera:
    """The camera in whose picture the motion of the clip, points (F, P, 3), just fits."""
    low, high = cloud.reshape(-1, 3).min(0), cloud.reshape(-1, 3).max(0)
    centre = (low + high) / 2
    view, angle = clip.camera, math.radians(clip.camera.off_deg)
    away = np.array([math.sin(angle), 0.0, math.cos(angle)])
    near, far = NEAREST_CROPPED_M if view.shows else NEAREST_M, 12.0
    for _ in range(40):
        distance = (near + far) / 2
        eye, height_m = centre + away * distance, view.height_m
        if view.pitch_deg is not None:
            pitch = math.radians(view.pitch_deg)
            eye = centre + away * distance * math.cos(pitch)
            height_m = float(centre[1]) + distance * math.sin(pitch)
        camera = Camera(
            (float(eye[0]), height_m, float(eye[2])),
            (float(centre[0]), float(centre[1]), float(centre[2])),
            view.hfov_deg,
            size_px,
            view.roll_deg,
        )
        camera = _aimed(camera, cloud, view.shift)
        near, far = (near, distance) if _fits(camera, cloud, view.fill) else (distance, far)
    return camera


def _fits(camera: Camera, cloud: Array, fill: float) -> bool:
    seen = camera.project(cloud.reshape(-1, 3))
    if np.isnan(seen).any() or (seen[:, 2] < 0.3).any():
        return False
    wide, tall = np.ptp(seen[:, 0]), np.ptp(seen[:, 1])
    return bool(wide <= fill * camera.size_px[0] and tall <= TALLEST * camera.size_px[1])


def _aimed(camera: Camera, cloud: Array, shift: tuple[float, float]) -> Camera:
    """The same camera, turned so that the person is in the middle of the picture, or beside it."""
    wanted = np.array((0.5 + shift[0], 0.5 - shift[1])) * camera.size_px
    for _ in range(3):
        seen = camera.project(cloud.reshape(-1, 3))
        if np.isnan(seen).any():
            return camera
        middle = (seen[:, :2].min(0) + seen[:, :2].max(0)) / 2
        off = (middle - wanted) / camera.focal_px * seen[:, 2].mean()
        at = np.add(camera.at_m, camera.axes[0] * off[0] - camera.axes[1] * off[1])
        camera = replace(camera, at_m=(float(at[0]), float(at[1]), float(at[2])))
    return camera
