"""Which files a command writes, and their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import Final

from posecheck.app import recordings
from posecheck.files import recognised, targets
from posecheck.files.names import fitting

DEFAULT_FOLDER = Path("posecheck-out")
"""The folder for outputs, where no other one is given."""

REPORT: Final = ".report.json"
VIDEO: Final = ".annotated.mp4"
TRACE: Final = ".trace.csv"

ROOM_BYTES: Final = len(VIDEO) + len("-9999")
"""What a name needs behind its stem: the longest ending, and a number."""


@dataclass(frozen=True, slots=True)
class Outputs:
    """The files of one recording; None for a file that is not wanted."""

    report: Path | None = None
    video: Path | None = None
    trace: Path | None = None

    def paths(self) -> tuple[Path, ...]:
        """The files that are wanted."""
        return tuple(path for path in (self.report, self.video, self.trace) if path)


@dataclass(frozen=True, slots=True)
class Wish:
    """What to write, and into which folder; None writes nothing."""

    folder: Path | None
    video: bool
    trace: bool


def wish(*, out: Path | None, json: bool, video: bool | None, trace: bool) -> Wish:
    """What the options mean together: `--json` alone writes no files.

    With a folder, a video or a trace, files are written also with `--json`.
    """
    if json and out is None and not video and not trace:
        return Wish(None, video=False, trace=False)
    wants_video = (not json or out is not None) if video is None else video
    return Wish(out or DEFAULT_FOLDER, video=wants_video, trace=trace)


def plan(wanted: Wish, sources: Iterable[Path]) -> list[Outputs]:
    """The files of each source, with names after it, and a number where that name is taken.

    No file has two uses, none is a source, and none is about another recording: a report that is
    there already says which one it is about. The same recording gets the same names again. Files
    that posecheck did not write are not avoided but refused: see `check`.
    """
    sources = list(sources)
    taken = {targets.alike(source) for source in sources}
    plans = []
    for source in sources:
        outputs = _free(wanted, source, sources, taken)
        taken.update(map(targets.alike, outputs.paths()))
        plans.append(outputs)
    return plans


def usual_name(source: Path) -> str:
    """What the report of a source is called, where no other recording has that name."""
    return f"{fitting(source.stem, room=ROOM_BYTES)}{REPORT}"


def check(files: Outputs) -> None:
    """Raises PosecheckError (WOULD_REPLACE, CANNOT_WRITE) where one of them cannot be written."""
    for path in files.paths():
        targets.place(path)


def _free(wanted: Wish, source: Path, sources: Sequence[Path], taken: set[str]) -> Outputs:
    stem = fitting(source.stem, room=ROOM_BYTES)
    for number in chain(_own_numbers(wanted, stem, source), count(1)):
        outputs = _named(wanted, _numbered(stem, number))
        if not (_is_used(outputs, sources, taken) or _is_of_another(outputs, source)):
            return outputs
    raise AssertionError("unreachable: numbers do not end")


def _numbered(stem: str, number: int) -> str:
    return stem if number == 1 else f"{stem}-{number}"


def _own_numbers(wanted: Wish, stem: str, source: Path) -> list[int]:
    """The numbers of the names whose reports are about this source, from earlier runs."""
    folder = wanted.folder
    if folder is None:
        return []
    ending = re.compile(rf"{re.escape(stem)}(-[1-9]\d*)?{re.escape(REPORT)}")
    names = (ending.fullmatch(path.name) for path in folder.glob(f"*{REPORT}"))
    numbers = sorted(int((name[1] or "-1")[1:]) for name in names if name)
    return [n for n in numbers if _is_about(folder / f"{_numbered(stem, n)}{REPORT}", source)]


def _is_used(outputs: Outputs, sources: Sequence[Path], taken: set[str]) -> bool:
    """Whether one of the files is a source, or an output of another source in this run."""
    return any(
        targets.alike(path) in taken or any(targets.is_same(path, each) for each in sources)
        for path in outputs.paths()
    )


def _is_of_another(outputs: Outputs, source: Path) -> bool:
    """Whether posecheck wrote one of the files for another recording, or nobody knows for which."""
    if outputs.report is not None and outputs.report.is_file():
        return recognised.wrote(outputs.report) and not _is_about(outputs.report, source)
    return any(path.is_file() and recognised.wrote(path) for path in outputs.paths())


def _is_about(report: Path, source: Path) -> bool:
    """Whether a report is about this source, as it is now."""
    old = recordings.in_report(report)
    return old is not None and recordings.same(old, recordings.names(source))


def _named(wanted: Wish, name: str) -> Outputs:
    if wanted.folder is None:
        return Outputs()
    return Outputs(
        report=wanted.folder / f"{name}{REPORT}",
        video=wanted.folder / f"{name}{VIDEO}" if wanted.video else None,
        trace=wanted.folder / f"{name}{TRACE}" if wanted.trace else None,
    )
