"""What the window shows: a pure function from the state of a session to a picture.

Sizes are shares of the picture's shorter side, so that all of it can be read in 4:3 and in
16:9, small and full screen. docs/live.md has what can be read from three metres.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np

from posecheck import landmarks
from posecheck.app.live import ink, outline
from posecheck.app.live.ink import AMBER, CYAN, GREEN, GREY, RED, WHITE, Colour, Image8
from posecheck.coach.pacing import leg
from posecheck.coach.scene import Cue, Gauge, Pace, Scene, Stage, Weight
from posecheck.exercise.schema import Exercise
from posecheck.records import Pose, Update
from posecheck.report import captions, skeleton, words

_CUE_COLOURS: Final = {
    Weight.FAULT: AMBER,
    Weight.PRAISE: GREEN,
    Weight.ALARM: RED,
}


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """Everything that one picture shows; `image` (H, W, 3) RGB, None without a camera picture.

    mirrored: shown like a mirror; left and right in pose and report stay the person's own.
    notice: a small line about the machine, such as a low rate.
    """

    image: Image8 | None
    pose: Pose | None
    update: Update
    scene: Scene
    mirrored: bool = False
    notice: str | None = None


def draw(view: View, exercise: Exercise, size_px: tuple[int, int]) -> Image8:
    """The window's picture, (H, W, 3) RGB of `size_px` (width, height)."""
    canvas = _camera(view, size_px)
    unit = min(size_px[1], size_px[0] * 3 / 4) / 720
    stage = view.scene.stage
    if stage in (Stage.PAUSED, Stage.HURT, Stage.REST):
        ink.shade(canvas, (0, 0, *size_px), 0.6)
    if stage is Stage.SETUP:
        _set_up(canvas, view, exercise, unit)
    _head(canvas, view, exercise, unit)
    if stage in (Stage.WORK, Stage.COUNTDOWN, Stage.DONE):
        _work(canvas, view, unit)
    _middle(canvas, view.scene, unit)
    _foot(canvas, view, unit)
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
    skeleton.draw(shown, pose, chains, colour=colour, scale=min(size_px) / 480)


