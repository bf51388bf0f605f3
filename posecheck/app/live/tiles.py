"""Draws exercises as tiles: pictures with their titles, in sections, with tabs above them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2

from posecheck.app.live import drawing
from posecheck.app.live.drawing import CYAN, GREY, TRACK, WHITE, Image8

Box = tuple[int, int, int, int]
"""Left, top, right, bottom, pixels."""

COLUMNS: Final = 4
GAP: Final = 16
TABS: Final = 64
"""Height of the row of tabs."""
FOOT: Final = 44
"""Height of the line with the keys."""
HEADING: Final = 46
TITLE: Final = 58
"""Height of a tile's title: two lines."""


@dataclass(frozen=True, slots=True, eq=False)
class Tile:
    """An exercise: its title, its picture (None while it is read), and its number."""

    title: str
    image: Image8 | None
    number: int


@dataclass(frozen=True, slots=True)
class Section:
    """A row of tiles and its heading; two rows of one heading show it once."""

    heading: str
    tiles: tuple[Tile, ...]


def draw(
    canvas: Image8,
    tabs: Sequence[tuple[str, bool]],
    sections: Sequence[Section],
    marked: int,
    unit: float,
    keys: str,
) -> list[tuple[Box, str]]:
    """Draws tabs (words, whether it is the one shown), tiles and keys. The marked tile is in sight.

    Answers what can be clicked: "tabN" for the Nth tab from 1 on, else the number of a tile.
    """
    height, width = canvas.shape[:2]
    gap = round(GAP * unit)
    tile_px = (width - gap * (COLUMNS + 1)) // COLUMNS
    row_px = tile_px * 3 // 4 + round(TITLE * unit) + gap
    tops = _tops(sections, row_px, round(HEADING * unit))
    begin, end = round(TABS * unit), height - round(FOOT * unit)
    at = next(i for i, section in enumerate(sections)
              if any(tile.number == marked for tile in section.tiles))  # fmt: skip
    scroll = max(0, min(tops[at] - round(HEADING * unit) - (end - begin - row_px) // 2,
                        tops[-1] + row_px - (end - begin)))  # fmt: skip
    boxes: list[tuple[Box, str]] = []
    for i, section in enumerate(sections):
        top = begin + tops[i] - scroll
        if i == 0 or sections[i - 1].heading != section.heading:
            words_at = gap, top - round(HEADING * unit) // 2
            drawing.text(canvas, section.heading, words_at, round(28 * unit), colour=GREY)
        for column, tile in enumerate(section.tiles):
            left = gap + column * (tile_px + gap)
            box = left, top, left + tile_px, top + row_px - gap
            _tile(canvas, tile, box, unit, marked=tile.number == marked)
            boxes.append((box, str(tile.number)))
    _foot(canvas, keys, end, unit)
    in_sight = [((left, max(top, begin), right, min(bottom, end)), what)
                for (left, top, right, bottom), what in boxes]  # fmt: skip
    return [*_tabs(canvas, tabs, begin, unit), *in_sight]


def _tops(sections: Sequence[Section], row_px: int, heading_px: int) -> list[int]:
    """Where the tiles of each row begin, from the top of all of them."""
    tops, y = [], 0
    for i, section in enumerate(sections):
        if i == 0 or sections[i - 1].heading != section.heading:
            y += heading_px
        tops.append(y)
        y += row_px
    return tops


def _tile(canvas: Image8, tile: Tile, box: Box, unit: float, *, marked: bool) -> None:
    left, top, right, _ = box
    high = (right - left) * 3 // 4
    region = canvas[max(0, top) : max(0, top + high), left:right]
    if region.size:
        region[:] = TRACK
        if tile.image is not None:
            shown = cv2.resize(tile.image, (right - left, high), interpolation=cv2.INTER_AREA)
            skip = max(0, -top)
            region[:] = shown[skip : skip + region.shape[0]]
    if marked:
        thick = max(3, round(6 * unit))
        cv2.rectangle(canvas, (left, top), (right - 1, top + high - 1), CYAN, thick)
    sizes = round(24 * unit), round(21 * unit)
    size_px, rows = drawing.fitting(tile.title, sizes, width_px=right - left, lines=2)
    for i, row in enumerate(rows[:2]):
        at = left, top + high + round((18 + 26 * i) * unit)
        drawing.text(canvas, row, at, size_px, colour=WHITE if marked else GREY)


def _tabs(
    canvas: Image8, tabs: Sequence[tuple[str, bool]], height_px: int, unit: float
) -> list[tuple[Box, str]]:
    canvas[:height_px] = drawing.DARK
    wide = canvas.shape[1] // len(tabs)
    boxes: list[tuple[Box, str]] = []
    for i, (words, shown) in enumerate(tabs):
        box = i * wide, 0, (i + 1) * wide, height_px
        at = i * wide + wide // 2, height_px // 2
        colour = WHITE if shown else GREY
        size_px, rows = drawing.fitting(
            words, (round(32 * unit), round(26 * unit)), width_px=wide, lines=1
        )
        drawing.text(canvas, rows[0], at, size_px, colour=colour, anchor="middle")
        if shown:
            y = height_px - round(6 * unit)
            cv2.line(canvas, (box[0] + 20, y), (box[2] - 20, y), CYAN, max(2, round(5 * unit)))
        boxes.append((box, f"tab{i + 1}"))
    return boxes


def _foot(canvas: Image8, keys: str, top_px: int, unit: float) -> None:
    canvas[top_px:] = drawing.DARK
    at = canvas.shape[1] // 2, (top_px + canvas.shape[0]) // 2
    drawing.text(canvas, keys, at, round(24 * unit), colour=GREY, anchor="middle")
