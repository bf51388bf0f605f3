"""Turns of somebody who lies on the back are counted from the side, too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import cos, radians, sin
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from stick import Course, Move, times

from posecheck import landmarks
from posecheck.records import Pose

Perform = Callable[[str, Sequence[Pose]], Any]

TRUNK_M, THIGH, SHANK, HIPS, SHOULDERS = 0.5, 0.85, 0.85, 0.2, 0.3
"""The trunk's length, the other lengths in trunk lengths. Hips and shoulders are the distances from
the middle to each side."""
TRUNK_PX, SIZE_PX = 260.0, (1280, 720)

Vector = tuple[float, float, float]
"""Towards the feet, up, to the person's right, from the middle of the hips, in trunk lengths."""


@dataclass(frozen=True)
class Lying:
    """Somebody on the back, both knees bent."""

    turn_deg: float = 0.0
    """How far the knees are down, to the right; below 0 to the left."""
    feet: str = "flat"
    """Where the feet are: "flat" on the floor, "lifted" at the height of the knees, or "away": the
    legs lie straight on the floor."""
    roll: float = 0.5
    """The pelvis turns by this share of the knees' turn. A line of hips 0.4 wide then tips by 0.17
    in a turn of 50°. In a drawn person it tips by 0.19."""
    lowered: tuple[float, float] = (0.0, 0.0)
    """How far the left and the right leg are lowered and straightened, 0 to 1, without a turn."""

    def point(self, name: str) -> Vector:
        """Where a landmark is."""
        side, _, joint = name.partition("_")
        across = {"left": -1.0, "right": 1.0}.get(side, 0.0)
        if joint in ("hip", "knee", "ankle", "heel", "foot_index"):
            return self._leg(joint, across)
        if joint == "shoulder":
            return (-1.0, 0.0, SHOULDERS * across)
        if joint in ("elbow", "wrist", "pinky", "index", "thumb"):
            return (-1.0, 0.0, (SHOULDERS + (0.5 if joint == "elbow" else 0.9)) * across)
        return (-1.4, 0.0 if joint == "ear" else 0.25, 0.12 * across)

    def _leg(self, joint: str, across: float) -> Vector:
        tipped = radians(self.roll * self.turn_deg)
        hip = (0.0, -HIPS * across * sin(tipped), HIPS * across * cos(tipped))
        if joint == "hip":
            return hip
        lowered = self.lowered[0 if across < 0 else 1]
        flat = self.feet == "flat"
        thigh = radians((47.0 if flat else 85.0) * (1 - lowered))
        ahead, high = THIGH * cos(thigh), THIGH * sin(thigh)
        down = radians(self.turn_deg)
        knee = (ahead, high * cos(down), high * sin(down) + 0.06 * across)
        if joint == "knee":
            return knee
        if not flat or lowered:
            return (knee[0] + SHANK, knee[1], knee[2])
        return (ahead + SHANK * cos(thigh), -0.05, 0.06 * across)


@dataclass(frozen=True)
class Camera:
    """From where the camera looks, from far away."""

    near: str = "right"
    yaw_deg: float = 0.0
    """How far it is from a pure side view."""
    down_deg: float = 10.0
    """How far down it looks."""

    def photograph(self, person: Lying, t_s: float, random: np.random.Generator) -> Pose:
        """The pose that the model would give, with a pixel of noise."""
        seen = np.array([self._seen(person.point(name)) for name in landmarks.NAMES])
        width, _ = SIZE_PX
        image = np.full((landmarks.COUNT, 5), 0.99)
        spread = random.normal(0.0, 1.0, (landmarks.COUNT, 2))
        image[:, :2] = (seen[:, :2] * TRUNK_PX + spread) / SIZE_PX + (0.5, 0.6)
        image[:, 2] = seen[:, 2] * TRUNK_PX / width
        return Pose(t_s, image, seen * TRUNK_M, SIZE_PX)

    def _seen(self, point: Vector) -> NDArray[np.float64]:
        """Right, down and away from the camera."""
        ahead, up, right = point
        turned = radians(self.yaw_deg + (0.0 if self.near == "right" else 180.0))
        across = ahead * cos(turned) + right * sin(turned)
        away = -right * cos(turned) + ahead * sin(turned)
        tilt = radians(self.down_deg)
        return np.array(
            [
                across,
                -(up * cos(tilt) + away * sin(tilt)),
                away * cos(tilt) - up * sin(tilt),
            ]
        )


