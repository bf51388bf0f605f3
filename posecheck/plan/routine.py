"""Routines: exercises in the order in which they are done, one TOML file each.

What a file may say is checked here, once; after that it is trusted.
"""

from __future__ import annotations

import difflib
import json
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field, ValidationError

from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.spec import meaning
from posecheck.exercise.spec.catalogue import Catalogue, explain
from posecheck.exercise.spec.models import Strict, Text
from posecheck.exercise.spec.plan_words import Area
from posecheck.exercise.spec.tables import MOST_COUNT, Dose, Id
from posecheck.files.folders import routine_folder
from posecheck.plan.levels import amount, goal_of

SUFFIX: Final = ".toml"


class RoutineTexts(Strict):
    """A routine's texts in another language."""

    title: Text
    about: Text


class RoutineStep(Strict):
    """One exercise of a routine. `goal` takes the place of the exercise's own dose."""

    id: Id
    goal: Dose | None = None


class Routine(Strict):
    """One routine's file. `begin_with`: how many exercises there are on the first day."""

    id: Id
    title: Text
    about: Text
    """What it is for, in a sentence or two."""
    source: Text
    areas: Annotated[list[Area], Field(min_length=1)]
    begin_with: Annotated[int, Field(ge=1, le=MOST_COUNT)] | None = None
    because: str = ""
    """Why it begins with so many."""
    exercises: Annotated[list[RoutineStep], Field(min_length=1)]
    in_language: dict[Annotated[str, Field(pattern=r"^[a-z]{2,3}$")], RoutineTexts] = {}

    def title_in(self, code: str) -> str:
        """The title in a language, in English where there is none."""
        found = self.in_language.get(code)
        return found.title if found else self.title


def ready_folder() -> Path:
    """The folder of the routines that come with posecheck."""
    return Path(str(resources.files(__package__))) / "routines"


def ids() -> tuple[str, ...]:
    """The ids of all routines: those that come with posecheck, then the person's own."""
    found = [path.stem for path in sorted(ready_folder().glob(f"*{SUFFIX}"))]
    found += [path.stem for path in sorted(routine_folder().glob(f"*{SUFFIX}"))]
    return tuple(dict.fromkeys(found))


def get(name: str, catalogue: Catalogue) -> Routine:
    """The routine of that id, or in that file. Raises PosecheckError (BAD_ROUTINE)."""
    if name.endswith(SUFFIX) or "/" in name or "\\" in name:
        return load(Path(name), catalogue)
    for folder in (routine_folder(), ready_folder()):
        path = folder / f"{name}{SUFFIX}"
        if path.is_file():
            return load(path, catalogue)
    near = difflib.get_close_matches(name, ids(), n=1, cutoff=0.4)
    hint = f"Did you mean {near[0]!r}? " if near else ""
    raise PosecheckError(
        f"no routine is called {name!r}",
        remedy=f"{hint}There are: {', '.join(ids())}; or give a file (.toml).",
        code=ExitCode.BAD_ROUTINE,
    )


def load(path: Path, catalogue: Catalogue) -> Routine:
    """Reads and checks one file.

    Raises PosecheckError (BAD_ROUTINE), which names the file, the wrong key and what is allowed
    there.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise _bad(path, "no such file") from error
    except (OSError, UnicodeDecodeError) as error:
        raise _bad(path, f"cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise _bad(path, f"is not TOML: {error}") from error
    if wrong := meaning.yes_or_no(data):
        raise _bad(path, "; ".join(wrong))
    try:
        routine = Routine.model_validate(data)
    except ValidationError as error:
        raise _bad(path, "; ".join(explain(each) for each in error.errors())) from error
    if routine.id != path.stem:
        raise _bad(path, f"its id is {routine.id!r}, but its file name says {path.stem!r}")
    if wrong := tuple(problems(routine, catalogue)):
        raise _bad(path, "; ".join(wrong))
    return routine


def problems(routine: Routine, catalogue: Catalogue) -> Iterator[str]:
    """All that is wrong in the meaning of a routine, each as "place: what is wrong"."""
    known = catalogue.ids()
    named = [step.id for step in routine.exercises]
    for i, step in enumerate(routine.exercises):
        where = f"exercises.{i}"
        if step.id not in known:
            near = difflib.get_close_matches(step.id, known, n=1, cutoff=0.4)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            yield f"{where}.id: no exercise is called {step.id!r}{hint}"
        elif step.id in named[:i]:
            yield f"{where}.id: {step.id!r} is in this routine already"
        elif step.goal is not None:
            yield from _of_goal(step.goal, step.id, f"{where}.goal", catalogue)
    if routine.begin_with is not None and routine.begin_with > len(named):
        yield f"begin_with: {routine.begin_with} are more than its exercises ({len(named)})"
    if len(set(routine.areas)) < len(routine.areas):
        yield "areas: names one twice"


def _of_goal(goal: Dose, exercise_id: str, where: str, catalogue: Catalogue) -> Iterator[str]:
    exercise = catalogue.get(exercise_id)
    yield from meaning.of_dose(exercise, goal, where)
    if goal.sets is None and goal.reps is None and goal.hold_s is None:
        yield f"{where}: give sets, reps or hold_s"
    begin = exercise.plan.begin if exercise.plan else None
    if begin is not None and amount(begin) > amount(goal):
        yield f"{where}: is less than the exercise begins with"
    own = goal_of(exercise)
    if own.hold_s is not None and goal.hold_s is None and exercise.times_holds:
        yield f"{where}.hold_s: {exercise_id} is held: say for how long, such as {own.hold_s:g}"


def schema() -> str:
    """What a routine's file may say, as JSON Schema for editors."""
    return json.dumps(Routine.model_json_schema(), indent=1, ensure_ascii=False) + "\n"


def _bad(path: Path, what: str) -> PosecheckError:
    return PosecheckError(
        what,
        where=str(path),
        remedy="docs/plan.md says how to write a routine.",
        code=ExitCode.BAD_ROUTINE,
    )
