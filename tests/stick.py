"""A stick figure whose angles are all known by arithmetic, and its poses as the model would see it.

A `Skeleton` lies in one plane, the figure's own. Its unit is the stature. x points from the head
to the feet (of a standing figure: to the front), y points up. A `Scene` puts the two landmarks of a
pair to the left and to the right of that plane, and says from where the camera looks. `film` makes
the poses of a recording.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import acos, asin, cos, pi, radians, sin, sqrt

import numpy as np

from posecheck import landmarks
from posecheck.records import Pose, Side

TRUNK, THIGH, SHANK, UPPER_ARM, FOREARM = 0.288, 0.245, 0.246, 0.186, 0.146
"""Lengths of the segments, as shares of the stature (Drillis & Contini 1966)."""
HEAD = 0.13
"""From the shoulder to the ear, as a share of the stature."""
SHOULDERS, HIPS = 0.17, 0.09
"""From the middle to each side, as shares of the stature. At 1.7 m the shoulders are 0.58 m apart
and the hips 0.31 m, so in a side view left and right differ by 0.44 m in depth."""
STATURE_M = 1.7

Point = tuple[float, float]
Skeleton = Mapping[str, Point]
"""Each landmark's name, without its side -> x, y."""


def step(start: Point, length: float, direction_deg: float) -> Point:
    """The point at a distance from `start`; 0° is along x, 90° is up."""
    angle = radians(direction_deg)
    return start[0] + length * cos(angle), start[1] + length * sin(angle)


def foot(ankle: Point) -> dict[str, Point]:
    """The landmarks of a foot."""
    x, y = ankle
    return {"ankle": ankle, "heel": (x - 0.02, y - 0.02), "foot_index": (x + 0.1, y - 0.03)}


def face(ear: Point, to_nose: Point) -> dict[str, Point]:
    """The landmarks of the face. `to_nose` is the vector from the ear to the nose."""
    nose = ear[0] + to_nose[0], ear[1] + to_nose[1]
    between = ear[0] + to_nose[0] / 2, ear[1] + to_nose[1] / 2
    eyes = ("eye_inner", "eye", "eye_outer")
    return {"ear": ear, "nose": nose, "mouth": between, **dict.fromkeys(eyes, between)}


def hand(wrist: Point) -> dict[str, Point]:
    """The landmarks of a hand."""
    fingers = (wrist[0] + 0.04, wrist[1])
    return {"wrist": wrist, "pinky": fingers, "index": fingers, "thumb": fingers}


def supine(*, hip_deg: float, trunk_deg: float = 0.0, knee_deg: float = 80.0) -> Skeleton:
    """On the back, knees up.

    `hip_deg` is above 180 when the hip is above the line from shoulder to knee. `trunk_deg` is the
    angle by which the line from shoulder to hip points up.
    """
    hip = step((0.0, 0.0), TRUNK, trunk_deg)
    thigh_deg = trunk_deg + 180.0 - hip_deg
    knee = step(hip, THIGH, thigh_deg)
    ankle = step(knee, SHANK, thigh_deg - (180.0 - knee_deg))
    return {
        "shoulder": (0.0, 0.0), "hip": hip, "knee": knee, "elbow": (UPPER_ARM, 0.0),
        **foot(ankle), **hand((UPPER_ARM + FOREARM, 0.0)), **face((-HEAD, 0.02), (-0.02, 0.06)),
    }  # fmt: skip


def bridge(hip_deg: float, *, rest_deg: float = 130.0) -> Skeleton:
    """A bridge. The trunk is level at rest (`rest_deg`) and points up by 22° at a straight hip."""
    return supine(hip_deg=hip_deg, trunk_deg=22.0 * (hip_deg - rest_deg) / (180.0 - rest_deg))


def plank(*, line_deg: float = 0.0, ear_over_deg: float = 10.0) -> Skeleton:
    """On forearms and toes, legs straight.

    `line_deg` is the bend at the hip. Below 0 the hip sags under the line from shoulder to ankle,
    above 0 it pikes. `ear_over_deg` is how far the neck points above the line of the trunk. Below 0
    the head hangs.
    """
    leg = THIGH + SHANK
    to_ankle = sqrt(TRUNK**2 + leg**2 + 2 * TRUNK * leg * cos(radians(line_deg)))
    trunk_deg = -_asin_deg(UPPER_ARM / to_ankle) + _asin_deg(leg * _sin_deg(line_deg) / to_ankle)
    return _prone(trunk_deg, 180.0, ear_over_deg)


