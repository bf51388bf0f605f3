"""One picture of a person in a room."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from .backdrop import backdrop_of
from .body import Material, Primitive, posed
from .builds import Build
from .camera import Camera
from .develop import BELL, CURVE, develop
from .expose import find, light
from .field import Person
from .grid import person_of
from .grip import STEPS, curls
from .hands import hand
from .kernel import on_threads
from .life import eyes
from .paint import Paint
from .props import Prop
from .room import Room
from .scenery import Backdrop, Setting, setting_of
from .skeleton import Pose3D
from .trace import TILE
from .veil import hang
from .view import view_of


@dataclass(frozen=True, slots=True)
class Degrade:
    """What a poor camera does: brightness factor, noise (8-bit levels), blur (sigma, pixels)."""

    brightness: float = 1.0
    noise_sigma: float = 2.0
    blur_px: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """Who is where: what stays the same in all frames of a clip."""

    build: Build
    room: Room
    props: tuple[Prop, ...] = ()
    seed: int = 0


def render(
    scene: Scene, pose: Pose3D, camera: Camera, *, frame_index: int, degrade: Degrade | None = None
) -> NDArray[np.uint8]:
    """The picture (H, W, 3), RGB. The same arguments give the same picture on one machine.

    `frame_index` (at 30 frames a second) moves eyes and lids and picks the sensor noise. Runs on
    numba's number of threads.
    """
    degrade = degrade or Degrade()
    setting, backdrop = _stage(scene, camera)
    person = _person(scene, pose)
    height, width, _ = backdrop.shape
    depth, who = np.empty((height, width), np.float32), np.empty((height, width), np.int16)
    veil = np.empty((height // 2 + 1, width // 2 + 1, 2), np.float32)
    linear = np.empty((height, width, 3), np.float32)
    view, lamp = view_of(camera), setting.lamp
    on_threads(find, -(-height // TILE), person, view, backdrop, depth, who, share=2)
    on_threads(hang, height // 2 + 1, person, lamp, backdrop, who, veil)
    paint = _paint(scene, frame_index)
    on_threads(
        light,
        -(-height // TILE),
        person,
        lamp,
        paint,
        view,
        backdrop,
        veil,
        depth,
        who,
        linear,
        share=2,
    )
    return _developed(linear, degrade, scene.seed, frame_index)


def _developed(
    linear: NDArray[np.float32], degrade: Degrade, seed: int, frame_index: int
) -> NDArray[np.uint8]:
    if degrade.blur_px > 0:
        linear = np.asarray(cv2.GaussianBlur(linear, (0, 0), degrade.blur_px), np.float32)
    out = np.empty(linear.shape, np.uint8)
    stamp = (seed * 1_000_003 + frame_index) & 0x7FFFFFFF
    bright, noise = degrade.brightness, degrade.noise_sigma
    on_threads(develop, len(out), linear, bright, noise, stamp, CURVE, BELL, out, share=64)
    return out


@lru_cache(maxsize=4)
def _setting(scene: Scene) -> Setting:
    return setting_of(scene.room, scene.props)


@lru_cache(maxsize=4)
def _stage(scene: Scene, camera: Camera) -> tuple[Setting, Backdrop]:
    """The empty room; kept while the camera stands still."""
    setting = _setting(scene)
    return setting, backdrop_of(setting, view_of(camera), camera.size_px)


@lru_cache(maxsize=64)
def _primitives(build: Build, curl: tuple[int, int]) -> tuple[Primitive, ...]:
    """A build with its hands curled so far (see `grip`)."""
    rest = build.rest_m
    hands = [*hand(rest, "left", 1, curl[0] / STEPS), *hand(rest, "right", -1, curl[1] / STEPS)]
    return (*build.primitives, *hands)


def _person(scene: Scene, pose: Pose3D) -> Person:
    flesh = posed(
        _primitives(scene.build, curls(scene.build.rest_m, pose)), scene.build.rest_m, pose
    )
    return person_of(flesh)


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
