"""The points that signals are read from: by what name, and on which side of the person."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import nan
from typing import Annotated, Literal

from pydantic import AfterValidator, WithJsonSchema

from posecheck import landmarks
from posecheck.motion.body import Body
from posecheck.motion.geometry import Point, middle
from posecheck.records import Side

SideChoice = Literal["near", "left", "right", "mean", "own", "other"]
Toward = Literal["left", "right", "own", "other"]
BASES = (
    "nose", "eye", "ear", "mouth", "shoulder", "elbow", "wrist", "pinky", "index", "thumb",
    "hip", "knee", "ankle", "heel", "foot_index",
)  # fmt: skip
PREFIXES = ("left", "right", "mid", "own", "other")


@lru_cache(maxsize=256)
def split(name: str) -> tuple[str | None, str]:
    """The side in a point's name, if there is one, and its landmark; ValueError for an unknown
    name.

    >>> split("mid_hip"), split("hip"), split("foot_index")
    (('mid', 'hip'), (None, 'hip'), (None, 'foot_index'))
    """
    prefix, _, base = name.partition("_")
    if prefix in PREFIXES and base in landmarks.SIDED and base in BASES:
        return prefix, base
    if name in BASES:
        return None, name
    raise ValueError(
        f"no point {name!r}: allowed are {', '.join(BASES)}, "
        f"each also with {', '.join(f'{p}_' for p in PREFIXES)} before it"
    )


def _known(name: str) -> str:
    split(name)
    return name


Name = Annotated[
    str,
    AfterValidator(_known),
    WithJsonSchema(
        {"type": "string", "pattern": f"^(({'|'.join(PREFIXES)})_)?({'|'.join(BASES)})$"}
    ),
]
Pair = tuple[Name, Name]
Triple = tuple[Name, Name, Name]


def point_px(body: Body, name: str, side: Side | None) -> Point:
    """Pixels of a point, NaN where it was not seen; `side` is used where its name carries
    none."""
    prefix, base = split(name)
    if prefix is None:
        return body.point(base, side)
    if prefix == "mid":
        return middle(body.point(base, "left"), body.point(base, "right"))
    assert prefix == "left" or prefix == "right", "the engine replaces own and other"  # noqa: PLR1714
    return body.point(base, "left" if prefix == "left" else "right")


def points_px(body: Body, names: Pair | Triple, side: Side | None) -> list[Point]:
    """As `point_px`, for several points."""
    return [point_px(body, name, side) for name in names]


def sides_of(body: Body, side: SideChoice | None) -> tuple[Side | None, ...]:
    """The sides that a choice stands for; none where "near" is asked for and neither is."""
    if side is None:
        return (None,)
    if side == "mean":
        return ("left", "right")
    if side == "near":
        return (body.near,) if body.near else ()
    assert side == "left" or side == "right", "the engine replaces own and other"  # noqa: PLR1714
    return (side,)


def mean_over(body: Body, side: SideChoice | None, value: Callable[[Side | None], float]) -> float:
    """The mean of `value` over the sides that a choice stands for; NaN where there are none."""
    values = [value(s) for s in sides_of(body, side)]
    return sum(values) / len(values) if values else nan


def rightward(body: Body, toward: Toward) -> float:
    """1 where a side of the person is on the right of the picture, -1 where it is on the left, NaN
    where that is not known."""
    assert toward == "left" or toward == "right", "the engine replaces own and other"  # noqa: PLR1714
    return body.leftward if toward == "left" else -body.leftward
