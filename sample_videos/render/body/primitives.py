"""Primitives: the simple shapes that a body is made of, and how a pose moves them.

A primitive is a round cone, an ellipsoid, a tube (a cone with a flat second end, for a hem) or a
slab (a flat plate with round ends, for a sole). It has rest coordinates and moves rigidly with its
bone. `half:BONE` is a helper bone at BONE's joint. It turns half as far as BONE, so what is on it
(knee caps, buttocks, deltoids) stays smooth when the joint bends far. The primitives of one group
blend smoothly. Two groups meet in a crease.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sample_videos.render.rig.skeleton import BONES, PARENT, Pose3D, Rotation, Vector, joints

CONE, TUBE, ELLIPSOID, SLAB = range(4)
"""The shapes of primitives."""
Triple = tuple[float, float, float]
Array = NDArray[np.float64]


class Material(IntEnum):
    """What a primitive is made of. A person has one colour for each material."""

    SKIN = 0
    TOP = 1
    BOTTOM = 2
    HAIR = 3
    SHOE = 4
    SOLE = 5
    SOCK = 6


@dataclass(frozen=True, slots=True)
class Primitive:
    """One shape of a body, in rest coordinates and rest axes, metres.

    `a`: the first end of a cone or a tube, or else the centre. `b`: the second end, or else the
    half axes; a slab's are its edge rounding, its half thickness, and half of its length along z
    without the round ends. `radii`: at the two ends. `blend_m`: the width of the smooth blend with
    the primitives before it in its group.
    """

    shape: int
    bone: str
    group: str
    material: Material
    a: Triple
    b: Triple
    radii: tuple[float, float] = (0.0, 0.0)
    blend_m: float = 0.02


A, SIZE, RADIUS, TAPER, LOCAL, REACH, MIDDLE = 0, 3, 6, 7, 8, 17, 18
SHAPE, GROUP, BLEND, MATERIAL, BONE, WIDE, COLUMNS = 21, 22, 23, 24, 25, 26, 27
"""Columns of `PosedPrimitives.table`, in metres:
A: a cone's first end, or else the centre.
SIZE: a cone from end to end; an ellipsoid's 1 / half axes; a slab's `b`.
RADIUS: at a cone's first end; an ellipsoid's least half axis; a slab's radius at its back end.
TAPER: how much larger the radius of the other end is.
LOCAL: world axes -> own axes (9); for a cone only 1 / its squared length.
REACH, MIDDLE: radius and centre of a sphere that holds the primitive.
WIDE: how far from the primitive the body's surface can still depend on it.
Counts and indices are floats, too."""
LEAST_BLEND_M = 0.02
"""The least width, metres, that WIDE counts: the crease between two groups hides light so far."""
JOINT, BACK, REST = 0, 3, 12
"""Columns of `PosedPrimitives.bones`: the joint in the world; world axes -> rest axes (9); the
joint in the rest pose."""


class PosedPrimitives(NamedTuple):
    """A posed body. It is two arrays only, because a compiled call pays for every array it gets."""

    table: Array
    """(N, COLUMNS), one row for each primitive."""
    bones: Array
    """(B, 15), one row for each bone, helper bones included."""


def grouped(primitives: Iterable[Primitive]) -> tuple[Primitive, ...]:
    """The primitives sorted by group. The groups keep the order in which they first appear."""
    groups: dict[str, list[Primitive]] = {}
    for primitive in primitives:
        groups.setdefault(primitive.group, []).append(primitive)
    return tuple(primitive for members in groups.values() for primitive in members)


def posed(
    primitives: Sequence[Primitive], rest_m: Mapping[str, Vector], pose: Pose3D
) -> PosedPrimitives:
    """Move the primitives, which are `grouped`, from the rest pose into `pose`."""
    names = [*BONES, *sorted({p.bone for p in primitives} - set(BONES))]
    turns, places, rests = _bones(names, dict(rest_m), pose)
    index = {name: i for i, name in enumerate(names)}
    groups = {name: i for i, name in enumerate(dict.fromkeys(p.group for p in primitives))}
    bone = np.array([index[p.bone] for p in primitives])
    table = np.empty((len(primitives), COLUMNS))
    _place(table, primitives, turns[bone], places[bone], rests[bone])
    table[:, GROUP] = [groups[p.group] for p in primitives]
    table[:, BLEND] = [p.blend_m for p in primitives]
    table[:, MATERIAL] = [p.material for p in primitives]
    table[:, BONE] = bone
    table[:, WIDE] = _widths(table)
    back = turns.transpose(0, 2, 1).reshape(-1, 9)
    return PosedPrimitives(table, np.ascontiguousarray(np.hstack([places, back, rests])))


def _widths(table: Array) -> Array:
    """Column WIDE: the widest blend of the primitive's group, and how far that blend bulges.

    A blend of width k raises the surface by up to k / 4 above the two shapes that it joins.
    """
    group = table[:, GROUP].astype(int)
    widest = np.full(group.max(initial=0) + 1, LEAST_BLEND_M)
    np.maximum.at(widest, group, table[:, BLEND])
    return np.asarray(1.25 * widest[group])


def _bones(
    names: Sequence[str], rest_m: dict[str, Vector], pose: Pose3D
) -> tuple[Array, Array, Array]:
    """Each bone's rotation, its joint in the world and in the rest pose; with helper bones."""
    world = joints(rest_m, pose)
    plain = [name.removeprefix("half:") for name in names]
    turns = np.stack([_turn(name, pose.rotations) for name in names])
    return turns, np.stack([world[n] for n in plain]), np.stack([rest_m[n] for n in plain])


