"""The catalogue: a folder with one file for each exercise."""

from __future__ import annotations

import difflib
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.spec import meaning
from posecheck.exercise.spec.schema import Exercise
from posecheck.files import toml_files


def load(path: Path) -> Exercise:
    """Reads and checks one exercise file.

    Raises PosecheckError (BAD_EXERCISE), which names the file, the wrong key and what is allowed
    there.
    """
    try:
        data = toml_files.read(path)
    except FileNotFoundError as e:
        raise _bad(path, "no such file") from e
    except OSError as e:
        raise _bad(path, f"cannot be read: {e}") from e
    except toml_files.TomlError as e:
        raise _bad(path, str(e)) from e
    return checked(data, path)


def checked(data: dict[str, Any], path: Path) -> Exercise:
    """The exercise that a file's TOML says; `path` is that file. Raises as `load` does."""
    if wrong := meaning.yes_or_no(data):
        raise _bad(path, "; ".join(wrong))
    try:
        exercise = Exercise.model_validate(data)
    except ValidationError as e:
        raise _bad(path, "; ".join(explain(error) for error in e.errors())) from e
    except PosecheckError as e:
        raise _bad(path, e.what, e.remedy) from e
    if exercise.id != path.stem:
        raise _bad(path, f"its id is {exercise.id!r}, but its file name says {path.stem!r}")
    if wrong := meaning.problems(exercise):
        raise _bad(path, "; ".join(wrong))
    return exercise


def _bad(path: Path, what: str, remedy: str | None = None) -> PosecheckError:
    return PosecheckError(what, where=str(path), remedy=remedy, code=ExitCode.BAD_EXERCISE)


def explain(error: object) -> str:
    """One pydantic error as "key: what is wrong, what is allowed"."""
    assert isinstance(error, dict)
    key = ".".join(str(part) for part in error["loc"]) or "the file"
    if error["type"] == "extra_forbidden":
        return f"{key}: unknown key"
    if error["type"] == "union_tag_invalid":
        return f"{key}.use: {error['ctx']['tag']!r} is not one of {error['ctx']['expected_tags']}"
    message = str(error["msg"]).removeprefix("Value error, ")
    return f"{key}: {message[:1].lower()}{message[1:]}"


def folder() -> Path:
    """The folder of the exercises that come with posecheck, installed or in a checkout.

    Raises PosecheckError (BAD_EXERCISE) where neither is there.
    """
    installed = Path(str(resources.files("posecheck"))) / "exercises"
    checkout = Path(str(resources.files("posecheck"))).parent / "exercises"
    for path in (installed, checkout):
        if path.is_dir():
            return path
    raise PosecheckError(
        "the exercise files are missing from this installation",
        where=str(installed),
        remedy="Install posecheck again.",
        code=ExitCode.BAD_EXERCISE,
    )


class Catalogue:
    """All exercises of a folder. A file is read when its exercise is asked for, and read again
    where it was changed since: to read and check all 41 takes half a second.

    Raises PosecheckError (BAD_EXERCISE) for a folder that does not exist, or has no exercise file.
    """

    def __init__(self, folder_path: Path | None = None) -> None:
        self.folder = folder_path or folder()
        if not self.folder.is_dir():
            raise PosecheckError(
                "no such folder of exercise files",
                where=str(self.folder),
                code=ExitCode.BAD_EXERCISE,
            )
        if not self.ids():
            raise PosecheckError(
                "no exercise file (ID.toml) in this folder",
                where=str(self.folder),
                remedy="docs/adding-an-exercise.md says how to write one.",
                code=ExitCode.BAD_EXERCISE,
            )

    def ids(self) -> tuple[str, ...]:
        """Every exercise's id, in alphabetical order."""
        return tuple(sorted(path.stem for path in self.folder.glob("*.toml")))

    def get(self, exercise_id: str) -> Exercise:
        """One exercise. Raises PosecheckError (BAD_EXERCISE) as `load` does.

        For an unknown id the error names the most similar known one.
        """
        ids = self.ids()
        if exercise_id in ids:
            path = self.folder / f"{exercise_id}.toml"
            return _read(path, _state_of(path))
        near = difflib.get_close_matches(exercise_id, ids, n=1, cutoff=0.4)
        hint = f"Did you mean {near[0]!r}? " if near else ""
        raise PosecheckError(
            f"no exercise is called {exercise_id!r}",
            remedy=f"{hint}`posecheck exercises` lists them all.",
            code=ExitCode.BAD_EXERCISE,
        )


@lru_cache(maxsize=256)
def _read(path: Path, _state: tuple[int, int, int] | None) -> Exercise:
    return load(path)


def _state_of(path: Path) -> tuple[int, int, int] | None:
    """What changes with a file's content: its number, size and time; None where it is gone."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns
