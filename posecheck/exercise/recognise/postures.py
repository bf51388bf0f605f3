"""The posture of a body as numbers that do not depend on where the camera stands.

They are angles between bones in space, and slopes against the level. So a rendered clip and a real
person, seen from another side, give nearly the same numbers in the same posture.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posecheck import landmarks

Array = NDArray[np.float64]

BOTH: Final = (
    "trunk", "chest", "head", "face", "neck_roll", "twist", "lean", "neck_turn", "shrug", "heading",
)  # fmt: skip
"""Numbers of the whole body: slopes of the trunk, of the chest's front, of the head and the face;
the head's bend to the side; the trunk's twist and its lean to the side; the head's turn; the slope
of the shoulders; where the hips face, against their usual direction in the recording."""

SIDED: Final = (
    "hip", "knee", "thigh", "shank", "elbow", "upper_arm", "shoulder", "forearm", "leg_out",
    "arm_out",
)  # fmt: skip
"""Numbers of each side: angles of joints, slopes of bones, how far leg and arm point outward."""

COUNT: Final = len(BOTH) + 2 * len(SIDED)
"""How many numbers a posture has: those of `BOTH`, of the left side, of the right side."""

_SWAPPED = [
    *range(len(BOTH)),
    *range(len(BOTH) + len(SIDED), COUNT),
    *range(len(BOTH), len(BOTH) + len(SIDED)),
]
_SIGNS = np.ones(COUNT)
_SIGNS[[BOTH.index(n) for n in BOTH[4:]]] = -1.0

LEVEL_SHARE = 0.6
"""The hips' direction is read where their line is at most 53° off the level: of somebody who lies
on one side it is not known."""

NEEDS: Final[dict[str, frozenset[str]]] = {
    **dict.fromkeys(("head", "face", "neck_roll", "neck_turn"), frozenset({"ear", "nose"})),
    **dict.fromkeys(("hip", "thigh", "leg_out"), frozenset({"knee", "ankle"})),
    **dict.fromkeys(("knee", "shank"), frozenset({"ankle", "heel", "foot_index"})),
    **dict.fromkeys(
        ("elbow", "upper_arm", "shoulder", "arm_out"), frozenset({"elbow", "wrist", "index"})
    ),
    "forearm": frozenset({"wrist", "index"}),
}
"""The landmarks that a number is about: one of them is enough. The others are about the trunk."""


def named(points: frozenset[str]) -> NDArray[np.bool_]:
    """Which numbers are about the trunk or one of the given landmarks, (COUNT,)."""
    about = [name not in NEEDS or bool(NEEDS[name] & points) for name in (*BOTH, *SIDED, *SIDED)]
    return np.array(about)


def mirrored(postures: Array) -> Array:
    """The same postures of somebody who does them with the other side, (T, COUNT)."""
    swapped: Array = postures[:, _SWAPPED] * _SIGNS
    return swapped


def postures(world_m: Sequence[Array]) -> Array:
    """The postures of bodies, (T, COUNT) degrees, from their world landmarks, T times (33, 3).

    A number is NaN where one of its landmarks was not seen.
    """
    if not len(world_m):
        return np.empty((0, COUNT))
    with np.errstate(invalid="ignore", divide="ignore"):
        return _measured(np.asarray(world_m, dtype=float))


def _measured(world_m: Array) -> Array:
    left, right = (
        {
            joint: world_m[:, landmarks.index(joint, side)]
            for joint in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle", "ear")
        }
        for side in ("left", "right")
    )
    across, hips = left["shoulder"] - right["shoulder"], left["hip"] - right["hip"]
    columns = _of_both(left, right, world_m[:, landmarks.index("nose")], across, hips)
    columns += _of_side(left, across, hips) + _of_side(right, -across, -hips)
    found: Array = np.stack(columns, axis=1)
    return found


def _of_both(
    left: dict[str, Array], right: dict[str, Array], nose: Array, across: Array, hips: Array
) -> list[Array]:
    """The numbers of `BOTH`; `across` and `hips` point from right to left."""
    shoulders, hip, ears = (_middle(left[j], right[j]) for j in ("shoulder", "hip", "ear"))
    trunk, head = shoulders - hip, left["ear"] - right["ear"]
    axis = trunk / np.linalg.norm(trunk, axis=1, keepdims=True)
    upper, lower = _square_to(across, axis), _square_to(hips, axis)
    twist = np.arctan2((np.cross(lower, upper) * axis).sum(1), (upper * lower).sum(1))
    turn = _direction_deg(head) - _direction_deg(across)
    return [
        _slope_deg(trunk),
        _slope_deg(np.cross(across + hips, trunk)),
        _slope_deg(ears - shoulders),
        _slope_deg(nose - ears),
        _slope_deg(head) - _slope_deg(across),
        np.degrees(twist),
        90 - _angle_deg(trunk, hips),
        _half_turn(turn),
        _slope_deg(across),
        _heading_deg(hips),
    ]


def _of_side(joints: dict[str, Array], outward: Array, hips_outward: Array) -> list[Array]:
    """The numbers of `SIDED`; `outward` goes from the other shoulder to this one."""
    thigh, shank = joints["knee"] - joints["hip"], joints["ankle"] - joints["knee"]
    arm, forearm = joints["elbow"] - joints["shoulder"], joints["wrist"] - joints["elbow"]
    trunk = joints["shoulder"] - joints["hip"]
    return [
        _angle_deg(trunk, thigh),
        _angle_deg(-thigh, shank),
        _slope_deg(thigh),
        _slope_deg(shank),
        _angle_deg(-arm, forearm),
        _slope_deg(arm),
        _angle_deg(-trunk, arm),
        _slope_deg(forearm),
        _angle_deg(hips_outward, thigh),
        _angle_deg(outward, arm),
    ]


def _middle(left: Array, right: Array) -> Array:
    """The middle between two points, or the one that was seen."""
    one = np.where(np.isfinite(left), left, right)
    other = np.where(np.isfinite(right), right, left)
    return (one + other) / 2


def _square_to(vectors: Array, axis: Array) -> Array:
    square: Array = vectors - (vectors * axis).sum(1, keepdims=True) * axis
    return square


def _slope_deg(vectors: Array) -> Array:
    """How far vectors point upward, -90 to 90 degrees."""
    slope: Array = np.degrees(np.arctan2(-vectors[:, 1], np.hypot(vectors[:, 0], vectors[:, 2])))
    return slope


def _direction_deg(vectors: Array) -> Array:
    """Where vectors point, seen from above."""
    direction: Array = np.degrees(np.arctan2(vectors[:, 2], vectors[:, 0]))
    return direction


def _angle_deg(a: Array, b: Array) -> Array:
    """Angles between vectors, 0-180 degrees."""
    lengths = np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1)
    angle: Array = np.degrees(np.arccos(np.clip((a * b).sum(1) / lengths, -1, 1)))
    return angle


def _half_turn(angles_deg: Array) -> Array:
    """Angles as -180 to 180 degrees."""
    turned: Array = (angles_deg + 180) % 360 - 180
    return turned


def _heading_deg(hips: Array) -> Array:
    """Where the hips face against their mean direction in the recording, -180 to 180 degrees."""
    level = np.hypot(hips[:, 0], hips[:, 2])
    known = level > LEVEL_SHARE * np.linalg.norm(hips, axis=1)
    if not known.any():
        return np.full(len(hips), np.nan)
    mean = (hips[known] / level[known, None]).mean(0, keepdims=True)
    heading = _half_turn(_direction_deg(hips) - _direction_deg(mean))
    seen: Array = np.where(known, heading, np.nan)
    return seen
