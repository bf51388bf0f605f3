"""A wave is seen, and nothing that belongs to an exercise is taken for one."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, radians, sin

import pytest
import stick

from posecheck import landmarks
from posecheck.coach.gestures import QUIET_S, SWINGS, WITHIN_S, Gestures
from posecheck.motion.body import BodyTracker
from posecheck.records import Pose, Side

SCENE = stick.Scene()


def arm(pose: Pose, side: Side, *, upper_deg: float, forearm_deg: float) -> Pose:
    """The pose with one arm in other directions: 0 is up in the picture, right is positive."""
    found = stick.changed(pose)
    at = pose.points_px[landmarks.index("shoulder", side)]
    for joint, length, deg in (
        ("elbow", stick.UPPER_ARM, upper_deg),
        ("wrist", stick.FOREARM, forearm_deg),
    ):
        direction = (sin(radians(deg)), -cos(radians(deg)))
        at = at + [length * SCENE.stature_px * each for each in direction]
        found.image[landmarks.index(joint, side), :2] = at / SCENE.size_px
    return found


def film(
    forearm_deg: Callable[[float], float],
    *,
    upper_deg: float = 20.0,
    rate_hz: float = 30.0,
    length_s: float = 5.0,
    noise_px: float = 3.0,
) -> list[Pose]:
    """Somebody on their back whose near arm does this."""
    lying = stick.film(
        lambda _: stick.supine(hip_deg=130), stick.times(length_s, rate_hz), SCENE,
        noise_px=noise_px,
    )  # fmt: skip
    return [
        arm(pose, SCENE.near, upper_deg=upper_deg, forearm_deg=forearm_deg(pose.t_s))
        for pose in lying
    ]


def seen(poses: list[Pose]) -> tuple[int, float | None, float | None]:
    """The most swings, when waving was sure, and for how long a hand was up at the end."""
    watcher, gestures = BodyTracker(), Gestures()
    most, first_s = 0, None
    for pose in poses:
        gestures.step(watcher.step(pose))
        most = max(most, gestures.swings)
        if gestures.waving_s is not None and first_s is None:
            first_s = pose.t_s
    return most, first_s, gestures.hand_up_s


@pytest.mark.parametrize("rate_hz", [30.0, 15.0, 12.0])
@pytest.mark.parametrize("half_deg", [25.0, 40.0])
@pytest.mark.parametrize("wave_hz", [0.8, 1.2, 2.0])
def test_a_wave_is_seen_within_three_seconds(
    wave_hz: float, half_deg: float, rate_hz: float
) -> None:
    """Small and large, calm and quick, also by a slow machine."""
    poses = film(lambda t: half_deg * sin(2 * 3.1416 * wave_hz * t), rate_hz=rate_hz)
    _, first_s, _ = seen(poses)
    assert first_s is not None
    assert first_s < WITHIN_S + 0.6


@pytest.mark.parametrize(
    "forearm_deg",
    [
        lambda t: 8.0 * sin(2 * 3.1416 * 4 * t),  # a trembling hand
        lambda t: 90.0 - 90.0 * min(1.0, t),  # lifted once
        lambda t: 40.0 * sin(2 * 3.1416 * 0.25 * t),  # arms swayed slowly
        lambda t: 150.0 + 40.0 * sin(2 * 3.1416 * t),  # swung below the elbow, as in walking
    ],
    ids=["trembles", "is lifted", "sways", "swings below the elbow"],
)
def test_what_is_no_wave_is_not_taken_for_one(forearm_deg: Callable[[float], float]) -> None:
    """They have at most half of the swings of a wave."""
    most, first_s, _ = seen(film(forearm_deg))
    assert first_s is None
    assert most <= SWINGS / 2


def test_a_wave_is_over_a_second_after_its_last_swing() -> None:
    """After that, another wave counts as a new one."""
    watcher, gestures = BodyTracker(), Gestures()
    waving = []
    for pose in film(lambda t: 40.0 * sin(2 * 3.1416 * 1.2 * t) if t < 3 else 0.0, length_s=8.0):
        gestures.step(watcher.step(pose))
        waving.append((pose.t_s, gestures.waving_s is not None))
    assert dict(waving)[3.0]
    assert not any(on for t_s, on in waving if t_s > 3 + QUIET_S + 0.5)


def test_a_hand_held_up_is_timed_and_a_bent_arm_is_not() -> None:
    """A hand is up when the arm is straight and points up from the shoulder."""
    assert seen(film(lambda _: 5.0, upper_deg=5.0))[2] == pytest.approx(5.0, abs=0.1)
    assert seen(film(lambda _: 0.0, upper_deg=80.0))[2] is None


def test_nobody_waves_when_nobody_is_there() -> None:
    """No hand is seen."""
    assert seen([Pose.nobody(t, (1280, 720)) for t in stick.times(1)]) == (0, None, None)


def test_flicker_of_the_model_is_no_wave() -> None:
    """A forearm that jumps to and fro from picture to picture: no hand is that fast."""
    most, first_s, _ = seen(film(lambda t: 45.0 * (-1) ** round(t * 15)))
    assert first_s is None
    assert most < SWINGS