def filmed(camera: Camera, person: Callable[[float], Lying], duration_s: float) -> list[Pose]:
    random = np.random.default_rng(0)
    return [camera.photograph(person(t_s), t_s, random) for t_s in times(duration_s, 15.0)]


def turns(to_deg: float, *, held_s: float = 4.0) -> Course:
    """Knees down to the right, up, down to the left, up; each way takes two seconds."""
    moves = []
    for start_s, side in ((2.0, 1.0), (8.0 + held_s, -1.0)):
        moves.append(Move(start_s, start_s + 2.0, side * to_deg))
        moves.append(Move(start_s + 2.0 + held_s, start_s + 4.0 + held_s, 0.0))
    return Course(0.0, tuple(moves))


def turning(
    camera: Camera, to_deg: float, *, held_s: float = 4.0, feet: str = "flat", roll: float = 0.5
) -> list[Pose]:
    course = turns(to_deg, held_s=held_s)
    return filmed(camera, lambda t_s: Lying(course.at(t_s), feet, roll), course.end_s + 2.0)


CAMERAS = [
    Camera(near, yaw_deg, down_deg)
    for near, yaw_deg, down_deg in [
        ("right", 0.0, 0.0),
        ("left", 0.0, 12.0),
        ("right", 20.0, 10.0),
        ("right", -20.0, 10.0),
        ("left", 20.0, 10.0),
        ("left", -20.0, 10.0),
    ]
]


@pytest.mark.parametrize("feet", ["flat", "lifted"])
@pytest.mark.parametrize("camera", CAMERAS, ids=str)
def test_knees_that_sink_to_each_side_count_on_that_side(
    perform: Perform, camera: Camera, feet: str
) -> None:
    report = perform("trunk-rotation", turning(camera, 55.0, feet=feet)).report
    assert [rep.side for rep in report.reps if rep.complete] == ["right", "left"]
    assert report.halves == 0


@pytest.mark.parametrize("camera", CAMERAS, ids=str)
def test_knees_laid_down_count_on_that_side(perform: Perform, camera: Camera) -> None:
    poses = turning(camera, 92.0, held_s=16.0, feet="lifted", roll=0.8)
    report = perform("supine-twist", poses).report
    assert [rep.side for rep in report.reps if rep.complete] == ["right", "left"]
    assert [hold.side for hold in report.holds] == ["right", "left"]


def test_what_needs_the_end_view_is_not_judged_from_the_side(perform: Perform) -> None:
    report = perform("trunk-rotation", turning(Camera(), 55.0)).report
    unknown = {(n.what, n.why.key) for n in report.not_judged}
    assert {("knees-apart", "off-view"), ("shoulder-lifted", "off-view")} <= unknown
    assert not report.findings


def test_the_hold_is_timed_from_the_side(perform: Perform) -> None:
    report = perform("trunk-rotation", turning(Camera(), 55.0)).report
    assert [hold.end_s - hold.start_s for hold in report.holds] == pytest.approx(
        [4.0, 4.0], abs=0.9
    )


def test_a_turn_of_half_the_size_does_not_count_from_the_side(perform: Perform) -> None:
    for camera in CAMERAS:
        assert perform("trunk-rotation", turning(camera, 27.0)).report.count == 0


def test_a_turn_with_the_feet_on_the_floor_is_no_twist(perform: Perform) -> None:
    for camera in CAMERAS:
        assert perform("supine-twist", turning(camera, 55.0)).report.count == 0


@pytest.mark.parametrize("exercise", ["trunk-rotation", "supine-twist"])
@pytest.mark.parametrize(
    "lowers", [(1.0, 1.0), (1.0, 0.0), (0.0, 1.0)], ids=["both", "left", "right"]
)
def test_legs_that_are_lowered_do_not_count(
    perform: Perform, exercise: str, lowers: tuple[float, float]
) -> None:
    course = turns(1.0)

    def person(t_s: float) -> Lying:
        share = abs(course.at(t_s))
        return Lying(feet="lifted", lowered=(lowers[0] * share, lowers[1] * share))

    for camera in CAMERAS:
        report = perform(exercise, filmed(camera, person, course.end_s + 2.0)).report
        assert (report.count, report.halves) == (0, 0), camera
