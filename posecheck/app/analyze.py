"""`posecheck analyze`: recordings in, reports and annotated videos out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from posecheck.app import auto, consoles, interrupt, one_recording, outputs, progress
from posecheck.app.exercise_words import Wording
from posecheck.app.history import kept
from posecheck.app.one_recording import Manner, Outcome, Setting
from posecheck.app.outputs import Outputs
from posecheck.app.sources import OpenSource
from posecheck.errors import ExitCode
from posecheck.exercise.judge import session_verdict
from posecheck.exercise.personal.profile import Profile
from posecheck.exercise.recognise import Candidate, Recognition
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.files import text_files
from posecheck.records import Report
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


def run(
    request: Request,
    exercise: Exercise | None,
    catalogue: Catalogue,
    opener: Callable[[], OpenSource],
) -> ExitCode:
    """Analyses each source, prints the reports, and answers the exit code.

    `exercise` None has it recognised. A source that cannot be read is an error; the other sources
    are analysed all the same. Ctrl-C ends the running source with a partial report; the sources
    after it are left out. Raises PosecheckError before any work where a file cannot or must not be
    written (CANNOT_WRITE, WOULD_REPLACE), and as `opener` does (NO_MODEL).
    """
    wish = outputs.wish(
        out=request.out, json=request.json, video=request.video, trace=request.trace
    )
    if wish.folder is not None:
        text_files.folder(wish.folder)
    plan = outputs.plan(wish, request.sources)
    for files in plan:
        outputs.check(files)
    open_source = opener()
    with interrupt.deferred() as stopped:
        setting = Setting(
            exercise=exercise,
            catalogue=catalogue,
            open_source=open_source,
            wording=request.wording,
            profile=request.profile,
            stopped=stopped,
            manner=_manner(request),
        )
        done = _all(setting, request, plan)
        interrupted = stopped()
    _print(done, request)
    _keep(done, request, catalogue)
    if interrupted:
        _note_left_out(len(request.sources) - len(done), request.wording.general)
    return _exit_code(done, interrupted=interrupted)


def _manner(request: Request) -> Manner:
    """As one talks at a terminal."""

    def choose(seen: Recognition, path: Path) -> Candidate:
        speech = request.wording.general
        return auto.chosen(seen, path, speech=speech, may_ask=not request.json)

    return Manner(consoles.note, progress.frames, choose)


def _all(setting: Setting, request: Request, plan: Sequence[Outputs]) -> list[Outcome]:
    done: list[Outcome] = []
    for path, files in zip(request.sources, plan, strict=True):
        if setting.stopped():
            break
        _note_other_name(path, files, request.wording.general)
        outcome = one_recording.analyse(setting, path, files)
        if request.video and files.video and not outcome.files.video:
            consoles.note(request.wording.general.text("only-landmarks", path=str(path)))
        if outcome.error is not None:
            consoles.error(str(outcome.error))
        done.append(outcome)
    return done


def _note_other_name(path: Path, files: Outputs, speech: Speech) -> None:
    """Says why the outputs have a number behind the name of their source."""
    usual = outputs.usual_name(path)
    if files.report is not None and files.report.name != usual:
        name = files.report.name
        consoles.note(speech.text("other-name", path=str(path), usual=usual, name=name))


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


def _keep(done: Sequence[Outcome], request: Request, catalogue: Catalogue) -> None:
    """Keeps what was done by somebody with a profile in their history."""
    if request.profile is None:
        return
    for outcome in done:
        if outcome.report is not None:
            exercise = catalogue.get(outcome.report.exercise)
            name, speech = request.profile.name, request.wording.general
            file = None if outcome.error else outcome.files.report
            kept.session(outcome.report, exercise, name, speech, file)


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
    reports = [outcome.report for outcome in done if outcome.report]
    judged = all(map(session_verdict.is_judged, reports))
    return ExitCode.OK if judged else ExitCode.NOTHING_TO_JUDGE
