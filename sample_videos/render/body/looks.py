"""Looks: what one person has and another has not. Girths, colours, hair and clothes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sample_videos.render.body.primitives import Material, Triple


@dataclass(frozen=True, slots=True)
class Girths:
    """Half widths, half depths and radii of the body, metres; of its clothes where it wears some.

    `breast_up` is a share of the trunk's length, `breast_out` a share of the chest's half depth.
    `head` is a scale.
    """

    chest: tuple[float, float] = (0.138, 0.096)
    waist: tuple[float, float] = (0.117, 0.077)
    hips: tuple[float, float] = (0.160, 0.106)
    breast_m: float = 0.046
    breast_up: float = 0.735
    breast_out: float = 0.66
    seat_m: float = 0.070
    neck_m: float = 0.042
    shoulder_m: float = 0.046
    upper_arm_m: float = 0.042
    elbow_m: float = 0.034
    forearm_m: float = 0.036
    wrist_m: float = 0.0235
    thigh_m: float = 0.083
    knee_m: float = 0.049
    calf_m: float = 0.046
    ankle_m: float = 0.032
    head: float = 0.96


@dataclass(frozen=True, slots=True)
class Looks:
    """How one person looks. `colors` are linear reflectances, 0-1.

    `sleeve`: how far the sleeve goes down the arm (1 is the elbow, 2 the wrist). `leg`: how far the
    trousers go down the leg (1 is the knee, 2 the ankle). `loose_m`: how far both stand off at the
    hem. `hem_m`: how high the shirt's hem is above the hip joints. `brow` scales the eyebrows,
    `jaw` the width of the lower face.
    """

    girths: Girths = field(default_factory=Girths)
    colors: Mapping[Material, Triple] = field(default_factory=dict)
    sleeve: float = 1.93
    leg: float = 1.88
    loose_m: float = 0.002
    hem_m: float = 0.035
    shoes: bool = False
    long_hair: bool = True
    brow: float = 0.62
    jaw: float = 0.92
