"""`posecheck profile`: lists the profiles, shows one in full, or deletes it."""

from __future__ import annotations

import sys
from contextlib import suppress

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from posecheck.app import consoles
from posecheck.app.exercise_words import Wording
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.personal import limits
from posecheck.exercise.personal.notes import pairs
from posecheck.exercise.personal.profile import Calibration, ComfortableRange, Rest
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import UNIT_SUFFIX, Exercise
from posecheck.history import database, writing
from posecheck.store import profiles
from posecheck.words.speech import Speech

SIDE_BIAS = {"°": 9.0, "trunk lengths": 0.1}
"""The largest difference between left and right that may be the model's error. In good clips of six
exercises, done alike on both sides, left minus right is off by 4.5° (root mean square); this is
twice that."""


def show_all(speech: Speech) -> ExitCode:
    """Prints a line for each profile. A wrong file is an error; the others are still listed."""
    found = profiles.names()
    if not found:
        consoles.results().print(speech.text("no-profiles"), soft_wrap=True, markup=False)
        return ExitCode.OK
    table = _table(
        speech.text("column-profile"),
        speech.text("column-exercises"),
        speech.text("column-last-calibrated"),
    )
    wrong = 0
    for name in found:
        try:
            profile = profiles.load(name)
        except PosecheckError as error:
            consoles.error(str(error))
            wrong += 1
            continue
        last = max((c.date for c in profile.exercises.values()), default="-")
        table.add_row(name, ", ".join(profile.exercises) or "-", last)
    consoles.results().print(table)
    return ExitCode.BAD_PROFILE if wrong else ExitCode.OK


def show(name: str, catalogue: Catalogue, wording: Wording) -> ExitCode:
    """Prints all that is kept about one person."""
    profile, general = profiles.load(name), wording.general
    console = consoles.results()
    console.print(Text(general.text("profile", name=name), style="bold"))
    console.print(f"{profiles.path_of(name)}\n", soft_wrap=True, markup=False)
    ids = catalogue.ids()
    for exercise_id, found in profile.exercises.items():
        exercise = catalogue.get(exercise_id) if exercise_id in ids else None
        speech = general if exercise is None else wording.of(exercise)
        console.print(calibration(exercise_id, found, exercise, speech))
    console.print(Text(general.text("notice"), style="dim"))
    return ExitCode.OK


def delete(name: str, speech: Speech, *, sure: bool) -> ExitCode:
    """Deletes a profile after asking. A wrong file can be deleted, too."""
    path = profiles.path_of(name)
    if path.is_file() and not sure and not _agreed(name, speech):
        consoles.note(speech.text("nothing-deleted"))
        return ExitCode.OK
    text = speech.text("deleted", path=str(profiles.delete(name)))
    consoles.results().print(text, soft_wrap=True, markup=False)
    _note_history(name, speech)
    return ExitCode.OK


def _note_history(name: str, speech: Speech) -> None:
    """Says that the history of somebody whose profile was deleted is still there."""
    with suppress(PosecheckError), database.read() as history:
        sessions = 0 if history is None else writing.count(history, name, writing.Choice())[0]
        if sessions:
            consoles.note(speech.text("history-remains", name=name, sessions=sessions))


def _agreed(name: str, speech: Speech) -> bool:
    consoles.note(speech.text("delete-profile", name=name))
    answer = sys.stdin.readline() if sys.stdin else ""
    if not answer:
        raise PosecheckError(
            "there is nobody to ask whether to delete the profile",
            remedy=f"Use `posecheck profile {name} --delete --yes`.",
            code=ExitCode.USAGE,
        )
    return answer.strip().lower() in ("y", "yes")


def calibration(
    exercise_id: str, found: Calibration, exercise: Exercise | None, speech: Speech
) -> RenderableType:
    """One exercise of a profile; `exercise` is None where the catalogue no longer has it."""
    reps = speech.text("summary-reps", count=found.repetitions)
    seen = speech.text("calibrated", date=found.date, reps=reps, view=found.view)
    parts: list[RenderableType] = [Text.assemble((exercise_id, "bold"), f": {seen}")]
    if exercise is None:
        parts.append(_indented(speech.text("exercise-gone")))
    parts += [_ranges(found, speech), *map(_indented, _sides(found, speech))]
    sided = "yes" if any(c.side for c in found.ranges) else "no"
    rest = speech.text("resting-values", sided=sided, values=_rest(found, speech))
    return Group(*parts, _indented(rest), Text())


def _ranges(found: Calibration, speech: Speech) -> Table:
    sided = any(c.side for c in found.ranges)
    table = _table(
        speech.text("column-how-far"),
        *([speech.text("column-side")] if sided else []),
        speech.text("column-at-rest"),
        speech.text("column-comfortable"),
        speech.text("column-spread"),
        speech.text("column-too-far"),
    )
    for column in table.columns[2 if sided else 1 :]:
        column.justify = "right"
    for comfort in found.ranges:
        unit = unit_of(comfort.signal)
        limit = speech.number(limits.limit(comfort, found, unit), unit)
        table.add_row(
            _name(comfort, speech),
            *([speech.side(comfort.side)] if sided else []),
            speech.number(found.rest[comfort.shown].value, unit),
            speech.number(comfort.comfortable, unit),
            speech.number(comfort.spread, unit, more_digits=1),
            speech.text("too-far", farther=comfort.farther, limit=limit),
        )
    return table


def _name(comfort: ComfortableRange, speech: Speech) -> str:
    """The signal, the phase where it is looked at in one only, and its unit."""
    phase = "" if comfort.during == "rep" else f", {speech.name(comfort.during)}"
    return f"{speech.name(comfort.signal)}{phase} ({speech.unit(unit_of(comfort.signal))})"


def _sides(found: Calibration, speech: Speech) -> list[str]:
    """A sentence for each pair of signals: how far left and right differ."""
    said = []
    for pair in pairs(found):
        unit = unit_of(pair.left.signal)
        apart = speech.with_unit(speech.number(abs(pair.usual), unit), unit)
        farther = "left" if pair.usual > 0 else "right"
        said.append(
            speech.text(
                "sides-apart",
                signal=pair.left.signal.removeprefix("left_"),
                apart=apart,
                farther="neither" if abs(pair.usual) <= SIDE_BIAS[unit] else farther,
            )
        )
    return said


def _rest(found: Calibration, speech: Speech) -> str:
    """The resting value of every signal with its noise; left and right together."""
    grouped: dict[str, list[Rest]] = {}
    for name, rest in found.rest.items():
        side, _, base = name.partition("_")
        both = {f"left_{base}", f"right_{base}"} <= set(found.rest)
        grouped.setdefault(base if side in ("left", "right") and both else name, []).append(rest)
    return ", ".join(_resting_value(name, rests, speech) for name, rests in grouped.items())


def _resting_value(name: str, rests: list[Rest], speech: Speech) -> str:
    unit = unit_of(name)
    values = list(dict.fromkeys(speech.number(rest.value, unit) for rest in rests))
    noise = speech.number(max(rest.noise for rest in rests), unit, more_digits=1)
    joined = speech.language.joined(values)
    return f"{speech.name(name)} {joined} ± {noise}{unit if unit == '°' else ''}"


def unit_of(signal: str) -> str:
    """The unit in which a signal's name ends."""
    return next((unit for unit, end in UNIT_SUFFIX.items() if signal.endswith(end)), "")


def _indented(text: str) -> Padding:
    return Padding(Text(text), (0, 0, 0, 2))


def _table(*headings: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for heading in headings:
        table.add_column(heading)
    return table
