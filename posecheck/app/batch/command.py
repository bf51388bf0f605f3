"""The whole batch: looks what is done, has the rest done, writes the summary and prints it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from posecheck.app import consoles, inputs, interrupt, progress, sources
from posecheck.app.batch import (
    bar,
    clips,
    cluster,
    finished,
    handing,
    lock,
    rows,
    show,
    summary,
    work,
)
from posecheck.app.batch import plan as planning
from posecheck.app.batch.clips import Found
from posecheck.app.batch.finished import Problem
from posecheck.app.batch.plan import Job, Request
from posecheck.app.batch.rows import Names
from posecheck.app.batch.show import Line
from posecheck.app.history import kept
from posecheck.errors import ExitCode, PosecheckError
from posecheck.files import targets, text_files
from posecheck.files.folders import STATE
from posecheck.files.whole import part_stem
from posecheck.pose import model_file
from posecheck.records import Report
from posecheck.rep_rows import Row

if TYPE_CHECKING:
    from distributed import Client

Finished = dict[int, Problem | None]
"""The clips that are done, by their number, each with the error that it gave."""


def run(request: Request) -> ExitCode:
    """Analyses all clips that are not done yet, writes and prints the summary of those that are.

    A clip that cannot be analysed does not stop the others. Answers OK, the code of the first error
    in the order of the clips, or INTERRUPTED after Ctrl-C. Raises PosecheckError for whatever
    hinders all of them, before any work is done.
    """
    cluster.require()
    out = request.out.absolute()
    found = clips.find(request.what, exercise=request.exercise, profile=request.profile, out=out)
    with targets.rules(inputs=_inputs(request, found), force=request.force):
        return _run(request, found, out)


def _inputs(request: Request, found: Found) -> tuple[Path, ...]:
    """The clips, the lists, and what every clip is judged with."""
    sources = [*found.lists, *(clip.path for clip in found.clips)]
    return inputs.of_run(sources, model=request.model, catalogue=request.catalogue)


def _run(request: Request, found: Found, out: Path) -> ExitCode:
    """As `run`, once the clips are known."""
    speech = request.wording.general
    jobs = planning.jobs(request, found, out)
    model = _model(request, jobs)
    if found.left_out:
        consoles.note(speech.text("batch-left-out", count=found.left_out))
    with lock.alone(text_files.folder(out / STATE)), interrupt.deferred() as stopped:
        done = {} if request.again else _done_before(request, jobs, model, stopped)
        before = frozenset(done)
        trouble = _do_rest(request, jobs, done, stopped)
        interrupted = stopped()
        history = _History(request, before)
        lines = _summarise(jobs, done, out, history)
    show.result(lines, jobs=len(jobs), before=len(before), out=out, speech=speech)
    history.sessions.tell(speech)
    if trouble is not None:
        consoles.error(str(trouble))
    if interrupted:
        return ExitCode.INTERRUPTED
    return trouble.code if trouble is not None else _first_error(done)


def _first_error(done: Finished) -> ExitCode:
    codes = [problem.code for _, problem in sorted(done.items()) if problem is not None]
    return codes[0] if codes else ExitCode.OK


def _model(request: Request, jobs: Sequence[Job]) -> str | None:
    """SHA-256 of the model file, which is fetched now: workers would all fetch it at once."""
    if not any(job.clip.pictures for job in jobs):
        return None
    return model_file.sha256(sources.ensure_model(request.model))


def _done_before(
    request: Request, jobs: Sequence[Job], model: str | None, stopped: Callable[[], bool]
) -> Finished:
    """The clips that need not be done again. Their sources are read whole, several at a time."""

    def look(job: Job) -> finished.Record | None:
        task = job.task
        record = None if stopped() else finished.read(task.record)
        if record is None:
            return None
        wanted = work.wanted(
            request.catalogue,
            exercise=task.exercise,
            language=task.language,
            profile=task.profile,
            model=model if task.pictures else None,
            rotate_deg=task.rotate_deg,
        )
        return record if finished.still_holds(record, wanted, task.clip, task.files) else None

    found: Finished = {}
    bar_text = request.wording.general.text("batch-looking")
    with (
        progress.frames(bar_text, len(jobs)) as count,
        ThreadPoolExecutor(cluster.cores()) as readers,
    ):
        for number, record in enumerate(readers.map(look, jobs)):
            if record is not None:
                found[number] = record.problem
            count()
    return found


def _do_rest(
    request: Request, jobs: Sequence[Job], done: Finished, stopped: Callable[[], bool]
) -> PosecheckError | None:
    """Has the other clips done, and adds them to `done`.

    Answers what ended it early: the scheduler or its workers are gone.
    """
    left = {i: job for i, job in enumerate(jobs) if i not in done}
    if not left or stopped():
        return None
    speech = request.wording.general
    workers = min(request.workers or cluster.cores(), len(left))
    consoles.note(speech.text("batch-begin", count=len(jobs), before=len(done)))
    try:
        with (
            bar.shown(len(left), speech) as counter,
            cluster.connected(request.scheduler, workers) as client,
        ):
            for number, problem in _results(client, left, stopped):
                done[number] = problem
                counter.count(jobs[number].clip.shown, None if problem is None else problem.what)
    except PosecheckError as error:
        if len(done) == len(jobs) - len(left):
            raise
        return error
    finally:
        if request.scheduler is None:  # Those of a scheduler may still be writing.
            _clean([job for i, job in left.items() if done.get(i, _DIED) is not None])
    return None


_DIED = Problem("", "", ExitCode.WORKER_DIED)
"""Stands for a clip of which nothing came back."""


def _results(
    client: Client, left: Mapping[int, Job], stopped: Callable[[], bool]
) -> Iterator[tuple[int, Problem | None]]:
    """The clips as they are done. After Ctrl-C the workers break off what they are at."""
    stop = next(iter(left.values())).task.stop

    def asked() -> bool:
        if stopped() and not stop.exists():
            stop.touch()
        return stopped()

    try:
        tasks = {number: job.task for number, job in left.items()}
        for number, result in handing.results(client, tasks, asked):
            if not result.broken_off:
                yield number, result.problem
    finally:
        stop.unlink(missing_ok=True)


def _clean(jobs: Sequence[Job]) -> None:
    """Takes away what dead workers left half-written."""
    files = [path for job in jobs for path in (*job.task.files.paths(), job.task.record)]
    stems = {(path.parent, part_stem(path)) for path in files}
    for folder in {folder for folder, _ in stems}:
        for part in folder.glob(".*.part"):
            whole = re.fullmatch(r"(\..+)\.[0-9a-f]{8}\.part", part.name)
            if whole and (folder, whole[1]) in stems:
                part.unlink(missing_ok=True)


class _History:
    """Keeps the clips of people with a profile in their history.

    Those that were done before stay as they are: the person may have forgotten them meanwhile.
    """

    def __init__(self, request: Request, before: AbstractSet[int]) -> None:
        self.sessions = kept.Several()
        self._catalogue = request.catalogue
        self._before = before

    def keep(self, number: int, job: Job, report: Report) -> None:
        person = job.task.profile
        if person is not None and number not in self._before:
            exercise = self._catalogue.get(report.exercise)
            self.sessions.keep(report, exercise, person.name)


def _summarise(jobs: Sequence[Job], done: Finished, out: Path, history: _History) -> list[Line]:
    """Writes the tables of all clips that are done, and answers a line for each of them."""
    of_clips: list[Row] = []
    of_repetitions: list[Row] = []
    lines: list[Line] = []
    for number in sorted(done):
        job = jobs[number]
        report, row = _row(job, done, number, out)
        lines.append(show.line(job.clip, report, done[number]))
        of_clips.append(row)
        if report is not None:
            of_repetitions += rows.of_repetitions(job.clip, report)
            history.keep(number, job, report)
    summary.write(out, "clips", rows.CLIPS, of_clips)
    summary.write(out, "repetitions", rows.repetition_columns(of_repetitions), of_repetitions)
    return lines


def _row(job: Job, done: Finished, number: int, out: Path) -> tuple[Report | None, Row]:
    """The report of a clip, where it has one, and the clip's row."""
    problem, report = done[number], None
    record = finished.read(job.task.record) if _is_kept(problem) else None
    path = job.task.files.report
    assert path is not None
    if problem is None and record is not None:
        try:
            report = finished.report_of(record, path)
        except PosecheckError as error:
            problem = done[number] = Problem.of(error)
    files = [p.relative_to(out).as_posix() for p in (path, job.task.files.video) if p is not None]
    video = files[1] if record is not None and "video" in record.files else None
    return report, rows.of_clip(job.clip, report, problem, record, Names(files[0], video))


def _is_kept(problem: Problem | None) -> bool:
    """Whether a record says so: any other error is found anew by the next batch."""
    return problem is None or problem.code == ExitCode.NOTHING_TO_JUDGE
