"""Motion files: the postures of an exercise and its clips, read from TOML and checked at once.

The classes here are the grammar of the files. `sample_videos/README.md` explains the language.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from sample_videos.render.rig.anatomy import DOFS, POINT_NAMES, both_sides
from sample_videos.render.rig.measures import MEASURES
from sample_videos.render.rig.skeleton import BONES

LIMB_BONES = tuple(bone.removeprefix("left_") for bone in BONES if bone.startswith("left_"))
FOLDER = Path(__file__).parents[2] / "motions"
"""The folder of the motion files."""


class MotionError(Exception):
    """A motion file cannot be used. The message says which file, where in it, what is allowed."""


class Table(BaseModel):
    """A TOML table. It refuses keys that it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Goal(Table):
    """The place that a point has to have, metres. An axis that is not given is free.

    The axes are the person's own, from the place where they started: `forward`, `up`, `left`. If
    the point has no side in its name, `left_m` points outwards on both sides. With `on` the place
    is counted from a bone's joint in that bone's rest axes. If that bone is named without a side,
    it is the one on the point's own side. A `pull` below 1 makes the goal a wish.
    """

    forward_m: float | None = None
    up_m: float | None = None
    left_m: float | None = None
    on: str | None = None
    pull: float = 1.0


class Stay(Table):
    """Points that are where another posture has them, in the named axes; by default in all."""

    as_in: str
    points: tuple[str, ...]
    axes: tuple[Literal["forward", "up", "left"], ...] = ("forward", "up", "left")


class Posture(Table):
    """A posture: the joint angles that it wishes, and what it demands whatever the angles are.

    `like` begins with another posture; `mirrored` first exchanges its left and right. `rests` names
    points whose underside is on the floor, `rests_at` points on something so many metres high. A
    point that rests keeps its place in every posture that is `like` this one, until it is named
    again or dropped. `aim` gives measures their values. `drop` ends demands of points and aims.
    """

    like: str | None = None
    mirrored: bool = False
    angles: dict[str, dict[str, float]] = {}
    rests: tuple[str, ...] = ()
    rests_at: dict[str, float] = {}
    goals: dict[str, Goal] = {}
    stays: tuple[Stay, ...] = ()
    aim: dict[str, float] = {}
    drop: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _names_are_known(self) -> Posture:
        for joint, movements in self.angles.items():
            for movement in movements:
                known_dofs(joint, movement)
        staying = (point for stay in self.stays for point in stay.points)
        for point in (*self.rests, *self.rests_at, *self.goals, *staying):
            known_points(point)
        for goal in self.goals.values():
            if goal.on is not None and goal.on not in (*BONES, *LIMB_BONES):
                raise ValueError(f"bone {goal.on!r}: allowed are {', '.join(BONES)}")
        for name in self.aim:
            if name not in MEASURES:
                raise ValueError(f"measure {name!r}: allowed are {', '.join(MEASURES)}")
        return self


def known_dofs(joint: str, movement: str) -> tuple[str, ...]:
    """The names in `DOFS` of a joint's movement. A joint without a side means both sides."""
    try:
        return both_sides(f"{joint}.{movement}", DOFS)
    except KeyError:
        allowed = sorted({name.removeprefix("left_").removeprefix("right_") for name in DOFS})
        raise ValueError(f"angle {joint}.{movement}: allowed are {', '.join(allowed)}") from None


def known_points(point: str) -> tuple[str, ...]:
    """The names in `POINT_NAMES` of a point. A point without a side means both sides."""
    try:
        return both_sides(point, POINT_NAMES)
    except KeyError:
        raise ValueError(f"point {point!r}: allowed are {', '.join(POINT_NAMES)}") from None


class Fault(Table):
    """A fault that is planted on purpose. It lasts from the start of its step to the end.

    `size` in `unit` is what the clip has to show: how far `signal` gets from `beyond` (a value, or
    "start" for the signal's value where the fault starts). With `nearest` it is how near `signal`
    gets to it. Without a signal the size is the duration in seconds.
    """

    kind: str
    during: str | None = None
    size: float
    unit: str
    signal: str | None = None
    beyond: float | Literal["start"] = "start"
    nearest: bool = False


Ease = Literal["minimum-jerk", "cosine", "linear"]


