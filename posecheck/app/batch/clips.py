"""Which clips a batch has: from a folder, a pattern or a list."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from posecheck.app.batch import listing
from posecheck.app.batch.listing import Entry
from posecheck.app.outputs import VIDEO
from posecheck.app.recordings import printable
from posecheck.errors import ExitCode, PosecheckError
from posecheck.files.folders import STATE
from posecheck.pose import landmark_recording

VIDEOS: Final = frozenset(
    {
        ".mp4", ".m4v", ".mov", ".avi", ".mkv", ".webm", ".mpg", ".mpeg", ".mts", ".m2ts", ".ts",
        ".3gp", ".wmv", ".flv", ".ogv",
    }
)  # fmt: skip
"""Endings of video files. What a folder has beside them, such as pictures and lists, is no clip."""


@dataclass(frozen=True, slots=True)
class Clip:
    """One recording of a batch, and what is to be done with it.

    path: absolute. relative: below the common folder, with "/"; it may have bytes that are no text.
    exercise: an id, or "auto". given: its path as the user named it; None where that is `path`.
    """

    path: Path
    relative: str
    exercise: str
    profile: str | None = None
    given: Path | None = field(default=None, compare=False)

    @property
    def shown(self) -> str:
        """Its path below the common folder, as text."""
        return printable(self.relative)

    @property
    def pictures(self) -> bool:
        """Whether it is a video, by its name; a recording of landmarks has no pictures."""
        return not landmark_recording.is_recording(self.path)


@dataclass(frozen=True, slots=True)
class Found:
    """All clips, in a stable order. `left_out` are annotated videos and outputs that are none."""

    clips: tuple[Clip, ...]
    left_out: int
    lists: tuple[Path, ...]
    """The lists that were read."""


@dataclass(frozen=True, slots=True)
class _Part:
    """What one argument gives: the folder that its files are below, and the files."""

    folder: Path
    entries: Sequence[Entry]
    left_out: int = 0
    list: Path | None = None


def find(what: Sequence[str], *, exercise: str, profile: str | None, out: Path) -> Found:
    """The clips of folders, patterns, lists (CSV) and single files.

    `exercise` and `profile` are for those that do not say their own; `out` is the folder for
    outputs, in which no clip is looked for. Raises PosecheckError: NO_SOURCE where there is none,
    USAGE for a wrong list.
    """
    parts = [_part(one, out.resolve()) for one in what]
    folder = _common([part.folder for part in parts])
    clips = [
        Clip(
            entry.path,
            entry.path.relative_to(folder).as_posix(),
            entry.exercise or exercise,
            entry.profile or profile,
            entry.given,
        )
        for part in parts
        for entry in part.entries
    ]
    left_out = sum(part.left_out for part in parts)
    lists = tuple(part.list for part in parts if part.list)
    return Found(tuple(dict.fromkeys(clips)), left_out, lists)


def _part(what: str, out: Path) -> _Part:
    path = Path(what)
    if path.is_dir():
        return _chosen(_below(path), path, out, what)
    if path.is_file():
        return _file(path)
    if glob.has_magic(what):
        # Path.glob refuses absolute patterns, and finds hidden files.
        found = (Path(p) for p in glob.iglob(what, recursive=True))  # noqa: PTH207
        return _chosen((p for p in found if p.is_file()), _literal_folder(path), out, what)
    raise PosecheckError(
        "no such folder, list or clip",
        where=what,
        remedy='Give a folder, a pattern in quotes such as "clips/**/*.mp4", or a list (.csv).',
        code=ExitCode.NO_SOURCE,
    )


def _file(named: Path) -> _Part:
    """One clip, or a list of clips."""
    path = Path(os.path.normpath(named.absolute()))
    if _is_clip(path):
        return _Part(path.parent, [Entry(path, named)])
    entries = listing.read(path, named=named)
    folders = [path.parent, *(entry.path.parent for entry in entries)]
    return _Part(_common(folders), entries, list=path)


def _below(folder: Path) -> Iterator[Path]:
    for place, _, names in os.walk(folder):
        yield from (Path(place, name) for name in names)


def _literal_folder(pattern: Path) -> Path:
    """The folder of a pattern in front of its first wildcard: it stays, whatever is found."""
    parts = pattern.absolute().parts[:-1]
    literal: list[str] = []
    for part in parts:
        if glob.has_magic(part):
            break
        literal.append(part)
    return Path(*literal)


def _chosen(paths: Iterable[Path], named: Path, out: Path, what: str) -> _Part:
    """The clips among files below the folder that the user `named`, sorted. Hidden ones are none:
    macOS puts one beside each file."""
    folder = named.absolute()
    entries = [Entry(path.absolute(), path) for path in paths if _is_clip(path)]
    seen = [one for one in entries if not _is_hidden(one.path.relative_to(folder))]
    outputs = _Outputs(folder, out)
    kept = sorted((one for one in seen if not outputs.has(one.path)), key=lambda e: e.path.parts)
    if not kept:
        raise _nothing(what, len(seen))
    return _Part(folder, kept, len(seen) - len(kept))


def _is_clip(path: Path) -> bool:
    return path.suffix.lower() in VIDEOS or landmark_recording.is_recording(path)


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


class _Outputs:
    """Tells files that posecheck wrote from clips: an output is never an input."""

    def __init__(self, folder: Path, out: Path) -> None:
        self._folder, self._out = folder, out
        self._known: dict[Path, bool] = {folder: False}

    def has(self, path: Path) -> bool:
        """Whether a file is an annotated video, or lies in outputs of this or another batch."""
        return path.name.lower().endswith(VIDEO) or self._in_outputs(path.parent)

    def _in_outputs(self, place: Path) -> bool:
        if place not in self._known:
            own = (place / STATE).is_dir() or place.resolve() == self._out
            self._known[place] = own or self._in_outputs(place.parent)
        return self._known[place]


def _nothing(what: str, left_out: int) -> PosecheckError:
    beside = f"; {left_out} that posecheck wrote itself are left out" if left_out else ""
    return PosecheckError(
        f"no video and no recording of landmarks (.npz) there{beside}",
        where=what,
        remedy=f"Check the name. Videos end in {', '.join(sorted(VIDEOS))}.",
        code=ExitCode.NO_SOURCE,
    )


def _common(folders: Sequence[Path]) -> Path:
    try:
        return Path(os.path.commonpath(folders))
    except ValueError as error:  # only on Windows
        raise PosecheckError(
            "the clips lie on different disks, so they have no common folder",
            remedy="Begin one batch for each disk.",
            code=ExitCode.USAGE,
        ) from error
