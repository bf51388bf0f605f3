"""`posecheck export`: what was found, in the files of other tools."""

from __future__ import annotations

import json as plain_json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np

from posecheck import rep_rows
from posecheck.app import consoles, one_recording
from posecheck.app.batch import rows, summary
from posecheck.app.batch.rows import Columns
from posecheck.app.one_recording import Setting
from posecheck.app.outputs import Outputs
from posecheck.app.report_page import is_report, load
from posecheck.app.sources import OpenSource
from posecheck.errors import ExitCode, PosecheckError
from posecheck.files import text_files
from posecheck.records import Pose, Report
from posecheck.report import json, open_sim
from posecheck.report.page import course
from posecheck.report.page.course import Collector, Course

Format = Literal["csv", "parquet", "trc", "mot", "rrd"]

FORMATS: Final[Mapping[str, str]] = {
    "csv": "repetitions, for spreadsheets",
    "parquet": "repetitions, for programs",
    "trc": "landmarks, for OpenSim",
    "mot": "signals, for OpenSim",
    "rrd": "landmarks, signals and faults, for Rerun",
}

REPETITIONS: Final[Columns] = {
    "fault_checks" if name == "faults_text" else name: kind
    for name, kind in rows.REPETITIONS.items()
    if name not in ("path", "exercise")
}
"""The first columns of the repetitions, those of `batch` for one report. Checks have their ids, not
texts in some language. After them come the phases and signals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the command line asks for. `format` None goes by the ending of `out`."""

    source: Path
    out: Path
    format: Format | None = None


class Material:
    """What a source has: each part is read or worked out when it is first asked for."""

    def __init__(self, path: Path, setting: Setting, opener: Callable[[], OpenSource]) -> None:
        self._path, self._setting, self._opener = path, setting, opener

    @cached_property
    def report(self) -> Report:
        """The report in the file, or that of the recording."""
        if is_report(self._path):
            return load(self._path)
        return self._analysed[0]

    @cached_property
    def course(self) -> Course:
        """The signals over time. Raises PosecheckError (BAD_SOURCE) where there are none."""
        if not is_report(self._path):
            found = self._analysed[1]
        else:
            trace = course.beside(self._path)
            found = None if trace is None else course.read(trace)
        if found is None:
            raise PosecheckError(
                "this report has no course of its signals beside it",
                where=str(self._path),
                remedy="Give the recording itself, or analyse it with --trace.",
                code=ExitCode.BAD_SOURCE,
            )
        return found

    @cached_property
    def poses(self) -> list[Pose]:
        """The landmarks of a recording. Raises PosecheckError (BAD_SOURCE) for a report."""
        if is_report(self._path):
            raise PosecheckError(
                "a report has no landmarks",
                where=str(self._path),
                remedy="Give the recording itself.",
                code=ExitCode.BAD_SOURCE,
            )
        with self._opener()(self._path) as source:
            return list(source.poses)

    @cached_property
    def _analysed(self) -> tuple[Report, Course | None]:
        collector = Collector()
        setting = replace(self._setting, open_source=self._opener())
        outcome = one_recording.analyse(setting, self._path, Outputs(), watch=collector.step)
        if outcome.error is not None:
            raise outcome.error
        assert outcome.report is not None
        return outcome.report, collector.course()


def run(request: Request, setting: Setting, opener: Callable[[], OpenSource]) -> ExitCode:
    """Writes the file, and says so.

    Raises PosecheckError: USAGE for a format that is not known; NO_EXTRA for one whose library is
    missing; CANNOT_WRITE, WOULD_REPLACE; and what reading the source raises.
    """
    chosen = _format(request)
    text_files.folder(request.out.parent)
    material = Material(request.source, setting, opener)
    _WRITERS[chosen](request.out, material)
    text = setting.wording.general.text("written", path=str(request.out))
    consoles.results().print(text, soft_wrap=True, markup=False)
    return ExitCode.OK


def _format(request: Request) -> str:
    ending = request.out.suffix.lower().removeprefix(".")
    chosen = request.format or ending
    if chosen not in FORMATS:
        known = ", ".join(f"{name} ({what})" for name, what in FORMATS.items())
        raise PosecheckError(
            "this ending tells no format",
            where=str(request.out),
            remedy=f"Use one of: {known}.",
            code=ExitCode.USAGE,
        )
    if ending != chosen:
        raise PosecheckError(
            f"--format {chosen} does not fit the name",
            where=str(request.out),
            remedy=f"Use a name that ends in .{chosen}.",
            code=ExitCode.USAGE,
        )
    return chosen


def _table(material: Material) -> tuple[Columns, list[rep_rows.Row]]:
    found = rep_rows.rows(material.report)
    more, known = rows.repetition_columns(found), {*rows.REPETITIONS, *REPETITIONS}
    return REPETITIONS | {n: kind for n, kind in more.items() if n not in known}, found


def _csv(out: Path, material: Material) -> None:
    summary.write_csv(out, *_table(material))


def _parquet(out: Path, material: Material) -> None:
    if find_spec("pyarrow") is None:
        raise _missing("Parquet needs pyarrow", 'pip install "posecheck[batch]"')
    summary.write_parquet(out, *_table(material))


def _trc(out: Path, material: Material) -> None:
    poses = material.poses
    t_s = np.array([pose.t_s for pose in poses])
    world_m = np.array([pose.world_m for pose in poses]).reshape(len(poses), -1, 3)
    open_sim.write_trc(out, t_s, world_m, name=out.name)


def _mot(out: Path, material: Material) -> None:
    found = material.course
    open_sim.write_mot(out, found.t_s, found.signals, name=out.name)


def _rrd(out: Path, material: Material) -> None:
    if find_spec("rerun") is None:
        raise _missing("Rerun is not installed", 'pip install "posecheck[rerun]"')
    from posecheck.report import rerun_log

    rerun_log.write(out, material.poses, material.course, material.report)


_WRITERS: Final[Mapping[str, Callable[[Path, Material], None]]] = {
    "csv": _csv,
    "parquet": _parquet,
    "trc": _trc,
    "mot": _mot,
    "rrd": _rrd,
}


def _missing(what: str, remedy: str) -> PosecheckError:
    return PosecheckError(what, remedy=remedy, code=ExitCode.NO_EXTRA)


def schema() -> str:
    """What a report holds, as JSON Schema for programs that read it."""
    found: dict[str, Any] = json.schema()
    return plain_json.dumps(found, indent=1, ensure_ascii=False) + "\n"
