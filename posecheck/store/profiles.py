"""People's profiles: one TOML file each, in the user's own data folder."""

from __future__ import annotations

import difflib
import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.personal.profile import Profile
from posecheck.exercise.spec.catalogue import explain
from posecheck.files import targets, text_files
from posecheck.files.folders import profile_folder
from posecheck.files.whole import explaining, whole_file

SUFFIX = ".toml"

HEAD = """\
# How far a person comfortably goes, as `posecheck calibrate` measured it (docs/profile.md), and
# what they answered for their plans (docs/plan.md).
# `posecheck profile {name} --delete` removes it; so does deleting this file.

"""

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


def path_of(name: str) -> Path:
    """The file of the profile of that name. Raises PosecheckError (USAGE) for what is no name."""
    if _NAME.fullmatch(name) is None:
        raise PosecheckError(
            f"{name!r} cannot be the name of a profile",
            remedy="Use up to 40 small letters, digits, - and _, such as anna or anna-2.",
            code=ExitCode.USAGE,
        )
    return profile_folder() / f"{name}{SUFFIX}"


def names() -> tuple[str, ...]:
    """The names of all profiles, in alphabetical order."""
    return tuple(
        sorted(p.stem for p in profile_folder().glob(f"*{SUFFIX}") if _NAME.fullmatch(p.stem))
    )


def load(name: str) -> Profile:
    """The profile of that name.

    Raises PosecheckError (BAD_PROFILE) where there is none, or where its file is wrong: the error
    says where in it, and what is allowed there.
    """
    path = path_of(name)
    if not path.is_file():
        raise PosecheckError(
            f"there is no profile {name!r}", remedy=_hint(name), code=ExitCode.BAD_PROFILE
        )
    return read(path)


def read(path: Path) -> Profile:
    """The profile in one file, checked; raises as `load`."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise _bad(path, f"cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise _bad(path, f"is not TOML: {error}") from error
    try:
        profile = Profile.model_validate(data)
    except ValidationError as error:
        raise _bad(path, "; ".join(explain(e) for e in error.errors())) from error
    if profile.name != path.stem:
        raise _bad(path, f"its name is {profile.name!r}, but its file name says {path.stem!r}")
    return profile


def load_or_new(name: str) -> Profile:
    """The profile of that name, or an empty one; raises as `load` for a file that is wrong."""
    path = path_of(name)
    return read(path) if path.is_file() else Profile(name=name)


def check(name: str) -> None:
    """Raises PosecheckError (CANNOT_WRITE, WOULD_REPLACE) where `save` could not write it."""
    path = path_of(name)
    text_files.folder(path.parent)
    targets.place(path)


def save(profile: Profile) -> Path:
    """Writes a profile, whole or not at all, and answers its file.

    Raises PosecheckError (CANNOT_WRITE, WOULD_REPLACE).
    """
    path = path_of(profile.name)
    text = text_of(profile)
    text_files.folder(path.parent)
    with whole_file(path) as part, explaining(path):
        part.write_text(text, encoding="utf-8")
    return path


def text_of(profile: Profile) -> str:
    """A profile as TOML."""
    import tomli_w

    data: dict[str, Any] = profile.model_dump(exclude_none=True)
    return HEAD.format(name=profile.name) + tomli_w.dumps(data)


def delete(name: str) -> Path:
    """Deletes the profile of that name, even where its file is wrong; raises as `load` for none."""
    path = path_of(name)
    if not path.is_file():
        raise PosecheckError(
            f"there is no profile {name!r}", remedy=_hint(name), code=ExitCode.BAD_PROFILE
        )
    with explaining(path):
        path.unlink()
    return path


def _hint(name: str) -> str:
    """What to do where there is no profile of that name."""
    known = names()
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    if near:
        return f"Did you mean {near[0]!r}?"
    if known:
        return "`posecheck profile` lists all profiles."
    return f"`posecheck calibrate ID SOURCE --profile {name}` makes one."


def _bad(path: Path, what: str) -> PosecheckError:
    return PosecheckError(
        what,
        where=str(path),
        remedy="Correct the file, or delete it and calibrate again.",
        code=ExitCode.BAD_PROFILE,
    )
