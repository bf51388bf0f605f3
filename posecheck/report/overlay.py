"""The annotated picture: what is judged, the phase, the count, the time of a hold, faults."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from posecheck.messages import remark_message
from posecheck.records import Finding, Pose, Update
from posecheck.report import captions, skeleton
from posecheck.report.canvas import Canvas, Colour, RgbCanvas
from posecheck.report.captions import Line
from posecheck.words.speech import Speech

SHOWN_S = 2.5
"""How long a finding stays on the picture: time to read two short sentences."""

_GREY: Colour = (190, 196, 206)
_AMBER: Colour = (255, 190, 70)
_TEXT_PX, _SMALL_PX, _COUNT_PX, _MARGIN_PX = 21, 16, 54, 10
"""Sizes in a picture whose shorter side has 480 pixels."""


class Overlay:
    """Draws the pictures of one session one after the other, and keeps the last findings shown.

    >>> overlay = Overlay(Speech())
    """

    def __init__(self, speech: Speech) -> None:
        self._speech = speech
        self._shown: list[tuple[float, Finding]] = []

    def __call__(self, image: NDArray[np.uint8], pose: Pose, update: Update) -> NDArray[np.uint8]:
        """A new picture (H, W, 3) uint8 RGB, of the size of `image` and not mirrored."""
        drawn = image.copy()
        self.draw_into(RgbCanvas(drawn), pose, update)
        return drawn

    def draw_into(self, canvas: Canvas, pose: Pose, update: Update) -> None:
        """Draws into the picture itself."""
        self._shown += [(update.t_s, finding) for finding in update.new_findings]
        self._shown = [
            (since_s, finding)
            for since_s, finding in self._shown
            if update.t_s - since_s <= SHOWN_S
        ]
        findings = tuple(finding for _, finding in self._shown)
        draw_into(canvas, pose, update, speech=self._speech, findings=findings)


def draw(
    image: NDArray[np.uint8],
    pose: Pose,
    update: Update,
    *,
    speech: Speech,
    findings: tuple[Finding, ...] = (),
) -> NDArray[np.uint8]:
    """A new picture with the state of `update`, and the newest of `findings` as a sentence."""
    drawn = image.copy()
    draw_into(RgbCanvas(drawn), pose, update, speech=speech, findings=findings)
    return drawn


def draw_into(
    canvas: Canvas,
    pose: Pose,
    update: Update,
    *,
    speech: Speech,
    findings: tuple[Finding, ...] = (),
) -> None:
    """As `draw`, into the picture itself."""
    scale = min(canvas.size_px) / 480
    colour = skeleton.FAULTY if findings else skeleton.JUDGED
    chains = update.chains if update.seen else ()
    skeleton.draw(canvas, pose, chains, colour=colour, scale=scale)
    margin_px = round(_MARGIN_PX * scale)
    width_px = canvas.size_px[0] - 4 * margin_px
    captions.paste(canvas, _state(update, speech, scale), "top-left", margin_px=margin_px)
    captions.paste(canvas, _count(update, speech, scale), "top-right", margin_px=margin_px)
    message = _message(update, findings, speech, scale=scale, width_px=width_px)
    captions.paste(canvas, message, "bottom", margin_px=margin_px)


def _line(text: str, size_px: int, scale: float, colour: Colour = captions.WHITE) -> Line:
    return Line(captions.drawable(text), max(round(size_px * scale), 8), colour)


def _state(update: Update, speech: Speech, scale: float) -> tuple[Line, ...]:
    head = _line(speech.texts.title, _SMALL_PX, scale, _GREY)
    phase = _phase(update, speech)
    shown = [_line(phase, _TEXT_PX, scale)] if phase else []
    return (head, *shown, *_hold(update, speech, scale))


def _phase(update: Update, speech: Speech) -> str:
    """The phase; empty where the time of the hold says it already."""
    if not update.in_place:
        return speech.text("shown-get-into-position")
    if update.phase is None:
        return speech.text("shown-ready")
    return "" if update.hold_s is not None and update.phase == "hold" else speech.name(update.phase)


def _hold(update: Update, speech: Speech, scale: float) -> tuple[Line, ...]:
    """The running hold; with a goal also as a bar, which can be read from across a room."""
    if update.hold_s is None:
        return ()
    size_px = round(_TEXT_PX * scale)
    held_s, goal_s = speech.number(update.hold_s, "s"), update.hold_target_s
    if not goal_s:
        return (Line(captions.drawable(speech.text("shown-hold", held_s=held_s)), size_px),)
    text = speech.text("shown-hold-of", held_s=held_s, goal_s=speech.language.shortest(goal_s))
    return (Line(captions.drawable(text), size_px, bar=update.hold_s / goal_s),)


def _count(update: Update, speech: Speech, scale: float) -> tuple[Line, ...]:
    """The count; nothing before the first repetition, as a hold has none to count."""
    if not update.count + update.halves:
        return ()
    below = speech.text("shown-reps", count=update.count)
    if update.count_left or update.count_right:
        left, right = update.count_left, update.count_right
        below = speech.text("shown-sides", left=left, right=right)
    lines = [_line(str(update.count), _COUNT_PX, scale), _line(below, _SMALL_PX, scale, _GREY)]
    if update.halves:
        half = speech.text("shown-half", count=update.halves)
        lines.append(_line(half, _SMALL_PX, scale, _GREY))
    return tuple(lines)


def _message(
    update: Update, findings: tuple[Finding, ...], speech: Speech, *, scale: float, width_px: int
) -> tuple[Line, ...]:
    """One sentence: a remark that stops the judging comes before a fault, a fault before others."""
    remark = update.remark
    if findings and not (remark and remark.blocks):
        text, colour = speech.of_finding(findings[-1]), _AMBER
    elif remark:
        text, colour = speech.sentence(remark_message(remark)), captions.WHITE
    else:
        return ()
    size_px = round(_TEXT_PX * scale)
    rows = captions.wrapped(text, size_px=size_px, width_px=width_px)
    return tuple(Line(row, size_px, colour) for row in rows)
