"""The repetitions of a report as rows of a table, for spreadsheets and programs.

Part of the plain data in `records`: a missing value is None. Names of columns end in their unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from posecheck.errors import ExitCode, PosecheckError

if TYPE_CHECKING:
    import pandas as pd

    from posecheck.records import Phase, Range, Rep, Report

Value = str | int | float | bool | None
Row = dict[str, Value]

UNITS: Final = {"°": "deg", "trunk lengths": "trunk"}
"""Units as the end of a column's name."""


def rows(report: Report) -> list[Row]:
    """A row for each repetition, complete or half, with its phases and how far it went."""
    return [_row(report, rep) for rep in report.reps]


def dataframe(report: Report) -> pd.DataFrame:
    """The repetitions as a pandas DataFrame: a row for each, complete or half.

    The columns are those of `posecheck export -o FILE.csv`; what is missing is NaN or None. Raises
    PosecheckError (NO_EXTRA) without pandas.
    """
    try:
        import pandas as pd
    except ImportError as error:
        raise PosecheckError(
            "a dataframe needs pandas, which is not installed",
            remedy="pip install pandas",
            code=ExitCode.NO_EXTRA,
        ) from error
    return pd.DataFrame(rows(report))


def _row(report: Report, rep: Rep) -> Row:
    holds = [hold.duration_s for hold in report.holds if hold.rep == rep.number]
    return {
        "rep": rep.number,
        "side": rep.side,
        "start_s": rep.start_s,
        "end_s": rep.end_s,
        "duration_s": rep.end_s - rep.start_s,
        "complete": rep.complete,
        "verdict": rep.verdict.value,
        "hold_s": sum(holds) if holds else None,
        "faults": len(rep.findings),
        "fault_checks": ", ".join(dict.fromkeys(f.check for f in rep.findings)) or None,
        "close": len(rep.close),
        "not_judged": len(rep.not_judged),
        **_phases(rep.phases),
        **_ranges(rep.ranges),
    }


def _phases(phases: Sequence[Phase]) -> Row:
    """How long each phase took; one that a repetition has twice, both times together."""
    found: dict[str, float] = {}
    for phase in phases:
        name = f"phase_{phase.name.replace(' ', '_').replace('-', '_')}_s"
        found[name] = found.get(name, 0.0) + phase.duration_s
    return dict(found)


def _ranges(ranges: Sequence[Range]) -> Row:
    """The smallest and the largest value of each signal: `hip_low_deg` and `hip_high_deg`."""
    row: Row = {}
    for one in ranges:
        unit = UNITS.get(one.unit, "".join(c if c.isalnum() else "_" for c in one.unit))
        end = f"_{unit}" if unit else ""
        name = one.signal.removesuffix("_deg").removesuffix("_trunk")
        row[f"{name}_low{end}"] = one.low
        row[f"{name}_high{end}"] = one.high
    return row
