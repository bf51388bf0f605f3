"""When a hold begins and ends where not all of the body comes and goes at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import stick
from stick import Course, Move, Scene

from posecheck import landmarks
from posecheck.exercise.follow.history import SignalHistory
from posecheck.exercise.follow.phase_bounds import still_span
from posecheck.records import HoldEnd, Pose

ONTO_FOOT = (5.0, 5.5)
"""When the second foot steps back, seconds."""


def with_far_leg(pose: Pose, kneeling: float) -> Pose:
    """The far knee stands on the floor under the hip (`kneeling` 1), or is as straight as the near
    one (0)."""
    plank = stick.plank()
    knee = (plank["hip"][0] + 0.02, 0.01)
    kneel = {**plank, "knee": knee, **stick.foot((knee[0] + stick.SHANK, 0.0))}
    knelt = Scene().photograph(kneel, pose.t_s)
    rows = [landmarks.index(joint, "left") for joint in ("knee", "ankle", "heel", "foot_index")]
    found = stick.changed(pose)
    found.image[rows] = kneeling * knelt.image[rows] + (1 - kneeling) * pose.image[rows]
    return found


def leg_by_leg(*, far_seen: bool = True) -> list[Pose]:
    """The near leg is straight all the time, the far one from `ONTO_FOOT` on."""
    kneeling = Course(1.0, (Move(*ONTO_FOOT, 0.0),))
    poses = stick.film(lambda _: stick.plank(), stick.times(12.0))
    poses = [with_far_leg(pose, kneeling.at(pose.t_s)) for pose in poses]
    if not far_seen:
        for pose in poses:
            pose.image[[landmarks.index(joint, "left") for joint in ("knee", "ankle")], 3] = 0.1
    return poses


def test_a_plank_begins_when_both_knees_are_off_the_floor(perform: Callable) -> None:
    """Whoever steps back leg by leg stands on one knee first."""
    (hold,) = perform("plank", leg_by_leg()).report.holds
    assert ONTO_FOOT[0] < hold.start_s < ONTO_FOOT[1] + 0.1
    assert hold.ended is HoldEnd.SOURCE_ENDED


def test_a_far_leg_that_is_hidden_delays_no_plank(perform: Callable) -> None:
    """Seen from the side, it mostly is."""
    (hold,) = perform("plank", leg_by_leg(far_seen=False)).report.holds
    assert hold.start_s == pytest.approx(0.0, abs=0.1)


@pytest.mark.parametrize("takes_s", [0.6, 1.5])
def test_a_plank_that_the_arms_leave_ends_when_they_begin_to(
    takes_s: float, perform: Callable
) -> None:
    """Somebody pushes up onto the hands, and the knees stay straight."""
    pushed_deg = Course(0.0, (Move(8.0, 8.0 + takes_s, 85.0),))

    def posture(t_s: float) -> stick.Skeleton:
        wrist = (-stick.FOREARM, 0.0)
        elbow = stick.step(wrist, stick.FOREARM, pushed_deg.at(t_s))
        return {**stick.plank(), "elbow": elbow}

    (hold,) = perform("plank", stick.film(posture, stick.times(12.0))).report.holds
    assert hold.ended is HoldEnd.LEFT
    assert hold.end_s == pytest.approx(8.0, abs=0.25)


def history_of(*moves: Move, until_s: float = 10.0) -> SignalHistory:
    """One signal that begins at 30° and makes these movements."""
    course, history = Course(30.0, moves), SignalHistory(["arm_deg"])
    for t_s in stick.times(until_s):
        history.append(t_s, {"arm_deg": course.at(t_s)})
    return history


DOWN = Move(1.0, 2.4, 120.0)
"""The hands come down beside the head."""


def test_a_part_that_moves_twice_is_still_after_its_second_movement() -> None:
    """The hands come down with the body, and are then laid back beside the legs."""
    history = history_of(DOWN, Move(2.8, 3.4, 40.0))
    start_s, end_s = still_span(history, "arm_deg", (2.2, 10.0), 3.0)
    assert start_s == pytest.approx(3.3, abs=0.15)
    assert end_s == 10.0


def test_a_part_that_moves_once_is_still_after_that() -> None:
    """A few degrees more are an adjustment of the posture, and belong to the hold."""
    history = history_of(DOWN, Move(3.4, 4.0, 130.0))
    start_s, _ = still_span(history, "arm_deg", (2.2, 10.0), 3.0)
    assert start_s == pytest.approx(2.4, abs=0.15)


def test_a_movement_long_after_a_hold_began_belongs_to_it() -> None:
    """Hands that walk to one side during a child's pose are no way into it."""
    history = history_of(DOWN, Move(6.0, 7.0, 40.0))
    start_s, _ = still_span(history, "arm_deg", (2.2, 10.0), 3.0)
    assert start_s == pytest.approx(2.4, abs=0.15)


def test_a_signal_that_was_never_seen_has_no_movement_into_a_hold() -> None:
    """NaN says nothing, so the span stays as it was."""
    history = SignalHistory(["arm_deg"])
    for t_s in stick.times(6.0):
        history.append(t_s, {"arm_deg": np.nan})
    assert still_span(history, "arm_deg", (2.2, 5.0), 3.0) == (2.2, 5.0)
