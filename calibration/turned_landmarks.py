"""Turns the landmarks beyond a joint, so that a recorded repetition goes farther by known degrees.

The landmarks are turned in the picture and in the world, about the same joint. Each pose has its
own angle. Where the angle is 0 at rest and largest at the end of range, the repetition begins and
ends as it did, and only its end of range is farther.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from posecheck import landmarks
from posecheck.records import Pose, Side

_ARMS = ("shoulder", "elbow", "wrist", "pinky", "index", "thumb")
_FACE = ("eye_inner", "eye", "eye_outer", "ear", "mouth")
_LEGS = ("knee", "ankle", "heel", "foot_index")
_SIDES: tuple[Side, ...] = ("left", "right")


def _indices(bases: Iterable[str], sides: Iterable[Side] = _SIDES) -> list[int]:
    return [landmarks.index(base, side) for base in bases for side in sides]


@dataclass(frozen=True, slots=True)
class Turn:
    """What is turned: indices of landmarks."""

    moved: tuple[int, ...]
    pivot: tuple[int, ...]
    """The turn is about the mean of these."""


_NOSE = landmarks.index("nose")
TRUNK = (Turn((_NOSE, *_indices((*_ARMS, *_FACE))), tuple(_indices(("hip",)))),)
HEAD = (Turn((_NOSE, *_indices(_FACE)), tuple(_indices(("shoulder",)))),)
ON_KNEES = (
    Turn((_NOSE, *_indices((*_ARMS, *_FACE, "hip"))), tuple(_indices(("knee",)))),
)  # fmt: skip


def legs(*sides: Side) -> tuple[Turn, ...]:
    """Each leg, about its own hip."""
    return tuple(
        Turn(tuple(_indices(_LEGS, (side,))), (landmarks.index("hip", side),)) for side in sides
    )


BOTH_LEGS = legs("left", "right")

TURNS: dict[str, Callable[[str, Side | None], tuple[Turn, ...]]] = {
    **dict.fromkeys(
        ("hip-bridge", "pelvic-tilt", "double-knee-lift", "double-knee-to-chest"),
        lambda _signal, _side: BOTH_LEGS,
    ),
    "knee-to-chest": lambda signal, _: (
        legs("left") if "left" in signal else legs("right") if "right" in signal else BOTH_LEGS
    ),
    "single-knee-to-chest": lambda _, side: legs("left" if side == "left" else "right"),
    "bird-dog": lambda _, side: legs("right" if side == "left" else "left"),
    **dict.fromkeys(
        ("cat-cow", "neck-flexion-extension", "upper-trapezius-stretch",
         "levator-scapulae-stretch"),
        lambda _signal, _side: HEAD,
    ),
    **dict.fromkeys(
        ("crunch", "superman", "prone-back-extension", "prone-press-up", "raise-and-pull",
         "seated-forward-reach", "seated-hamstring-stretch", "ankle-grasp", "lat-side-stretch",
         "overhead-sway", "standing-hamstring-stretch", "standing-roll-down"),
        lambda _signal, _side: TRUNK,
    ),
    **dict.fromkeys(
        ("foam-roll-mid-back", "foam-roll-upper-back"), lambda _signal, _side: ON_KNEES
    ),
}  # fmt: skip
"""What makes a repetition go farther: exercise -> function of signal and side -> turns.

A head or shoulders that turn about the body's long axis turn out of the picture. This cannot be
planted in it, so such exercises are not here."""


def turned(poses: Sequence[Pose], turns: Iterable[Turn], angles_deg: Sequence[float]) -> list[Pose]:
    """Copies of the T poses, each turned by its own angle (T,), clockwise in the picture.

    A pose with nobody, or with an angle of 0, is given back as it is. Landmarks that are NaN stay
    NaN.
    """
    turns = tuple(turns)
    return [
        _turned(pose, turns, angle) if angle and pose.found else pose
        for pose, angle in zip(poses, angles_deg, strict=True)
    ]


def _turned(pose: Pose, turns: Iterable[Turn], angle_deg: float) -> Pose:
    image, world_m = pose.image.copy(), pose.world_m.copy()
    size = np.asarray(pose.size_px, float)
    angle = np.radians(angle_deg)
    matrix = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    for turn in turns:
        moved, pivot = list(turn.moved), list(turn.pivot)
        px = pose.points_px
        image[moved, :2] = _about(px[moved], px[pivot].mean(0), matrix) / size
        world_xy_m = pose.world_m[:, :2]
        world_m[moved, :2] = _about(world_xy_m[moved], world_xy_m[pivot].mean(0), matrix)
    return replace(pose, image=image, world_m=world_m)


def _about(points: np.ndarray, pivot: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    found: np.ndarray = (points - pivot) @ matrix.T + pivot
    return found
