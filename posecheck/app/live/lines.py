"""What a live session shows at each place, in words: for the window and for the page."""

from __future__ import annotations

from typing import Literal

from posecheck.coach.pace_guide import shown_phase
from posecheck.coach.scene import Cue, Scene, Stage, Weight
from posecheck.exercise.spec.schema import Exercise
from posecheck.records import Update
from posecheck.words.speech import Speech

Manner = Literal["plain", "fault", "good", "alarm"]
"""How a line is meant: its colour goes by that."""

_MANNERS: dict[Weight, Manner] = {
    Weight.FAULT: "fault",
    Weight.PRAISE: "good",
    Weight.ALARM: "alarm",
}


def number(scene: Scene, update: Update, speech: Speech) -> tuple[str, str]:
    """The number in the ring and the words below it: a count, or the seconds of a hold."""
    target_s = update.hold_target_s
    goal_s = None if target_s is None else speech.language.shortest(target_s)
    timed = update.phase == "hold" and update.count == 0 and not scene.target
    if update.hold_s is None:
        goal = speech.text("shown-of", target=scene.target) if scene.target else ""
        return str(scene.count), goal
    held_s = f"{update.hold_s:.0f}"
    if timed or not _counts(scene, update):
        seconds = "shown-of-seconds" if goal_s else "shown-seconds"
        return held_s, speech.text(seconds, goal_s=goal_s)
    key = "shown-held-of" if goal_s else "shown-held"
    return str(scene.count), speech.text(key, held_s=held_s, goal_s=goal_s)


def _counts(scene: Scene, update: Update) -> bool:
    """Whether repetitions are counted, rather than one hold."""
    return scene.pace is not None or scene.sided or update.count > 0


def set_of_sets(scene: Scene, speech: Speech) -> str:
    """Which set this is; empty where there is only one."""
    if scene.sets <= 1:
        return ""
    return speech.text("shown-set", set=scene.set_number, sets=scene.sets)


def phase(scene: Scene, update: Update, exercise: Exercise, speech: Speech) -> str:
    """The phase of the repetition that is going on; empty outside of work."""
    if scene.stage is not Stage.WORK:
        return ""
    shown = shown_phase(exercise, update)
    if shown is None:
        return speech.text("shown-ready") if update.in_place else ""
    return speech.name(shown)


def signs(scene: Scene, speech: Speech) -> tuple[str, str, str]:
    """Which signs can be given by hand while paused, a line each."""
    choices = " / ".join(sign(offer, scene, speech) for offer in scene.offers)
    several = len(scene.offers) > 1
    up = speech.text("sign-choices", choices=choices) if several else speech.text("sign-finish")
    return speech.text("sign-go-on"), up, speech.text("sign-hurts")


def sign(name: str, scene: Scene, speech: Speech) -> str:
    """What a sign asks for, in few words; in a plan, the end is that of the whole plan."""
    plain = name == "finish" and len(scene.offers) > 1
    return speech.text("gesture-finish-plan" if plain else f"gesture-{name}")


def cue(scene: Scene, speech: Speech) -> tuple[str, Manner]:
    """The one sentence of this moment, and how it is meant; empty for none."""
    said = scene.cue
    if said is not None and _is_shown(said, scene):
        return speech.sentence(said.message), _MANNERS.get(said.weight, "plain")
    if scene.guidance is not None:
        return speech.sentence(scene.guidance.message), "good" if scene.guidance.ready else "plain"
    return "", "plain"


def _is_shown(said: Cue, scene: Scene) -> bool:
    """Whether a cue is shown as the sentence of this moment.

    The guidance of the set-up is shown by itself, the cautions stand small beside the body, and the
    signs of a pause in the middle.
    """
    if said.weight is Weight.GUIDE:
        return scene.guidance is None
    if scene.stage is Stage.PAUSED and said.message.key.startswith("paused"):
        return False  # The signs stand in the middle.
    return said.weight is not Weight.GREETING
