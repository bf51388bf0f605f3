"""Forward kinematics, compiled: from joint angles to bones and points, for many states at once."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sample_videos.render.kernel import inlined, kernel
from sample_videos.render.rig.skeleton import BONES, PARENT, Vector

Array = NDArray[np.float64]
Turn = tuple[str, str, float]
"""The bone's own axis, the degree of freedom, and the share of it; a negative share turns back."""
AXES = "xyz"


class Chain(NamedTuple):
    """The bones (parents first) and the points of a body, as arrays."""

    root: NDArray[np.int64]
    """(3,): where a state has the pelvis's place."""
    turns: NDArray[np.int64]
    """(T, 2): axis and degree of freedom of each turn."""
    radians: Array
    """(T,): radians for one degree of each turn."""
    first: NDArray[np.int64]
    """(B + 1,): the first turn of each bone."""
    base: NDArray[np.int64]
    """(B, 2): the bone that turns each bone, and the bone at whose end it is."""
    offset: Array
    """(B, 3): from the parent's joint to the bone's own, rest axes."""
    bone: NDArray[np.int64]
    """(P,): the bone of each point."""
    at: Array
    """(P, 3): from that bone's joint to the point."""


def pack_chain(
    rest_m: Mapping[str, Vector],
    turns: Mapping[str, tuple[Turn, ...]],
    carried_by: Mapping[str, str],
    index: Mapping[str, int],
    anchors: Mapping[str, tuple[str, Array]],
) -> Chain:
    """Pack a body into arrays. The outermost of a bone's `turns` comes first.

    `carried_by` names the bone that turns another one, where that is not its parent.
    """
    place = {bone: i for i, bone in enumerate(BONES)}
    flat = [turn for bone in BONES for turn in turns[bone]]
    parents = {bone: PARENT[bone] or bone for bone in BONES}
    base = [(place[carried_by.get(bone, parents[bone])], place[parents[bone]]) for bone in BONES]
    return Chain(
        np.array([index[f"root.{axis}"] for axis in ("left", "up", "forward")]),
        np.array([(AXES.index(axis), index[dof]) for axis, dof, _ in flat]),
        np.array([math.radians(share) for _, _, share in flat]),
        np.cumsum([0, *(len(turns[bone]) for bone in BONES)]),
        np.array(base),
        np.stack([rest_m[bone] - rest_m[parents[bone]] for bone in BONES]).astype(float),
        np.array([place[bone] for bone, _ in anchors.values()]),
        np.stack([at for _, at in anchors.values()]).astype(float),
    )


@kernel
def place_bodies(chain: Chain, q: Array, turned: Array, joints: Array, points: Array) -> None:
    """Fill rotations (N, B, 3, 3), joints (N, B, 3) and points (N, P, 3) of states `q` (N, D)."""
    for n in range(q.shape[0]):
        for b in range(chain.offset.shape[0]):
            axes, end = chain.base[b, 0], chain.base[b, 1]
            for i in range(3):
                if b == 0:
                    joints[n, 0, i] = q[n, chain.root[i]]
                    for j in range(3):
                        turned[n, 0, i, j] = 1.0 if i == j else 0.0
                else:
                    joints[n, b, i] = joints[n, end, i] + _row(turned[n, end], i, chain.offset[b])
                    for j in range(3):
                        turned[n, b, i, j] = turned[n, axes, i, j]
            for k in range(chain.first[b], chain.first[b + 1]):
                _turn(turned[n, b], chain.turns[k, 0], chain.radians[k] * q[n, chain.turns[k, 1]])
        for p in range(chain.at.shape[0]):
            b = chain.bone[p]
            for i in range(3):
                points[n, p, i] = joints[n, b, i] + _row(turned[n, b], i, chain.at[p])


@inlined
def _row(matrix: Array, i: int, v: Array) -> float:
    """Row `i` of a matrix times a vector."""
    product: float = matrix[i, 0] * v[0] + matrix[i, 1] * v[1] + matrix[i, 2] * v[2]
    return product


@inlined
def _turn(matrix: Array, axis: int, angle_rad: float) -> None:
    """Turn a rotation matrix further, about one of its own axes."""
    c, s = math.cos(angle_rad), math.sin(angle_rad)
    j, k = (axis + 1) % 3, (axis + 2) % 3
    for i in range(3):
        a, b = matrix[i, j], matrix[i, k]
        matrix[i, j], matrix[i, k] = c * a + s * b, c * b - s * a
