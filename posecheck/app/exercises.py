"""`posecheck exercises`: lists the catalogue, and checks exercise files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from rich.table import Table
from rich.text import Text

from posecheck.app import consoles
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.spec.catalogue import Catalogue, load
from posecheck.exercise.spec.plan_words import Area
from posecheck.exercise.spec.schema import Exercise
from posecheck.report.formats import dose
from posecheck.words.speech import Speech

WIDE: Final = 110
"""Columns from which on the titles fit, too; in fewer, the ids say the same."""

_POSTURES: Final = {
    "supine": "On the back",
    "prone": "Face down",
    "hands-and-knees": "On hands and knees",
    "kneeling": "Kneeling",
    "seated": "Seated",
    "standing": "Standing",
}
"""The groups, from the floor upwards."""

_CAMERAS: Final = {"side": "side", "front": "front", "end": "head or feet"}


def show_all(
    catalog: Path | None, *, search: str | None = None, area: Area | None = None
) -> ExitCode:
    """Prints a line for each exercise, grouped by posture.

    `search`: only those that have all its words in their texts. `area`: only those for it. A wrong
    file is an error; the others are still listed.
    """
    catalogue, found, wrong = Catalogue(catalog), list[Exercise](), 0
    for exercise_id in catalogue.ids():
        try:
            found.append(catalogue.get(exercise_id))
        except PosecheckError as error:
            consoles.error(str(error))
            wrong += 1
    shown = [one for one in found if _has(one, search) and (area is None or area in _areas(one))]
    console = consoles.results()
    for table in _tables(shown, titles=console.width >= WIDE):
        console.print(table)
        console.print()
    if not shown and not wrong:
        consoles.note(Speech().text("nothing-listed"))
    return ExitCode.BAD_EXERCISE if wrong else ExitCode.OK


def _has(exercise: Exercise, search: str | None) -> bool:
    """Whether all words of a search stand in what an exercise is called, is for, and asks to do."""
    texts = (exercise.id, exercise.title, exercise.posture, *_areas(exercise), *exercise.how)
    every = " ".join(texts).replace("-", " ").casefold()
    words = (search or "").replace("-", " ").casefold().split()
    return all(word in every for word in words)


def _areas(exercise: Exercise) -> tuple[Area, ...]:
    return () if exercise.plan is None else tuple(exercise.plan.areas)


def _tables(shown: Sequence[Exercise], *, titles: bool) -> Iterator[Table]:
    """A table for each posture; all of them have their columns at the same places."""
    rows = {one.id: _row(one, titles=titles) for one in shown}
    heads = ("id", *(("title",) if titles else ()), "for", "camera", "dose")
    widths = [max(map(len, column)) for column in zip(heads, *rows.values(), strict=True)]
    for posture, name in _POSTURES.items():
        group = [rows[one.id] for one in shown if one.posture == posture]
        if group:
            table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="")
            for head, width in zip(heads, widths, strict=True):
                # Users type the id, so it is shown whole; other words are never broken either.
                heading = Text(name, style="bold") if head == "id" else Text(head, style="dim")
                table.add_column(heading, no_wrap=head == "id", min_width=min(width, _MOST[head]))
            for row in group:
                table.add_row(*row)
            yield table


_MOST: Final = {"id": 26, "title": 30, "for": 16, "camera": 13, "dose": 16}
"""Together with the gaps between them, all but the titles fit into 80 columns."""


def _row(exercise: Exercise, *, titles: bool) -> tuple[str, ...]:
    areas = [area.replace("-", " ") for area in _areas(exercise)]
    camera = " or ".join(_CAMERAS[view] for view in exercise.view)
    return (
        exercise.id,
        *((exercise.title,) if titles else ()),
        _joined(areas),
        camera,
        dose(exercise.dose, Speech()),
    )


def _joined(areas: Sequence[str]) -> str:
    """Areas in one order; the lower and the upper back together are the whole back.

    >>> _joined(["neck", "upper back"]), _joined(["upper back", "lower back"])
    ('upper back, neck', 'whole back')
    """
    if {"lower back", "upper back"} <= set(areas):
        areas = ["whole back", *(area for area in areas if not area.endswith(" back"))]
    return ", ".join(sorted(areas, key=lambda area: area == "neck"))


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
