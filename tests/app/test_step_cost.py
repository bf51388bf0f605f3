"""What a picture costs, measured over a session in which the same poses come again and again."""

from __future__ import annotations

from itertools import pairwise

import pytest
import stick

from posecheck.app.benchmark.step_cost import ROUNDS, again, round_s, step_cost
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.records import Pose


@pytest.fixture(scope="module")
def bridge() -> list[Pose]:
    """One bridge."""
    course, _ = stick.bridges([stick.Plan()])
    return stick.film(lambda t_s: stick.bridge(course.at(t_s)), stick.times(course.end_s + 1, 10))


def test_a_session_goes_on_for_as_long_as_was_asked_for(bridge: list[Pose]) -> None:
    """In whole rounds of the poses."""
    cost = step_cost(Catalogue().get("hip-bridge"), bridge, minutes=2)
    assert cost.exercise == "hip-bridge"
    assert cost.pictures % len(bridge) == 0
    assert cost.pictures == pytest.approx(2 * 60 * 10, abs=len(bridge) / 2)
    assert 0 < cost.first_s < cost.slowest_s
    assert 0 < cost.last_s < cost.slowest_s
    assert cost.finish_s > 0


def test_a_session_has_rounds_at_its_beginning_and_others_at_its_end(bridge: list[Pose]) -> None:
    """However short it was asked to be."""
    cost = step_cost(Catalogue().get("hip-bridge"), bridge, minutes=0.01)
    assert cost.pictures == 2 * ROUNDS * len(bridge)


def test_each_round_is_one_more_repetition(bridge: list[Pose]) -> None:
    """Time goes on evenly from the last pose of a round to the first of the next."""
    session = Session(Catalogue().get("hip-bridge"))
    times_s = []
    for i in range(3):
        for pose in again(bridge, i * round_s(bridge)):
            session.step(pose)
            times_s.append(pose.t_s)
    gaps_s = [after - before for before, after in pairwise(times_s)]
    assert gaps_s == pytest.approx([0.1] * len(gaps_s))
    assert session.finish().count == 3


def test_one_pose_alone_is_refused(bridge: list[Pose]) -> None:
    """It does not say how long it lasts."""
    with pytest.raises(ValueError, match="two poses"):
        step_cost(Catalogue().get("hip-bridge"), bridge[:1], minutes=1)
