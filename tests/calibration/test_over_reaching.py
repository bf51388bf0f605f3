"""Repetitions that are turned farther by known degrees, and the tables made of them."""

from __future__ import annotations

import pytest
import stick

from calibration import over_reaching, repeatability
from calibration.over_reaching import Trial
from calibration.repeatability import Errors
from calibration.turned_landmarks import BOTH_LEGS, HEAD, TRUNK, turned
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
    (after,) = turned([POSE], BOTH_LEGS, [angle])
    assert abs(hip_deg(after) - hip_deg(POSE)) == pytest.approx(abs(angle), abs=0.01)


def test_a_negative_angle_turns_back() -> None:
    """Clockwise, then counter-clockwise."""
    (forwards,) = turned([POSE], BOTH_LEGS, [7.0])
    (back,) = turned([forwards], BOTH_LEGS, [-7.0])
    assert back.image[:, :2] == pytest.approx(POSE.image[:, :2])


def test_only_what_is_beyond_the_joint_moves() -> None:
    """The hips and legs stay; the trunk turns by exactly the angle."""
    (after,) = turned([POSE], TRUNK, [10.0])
    for name in ("hip", "knee", "ankle"):
        i = landmarks.index(name, "left")
        assert after.points_px[i] == pytest.approx(POSE.points_px[i])
    before_deg, after_deg = (
        inclination(BodyTracker().step(pose), at=("hip", "shoulder"), side="near")
        for pose in (POSE, after)
    )
    assert abs(after_deg - before_deg) == pytest.approx(10, abs=0.01)


def test_an_angle_of_0_or_nobody_changes_nothing() -> None:
    """As at rest, and in pictures in which nobody is found."""
    nobody = Pose.nobody(1.0, (640, 480))
    assert turned([POSE, nobody], HEAD, [0.0, 9.0]) == [POSE, nobody]


def test_the_table_shares_are_of_what_was_judged() -> None:
    """Refused trials have their own column."""
    found = [
        Trial("crunch", False, "lift_deg up", 1.0, over, flagged)
        for over in over_reaching.OVER_DEG
        for flagged in (over > 4, over > 6, None)
    ]
    row = over_reaching.table(found).splitlines()[2]
    assert row == (
        "| crunch | lift_deg up | 10° | 3 | 1 | 0 % | 0 % | 0 % | 50 % | 100 % | 100 % | 100 % |"
    )


def test_spreads_are_pooled_by_their_degrees_of_freedom() -> None:
    """Three values of spread 1, two of spread 2: the root of (2 * 1 + 1 * 4) / 3."""
    three = Errors("a", "x_deg", "°", (9.0, 10.0, 11.0))
    two = Errors("b", "x_deg", "°", (5.0, 5.0 + 8**0.5))
    alone = Errors("c", "x_deg", "°", (1.0,))
    spread, freedom = repeatability.pooled([three, two, alone])
    assert (spread, freedom) == (pytest.approx(2**0.5), 3)


def test_the_bias_between_recordings_is_pooled_over_signals_read_twice() -> None:
    """Biases 0 and 2: a standard deviation of √2. What repetitions add to a mean is taken out."""
    still = [Errors("a/x", "s", "°", (0.0, 0.0)), Errors("a/y", "s", "°", (2.0, 2.0))]
    other = Errors("b/x", "s", "°", (9.0, 9.0))
    assert repeatability.between([*still, other]) == (pytest.approx(2**0.5), 1)
    noisy = [Errors("a/x", "s", "°", (-1.0, 1.0)), Errors("a/y", "s", "°", (1.0, 3.0))]
    assert repeatability.between(noisy)[0] == pytest.approx((2 - 2 / 2) ** 0.5)
