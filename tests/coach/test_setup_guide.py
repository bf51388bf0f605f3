"""Setting up: one instruction at a time, and ready when all is right."""

from __future__ import annotations

import pytest
import stick

from posecheck.coach.scene import Guidance
from posecheck.coach.setup_guide import STEADY_S, SetupGuide, Stillness
from posecheck.exercise.follow.camera_setup import DIM
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.messages import Message
from posecheck.motion.body import BodyTracker
from posecheck.records import Pose
from posecheck.words.speech import Speech

LYING = stick.supine(hip_deg=130)


def guided(
    catalogue: Catalogue,
    poses: list[Pose],
    *,
    exercise_id: str = "hip-bridge",
) -> list[Guidance]:
    exercise = catalogue.get(exercise_id)
    watcher, session, guide = BodyTracker(), Session(exercise), SetupGuide(exercise)
    found = []
    for pose in poses:
        body = watcher.step(pose)
        found.append(guide.step(body, session.follow(body)))
    return found


def photographed(scene: stick.Scene, skeleton: stick.Skeleton = LYING) -> list[Pose]:
    return [scene.photograph(skeleton, t) for t in stick.times(4)]


@pytest.mark.parametrize(
    ("scene", "kind"),
    [
        (stick.Scene(), "ready"),
        (stick.Scene(people=2), "people"),
        (stick.Scene(stature_px=260.0, at=(0.45, 0.6)), "far"),
        (stick.Scene(yaw_deg=75.0, at=(0.5, 0.6)), "side"),
        (stick.Scene(stature_px=500.0, at=(0.9, 0.7)), "middle"),
        (stick.Scene(stature_px=2100.0, at=(0.28, 0.7)), "back"),
        (stick.Scene(at=(0.28, 1.06)), "lower"),
    ],
    ids=["well", "two people", "far", "not side-on", "at the edge", "too near", "too low"],
)
def test_each_thing_that_is_wrong_has_its_own_instruction(
    scene: stick.Scene, kind: str, catalogue: Catalogue
) -> None:
    """It is the only one at that moment."""
    last = guided(catalogue, photographed(scene))[-1]
    assert (last.message, last.ready) == (Message(f"setup-{kind}"), kind == "ready")


def test_in_the_dark_more_light_is_asked_for_first(catalogue: Catalogue) -> None:
    """In the dark the model may only guess the body, so nothing else is said of it."""
    dim = photographed(stick.Scene(light=DIM - 1))
    assert guided(catalogue, dim)[-1].message == Message("setup-light")


def test_somebody_who_stands_is_asked_to_lie_down(catalogue: Catalogue) -> None:
    """The instruction says the exercise's own posture."""
    scene = stick.Scene(stature_px=500, at=(0.5, 0.3))
    last = guided(catalogue, photographed(scene, stick.standing()))[-1]
    assert last.message == Message("setup-posture", {"posture": "supine"})
    assert "on your back" in Speech().sentence(last.message)


def test_an_exercise_that_is_one_hold_is_ready_before_it_is_held(catalogue: Catalogue) -> None:
    """The clock starts by itself."""
    kneeling = stick.into_plank(0.0, hip_height=0.1, knee_deg=120.0)
    last = guided(
        catalogue, photographed(stick.Scene(at=(0.3, 0.4)), kneeling), exercise_id="plank"
    )[-1]
    assert (last.message, last.ready) == (Message("setup-ready-for-hold"), True)


def test_somebody_who_is_lost_for_a_moment_changes_nothing(catalogue: Catalogue) -> None:
    """An instruction is given when it has been right for a while. Being in place takes half a
    second."""
    poses = photographed(stick.Scene())
    lost = stick.lose_person(poses, 2.0, 2.0 + STEADY_S / 2)
    settled = [g for g, pose in zip(guided(catalogue, lost), poses, strict=True) if pose.t_s > 1.6]
    assert settled
    assert all(each.ready for each in settled)


def test_stillness_is_a_second_without_movement(catalogue: Catalogue) -> None:
    """The noise of the model is no movement."""
    course = stick.Course(130.0, (stick.Move(2.0, 4.0, 178.0),))
    poses = stick.film(
        lambda t: stick.bridge(course.at(t)), stick.times(7), noise_px=stick.noise_for(1.5)
    )
    watcher, stillness = BodyTracker(), Stillness(catalogue.get("hip-bridge"))
    still = {round(p.t_s, 2): stillness.step(watcher.step(p)) for p in poses}
    assert not still[0.5]
    assert still[1.5]
    assert not still[3.0]
    assert still[6.0]


def test_whoever_lies_in_a_tilted_picture_is_told_so(catalogue: Catalogue) -> None:
    """They lie in the start posture; the picture does not show it."""
    poses = [stick.turned(pose, 20) for pose in photographed(stick.Scene())]
    assert guided(catalogue, poses)[-1].message == Message("setup-tilted")
