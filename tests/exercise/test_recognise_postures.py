"""Postures as numbers, their examples, and the parts of a recording."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import stick

from posecheck import landmarks
from posecheck.exercise.recognise.examples import (
    EXCURSION_WEIGHT,
    MOST_DEG,
    distance,
    distinct,
    dumped,
    known_share,
    loaded,
    packaged,
    weights,
)
from posecheck.exercise.recognise.parts import Done, parts, restless
from posecheck.exercise.recognise.postures import BOTH, COUNT, SIDED, Array, mirrored, postures
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.motion.body import BodyTracker

NAMES = (*BOTH, *(f"left_{n}" for n in SIDED), *(f"right_{n}" for n in SIDED))


def upright() -> Array:
    """World landmarks, metres, of somebody who stands before the camera and looks at it: arms out
    level, the left elbow bent to 90° with the hand up, the right thigh level to the front."""
    world_m = np.full((33, 3), np.nan)
    places = {
        "nose": (0.0, -0.65, -0.1),
        "left_ear": (0.08, -0.65, 0.0), "right_ear": (-0.08, -0.65, 0.0),
        "left_shoulder": (0.2, -0.5, 0.0), "right_shoulder": (-0.2, -0.5, 0.0),
        "left_elbow": (0.5, -0.5, 0.0), "right_elbow": (-0.5, -0.5, 0.0),
        "left_wrist": (0.5, -0.8, 0.0), "right_wrist": (-0.8, -0.5, 0.0),
        "left_hip": (0.1, 0.0, 0.0), "right_hip": (-0.1, 0.0, 0.0),
        "left_knee": (0.1, 0.4, 0.0), "right_knee": (-0.1, 0.0, -0.4),
        "left_ankle": (0.1, 0.8, 0.0), "right_ankle": (-0.1, 0.4, -0.4),
    }  # fmt: skip
    for name, place in places.items():
        world_m[landmarks.index(name)] = place
    return world_m


@pytest.mark.parametrize(
    ("name", "degrees"),
    [
        ("trunk", 90), ("chest", 0), ("face", 0), ("neck_roll", 0), ("twist", 0), ("lean", 0),
        ("neck_turn", 0), ("shrug", 0), ("heading", 0), ("left_elbow", 90), ("right_elbow", 180),
        ("left_forearm", 90), ("right_forearm", 0), ("left_upper_arm", 0), ("left_knee", 180),
        ("right_knee", 90), ("left_thigh", -90), ("right_thigh", 0), ("right_shank", -90),
        ("left_arm_out", 0), ("right_arm_out", 0), ("right_leg_out", 90),
    ],
)  # fmt: skip
def test_a_posture_is_what_arithmetic_says(name: str, degrees: float) -> None:
    """Angles and slopes of a body that is made of right angles."""
    numbers = postures([upright()])[0]
    assert numbers[NAMES.index(name)] == pytest.approx(degrees, abs=0.01)


def test_a_posture_does_not_depend_on_where_the_camera_stands() -> None:
    """Turned by 70° about the vertical, every number is the same but where the hips face."""
    turn = np.radians(70)
    about = np.array([[np.cos(turn), 0, np.sin(turn)], [0, 1, 0], [-np.sin(turn), 0, np.cos(turn)]])
    front, side = postures([upright()]), postures([upright() @ about.T])
    assert side == pytest.approx(front, abs=0.01, nan_ok=True)


def test_turning_round_is_seen() -> None:
    """Somebody who turns by 90° in one recording faces elsewhere at its end."""
    about = np.array([[0.0, 0, 1], [0, 1, 0], [-1, 0, 0]])
    heading = postures([upright(), upright() @ about.T])[:, BOTH.index("heading")]
    assert abs(heading[1] - heading[0]) == pytest.approx(90.0)


def test_a_mirrored_posture_is_that_of_the_other_side() -> None:
    """Mirrored twice it is the same again."""
    numbers = postures([upright()])
    other = mirrored(numbers)
    assert other[0, NAMES.index("right_elbow")] == pytest.approx(90.0)
    assert mirrored(other) == pytest.approx(numbers, nan_ok=True)


def test_what_was_not_seen_is_no_number() -> None:
    """Without a wrist there is no elbow angle; without anything there is nothing."""
    hidden = upright()
    hidden[landmarks.index("left_wrist")] = np.nan
    numbers = postures([hidden])[0]
    assert np.isnan(numbers[NAMES.index("left_elbow")])
    assert np.isfinite(numbers[NAMES.index("right_elbow")])
    assert np.isnan(postures([np.full((33, 3), np.nan)])).all()
    assert postures([]).shape == (0, COUNT)


def film(moves: dict[str, float], count: int = 30) -> Array:
    """Postures in which the named numbers go from 0 up to so many degrees; the others stay 0."""
    numbers = np.zeros((count, COUNT))
    for name, degrees in moves.items():
        numbers[:, NAMES.index(name)] = np.linspace(0, degrees, count)
    return numbers


EVEN = np.ones(COUNT)


def test_more_strange_movement_is_farther_away() -> None:
    """The same movement is at 0. With elbows that bend, too, it is farther, the more they bend."""
    examples = [film({"left_thigh": 80, "right_thigh": 80})]
    legs = {"left_thigh": 80.0, "right_thigh": 80.0}
    totals = [
        distance(film({**legs, "left_elbow": bend, "right_elbow": bend}), examples, EVEN).total
        for bend in (0.0, 40.0, 90.0)
    ]
    assert totals[0] == pytest.approx(0.0, abs=1.0)
    assert totals[0] + 3 < totals[1] < totals[2]


def test_a_movement_counts_even_where_the_posture_weighs_nothing() -> None:
    """Two elbows that go from 0 to 60° move by 54° between the 5th and the 95th percentile: 36° in
    the mean of the three largest, half of that as nothing is missing."""
    elbows = {"left_elbow": 60.0, "right_elbow": 60.0}
    weight = EVEN.copy()
    weight[[NAMES.index(name) for name in elbows]] = 0.0
    total = distance(film(elbows), [film({})], weight).total
    assert total == pytest.approx(EXCURSION_WEIGHT * 18.0)


def test_a_movement_that_is_missing_is_farther_away() -> None:
    """Somebody who stays in the start posture does not do the exercise."""
    examples = [film({"left_thigh": 80, "right_thigh": 80})]
    assert distance(film({}), examples, EVEN).total > 8


def test_the_other_side_is_as_near() -> None:
    examples = [film({"left_knee": 80})]
    assert distance(film({"right_knee": 80}), examples, EVEN).total == pytest.approx(0.0, abs=1.0)


def test_nobody_is_nowhere() -> None:
    """Too little seen, or nothing to compare with, is no likeness."""
    examples = [film({"left_knee": 80})]
    assert distance(np.full((5, COUNT), np.nan), examples, EVEN).total == np.inf
    assert distance(film({}), [], EVEN).total == np.inf
    assert distance(np.empty((0, COUNT)), examples, EVEN).total == np.inf


def test_a_landmark_that_jumped_counts_no_more_than_a_wrong_one() -> None:
    one, other = (np.full((3, COUNT), degrees) for degrees in (170.0, 100.0))
    strange = distance(one, [np.zeros((1, COUNT))], EVEN).strange
    assert strange == distance(other, [np.zeros((1, COUNT))], EVEN).strange == MOST_DEG


def test_legs_weigh_less_in_an_exercise_of_the_neck() -> None:
    neck, bridge = (weights(Catalogue().get(name)) for name in ("neck-rotation", "hip-bridge"))
    knee = NAMES.index("left_hip")
    assert neck[knee] < bridge[knee] == 1.0


def test_whoever_shows_only_the_head_does_not_show_a_walk() -> None:
    """The legs' numbers are not known. In an exercise of the neck that is no loss."""
    head = film({})
    legs = ("hip", "knee", "thigh", "shank")
    head[:, [i for i, name in enumerate(NAMES) if name.split("_")[-1] in legs]] = np.nan
    walk, neck = (Catalogue().get(name) for name in ("easy-walk", "neck-rotation"))
    assert known_share(head, [film({})], walk) < 0.8
    assert known_share(head, [film({})], neck) == 1.0


