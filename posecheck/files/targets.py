"""Decides what may be written where. Every output of every command asks here.

| what has the name already | what happens |
|---|---|
| nothing | the file appears, whole, at the end |
| a file that posecheck wrote | replaced, at the end |
| an input of the same run, under any of its names | refused, always |
| another file | refused; `--force` replaces it |
| a device such as /dev/null, a pipe | written to, and stays what it is |
| a link | followed: all of this holds for what it leads to, and the link stays |
| a folder, a socket, a disk | refused, always |
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from posecheck.files import recognised
from posecheck.files.folders import LOCK, STATE, model_folder
from posecheck.files.refusals import cannot_write, explaining, kept


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for a whole run: files that are never written, and whether foreign ones may be."""

    inputs: tuple[Path, ...] = ()
    force: bool = False


_NO_RULES: Final = Rules()
_RULES: Final[ContextVar[Rules]] = ContextVar("rules", default=_NO_RULES)
"""A thread that a run begins gets them by `contextvars.copy_context`."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an output goes.

    real: the path without links. stream: whether it is a device or a pipe, which is written to as
    it is; then `real` is the path as it was given.
    """

    real: Path
    stream: bool = False


@contextmanager
def rules(*, inputs: Iterable[Path] = (), force: bool = False) -> Iterator[None]:
    """Inside the block `inputs` are never written; with `force`, foreign files may be replaced.

    Blocks inside one another add up.
    """
    outer = _RULES.get()
    token = _RULES.set(Rules((*outer.inputs, *inputs), outer.force or force))
    try:
        yield
    finally:
        _RULES.reset(token)


def place(path: Path, *, edits: bool = False) -> Place:
    """Where the output of that name goes. Nothing is written.

    `edits` says that the caller has read the file and gives it back changed: it may be foreign.
    Raises PosecheckError: WOULD_REPLACE for what has to stay (see above), CANNOT_WRITE where the
    folder is missing, or not this user's to write into.
    """
    with explaining(path):
        found = _status(path)
        real = Path(os.path.realpath(path))
    if found is not None and (stat.S_ISCHR(found.st_mode) or stat.S_ISFIFO(found.st_mode)):
        return Place(path, stream=True)
    now = _RULES.get()
    if any(is_same(path, each) for each in now.inputs):
        raise kept(path, "it is an input of this run")
    if found is not None:
        _check_replaceable(path, real, found, force=now.force or edits)
    _check_folder(path, real.parent)
    return Place(real)


def is_same(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file: also by a link, a second name, or another case of letters
    on a disk that does not tell them apart."""
    try:
        return one.samefile(other)
    except OSError:
        # One of them does not exist (yet), so that only the names can be compared.
        return alike(one) == alike(other)


def alike(path: Path) -> str:
    """The full name, the same for names that some disks do not tell apart: capital letters, and how
    an accent is written."""
    return unicodedata.normalize("NFC", os.path.realpath(path)).casefold()


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


_NAMES: Final = {
    stat.S_IFDIR: "a folder has that name",
    stat.S_IFSOCK: "a socket has that name",
    stat.S_IFBLK: "a disk has that name",
}


def _check_replaceable(path: Path, real: Path, found: os.stat_result, *, force: bool) -> None:
    """Raises PosecheckError for what is there and has to stay."""
    if not stat.S_ISREG(found.st_mode):
        raise kept(path, _NAMES.get(stat.S_IFMT(found.st_mode), "it is no file"))
    if force or _is_own_folder(real.parent):
        return
    if not recognised.wrote(path):
        raise kept(path, "posecheck did not write this file", force_helps=True)
    if not found.st_mode & stat.S_IWUSR:
        raise kept(path, "the file is read-only", force_helps=True)


def _is_own_folder(folder: Path) -> bool:
    """Whether all files of a folder are posecheck's own: a batch's memory, downloaded models."""
    above = (folder, *folder.parents)
    return folder == Path(os.path.realpath(model_folder())) or any(
        each.name == STATE and (each / LOCK).is_file() for each in above
    )


def _check_folder(path: Path, folder: Path) -> None:
    """Raises PosecheckError where no file can be made in a folder."""
    with explaining(path):
        if not stat.S_ISDIR(folder.stat().st_mode):
            raise cannot_write(path, "Not a directory")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise cannot_write(path, "nothing may be written into its folder")
