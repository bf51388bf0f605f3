"""The rig: what each joint angle does. Bones never change their length."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sample_videos.render.body.builds import BUILDS
from sample_videos.render.rig.anatomy import (
    DOFS,
    HIGH,
    INDEX,
    LOW,
    POINT_NAMES,
    Body,
    Placed,
    mirrored,
    mirrored_name,
)
from sample_videos.render.rig.measures import MEASURES
from sample_videos.render.rig.skeleton import BONES, PARENT, Pose3D, joints

BODY = Body(BUILDS["mira"].rest_m)

LEFT, UP, FORWARD = 0, 1, 2


def standing(**angles: float) -> np.ndarray:
    """The rest pose with some angles: `left_knee__flexion=90`."""
    q = BODY.standing()
    for name, value in angles.items():
        q[INDEX[name.replace("__", ".")]] = value
    return q


def placed(q: np.ndarray) -> Placed:
    return BODY.place(q[None])


states = st.lists(st.floats(0, 1), min_size=len(DOFS), max_size=len(DOFS)).map(
    lambda shares: (
        np.maximum(LOW, -180) + np.array(shares) * (np.minimum(HIGH, 180) - np.maximum(LOW, -180))
    )
)


@pytest.mark.parametrize(
    ("angle", "point", "axis", "sign"),
    [
        ("pelvis.tilt", "nose", FORWARD, 1),
        ("pelvis.turn", "nose", LEFT, 1),
        ("pelvis.list", "crown", LEFT, 1),
        ("spine.flexion", "nose", FORWARD, 1),
        ("chest.side", "crown", LEFT, 1),
        ("neck.rotation", "nose", LEFT, 1),
        ("head.flexion", "nose", UP, -1),
        ("left_clavicle.elevation", "left_shoulder", UP, 1),
        ("right_clavicle.elevation", "right_shoulder", UP, 1),
        ("left_clavicle.protraction", "left_shoulder", FORWARD, 1),
        ("right_clavicle.protraction", "right_shoulder", FORWARD, 1),
        ("left_shoulder.flexion", "left_elbow", FORWARD, 1),
        ("right_shoulder.flexion", "right_elbow", FORWARD, 1),
        ("left_shoulder.abduction", "left_elbow", LEFT, 1),
        ("right_shoulder.abduction", "right_elbow", LEFT, -1),
        ("left_elbow.flexion", "left_wrist", FORWARD, 1),
        ("left_hip.flexion", "left_knee", FORWARD, 1),
        ("left_hip.abduction", "left_knee", LEFT, 1),
        ("right_hip.abduction", "right_knee", LEFT, -1),
        ("left_hip.rotation", "left_foot_index", LEFT, 1),
        ("right_hip.rotation", "right_foot_index", LEFT, -1),
        ("left_knee.flexion", "left_heel", FORWARD, -1),
        ("left_ankle.dorsiflexion", "left_foot_index", UP, 1),
        ("right_toes.extension", "right_foot_index", UP, 1),
    ],
)
def test_a_positive_angle_moves_the_part_the_way_a_therapist_means(
    angle: str, point: str, axis: int, sign: int
) -> None:
    """Twenty degrees of a movement take the point to where the movement's name says."""
    moved = placed(standing(**{angle.replace(".", "__"): 20.0})).points[point][0]
    still = placed(standing()).points[point][0]
    assert sign * (moved - still)[axis] > 0.008


@pytest.mark.parametrize(("side", "outwards"), [("left", 1), ("right", -1)])
def test_arm_out_and_turned_out_is_hands_up(side: str, outwards: int) -> None:
    """With abduction, external rotation and elbow at 90 the forearm points straight up."""
    angles = {
        f"{side}_shoulder__abduction": 90.0,
        f"{side}_shoulder__rotation": 90.0,
        f"{side}_elbow__flexion": 90.0,
    }
    body = placed(standing(**angles))
    forearm = (body.joints[f"{side}_hand"] - body.joints[f"{side}_forearm"])[0]
    upper = (body.joints[f"{side}_forearm"] - body.joints[f"{side}_upper_arm"])[0]
    assert outwards * upper[LEFT] / np.linalg.norm(upper) > 0.99
    assert forearm[UP] / np.linalg.norm(forearm) > 0.99


@given(states)
@settings(max_examples=60)
def test_no_state_changes_the_length_of_a_bone(q: np.ndarray) -> None:
    """Two neighbouring joints are as far apart as in the rest pose."""
    body = placed(q)
    for bone, parent in PARENT.items():
        if parent is not None:
            length = np.linalg.norm(BODY.rest_m[bone] - BODY.rest_m[parent])
            apart = np.linalg.norm((body.joints[bone] - body.joints[parent])[0])
            assert apart == pytest.approx(length, abs=1e-9)


