"""What the window shows: pure functions from the state of a session to a picture.

All sizes scale with the picture, so that it can be read in 4:3 and in 16:9, small and on the full
screen. `unit` is that scale: 1 for a picture of 960 x 720 pixels. docs/live.md has what can be read
from three metres.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np

from posecheck import landmarks
from posecheck.app.live import dials, drawing, lines, posture_outline
from posecheck.app.live.drawing import AMBER, GREEN, GREY, RED, WHITE, Colour, Image8
from posecheck.coach.scene import Scene, Stage, Weight
from posecheck.exercise.spec.schema import Exercise
from posecheck.records import Pose, Update
from posecheck.report import captions, skeleton
from posecheck.report.canvas import RgbCanvas
from posecheck.words.speech import Speech

_CUE_COLOURS: Final[dict[lines.Manner, Colour]] = {
    "plain": WHITE,
    "fault": AMBER,
    "good": GREEN,
    "alarm": RED,
}

LONG: Final = 90
"""A cue of more characters than this, such as the cautions, may take four lines."""


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """Everything that one picture shows; `image` (H, W, 3) RGB, None without a camera picture.

    mirrored: shown like a mirror. Left and right in pose and report stay the person's own.
    notice: a small line about the machine, such as that it is slow.
    """

    image: Image8 | None
    pose: Pose | None
    update: Update
    scene: Scene
    mirrored: bool = False
    notice: str | None = None


def draw(view: View, exercise: Exercise, size_px: tuple[int, int], speech: Speech) -> Image8:
    """The window's picture, (H, W, 3) RGB of `size_px` (width, height)."""
    canvas = _camera(view, size_px)
    unit = min(size_px[1], size_px[0] * 3 / 4) / 720
    stage = view.scene.stage
    if stage in (Stage.PAUSED, Stage.HURT, Stage.REST):
        drawing.shade(canvas, (0, 0, *size_px), 0.6)
    if stage is Stage.SETUP:
        _set_up(canvas, view, exercise, unit)
    _head(canvas, view, exercise, unit, speech)
    if stage in (Stage.WORK, Stage.COUNTDOWN, Stage.DONE):
        dials.draw(canvas, view.scene, view.update, unit, speech)
    _middle(canvas, view.scene, unit, speech)
    _foot(canvas, view, unit, speech)
    return canvas


def _camera(view: View, size_px: tuple[int, int]) -> Image8:
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
    if view.pose is not None and view.pose.found:
        _skeleton(shown, view, inner_px)
    top, left = (height - inner_px[1]) // 2, (width - inner_px[0]) // 2
    canvas[top : top + inner_px[1], left : left + inner_px[0]] = shown
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