def test_a_clip_is_kept_in_few_postures_that_reach_its_ends() -> None:
    clip = film({"left_thigh": 60, "right_thigh": 60, "left_hip": 60, "right_hip": 60}, 200)
    few = distinct(clip, most=10, apart_deg=4.0)
    assert len(few) <= 10
    assert {0.0, 60.0} <= set(few[:, NAMES.index("left_thigh")])
    assert distinct(film({}), most=10, apart_deg=4.0).shape == (1, COUNT)


def test_examples_can_be_written_and_read() -> None:
    """In whole degrees; what was not seen stays so."""
    clip = film({"left_knee": 80}, 3)
    clip[1, 4] = np.nan
    (again,) = loaded(dumped({"made": [clip]}))["made"]
    assert again == pytest.approx(clip, nan_ok=True)


def test_every_exercise_has_examples() -> None:
    """Otherwise it would never be named."""
    assert set(packaged()) == set(Catalogue().ids())


def test_a_good_bridge_is_near_the_examples_and_a_plank_is_not() -> None:
    """A body made of lines against those of the drawn person."""
    bridge = Catalogue().get("hip-bridge")

    def away_deg(posture: stick.Skeleton, *more: stick.Skeleton) -> float:
        bodies = BodyTracker(steady=False)
        poses = [
            replace(stick.Scene()).photograph(one, i / 10) for i, one in enumerate((posture, *more))
        ]
        numbers = postures([bodies.step(pose).world_m for pose in poses])
        return distance(numbers, packaged()["hip-bridge"], weights(bridge)).total

    good = away_deg(*(stick.bridge(float(hip)) for hip in range(130, 178, 4)))
    assert good < 15
    assert away_deg(stick.plank()) > 25


