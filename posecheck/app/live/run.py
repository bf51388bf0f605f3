"""`posecheck live ID`: a session of one exercise, from its preparation to its report."""

from __future__ import annotations

from collections.abc import Callable

from posecheck.app import consoles, interrupt
from posecheck.app.live import coached, ending, picker, remembered, room
from posecheck.app.live.room import Request
from posecheck.app.live.screen_probe import ScreenProbe
from posecheck.app.live.window import Window
from posecheck.app.sources import ModelChoice
from posecheck.capture.camera_devices import Where
from posecheck.errors import ExitCode
from posecheck.exercise.spec.schema import Exercise
from posecheck.records import Report
from posecheck.words.speech import Speech


def run(
    request: Request, exercise: Exercise | None, choice: ModelChoice, screen: ScreenProbe
) -> ExitCode:
    """Coaches one session and answers the exit code. Without an exercise, it is picked first.

    Raises PosecheckError as `coached.coached` does: after the report, where there is one.
    """
    screen.check_display()
    job = None if exercise is None else _job(request, exercise, choice)
    screen.check()
    window = Window("posecheck")
    try:
        with interrupt.deferred() as stopped:
            if job is None:
                exercise = _picked(window, request, stopped)
                if exercise is None:
                    return ExitCode.INTERRUPTED
                job = _job(request, exercise, choice)
            title = job.speech.texts.title
            with room.opened(
                window, request, choice, title=title, film_of=job.exercise.id, stopped=stopped
            ) as opened:
                if opened is None:
                    return ExitCode.INTERRUPTED
                outcome = _coached(opened, job)
    finally:
        window.close()
    return concluded(outcome)


def _job(request: Request, exercise: Exercise, choice: ModelChoice) -> coached.Job:
    where, model = Where.of(request.camera), room.known_model(choice)
    job = coached.prepared(request, exercise, where, model)
    introduce(job.speech)
    return job


def _picked(window: Window, request: Request, stopped: Callable[[], bool]) -> Exercise | None:
    """The exercise that the person picks in the window; None where they leave."""
    wording = request.wording
    return picker.in_window(
        window,
        request.catalogue,
        wording.general,
        lambda exercise: wording.translated(exercise).title,
        stopped,
    )


def _coached(opened: room.Room, job: coached.Job) -> coached.Outcome:
    def last(report: Report, whole: bool) -> None:
        request = opened.request
        found = remembered.of(report, job, request.person, request.catalogue)
        if whole:
            coached.said_at_the_end(opened, found.sentences)
            lines = (*found.sentences, job.speech.text("notice"))
            ending.show(opened, lines, report.title, praise=found.best)

    return coached.coached(opened, job, last=last)


def introduce_exercise(speech: Speech) -> None:
    """Prints where the camera goes, and the cautions."""
    texts = speech.texts
    for line in (f"{texts.title}. {texts.camera}", *texts.cautions):
        consoles.note(line)


def introduce(speech: Speech) -> None:
    """Prints where the camera goes, the cautions and the keys."""
    introduce_exercise(speech)
    consoles.note(f"{speech.text('not-medical')} {speech.text('keys')}")


def concluded(outcome: coached.Outcome) -> ExitCode:
    """Prints the report and where it is, and answers the exit code.

    Raises the error of a disk that refused the report, and one that ended the session.
    """
    report, job = outcome.report, outcome.job
    ending.print_report(report)
    if outcome.refused is not None:
        raise outcome.refused
    code = ending.printed(report, job.files, outcome.recorder, camera_lost=outcome.lost)
    if outcome.broken is not None:
        raise outcome.broken
    return code
