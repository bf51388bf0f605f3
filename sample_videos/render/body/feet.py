"""Feet as primitives, bare or in trainers. Lengths are metres."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sample_videos.render.body.looks import Looks
from sample_videos.render.body.primitives import SLAB, Material, Primitive, Triple
from sample_videos.render.body.torso_and_limbs import Rest, ball, cone, point
from sample_videos.render.rig.skeleton import Vector

SKIN, SHOE, SOLE, SOCK = Material.SKIN, Material.SHOE, Material.SOLE, Material.SOCK
BALL_M = 0.125
"""From the ankle to the ball of the foot that the lengths below are for. Other feet are scaled."""

TOES = (
    (-0.018, 0.134, 0.044, 0.0135),
    (0.006, 0.136, 0.036, 0.0100),
    (0.023, 0.131, 0.031, 0.0094),
    (0.038, 0.123, 0.026, 0.0088),
    (0.050, 0.113, 0.021, 0.0082),
)
"""From the big to the little toe: how far outwards and ahead of the ankle, length, radius."""
BARE = (
    ((0.0, 0.072, -0.004), (0.0, 0.045, 0.050), (0.033, 0.034)),
    ((-0.008, 0.052, 0.045), (-0.012, 0.026, 0.122), (0.030, 0.023)),
    ((0.010, 0.024, -0.012), (0.034, 0.019, 0.105), (0.024, 0.018)),
)
"""Instep, inner and outer edge of a bare foot: both ends (outwards of the ankle, above the floor,
ahead of the ankle) and their radii."""
ANKLE_BONES = ((0.033, 0.068, -0.008), (-0.033, 0.078, 0.002))
"""The outer and the inner ankle bone."""
UPPER = (
    ((0.0, 0.076, -0.002), (0.0, 0.060, 0.055), (0.040, 0.036), 0.03),
    ((0.0, 0.058, 0.045), (0.003, 0.044, 0.115), (0.037, 0.034), 0.04),
)
"""A trainer's tongue and vamp: both ends, radii and blend."""


@dataclass(frozen=True, slots=True)
class Foot:
    """One foot and its own axes: outwards of the ankle, above the floor, ahead of the ankle."""

    bone: str
    toes: str
    ankle: Vector
    sign: int
    size: float

    def at(self, out: float, up: float, ahead: float) -> Vector:
        """The rest point of this foot for lengths of the foot of `TOES`."""
        x, z = self.ankle[0] + self.sign * self.size * out, self.ankle[2] + self.size * ahead
        return np.array((x, self.size * up, z))

    def scaled(self, half: Triple) -> Triple:
        """The half axes in this foot's size."""
        a, b, c = half
        return self.size * a, self.size * b, self.size * c

    def radii(self, radii: tuple[float, float]) -> tuple[float, float]:
        """The radii in this foot's size."""
        return self.size * radii[0], self.size * radii[1]


def foot(rest: Rest, looks: Looks, side: str, sign: int) -> Iterator[Primitive]:
    """All primitives of one foot."""
    bone, toes = f"{side}_foot", f"{side}_toes"
    size = float(rest[toes][2] - rest[bone][2]) / BALL_M
    this = Foot(bone, toes, rest[bone], sign, size)
    yield from _trainer(this, looks) if looks.shoes else _bare(this)


def _bare(this: Foot) -> Iterator[Primitive]:
    bone = this.bone
    yield ball(bone, bone, SKIN, this.at(0, 0.034, -0.024), this.scaled((0.032, 0.034, 0.036)))
    for low, high, radii in BARE:
        yield cone(bone, bone, SKIN, this.at(*low), this.at(*high), this.radii(radii), 0.03)
    for at in ANKLE_BONES:
        yield ball(bone, bone, SKIN, this.at(*at), this.scaled((0.009, 0.012, 0.011)), 0.014)
    half = this.scaled((0.044, 0.019, 0.026))
    yield ball(f"half:{this.toes}", bone, SKIN, this.at(0.012, 0.021, 0.122), half)
    for out, ahead, length, radius in TOES:
        start, end = (
            this.at(out, radius + 0.006, ahead),
            this.at(1.06 * out, radius, ahead + length),
        )
        radii = this.radii((1.05 * radius, radius))
        yield cone(this.toes, f"{bone}_toes", SKIN, start, end, radii, 0.004)


def _trainer(this: Foot, looks: Looks) -> Iterator[Primitive]:
    bone, toes = this.bone, this.toes
    group, shank = bone.replace("foot", "shoe"), bone.replace("foot", "shank")
    sock = looks.girths.ankle_m + 0.005
    low, high = this.at(0, 0.085, 0), this.at(0, 0.15, 0)
    yield cone(shank, bone.replace("foot", "sock"), SOCK, low, high, (sock, sock), 0.01)
    yield ball(bone, group, SHOE, this.at(0, 0.052, -0.022), this.scaled((0.036, 0.048, 0.040)))
    for back, front, radii, blend in UPPER:
        yield cone(bone, group, SHOE, this.at(*back), this.at(*front), this.radii(radii), blend)
    half = this.scaled((0.047, 0.029, 0.050))
    yield ball(f"half:{toes}", group, SHOE, this.at(0.006, 0.038, 0.122), half, 0.03)
    start, end = this.at(0.004, 0.038, 0.140), this.at(0.006, 0.034, 0.160)
    yield cone(toes, group, SHOE, start, end, this.radii((0.034, 0.030)), 0.03)
    yield _sole(this, bone, (0.003, 0.015, 0.050), (0.006, 0.015, 0.068), (0.0345, 0.0475))
    yield _sole(this, toes, (0.006, 0.014, 0.146), (0.006, 0.014, 0.022), (0.0475, 0.0400))


def _sole(this: Foot, bone: str, at: Triple, half: Triple, radii: tuple[float, float]) -> Primitive:
    """A part of the sole. It is flat below; its round ends, back and front, have `radii`."""
    group = this.bone.replace("foot", "sole")
    where = point(this.at(*at))
    return Primitive(SLAB, bone, group, SOLE, where, this.scaled(half), this.radii(radii), 0.01)
