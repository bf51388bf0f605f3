"""Picking an exercise in the window, with keys and the mouse."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from typer.testing import Result

from posecheck.app.live import picker
from posecheck.app.live.picker import AREAS, Choice
from posecheck.app.live.window import MOVES
from posecheck.errors import ExitCode
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.words.speech import Speech

from .test_live_run import Stage, stage, written

__all__ = ["stage"]

Run = Callable[..., Result]
CATALOGUE = Catalogue()
ALL = [CATALOGUE.get(each) for each in CATALOGUE.ids()]


class Made:
    """A window whose moves and clicks are given, one list a picture."""

    size_px = (960, 720)

    def __init__(self, *moves: str, click: tuple[int, int] | None = None) -> None:
        self.turns = list(moves)
        self.click = click
        self.pictures: list[np.ndarray] = []

    def picture(self, picture: np.ndarray) -> None:
        self.pictures.append(picture)

    def moves(self, _wait_s: float) -> list[str]:
        if self.turns:
            return [self.turns.pop(0)]
        return [] if self.click else ["leave"]

    def clicks(self) -> list[tuple[int, int]]:
        return [] if self.turns or self.click is None else [self.click]


def picked(window: Made) -> str | None:
    found = picker.in_window(
        window, CATALOGUE, Speech(), lambda e: e.title, lambda: len(window.pictures) > 60  # type: ignore[arg-type]
    )  # fmt: skip
    return None if found is None else found.id


def test_every_exercise_is_shown_once_by_posture() -> None:
    """In rows of four."""
    choice = Choice(ALL)
    numbers = [number for _, row in choice.rows for number in row]
    assert numbers == list(range(len(ALL)))
    postures = [posture for posture, _ in choice.rows]
    assert len({*postures}) == len([p for p, q in zip(postures, [None, *postures], strict=False)
                                    if p != q])  # fmt: skip
    assert all(choice.shown[n].posture == posture for posture, row in choice.rows for n in row)


@pytest.mark.parametrize("area", AREAS[1:])
def test_a_tab_shows_what_is_for_one_area(area: str) -> None:
    """And all of that."""
    choice = Choice(ALL)
    choice.do(str(AREAS.index(area) + 1))  # type: ignore[arg-type]
    assert {e.id for e in choice.shown} == {
        e.id for e in ALL if e.plan is not None and area in e.plan.areas
    }
    for _ in range(len(AREAS)):
        choice.do("area")
    assert choice.area == area


def test_the_marked_one_stays_marked_where_it_is_shown() -> None:
    """Somebody who changes the tab does not lose their place."""
    choice = Choice(ALL)
    choice.marked = next(i for i, e in enumerate(choice.shown) if e.id == "hip-bridge")
    choice.do("2")
    assert choice.shown[choice.marked].id == "hip-bridge"
    choice.do("4")
    assert choice.marked == 0


def test_arrows_reach_every_exercise_and_stop_at_the_ends() -> None:
    """Down and up keep the column where the row has it."""
    choice = Choice(ALL)
    seen = {choice.marked}
    for _ in range(len(ALL) + 3):
        choice.do("right")
        seen.add(choice.marked)
    assert seen == set(range(len(ALL)))
    for _ in range(len(ALL)):
        choice.do("up")
    rows = choice.rows
    assert choice.marked in rows[0][1]
    choice.marked = rows[0][1][1]
    choice.do("down")
    assert choice.marked == rows[1][1][min(1, len(rows[1][1]) - 1)]


def test_enter_picks_the_marked_one_and_q_none() -> None:
    """The marked one plays."""
    window = Made("right", "right", "pick")
    assert picked(window) == Choice(ALL).shown[2].id
    assert window.pictures[0].shape == (720, 960, 3)
    assert picked(Made("down", "leave")) is None


def test_a_click_picks_what_is_there_and_on_a_tab_changes_the_tab() -> None:
    """The second tile of the first row; then the last tab, and nothing is picked."""
    assert picked(Made(click=(400, 200))) == Choice(ALL).shown[1].id
    window = Made(click=(900, 20))
    assert picked(window) is None
    assert not np.array_equal(window.pictures[0], window.pictures[2])


def test_all_moves_have_a_key() -> None:
    """Arrows have three codes each."""
    assert set(MOVES.values()) == {
        "left", "right", "up", "down", "pick", "leave", "area", "1", "2", "3", "4",
    }  # fmt: skip
    assert sum(move == "up" for move in MOVES.values()) == 3


def test_a_session_without_an_exercise_begins_with_the_picker(
    stage: Stage, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And goes on with what was picked."""
    bridge = CATALOGUE.get("hip-bridge")
    monkeypatch.setattr(picker, "in_window", lambda *_: bridge)
    assert run("live", "--quiet", "--stay", "0").exit_code in (
        ExitCode.OK, ExitCode.NOTHING_TO_JUDGE,
    )  # fmt: skip
    assert written().exercise == "hip-bridge"


def test_who_picks_nothing_gets_no_report(
    stage: Stage, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The camera is not even opened."""
    monkeypatch.setattr(picker, "in_window", lambda *_: None)
    assert run("live").exit_code == ExitCode.INTERRUPTED
    assert stage.judged == -1
    assert stage.closed
