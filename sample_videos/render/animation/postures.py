"""The postures of a motion file, each solved for one body by inverse kinematics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from sample_videos.render.animation.motion_file import (
    Goal,
    MotionError,
    Posture,
    Stay,
    known_dofs,
    known_points,
)
from sample_videos.render.rig.anatomy import INDEX, Array, Body, mirrored, mirrored_name
from sample_videos.render.rig.inverse_kinematics import Aim, Demands, Reach, Solved, solve
from sample_videos.render.rig.measures import MEASURES
from sample_videos.render.rig.skeleton import BONES

POSTURE_STEPS = 300
"""The most steps of the solver for a posture. A frame needs few: it starts near its solution."""
AXES = ("left", "up", "forward")
REACH_ERROR_M = 0.006
"""A posture that misses a hard demand by more than this, metres, cannot be reached."""


class PostureLibrary:
    """The postures of a clip. Each is solved once, when it is asked for."""

    def __init__(self, body: Body, postures: Mapping[str, Posture], ground_m: float) -> None:
        self.body = body
        self.postures = postures
        self.ground_m = ground_m
        self._ready: dict[str, Solved] = {}
        self._open: list[str] = []

    def __getitem__(self, name: str) -> Solved:
        """The solved posture. Raises MotionError if it is unknown, circular or out of reach."""
        if name not in self._ready:
            if name not in self.postures:
                raise MotionError(f"posture {name!r}: allowed are {', '.join(self.postures)}")
            if name in self._open:
                raise MotionError(f"postures {' -> '.join([*self._open, name])} go in a circle")
            self._open.append(name)
            self._ready[name] = self._solved(name)
            self._open.pop()
        return self._ready[name]

    def _solved(self, name: str) -> Solved:
        solved = solve(self.body, self.demands(name), steps=POSTURE_STEPS)
        if solved.error_m > REACH_ERROR_M:
            raise MotionError(
                f"posture {name!r} cannot be reached: off by {solved.error_m * 1000:.0f} mm"
                f" at {worst_reach(self.body, solved)}"
            )
        return self._planted(solved)

    def _planted(self, solved: Solved) -> Solved:
        """What rests on the floor does not slide, so from now on its whole place is a demand."""
        placed = self.body.place(solved.q[None])
        reaches = {
            key: replace(reach, to_m=reach.seen(placed)[0]) if reach.rests else reach
            for key, reach in solved.demands.reaches.items()
        }
        return replace(solved, demands=replace(solved.demands, reaches=reaches))

    def demands(self, name: str) -> Demands:
        """The demands of the posture `name`, before it is solved."""
        posture = self.postures[name]
        base = self._base(posture)
        q = base.q.copy()
        for joint, movements in posture.angles.items():
            for movement, value in movements.items():
                for dof in known_dofs(joint, movement):
                    q[INDEX[dof]] = value
        reaches = dict(base.reaches)
        aims = {name: value for name, value in base.aims.items() if name not in posture.drop}
        gone = {p for name in posture.drop if name not in MEASURES for p in known_points(name)}
        reaches = {key: reach for key, reach in reaches.items() if key[0] not in gone}
        for reach in self._reaches(posture):
            old = reaches.get((reach.point, reach.on), reach)
            free = np.nan if reach.rests else old.to_m
            to_m = np.where(np.isnan(reach.to_m), free, reach.to_m)
            reaches[reach.point, reach.on] = replace(reach, to_m=to_m)
        asked = {name: Aim(value) for name, value in posture.aim.items()}
        return Demands(q, reaches, aims | asked, self.ground_m)

    def _base(self, posture: Posture) -> Demands:
        if posture.like is None:
            return Demands(self.body.standing(), ground_m=self.ground_m)
        base = self[posture.like]
        # the wish is the other posture's solved state, so this one keeps what that one found
        demands = replace(base.demands, q=base.q)
        return _mirrored_demands(demands) if posture.mirrored else demands

    def _reaches(self, posture: Posture) -> list[Reach]:
        found = []
        supports = {**dict.fromkeys(posture.rests, self.ground_m), **posture.rests_at}
        for name, height_m in supports.items():
            for point in known_points(name):
                to_m = np.array([np.nan, height_m + self.body.radius_m[point], np.nan])
                found.append(Reach(point, to_m, rests=True))
        for name, goal in posture.goals.items():
            for point in known_points(name):
                other_side = point != name and point.startswith("right_")
                found.append(_goal(point, goal, mirror=-1.0 if other_side else 1.0))
        for stay in posture.stays:
            found += self._stay(stay)
        return found

    def _stay(self, stay: Stay) -> list[Reach]:
        there = self.body.place(self[stay.as_in].q[None])
        kept = np.array([0.0 if axis in stay.axes else np.nan for axis in AXES])
        return [
            Reach(point, there.points[point][0] + kept)
            for name in stay.points
            for point in known_points(name)
        ]


def _goal(point: str, goal: Goal, *, mirror: float) -> Reach:
    asked = (goal.left_m, goal.up_m, goal.forward_m)
    to_m = np.array([np.nan if one is None else one for one in asked])
    on = goal.on
    if on is not None and on not in BONES:
        on = f"{point.partition('_')[0]}_{on}"
    return Reach(point, to_m * (mirror, 1.0, 1.0), on, goal.pull)


def worst_reach(body: Body, solved: Solved) -> str:
    """The name of the point that is farthest from its demand."""
    placed = body.place(solved.q[None])

    def off(reach: Reach) -> float:
        return float(np.nanmax(np.abs(reach.seen(placed)[0] - reach.to_m), initial=0.0))

    return max(solved.demands.reaches.values(), key=off).point


def _mirrored_demands(demands: Demands) -> Demands:
    turned: Array = np.array([-1.0, 1.0, 1.0])
    reaches = {}
    for reach in demands.reaches.values():
        on = None if reach.on is None else mirrored_name(reach.on)
        other = Reach(mirrored_name(reach.point), reach.to_m * turned, on, reach.pull, reach.rests)
        reaches[other.point, other.on] = other
    aims = {mirrored_name(name): value for name, value in demands.aims.items()}
    return Demands(mirrored(demands.q), reaches, aims, demands.ground_m)