def _set_up(canvas: Image8, view: View, exercise: Exercise, unit: float) -> None:
    guidance = view.scene.guidance
    ready = guidance is not None and guidance.ready
    if exercise.view != ("end",):
        width_px = max(3, round((9 if ready else 5) * unit))
        outline.draw(
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
    """Whether the person's head lies at the right of what is shown: so does the outline's."""
    if view.pose is None or not view.pose.found:
        return False
    nose, hip = (view.pose.image[landmarks.index(name, "left"), 0] for name in ("nose", "hip"))
    return bool((nose > hip) != view.mirrored)


def _head(canvas: Image8, view: View, exercise: Exercise, unit: float) -> None:
    """Title, set and phase at the top left."""
    scene = view.scene
    set_line = f"Set {scene.set_number} of {scene.sets}" if scene.sets > 1 else ""
    phase = _phase(view, exercise)
    rows = [(exercise.title, 30, GREY), (set_line, 30, GREY), (phase, 72, WHITE)]
    rows = [row for row in rows if row[0]]
    pad = round(16 * unit)
    width = max(_width(words_, size, unit) for words_, size, _ in rows)
    height = sum(round(size * 1.25 * unit) for _, size, _ in rows)
    ink.shade(canvas, (0, 0, width + 2 * pad, height + 2 * pad))
    y = pad
    for words_, size, colour in rows:
        line = round(size * 1.25 * unit)
        ink.text(canvas, words_, (pad, y + line // 2), round(size * unit), colour=colour)
        y += line


def _width(text: str, size: int, unit: float) -> int:
    font = captions.font(max(8, round(size * unit)))
    return math.ceil(float(font.getlength(captions.drawable(text))))


def _phase(view: View, exercise: Exercise) -> str:
    scene, update = view.scene, view.update
    if scene.stage is not Stage.WORK:
        return ""
    phase = leg(exercise, update)
    if phase is None:
        return "ready" if update.in_place else ""
    return words.readable(phase)


def _work(canvas: Image8, view: View, unit: float) -> None:
    """Count and hold at the top right, the range at the left, the pace below."""
    width = canvas.shape[1]
    radius = round(118 * unit)
    centre = width - radius - round(26 * unit), radius + round(26 * unit)
    _count(canvas, view, centre, radius, unit)
    if view.scene.gauge is not None and view.scene.stage is Stage.WORK:
        _gauge(canvas, view.scene.gauge, unit)
    if view.scene.pace is not None and view.scene.stage is Stage.WORK:
        _pace(canvas, view.scene.pace, unit)


def _count(canvas: Image8, view: View, centre: tuple[int, int], radius: int, unit: float) -> None:
    scene, update = view.scene, view.update
    ink.disc(canvas, centre, radius + round(14 * unit))
    goal_s, hold_s = update.hold_target_s, update.hold_s
    share, colour = 0.0, CYAN
    if hold_s is not None and goal_s:
        share, colour = hold_s / goal_s, GREEN if hold_s >= goal_s else CYAN
    elif scene.target and not scene.sided:
        share, colour = scene.count / scene.target, GREY
    ink.ring(canvas, centre, radius, round(16 * unit), share, colour=colour)
    number, below = _number(view)
    x, y = centre
    lift = round(14 * unit) if below else 0
    size = 150 if len(number) < 3 else 100
    ink.text(canvas, number, (x, y - lift), round(size * unit), anchor="middle")
    if below:
        at = x, y + round(72 * unit)
        ink.text(canvas, below, at, round(30 * unit), colour=GREY, anchor="middle")
    if scene.sided:
        sides = f"left {scene.count_left}   right {scene.count_right}"
        at = centre[0] + radius, centre[1] + radius + round(44 * unit)
        ink.text(canvas, sides, at, round(34 * unit), anchor="right")


def _number(view: View) -> tuple[str, str]:
    """The number in the dial and what stands below it: a count, or the seconds of a hold."""
    scene, update = view.scene, view.update
    goal_s = update.hold_target_s
    timed = update.phase == "hold" and update.count == 0 and not scene.target
    if update.hold_s is not None and (timed or not _counts(view)):
        return f"{update.hold_s:.0f}", f"of {goal_s:g} s" if goal_s else "seconds"
    if update.hold_s is not None:
        shown = f"{update.hold_s:.0f} of {goal_s:g} s" if goal_s else f"{update.hold_s:.0f} s"
        return str(scene.count), shown
    return str(scene.count), f"of {scene.target}" if scene.target else ""


def _counts(view: View) -> bool:
    """Whether repetitions are counted, not one hold."""
    return view.scene.pace is not None or view.scene.sided or view.update.count > 0


def _gauge(canvas: Image8, gauge: Gauge, unit: float) -> None:
    """An upright bar; up in the bar is up in the signal."""
    height: int = canvas.shape[0]
    left, wide = round(34 * unit), round(40 * unit)
    top, bottom = round(height * 0.32), round(height * 0.68)
    pad = round(14 * unit)
    ink.shade(canvas, (left - pad, top - round(56 * unit), left + wide + 8 * pad, bottom + pad))
    span = (gauge.high - gauge.low) or 1.0

    def row(value: float) -> int:
        share = min(1.0, max(0.0, (value - gauge.low) / span))
        return round(bottom - share * (bottom - top))

    cv2.rectangle(canvas, (left, top), (left + wide, bottom), ink.TRACK, -1)
    band = (left, row(gauge.band_high)), (left + wide, row(gauge.band_low))
    cv2.rectangle(canvas, *band, (52, 150, 84), -1)
    name = words.signal(gauge.name)
    ink.text(canvas, name, (left, top - round(28 * unit)), round(28 * unit), colour=GREY)
    if gauge.value is None:
        return
    inside = gauge.band_low <= gauge.value <= gauge.band_high
    y, thick = row(gauge.value), max(4, round(12 * unit))
    ends = (left - pad // 2, y), (left + wide + pad // 2, y)
    cv2.line(canvas, *ends, GREEN if inside else WHITE, thick, cv2.LINE_AA)
    shown = words.with_unit(words.number(gauge.value, gauge.unit), _short(gauge.unit))
    at = left + wide + round(1.2 * pad), y
    ink.text(canvas, shown, at, round(34 * unit), colour=GREEN if inside else WHITE)


def _short(unit: str) -> str:
    return unit if unit == "°" else ""


def _pace(canvas: Image8, pace: Pace, unit: float) -> None:
    """A path that rises, stays and falls, with a dot that leads along it."""
    height, width = canvas.shape[:2]
    half = min(round(240 * unit), round(width * 0.24))
    left, right = width // 2 - half, width // 2 + half
    top, bottom = round(height * 0.58), round(height * 0.68)
    pad = round(22 * unit)
    ink.shade(canvas, (left - pad, top - 2 * pad, right + pad, bottom + pad), 0.5)
    total_s = sum(leg[1] for leg in pace.legs)
    points, x = [], float(left)
    dot = left, bottom
    for i, (name, duration_s, low, high) in enumerate(pace.legs):
        end = x + (right - left) * duration_s / total_s
        ends = [(round(at), round(bottom - level * (bottom - top)))
                for at, level in ((x, low), (end, high))]  # fmt: skip
        points += ends
        if i == pace.leg:
            dot = (round(x + (end - x) * pace.share),
                   round(bottom - (low + (high - low) * pace.share) * (bottom - top)))  # fmt: skip
            at = width // 2, top - pad
            ink.text(canvas, words.readable(name), at, round(34 * unit), anchor="middle")
        x = end
    cv2.polylines(canvas, [np.array(points, np.int32)], False, GREY, max(2, round(6 * unit)),
                  cv2.LINE_AA)  # fmt: skip
    cv2.circle(canvas, dot, round(20 * unit), CYAN, -1, cv2.LINE_AA)


def _middle(canvas: Image8, scene: Scene, unit: float) -> None:
    """The one thing that fills the middle: a countdown, a rest, a pause, a stop."""
    height, width = canvas.shape[:2]
    centre = width // 2, round(height * 0.42)
    if scene.countdown is not None:
        ink.disc(canvas, centre, round(170 * unit))
        ink.text(canvas, str(scene.countdown), centre, round(260 * unit), anchor="middle")
    elif scene.stage is Stage.REST and scene.rest_s is not None:
        _big(canvas, f"Rest {scene.rest_s:.0f} s", centre, unit, WHITE)
    elif scene.stage is Stage.HURT:
        _big(canvas, "Stop", centre, unit, RED)
    elif scene.stage is Stage.PAUSED:
        _big(canvas, "Paused", (centre[0], round(height * 0.2)), unit, WHITE)
        _signs(canvas, scene, unit)


def _signs(canvas: Image8, scene: Scene, unit: float) -> None:
    """What can be said with a hand during a pause, and how far it has been said."""
    height, width = canvas.shape[:2]
    signs = ("wave: go on", "hand up: finish", "keep waving: it hurts")
    for i, line in enumerate(signs):
        at = width // 2, round(height * (0.36 + 0.11 * i))
        ink.text(canvas, line, at, round(52 * unit), anchor="middle")
    if scene.gesture is not None:
        name, share = scene.gesture
        centre = width - round(150 * unit), round(height * 0.2)
        ink.ring(canvas, centre, round(80 * unit), round(16 * unit), share, colour=AMBER)
        ink.text(canvas, name, centre, round(28 * unit), anchor="middle")


def _big(canvas: Image8, line: str, at: tuple[int, int], unit: float, colour: Colour) -> None:
    ink.text(canvas, line, at, round(130 * unit), colour=colour, anchor="middle")


def _foot(canvas: Image8, view: View, unit: float) -> None:
    """The cue, as large as it fits, and a small line about the machine."""
    height, width = canvas.shape[:2]
    line, colour = _cue(view.scene)
    if view.notice:
        at = width - round(16 * unit), height - round(16 * unit)
        ink.text(canvas, view.notice, at, round(22 * unit), colour=AMBER, anchor="right")
    if not line:
        return
    pad = round(16 * unit)
    sizes = tuple(round(size * unit) for size in (58, 50, 44, 38, 30))
    lines = 4 if view.scene.cue is not None and len(line) > LONG else 2
    size_px, rows = ink.fitting(line, sizes, width_px=width - 2 * pad, lines=lines)
    row_px = round(size_px * 1.25)
    bottom = height - (round(36 * unit) if view.notice else 0)
    top = bottom - len(rows) * row_px - 2 * pad
    ink.shade(canvas, (0, top, width, bottom))
    for i, row in enumerate(rows):
        at = width // 2, top + pad + row_px * i + row_px // 2
        ink.text(canvas, row, at, size_px, colour=colour, anchor="middle")


LONG: Final = 90
"""Characters from which on a cue (the cautions) may take four lines."""


def _cue(scene: Scene) -> tuple[str, Colour]:
    cue = scene.cue
    if cue is not None and _belongs(cue, scene):
        return cue.say, _CUE_COLOURS.get(cue.weight, WHITE)
    if scene.guidance is not None:
        return scene.guidance.say, GREEN if scene.guidance.ready else WHITE
    return "", WHITE


def _belongs(cue: Cue, scene: Scene) -> bool:
    """Guidance stays for as long as it is true, the cautions until the exercise begins."""
    if cue.weight is Weight.GUIDE:
        return scene.guidance is None
    return cue.weight is not Weight.GREETING or scene.stage is Stage.SETUP


def summary(lines: tuple[str, ...], size_px: tuple[int, int], *, title: str) -> Image8:
    """The end of a session: a few large lines, the last one at the bottom."""
    width, height = size_px
    canvas = np.zeros((height, width, 3), np.uint8)
    canvas[:] = ink.DARK
    unit = min(height, width * 3 / 4) / 720
    pad = round(48 * unit)
    ink.text(canvas, title, (pad, round(60 * unit)), round(40 * unit), colour=GREY)
    y, end = round(130 * unit), height - round(90 * unit)
    for i, line in enumerate(lines[:-1]):
        sizes = tuple(round(size * unit) for size in ((54, 46, 40) if i == 0 else (40, 34)))
        size, rows = ink.fitting(line, sizes, width_px=width - 2 * pad, lines=2)
        if y + len(rows) * size * 1.35 > end:
            break
        for row in rows:
            ink.text(canvas, row, (pad, y), size, colour=WHITE if i == 0 else GREY)
            y += round(size * 1.35)
        y += round(16 * unit)
    size, rows = ink.fitting(
        lines[-1], (round(30 * unit), round(24 * unit)), width_px=width - 2 * pad, lines=1
    )
    ink.text(canvas, rows[0], (pad, height - round(44 * unit)), size, colour=GREY)
    return canvas