def _turn(name: str, rotations: Mapping[str, Rotation]) -> Rotation:
    if not name.startswith("half:"):
        return rotations[name]
    bone = name.removeprefix("half:")
    parent = PARENT[bone]
    if parent is None:
        raise ValueError(f"{name}: {bone} has no parent")
    return halfway(rotations[parent], rotations[bone])


def halfway(first: Rotation, second: Rotation) -> Rotation:
    """The rotation in the middle between two rotations.

    It is the mean of the two matrices, made orthogonal again. It is undefined if they are 180
    degrees apart; no joint turns so far.
    """
    u, _, v = np.linalg.svd(first + second)
    nearest: Rotation = u @ np.diag([1, 1, np.sign(np.linalg.det(u @ v))]) @ v
    return nearest


def _place(
    table: Array, primitives: Sequence[Primitive], turn: Array, place: Array, rest: Array
) -> None:
    """Fill the columns A to SHAPE. `turn`, `place` and `rest` belong to each primitive's bone."""
    shape = np.array([p.shape for p in primitives])
    radii = np.array([p.radii for p in primitives])
    size = np.array([p.b for p in primitives])
    a = place + np.einsum("nij,nj->ni", turn, np.array([p.a for p in primitives]) - rest)
    along = place + np.einsum("nij,nj->ni", turn, size - rest) - a
    local = turn.transpose(0, 2, 1).reshape(-1, 9)
    cone, ellipsoid = shape <= TUBE, shape == ELLIPSOID
    slab = shape == SLAB
    local[cone, 0] = 1 / (np.einsum("ni,ni->n", along, along)[cone] + 1e-12)
    length = np.linalg.norm(along, axis=1)
    table[:, A : A + 3] = a
    table[:, SIZE : SIZE + 3] = np.where(cone[:, None], along, size)
    table[ellipsoid, SIZE : SIZE + 3] = 1 / size[ellipsoid]
    table[:, RADIUS] = np.where(ellipsoid, size.min(1), radii[:, 0])
    table[:, TAPER] = radii[:, 1] - radii[:, 0]
    table[:, LOCAL : LOCAL + 9] = local
    table[:, REACH] = np.where(cone, length / 2 + radii.max(1), size.max(1))
    table[slab, REACH] = (size[:, 2] + radii.max(1) + size[:, 1])[slab]
    table[:, MIDDLE : MIDDLE + 3] = np.where(cone[:, None], a + along / 2, a)
    table[:, SHAPE] = shape
