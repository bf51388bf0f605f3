"""Which exercise: named, or picked from a list by its number or a part of its name."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich import box
from rich.table import Table

from posecheck.app import consoles
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise


def chosen(exercise_id: str | None, catalogue: Catalogue) -> Exercise:
    """The exercise of that id, or the one that is picked; raises PosecheckError (USAGE) where
    nobody can be asked."""
    if exercise_id is not None:
        return catalogue.get(exercise_id)
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise PosecheckError(
            "no exercise was named",
            remedy="Say `posecheck live ID`; `posecheck exercises` lists them all.",
            code=ExitCode.USAGE,
        )
    return _asked([catalogue.get(each) for each in catalogue.ids()])


def _asked(exercises: Sequence[Exercise]) -> Exercise:
    import typer

    shown = exercises
    while True:
        _list(shown)
        answer = typer.prompt("A number, or a part of the name", err=True)
        picked = picked_by(answer, shown)
        if isinstance(picked, Exercise):
            return picked
        if not picked:
            consoles.note(f"Nothing is called {answer!r}.")
        shown = picked or exercises


def picked_by(answer: str, shown: Sequence[Exercise]) -> Exercise | list[Exercise]:
    """The one exercise that an answer means, or those whose name or id has it in it."""
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
