"""The panels of the window besides the dials: head, film, cautions, pause, what comes next."""

from __future__ import annotations

import math
from typing import Final

import cv2

from posecheck.app.live import dose, drawing, lines
from posecheck.app.live.drawing import AMBER, GREEN, GREY, RED, WHITE, Colour, Image8
from posecheck.app.live.places import (
    BOTTOM_LEFT,
    BOTTOM_RIGHT,
    EVERYWHERE,
    LEFT,
    RIGHT,
    TOP_LEFT,
    TOP_RIGHT,
    Places,
)
from posecheck.coach.scene import Scene, Stage
from posecheck.exercise.spec.schema import Exercise
from posecheck.records import Update
from posecheck.report import captions
from posecheck.words.speech import Speech

Row = tuple[str, int, Colour]
"""Words, their size (for `unit` 1), and their colour."""

HEAD_PX: Final = 250
"""Titles are broken into lines of this width, so that head, pace and count stand side by side."""

FILM_PX: Final = (320, 240)
"""Size of the short film in the set-up."""

SMALL: Final = 22
"""Size of the cautions: they are heard, too, and read from a chair's distance."""


def head(
    canvas: Image8,
    scene: Scene,
    update: Update,
    exercise: Exercise,
    unit: float,
    speech: Speech,
    places: Places,
    *,
    place: tuple[int, int] | None,
) -> None:
    """Draws title, place in the plan, set and phase."""
    rows: list[Row] = []
    if scene.stage is not Stage.NEXT:
        rows += _wrapped(speech.texts.title, 30, GREY, HEAD_PX, unit)
    if place is not None:
        number, many = place
        rows.append((speech.text("shown-place", number=number, many=many), 26, GREY))
    if scene.stage is not Stage.NEXT and (line := lines.set_of_sets(scene, speech)):
        rows.append((line, 30, GREY))
    if phase := lines.phase(scene, update, exercise, speech):
        size = 72 if _width(phase, 72, unit) <= 1.2 * HEAD_PX * unit else 50
        rows.append((phase, size, WHITE))
    spots = (TOP_LEFT, BOTTOM_LEFT, LEFT, TOP_RIGHT, BOTTOM_RIGHT, RIGHT)
    _panel(canvas, "head", rows, unit, places, spots)


def film(canvas: Image8, image: Image8, unit: float, places: Places) -> None:
    """Draws the short film of the exercise where the body is not."""
    size_px = round(FILM_PX[0] * unit), round(FILM_PX[1] * unit)
    spots = (TOP_RIGHT, BOTTOM_RIGHT, TOP_LEFT, BOTTOM_LEFT, RIGHT, LEFT)
    paste(canvas, image, places.put("film", size_px, spots), size_px, unit)


def paste(
    canvas: Image8, image: Image8, at: tuple[int, int], size_px: tuple[int, int], unit: float
) -> None:
    """Draws a picture with an edge; what is outside is cut off."""
    left, top = at
    region = canvas[top : top + size_px[1], left : left + size_px[0]]
    if region.size:
        shown = cv2.resize(image, size_px, interpolation=cv2.INTER_LINEAR)
        region[:] = shown[: region.shape[0], : region.shape[1]]
    corner = left + size_px[0] - 1, top + size_px[1] - 1
    cv2.rectangle(canvas, at, corner, WHITE, max(2, round(3 * unit)))


def small(canvas: Image8, sentences: tuple[str, ...], unit: float, places: Places) -> None:
    """Draws the cautions, small."""
    rows = [row for each in sentences for row in _wrapped(each, SMALL, GREY, 300, unit)]
    _panel(canvas, "small", rows, unit, places, EVERYWHERE)


