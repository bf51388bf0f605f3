"""Draws count and hold as a ring, the range of motion as a bar, and the pace as a curve."""

from __future__ import annotations

import cv2
import numpy as np

from posecheck.app.live import drawing, lines
from posecheck.app.live.drawing import CYAN, GREEN, GREY, WHITE, Image8
from posecheck.coach.scene import PaceGuide, RangeGauge, Scene, Stage
from posecheck.records import Update
from posecheck.words.speech import Speech


def draw(canvas: Image8, scene: Scene, update: Update, unit: float, speech: Speech) -> None:
    """Draws count and hold at the top right, the range at the left, the pace below.

    `unit` is the scale: 1 for a picture of 960 x 720 pixels.
    """
    width = canvas.shape[1]
    radius = round(118 * unit)
    centre = width - radius - round(26 * unit), radius + round(26 * unit)
    _count(canvas, scene, update, speech, centre=centre, radius=radius, unit=unit)
    if scene.gauge is not None and scene.stage is Stage.WORK:
        _gauge(canvas, scene.gauge, unit, speech)
    if scene.pace is not None and scene.stage is Stage.WORK:
        _pace(canvas, scene.pace, unit, speech)


def _count(
    canvas: Image8,
    scene: Scene,
    update: Update,
    speech: Speech,
    *,
    centre: tuple[int, int],
    radius: int,
    unit: float,
) -> None:
    drawing.disc(canvas, centre, radius + round(14 * unit))
    goal_s, hold_s = update.hold_target_s, update.hold_s
    share, colour = 0.0, CYAN
    if hold_s is not None and goal_s:
        share, colour = hold_s / goal_s, GREEN if hold_s >= goal_s else CYAN
    elif scene.target and not scene.sided:
        share, colour = scene.count / scene.target, GREY
    drawing.ring(canvas, centre, radius, round(16 * unit), share, colour=colour)
    number, below = lines.number(scene, update, speech)
    x, y = centre
    lift = round(14 * unit) if below else 0
    size = 150 if len(number) < 3 else 100
    drawing.text(canvas, number, (x, y - lift), round(size * unit), anchor="middle")
    if below:
        at = x, y + round(72 * unit)
        drawing.text(canvas, below, at, round(30 * unit), colour=GREY, anchor="middle")
    if scene.sided:
        sides = speech.text("shown-sides", left=scene.count_left, right=scene.count_right)
        at = centre[0] + radius, centre[1] + radius + round(44 * unit)
        drawing.text(canvas, sides, at, round(34 * unit), anchor="right")


def _gauge(canvas: Image8, gauge: RangeGauge, unit: float, speech: Speech) -> None:
    """An upright bar; a higher value stands higher."""
    height: int = canvas.shape[0]
    left, wide = round(34 * unit), round(40 * unit)
    top, bottom = round(height * 0.36), round(height * 0.68)  # below the title, set and phase
    pad = round(14 * unit)
    drawing.shade(canvas, (left - pad, top - round(56 * unit), left + wide + 8 * pad, bottom + pad))
    span = (gauge.high - gauge.low) or 1.0

    def row(value: float) -> int:
        share = min(1.0, max(0.0, (value - gauge.low) / span))
        return round(bottom - share * (bottom - top))

    cv2.rectangle(canvas, (left, top), (left + wide, bottom), drawing.TRACK, -1)
    band = (left, row(gauge.band_high)), (left + wide, row(gauge.band_low))
    cv2.rectangle(canvas, *band, (52, 150, 84), -1)
    drawing.text(
        canvas,
        speech.name(gauge.name),
        (left, top - round(28 * unit)),
        round(28 * unit),
        colour=GREY,
    )
    if gauge.value is None:
        return
    inside = gauge.band_low <= gauge.value <= gauge.band_high
    y, thick = row(gauge.value), max(4, round(12 * unit))
    ends = (left - pad // 2, y), (left + wide + pad // 2, y)
    cv2.line(canvas, *ends, GREEN if inside else WHITE, thick, cv2.LINE_AA)
    shown = lines.measured(gauge, speech)
    at = left + wide + round(1.2 * pad), y
    drawing.text(canvas, shown, at, round(34 * unit), colour=GREEN if inside else WHITE)


def _pace(canvas: Image8, pace: PaceGuide, unit: float, speech: Speech) -> None:
    """A curve that rises, stays and falls, with a dot that leads along it."""
    height, width = canvas.shape[:2]
    half = min(round(240 * unit), round(width * 0.24))
    left, right = width // 2 - half, width // 2 + half
    top, bottom = round(height * 0.58), round(height * 0.68)
    pad = round(22 * unit)
    drawing.shade(canvas, (left - pad, top - 2 * pad, right + pad, bottom + pad), 0.5)
    total_s = sum(phase[1] for phase in pace.phases)
    points, x = [], float(left)
    dot = left, bottom
    for i, (name, duration_s, low, high) in enumerate(pace.phases):
        end = x + (right - left) * duration_s / total_s
        ends = [(round(at), round(bottom - level * (bottom - top)))
                for at, level in ((x, low), (end, high))]  # fmt: skip
        points += ends
        if i == pace.phase_index:
            dot = (round(x + (end - x) * pace.share),
                   round(bottom - (low + (high - low) * pace.share) * (bottom - top)))  # fmt: skip
            at = width // 2, top - pad
            drawing.text(canvas, speech.name(name), at, round(34 * unit), anchor="middle")
        x = end
    cv2.polylines(canvas, [np.array(points, np.int32)], False, GREY, max(2, round(6 * unit)),
                  cv2.LINE_AA)  # fmt: skip
    cv2.circle(canvas, dot, round(20 * unit), CYAN, -1, cv2.LINE_AA)