class Step(Table):
    """A step of a plan: keep the posture (`hold_s`), move (`to`, `take_s`), or repeat a `cycle`.

    `phase` is its name in the truth. `zone` makes it part of a hold. `through` names postures that
    the movement passes without a stop.
    """

    hold_s: float | None = None
    to: str | None = None
    take_s: float = 2.0
    ease: Ease = "minimum-jerk"
    through: tuple[str, ...] = ()
    phase: str | None = None
    zone: str | None = None
    faults: tuple[Fault, ...] = ()
    cycle: str | None = None
    times: int = 1
    rest_s: float = 1.0
    pace: dict[str, float] = {}
    swap: dict[str, str] = {}
    side: Literal["left", "right"] | None = None
    complete: bool = True

    @model_validator(mode="after")
    def _does_one_thing(self) -> Step:
        if sum(one is not None for one in (self.hold_s, self.to, self.cycle)) != 1:
            raise ValueError("a step has exactly one of hold_s, to, cycle")
        return self


class Overlay(Table):
    """A wave or noise that is added to an angle (`of = "chest.flexion"`) or to an aim."""

    of: str
    amplitude_deg: float
    hz: float | None = None
    from_s: float = 0.0
    to_s: float = 1e9


class View(Table):
    """Where the camera stands: `off_deg` to the right of square-on, `height_m` above the floor.

    `fill` is the share of the picture's width that the person fills. With `pitch_deg` the camera
    looks down at the person by this angle (below 0: up), whatever its height. `shows` names the
    points that the picture is framed by, and `shows_s` from when to when; all else may be outside.
    `shift` moves the person from the middle, as shares of the picture: to the right, upwards.
    """

    off_deg: float = 0.0
    height_m: float = 0.75
    pitch_deg: Annotated[float, Field(gt=-80, lt=80)] | None = None
    roll_deg: float = 0.0
    fill: float = 0.6
    hfov_deg: float = 55.0
    shows: tuple[str, ...] = ()
    shows_s: tuple[float, float] | None = None
    shift: tuple[float, float] = (0.0, 0.0)
    move: dict[str, Any] | None = None

    @model_validator(mode="after")
    def _points_are_known(self) -> View:
        for point in self.shows:
            known_points(point)
        return self


class Clip(Table):
    """One clip: the person, the room, the camera, and the plan of what happens.

    The first `begins_s` seconds of the plan are not in the clip: it may begin in a movement.
    """

    about: str
    view: Literal["side", "front", "end", "oblique"]
    judgeable: bool = True
    build: str
    room: str
    facing: Literal["left", "right", "camera"]
    camera: View = View()
    props: tuple[dict[str, Any], ...] = ()
    start: str
    plan: tuple[Step, ...]
    begins_s: Annotated[float, Field(ge=0)] = 0.0
    postures: dict[str, dict[str, Any]] = {}
    overlays: tuple[Overlay, ...] = ()
    fps: Annotated[float, Field(gt=0)] = 30
    size_px: tuple[int, int] = (640, 480)
    seed: int = 0
    degrade: dict[str, float] = {}


class Motion(Table):
    """The motion file of one exercise. If it is `supine`, `facing` is where the head points."""

    exercise: str
    supine: bool = False
    signals: tuple[str, ...] = ()
    idle: tuple[Overlay, ...] = ()
    postures: dict[str, Posture]
    cycles: dict[str, tuple[Step, ...]] = {}
    clips: dict[str, Clip]

    def for_clip(self, name: str) -> dict[str, Posture]:
        """The postures, with the changes of one clip."""
        changes = self.clips[name].postures
        postures = {key: one.model_dump() for key, one in self.postures.items()}
        for key, table in changes.items():
            postures[key] = deep_merge(postures.get(key, {}), table)
        return {key: Posture.model_validate(table) for key, table in postures.items()}


def deep_merge(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """The table `under` with `over` on top. Tables in both are merged, too."""
    merged = dict(under)
    for key, value in over.items():
        old = merged.get(key)
        tables = isinstance(old, dict) and isinstance(value, dict)
        merged[key] = deep_merge(dict(old or {}), value) if tables else value
    return merged


def load(path: Path) -> Motion:
    """Read one motion file. Raises MotionError, which names the file and the place in it."""
    try:
        motion = Motion.model_validate(tomllib.loads(path.read_text("utf-8")))
        for name in motion.clips:
            motion.for_clip(name)
    except (tomllib.TOMLDecodeError, ValidationError) as wrong:
        raise MotionError(f"{path}: {_first_line(wrong)}") from wrong
    if motion.exercise != path.stem:
        raise MotionError(f"{path}: exercise is {motion.exercise!r}, but the file has another name")
    return motion


def _first_line(wrong: Exception) -> str:
    if not isinstance(wrong, ValidationError):
        return str(wrong)
    first = wrong.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"{place}: {first['msg']}"


def load_all(folder: Path = FOLDER) -> dict[str, Motion]:
    """All motion files, by the exercise's id."""
    return {path.stem: load(path) for path in sorted(folder.glob("*.toml"))}
