"""`posecheck report`: reports or recordings in, pages for people out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from os.path import relpath
from pathlib import Path
from typing import Final, Literal
from urllib.parse import quote

from posecheck.app import auto, browser, consoles, interrupt, one_recording, outputs, progress
from posecheck.app.one_recording import Manner, Setting
from posecheck.app.outputs import REPORT, VIDEO
from posecheck.app.sources import OpenSource
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.files import recognised, text_files
from posecheck.files.names import fitting
from posecheck.records import Report
from posecheck.report import json
from posecheck.report.page import course, facts, pictures, render
from posecheck.report.page.course import Collector, Course
from posecheck.report.page.facts import Pictures, Shown

Format = Literal["html", "pdf"]

_ENDINGS: Final[tuple[Format, ...]] = ("html", "pdf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the command line asks for.

    out: a file for all, or a folder for a page each.
    format: None goes by the ending of `out`.
    """

    sources: tuple[Path, ...]
    out: Path
    format: Format | None = None
    pictures: bool = False
    video: bool = True


@dataclass(frozen=True, slots=True)
class Given:
    """One source, read or analysed. `video` is the film that goes with it; None for none.

    name: that of the report's file, without its ending.
    """

    name: str
    report: Report
    course: Course | None
    video: Path | None
    film: Path | None
    """Where pictures of faults come from: the annotated video, or else the recording."""


class Target:
    """Which file or files the pages go to."""

    def __init__(self, request: Request) -> None:
        ending = request.out.suffix.lower().removeprefix(".")
        self._is_file = ending in _ENDINGS and not request.out.is_dir()
        self.format: Format = request.format or ("pdf" if ending == "pdf" else "html")
        self.folder = request.out.parent if self._is_file else request.out
        self._out = request.out
        if self._is_file and request.format not in (None, ending):
            raise PosecheckError(
                f"--format {request.format} does not fit the name",
                where=str(request.out),
                remedy=f"Use a name that ends in .{request.format}, or leave --format out.",
                code=ExitCode.USAGE,
            )

    def pages(self, given: Sequence[Given]) -> Iterator[tuple[Path, list[Given]]]:
        """Each file, with what stands in it."""
        if self._is_file:
            yield self._out, list(given)
            return
        taken: set[str] = set()
        for each in given:
            stem = fitting(each.name, room=len("-9999.html"))
            number = next(i for i in range(1, len(given) + 1) if _numbered(stem, i) not in taken)
            taken.add(_numbered(stem, number))
            yield self.folder / f"{_numbered(stem, number)}.{self.format}", [each]


def _numbered(stem: str, number: int) -> str:
    return stem if number == 1 else f"{stem}-{number}"


def is_report(path: Path) -> bool:
    """Whether a source is meant as a report: everything else is a recording."""
    return path.suffix.lower() == ".json"


def manner() -> Manner:
    """It shows its progress, and asks nobody: with many clips nobody waits beside it."""
    return Manner(consoles.note, progress.frames, auto.clear)


def run(
    request: Request,
    setting: Setting,
    opener: Callable[[], OpenSource],
) -> ExitCode:
    """Writes the pages, says which files were written, and answers the exit code.

    A recording is analysed as `posecheck analyze` does: its report and its annotated video lie
    beside the page. A source that cannot be read is an error; the others are shown all the same.
    Raises PosecheckError before any work where the page cannot be written, or no browser prints it.
    """
    target = Target(request)
    printer = browser.find() if target.format == "pdf" else None
    text_files.folder(target.folder)
    work = _Work(request, setting, opener, target.folder)
    with interrupt.deferred() as stopped:
        work.all(stopped)
        interrupted = stopped()
    for path, group in target.pages(work.given):
        if group:
            html = _page(path, group, request, setting)
            if printer is None:
                text_files.write_text(path, html)
            else:
                browser.write_pdf(printer, html, path)
            work.written.append(path)
    for path in work.written:
        text = setting.wording.general.text("written", path=str(path))
        consoles.results().print(text, soft_wrap=True, markup=False)
    if interrupted:
        return ExitCode.INTERRUPTED
    return work.errors[0].code if work.errors else ExitCode.OK


