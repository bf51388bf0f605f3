"""The two persons of the sample videos."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sample_videos.render.body.feet import foot
from sample_videos.render.body.head import head
from sample_videos.render.body.looks import Girths, Looks
from sample_videos.render.body.primitives import Material, Primitive, Triple, grouped
from sample_videos.render.body.torso_and_limbs import torso_and_limbs
from sample_videos.render.rig.skeleton import SIDES, Vector


@dataclass(frozen=True, slots=True, eq=False)
class Build:
    """One person: the joints of the rest pose, the looks, and all primitives but the hands'."""

    name: str
    rest_m: dict[str, Vector]
    looks: Looks
    primitives: tuple[Primitive, ...]


TRUNK = {
    "pelvis": (0.0, 0.546, 0.0),
    "spine": (0.0, 0.603, -0.003),
    "chest": (0.0, 0.690, -0.008),
    "neck": (0.0, 0.828, -0.0115),
    "head": (0.0, 0.874, -0.003),
}
LIMBS = {
    "clavicle": (0.017, 0.805, -0.006),
    "upper_arm": (0.100, 0.796, -0.0085),
    "forearm": (0.106, 0.635, -0.0115),
    "hand": (0.109, 0.491, -0.003),
    "thigh": (0.052, 0.523, 0.0),
    "shank": (0.0545, 0.282, 0.0),
    "foot": (0.0545, 0.049, -0.0145),
    "toes": (0.0600, 0.012, 0.058),
}
"""Joints of the rest pose, as shares of the body's height; of the limbs, the left one. The heights
are those of Drillis and Contini (1966). The shoulder joint lies below their acromion."""


def rest_joints(*, height_m: float, shoulders: float = 1.0, hips: float = 1.0) -> dict[str, Vector]:
    """Rest joints, metres, of a person `height_m` tall; `shoulders` and `hips` scale the widths."""
    wide = {"upper_arm": shoulders, "forearm": shoulders, "hand": shoulders, "clavicle": 1.0}
    rest = {bone: height_m * np.array(at) for bone, at in TRUNK.items()}
    for side, sign in zip(SIDES, (1, -1), strict=True):
        for bone, (x, y, z) in LIMBS.items():
            across = sign * wide.get(bone, hips) * x
            rest[f"{side}_{bone}"] = height_m * np.array((across, y, z))
    return rest


def _build(name: str, rest_m: dict[str, Vector], looks: Looks) -> Build:
    parts = [*torso_and_limbs(rest_m, looks), *head(rest_m, looks)]
    for side, sign in zip(SIDES, (1, -1), strict=True):
        parts += foot(rest_m, looks, side, sign)
    # shading.body_materials takes the first two groups for the torso and the head
    parts.sort(key=lambda part: ("torso", "head", part.group).index(part.group))
    return Build(name, rest_m, looks, grouped(parts))


def _colors(
    *,
    skin: Triple,
    top: Triple,
    bottom: Triple,
    hair: Triple,
    shoe: Triple = (0.5, 0.5, 0.5),
    sole: Triple = (0.78, 0.77, 0.74),
    sock: Triple = (0.8, 0.8, 0.8),
) -> dict[Material, Triple]:
    values = (skin, top, bottom, hair, shoe, sole, sock)
    return dict(zip(Material, values, strict=True))


def _mira() -> Build:
    """A slim woman of 1.66 m: hair in a bun, long sleeves, leggings, bare feet."""
    rest = rest_joints(height_m=1.66, shoulders=0.92, hips=1.04)
    colors = _colors(
        skin=(0.70, 0.47, 0.36),
        top=(0.30, 0.10, 0.16),
        bottom=(0.055, 0.065, 0.10),
        hair=(0.10, 0.055, 0.03),
    )
    return _build("mira", rest, Looks(colors=colors))


def _jonah() -> Build:
    """A broad man of 1.82 m: short hair, T-shirt, shorts, trainers."""
    rest = rest_joints(height_m=1.82, shoulders=1.06, hips=0.98)
    girths = Girths(
        chest=(0.166, 0.111),
        waist=(0.152, 0.095),
        hips=(0.168, 0.116),
        breast_m=0.034,
        breast_up=0.79,
        breast_out=0.56,
        seat_m=0.070,
        neck_m=0.053,
        shoulder_m=0.058,
        upper_arm_m=0.052,
        elbow_m=0.041,
        forearm_m=0.046,
        wrist_m=0.029,
        thigh_m=0.092,
        knee_m=0.057,
        calf_m=0.055,
        ankle_m=0.037,
        head=1.02,
    )
    colors = _colors(
        skin=(0.36, 0.20, 0.125),
        top=(0.46, 0.50, 0.50),
        bottom=(0.06, 0.09, 0.17),
        hair=(0.02, 0.016, 0.013),
        shoe=(0.13, 0.14, 0.16),
    )
    looks = Looks(
        girths=girths,
        colors=colors,
        sleeve=0.55,
        leg=0.78,
        loose_m=0.022,
        shoes=True,
        long_hair=False,
        brow=1.1,
        jaw=1.04,
        hem_m=-0.005,
    )
    return _build("jonah", rest, looks)


BUILDS: dict[str, Build] = {build.name: build for build in (_mira(), _jonah())}