def into_plank(share: float, *, hip_height: float, knee_deg: float) -> Skeleton:
    """Between kneeling (`share` 0, hips at `hip_height`) and a straight plank (`share` 1)."""
    down_deg = -_asin_deg((UPPER_ARM - hip_height) / TRUNK)
    up_deg = -_asin_deg(UPPER_ARM / (TRUNK + THIGH + SHANK))
    return _prone(
        down_deg + share * (up_deg - down_deg), knee_deg + share * (180.0 - knee_deg), 10.0
    )


def _prone(trunk_deg: float, knee_deg: float, ear_over_deg: float) -> Skeleton:
    """Face down. The elbows are under the shoulders, and the ankles at the height of the elbows.
    Bent knees are below the line from hip to ankle."""
    shoulder = (0.0, UPPER_ARM)
    hip = step(shoulder, TRUNK, trunk_deg)
    reach = sqrt(THIGH**2 + SHANK**2 - 2 * THIGH * SHANK * cos(radians(knee_deg)))
    leg_deg = -_asin_deg(hip[1] / reach)
    at_hip = (THIGH**2 + reach**2 - SHANK**2) / (2 * THIGH * reach)
    knee = step(hip, THIGH, leg_deg - np.degrees(acos(min(1.0, at_hip))))
    return {
        "shoulder": shoulder, "hip": hip, "knee": knee, "elbow": (0.0, 0.0),
        **foot(step(hip, reach, leg_deg)), **hand((-FOREARM, 0.0)),
        **face(step(shoulder, HEAD, trunk_deg + 180.0 - ear_over_deg), (-0.02, -0.06)),
    }  # fmt: skip


def standing() -> Skeleton:
    """Upright, arms hanging."""
    hip, shoulder = (0.0, 0.53), (0.0, 0.53 + TRUNK)
    return {
        "shoulder": shoulder, "hip": hip, "knee": (0.0, 0.285), **foot((0.0, 0.039)),
        "elbow": (0.0, shoulder[1] - UPPER_ARM),
        **hand((0.0, shoulder[1] - UPPER_ARM - FOREARM)),
        **face((0.0, shoulder[1] + HEAD), (0.06, 0.0)),
    }  # fmt: skip


def _asin_deg(share: float) -> float:
    return float(np.degrees(asin(share)))


def _sin_deg(angle_deg: float) -> float:
    return sin(radians(angle_deg))


@dataclass(frozen=True)
class Scene:
    """From where the camera sees the figure."""

    head: Side = "left"
    """The side of the picture with the head."""
    near: Side = "right"
    """The figure's side that is turned to the camera."""
    yaw_deg: float = 0.0
    """How far the figure is turned about the vertical; 0 is a side view."""
    stature_px: float = 900.0
    size_px: tuple[int, int] = (1280, 720)
    anchor: str = "shoulder"
    """The landmark that does not move in the picture."""
    at: Point = (0.28, 0.7)
    """Where it is, in shares of the picture, for a head on the left."""
    people: int | None = None
    light: float | None = None

    def photograph(self, skeleton: Skeleton, t_s: float) -> Pose:
        """The pose that the model would give for a picture taken from far away."""
        xyz = np.array([self._position(skeleton, name) for name in landmarks.NAMES])
        width, height = self.size_px
        at = np.array([self.at[0] if self.head == "left" else 1 - self.at[0], self.at[1]])
        image = np.full((landmarks.COUNT, 5), 0.99)
        image[:, :2] = at + xyz[:, :2] * self.stature_px / np.array([width, height])
        image[:, 2] = xyz[:, 2] * self.stature_px / width
        hips = xyz[[landmarks.index("hip", side) for side in ("left", "right")]].mean(0)
        return Pose(t_s, image, (xyz - hips) * STATURE_M, self.size_px, self.people, self.light)

    def _position(self, skeleton: Skeleton, name: str) -> tuple[float, float, float]:
        """Right, down and away from the camera, in statures, from the anchor."""
        side, _, joint = name.partition("_")
        x, y = skeleton[joint if side in ("left", "right") else name]
        x, y = x - skeleton[self.anchor][0], y - skeleton[self.anchor][1]
        half = HIPS if joint in ("hip", "knee", "ankle", "heel", "foot_index") else SHOULDERS
        away = 0.0 if side not in ("left", "right") else -half if side == self.near else half
        along = x if self.head == "left" else -x
        turn = radians(self.yaw_deg)
        return along * cos(turn) + away * sin(turn), -y, away * cos(turn) - along * sin(turn)


