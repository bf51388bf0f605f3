"""Finds the exercise of a live session: by its id, or picked from a list."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich import box
from rich.table import Table

from posecheck.app import consoles
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.words.speech import Speech


def chosen(exercise_id: str | None, catalogue: Catalogue, speech: Speech) -> Exercise:
    """The exercise of that id; without an id, the one that the person picks.

    Raises PosecheckError (USAGE) where nobody can be asked.
    """
    if exercise_id is not None:
        return catalogue.get(exercise_id)
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise PosecheckError(
            "no exercise was named",
            remedy="Use `posecheck live ID`; `posecheck exercises` lists them all.",
            code=ExitCode.USAGE,
        )
    return _asked([catalogue.get(each) for each in catalogue.ids()], speech)


def _asked(exercises: Sequence[Exercise], speech: Speech) -> Exercise:
    """Asks until an answer means one exercise."""
    import typer

    shown = exercises
    while True:
        _list(shown)
        answer = typer.prompt(speech.text("pick-exercise"), err=True)
        picked = picked_by(answer, shown)
        if isinstance(picked, Exercise):
            return picked
        if not picked:
            consoles.note(speech.text("picked-nothing", answer=answer))
        shown = picked or exercises


def picked_by(answer: str, shown: Sequence[Exercise]) -> Exercise | list[Exercise]:
    """The exercise that an answer means: its number, its id, or a part of its name or id.

    Where it may be several or none, a list of those.
    """
    answer = answer.strip().lower()
    if answer.isdecimal() and 1 <= int(answer) <= len(shown):
        return shown[int(answer) - 1]
    found = [
        exercise
        for exercise in shown
        if answer == exercise.id or answer in exercise.title.lower() or answer in exercise.id
    ]
    exact = [exercise for exercise in found if answer == exercise.id]
    found = exact or found
    return found[0] if len(found) == 1 else found


def _list(exercises: Sequence[Exercise]) -> None:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_header=False)
    for number, exercise in enumerate(exercises, 1):
        table.add_row(str(number), exercise.title, exercise.posture.replace("-", " "))
    consoles.notes().print(table)
