"""A session from set-up to its end: the start without a key, sets, pauses, pain, and cues."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

import pytest
import stick
from stick import Plan as Rep

from posecheck.coach.cues import AGAIN_S
from posecheck.coach.plan import Plan
from posecheck.coach.scene import Command, Scene, Stage, Tone, Weight
from posecheck.coach.trainer import Moment, Trainer
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.messages import Message
from posecheck.records import Pose
from posecheck.words.exercise_texts import texts_of
from posecheck.words.speech import Speech

BRIDGE = "hip-bridge"
Coach = Callable[..., list[Moment]]
MakeTrainer = Callable[..., Trainer]

SILENT = Message("remark-camera-silent")


def bridges(*reps: Rep, lead_s: float = 1.5) -> list[Pose]:
    course, _ = stick.bridges(reps, lead_s=lead_s)
    return stick.film(lambda t: stick.bridge(course.at(t)), stick.times(course.end_s + 2))


def stages(moments: Sequence[Moment]) -> list[Stage]:
    """In their order, each once."""
    found: list[Stage] = []
    for moment in moments:
        if not found or found[-1] is not moment.scene.stage:
            found.append(moment.scene.stage)
    return found


def cued(moments: Sequence[Moment]) -> list[Message]:
    """What was said, as keys and values."""
    return [cue.message for m in moments for cue in m.scene.spoken]


def said(moments: Sequence[Moment], exercise_id: str = BRIDGE) -> list[str]:
    """What was said, as the sentences that the person hears."""
    speech = speech_of(exercise_id)
    return [speech.sentence(message) for message in cued(moments)]


@cache
def speech_of(exercise_id: str) -> Speech:
    return Speech(texts_of(Catalogue().get(exercise_id)))


def tones(moments: Sequence[Moment]) -> list[Tone]:
    return [tone for m in moments for tone in m.scene.tones]


def at(moments: Sequence[Moment], t_s: float) -> Scene:
    return next(m.scene for m in moments if m.update.t_s >= t_s)


@pytest.mark.parametrize("exercise_id", [BRIDGE, "plank"])
@pytest.mark.parametrize("film", ["bridges", "nobody", "plank"])
def test_the_report_is_the_same_as_that_of_a_recording(
    exercise_id: str, film: str, catalogue: Catalogue, make_trainer: MakeTrainer
) -> None:
    """There is one engine. The coach changes nothing in what it is given."""
    poses = {
        "bridges": bridges(Rep(), Rep(top_deg=150.0), Rep(hold_s=2.0)),
        "nobody": stick.lose_person(bridges(Rep()), 2.0, 4.0),
        "plank": stick.film(lambda t: stick.plank(line_deg=-12.0 * (4 < t < 8)), stick.times(12)),
    }[film]
    recorded, trainer = Session(catalogue.get(exercise_id)), make_trainer(exercise_id)
    for pose in poses:
        assert trainer.step(pose).update == recorded.step(pose)
    assert trainer.finish() == recorded.finish()


def test_a_session_begins_by_keeping_still_in_the_start_posture(coach: Coach) -> None:
    """There is a countdown and a word to begin, and no key is needed."""
    moments = coach(BRIDGE, bridges(Rep(), lead_s=8.0))
    assert stages(moments) == [Stage.SETUP, Stage.COUNTDOWN, Stage.WORK]
    countdowns = [m.scene.countdown for m in moments if m.scene.countdown]
    assert list(dict.fromkeys(countdowns)) == [3, 2, 1]
    assert tones(moments)[:4] == [Tone.TICK, Tone.TICK, Tone.TICK, Tone.GO]
    assert "And lift." in said(moments)


def test_the_instruction_comes_before_the_cautions(catalogue: Catalogue) -> None:
    """Somebody who is not in place hears first what to do. Then each caution is said once, and the
    instruction again between them."""
    exercise = catalogue.get(BRIDGE)
    speech = Speech(texts_of(exercise))
    greeting = [Message("plain", {"text": text}) for text in speech.greetings()]
    trainer = Trainer(exercise, Plan.of(exercise), speech_s=speech.speech_s, greeting=greeting)
    moments = [trainer.step(Pose.nobody(t, (1280, 720))) for t in stick.times(40)]
    spoken = said(moments)
    assert spoken[0] == "Step into the picture."
    for sentence in speech.greetings():
        assert spoken.count(sentence) == 1
    assert "posecheck is not a medical device." in spoken
    last = max(spoken.index(sentence) for sentence in speech.greetings())
    assert spoken[:last].count("Step into the picture.") >= 2


def test_cautions_are_not_said_over_the_exercise(catalogue: Catalogue) -> None:
    """What is left of them when somebody begins is shown only."""
    exercise = catalogue.get(BRIDGE)
    greeting = [Message("plain", {"text": f"caution {i}"}) for i in range(9)]
    trainer = Trainer(exercise, Plan.of(exercise), speech_s=lambda _: 2.0, greeting=greeting)
    nobody = [Pose.nobody(t, (1280, 720)) for t in stick.times(8)]
    poses = [*nobody, *stick.shifted(bridges(Rep(), lead_s=6.0), 8.04)]
    moments = [trainer.step(pose) for pose in poses]
    told = [m.scene.stage for m in moments for cue in m.scene.spoken
            if cue.weight is Weight.GREETING]  # fmt: skip
    assert set(told) == {Stage.SETUP}
    assert len(told) < 9


def test_a_repetition_that_begins_in_the_countdown_is_counted(coach: Coach) -> None:
    """The countdown ends at once. Nothing that was done is lost."""
    moments = coach(BRIDGE, bridges(Rep(), lead_s=1.2))
    assert moments[-1].update.count == moments[-1].scene.count == 1
    assert "And lift." not in said(moments)


def test_nobody_in_the_picture_starts_nothing(coach: Coach) -> None:
    """There is one instruction, again every eight seconds."""
    poses = [Pose.nobody(t, (1280, 720)) for t in stick.times(25)]
    moments = coach(BRIDGE, poses)
    assert stages(moments) == [Stage.SETUP]
    guidance = moments[-1].scene.guidance
    assert guidance is not None
    assert (guidance.message, guidance.ready) == (Message("setup-nobody"), False)
    assert 2 <= said(moments).count("Step into the picture.") <= 4


def test_a_fault_is_said_and_then_praised_when_it_was_mended(coach: Coach) -> None:
    """A half repetition, then a whole one."""
    moments = coach(BRIDGE, bridges(Rep(top_deg=150.0), Rep(), Rep()))
    spoken = said(moments)
    assert sum("A little higher" in line for line in spoken) == 1
    assert sum(line == "Better. Well done." for line in spoken) == 1


def test_a_tone_says_the_end_of_a_hold_and_the_count(coach: Coach) -> None:
    """The end of a hold has its tone once. A hold that is too short has none."""
    moments = coach(BRIDGE, bridges(Rep(hold_s=6.0), Rep(hold_s=1.5)))
    assert tones(moments).count(Tone.HOLD_END) == 1
    assert tones(moments).count(Tone.COUNT) == 2


def test_after_a_set_there_is_a_rest_and_the_next_repetition_ends_it(coach: Coach) -> None:
    """Two sets of one. The set's count begins anew, the engine's count goes on."""
    moments = coach(BRIDGE, bridges(Rep(), Rep(), lead_s=6.0), sets=2, reps=1)
    assert stages(moments) == [
        Stage.SETUP, Stage.COUNTDOWN, Stage.WORK, Stage.REST, Stage.WORK, Stage.DONE,
    ]  # fmt: skip
    assert (moments[-1].scene.set_number, moments[-1].scene.sets_done) == (2, 2)
    assert moments[-1].update.count == 2
    assert "Set 1 done. Rest for 30 seconds." in said(moments)
    assert "That was all. Well done." in said(moments)


def test_a_session_ends_by_itself_after_the_last_set(coach: Coach) -> None:
    """It waits until the last repetition is fully known."""
    poses = bridges(Rep(), lead_s=6.0)
    last = poses[-1]
    poses += [replace(last, t_s=last.t_s + i / 30) for i in range(1, 200)]
    moments = coach(BRIDGE, poses, sets=1, reps=1)
    over_s = next(m.update.t_s for m in moments if m.scene.over)
    done_s = next(m.update.t_s for m in moments if m.scene.stage is Stage.DONE)
    assert over_s - done_s == pytest.approx(4.0, abs=0.1)
    assert any(m.update.new_reps for m in moments if m.update.t_s <= over_s)


def led(
    trainer: Trainer, poses: Sequence[Pose], commands: dict[float, Command]
) -> tuple[Trainer, list[Moment]]:
    """A session with keys at these times."""
    due = sorted(commands.items())
    moments = []
    for pose in poses:
        while due and pose.t_s >= due[0][0]:
            trainer.command(pose.t_s, due.pop(0)[1])
        moments.append(trainer.step(pose))
    return trainer, moments


def test_what_is_done_while_paused_does_not_count(make_trainer: MakeTrainer) -> None:
    """The report says when the session was paused, and judges nothing in that time."""
    poses = bridges(Rep(), Rep(), Rep())
    trainer, moments = led(make_trainer(BRIDGE), poses, {10.4: "pause", 20.3: "pause"})
    assert stages(moments) == [
        Stage.SETUP, Stage.COUNTDOWN, Stage.WORK, Stage.PAUSED, Stage.WORK,
    ]  # fmt: skip
    report = trainer.finish()
    assert report.count == 2
    assert [(r.kind, r.blocks) for r in report.remarks] == [("paused", True)]
    assert (
        "Paused. Wave again to go on, or hold a hand up to finish. If it hurts, keep waving."
        in said(moments)
    )
    assert "Going on." in said(moments)


def test_this_hurts_stops_at_once_and_says_what_the_texts_say(
    make_trainer: MakeTrainer,
    speech: Callable[[str], Speech],
) -> None:
    """In the middle of a lift: nothing more is counted, and the session ends by itself."""
    trainer, moments = led(make_trainer(BRIDGE), bridges(Rep(), Rep()), {3.0: "hurts"})
    scene = at(moments, 3.05)
    assert (scene.stage, scene.hurt_s) == (Stage.HURT, pytest.approx(3.0, abs=0.04))
    assert scene.cue is not None
    assert scene.cue.weight is Weight.ALARM
    sentence = speech(BRIDGE).sentence(scene.cue.message)
    assert sentence.startswith("Stop. Come out of it slowly and rest.")
    assert "ask a doctor or physical therapist" in sentence
    assert Tone.ALERT in tones(moments)
    assert moments[-1].scene.over
    report = trainer.finish()
    assert report.count == 0
    assert "hurt" in {r.kind for r in report.remarks}


def test_finish_ends_it_with_what_was_done(make_trainer: MakeTrainer) -> None:
    """The session ends at the next moment."""
    trainer, moments = led(make_trainer(BRIDGE), bridges(Rep(), Rep()), {10.6: "finish"})
    assert at(moments, 10.65).over
    assert trainer.finish().count == 2


def test_a_camera_that_falls_silent_ends_a_hold_and_is_no_movement(
    make_trainer: MakeTrainer,
) -> None:
    """Two holds of five seconds with ten seconds between them are not one of twenty."""
    trainer = make_trainer("plank")
    poses = stick.film(lambda _: stick.plank(), stick.times(20))
    moments = []
    for pose in poses:
        if 5.0 <= pose.t_s < 15.0:
            if pose.t_s >= 6.0:
                moments.append(trainer.missing(pose.t_s, "camera-silent"))
            continue
        trainer.step(pose)
    report = trainer.finish()
    assert [round(h.duration_s) for h in report.holds] == [5, 5]
    assert report.findings == ()
    assert [(r.kind, r.values) for r in report.remarks] == [("camera-silent", {})]
    assert cued(moments) == [SILENT, SILENT]


@pytest.mark.parametrize(("command", "kind"), [("pause", "paused"), ("hurts", "hurt")])
def test_a_camera_that_falls_silent_while_paused_is_said_all_the_same(
    command: Command, kind: str, catalogue: Catalogue
) -> None:
    """The cue is about the camera. The report still says why the engine saw nothing: the person.

    The words about pain come first, so a quick voice is used: one second a cue.
    """
    exercise = catalogue.get(BRIDGE)
    trainer = Trainer(exercise, Plan.of(exercise), speech_s=lambda _: 1.0)
    poses = bridges(Rep(), lead_s=8.0)
    for pose in poses[: 30 * 3]:
        trainer.step(pose)
    trainer.command(3.0, command)
    trainer.step(poses[30 * 3])
    silent_s = 5.0
    moments = [trainer.missing(silent_s + i / 4, "camera-silent") for i in range(8 * 4)]
    assert said(moments) == ["The camera gives no picture. Is it plugged in?"]
    assert cued([trainer.missing(silent_s + AGAIN_S + 0.1, "camera-silent")]) == [SILENT]
    assert {moment.absent for moment in moments} == {kind}
    assert {m.update.remark.kind for m in moments if m.update.remark} == {kind}
    assert [(r.kind, r.blocks) for r in trainer.finish().remarks] == [(kind, True)]


def test_never_two_cues_at_once_and_never_the_same_within_eight_seconds(coach: Coach) -> None:
    """In a session full of faults."""
    faulty = [Rep(top_deg=150.0), Rep(lift_s=0.4, lower_s=0.4), Rep(hold_s=1.0)] * 3
    moments = coach(BRIDGE, bridges(*faulty))
    last_s: dict[str, float] = {}
    for moment in moments:
        assert len(moment.scene.spoken) <= 1
        for sentence in said([moment]):
            assert moment.update.t_s - last_s.get(sentence, -99.0) >= 8.0
            last_s[sentence] = moment.update.t_s
    assert len(last_s) >= 5