def film(
    posture: Callable[[float], Skeleton],
    times_s: Iterable[float],
    scene: Scene | None = None,
    *,
    noise_px: float = 0.0,
    seed: int = 0,
) -> list[Pose]:
    """The poses of a recording. Every landmark has noise in x and in y; `noise_px` is its standard
    deviation."""
    scene, random = scene or Scene(), np.random.default_rng(seed)
    poses = [scene.photograph(posture(t_s), t_s) for t_s in times_s]
    for pose in poses:
        shift = random.normal(0.0, noise_px, (landmarks.COUNT, 2)) if noise_px else 0.0
        pose.image[:, :2] += shift / np.asarray(pose.size_px, float)
    return poses


def noise_for(hip_noise_deg: float, *, stature_px: float = 900.0) -> float:
    """The landmarks' noise, in pixels, that gives a straight hip's angle this standard deviation.

    A hip that moves by e changes the angle by e / trunk + e / thigh. A shoulder that moves by e
    changes it by e / trunk, a knee by e / thigh.
    """
    gain = sqrt((1 / TRUNK + 1 / THIGH) ** 2 + 1 / TRUNK**2 + 1 / THIGH**2) / stature_px
    return radians(hip_noise_deg) / gain


def times(duration_s: float, fps: float = 30.0, *, start_s: float = 0.0) -> list[float]:
    """Evenly spaced times of pictures."""
    return [start_s + i / fps for i in range(int(duration_s * fps) + 1)]


def uneven_times(duration_s: float, *, seed: int = 0) -> list[float]:
    """Times of pictures from a phone that delivers 12 to 40 pictures a second."""
    gaps = np.random.default_rng(seed).uniform(1 / 40, 1 / 12, int(duration_s * 40))
    t_s = np.concatenate(([0.0], np.cumsum(gaps)))
    return [float(t) for t in t_s[t_s <= duration_s]]


def glide(share: float) -> float:
    """A raised cosine: it goes from 0 to 1, and is slow at both ends."""
    return (1 - cos(pi * min(1.0, max(0.0, share)))) / 2


NEARLY_THERE = acos(0.9) / pi
"""The share of a glide's time in which its last 5 % are done, and its first: (1 - cos x) / 2 = 0.05
at cos x = 0.9."""


@dataclass(frozen=True)
class Move:
    """A glide to `to` that lasts from `start_s` to `end_s`."""

    start_s: float
    end_s: float
    to: float


@dataclass(frozen=True)
class Course:
    """A value over time: it begins at `start` and makes one glide after the other."""

    start: float
    moves: tuple[Move, ...]

    def at(self, t_s: float) -> float:
        """The value at a time."""
        value = self.start
        for move in self.moves:
            if t_s > move.start_s:
                share = (t_s - move.start_s) / (move.end_s - move.start_s)
                value += (move.to - value) * glide(share)
        return value

    @property
    def end_s(self) -> float:
        """The end of the last glide."""
        return self.moves[-1].end_s

    def crossing_s(self, level: float, *, after_s: float, before_s: float) -> float:
        """When it first crosses `level` between two times, to a thousandth of a second."""
        t_s = np.arange(after_s, before_s, 0.001)
        above = np.array([self.at(t) > level for t in t_s])
        return float(t_s[int(np.flatnonzero(above != above[0])[0])])


@dataclass(frozen=True)
class Made:
    """When one bridge was where."""

    start_s: float
    """The hips leave the floor."""
    up_s: float
    """They are at the top."""
    leave_s: float
    """They leave the top."""
    end_s: float
    """They are down again."""

    @property
    def held_s(self) -> tuple[float, float]:
        """From when 95 % of the lift are done until 5 % of the lowering are."""
        early_s = NEARLY_THERE * (self.up_s - self.start_s)
        late_s = NEARLY_THERE * (self.end_s - self.leave_s)
        return self.up_s - early_s, self.leave_s + late_s


@dataclass(frozen=True)
class Plan:
    """How one bridge is made."""

    top_deg: float = 178.0
    lift_s: float = 2.0
    hold_s: float = 4.0
    lower_s: float = 2.0
    pause_s: float = 1.5
    dip_deg: float = 0.0
    """How far the hips sag in the middle third of the hold."""

    def moves(self, start_s: float, rest_deg: float) -> list[Move]:
        """The glides of the bridge."""
        up_s = start_s + self.lift_s
        leave_s = up_s + self.hold_s
        moves = [Move(start_s, up_s, self.top_deg)]
        if self.dip_deg:
            third_s = self.hold_s / 3
            low_deg = self.top_deg - self.dip_deg
            moves.append(Move(up_s + third_s, up_s + third_s + 0.4, low_deg))
            moves.append(Move(leave_s - third_s - 0.4, leave_s - third_s, self.top_deg))
        return [*moves, Move(leave_s, leave_s + self.lower_s, rest_deg)]


def bridges(
    plans: Sequence[Plan], *, rest_deg: float = 130.0, lead_s: float = 1.5
) -> tuple[Course, list[Made]]:
    """The hip angle of bridges, one after the other, and the times of each."""
    moves: list[Move] = []
    made: list[Made] = []
    t_s = lead_s
    for plan in plans:
        moves += plan.moves(t_s, rest_deg)
        up_s = t_s + plan.lift_s
        leave_s = up_s + plan.hold_s
        made.append(Made(t_s, up_s, leave_s, leave_s + plan.lower_s))
        t_s = made[-1].end_s + plan.pause_s
    return Course(rest_deg, tuple(moves)), made


def mirrored(pose: Pose) -> Pose:
    """The pose in a mirrored picture. The model then takes left for right."""
    order = [
        landmarks.INDEX.get(
            name.replace("left", "right") if "left" in name else name.replace("right", "left"), i
        )
        for i, name in enumerate(landmarks.NAMES)
    ]
    image, world = pose.image[order].copy(), pose.world_m[order].copy()
    image[:, 0] = 1 - image[:, 0]
    world[:, 0] = -world[:, 0]
    return replace(pose, image=image, world_m=world)


def turned(pose: Pose, by_deg: float) -> Pose:
    """The pose in a picture that is turned clockwise by so much, as by a tilted camera."""
    c, s = cos(radians(by_deg)), sin(radians(by_deg))
    turn = np.array([[c, s], [-s, c]])
    size_px = np.array(pose.size_px, float)
    image, world_m = pose.image.copy(), pose.world_m.copy()
    image[:, :2] = ((image[:, :2] - 0.5) * size_px @ turn) / size_px + 0.5
    world_m[:, :2] = world_m[:, :2] @ turn
    return replace(pose, image=image, world_m=world_m)


def shifted(poses: Iterable[Pose], by_s: float) -> list[Pose]:
    """The same poses at later times."""
    return [replace(pose, t_s=pose.t_s + by_s) for pose in poses]


def between(poses: Iterable[Pose], start_s: float, end_s: float) -> list[int]:
    """Indices of the poses from `start_s` to `end_s`."""
    return [i for i, pose in enumerate(poses) if start_s <= pose.t_s <= end_s]


def changed(pose: Pose) -> Pose:
    """A copy that can be changed without a change to the original."""
    return replace(pose, image=pose.image.copy(), world_m=pose.world_m.copy())


def hide(poses: Sequence[Pose], joints: Iterable[str], start_s: float, end_s: float) -> list[Pose]:
    """Joints of both sides are not seen from `start_s` to `end_s`."""
    rows = [i for i, name in enumerate(landmarks.NAMES) if name.partition("_")[2] in set(joints)]
    found = list(poses)
    for i in between(poses, start_s, end_s):
        found[i] = changed(poses[i])
        found[i].image[rows, 3] = 0.0
    return found


def lose_person(poses: Sequence[Pose], start_s: float, end_s: float) -> list[Pose]:
    """Nobody is found from `start_s` to `end_s`."""
    lost = set(between(poses, start_s, end_s))
    return [Pose.nobody(p.t_s, p.size_px) if i in lost else p for i, p in enumerate(poses)]


def drop(poses: Sequence[Pose], start_s: float, end_s: float) -> list[Pose]:
    """The camera delivers no picture from `start_s` to `end_s`."""
    lost = set(between(poses, start_s, end_s))
    return [pose for i, pose in enumerate(poses) if i not in lost]


def throw(pose: Pose, joints: Iterable[str], to: Iterable[Point]) -> Pose:
    """Joints of both sides are somewhere else: at `to`, in shares of the picture."""
    found = changed(pose)
    for joint, xy in zip(joints, to, strict=True):
        for side in ("left", "right"):
            found.image[landmarks.index(joint, side), :2] = xy
    return found


def swap(pose: Pose, one: str, other: str) -> Pose:
    """Two joints of both sides are taken for each other."""
    found = changed(pose)
    a, b = ([landmarks.index(joint, side) for side in ("left", "right")] for joint in (one, other))
    found.image[a + b] = pose.image[b + a]
    return found
