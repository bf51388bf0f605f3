"""Inverse kinematics: the state nearest to a wished one that keeps every demand.

Demands are places of points (`Reach`), values of measures (`aims`), the floor and the limits of
the joints. What is left free stays near the wish, each joint by its stiffness. Solved by
Levenberg-Marquardt.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from sample_videos.render.rig.anatomy import (
    HIGH,
    INDEX,
    LOW,
    POINT_NAMES,
    STIFFNESS,
    Array,
    Body,
    Placed,
)
from sample_videos.render.rig.measures import MEASURES

PULL_PER_M = 1000.0
"""Weight of a hard demand: a millimetre off costs as much as 1/0.02 = 50 degrees of a limb."""
AIM_PER_DEG = 10.0
LIMIT_PER_DEG = 8.0
FLOOR_PER_M = 600.0
STEP = np.where(np.arange(len(LOW)) < 3, 1e-6, 1e-4)
FIRST_DAMPING = 1e-4
STEPS = 40
DONE = 1e-6
LETS_GO = 1 / 15
"""Share of the way over which the grip of a demand that only one posture has falls to 1/e."""


@dataclass(frozen=True, slots=True)
class Reach:
    """A point's place, metres, shape (3,), NaN where that axis is free.

    `on` counts the place from another joint in that bone's own axes instead of the floor's.
    `pull` (one, or one for each axis) below 1 makes it a wish: an elbow drawn to one side.
    `rests`: the point lies there by its weight, so it does not slide.
    """

    point: str
    to_m: Array
    on: str | None = None
    pull: Array | float = 1.0
    rests: bool = False

    def seen(self, placed: Placed) -> Array:
        """Where the point is (N, 3), in the axes that `to_m` is given in."""
        at = placed.points[self.point]
        if self.on is None:
            return at
        turned = np.swapaxes(placed.rotations[self.on], -1, -2)
        return np.asarray(np.einsum("nij,nj->ni", turned, at - placed.joints[self.on]))


@dataclass(frozen=True, slots=True)
class Aim:
    """The value a measure has to have; `pull` below 1 makes it a wish."""

    value: float
    pull: float = 1.0


@dataclass(frozen=True, slots=True)
class Demands:
    """What a state has to satisfy beside being near the wished `q`, (D,)."""

    q: Array
    reaches: dict[tuple[str, str | None], Reach] = field(default_factory=dict)
    aims: dict[str, Aim] = field(default_factory=dict)
    ground_m: float = 0.0


@dataclass(frozen=True, slots=True)
class Solved:
    """A state (D,), the demands it keeps, and the worst place error in metres."""

    q: Array
    demands: Demands
    error_m: float


class _Asked:
    """Demands as arrays: what `solve` asks of every state that it tries."""

    def __init__(self, body: Body, demands: Demands) -> None:
        self.body, self.demands = body, demands
        self.free = [one for one in demands.reaches.values() if one.on is None]
        self.borne = [one for one in demands.reaches.values() if one.on is not None]
        self.point = np.array([POINT_NAMES.index(one.point) for one in self.free], int)
        to_m = np.array([one.to_m for one in self.free]).reshape(-1, 3)
        pull = np.array([np.broadcast_to(one.pull, 3) for one in self.free]).reshape(-1, 3)
        self.asked = ~np.isnan(to_m)
        self.to_m, self.weight = to_m[self.asked], PULL_PER_M * pull[self.asked]

    def residuals(self, q: Array) -> Array:
        """Weighted residuals (N, R) of states (N, D)."""
        placed, demands = self.body.place(q), self.demands
        parts = [
            (q - demands.q) * STIFFNESS,
            LIMIT_PER_DEG * (np.minimum(q - LOW, 0) + np.maximum(q - HIGH, 0)),
            FLOOR_PER_M * np.minimum(clearance_m(self.body, placed) - demands.ground_m, 0),
            self.weight * (placed.stacked[:, self.point][:, self.asked] - self.to_m),
        ]
        for reach in self.borne:
            asked = ~np.isnan(reach.to_m)
            off = reach.seen(placed)[:, asked] - reach.to_m[asked]
            parts.append(PULL_PER_M * np.broadcast_to(reach.pull, 3)[asked] * off)
        for name, aim in demands.aims.items():
            parts.append(AIM_PER_DEG * aim.pull * (MEASURES[name](placed) - aim.value)[:, None])
        return np.concatenate(parts, axis=1)

    def slope(self, q: Array, residual: Array) -> Array:
        """Jacobian (R, D) by forward differences, all at once."""
        return ((self.residuals(q + np.diag(STEP)) - residual) / STEP[:, None]).T


def solve(
    body: Body, demands: Demands, *, start: Array | None = None, steps: int = STEPS
) -> Solved:
    """The state nearest to `demands.q`, looked for from `start` (the wish itself if None)."""
    asked = _Asked(body, demands)
    q, damping = (demands.q if start is None else start).copy(), FIRST_DAMPING
    residual = asked.residuals(q[None])[0]
    for _ in range(steps):
        slope = asked.slope(q, residual)
        normal, pull = slope.T @ slope, slope.T @ residual
        before, moved = float(residual @ residual), 0.0
        while damping < 1e8:
            step = -np.linalg.solve(normal + damping * np.eye(len(q)), pull)
            tried = asked.residuals((q + step)[None])[0]
            if float(tried @ tried) <= before:
                q, residual, damping = q + step, tried, max(damping / 10, FIRST_DAMPING)
                moved = before - float(tried @ tried)
                break
            damping *= 10
        if moved <= DONE * (1 + before):
            break
    return Solved(q, demands, place_error_m(body, demands, q))


def clearance_m(body: Body, placed: Placed) -> Array:
    """Height (N, P) of the underside of every point of the body above the floor, metres."""
    return np.asarray(placed.stacked[:, :, 1] - body.radii_m)


def place_error_m(body: Body, demands: Demands, q: Array) -> float:
    """The largest distance from a hard demand, metres."""
    placed = body.place(q[None])
    worst = 0.0
    for reach in demands.reaches.values():
        hard = np.broadcast_to(reach.pull, 3) >= 1
        if hard.any():
            off = np.where(hard, reach.seen(placed)[0] - reach.to_m, 0.0)
            worst = max(worst, float(np.nanmax(np.abs(off), initial=0.0)))
    return worst


def between(body: Body, first: Solved, second: Solved, share: float) -> Demands:
    """The demands on the way from one solved posture (`share` 0) to another (1).

    The wish is the mix of the states. A demand of both is mixed. A demand of one fades to where the
    mixed state has the point anyway, and pulls only near its own end of the way. `share` above 1
    overshoots.
    """
    q = first.q + share * (second.q - first.q)
    here = body.place(q[None])
    one, two = first.demands, second.demands
    reaches = {}
    for key in one.reaches | two.reaches:
        a, b = one.reaches.get(key), two.reaches.get(key)
        reaches[key] = _reach_between(key, a, b, here, share)
    aims = {}
    for name in one.aims | two.aims:
        free = float(MEASURES[name](here)[0])
        aims[name] = _aim_between(one.aims.get(name), two.aims.get(name), free, share)
    return Demands(q, reaches, aims, one.ground_m)


def _reach_between(
    key: tuple[str, str | None],
    first: Reach | None,
    second: Reach | None,
    here: Placed,
    share: float,
) -> Reach:
    """Mix two demands axis by axis; an axis free in both stays free."""
    free = Reach(key[0], np.full(3, np.nan), key[1])
    a, b = first or free, second or free
    in_a, in_b = ~np.isnan(a.to_m), ~np.isnan(b.to_m)
    at = free.seen(here)[0]
    start, end = np.where(in_a, a.to_m, at), np.where(in_b, b.to_m, at)
    to_m = np.where(in_a | in_b, start + share * (end - start), np.nan)
    near = min(max(share, 0.0), 1.0)
    shared = a.pull + near * (np.asarray(b.pull) - a.pull)
    pull = np.where(in_b, b.pull * _grip(1 - near), a.pull * _grip(near))
    return Reach(key[0], to_m, key[1], np.where(in_a & in_b, shared, pull))


def _aim_between(first: Aim | None, second: Aim | None, free: float, share: float) -> Aim:
    start = first.value if first else free
    end = second.value if second else free
    near = min(max(share, 0.0), 1.0)
    pull = 1.0
    if first is None or second is None:
        pull = _grip(1 - near) if first is None else _grip(near)
    return Aim(start + share * (end - start), pull)


def _grip(away: float) -> float:
    """How firmly a demand holds at a share `away` from the one posture that has it.

    Exponential, because a demand outweighs the wish by a factor of thousands: a straight ramp
    would take hold with a jerk.
    """
    return float(np.exp(-away / LETS_GO))


def shifted(demands: Demands, changes: dict[str, float]) -> Demands:
    """Demands with `changes` added to degrees of freedom or to aims that are there."""
    q, aims = demands.q.copy(), dict(demands.aims)
    for name, by in changes.items():
        if name in aims:
            aims[name] = replace(aims[name], value=aims[name].value + by)
        elif name in INDEX:
            q[INDEX[name]] += by
    return Demands(q, demands.reaches, aims, demands.ground_m)
