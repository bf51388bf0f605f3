"""The size of a person whose hips the picture does not show."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest
import stick

from posecheck import landmarks
from posecheck.motion.body import Body, BodyTracker
from posecheck.motion.body_scale import SHOULDERS_S, TRUNK_OVER_SHOULDERS, trunk_length_px
from posecheck.motion.visibility import inside_picture
from posecheck.records import Pose

STATURE_PX = 600.0
WIDTH_PX = 2 * stick.SHOULDERS * STATURE_PX
TRUNK_PX = stick.TRUNK * STATURE_PX
LEGS = ("hip", "knee", "ankle", "heel", "foot_index")


def standing(t_s: float, *, turned_deg: float = 0.0, stature_px: float = STATURE_PX) -> Pose:
    """Somebody seen from the front, or turned away from it."""
    scene = stick.Scene(yaw_deg=90 - turned_deg, stature_px=stature_px, at=(0.5, 0.3))
    return scene.photograph(stick.standing(), t_s)


def rows(parts: Iterable[str]) -> list[int]:
    return [landmarks.index(part, side) for part in parts for side in ("left", "right")]


def cut(pose: Pose, parts: Iterable[str] = LEGS, *, guess: float = 1.3) -> Pose:
    """The same with parts below the picture; the model guesses how far."""
    pose.image[rows(parts), 1] = guess
    return pose


def last(tracker: BodyTracker, poses: Iterable[Pose]) -> Body:
    body = None
    for pose in poses:
        body = tracker.step(pose)
    assert body is not None
    return body


def fitted_px(pose: Pose) -> float:
    return trunk_length_px(pose, inside_picture(pose.image[:, :2]).tolist())


def seconds(start_s: float, duration_s: float) -> list[float]:
    return [start_s + i / 10 for i in range(int(duration_s * 10))]


@pytest.mark.parametrize("guess", [1.1, 1.3, 2.0])
def test_without_hips_the_shoulders_tell_how_long_the_trunk_is(guess: float) -> None:
    """Wherever the model guesses the hips, and whatever the elbows do."""
    poses = [cut(standing(t_s), guess=guess) for t_s in seconds(0, 3)]
    for i, pose in enumerate(poses):
        pose.image[rows(["elbow", "wrist"]), :2] += 0.1 * np.sin(i)
    body = last(BodyTracker(steady=False), poses)
    assert body.shoulders_px == pytest.approx(WIDTH_PX)
    assert body.trunk_px == pytest.approx(TRUNK_OVER_SHOULDERS * WIDTH_PX)


@pytest.mark.parametrize("turned_deg", [35, 60])
def test_a_trunk_that_turns_keeps_its_length_without_hips(turned_deg: float) -> None:
    """For as long as two twists take, although its shoulders look narrower."""
    tracker = BodyTracker(steady=False)
    last(tracker, (cut(standing(t_s)) for t_s in seconds(0, 5)))
    body = last(tracker, (cut(standing(t_s, turned_deg=turned_deg)) for t_s in seconds(5, 30)))
    assert body.shoulders_px == pytest.approx(WIDTH_PX)
    assert body.trunk_px == pytest.approx(TRUNK_OVER_SHOULDERS * WIDTH_PX)


def test_whose_hips_were_seen_keeps_their_own_length_when_they_are_hidden() -> None:
    """Hips at the picture's border come and go, and the scale stays."""
    tracker = BodyTracker(steady=False)
    seen = last(tracker, (standing(t_s) for t_s in seconds(0, 5)))
    assert seen.trunk_px == pytest.approx(TRUNK_PX)
    hidden = last(tracker, (cut(standing(t_s)) for t_s in seconds(5, 5)))
    assert hidden.trunk_px == pytest.approx(TRUNK_PX)


def test_somebody_who_sits_farther_away_is_followed_after_a_while() -> None:
    """The widest shoulders are those of the last minute."""
    tracker = BodyTracker(steady=False)
    last(tracker, (cut(standing(t_s)) for t_s in seconds(0, 5)))
    far = (cut(standing(t_s, stature_px=400)) for t_s in seconds(5, SHOULDERS_S + 1))
    assert last(tracker, far).shoulders_px == pytest.approx(WIDTH_PX * 400 / STATURE_PX)


def test_shoulders_that_are_too_wide_for_a_moment_change_nothing() -> None:
    """A stumble of the tracking is not the person's width."""
    poses = [cut(standing(t_s)) for t_s in seconds(0, 20)]
    for pose in poses[100:108]:
        pose.image[rows(["shoulder"]), 0] += [0.1, -0.1]
    assert last(BodyTracker(), poses).shoulders_px == pytest.approx(WIDTH_PX)


def test_side_on_the_shoulders_tell_nothing() -> None:
    """Without hips the fit is all there is: their guess is taken."""
    pose = cut(standing(0.0, turned_deg=90), LEGS)
    body = BodyTracker(steady=False).step(pose)
    assert np.isnan(body.shoulders_px)
    assert body.trunk_px == pytest.approx(fitted_px(pose))


def test_joints_outside_of_the_picture_do_not_scale_what_is_inside() -> None:
    """Knees that are guessed anywhere below the picture leave the trunk as long as it is."""
    assert fitted_px(cut(standing(0.0), ["knee"])) == pytest.approx(TRUNK_PX)
    assert fitted_px(cut(standing(0.0), ["knee"], guess=3.0)) == pytest.approx(TRUNK_PX)


def test_hips_that_come_and_go_at_the_border_are_shown_or_not_for_seconds() -> None:
    """What is measured from them must not change its meaning with every picture."""
    tracker = BodyTracker()
    for i, t_s in enumerate(seconds(0, 6)):
        body = tracker.step(cut(standing(t_s)) if i % 4 else standing(t_s))
        assert body.hips_shown is (i < 2)
    for i, t_s in enumerate(seconds(6, 6)):
        body = tracker.step(standing(t_s) if i % 4 else cut(standing(t_s)))
    assert body.hips_shown