class _Work:
    """Reads or analyses the sources, one after the other."""

    def __init__(
        self,
        request: Request,
        setting: Setting,
        opener: Callable[[], OpenSource],
        folder: Path,
    ) -> None:
        self._request, self._setting, self._opener = request, setting, opener
        self.given: list[Given] = []
        self.errors: list[PosecheckError] = []
        self.written: list[Path] = []
        clips = [path for path in request.sources if not is_report(path)]
        wish = outputs.Wish(folder, video=request.video, trace=False)
        self._plan = dict(zip(clips, outputs.plan(wish, clips), strict=True))
        for files in self._plan.values():
            outputs.check(files)

    @cached_property
    def _opened(self) -> Setting:
        return replace(self._setting, open_source=self._opener())

    def all(self, stopped: Callable[[], bool]) -> None:
        """Takes each source, until `stopped`."""
        for path in self._request.sources:
            if stopped():
                return
            try:
                given = _read(path) if is_report(path) else self._analysed(path, stopped)
            except PosecheckError as error:
                consoles.error(str(error))
                self.errors.append(error)
            else:
                self.given.append(given)

    def _analysed(self, path: Path, stopped: Callable[[], bool]) -> Given:
        collector = Collector()
        setting = replace(self._opened, stopped=stopped)
        outcome = one_recording.analyse(setting, path, self._plan[path], watch=collector.step)
        if outcome.error is not None:
            raise outcome.error
        assert outcome.report is not None
        self.written += outcome.files.paths()
        video = outcome.files.video
        film = video or (path if path.suffix.lower() != ".npz" else None)
        report = outcome.files.report
        name = path.stem if report is None else report.name.removesuffix(REPORT)
        return Given(name, outcome.report, collector.course(), video, film)


def _read(path: Path) -> Given:
    """A report, with the trace and the annotated video beside it."""
    report = load(path)
    trace = course.beside(path)
    name = path.name.removesuffix(REPORT) if path.name.endswith(REPORT) else path.stem
    beside = path.with_name(name + VIDEO)
    video = beside if beside.is_file() and recognised.wrote(beside) else None
    return Given(name, report, None if trace is None else course.read(trace), video, video)


def load(path: Path) -> Report:
    """The report in a file. Raises PosecheckError: NO_SOURCE, BAD_SOURCE."""
    try:
        text = path.read_bytes().decode("utf-8")
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise PosecheckError(
            "no such file",
            where=str(path),
            remedy="Check the name and the folder.",
            code=ExitCode.NO_SOURCE,
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise PosecheckError(
            f"cannot be read ({error})",
            where=str(path),
            remedy="Give a report of posecheck (NAME.report.json), or a recording.",
            code=ExitCode.BAD_SOURCE,
        ) from error
    return json.load(text, where=str(path))


def _page(path: Path, group: Sequence[Given], request: Request, setting: Setting) -> str:
    reports = [
        _shown(given, number, path, request, setting.catalogue)
        for number, given in enumerate(group, 1)
    ]
    return render.page(reports, setting.wording.general)


def _shown(given: Given, number: int, page: Path, request: Request, catalogue: Catalogue) -> Shown:
    return facts.shown(
        given.report,
        number=number,
        course=given.course,
        exercise=drawn_zones(given.report, catalogue),
        video=_address(given.video, page),
        pictures=_pictures(given) if request.pictures else None,
    )


def drawn_zones(report: Report, catalogue: Catalogue) -> Exercise | None:
    """The exercise whose zones a report was judged by; None where that is not sure.

    It is not sure where the catalogue has another version of it, and where a profile has moved
    limits.
    """
    try:
        exercise = catalogue.get(report.exercise)
    except PosecheckError:
        return None
    return exercise if report.profile is None and exercise.limits() == report.limits else None


def _address(video: Path | None, page: Path) -> str:
    """The video's address from the page; empty where it does not lie beside it, or below."""
    if video is None or not video.resolve().is_relative_to(page.parent.resolve()):
        return ""
    return quote(Path(relpath(video.resolve(), page.parent.resolve())).as_posix())


def _pictures(given: Given) -> Pictures | None:
    if given.film is None:
        consoles.note(
            f"{given.report.source}: no pictures, as there is no video beside its report."
        )
        return None
    return pictures.of_faults(given.film, given.report.findings)
