"""The body in anatomical terms: degrees of freedom, their limits, and points on the body.

A state is a vector `q`: one number for each degree of freedom of `DOFS`, in that order. They are
degrees, but for three metres that place the pelvis. A state is in the *person's axes*: x to the
person's left, y up, z forwards, as in the rest pose. `animation.performance` turns it into the
room. All functions here take many states at once: `q` has the shape (N, D).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sample_videos.render.rig.forward_kinematics import Turn, pack_chain, place_bodies
from sample_videos.render.rig.skeleton import BONES, SIDES, Vector

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Dof:
    """A degree of freedom: its limits (degrees or metres), and how stiff inverse kinematics has it.

    Of two joints that could both do a thing, the less stiff one does it.
    """

    low: float
    high: float
    stiffness: float


_TRUNK: dict[str, tuple[float, float, float, float]] = {
    # bone: the most flexion, extension, lateral flexion and rotation, degrees
    "spine": (50.0, 30.0, 25.0, 15.0),
    "chest": (35.0, 25.0, 25.0, 35.0),
    "neck": (35.0, 40.0, 25.0, 35.0),
    "head": (30.0, 35.0, 25.0, 45.0),
}
_LIMB: dict[str, Dof] = {
    "clavicle.elevation": Dof(-12, 40, 0.4),
    "clavicle.protraction": Dof(-30, 30, 0.4),
    "shoulder.flexion": Dof(-60, 180, 0.02),
    "shoulder.abduction": Dof(-45, 180, 0.02),
    "shoulder.horizontal": Dof(-135, 50, 0.03),
    "shoulder.rotation": Dof(-90, 100, 0.02),
    "elbow.flexion": Dof(-3, 150, 0.02),
    "forearm.pronation": Dof(-85, 85, 0.02),
    "wrist.flexion": Dof(-80, 80, 0.05),
    "wrist.deviation": Dof(-25, 40, 0.08),
    "hip.flexion": Dof(-28, 130, 0.02),
    "hip.abduction": Dof(-30, 50, 0.15),
    "hip.rotation": Dof(-45, 50, 0.15),
    "knee.flexion": Dof(-3, 150, 0.02),
    "ankle.dorsiflexion": Dof(-55, 40, 0.02),
    "ankle.inversion": Dof(-25, 35, 0.2),
    "toes.extension": Dof(-40, 85, 0.05),
}
"""The limbs' degrees of freedom. The limits are the joint ranges of the American Academy of
Orthopaedic Surgeons. They are a few degrees wider where the body's weight pushes a joint further
(dorsiflexion, toes). Shoulder angles are those of the upper arm against the chest, so they include
the shoulder blade's share."""


def _all_dofs() -> dict[str, Dof]:
    dofs = {f"root.{axis}": Dof(-5, 5, 1.0) for axis in ("left", "up", "forward")}
    dofs |= {f"pelvis.{axis}": Dof(-360, 360, 0.05) for axis in ("turn", "tilt", "list", "roll")}
    for bone, (flexion, extension, side, rotation) in _TRUNK.items():
        dofs[f"{bone}.flexion"] = Dof(-extension, flexion, 0.25)
        dofs[f"{bone}.side"] = Dof(-side, side, 0.4)
        dofs[f"{bone}.rotation"] = Dof(-rotation, rotation, 0.4)
    return dofs | {f"{side}_{name}": dof for side in SIDES for name, dof in _LIMB.items()}


DOFS = _all_dofs()
"""Every degree of freedom by its name, `joint.movement`.

The pelvis has four turns, in this order from the outside: `turn` to the left about the vertical,
`tilt` forwards (prone is 90, supine -90), `list` to the left, and `roll` to the left about its own
long axis. Spine (lumbar), chest (thoracic), neck and head have `flexion` forwards, and
`side` and `rotation` to the left. A limb's movement is positive where a therapist calls it so.
`shoulder.horizontal` is horizontal abduction (backwards). Rotations are external.
"""
INDEX = {name: i for i, name in enumerate(DOFS)}
"""Where a degree of freedom is in a state."""
LOW = np.array([dof.low for dof in DOFS.values()])
HIGH = np.array([dof.high for dof in DOFS.values()])
STIFFNESS = np.array([dof.stiffness for dof in DOFS.values()])

REFERENCE_HIP_M = 0.91
"""Height of the hips, metres, of the person that the points below were drawn for. For other persons
they are scaled."""