def _set_up(canvas: Image8, view: View, exercise: Exercise, unit: float) -> None:
    guidance = view.scene.guidance
    ready = guidance is not None and guidance.ready
    if exercise.view != ("end",):
        width_px = max(3, round((9 if ready else 5) * unit))
        posture_outline.draw(
            canvas,
            exercise.posture,
            colour=GREEN if ready else WHITE,
            width_px=width_px,
            head_right=_head_is_right(view),
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


def _head(canvas: Image8, view: View, exercise: Exercise, unit: float, speech: Speech) -> None:
    """Draws title, set and phase at the top left."""
    scene = view.scene
    set_line = lines.set_of_sets(scene, speech)
    phase = lines.phase(scene, view.update, exercise, speech)
    rows = [(speech.texts.title, 30, GREY), (set_line, 30, GREY), (phase, 72, WHITE)]
    rows = [row for row in rows if row[0]]
    pad = round(16 * unit)
    width = max(_width(words, size, unit) for words, size, _ in rows)
    height = sum(round(size * 1.25 * unit) for _, size, _ in rows)
    drawing.shade(canvas, (0, 0, width + 2 * pad, height + 2 * pad))
    y = pad
    for words, size, colour in rows:
        line = round(size * 1.25 * unit)
        drawing.text(canvas, words, (pad, y + line // 2), round(size * unit), colour=colour)
        y += line


def _width(text: str, size: int, unit: float) -> int:
    font = captions.font(max(8, round(size * unit)))
    return math.ceil(float(font.getlength(captions.drawable(text))))


def _middle(canvas: Image8, scene: Scene, unit: float, speech: Speech) -> None:
    """Draws what fills the middle: a countdown, a rest, that the session is paused, or a stop."""
    height, width = canvas.shape[:2]
    centre = width // 2, round(height * 0.42)
    if scene.countdown is not None:
        drawing.disc(canvas, centre, round(170 * unit))
        drawing.text(canvas, str(scene.countdown), centre, round(260 * unit), anchor="middle")
    elif scene.stage is Stage.REST and scene.rest_s is not None:
        _big(canvas, speech.text("shown-rest", rest_s=scene.rest_s), centre, unit, WHITE)
    elif scene.stage is Stage.HURT:
        _big(canvas, speech.text("shown-stop"), centre, unit, RED)
    elif scene.stage is Stage.PAUSED:
        at = centre[0], round(height * 0.2)
        _big(canvas, speech.text("shown-paused"), at, unit, WHITE)
        _signs(canvas, scene, unit, speech)


def _signs(canvas: Image8, scene: Scene, unit: float, speech: Speech) -> None:
    """Draws which signs can be given by hand while paused, and how far a sign is given."""
    height, width = canvas.shape[:2]
    for i, key in enumerate(("sign-go-on", "sign-finish", "sign-hurts")):
        at = width // 2, round(height * (0.36 + 0.11 * i))
        drawing.text(canvas, speech.text(key), at, round(52 * unit), anchor="middle")
    if scene.gesture is not None:
        name, share = scene.gesture
        centre = width - round(150 * unit), round(height * 0.2)
        drawing.ring(canvas, centre, round(80 * unit), round(16 * unit), share, colour=AMBER)
        shown = speech.text(f"gesture-{name}")
        drawing.text(canvas, shown, centre, round(28 * unit), anchor="middle")


def _big(canvas: Image8, line: str, at: tuple[int, int], unit: float, colour: Colour) -> None:
    drawing.text(canvas, line, at, round(130 * unit), colour=colour, anchor="middle")


def _foot(canvas: Image8, view: View, unit: float, speech: Speech) -> None:
    """Draws the cue, as large as it fits, and a small line about the machine."""
    height, width = canvas.shape[:2]
    line, manner = lines.cue(view.scene, speech)
    colour = _CUE_COLOURS[manner]
    if view.notice:
        at = width - round(16 * unit), height - round(16 * unit)
        drawing.text(canvas, view.notice, at, round(22 * unit), colour=AMBER, anchor="right")
    if not line:
        return
    pad = round(16 * unit)
    sizes = tuple(round(size * unit) for size in (58, 50, 44, 38, 30))
    most = 4 if view.scene.cue is not None and len(line) > LONG else 2
    size_px, rows = drawing.fitting(line, sizes, width_px=width - 2 * pad, lines=most)
    row_px = round(size_px * 1.25)
    bottom = height - (round(36 * unit) if view.notice else 0)
    top = bottom - len(rows) * row_px - 2 * pad
    drawing.shade(canvas, (0, top, width, bottom))
    for i, row in enumerate(rows):
        at = width // 2, top + pad + row_px * i + row_px // 2
        drawing.text(canvas, row, at, size_px, colour=colour, anchor="middle")


def summary(lines: tuple[str, ...], size_px: tuple[int, int], *, title: str) -> Image8:
    """The picture at the end of a session: a few large lines, the last one at the bottom."""
    width, height = size_px
    canvas = np.zeros((height, width, 3), np.uint8)
    canvas[:] = drawing.DARK
    unit = min(height, width * 3 / 4) / 720
    pad = round(48 * unit)
    drawing.text(canvas, title, (pad, round(60 * unit)), round(40 * unit), colour=GREY)
    y, end = round(130 * unit), height - round(90 * unit)
    for i, line in enumerate(lines[:-1]):
        sizes = tuple(round(size * unit) for size in ((54, 46, 40) if i == 0 else (40, 34)))
        size, rows = drawing.fitting(line, sizes, width_px=width - 2 * pad, lines=2)
        if y + len(rows) * size * 1.35 > end:
            break
        for row in rows:
            drawing.text(canvas, row, (pad, y), size, colour=WHITE if i == 0 else GREY)
            y += round(size * 1.35)
        y += round(16 * unit)
    size, rows = drawing.fitting(
        lines[-1], (round(30 * unit), round(24 * unit)), width_px=width - 2 * pad, lines=1
    )
    drawing.text(canvas, rows[0], (pad, height - round(44 * unit)), size, colour=GREY)
    return canvas
