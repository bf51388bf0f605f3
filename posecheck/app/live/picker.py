"""Picks the exercise of a live session: by its id, or in the window, from pictures."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final, get_args

from posecheck.app import demonstration
from posecheck.app.live import pages, tiles
from posecheck.app.live.drawing import Image8
from posecheck.app.live.tiles import Tile
from posecheck.app.live.window import Window
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.plan_words import Area
from posecheck.exercise.spec.schema import Exercise
from posecheck.plan.choosing import POSTURES
from posecheck.words.speech import Speech

AREAS: Final[tuple[Area | None, ...]] = (None, *get_args(Area))
"""The tabs: all exercises, and those for each part of the body that may hurt."""

TURN_S: Final = 0.04
"""How often the window is drawn."""

Move = str
"""left, right, up, down, area, pick, leave; "1" to "4" are the tabs."""


@dataclass(slots=True)
class Choice:
    """Which exercises are shown, and which one is marked. It draws nothing.

    exercises: all, in any order; they are shown by posture.
    """

    exercises: Sequence[Exercise]
    columns: int = 4
    area: Area | None = None
    marked: int = 0
    picked: Exercise | None = None
    left: bool = False
    _shown: list[Exercise] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.show(None)

    def show(self, area: Area | None) -> None:
        """Shows the exercises for one area, or all; the marked one stays, where it is shown."""
        marked = self._shown[self.marked] if self._shown else None
        found = [e for e in self.exercises if area is None or (e.plan and area in e.plan.areas)]
        self._shown = sorted(found, key=lambda e: (POSTURES.index(e.posture), e.title))
        self.area = area
        self.marked = self._shown.index(marked) if marked in self._shown else 0

    @property
    def rows(self) -> list[tuple[str, list[int]]]:
        """Rows of numbers of exercises in `shown`, each with its posture."""
        rows: list[tuple[str, list[int]]] = []
        for posture, members in groupby(range(len(self._shown)), self._posture):
            numbers = list(members)
            starts = range(0, len(numbers), self.columns)
            rows += [(posture, numbers[i : i + self.columns]) for i in starts]
        return rows

    @property
    def shown(self) -> Sequence[Exercise]:
        """The exercises that are shown, in their order."""
        return self._shown

    def do(self, move: Move) -> None:
        """Does what a key asks for; a key that means nothing does nothing."""
        if move.isdecimal() and 1 <= int(move) <= len(AREAS):
            self.show(AREAS[int(move) - 1])
        elif move == "area":
            self.show(AREAS[(AREAS.index(self.area) + 1) % len(AREAS)])
        elif move == "pick":
            self.pick(self.marked)
        elif move == "leave":
            self.left = True
        elif move in ("left", "right"):
            step = 1 if move == "right" else -1
            self.marked = min(max(0, self.marked + step), len(self._shown) - 1)
        elif move in ("up", "down"):
            self._over_rows(1 if move == "down" else -1)

    def pick(self, number: int) -> None:
        """Picks an exercise by its number in `shown`."""
        self.marked, self.picked = number, self._shown[number]

    def _over_rows(self, step: int) -> None:
        rows = [numbers for _, numbers in self.rows]
        at = next(i for i, numbers in enumerate(rows) if self.marked in numbers)
        column = rows[at].index(self.marked)
        to = rows[min(max(0, at + step), len(rows) - 1)]
        self.marked = to[min(column, len(to) - 1)]

    def _posture(self, number: int) -> str:
        return self._shown[number].posture


def in_window(
    window: Window,
    catalogue: Catalogue,
    speech: Speech,
    title: Callable[[Exercise], str],
    stopped: Callable[[], bool],
) -> Exercise | None:
    """The exercise that the person picks with keys or the mouse; None where they leave."""
    choice = Choice([catalogue.get(each) for each in catalogue.ids()])
    stills: dict[str, Image8 | None] = {}
    began_s = time.monotonic()
    while choice.picked is None and not choice.left and not stopped():
        boxes = _draw(window, choice, stills, speech, title, time.monotonic() - began_s)
        for move in window.moves(TURN_S):
            choice.do(move)
        for x, y in window.clicks():
            _click(choice, boxes, x, y)
        _load_one(choice, stills)
    return choice.picked


def _load_one(choice: Choice, stills: dict[str, Image8 | None]) -> None:
    """Reads one more picture, the nearest to the marked one, so that the window never waits."""
    ids = [each.id for each in choice.shown]
    near = sorted(range(len(ids)), key=lambda number: abs(number - choice.marked))
    for number in near:
        if ids[number] not in stills:
            stills[ids[number]] = demonstration.still_of(ids[number])
            return


def _draw(
    window: Window,
    choice: Choice,
    stills: dict[str, Image8 | None],
    speech: Speech,
    title: Callable[[Exercise], str],
    t_s: float,
) -> list[tuple[tiles.Box, str]]:
    """Draws the choice; answers the boxes that can be clicked, each with its move or number."""
    marked = choice.shown[choice.marked].id
    film = demonstration.of(marked)
    sections = [
        tiles.Section(
            speech.text("posture", posture=posture),
            tuple(
                Tile(
                    title(choice.shown[number]),
                    film.at(t_s) if number == choice.marked and film else
                    stills.get(choice.shown[number].id),
                    number,
                )
                for number in numbers
            ),
        )
        for posture, numbers in choice.rows
    ]  # fmt: skip
    tabs = [
        (speech.text(f"area-{area}") if area else speech.text("area-all"), area == choice.area)
        for area in AREAS
    ]
    canvas, unit = pages.empty(window.size_px)
    boxes = tiles.draw(canvas, tabs, sections, choice.marked, unit, speech.text("pick-keys"))
    window.picture(canvas)
    return boxes


def _click(choice: Choice, boxes: list[tuple[tiles.Box, str]], x: int, y: int) -> None:
    for (left, top, right, bottom), what in boxes:
        if left <= x < right and top <= y < bottom:
            if what.startswith("tab"):
                choice.do(what.removeprefix("tab"))
            else:
                choice.pick(int(what))
            return
