"""The summary of a batch: each table as CSV for a spreadsheet and as Parquet for programs."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from posecheck.app.batch.rows import Columns, Kind
from posecheck.files import text_files
from posecheck.files.whole import explaining, whole_file
from posecheck.rep_rows import Row, Value

if TYPE_CHECKING:
    import pyarrow as pa

TABLES: Final = ("clips", "repetitions")
"""The names of the tables' files, without their endings."""

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a text begins that a spreadsheet would take for a formula, and compute."""


_DIGITS: Final = 6
"""Digits behind the point in a CSV: far more than anything is measured to. Parquet has all."""


def paths(out: Path) -> list[Path]:
    """All files of a summary."""
    return [out / f"{table}.{ending}" for table in TABLES for ending in ("csv", "parquet")]


def write(out: Path, table: str, columns: Columns, rows: Sequence[Row]) -> None:
    """Writes one table, both files whole; PosecheckError (CANNOT_WRITE)."""
    write_csv(out / f"{table}.csv", columns, rows)
    write_parquet(out / f"{table}.parquet", columns, rows)


def write_csv(path: Path, columns: Columns, rows: Sequence[Row]) -> None:
    """Writes a table for spreadsheets, whole or not at all."""
    with text_files.text_file(path) as stream, explaining(path):
        lines = csv.writer(stream, lineterminator="\r\n")  # as RFC 4180 has it
        lines.writerow(columns)
        lines.writerows([_cell(row.get(name)) for name in columns] for row in rows)


def _cell(value: Value) -> str:
    """A value as a cell. A number has a point, and a text never begins like a formula.

    >>> [_cell(v) for v in (-1.5, "-1.5", "=A1", True, None, 0.1 + 0.2, 4.0, 4)]
    ['-1.5', "'-1.5", "'=A1", 'true', '', '0.3', '4.0', '4']
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    # repr() keeps the point of 4.0: so the whole column is read as one of numbers with a point.
    return repr(round(value, _DIGITS)) if isinstance(value, float) else str(value)


def write_parquet(path: Path, columns: Columns, rows: Sequence[Row]) -> None:
    """Writes a table for programs, whole or not at all. It needs pyarrow."""
    import pyarrow as pa
    import pyarrow.parquet

    schema = pa.schema([(name, _type(kind)) for name, kind in columns.items()])
    table = pa.Table.from_pylist(list(rows), schema=schema)
    with whole_file(path) as part, explaining(path):
        pyarrow.parquet.write_table(table, part)


def _type(kind: Kind) -> pa.DataType:
    import pyarrow as pa

    types = {"text": pa.string, "count": pa.int64, "number": pa.float64, "yes-no": pa.bool_}
    found: pa.DataType = types[kind]()
    return found
