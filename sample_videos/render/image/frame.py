"""One frame: a person in a room, from a pose to 8-bit pixels."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from sample_videos.render.background.background_plate import background_plate
from sample_videos.render.background.plate_layers import Plate
from sample_videos.render.body.builds import Build
from sample_videos.render.body.eye_motion import eyes
from sample_videos.render.body.finger_curl import STEPS, curls
from sample_videos.render.body.hands import hand
from sample_videos.render.body.primitives import Material, Primitive, posed
from sample_videos.render.image.compositing import composite
from sample_videos.render.image.sensor import NORMAL_DRAWS, TONE_CURVE, tone_map
from sample_videos.render.kernel import on_threads
from sample_videos.render.raymarch.depth_pass import depth_and_ids
from sample_videos.render.raymarch.distance_grid import body_field
from sample_videos.render.raymarch.ray_march import TILE
from sample_videos.render.raymarch.signed_distance import BodyField
from sample_videos.render.rig.skeleton import Pose3D
from sample_videos.render.scene.camera import Camera
from sample_videos.render.scene.camera_rays import view_of
from sample_videos.render.scene.props import Prop
from sample_videos.render.scene.rooms import Room
from sample_videos.render.scene.scene_arrays import SceneArrays, pack_scene
from sample_videos.render.shading.body_textures import Paint
from sample_videos.render.shading.shadow_catcher import catch_shadows


@dataclass(frozen=True, slots=True)
class Degrade:
    """What a poor camera does to a picture.

    A factor for brightness, noise (sigma, 8-bit levels), and blur (sigma, pixels).
    """

    brightness: float = 1.0
    noise_sigma: float = 2.0
    blur_px: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """What all frames of a clip share: the person, the room, the props, the seed."""

    build: Build
    room: Room
    props: tuple[Prop, ...] = ()
    seed: int = 0


def render(
    scene: Scene, pose: Pose3D, camera: Camera, *, frame_index: int, degrade: Degrade | None = None
) -> NDArray[np.uint8]:
    """The picture (H, W, 3), RGB. On one machine the same arguments give the same picture.

    `frame_index` (at 30 frames a second) moves eyes and lids, and picks the sensor noise. The work
    runs on numba's number of threads.
    """
    degrade = degrade or Degrade()
    arrays, plate = _empty_room(scene, camera)
    body = _body_field(scene, pose)
    height, width, _ = plate.shape
    depth, surface_id = np.empty((height, width), np.float32), np.empty((height, width), np.int16)
    shadow_pass = np.empty((height // 2 + 1, width // 2 + 1, 2), np.float32)
    linear = np.empty((height, width, 3), np.float32)
    view, lamp = view_of(camera), arrays.lamp
    on_threads(depth_and_ids, -(-height // TILE), body, view, plate, depth, surface_id, share=2)
    on_threads(catch_shadows, height // 2 + 1, body, lamp, plate, surface_id, shadow_pass)
    paint = _paint(scene, frame_index)
    on_threads(
        composite,
        -(-height // TILE),
        body,
        lamp,
        paint,
        view,
        plate,
        shadow_pass,
        depth,
        surface_id,
        linear,
        share=2,
    )
    return _sensor_image(linear, degrade, scene.seed, frame_index)


def _sensor_image(
    linear: NDArray[np.float32], degrade: Degrade, seed: int, frame_index: int
) -> NDArray[np.uint8]:
    if degrade.blur_px > 0:
        linear = np.asarray(cv2.GaussianBlur(linear, (0, 0), degrade.blur_px), np.float32)
    out = np.empty(linear.shape, np.uint8)
    stamp = (seed * 1_000_003 + frame_index) & 0x7FFFFFFF
    bright, noise = degrade.brightness, degrade.noise_sigma
    on_threads(
        tone_map, len(out), linear, bright, noise, stamp, TONE_CURVE, NORMAL_DRAWS, out, share=64
    )
    return out


@lru_cache(maxsize=4)
def _arrays(scene: Scene) -> SceneArrays:
    return pack_scene(scene.room, scene.props)


@lru_cache(maxsize=4)
def _empty_room(scene: Scene, camera: Camera) -> tuple[SceneArrays, Plate]:
    """The empty room and its plate. They are kept while the camera stands still."""
    arrays = _arrays(scene)
    return arrays, background_plate(arrays, view_of(camera), camera.size_px)


@lru_cache(maxsize=64)
def _primitives(build: Build, curl: tuple[int, int]) -> tuple[Primitive, ...]:
    """A person's primitives with curled hands (see `body.finger_curl`)."""
    rest = build.rest_m
    hands = [*hand(rest, "left", 1, curl[0] / STEPS), *hand(rest, "right", -1, curl[1] / STEPS)]
    return (*build.primitives, *hands)


def _body_field(scene: Scene, pose: Pose3D) -> BodyField:
    primitives = posed(
        _primitives(scene.build, curls(scene.build.rest_m, pose)), scene.build.rest_m, pose
    )
    return body_field(primitives)


def _paint(scene: Scene, frame_index: int) -> Paint:
    rest, looks = scene.build.rest_m, scene.build.looks
    colors = np.array([looks.colors[material] for material in Material])
    gaze, lid = eyes(scene.seed, frame_index)
    return Paint(
        color=colors,
        head=rest["head"],
        head_size=looks.girths.head,
        collar=rest["neck"] + (0, -0.012, -0.008),
        hem_y=float(rest["left_thigh"][1] + looks.hem_m),
        brow=looks.brow,
        sideburn=0.112 if looks.long_hair else 0.070,
        gaze=np.array(gaze),
        lid=lid,
    )
