"""`posecheck analyze`: recordings in, reports and annotated videos out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from posecheck import __version__
from posecheck.app import auto, consoles, interrupt, outputs, own_limits, pipeline, progress, sinks
from posecheck.app.exercise_words import Wording
from posecheck.app.outputs import Outputs
from posecheck.app.sources import OpenSource, Source
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.personal.profile import Profile
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.files import text_files
from posecheck.messages import Remark
from posecheck.provenance import Likeness
from posecheck.records import Pose, Report, Verdict
from posecheck.report import json, table
from posecheck.words.speech import Speech


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the command line asks for. `video` None leaves it to `outputs.wish`."""

    sources: tuple[Path, ...]
    out: Path | None = None
    video: bool | None = None
    json: bool = False
    trace: bool = False
    profile: Profile | None = None
    """The profile whose limits are used, too."""
    wording: Wording


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one recording: a report, an error, or a report that could not be written."""

    report: Report | None
    files: Outputs
    error: PosecheckError | None = None


@dataclass(frozen=True, slots=True)
class _Job:
    """What is the same for each recording of a run."""

    request: Request
    exercise: Exercise | None
    """None where it has to be recognised."""
    catalogue: Catalogue
    open_source: OpenSource
    stopped: Callable[[], bool]


def run(
    request: Request, exercise: Exercise | None, catalogue: Catalogue, open_source: OpenSource
) -> ExitCode:
    """Analyses each source, prints the reports, and answers the exit code.

    `exercise` None has it recognised. A source that cannot be read is an error; the other sources
    are analysed all the same. Ctrl-C ends the running source with a partial report; the sources
    after it are left out.
    """
    wish = outputs.wish(
        out=request.out, json=request.json, video=request.video, trace=request.trace
    )
    if wish.folder is not None:
        text_files.folder(wish.folder)
    plan = outputs.plan(wish, request.sources)
    with interrupt.deferred() as stopped:
        done = _all(_Job(request, exercise, catalogue, open_source, stopped), plan)
        interrupted = stopped()
    _print(done, request)
    if interrupted:
        _note_left_out(len(request.sources) - len(done), request.wording.general)
    return _exit_code(done, interrupted=interrupted)


def _all(job: _Job, plan: Sequence[Outputs]) -> list[Outcome]:
    done: list[Outcome] = []
    for path, files in zip(job.request.sources, plan, strict=True):
        if job.stopped():
            break
        outcome = _one(job, path, files)
        if outcome.error is not None:
            consoles.error(str(outcome.error))
        done.append(outcome)
    return done


def _one(job: _Job, path: Path, files: Outputs) -> Outcome:
    report = None
    wording = job.request.wording
    try:
        exercise, likely, known = _exercise_of(job, path)
        with ExitStack() as stack:
            source = stack.enter_context(job.open_source(path, known))
            files = _possible(job.request, files, source, path)
            count = stack.enter_context(progress.frames(path.name, source.frames_estimate))
            own = own_limits.of(job.request.profile, exercise, source.model, wording.general)
            speech = wording.of(exercise, own)
            receivers = sinks.open_all(stack, files, speech, count)
            memory = auto.Memory(source.moments)
            session = Session(exercise, own) if own else Session(exercise)
            judged = pipeline.run(memory, session, receivers, stopped=job.stopped)
            judged = replace(judged, recognised=likely, texts=speech.texts)
            report = _completed(judged, path, source, speech)
            report = own_limits.with_profile(report, job.request.profile, own)
        if not likely:
            report = _with_likeness(report, memory, job.catalogue)
        if files.report is not None:
            text_files.write_text(files.report, json.dump(report) + "\n")
    except PosecheckError as error:
        return Outcome(report, files, error)
    return Outcome(report, files)


def _exercise_of(job: _Job, path: Path) -> tuple[Exercise, tuple[Likeness, ...], Sequence[Pose]]:
    """The exercise that was given, or the one that the recording's beginning shows.

    Also what was recognised, and the poses that were found for it.
    """
    if job.exercise is not None:
        return job.exercise, (), ()
    speech = job.request.wording.general
    seen, poses = auto.look(
        path, job.open_source, job.catalogue, speech=speech, stopped=job.stopped
    )
    candidate = auto.chosen(seen, path, speech=speech, may_ask=not job.request.json)
    auto.note_recognised(seen, candidate, path, speech)
    return job.catalogue.get(candidate.exercise), seen.shown, poses


def _with_likeness(report: Report, memory: auto.Memory, catalogue: Catalogue) -> Report:
    remark = auto.looks_like(report, memory.poses, catalogue)
    return report if remark is None else replace(report, remarks=(*report.remarks, remark))


def _possible(request: Request, files: Outputs, source: Source, path: Path) -> Outputs:
    """The files that can be written: a recording of landmarks has no pictures for a video."""
    if source.pictures:
        return files
    if request.video:
        consoles.note(request.wording.general.text("only-landmarks", path=str(path)))
    return replace(files, video=None)


def _completed(report: Report, path: Path, source: Source, speech: Speech) -> Report:
    """The report with what the engine cannot know: file, damage, model and version."""
    damage = [
        Remark(
            kind="damaged",
            start_s=span.start_s,
            end_s=span.end_s,
            blocks=False,
        )
        for span in source.damaged
    ]
    return replace(
        report,
        title=speech.texts.title,
        source=_printable(path.name),
        remarks=tuple(sorted((*report.remarks, *damage), key=lambda remark: remark.start_s)),
        model=source.model,
        posecheck=__version__,
    )


def _printable(name: str) -> str:
    """A file's name as text: it may have bytes that are none, and JSON may not."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _note_left_out(left_out: int, speech: Speech) -> None:
    key = "interrupted-rest" if left_out else "interrupted"
    consoles.note(speech.text(key, count=left_out))


def _print(done: Sequence[Outcome], request: Request) -> None:
    reports = [outcome.report for outcome in done if outcome.report is not None]
    if request.json:
        _print_json(reports, single=len(request.sources) == 1)
    elif reports:
        consoles.results().print(table.render(reports))
    console = consoles.notes() if request.json else consoles.results()
    for outcome in done:
        for path in () if outcome.error else outcome.files.paths():
            text = request.wording.general.text("written", path=str(path))
            console.print(text, soft_wrap=True, markup=False)


def _print_json(reports: list[Report], *, single: bool) -> None:
    """Prints JSON without rich, which would break and colour its lines."""
    if not single:
        sys.stdout.write(json.dump_all(reports) + "\n")
    elif reports:
        sys.stdout.write(json.dump(reports[0]) + "\n")


def _exit_code(done: Sequence[Outcome], *, interrupted: bool) -> ExitCode:
    """Ctrl-C comes first, then the first error, then a report in which nothing was judged."""
    if interrupted:
        return ExitCode.INTERRUPTED
    errors = [outcome.error.code for outcome in done if outcome.error]
    if errors:
        return errors[0]
    empty = any(outcome.report and _says_nothing(outcome.report) for outcome in done)
    return ExitCode.NOTHING_TO_JUDGE if empty else ExitCode.OK


def _says_nothing(report: Report) -> bool:
    return report.verdict is Verdict.NOT_JUDGED and not report.reps and not report.holds