def done(name: str, start_s: float, end_s: float, value: float = 0.9) -> Done:
    return Done(name, name.title(), (start_s, end_s), value)


MOMENTS_S = np.linspace(0, 40, 401)


@pytest.mark.parametrize(
    ("found", "named"),
    [
        pytest.param(
            [done("a", 0, 20), done("b", 22, 40)],
            [("a", 0, 20), ("b", 22, 40)],
            id="one after the other",
        ),
        pytest.param(
            [done("a", 0, 38), done("b", 5, 20)], [("a", 0, 38)], id="two names for the same time"
        ),
        pytest.param([done("a", 0, 38, 0.3)], [(None, 0, 40)], id="not sure enough"),
        pytest.param(
            [done("a", 0, 21), done("b", 20, 40)], [("a", 0, 21), ("b", 21, 40)], id="they touch"
        ),
        pytest.param([done("a", 8, 38)], [(None, 0, 8), ("a", 8, 38)], id="something else before"),
        pytest.param([], [(None, 0, 40)], id="nothing"),
    ],
)
def test_each_time_has_one_name(found: list[Done], named: list[tuple]) -> None:
    """What explains most of the time comes first; short gaps are not told of."""
    seen = parts(found, MOMENTS_S, np.zeros((401, COUNT)))
    assert [(p.exercise, p.start_s, p.end_s) for p in seen] == [
        (name, float(start), float(end)) for name, start, end in named
    ]


@pytest.mark.parametrize(("swing_deg", "resting"), [(5.0, True), (40.0, False)])
def test_a_rest_is_told_from_another_movement(swing_deg: float, resting: bool) -> None:
    numbers = swing_deg / 2 * np.sin(MOMENTS_S)[:, None] * np.ones(COUNT)
    (part,) = parts([], MOMENTS_S, numbers)
    assert part.resting is resting


@pytest.mark.parametrize(
    ("swing_deg", "every_s", "moves"),
    [
        pytest.param(5.0, 2.0, False, id="trembles"),
        pytest.param(80.0, 2.0, True, id="repeats a movement"),
        pytest.param(80.0, 60.0, False, id="settles slowly"),
    ],
)
def test_whoever_keeps_moving_holds_nothing(swing_deg: float, every_s: float, moves: bool) -> None:
    swing = swing_deg / 2 * np.sin(2 * np.pi * MOMENTS_S / every_s)
    numbers = np.zeros((401, COUNT))
    numbers[:, :3] = swing[:, None]
    assert restless(MOMENTS_S, numbers) is moves


def test_a_moment_is_too_short_to_keep_moving() -> None:
    assert not restless(MOMENTS_S[:10], np.zeros((10, COUNT)))
    assert not restless(MOMENTS_S[:0], np.zeros((0, COUNT)))
