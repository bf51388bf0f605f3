"""What the window shows of a session: pure functions from its state to a picture.

All sizes scale with the picture, so that it can be read in 4:3 and in 16:9, small and on the full
screen. `unit` is that scale: 1 for a picture of 960 x 720 pixels. docs/live.md has what can be read
from three metres. Panels stand where the body is not: `places.Places` remembers that.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np

from posecheck import landmarks
from posecheck.app.live import dials, drawing, lines, panels, posture_outline
from posecheck.app.live.drawing import AMBER, GREEN, RED, WHITE, Colour, Image8
from posecheck.app.live.places import Box, Places
from posecheck.coach.scene import Scene, Stage, Weight
from posecheck.exercise.spec.schema import Exercise
from posecheck.records import Pose, Update
from posecheck.report import skeleton
from posecheck.report.canvas import RgbCanvas
from posecheck.words.speech import Speech

_CUE_COLOURS: Final[dict[lines.Manner, Colour]] = {
    "plain": WHITE,
    "fault": AMBER,
    "good": GREEN,
    "alarm": RED,
}

BAR: Final = 177
"""Height of the bar with the cue: two lines of the largest size, with a margin. It keeps its room
while nothing is said, so that no panel moves when something is."""

LONG: Final = 90
"""A cue of more characters than this, such as the words about pain, may take four lines."""


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """Everything that one picture shows; `image` (H, W, 3) RGB, None without a camera picture.

    mirrored: shown like a mirror. Left and right in pose and report stay the person's own.
    notice: a line about the machine, such as that it is slow; shown where there is no cue.
    place: which exercise of a plan it is, and of how many.
    small: what stands small in the set-up, beside the body: the cautions.
    """

    image: Image8 | None
    pose: Pose | None
    update: Update
    scene: Scene
    mirrored: bool = False
    notice: str | None = None
    place: tuple[int, int] | None = None
    small: tuple[str, ...] = ()


def draw(
    view: View,
    exercise: Exercise,
    size_px: tuple[int, int],
    speech: Speech,
    *,
    places: Places | None = None,
    film: Image8 | None = None,
) -> Image8:
    """The window's picture, (H, W, 3) RGB of `size_px` (width, height).

    places: remembers where the panels stand; without it, each has its first spot. film: the picture
    of the exercise's short film at this moment.
    """
    unit = min(size_px[1], size_px[0] * 3 / 4) / 720
    places = places or Places()
    places.begin(view.scene.t_s, size_px, margin_px=round(12 * unit))
    canvas = _camera(view, size_px, places)
    stage = view.scene.stage
    if stage in (Stage.PAUSED, Stage.HURT, Stage.REST, Stage.NEXT):
        drawing.shade(canvas, (0, 0, *size_px), 0.6)
    if stage is Stage.SETUP:
        _outline(canvas, view, exercise, unit, places)
    bar = places.bar("cue", round(BAR * unit))
    _panels(canvas, view, exercise, unit, speech, places, film)
    panels.middle(canvas, view.scene, unit, speech)
    _cue_bar(canvas, view, unit, speech, bar)
    return canvas


def _panels(
    canvas: Image8,
    view: View,
    exercise: Exercise,
    unit: float,
    speech: Speech,
    places: Places,
    film: Image8 | None,
) -> None:
    """The panels of a stage, the most important first: it gets the best place."""
    scene = view.scene
    if scene.stage is Stage.NEXT:
        panels.following(canvas, scene, exercise, film, unit, speech)
    if scene.stage in (Stage.WORK, Stage.COUNTDOWN, Stage.DONE):
        dials.count(canvas, scene, view.update, unit, speech, places)
    if scene.stage is Stage.SETUP and film is not None:
        panels.film(canvas, film, unit, places)
    panels.head(canvas, scene, view.update, exercise, unit, speech, places, place=view.place)
    if scene.stage is Stage.WORK:
        dials.movement(canvas, scene, unit, speech, places)
    if scene.stage is Stage.SETUP and view.small:
        panels.small(canvas, view.small, unit, places)


def _camera(view: View, size_px: tuple[int, int], places: Places) -> Image8:
    """The camera's picture with the skeleton, fitted into the window."""
    width, height = size_px
    canvas = np.zeros((height, width, 3), np.uint8)
    if view.image is None:
        return canvas
    scale = min(width / view.image.shape[1], height / view.image.shape[0])
    inner_px = round(view.image.shape[1] * scale), round(view.image.shape[0] * scale)
    shown = cv2.resize(view.image, inner_px, interpolation=cv2.INTER_LINEAR)
    if view.mirrored:
        shown = cv2.flip(shown, 1)
    top, left = (height - inner_px[1]) // 2, (width - inner_px[0]) // 2
    inner: Box = left, top, left + inner_px[0], top + inner_px[1]
    if view.pose is not None and view.pose.found:
        _skeleton(shown, view, inner_px)
        places.see(view.pose, inner, mirrored=view.mirrored)
    canvas[top : inner[3], left : inner[2]] = shown
    return canvas


