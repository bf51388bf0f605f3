"""Draws count and hold as a ring, and the movement: the range as a bar, the pace as a curve."""

from __future__ import annotations

import cv2
import numpy as np

from posecheck.app.live import drawing, lines
from posecheck.app.live.drawing import CYAN, GREEN, GREY, WHITE, Image8
from posecheck.app.live.places import (
    BOTTOM,
    BOTTOM_LEFT,
    BOTTOM_RIGHT,
    LEFT,
    RIGHT,
    TOP,
    TOP_LEFT,
    TOP_RIGHT,
    Box,
    Places,
)
from posecheck.coach.scene import PaceGuide, RangeGauge, Scene
from posecheck.records import Update
from posecheck.words.speech import Speech


def count(
    canvas: Image8, scene: Scene, update: Update, unit: float, speech: Speech, places: Places
) -> None:
    """Draws the count or the seconds of a hold, where the body is not.

    `unit` is the scale: 1 for a picture of 960 x 720 pixels.
    """
    radius, edge = round(118 * unit), round(14 * unit)
    side = 2 * (radius + edge)
    below_px = round(48 * unit) if scene.sided else 0
    spots = (TOP_RIGHT, BOTTOM_RIGHT, RIGHT, TOP_LEFT, BOTTOM_LEFT, LEFT)
    left, top = places.put("count", (side, side + below_px), spots)
    x, y = left + side // 2, top + side // 2
    drawing.disc(canvas, (x, y), radius + edge)
    goal_s, hold_s = update.hold_target_s, update.hold_s
    share, colour = 0.0, CYAN
    if hold_s is not None and goal_s:
        share, colour = hold_s / goal_s, GREEN if hold_s >= goal_s else CYAN
    elif scene.target and not scene.sided:
        share, colour = scene.count / scene.target, GREY
    drawing.ring(canvas, (x, y), radius, round(16 * unit), share, colour=colour)
    number, below = lines.number(scene, update, speech)
    lift = round(14 * unit) if below else 0
    size = 150 if len(number) < 3 else 100
    drawing.text(canvas, number, (x, y - lift), round(size * unit), anchor="middle")
    if below:
        at = x, y + round(72 * unit)
        drawing.text(canvas, below, at, round(30 * unit), colour=GREY, anchor="middle")
    if scene.sided:
        sides = speech.text("shown-sides", left=scene.count_left, right=scene.count_right)
        drawing.shade(canvas, (left, top + side, left + side, top + side + below_px))
        at = x, top + side + below_px // 2
        drawing.text(canvas, sides, at, round(30 * unit), anchor="middle")


def movement(canvas: Image8, scene: Scene, unit: float, speech: Speech, places: Places) -> None:
    """Draws the range as a bar and the pace as a curve beside it, where the body is not."""
    if scene.gauge is None and scene.pace is None:
        return
    pad, bar_px = round(18 * unit), round(34 * unit) if scene.gauge else 0
    curve_px = round(300 * unit) if scene.pace else 0
    high_px = round((130 if scene.pace else 230) * unit)
    below_px = round(34 * unit) if scene.gauge else 0
    word_px = round(110 * unit) if scene.gauge else 0
    width = pad + max(bar_px + (pad + curve_px if scene.pace else 0), word_px) + pad
    size_px = width, high_px + 2 * pad + below_px
    spots = (TOP, BOTTOM, BOTTOM_LEFT, BOTTOM_RIGHT, LEFT, RIGHT, TOP_LEFT, TOP_RIGHT)
    left, top = places.put("movement", size_px, spots)
    drawing.shade(canvas, (left, top, left + width, top + size_px[1]))
    box: Box = left + pad, top + pad, left + width - pad, top + pad + high_px
    if scene.gauge is not None:
        _gauge(canvas, scene.gauge, (box[0], box[1], box[0] + bar_px, box[3]), unit)
        at = box[0] - pad // 3, box[3] + pad // 2 + below_px // 2
        goal = speech.text("shown-goal")
        drawing.text(canvas, goal, at, round(26 * unit), colour=GREEN)
    if scene.pace is not None:
        _pace(canvas, scene.pace, (box[2] - curve_px, box[1], box[2], box[3]), unit)


def _gauge(canvas: Image8, gauge: RangeGauge, box: Box, unit: float) -> None:
    """An upright bar; a higher value stands higher. The green band is the goal.

    It has no numbers: an angle says nothing to somebody who lies on the floor.
    """
    left, top, right, bottom = box
    span = (gauge.high - gauge.low) or 1.0

    def row(value: float) -> int:
        share = min(1.0, max(0.0, (value - gauge.low) / span))
        return round(bottom - share * (bottom - top))

    cv2.rectangle(canvas, (left, top), (right, bottom), drawing.TRACK, -1)
    band = (left, row(gauge.band_high)), (right, row(gauge.band_low))
    cv2.rectangle(canvas, *band, (52, 150, 84), -1)
    if gauge.value is None:
        return
    inside = gauge.band_low <= gauge.value <= gauge.band_high
    y, thick = row(gauge.value), max(4, round(12 * unit))
    over = round(8 * unit)
    colour = GREEN if inside else WHITE
    cv2.line(canvas, (left - over, y), (right + over, y), colour, thick, cv2.LINE_AA)


def _pace(canvas: Image8, pace: PaceGuide, box: Box, unit: float) -> None:
    """A curve that rises, stays and falls, with a dot that leads along it."""
    left, top, right, bottom = box
    dot_px = round(18 * unit)
    left, top, right, bottom = left + dot_px, top + dot_px, right - dot_px, bottom - dot_px
    total_s = sum(phase[1] for phase in pace.phases)
    points, x = [], float(left)
    dot = left, bottom
    for i, (_, duration_s, low, high) in enumerate(pace.phases):
        end = x + (right - left) * duration_s / total_s
        ends = [(round(at), round(bottom - level * (bottom - top)))
                for at, level in ((x, low), (end, high))]  # fmt: skip
        points += ends
        if i == pace.phase_index:
            dot = (round(x + (end - x) * pace.share),
                   round(bottom - (low + (high - low) * pace.share) * (bottom - top)))  # fmt: skip
        x = end
    cv2.polylines(canvas, [np.array(points, np.int32)], False, GREY, max(2, round(6 * unit)),
                  cv2.LINE_AA)  # fmt: skip
    cv2.circle(canvas, dot, dot_px, CYAN, -1, cv2.LINE_AA)
