"""A moment of a live session as the page draws it: plain data for JSON, with the words in it.

The page makes no sentences and decides nothing: it draws what stands here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite
from typing import Any, Final

from posecheck import landmarks
from posecheck.app.live import dose, lines
from posecheck.app.live.picture import View
from posecheck.coach.scene import Cue, PaceGuide, RangeGauge, Stage, Tone, Weight
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.spec.schema import Exercise
from posecheck.records import Pose
from posecheck.report.json import dump_update
from posecheck.words.speech import Speech

DRAWN: Final = 0.5
"""Landmarks of a lower visibility are not sent, as `report.skeleton` does not draw them."""

DIGITS: Final = 4
"""Of the points, which are shares of the picture: a tenth of a pixel."""

Heard = dict[str, str]
"""A sentence to speak ("say"), or a tone ("tone")."""


@dataclass(frozen=True, slots=True)
class Told:
    """A view, the page's number of its picture, and how long the pose model took for it.

    before: in the rest of a plan, what was done of the exercise before it.
    """

    view: View
    number: int | None
    pose_ms: float
    before: str = ""


def moment(told: Told, exercise: Exercise, speech: Speech) -> str:
    """One moment as JSON text. `update` is the engine's, as `report.json` writes it."""
    view, scene = told.view, told.view.scene
    said, manner = lines.cue(scene, speech)
    number, below = lines.number(scene, view.update, speech)
    shown: dict[str, Any] = {
        "say": "moment",
        "picture": told.number,
        "stage": scene.stage.value,
        "points": _points(view.pose),
        "faulty": manner == "fault" or bool(view.update.wrong),
        "cue": said,
        "manner": manner,
        "number": number,
        "below": below,
        "ring": _ring(view),
        "set": lines.set_of_sets(scene, speech),
        "phase": lines.phase(scene, view.update, exercise, speech),
        "sides": _sides(view, speech),
        "middle": _middle(view, speech),
        "gauge": _gauge(scene.gauge, speech) if scene.stage is Stage.WORK else None,
        "pace": _pace(scene.pace) if scene.stage is Stage.WORK else None,
        "gesture": _gesture(view, speech),
        "notice": view.notice or "",
        "ready": bool(scene.guidance and scene.guidance.ready),
        "outline": _outline(view, exercise),
        "pose_ms": told.pose_ms,
        "over": scene.over,
        "title": speech.texts.title,
        "place": _place(view, speech),
        "offers": list(scene.offers),
        "signs": list(lines.signs(scene, speech)) if scene.stage is Stage.PAUSED else [],
        "cautions": list(view.small) if scene.stage is Stage.SETUP else [],
        "next": _next(told, exercise, speech) if scene.stage is Stage.NEXT else None,
    }
    return f'{json.dumps(shown, allow_nan=False)[:-1]}, "update": {dump_update(view.update)}}}'


def heard(spoken: Iterable[Cue], tones: Iterable[Tone], speech: Speech) -> list[Heard]:
    """What is new to hear; a cue of more weight says so, as it interrupts."""
    found: list[Heard] = [{"tone": tone.value} for tone in tones]
    for cue in spoken:
        urgent = "yes" if cue.weight >= Weight.FAULT else "no"
        found.append({"say": speech.sentence(cue.message), "urgent": urgent})
    return found


def _points(pose: Pose | None) -> list[list[float] | None] | None:
    """Each landmark as shares of the picture's width and height; None for one that is not drawn."""
    if pose is None or not pose.found:
        return None
    rows = pose.image[:, (0, 1, 3)].tolist()
    return [
        [round(x, DIGITS), round(y, DIGITS)] if isfinite(x) and seen >= DRAWN else None
        for x, y, seen in rows
    ]


def _ring(view: View) -> dict[str, Any]:
    """How far the ring is filled, 0 to 1, and what it shows."""
    update, scene = view.update, view.scene
    if update.hold_s is not None and update.hold_target_s:
        share = min(1.0, update.hold_s / update.hold_target_s)
        return {"share": round(share, 3), "of": "hold", "full": share >= 1.0}
    if scene.target and not scene.sided:
        share = min(1.0, scene.count / scene.target)
        return {"share": round(share, 3), "of": "count", "full": share >= 1.0}
    return {"share": 0.0, "of": "count", "full": False}


def _sides(view: View, speech: Speech) -> str:
    scene = view.scene
    if not scene.sided:
        return ""
    return speech.text("shown-sides", left=scene.count_left, right=scene.count_right)


