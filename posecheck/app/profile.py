"""`posecheck profile`: the profiles as a list, one of them in full, or deleted."""

from __future__ import annotations

import sys

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from posecheck.app import consoles
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.personal import limits
from posecheck.exercise.personal.notes import pairs
from posecheck.exercise.personal.profile import Calibration, ComfortableRange, Rest
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import UNIT_SUFFIX, Exercise
from posecheck.store import profiles
from posecheck.words.speech import Speech

SIDE_BIAS = {"°": 9.0, "trunk lengths": 0.1}
"""The model sees the two sides differently: over good clips of six exercises, done alike on both
sides, left less right is off by 4.5° (root mean square); twice that is no difference of a body."""

_SPEECH = Speech()


def show_all() -> ExitCode:
    """One line a person; a file that is wrong is told of, and the others still listed."""
    found = profiles.names()
    if not found:
        consoles.results().print(
            "No profiles yet. `posecheck calibrate ID SOURCE --profile NAME` makes one."
        )
        return ExitCode.OK
    table = _table("name", "exercises", "last calibrated")
    wrong = 0
    for name in found:
        try:
            profile = profiles.load(name)
        except PosecheckError as error:
            consoles.error(str(error))
            wrong += 1
            continue
        last = max((c.date for c in profile.exercises.values()), default="-")
        table.add_row(name, ", ".join(profile.exercises) or "none", last)
    consoles.results().print(table)
    return ExitCode.BAD_PROFILE if wrong else ExitCode.OK


def show(name: str, catalogue: Catalogue) -> ExitCode:
    """Everything that is kept about one person."""
    profile = profiles.load(name)
    console = consoles.results()
    console.print(Text(f"Profile {name}", style="bold"))
    console.print(f"{profiles.path_of(name)}\n", soft_wrap=True, markup=False)
    ids = catalogue.ids()
    for exercise_id, found in profile.exercises.items():
        exercise = catalogue.get(exercise_id) if exercise_id in ids else None
        console.print(calibration(exercise_id, found, exercise))
    console.print(Text(_SPEECH.text("notice"), style="dim"))
    return ExitCode.OK


def delete(name: str, *, sure: bool) -> ExitCode:
    """Deletes a profile after asking; a file that is wrong can be deleted, too."""
    path = profiles.path_of(name)
    if path.is_file() and not sure and not _agreed(name):
        consoles.note("Nothing was deleted.")
        return ExitCode.OK
    consoles.results().print(f"Deleted: {profiles.delete(name)}", soft_wrap=True, markup=False)
    return ExitCode.OK


def _agreed(name: str) -> bool:
    consoles.note(f"Delete the profile {name} for good? [y/N]")
    answer = sys.stdin.readline() if sys.stdin else ""
    if not answer:
        raise PosecheckError(
            "there is nobody to ask whether to delete the profile",
            remedy=f"Say `posecheck profile {name} --delete --yes`.",
            code=ExitCode.USAGE,
        )
    return answer.strip().lower() in ("y", "yes")


def calibration(exercise_id: str, found: Calibration, exercise: Exercise | None) -> RenderableType:
    """One exercise of a profile; `exercise` is None where the catalogue has it no more."""
    reps = _SPEECH.text("summary-reps", count=found.repetitions)
    seen = f"{found.date}, {reps}, {found.view} view"
    parts: list[RenderableType] = [Text.assemble((exercise_id, "bold"), f": {seen}")]
    if exercise is None:
        parts.append(_indented("This exercise is no longer in the catalogue."))
    parts += [_ranges(found), *map(_indented, _sides(found))]
    sides = " (left and right where they differ)" if any(c.side for c in found.ranges) else ""
    parts += [_indented(f"At rest{sides}: {_rest(found)}.")]
    return Group(*parts, Text())


def _ranges(found: Calibration) -> Table:
    sided = any(c.side for c in found.ranges)
    table = _table(
        "how far", *(["side"] if sided else []), "at rest", "comfortable", "spread", "too far"
    )
    for column in table.columns[2 if sided else 1 :]:
        column.justify = "right"
    for comfort in found.ranges:
        unit = unit_of(comfort.signal)
        table.add_row(
            _name(comfort),
            *([comfort.side or ""] if sided else []),
            _number(found.rest[comfort.shown].value, unit),
            _number(comfort.comfortable, unit),
            _SPEECH.number(comfort.spread, unit, more_digits=1),
            f"{'over' if comfort.farther == 'up' else 'under'} "
            + _number(limits.limit(comfort, found, unit), unit),
        )
    return table


def _name(comfort: ComfortableRange) -> str:
    """Which signal, in which leg where it is looked at in one, and its unit."""
    leg = "" if comfort.during == "rep" else f", {_SPEECH.name(comfort.during)}"
    return f"{_SPEECH.name(comfort.signal)}{leg} ({unit_of(comfort.signal)})"


def _sides(found: Calibration) -> list[str]:
    """How far the sides differ, in words, and whether that can be told from the model's error."""
    said = []
    for pair in pairs(found):
        unit = unit_of(pair.left.signal)
        name = _SPEECH.name(pair.left.signal.removeprefix("left_"))
        apart = _SPEECH.with_unit(_number(abs(pair.usual), unit), unit)
        if abs(pair.usual) <= SIDE_BIAS[unit]:
            said.append(f"{name}: left and right are {apart} apart, within what can be told.")
        else:
            farther = "left" if pair.usual > 0 else "right"
            said.append(f"{name}: {farther} goes {apart} farther than the other side.")
    return said


def _rest(found: Calibration) -> str:
    """Every signal's value at rest with its trembling; both sides' values in one place."""
    grouped: dict[str, list[Rest]] = {}
    for name, rest in found.rest.items():
        side, _, base = name.partition("_")
        both = {f"left_{base}", f"right_{base}"} <= set(found.rest)
        grouped.setdefault(base if side in ("left", "right") and both else name, []).append(rest)
    return ", ".join(_posture(name, rests) for name, rests in grouped.items())


def _posture(name: str, rests: list[Rest]) -> str:
    unit = unit_of(name)
    values = " and ".join(dict.fromkeys(_number(rest.value, unit) for rest in rests))
    noise = _SPEECH.number(max(rest.noise for rest in rests), unit, more_digits=1)
    return f"{_SPEECH.name(name)} {values} ± {noise}{unit if unit == '°' else ''}"


def unit_of(signal: str) -> str:
    """The unit in which a signal's name ends."""
    return next((unit for unit, end in UNIT_SUFFIX.items() if signal.endswith(end)), "")


def _number(value: float, unit: str) -> str:
    return _SPEECH.number(value, unit)


def _indented(text: str) -> Padding:
    return Padding(Text(text), (0, 0, 0, 2))


def _table(*headings: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for heading in headings:
        table.add_column(heading)
    return table
