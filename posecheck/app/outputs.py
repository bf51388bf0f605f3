"""Which files a command writes, and their names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from pathlib import Path

DEFAULT_FOLDER = Path("posecheck-out")
"""The folder for outputs, where no other one is given."""


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
    """The files of each source, with names after it. No file has two uses, and none is a source."""
    sources = list(sources)
    taken = {source.resolve() for source in sources}
    plans = []
    for source in sources:
        outputs = _free(wanted, source.stem, taken)
        taken.update(path.resolve() for path in outputs.paths())
        plans.append(outputs)
    return plans


def _free(wanted: Wish, stem: str, taken: set[Path]) -> Outputs:
    for number in count(1):
        outputs = _named(wanted, stem if number == 1 else f"{stem}-{number}")
        if taken.isdisjoint(path.resolve() for path in outputs.paths()):
            return outputs
    raise AssertionError("unreachable: numbers do not end")


def _named(wanted: Wish, name: str) -> Outputs:
    if wanted.folder is None:
        return Outputs()
    return Outputs(
        report=wanted.folder / f"{name}.report.json",
        video=wanted.folder / f"{name}.annotated.mp4" if wanted.video else None,
        trace=wanted.folder / f"{name}.trace.csv" if wanted.trace else None,
    )