def _middle(view: View, speech: Speech) -> str:
    """What fills the middle: the countdown, a rest, that the session is paused, or a stop."""
    scene = view.scene
    if scene.countdown is not None:
        return str(scene.countdown)
    if scene.stage is Stage.REST and scene.rest_s is not None:
        return speech.text("shown-rest", rest_s=scene.rest_s)
    if scene.stage is Stage.HURT:
        return speech.text("shown-stop")
    return speech.text("shown-paused") if scene.stage is Stage.PAUSED else ""


def _gauge(gauge: RangeGauge | None, speech: Speech) -> dict[str, Any] | None:
    """The range bar: its band and its value as shares of the bar, 0 at the bottom; no numbers."""
    if gauge is None:
        return None
    span = (gauge.high - gauge.low) or 1.0

    def share(value: float) -> float:
        return round(min(1.0, max(0.0, (value - gauge.low) / span)), 3)

    value = gauge.value
    return {
        "name": speech.text("shown-goal"),
        "band": [share(gauge.band_low), share(gauge.band_high)],
        "value": None if value is None else share(value),
        "inside": value is not None and gauge.band_low <= value <= gauge.band_high,
    }


def _pace(pace: PaceGuide | None) -> dict[str, Any] | None:
    """The pace guide: corners of its curve from 0 to 1, and the dot on it."""
    if pace is None:
        return None
    total_s = sum(phase[1] for phase in pace.phases)
    corners, x = [], 0.0
    dot = [0.0, 0.0]
    for i, (_, duration_s, low, high) in enumerate(pace.phases):
        wide = duration_s / total_s
        corners += [[round(x, 3), round(low, 3)], [round(x + wide, 3), round(high, 3)]]
        if i == pace.phase_index:
            dot = [round(x + wide * pace.share, 4), round(low + (high - low) * pace.share, 4)]
        x += wide
    return {"corners": corners, "dot": dot}


def _gesture(view: View, speech: Speech) -> dict[str, Any] | None:
    if view.scene.gesture is None:
        return None
    name, share = view.scene.gesture
    return {"name": lines.sign(name, view.scene, speech), "share": round(share, 2)}


def _place(view: View, speech: Speech) -> str:
    """Which exercise of a plan it is; empty outside a plan."""
    if view.place is None:
        return ""
    return speech.text("shown-place", number=view.place[0], many=view.place[1])


def _next(told: Told, exercise: Exercise, speech: Speech) -> dict[str, str]:
    """What comes next, its dose, and how long there is until then."""
    return {
        "exercise": exercise.id,
        "head": speech.text("shown-next"),
        "dose": dose.words(exercise, speech),
        "begins": speech.text("shown-begins", rest_s=told.view.scene.rest_s or 0.0),
        "before": told.before,
    }


def _outline(view: View, exercise: Exercise) -> dict[str, Any] | None:
    """Which outline to fill in the set-up, and whether its head lies right; None for none."""
    if view.scene.stage is not Stage.SETUP or exercise.view == ("end",):
        return None
    right = False
    if view.pose is not None and view.pose.found:
        nose, hip = (view.pose.image[landmarks.index(n, "left"), 0] for n in ("nose", "hip"))
        right = bool(nose > hip)
    return {"posture": exercise.posture, "right": right}


@lru_cache(maxsize=32)
def outline(posture: str, width: int, height: int) -> list[list[list[float]]]:
    """The outline of a posture in a picture of that size: closed lines of shares of the picture."""
    import cv2

    from posecheck.app.live import posture_outline

    found = []
    for contour in posture_outline.contours(posture, width, height):
        few = cv2.approxPolyDP(contour, 1.5, True).reshape(-1, 2).tolist()
        found.append([[round(x / width, DIGITS), round(y / height, DIGITS)] for x, y in few])
    return found


def outline_of(posture: str, width: str, height: str) -> list[list[list[float]]]:
    """The same for what an address says. Raises PosecheckError (USAGE) for a wrong value."""
    from posecheck.app.live.posture_outline import POSTURES

    sides = [int(text) if text.isdecimal() and len(text) < 5 else 0 for text in (width, height)]
    if posture not in POSTURES or not all(64 <= side <= 2000 for side in sides):
        raise PosecheckError("there is no such outline", code=ExitCode.USAGE)
    return outline(posture, *sides)