_POINTS: dict[str, tuple[str, tuple[float, float, float], float]] = {
    # name: bone; from the bone's joint to the point's centre (rest axes, metres); radius, metres
    "head_back": ("head", (0.0, 0.120, -0.013), 0.095),
    "crown": ("head", (0.0, 0.165, 0.0), 0.075),
    "chin": ("head", (0.0, 0.020, 0.075), 0.025),
    "nose": ("head", (0.0, 0.082, 0.110), 0.010),
    "neck": ("neck", (0.0, 0.040, 0.0), 0.040),
    "upper_back": ("chest", (0.0, 0.130, -0.005), 0.098),
    "mid_back": ("chest", (0.0, 0.020, 0.005), 0.098),
    "low_back": ("spine", (0.0, 0.060, 0.005), 0.088),
    "chest_front": ("chest", (0.0, 0.090, 0.025), 0.095),
    "belly": ("spine", (0.0, 0.050, 0.010), 0.095),
    "buttocks": ("pelvis", (0.0, -0.045, -0.035), 0.085),
    "pelvis_front": ("pelvis", (0.0, -0.020, 0.0), 0.105),
}
_SIDE_POINTS: dict[str, tuple[str, tuple[float, float, float], float]] = {
    # the first number points outwards, to the point's own side
    "ear": ("head", (0.078, 0.085, 0.0), 0.012),
    "shoulder": ("upper_arm", (0.0, 0.0, 0.0), 0.062),
    "arm_mid": ("upper_arm", (0.004, -0.140, -0.003), 0.046),
    "elbow": ("forearm", (0.0, 0.0, 0.0), 0.040),
    "forearm_mid": ("forearm", (0.002, -0.120, 0.007), 0.032),
    "wrist": ("hand", (0.0, 0.0, 0.0), 0.029),
    "palm": ("hand", (0.0, -0.055, 0.0), 0.022),
    "fingertips": ("hand", (-0.008, -0.150, 0.0), 0.012),
    "hip": ("thigh", (0.0, 0.0, 0.0), 0.085),
    "buttock": ("pelvis", (0.080, -0.045, -0.035), 0.085),
    "thigh_mid": ("thigh", (0.003, -0.210, 0.0), 0.082),
    "knee": ("shank", (0.0, 0.0, 0.0), 0.056),
    "shin": ("shank", (0.0, -0.200, -0.010), 0.050),
    "ankle": ("foot", (0.0, 0.0, 0.0), 0.038),
    "heel": ("foot", (0.0, -0.053, -0.040), 0.032),
    "ball": ("toes", (0.0, 0.0, 0.0), 0.034),
    "foot_index": ("toes", (0.005, -0.006, 0.065), 0.024),
}
POINT_NAMES = (*_POINTS, *(f"{side}_{name}" for side in SIDES for name in _SIDE_POINTS))
"""All points on the body. Each is a small ball of flesh that can touch the floor."""


def both_sides(name: str, known: tuple[str, ...] | dict[str, Dof]) -> tuple[str, ...]:
    """`name` if it is known, else its left and its right form.

    >>> both_sides("heel", POINT_NAMES)
    ('left_heel', 'right_heel')

    Raises KeyError if neither is known.
    """
    sided = tuple(f"{side}_{name}" for side in SIDES)
    if name in known:
        return (name,)
    if all(one in known for one in sided):
        return sided
    raise KeyError(name)


def mirrored_name(name: str) -> str:
    """The name of the same joint or point on the other side of the body."""
    for side, other in (SIDES, SIDES[::-1]):
        if name.startswith(f"{side}_"):
            return other + name.removeprefix(side)
    return name


_CHANGES_SIGN = {"root.left", "pelvis.turn", "pelvis.list", "pelvis.roll"} | {
    f"{bone}.{movement}" for bone in _TRUNK for movement in ("side", "rotation")
}


def mirrored(q: Array) -> Array:
    """The mirror image of a state (D,): left and right change places."""
    out = np.empty_like(q)
    for name, i in INDEX.items():
        out[INDEX[mirrored_name(name)]] = -q[i] if name in _CHANGES_SIGN else q[i]
    return out


def rotation(axis: str, angle_rad: Array) -> Array:
    """Rotation matrices (N, 3, 3) about a coordinate axis, for angles (N,)."""
    c, s = np.cos(angle_rad), np.sin(angle_rad)
    out = np.zeros((len(angle_rad), 3, 3))
    i, j = {"x": (1, 2), "y": (2, 0), "z": (0, 1)}[axis]
    k = 3 - i - j
    out[:, k, k] = 1.0
    out[:, i, i], out[:, j, j] = c, c
    out[:, i, j], out[:, j, i] = -s, s
    return out


def _turns() -> dict[str, tuple[Turn, ...]]:
    """The turns of every bone against the bone that carries it, the outermost first."""
    out: dict[str, tuple[Turn, ...]] = {
        "pelvis": (
            ("y", "pelvis.turn", 1.0),
            ("x", "pelvis.tilt", 1.0),
            ("z", "pelvis.list", -1.0),
            ("y", "pelvis.roll", 1.0),
        )
    }
    for bone in _TRUNK:
        out[bone] = (
            ("y", f"{bone}.rotation", 1.0),
            ("z", f"{bone}.side", -1.0),
            ("x", f"{bone}.flexion", 1.0),
        )
    for side, sign in (("left", 1.0), ("right", -1.0)):
        out |= _arm(side, sign) | _leg(side, sign)
    return out


