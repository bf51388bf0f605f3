"""`posecheck exercises`: lists the catalogue, and checks exercise files."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from rich import box
from rich.table import Table

from posecheck.app import consoles
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.spec.catalogue import Catalogue, load
from posecheck.exercise.spec.schema import Exercise
from posecheck.report.formats import dose
from posecheck.words.speech import Speech


def show_all(catalog: Path | None) -> ExitCode:
    """Prints a line for each exercise. A wrong file is an error; the others are still listed."""
    catalogue = Catalogue(catalog)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("id", no_wrap=True)  # Users type it, so it is shown whole.
    for heading in ("title", "position", "camera", "dose"):
        table.add_column(heading)
    wrong = 0
    for exercise_id in catalogue.ids():
        try:
            table.add_row(*_row(catalogue.get(exercise_id)))
        except PosecheckError as error:
            consoles.error(str(error))
            wrong += 1
    consoles.results().print(table)
    return ExitCode.BAD_EXERCISE if wrong else ExitCode.OK


def _row(exercise: Exercise) -> tuple[str, ...]:
    camera = " or ".join(_CAMERA[view] for view in exercise.view)
    return exercise.id, exercise.title, exercise.posture, camera, dose(exercise.dose, Speech())


_CAMERA = {"side": "at the side", "front": "in front", "end": "at head or feet"}


def check(files: Iterable[Path]) -> ExitCode:
    """Prints a line for each file: "fine", or what is wrong, where, and what is allowed there."""
    answer = ExitCode.OK
    for path in files:
        try:
            load(path)
            consoles.results().print(f"{path}: fine", soft_wrap=True, markup=False)
        except PosecheckError as error:
            consoles.error(str(error))
            answer = ExitCode.BAD_EXERCISE
    return answer


def schema() -> str:
    """What an exercise file may say, as JSON Schema for editors."""
    return json.dumps(Exercise.model_json_schema(), indent=1, ensure_ascii=False) + "\n"


def files_of(catalog: Path | None) -> list[Path]:
    """Every file of a catalogue."""
    catalogue = Catalogue(catalog)
    return [catalogue.folder / f"{exercise_id}.toml" for exercise_id in catalogue.ids()]
