"""Which clips are done: a small record beside the outputs says what each was made from.

A record is written after the files that it vouches for. One that is missing, broken, of another
version, or that does not fit its files is no error: the clip is done again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from posecheck.app import error_handler
from posecheck.app.batch import fingerprints
from posecheck.app.batch.fingerprints import MadeFrom
from posecheck.app.outputs import Outputs
from posecheck.errors import ExitCode, PosecheckError
from posecheck.files import text_files
from posecheck.records import Report
from posecheck.report import json

SCHEMA: Final = 1
"""Goes up when a record changes its meaning."""


@dataclass(frozen=True, slots=True)
class Problem:
    """An error as plain data, so that it can be sent and kept.

    what: what is wrong, without the clip's name. text: the same, and what to do about it.
    """

    what: str
    text: str
    code: ExitCode

    @classmethod
    def of(cls, error: PosecheckError, clip: Path | None = None) -> Problem:
        """An expected error about a clip. The clip's path is left out: it stands beside."""
        where = None if error.where == str(clip) else error.where
        what, text = (
            str(PosecheckError(error.what, where=where, remedy=remedy, code=error.code))
            for remedy in (None, error.remedy)
        )
        return cls(what, text, error.code)

    @classmethod
    def of_bug(cls, error: Exception) -> Problem:
        """An error that posecheck did not expect."""
        said = error_handler.unforeseen(error)
        return cls(said, said, ExitCode.BUG)


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a clip that is done.

    files: SHA-256 of each file that was written, by its kind: report, video, trace.
    problem: why there is no report, where doing it again would give the same.
    notes: what was said while it was analysed.
    """

    made_from: MadeFrom
    files: dict[str, str]
    problem: Problem | None = None
    notes: tuple[str, ...] = ()
    schema: int = SCHEMA


def kinds(files: Outputs) -> dict[str, Path]:
    """The files that are wanted, by their kind."""
    every = {"report": files.report, "video": files.video, "trace": files.trace}
    return {kind: path for kind, path in every.items() if path is not None}


def write(path: Path, record: Record) -> None:
    """Writes a record whole; PosecheckError (CANNOT_WRITE)."""
    text_files.folder(path.parent)
    text_files.write_text(path, _records().dump_json(record, indent=1).decode() + "\n")


def read(path: Path) -> Record | None:
    """The record in a file; None where there is none that can be read."""
    try:
        found = _records().validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
    return found if found.schema == SCHEMA else None


@cache
def _records() -> TypeAdapter[Record]:
    return TypeAdapter(Record)


def still_holds(record: Record, wanted: MadeFrom, source: Path, files: Outputs) -> bool:
    """Whether a clip need not be done again.

    `wanted` is what a report would be made from now; its `source` is not looked at: the source
    itself is read, and comes last because it is large. A recording of landmarks has no video.
    """
    if not _same(record.made_from, wanted):
        return False
    if record.problem is None and not _complete(record, files):
        return False
    try:
        return fingerprints.of_file(source) == record.made_from.source
    except OSError:
        return False


def _same(then: MadeFrom, now: MadeFrom) -> bool:
    """All but the source, and what the report did not depend on."""
    expected = replace(now, source=then.source)
    if then.catalogue is None:
        expected = replace(expected, catalogue=None)
    return then == expected


def _complete(record: Record, files: Outputs) -> bool:
    """Whether the files that are wanted are there as they were written."""
    return all(_unchanged(record, kind, path) for kind, path in kinds(files).items())


def _unchanged(record: Record, kind: str, path: Path) -> bool:
    try:
        return fingerprints.of_file(path) == record.files.get(kind)
    except OSError:
        return False


def report_of(record: Record, path: Path) -> Report:
    """The report of a clip that is done.

    Raises PosecheckError (BAD_SOURCE) where it is not the one that was written.
    """
    if not _unchanged(record, "report", path):
        raise PosecheckError(
            "the report was changed or deleted meanwhile",
            where=str(path),
            remedy="Begin the same batch again: it makes the report again.",
            code=ExitCode.BAD_SOURCE,
        )
    return json.read(path)
