"""What distinguishes one person from another: girths, colours, hair and clothes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sample_videos.render.body.primitives import Material, Triple


@dataclass(frozen=True, slots=True)
class Girths:
    """Half widths, half depths and radii in metres, of the dressed body where it is dressed.

    `breast_up` is a share of the trunk, `breast_out` of the chest's half depth; `head` is a scale.
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
    """One person's outside. `colors` are linear reflectances.

    `sleeve` is the share of the arm that the sleeve covers (1 elbow, 2 wrist), `leg` the same for
    the leg (1 knee, 2 ankle). `loose_m` is how far sleeve and leg stand off at their hem.
    `hem_m`: height of the shirt's hem above the hip joints. `brow` scales the eyebrows, `jaw` the
    width of the lower face.
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