@given(states)
@settings(max_examples=40)
def test_a_mirrored_state_is_the_mirrored_body(q: np.ndarray) -> None:
    """Every point of the mirrored state is the mirrored point of the other side."""
    there, mirror = placed(q), placed(mirrored(q))
    for name in POINT_NAMES:
        expected = there.points[mirrored_name(name)][0] * (-1, 1, 1)
        np.testing.assert_allclose(mirror.points[name][0], expected, atol=1e-9)


@given(states)
@settings(max_examples=20)
def test_forward_kinematics_agree_with_the_shared_skeleton(q: np.ndarray) -> None:
    """`Body.place` and `skeleton.joints` put every joint in the same place."""
    body = placed(q)
    pose = Pose3D({bone: body.rotations[bone][0] for bone in BONES}, q[:3])
    for bone, at in joints(BODY.rest_m, pose).items():
        np.testing.assert_allclose(body.joints[bone][0], at, atol=1e-9)


@pytest.mark.parametrize("build", list(BUILDS))
def test_every_build_stands_with_its_soles_on_the_floor(build: str) -> None:
    """In the rest pose heels, balls and toes touch the floor."""
    body = Body(BUILDS[build].rest_m)
    points = body.place(body.standing()[None]).points
    for name in ("heel", "ball", "foot_index"):
        for side in ("left", "right"):
            point = f"{side}_{name}"
            assert points[point][0, 1] == pytest.approx(body.radius_m[point], abs=1e-9)


@given(st.floats(-20, 120))
@settings(max_examples=30)
def test_hip_line_falls_by_exactly_the_flexion_of_the_hips(flexion: float) -> None:
    """Hips that bend by an angle make the hip line smaller by that angle, also beyond straight."""
    straight = MEASURES["hip_line_deg"](placed(standing()))[0]
    bent = standing(left_hip__flexion=flexion, right_hip__flexion=flexion)
    assert MEASURES["hip_line_deg"](placed(bent))[0] == pytest.approx(straight - flexion, abs=1e-6)


@pytest.mark.parametrize(
    ("measure", "angle", "value"),
    [
        ("retraction_deg", "clavicle__protraction", -15.0),
        ("elevation_deg", "clavicle__elevation", 15.0),
    ],
)
def test_shoulder_girdle_measures_read_the_collar_bones(
    measure: str, angle: str, value: float
) -> None:
    """Collar bones that turn by 15 degrees on both sides measure 15 degrees more."""
    turned = standing(**{f"{side}_{angle}": value for side in ("left", "right")})
    still = MEASURES[measure](placed(standing()))[0]
    assert MEASURES[measure](placed(turned))[0] - still == pytest.approx(15.0, abs=1e-6)


@pytest.mark.parametrize(
    ("measure", "angles", "change"),
    [
        ("trunk_forward_deg", {"pelvis__tilt": 30.0}, 30.0),
        ("trunk_forward_deg", {"pelvis__tilt": 120.0}, 120.0),
        ("trunk_rise_deg", {"pelvis__tilt": -75.0}, -75.0),
        ("trunk_side_deg", {"pelvis__list": 20.0}, 20.0),
        ("shoulders_turn_deg", {"chest__rotation": 30.0}, 30.0),
        ("head_turn_deg", {"head__rotation": -40.0}, -40.0),
        ("head_side_deg", {"head__side": 20.0}, 20.0),
        ("chin_down_deg", {"head__flexion": 25.0}, 25.0),
        ("back_round_deg", {"spine__flexion": 20.0, "chest__flexion": 10.0}, 30.0),
        ("back_round_deg", {"spine__flexion": -12.0}, -12.0),
        ("left_thigh_rise_deg", {"left_hip__flexion": 60.0}, 60.0),
        ("left_arm_rise_deg", {"left_shoulder__flexion": 70.0}, 70.0),
    ],
)
def test_a_measure_follows_the_movement_it_is_named_after(
    measure: str, angles: dict[str, float], change: float
) -> None:
    """A standing body's movement by some degrees changes its measure by as many."""
    moved = MEASURES[measure](placed(standing(**angles)))[0]
    assert moved - MEASURES[measure](placed(standing()))[0] == pytest.approx(change, abs=3.0)


def test_knee_measure_reads_the_bend_of_the_knee() -> None:
    """If a knee bends by 60 degrees, its inner angle gets 60 degrees smaller; bones slant a bit."""
    still = placed(standing(left_knee__flexion=10.0))
    bent = placed(standing(left_knee__flexion=70.0))
    knee = MEASURES["left_knee_deg"]
    assert knee(still)[0] - knee(bent)[0] == pytest.approx(60.0, abs=0.05)


def test_a_taller_person_s_points_lie_farther_from_their_joints() -> None:
    """How far the nose is from the head's joint follows the person's height."""
    mira, jonah = Body(BUILDS["mira"].rest_m), Body(BUILDS["jonah"].rest_m)
    taller = BUILDS["jonah"].rest_m["head"][1] / BUILDS["mira"].rest_m["head"][1]
    out = [np.linalg.norm(body.anchors["nose"][1]) for body in (mira, jonah)]
    assert taller > 1.05
    assert out[1] / out[0] == pytest.approx(taller, rel=0.01)