def _arm(side: str, sign: float) -> dict[str, tuple[Turn, ...]]:
    clavicle, shoulder, wrist = f"{side}_clavicle", f"{side}_shoulder", f"{side}_wrist"
    half_twist: Turn = ("y", f"{side}_forearm.pronation", -sign / 2)
    return {
        clavicle: (("z", f"{clavicle}.elevation", sign), ("y", f"{clavicle}.protraction", -sign)),
        f"{side}_upper_arm": (
            ("y", f"{shoulder}.horizontal", sign),
            ("x", f"{shoulder}.flexion", -1.0),
            ("z", f"{shoulder}.abduction", sign),
            ("y", f"{shoulder}.rotation", sign),
        ),
        f"{side}_forearm": (("x", f"{side}_elbow.flexion", -1.0), half_twist),
        f"{side}_hand": (
            half_twist,
            ("x", f"{wrist}.deviation", -1.0),
            ("z", f"{wrist}.flexion", -sign),
        ),
    }


def _leg(side: str, sign: float) -> dict[str, tuple[Turn, ...]]:
    hip, ankle = f"{side}_hip", f"{side}_ankle"
    return {
        f"{side}_thigh": (
            ("x", f"{hip}.flexion", -1.0),
            ("z", f"{hip}.abduction", sign),
            ("y", f"{hip}.rotation", sign),
        ),
        f"{side}_shank": (("x", f"{side}_knee.flexion", 1.0),),
        f"{side}_foot": (
            ("x", f"{ankle}.dorsiflexion", -1.0),
            ("z", f"{ankle}.inversion", sign),
        ),
        f"{side}_toes": (("x", f"{side}_toes.extension", -1.0),),
    }


TURNS = _turns()
"""Bone -> its turns."""
CARRIED_BY = {f"{side}_upper_arm": "chest" for side in SIDES}
"""The bone that turns another one, where that is not its parent. Shoulder angles are against the
chest; the collar bone only moves the shoulder's place."""


@dataclass(frozen=True, slots=True)
class Placed:
    """N bodies in space, metres: rotations (N, 3, 3) and joints (N, 3) of bones, points (N, 3)."""

    rotations: dict[str, Array]
    joints: dict[str, Array]
    points: dict[str, Array]
    stacked: Array
    """All points as one array (N, P, 3), in the order of `POINT_NAMES`."""


class Body:
    """One person's skeleton: the joints of the rest pose (`rest_m`) and the points on the body."""

    def __init__(self, rest_m: dict[str, Vector]) -> None:
        self.rest_m = rest_m
        self.scale = float(rest_m["left_thigh"][1]) / REFERENCE_HIP_M
        self.anchors: dict[str, tuple[str, Array]] = {}
        self.radius_m: dict[str, float] = {}
        for name, (bone, offset, radius) in _POINTS.items():
            self._add(name, bone, np.array(offset), radius)
        for side, sign in (("left", 1.0), ("right", -1.0)):
            for name, (bone, offset, radius) in _SIDE_POINTS.items():
                outwards = np.array(offset) * (sign, 1.0, 1.0)
                own_bone = bone if bone in BONES else f"{side}_{bone}"
                self._add(f"{side}_{name}", own_bone, outwards, radius)
            # in the rest pose the soles of every person are on the floor
            for name in ("heel", "ball", "foot_index"):
                bone, under = self.anchors[f"{side}_{name}"]
                self.radius_m[f"{side}_{name}"] = float(rest_m[bone][1] + under[1])
        anchors = {name: self.anchors[name] for name in POINT_NAMES}
        self.chain = pack_chain(rest_m, TURNS, CARRIED_BY, INDEX, anchors)
        self.radii_m = np.array([self.radius_m[name] for name in POINT_NAMES])

    def _add(self, name: str, bone: str, offset: Array, radius: float) -> None:
        self.anchors[name] = (bone, offset * self.scale)
        self.radius_m[name] = radius * self.scale

    def place(self, q: Array) -> Placed:
        """Forward kinematics: the bodies of the states `q` (N, D)."""
        n, bones, points = len(q), len(BONES), len(POINT_NAMES)
        turned, joints = np.empty((n, bones, 3, 3)), np.empty((n, bones, 3))
        stacked = np.empty((n, points, 3))
        place_bodies(self.chain, np.ascontiguousarray(q, float), turned, joints, stacked)
        return Placed(
            {bone: turned[:, i] for i, bone in enumerate(BONES)},
            {bone: joints[:, i] for i, bone in enumerate(BONES)},
            {name: stacked[:, i] for i, name in enumerate(POINT_NAMES)},
            stacked,
        )

    def standing(self) -> Array:
        """The state (D,) of the rest pose."""
        q = np.zeros(len(DOFS))
        q[INDEX["root.up"]] = self.rest_m["pelvis"][1]
        return q
