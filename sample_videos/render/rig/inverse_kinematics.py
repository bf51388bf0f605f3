"""Inverse kinematics: it finds the state that keeps all demands and is nearest to a wished one.

A demand is the place of a point (`Reach`) or the value of a measure (`Aim`). The floor and the
joints' limits are demands of every state. What they leave free stays near the wish; a stiff joint
stays nearer. The solver is Levenberg-Marquardt.
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
"""Weight of a hard demand, per metre. A millimetre off costs as much as a limb that is 1/0.02 = 50
degrees from its wish."""
AIM_PER_DEG = 10.0
"""Weight of a measure's value, per degree off."""
LIMIT_PER_DEG = 8.0
"""Weight of a joint's limit, per degree beyond it."""
FLOOR_PER_M = 600.0
"""Weight of the floor, per metre below it."""
STEP = np.where(np.arange(len(LOW)) < 3, 1e-6, 1e-4)
"""Step of the finite differences: metres for the pelvis's place, degrees for the joints."""
FIRST_DAMPING = 1e-4
"""Levenberg-Marquardt damping at the start, and the least."""
STEPS = 40
"""The most steps of the solver for a frame, which starts near its solution."""
DONE = 1e-6
"""The solver stops when a step lowers the cost by less than this share."""
PULL_FADES = 1 / 15
"""Of two postures one alone may have a demand. Over this share of the movement between them the
demand's pull falls to 1/e."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The place that a point has to have, metres, shape (3,). NaN leaves an axis free.

    With `on` the place is in the axes of that bone, counted from its joint; else it is in the
    person's axes. A `pull` below 1 (one number, or one for each axis) makes it a wish, such as an
    elbow that is drawn to one side. A point that `rests` lies there by its weight and does not
    slide.
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
    """The value that a measure has to have. A `pull` below 1 makes it a wish."""

    value: float
    pull: float = 1.0


@dataclass(frozen=True, slots=True)
class Demands:
    """The wished state `q` (D,), and what the solved state has to keep."""

    q: Array
    reaches: dict[tuple[str, str | None], Reach] = field(default_factory=dict)
    aims: dict[str, Aim] = field(default_factory=dict)
    ground_m: float = 0.0


@dataclass(frozen=True, slots=True)
class Solved:
    """A state (D,), the demands that it keeps, and how far the worst point is off, metres."""

    q: Array
    demands: Demands
    error_m: float


class _Asked:
    """Demands as arrays. `solve` asks them of every state that it tries."""

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
        """The Jacobian (R, D), by forward differences, for all columns at once."""
        return ((self.residuals(q + np.diag(STEP)) - residual) / STEP[:, None]).T


def solve(
    body: Body, demands: Demands, *, start: Array | None = None, steps: int = STEPS
) -> Solved:
    """The state nearest to `demands.q`. The search begins at `start`, or else at the wish."""
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
    """How high the underside of every point of the body is above the floor (N, P), metres."""
    return np.asarray(placed.stacked[:, :, 1] - body.radii_m)


def place_error_m(body: Body, demands: Demands, q: Array) -> float:
    """How far the worst point is from its hard demand, metres."""
    placed = body.place(q[None])
    worst = 0.0
    for reach in demands.reaches.values():
        hard = np.broadcast_to(reach.pull, 3) >= 1
        if hard.any():
            off = np.where(hard, reach.seen(placed)[0] - reach.to_m, 0.0)
            worst = max(worst, float(np.nanmax(np.abs(off), initial=0.0)))
    return worst


def between(body: Body, first: Solved, second: Solved, share: float) -> Demands:
    """The demands between one solved posture (`share` is 0) and another (1).

    The wish is the mix of the two states. A demand of both postures is mixed, too. A demand of only
    one posture fades to the place that the point has in the mixed state, and it pulls only near its
    own posture. A `share` above 1 overshoots.
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
    """Mix two demands axis by axis. An axis that both leave free stays free."""
    free = Reach(key[0], np.full(3, np.nan), key[1])
    a, b = first or free, second or free
    in_a, in_b = ~np.isnan(a.to_m), ~np.isnan(b.to_m)
    at = free.seen(here)[0]
    start, end = np.where(in_a, a.to_m, at), np.where(in_b, b.to_m, at)
    to_m = np.where(in_a | in_b, start + share * (end - start), np.nan)
    near = min(max(share, 0.0), 1.0)
    shared = a.pull + near * (np.asarray(b.pull) - a.pull)
    pull = np.where(in_b, b.pull * _pull_of_one(1 - near), a.pull * _pull_of_one(near))
    return Reach(key[0], to_m, key[1], np.where(in_a & in_b, shared, pull))


def _aim_between(first: Aim | None, second: Aim | None, free: float, share: float) -> Aim:
    start = first.value if first else free
    end = second.value if second else free
    near = min(max(share, 0.0), 1.0)
    pull = 1.0
    if first is None or second is None:
        pull = _pull_of_one(1 - near) if first is None else _pull_of_one(near)
    return Aim(start + share * (end - start), pull)


def _pull_of_one(away: float) -> float:
    """The pull of a demand at the share `away` from the one posture that has it.

    It falls exponentially. A demand weighs thousands of times more than the wish, so with a linear
    fall it would take hold with a jerk.
    """
    return float(np.exp(-away / PULL_FADES))


def shifted(demands: Demands, changes: dict[str, float]) -> Demands:
    """The demands with `changes` added to degrees of freedom, or to aims that they have."""
    q, aims = demands.q.copy(), dict(demands.aims)
    for name, by in changes.items():
        if name in aims:
            aims[name] = replace(aims[name], value=aims[name].value + by)
        elif name in INDEX:
            q[INDEX[name]] += by
    return Demands(q, demands.reaches, aims, demands.ground_m)
