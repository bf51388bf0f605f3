"""The history as CSV (a line a session) or JSON (everything)."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any, Final

from posecheck.errors import ExitCode, PosecheckError
from posecheck.files.recognised import HISTORY_FORMAT
from posecheck.files.refusals import explaining
from posecheck.files.text_files import text_file, write_text
from posecheck.history.database import Connection
from posecheck.history.migrations import MIGRATIONS
from posecheck.history.reading import rows_of

COLUMNS: Final = (
    "day", "exercise", "kind", "verdict", "partial", "duration_s", "asked_sets", "asked_reps",
    "asked_hold_s", "done", "judged", "faulty", "hurt", "range", "unit", "pace_s", "hold_s",
    "cadence_per_min", "steady", "posecheck",
)  # fmt: skip
"""What a line of the CSV has, in this order. `files.recognised` knows its beginning."""


def export(connection: Connection, profile: str, path: Path, exercise: str | None = None) -> int:
    """Writes the history of a person, or of one exercise of theirs; answers how many sessions.

    Raises PosecheckError: USAGE for an ending that is neither .csv nor .json; as `write_text`.
    """
    rows = rows_of(connection, profile, exercise)
    ending = path.suffix.lower()
    if ending == ".csv":
        _write_csv(path, rows["session"])
    elif ending == ".json":
        data = {"format": HISTORY_FORMAT, "version": len(MIGRATIONS), "profile": profile, **rows}
        write_text(path, json.dumps(data, indent=1, ensure_ascii=False) + "\n")
    else:
        raise PosecheckError(
            f"the history cannot be written as {ending or 'a file without an ending'}",
            where=str(path),
            remedy="Use a name that ends in .csv or .json.",
            code=ExitCode.USAGE,
        )
    return len(rows["session"])


def _write_csv(path: Path, sessions: list[dict[str, Any]]) -> None:
    with text_file(path) as stream, explaining(path):
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([_value(session, column) for column in COLUMNS] for session in sessions)


def _value(session: dict[str, Any], column: str) -> Any:
    """A column's value: times in seconds, nothing where it is missing."""
    if column in session:
        return session[column]
    ms = session[f"{column.removesuffix('_s')}_ms"]
    return None if ms is None else ms / 1000
