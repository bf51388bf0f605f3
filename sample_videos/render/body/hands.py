"""Hands as primitives. Their fingers curl from flat to a fist."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sample_videos.render.body.primitives import Material, Primitive
from sample_videos.render.body.torso_and_limbs import Rest, ball, cone
from sample_videos.render.rig.skeleton import Vector

SKIN = Material.SKIN
FOREARM_M = 0.245
"""Length of the forearm, metres, of the person that the lengths below are for. Their hand is 17.5
cm long. The hands of other persons are scaled."""


@dataclass(frozen=True, slots=True)
class Finger:
    """A finger, metres: where its knuckle is (across the palm, down from the wrist), its size."""

    across: float
    down: float
    length: float
    radius: float


FINGERS = (
    Finger(0.030, 0.090, 0.068, 0.0088),
    Finger(0.010, 0.094, 0.077, 0.0090),
    Finger(-0.010, 0.091, 0.071, 0.0086),
    Finger(-0.028, 0.084, 0.056, 0.0076),
)
"""From the index to the little finger."""
JOINTS = (0.0, 0.45, 0.73, 1.0)
"""Where knuckle, joints and tip are, as shares of a finger (Buryanov and Kotiuk 2010)."""
BENT_DEG = ((4, 88), (6, 98), (4, 60))
"""How far the knuckle and each joint bend, in a flat hand and in a fist."""
THUMB = (
    ((0.020, 0.018, 0.010), (0.020, 0.018, 0.010)),
    ((0.046, 0.052, 0.018), (0.036, 0.052, 0.030)),
    ((0.056, 0.082, 0.022), (0.030, 0.082, 0.046)),
    ((0.059, 0.106, 0.024), (0.013, 0.094, 0.050)),
)
"""Root, joints and tip of the thumb, in a flat hand and in a fist, metres: across, down, and out of
the palm."""
THUMB_RADII = ((0.0140, 0.0115), (0.0112, 0.0102), (0.0100, 0.0082))
"""Radii of the thumb's three parts at both ends, metres."""
PALM = (
    ((0.024, 0.040, 0.010), (0.011, 0.027, 0.014)),
    ((-0.022, 0.045, 0.006), (0.011, 0.032, 0.012)),
)
"""Ball of the thumb and heel of the hand, metres: the centre (as for the thumb), the half axes."""


@dataclass(frozen=True, slots=True)
class Hand:
    """One hand and its own axes: across (to the thumb), down (to the fingers), out of the palm."""

    bone: str
    wrist: Vector
    sign: int
    size: float

    def at(self, across: float, down: float, palm: float) -> Vector:
        """The rest point of this hand for lengths of the hand of `FINGERS`."""
        return self.wrist + self.size * np.array((-self.sign * palm, -down, across))

    def scaled(self, *lengths: float) -> tuple[float, ...]:
        """The lengths in this hand's size."""
        return tuple(self.size * length for length in lengths)


def hand(rest: Rest, side: str, sign: int, curl: float) -> Iterator[Primitive]:
    """Palm, fingers and thumb. A `curl` of 0 is flat, 0.2 loose, 1 a fist."""
    bone = f"{side}_hand"
    forearm_m = float(np.linalg.norm(rest[bone] - rest[f"{side}_forearm"]))
    this = Hand(bone, rest[bone], sign, forearm_m / FOREARM_M)
    for one in FINGERS:
        start, end = this.at(0.45 * one.across, 0.004, 0), this.at(one.across, one.down, 0)
        thick, thin = this.scaled(0.0125, one.radius + 0.002)
        yield cone(bone, bone, SKIN, start, end, (thick, thin), 0.010)
    for at, half in PALM:
        a, b, c = this.scaled(*half)
        yield ball(bone, bone, SKIN, this.at(*at), (a, b, c), 0.012)
    for number, one in enumerate(FINGERS):
        yield from _finger(this, f"{bone}_{number}", one, curl)
    yield from _thumb(this, curl)


def _finger(this: Hand, group: str, one: Finger, curl: float) -> Iterator[Primitive]:
    angle, down, palm = 0.0, one.down, 0.0
    for joint, (low, high) in enumerate(pairwise(JOINTS)):
        flat, fist = BENT_DEG[joint]
        angle += math.radians(flat + (fist - flat) * curl)
        step = (high - low) * one.length
        spread = 0.25 * (1 - curl) * one.across
        start = this.at(one.across + spread * low, down, palm)
        down, palm = down + step * math.cos(angle), palm + step * math.sin(angle)
        end = this.at(one.across + spread * high, down, palm)
        thick, thin = this.scaled(
            one.radius * (1.0 - 0.09 * joint), one.radius * (0.91 - 0.09 * joint)
        )
        yield cone(this.bone, group, SKIN, start, end, (thick, thin), 0.002)


def _thumb(this: Hand, curl: float) -> Iterator[Primitive]:
    chain = [
        this.at(*(a + (b - a) * curl for a, b in zip(flat, fist, strict=True)))
        for flat, fist in THUMB
    ]
    for (start, end), radii in zip(pairwise(chain), THUMB_RADII, strict=True):
        thick, thin = this.scaled(*radii)
        yield cone(this.bone, f"{this.bone}_thumb", SKIN, start, end, (thick, thin), 0.008)
