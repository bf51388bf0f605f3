"""A list of clips: a CSV file with the columns path, exercise and, if wanted, profile."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from posecheck.errors import ExitCode, PosecheckError

COLUMNS: Final = ("path", "exercise", "profile")
"""The columns that a list may have; `path` has to be there."""


MOST_BYTES: Final = 1 << 25
"""32 MB: 300,000 clips with paths of 100 letters."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One clip of a list; None where the list does not say it.

    path: absolute. given: the same as the user named it: the list's folder and the line.
    """

    path: Path
    given: Path
    exercise: str | None = None
    profile: str | None = None


def read(path: Path, *, named: Path | None = None) -> list[Entry]:
    """The clips of a list, in its order. Paths in it are relative to its folder.

    `named` is how the user named the list, where that is not `path`.

    The columns are separated by commas or semicolons; a byte order mark is allowed. Raises
    PosecheckError (USAGE), with the line, for what is no such list.
    """
    lines = _text(path).splitlines(keepends=True)
    rows = csv.reader(lines, delimiter=_delimiter(lines[0] if lines else ""), strict=True)
    try:
        names = _names(path, next(rows, []))
        found = list(_entries(path, named or path, names, rows))
    except csv.Error as error:
        raise _wrong(path, f"cannot be read ({error})", line=rows.line_num) from error
    if not found:
        raise _wrong(path, "the list has no clips")
    return found


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise _wrong(path, f"too large for a list: allowed are {MOST_BYTES >> 20} MB")
        return data.decode("utf-8-sig")
    except OSError as error:
        raise _wrong(path, f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise PosecheckError(
            "not a list in UTF-8, nor a video or a recording of landmarks by its name",
            where=str(path),
            remedy="Save the list as CSV (UTF-8), or convert the clip to MP4.",
            code=ExitCode.USAGE,
        ) from error


def _delimiter(first: str) -> str:
    """A spreadsheet writes semicolons where the comma is the decimal sign."""
    return ";" if first.count(";") > first.count(",") else ","


def _names(path: Path, row: list[str]) -> list[str]:
    names = [name.strip().lower() for name in row]
    unknown = [name for name in names if name not in COLUMNS]
    if unknown or "path" not in names or len(set(names)) < len(names):
        what = f"unknown column {unknown[0]!r}" if unknown else "each column once, and a path"
        raise _wrong(path, f"{what} in the first line", line=1)
    return names


def _entries(
    path: Path, named: Path, names: list[str], rows: Iterator[list[str]]
) -> Iterator[Entry]:
    for row in rows:
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        line = rows.line_num  # type: ignore[attr-defined]  # a csv.reader
        if len(cells) > len(names):
            raise _wrong(path, f"{len(cells)} cells where there are {len(names)} columns", line)
        value = dict(zip(names, cells, strict=False))
        if not value.get("path"):
            raise _wrong(path, "no path", line)
        place = Path(os.path.normpath(path.parent / value["path"]))
        given = named.parent / value["path"]
        yield Entry(place, given, value.get("exercise") or None, value.get("profile") or None)


def _wrong(path: Path, what: str, line: int | None = None) -> PosecheckError:
    return PosecheckError(
        what,
        where=str(path) if line is None else f"{path}:{line}",
        remedy='A list is a CSV file in UTF-8. Its first line is "path,exercise" or '
        '"path,exercise,profile"; each line after it is one clip.',
        code=ExitCode.USAGE,
    )
