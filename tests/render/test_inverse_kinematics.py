"""Inverse kinematics keeps demands and the floor, and what two postures share keeps its place."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sample_videos.render.body.builds import BUILDS
from sample_videos.render.rig.anatomy import HIGH, INDEX, LOW, Body
from sample_videos.render.rig.inverse_kinematics import (
    Aim,
    Demands,
    Reach,
    between,
    clearance_m,
    solve,
)
from sample_videos.render.rig.measures import MEASURES

BODY = Body(BUILDS["mira"].rest_m)
FEET = ("left_heel", "left_ball", "right_heel", "right_ball")


def feet_planted() -> dict[tuple[str, str | None], Reach]:
    points = BODY.place(BODY.standing()[None]).points
    return {(name, None): Reach(name, points[name][0]) for name in FEET}


def crouching(depth_m: float) -> Demands:
    """Demands of a standing body: the feet keep their place, the pelvis is lower by `depth_m`."""
    q = BODY.standing()
    q[INDEX["left_hip.flexion"]] = q[INDEX["right_hip.flexion"]] = 20.0
    q[INDEX["left_knee.flexion"]] = q[INDEX["right_knee.flexion"]] = 40.0
    hip = BODY.place(BODY.standing()[None]).points["left_hip"][0, 1] - depth_m
    low = Reach("left_hip", np.array([np.nan, hip, np.nan]))
    return Demands(q, feet_planted() | {("left_hip", None): low})


@given(st.floats(0.03, 0.30))
@settings(max_examples=12)
def test_planted_feet_stay_while_the_pelvis_goes_down(depth_m: float) -> None:
    """The knees bend until the pelvis is as low as it has to be. The feet move less than 1 mm."""
    demands = crouching(depth_m)
    solved = solve(BODY, demands, steps=200)
    points = BODY.place(solved.q[None]).points
    for name in FEET:
        assert np.linalg.norm(points[name][0] - demands.reaches[name, None].to_m) < 1e-3
    assert solved.error_m < 1e-3
    assert solved.q[INDEX["left_knee.flexion"]] > 5


def test_a_hand_reaches_a_place_on_another_part_of_the_body() -> None:
    """A palm that has to be on the chest is there, in the chest's axes."""
    spot = np.array([0.05, 0.10, 0.13])
    reach = Reach("right_palm", spot, on="chest")
    solved = solve(BODY, Demands(BODY.standing(), {("right_palm", "chest"): reach}), steps=200)
    placed = BODY.place(solved.q[None])
    local = placed.rotations["chest"][0].T @ (
        placed.points["right_palm"][0] - placed.joints["chest"][0]
    )
    np.testing.assert_allclose(local, spot, atol=2e-3)


@pytest.mark.parametrize("value", [100.0, 150.0, 176.0, 192.0])
def test_an_aim_gives_the_measure_its_value(value: float) -> None:
    """A hip line is met to a tenth of a degree, also beyond straight."""
    demands = Demands(BODY.standing(), feet_planted(), {"hip_line_deg": Aim(value)})
    solved = solve(BODY, demands, steps=200)
    reached = MEASURES["hip_line_deg"](BODY.place(solved.q[None]))[0]
    assert reached == pytest.approx(value, abs=0.1)


def test_nothing_sinks_into_the_floor() -> None:
    """A body that is wished half a metre too low rises until its lowest point touches the floor."""
    q = BODY.standing()
    q[INDEX["root.up"]] -= 0.5
    solved = solve(BODY, Demands(q), steps=200)
    assert clearance_m(BODY, BODY.place(solved.q[None])).min() > -0.002


def test_joints_stop_at_their_limits() -> None:
    """A knee does not bend backwards, and a neck does not turn all round, whatever the wish is."""
    q = BODY.standing()
    q[INDEX["left_knee.flexion"]], q[INDEX["neck.rotation"]] = -60.0, 120.0
    solved = solve(BODY, Demands(q, feet_planted()), steps=200)
    assert np.maximum(LOW - solved.q, solved.q - HIGH).max() < 1.0


@given(st.floats(0, 1))
@settings(max_examples=15)
def test_what_two_postures_share_stays_put_between_them(share: float) -> None:
    """Feet that keep their place in both postures keep it everywhere between them."""
    first = solve(BODY, crouching(0.05), steps=200)
    second = solve(BODY, crouching(0.25), steps=200)
    solved = solve(BODY, between(BODY, first, second, share))
    points = BODY.place(solved.q[None]).points
    for name in FEET:
        assert np.linalg.norm(points[name][0] - first.demands.reaches[name, None].to_m) < 1.5e-3


def test_a_demand_of_one_posture_only_takes_hold_without_a_jerk() -> None:
    """On a movement to a hand on the floor the wrist moves at most 3 cm in 1/50 of the movement."""
    first = solve(BODY, crouching(0.25), steps=200)
    touching = crouching(0.30)
    down = Reach("left_wrist", np.array([np.nan, 0.25, np.nan]))
    reaches = touching.reaches | {("left_wrist", None): down}
    second = solve(BODY, Demands(touching.q, reaches), steps=200)
    bent = np.zeros_like(first.q)
    path = []
    for share in np.linspace(0, 1, 51):
        demands = between(BODY, first, second, float(share))
        solved = solve(BODY, demands, start=demands.q + bent)
        bent = solved.q - demands.q
        path.append(BODY.place(solved.q[None]).points["left_wrist"][0])
    assert np.linalg.norm(np.diff(path, axis=0), axis=1).max() < 0.03


@pytest.mark.parametrize("share", [0.25, 0.5, 0.75])
def test_a_demand_that_differs_is_mixed(share: float) -> None:
    """Between 5 cm and 25 cm lower, the hip is lower by the share of the movement."""
    first = solve(BODY, crouching(0.05), steps=200)
    second = solve(BODY, crouching(0.25), steps=200)
    solved = solve(BODY, between(BODY, first, second, share))
    standing = BODY.place(BODY.standing()[None]).points["left_hip"][0, 1]
    lower = standing - BODY.place(solved.q[None]).points["left_hip"][0, 1]
    assert lower == pytest.approx(0.05 + share * 0.20, abs=1e-3)
