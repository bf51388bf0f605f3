"""The rest before an exercise of a plan, and the choices that a hand held up goes through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
import stick
from stick import Plan as Rep

from posecheck.coach.interlude import KEPT_S, Interlude
from posecheck.coach.plan import Plan
from posecheck.coach.scene import Command, Stage
from posecheck.coach.signs import HAND_UP_S
from posecheck.coach.trainer import Moment, Trainer
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.messages import Message
from posecheck.records import Pose

from .test_gestures import arm

BRIDGE = Catalogue().get("hip-bridge")
SCENE = stick.Scene()
OFFERS: tuple[Command, ...] = ("swap", "skip", "finish")


def interlude(*, rest_s: float = 20.0, waits: bool = False) -> Interlude:
    return Interlude(
        BRIDGE, Plan.of(BRIDGE), rest_s=rest_s, said=[Message("going-on"), Message("begin")],
        offers=OFFERS, speech_s=lambda _: 1.0, waits=waits,
    )  # fmt: skip


def lying(length_s: float, *, up: Sequence[tuple[float, float]] = ()) -> list[Pose]:
    """Somebody on their back, whose near arm points up in these spans."""
    poses = stick.film(
        lambda _: stick.supine(hip_deg=130), stick.times(length_s), SCENE, noise_px=2.0
    )
    return [
        arm(pose, SCENE.near, upper_deg=2.0, forearm_deg=2.0)
        if any(start <= pose.t_s < end for start, end in up) else pose
        for pose in poses
    ]  # fmt: skip


def led(leader: Interlude | Trainer, poses: Sequence[Pose]) -> list[Moment]:
    """All moments until it is over."""
    moments: list[Moment] = []
    for pose in poses:
        moments.append(leader.step(pose))
        if moments[-1].scene.over:
            break
    return moments


def test_it_lasts_as_long_as_the_rest_and_says_what_comes() -> None:
    """One after the other, each once; no repetition is counted."""
    pause = interlude(rest_s=8.0)
    moments = led(pause, lying(12))
    assert moments[-1].update.t_s == pytest.approx(8.0, abs=0.1)
    said = [cue.message.key for m in moments for cue in m.scene.spoken]
    assert said == ["going-on", "begin"]
    assert {m.scene.stage for m in moments} == {Stage.NEXT}
    assert pause.ended is None
    left_s = [m.scene.rest_s or 0.0 for m in moments]
    assert left_s == sorted(left_s, reverse=True)


def test_a_pause_stops_the_clock() -> None:
    """Five seconds of pause make it five seconds longer."""
    pause = interlude(rest_s=8.0)
    times = []
    for pose in lying(20):
        if pose.t_s in (3.0, 8.0):
            pause.command(pose.t_s, "pause")
        times.append(pose.t_s)
        if pause.step(pose).scene.over:
            break
    assert times[-1] == pytest.approx(13.0, abs=0.2)


def test_after_pain_it_waits_until_somebody_wants_to_go_on() -> None:
    """However long that takes."""
    pause = interlude(rest_s=2.0, waits=True)
    assert not led(pause, lying(30))[-1].scene.over
    pause.command(30.0, "pause")
    later = [replace(pose, t_s=pose.t_s + 30.1) for pose in lying(4)]
    assert led(pause, later)[-1].scene.over


def test_who_begins_sooner_loses_no_repetition() -> None:
    """The session is given the poses before that moment, and counts it."""
    course, _ = stick.bridges([Rep(), Rep()], lead_s=9.0)
    poses = stick.film(lambda t: stick.bridge(course.at(t)), stick.times(course.end_s + 2))
    pause = interlude(rest_s=60.0)
    moments = led(pause, poses)
    assert moments[-1].scene.over
    assert pause.begun[-1].t_s - pause.begun[0].t_s <= KEPT_S
    whole, late = Session(BRIDGE), Session(BRIDGE)
    for pose in [*pause.begun, *poses[len(moments) :]]:
        whole.step(pose)
    for pose in poses[len(moments) + 30 :]:
        late.step(pose)
    assert whole.finish().count == 2
    assert late.finish().count == 1


@pytest.mark.parametrize(
    ("held_s", "asked"),
    [(1.2, None), (2.6, "swap"), (4.6, "skip"), (6.6, "finish"), (11.0, "finish")],
)
def test_a_hand_held_up_in_a_pause_goes_through_the_choices(
    held_s: float, asked: str | None
) -> None:
    """One every two seconds, each is said; what counts is when the hand is lowered."""
    pause = interlude()
    poses = lying(16, up=[(2.0, 2.0 + held_s)])
    pause.step(poses[0])
    pause.command(0.01, "pause")
    moments = led(pause, poses[1:])
    assert pause.ended == asked
    said = [cue.message for m in moments for cue in m.scene.spoken]
    choices = [m.values["command"] for m in said if m.key == "choice"]
    assert choices == list(OFFERS[: min(3, int(held_s / HAND_UP_S))])


def test_without_a_pause_a_hand_that_is_up_means_nothing() -> None:
    """Straight arms belong to exercises."""
    pause = interlude(rest_s=9.0)
    led(pause, lying(12, up=[(1.0, 8.0)]))
    assert pause.ended is None


def trainer(offers: tuple[Command, ...]) -> Trainer:
    return Trainer(BRIDGE, Plan.of(BRIDGE), speech_s=lambda _: 1.0, offers=offers)


def test_another_one_is_offered_only_before_the_first_repetition() -> None:
    """Later it would throw away what was done."""
    leader = trainer(OFFERS)
    assert leader.offers == OFFERS
    course, _ = stick.bridges([Rep()], lead_s=8.0)
    poses = stick.film(lambda t: stick.bridge(course.at(t)), stick.times(course.end_s))
    led(leader, poses)
    assert leader.offers == ("skip", "finish")
    leader.command(poses[-1].t_s, "swap")
    assert leader.ended is None
    leader.command(poses[-1].t_s, "skip")
    assert leader.ended == "skip"


def test_the_end_of_one_exercise_is_not_called_the_end_of_all() -> None:
    """In a plan another one comes."""
    course, _ = stick.bridges([Rep()], lead_s=8.0)
    poses = stick.film(lambda t: stick.bridge(course.at(t)), stick.times(course.end_s + 3))
    for offers, key in ((OFFERS, "one-done"), (("finish",), "all-done")):
        leader = Trainer(
            BRIDGE, Plan.of(BRIDGE, sets=1, reps=1), speech_s=lambda _: 1.0,
            offers=offers,  # type: ignore[arg-type]
        )  # fmt: skip
        said = [cue.message.key for m in led(leader, poses) for cue in m.scene.spoken]
        assert {"one-done", "all-done"} & set(said) == {key}


def test_outside_a_plan_there_is_nothing_to_leave_out() -> None:
    """The keys for it do nothing."""
    leader = trainer(("finish",))
    leader.step(lying(1)[0])
    for command in ("skip", "swap"):
        leader.command(0.1, command)  # type: ignore[arg-type]
    assert leader.ended is None
    leader.command(0.1, "finish")
    assert leader.ended == "finish"