def following(
    canvas: Image8,
    scene: Scene,
    exercise: Exercise,
    image: Image8 | None,
    unit: float,
    speech: Speech,
) -> None:
    """Names what comes next, its dose, and how long there is until then, beside its film."""
    height, width = canvas.shape[:2]
    x = round(width * (0.29 if image is not None else 0.5))
    room_px = round(width * (0.54 if image is not None else 0.94))
    rows = (
        (speech.text("shown-next"), 40, GREY),
        (speech.texts.title, 70, WHITE),
        (dose.words(exercise, speech), 44, WHITE),
        (speech.text("shown-begins", rest_s=scene.rest_s or 0.0), 60, GREEN),
    )
    y = round(height * 0.16)
    for line, size, colour in rows:
        sizes = tuple(round(size * share * unit) for share in (1.0, 0.8, 0.65))
        size_px, broken = drawing.fitting(line, sizes, width_px=room_px, lines=2)
        for row in broken:
            y += round(size_px * 0.7)
            drawing.text(canvas, row, (x, y), size_px, colour=colour, anchor="middle")
            y += round(size_px * 0.6)
        y += round(18 * unit)
    if image is not None:
        size_px2 = round(400 * unit), round(300 * unit)
        at = width - size_px2[0] - round(20 * unit), round(height * 0.17)
        paste(canvas, image, at, size_px2, unit)


def middle(canvas: Image8, scene: Scene, unit: float, speech: Speech) -> None:
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
    for i, line in enumerate(lines.signs(scene, speech)):
        at = width // 2, round(height * (0.36 + 0.11 * i))
        sizes = tuple(round(size * unit) for size in (52, 42, 34, 28))
        size_px, _ = drawing.fitting(line, sizes, width_px=round(width * 0.94), lines=1)
        drawing.text(canvas, line, at, size_px, anchor="middle")
    if scene.gesture is not None:
        _gesture(canvas, scene.gesture[1], lines.sign(scene.gesture[0], scene, speech), unit)


def _gesture(canvas: Image8, share: float, words: str, unit: float) -> None:
    """A ring that fills, with what it is about to ask for."""
    height, width = canvas.shape[:2]
    centre = width - round(150 * unit), round(height * 0.2)
    colour = GREEN if share >= 1 else AMBER
    drawing.disc(canvas, centre, round(98 * unit))
    drawing.ring(canvas, centre, round(90 * unit), round(16 * unit), share, colour=colour)
    sizes = round(28 * unit), round(24 * unit)
    size_px, rows = drawing.fitting(words, sizes, width_px=round(140 * unit), lines=3)
    for i, row in enumerate(rows):
        at = centre[0], round(centre[1] + (i - (len(rows) - 1) / 2) * size_px * 1.2)
        drawing.text(canvas, row, at, size_px, anchor="middle")


def _big(canvas: Image8, line: str, at: tuple[int, int], unit: float, colour: Colour) -> None:
    drawing.text(canvas, line, at, round(130 * unit), colour=colour, anchor="middle")


def _panel(
    canvas: Image8,
    name: str,
    rows: list[Row],
    unit: float,
    places: Places,
    spots: tuple[tuple[float, float], ...],
) -> None:
    """Draws rows of words on a dark panel, where there is room for it."""
    if not rows:
        return
    pad = round(14 * unit)
    lines_px = [round(size * 1.25 * unit) for _, size, _ in rows]
    width = max(_width(words, size, unit) for words, size, _ in rows) + 2 * pad
    left, top = places.put(name, (width, sum(lines_px) + 2 * pad), spots)
    drawing.shade(canvas, (left, top, left + width, top + sum(lines_px) + 2 * pad))
    y = top + pad
    for (words, size, colour), line_px in zip(rows, lines_px, strict=True):
        at = left + pad, y + line_px // 2
        drawing.text(canvas, words, at, round(size * unit), colour=colour)
        y += line_px


def _wrapped(words: str, size: int, colour: Colour, width_px: int, unit: float) -> list[Row]:
    rows = captions.wrapped(
        words, size_px=max(8, round(size * unit)), width_px=round(width_px * unit)
    )
    return [(row, size, colour) for row in rows]


def _width(text: str, size: int, unit: float) -> int:
    font = captions.font(max(8, round(size * unit)))
    return math.ceil(float(font.getlength(captions.drawable(text))))