def _skeleton(shown: Image8, view: View, size_px: tuple[int, int]) -> None:
    assert view.pose is not None
    points = view.pose.image
    if view.mirrored:
        points = points.copy()
        points[:, 0] = 1.0 - points[:, 0]
    pose = replace(view.pose, image=points, size_px=size_px)
    cue = view.scene.cue
    faulty = bool(view.update.wrong) or (cue is not None and cue.weight is Weight.FAULT)
    colour = skeleton.FAULTY if faulty else skeleton.JUDGED
    chains = view.update.chains if view.update.seen else ()
    skeleton.draw(RgbCanvas(shown), pose, chains, colour=colour, scale=min(size_px) / 480)


def _outline(canvas: Image8, view: View, exercise: Exercise, unit: float, places: Places) -> None:
    guidance = view.scene.guidance
    ready = guidance is not None and guidance.ready
    if exercise.view != ("end",):
        right = _head_is_right(view)
        places.keep(
            lambda small: posture_outline.draw(
                small, exercise.posture, colour=WHITE, width_px=1, head_right=right
            )
        )
        width_px = max(3, round((9 if ready else 5) * unit))
        posture_outline.draw(
            canvas,
            exercise.posture,
            colour=GREEN if ready else WHITE,
            width_px=width_px,
            head_right=right,
        )
    if ready:
        height, width = canvas.shape[:2]
        edge = max(6, round(14 * unit))
        cv2.rectangle(canvas, (0, 0), (width - 1, height - 1), GREEN, edge)


def _head_is_right(view: View) -> bool:
    """Whether the person's head lies at the right of the shown picture: the outline's does, too."""
    if view.pose is None or not view.pose.found:
        return False
    nose, hip = (view.pose.image[landmarks.index(name, "left"), 0] for name in ("nose", "hip"))
    return bool((nose > hip) != view.mirrored)


def _cue_bar(canvas: Image8, view: View, unit: float, speech: Speech, bar: Box) -> None:
    """Draws the cue, as large as it fits; four lines of a long one need more room than the bar."""
    line, manner = lines.cue(view.scene, speech)
    colour = _CUE_COLOURS[manner]
    if not line and view.notice:
        line, colour = view.notice, AMBER
    if not line:
        return
    height, width = canvas.shape[:2]
    pad = round(16 * unit)
    sizes = tuple(round(size * unit) for size in (58, 50, 44, 38, 30))
    most = 4 if view.scene.cue is not None and len(line) > LONG else 2
    size_px, rows = drawing.fitting(line, sizes, width_px=width - 2 * pad, lines=most)
    row_px = round(size_px * 1.25)
    high = len(rows) * row_px + 2 * pad
    top = 0 if bar[1] == 0 else height - high
    drawing.shade(canvas, (0, top, width, top + high))
    for i, row in enumerate(rows):
        at = width // 2, top + pad + row_px * i + row_px // 2
        drawing.text(canvas, row, at, size_px, colour=colour, anchor="middle")
