"""Bird dogs, child's poses and supermen, whose two sides may move apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import pytest
import stick
from stick import FOREARM, HEAD, SHANK, THIGH, TRUNK, UPPER_ARM, Course, Move, Scene

from posecheck import landmarks
from posecheck.records import Pose, Side

STANDS_DEG = -90.0
"""The direction of a limb that stands on the floor; 0 is to the back, -180 to the front."""
AHEAD_DEG = -180.0
FAR_ARM = ("elbow", "wrist")
WHOLE = Scene(at=(0.32, 0.5))
"""Hands, knees and lifted limbs are in the picture."""


@dataclass(frozen=True)
class Limbs:
    """Where an arm and a leg of one side point, and how far the knee is stretched, degrees."""

    arm_deg: float = STANDS_DEG
    thigh_deg: float = STANDS_DEG
    knee_deg: float = 90.0

    def toward(self, end: Limbs, share: float) -> Limbs:
        """Between these limbs and others; 1 is there."""
        return Limbs(
            self.arm_deg + share * (end.arm_deg - self.arm_deg),
            self.thigh_deg + share * (end.thigh_deg - self.thigh_deg),
            self.knee_deg + share * (end.knee_deg - self.knee_deg),
        )


STANDING = Limbs()
ARM_OUT = Limbs(arm_deg=AHEAD_DEG)
LEG_OUT = Limbs(thigh_deg=0.0, knee_deg=170.0)
KICKED = Limbs(thigh_deg=0.0, knee_deg=95.0)
BOTH_OUT = Limbs(arm_deg=AHEAD_DEG, thigh_deg=0.0, knee_deg=170.0)


def on_all_fours(limbs: Limbs) -> stick.Skeleton:
    """Hands under the shoulders, knees under the hips, except for the limbs that are lifted."""
    shoulder = (0.0, UPPER_ARM + FOREARM)
    hip = ((TRUNK**2 - (shoulder[1] - THIGH) ** 2) ** 0.5, THIGH)
    knee = stick.step(hip, THIGH, limbs.thigh_deg)
    elbow = stick.step(shoulder, UPPER_ARM, limbs.arm_deg)
    return {
        "shoulder": shoulder, "hip": hip, "knee": knee, "elbow": elbow,
        **stick.foot(stick.step(knee, SHANK, limbs.thigh_deg + 180.0 - limbs.knee_deg)),
        **stick.hand(stick.step(elbow, FOREARM, limbs.arm_deg)),
        **stick.face(stick.step(shoulder, HEAD, 170.0), (-0.03, -0.06)),
    }  # fmt: skip


def merged(near: Pose, far: Pose, far_side: Side) -> Pose:
    """One person with the near limbs of one pose and the far limbs of another."""
    rows = [landmarks.index(name, far_side) for name in ("elbow", "wrist", "knee", "ankle")]
    for values, others in ((near.image, far.image), (near.world_m, far.world_m)):
        values[rows] = others[rows]
    return near


def film(
    near: Limbs,
    far: Limbs,
    *,
    unseen: Iterable[str] = (),
    hidden: Iterable[str] = (),
    scene: Scene = WHOLE,
) -> list[Pose]:
    """The limbs go out from 1.5 to 3 s, stay for two seconds, and come back within 1.5 s.

    The model does not see the `unseen` joints of the far side, nor the `hidden` ones of both.
    """
    far_side: Side = "left" if scene.near == "right" else "right"
    share = Course(0.0, (Move(1.5, 3.0, 1.0), Move(5.0, 6.5, 0.0)))
    times_s = stick.times(8.5)

    def half(end: Limbs) -> list[Pose]:
        return stick.film(
            lambda t: on_all_fours(STANDING.toward(end, share.at(t))), times_s, scene, noise_px=0.5
        )

    poses = [merged(a, b, far_side) for a, b in zip(half(near), half(far), strict=True)]
    rows = [landmarks.index(name, far_side) for name in unseen]
    rows += [landmarks.index(name, side) for name in hidden for side in ("left", "right")]
    for pose in poses:
        pose.image[rows, 3] = 0.3
    return poses


@pytest.mark.parametrize(
    ("near", "far", "side"),
    [(ARM_OUT, LEG_OUT, "right"), (LEG_OUT, ARM_OUT, "left")],
    ids=["near arm", "near leg"],
)
@pytest.mark.parametrize("unseen", [(), FAR_ARM], ids=["far arm seen", "far arm not seen"])
def test_an_arm_and_the_opposite_leg_that_go_out_count_for_the_arms_side(
    perform: Callable, near: Limbs, far: Limbs, side: str, unseen: tuple[str, ...]
) -> None:
    report = perform("bird-dog", film(near, far, unseen=unseen)).report
    assert [(r.side, r.complete) for r in report.reps] == [(side, True)]
    assert report.findings == ()


def test_a_leg_whose_foot_leaves_the_picture_reaches_all_the_same(perform: Callable) -> None:
    poses = film(LEG_OUT, ARM_OUT, unseen=FAR_ARM, hidden=("ankle", "heel", "foot_index"))
    assert perform("bird-dog", poses).report.count == 1


@pytest.mark.parametrize("near", [KICKED, KICKED.toward(STANDING, 0.4)], ids=["high", "low"])
def test_a_leg_that_kicks_with_a_bent_knee_is_no_bird_dog(perform: Callable, near: Limbs) -> None:
    """The far arm is not seen, so only the knee tells."""
    report = perform("bird-dog", film(near, STANDING, unseen=FAR_ARM)).report
    assert report.reps == ()


def test_a_leg_that_goes_out_while_both_hands_are_seen_on_the_floor_is_no_bird_dog(
    perform: Callable,
) -> None:
    assert perform("bird-dog", film(LEG_OUT, STANDING)).report.count == 0


@pytest.mark.parametrize("to_deg", [-45.0, -10.0], ids=["to the knee", "rowed"])
def test_an_elbow_that_is_drawn_back_is_no_reach(perform: Callable, to_deg: float) -> None:
    report = perform("bird-dog", film(Limbs(arm_deg=to_deg), STANDING)).report
    assert report.reps == ()


def test_the_leg_on_the_arms_own_side_is_told(perform: Callable) -> None:
    assert "same-side" in perform("bird-dog", film(BOTH_OUT, STANDING)).found


@pytest.mark.parametrize(("yaw_deg", "told"), [(0.0, True), (25.0, False)])
def test_an_arm_that_is_too_high_is_told_only_from_where_it_is_seen(
    perform: Callable, yaw_deg: float, told: bool
) -> None:
    """25° off the side may be 20° above as well. That makes a level arm look 10° too high."""
    high = Limbs(arm_deg=AHEAD_DEG - 30.0)
    done = perform("bird-dog", film(high, LEG_OUT, scene=replace(WHOLE, yaw_deg=yaw_deg)))
    assert done.report.count == 1
    assert ("arm-high" in done.found) is told
    assert ("arm-high" in {n.what for n in done.report.not_judged}) is not told


def folded(thigh_deg: float, hip_deg: float, reach_deg: float = 190.0) -> stick.Skeleton:
    """Kneeling with the seat back. The thigh slopes by `thigh_deg`, and the shin lies on the floor.

    `hip_deg` is between trunk and thigh, `reach_deg` the direction of the arms.
    """
    hip = stick.step((0.0, 0.0), THIGH, thigh_deg)
    trunk_deg = thigh_deg + 180.0 - hip_deg
    shoulder = stick.step(hip, TRUNK, trunk_deg)
    elbow = stick.step(shoulder, UPPER_ARM, reach_deg)
    return {
        "shoulder": shoulder, "hip": hip, "knee": (0.0, 0.0), "elbow": elbow,
        **stick.foot((SHANK, 0.0)),
        **stick.hand(stick.step(elbow, FOREARM, reach_deg)),
        **stick.face(stick.step(shoulder, HEAD, trunk_deg), (-0.02, -0.06)),
    }  # fmt: skip


def childs_pose(hip: Course) -> list[Pose]:
    """From all fours the seat goes down to the heels between 1 and 3 s, and up again after 16 s.
    The hips fold by a course of their own."""
    thigh = Course(88.0, (Move(1.0, 3.0, 27.0), Move(16.0, 18.0, 88.0)))
    scene = Scene(anchor="knee", at=(0.5, 0.8))
    return stick.film(
        lambda t: folded(thigh.at(t), hip.at(t)), stick.times(20.0), scene, noise_px=0.5
    )


DOWN, UP = Move(1.0, 3.0, 22.0), Move(16.0, 18.0, 92.0)


def test_a_childs_pose_begins_when_the_seat_is_down_though_the_chest_still_sinks(
    perform: Callable,
) -> None:
    course = Course(92.0, (Move(1.0, 3.0, 40.0), Move(3.0, 6.0, 20.0), UP))
    (hold,) = perform("childs-pose", childs_pose(course)).report.holds
    assert hold.start_s == pytest.approx(3.0, abs=0.4)
    assert hold.end_s == pytest.approx(16.0, abs=0.4)


@pytest.mark.parametrize(
    ("hip_deg", "told"), [(22.0, False), (39.0, False), (55.0, True)],
    ids=["chest on the thighs", "hands walked aside", "chest up"],
)  # fmt: skip
def test_a_chest_is_told_to_sink_only_when_it_is_off_the_thighs(
    perform: Callable, hip_deg: float, told: bool
) -> None:
    course = Course(92.0, (DOWN, Move(6.0, 7.0, hip_deg), Move(12.0, 13.0, 22.0), UP))
    assert ("chest-up" in perform("childs-pose", childs_pose(course)).found) is told


def prone(lift_deg: float, leg_deg: float) -> stick.Skeleton:
    """Face down, the arms ahead. The trunk is lifted off the floor by one angle, a straight leg by
    the other."""
    hip = (0.0, 0.05)
    trunk_deg = 180.0 - lift_deg
    shoulder = stick.step(hip, TRUNK, trunk_deg)
    elbow = stick.step(shoulder, UPPER_ARM, 180.0)
    knee = stick.step(hip, THIGH, leg_deg)
    return {
        "shoulder": shoulder, "hip": hip, "knee": knee, "elbow": elbow,
        **stick.foot(stick.step(knee, SHANK, leg_deg)),
        **stick.hand(stick.step(elbow, FOREARM, 180.0)),
        **stick.face(stick.step(shoulder, HEAD, trunk_deg), (-0.02, -0.06)),
    }  # fmt: skip


def superman(near_leg_deg: float, far_leg_deg: float, *, hidden: Iterable[str] = ()) -> list[Pose]:
    """The chest lifts by 12 degrees for four seconds, and each leg by its own angle."""
    share = Course(0.0, (Move(1.5, 3.0, 1.0), Move(7.0, 8.5, 0.0)))
    scene = Scene(anchor="hip", at=(0.5, 0.6))

    def half(leg_deg: float) -> list[Pose]:
        return stick.film(
            lambda t: prone(12.0 * share.at(t), leg_deg * share.at(t)),
            stick.times(11.0),
            scene,
            noise_px=0.5,
        )

    poses = [
        merged(a, b, "left") for a, b in zip(half(near_leg_deg), half(far_leg_deg), strict=True)
    ]
    for pose in poses:
        pose.image[[landmarks.index(name, "left") for name in hidden], 3] = 0.3
    return poses


@pytest.mark.parametrize(
    ("legs_deg", "counted"),
    [((0.0, 0.0), 1), ((10.0, 10.0), 1), ((20.0, 0.0), 0), ((0.0, 20.0), 0)],
    ids=["legs down", "both up", "near leg up", "far leg up"],
)
def test_a_superman_whose_legs_lift_one_at_a_time_does_not_count(
    perform: Callable, legs_deg: tuple[float, float], counted: int
) -> None:
    report = perform("superman", superman(*legs_deg)).report
    assert (report.count, report.halves) == (counted, 0)


def test_a_chest_that_stays_up_while_one_leg_lifts_is_no_hold(perform: Callable) -> None:
    """Not even where the recording ends up there."""
    poses = [pose for pose in superman(20.0, 0.0) if pose.t_s < 6.0]
    assert all(h.end_s - h.start_s < 1.0 for h in perform("superman", poses).report.holds)


def test_a_superman_counts_though_the_far_foot_is_hidden(perform: Callable) -> None:
    poses = superman(10.0, 10.0, hidden=("ankle", "heel", "foot_index"))
    assert perform("superman", poses).report.count == 1
