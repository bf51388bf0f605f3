"""Repetitions that go farther by known degrees, and what is made of them."""

from __future__ import annotations

import pytest
import stick

from calibration import ranges, repeat
from calibration.ranges import Trial
from calibration.repeat import Errors
from calibration.stretch import BOTH_LEGS, HEAD, TRUNK, stretched
from posecheck import landmarks
from posecheck.motion.body import BodyTracker
from posecheck.motion.signals import inclination, joint_angle
from posecheck.records import Pose

HIP = ("shoulder", "hip", "knee")
POSE = stick.Scene(head="right").photograph(stick.bridge(178), 0.0)


def hip_deg(pose: Pose) -> float:
    return joint_angle(BodyTracker().step(pose), at=HIP, side="near", past_straight="up")


@pytest.mark.parametrize("angle", [-12.0, 4.0, 10.0])
def test_turning_the_legs_turns_the_hip_by_as_much(angle: float) -> None:
    """To a hundredth of a degree, in a picture that is not square."""
    (turned,) = stretched([POSE], BOTH_LEGS, [angle])
    assert abs(hip_deg(turned) - hip_deg(POSE)) == pytest.approx(abs(angle), abs=0.01)


def test_the_sign_turns_the_other_way() -> None:
    """Clockwise and back."""
    (there,) = stretched([POSE], BOTH_LEGS, [7.0])
    (back,) = stretched([there], BOTH_LEGS, [-7.0])
    assert back.image[:, :2] == pytest.approx(POSE.image[:, :2])


def test_what_lies_before_the_joint_stays() -> None:
    """And bones keep their lengths."""
    (turned,) = stretched([POSE], TRUNK, [10.0])
    for name in ("hip", "knee", "ankle"):
        i = landmarks.index(name, "left")
        assert turned.points_px[i] == pytest.approx(POSE.points_px[i])
    before, after = (
        inclination(BodyTracker().step(pose), at=("hip", "shoulder"), side="near")
        for pose in (POSE, turned)
    )
    assert abs(after - before) == pytest.approx(10, abs=0.01)


def test_no_turning_is_the_same_pose() -> None:
    """At rest, and where nobody is."""
    nobody = Pose.nobody(1.0, (640, 480))
    assert stretched([POSE, nobody], HEAD, [0.0, 9.0]) == [POSE, nobody]


def test_the_table_counts_what_was_judged() -> None:
    """Refused ones stand apart."""
    found = [
        Trial("crunch", False, "lift_deg up", 1.0, over, flagged)
        for over in ranges.OVER_DEG
        for flagged in (over > 4, over > 6, None)
    ]
    row = ranges.table(found).splitlines()[2]
    assert row == (
        "| crunch | lift_deg up | 10° | 3 | 1 | 0 % | 0 % | 0 % | 50 % | 100 % | 100 % | 100 % |"
    )


def test_spreads_are_pooled_by_their_degrees_of_freedom() -> None:
    """Three values of spread 1 and two of spread 2: the root of (2 * 1 + 1 * 4) / 3."""
    three = Errors("a", "x_deg", "°", (9.0, 10.0, 11.0))
    two = Errors("b", "x_deg", "°", (5.0, 5.0 + 8**0.5))
    alone = Errors("c", "x_deg", "°", (1.0,))
    spread, freedom = repeat.pooled([three, two, alone])
    assert (spread, freedom) == (pytest.approx(2**0.5), 3)
