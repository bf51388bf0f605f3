"""The end of a live session: its report completed, written, shown and printed."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from time import monotonic

from posecheck import __version__
from posecheck.app import consoles
from posecheck.app.live import pages
from posecheck.app.live.room import Room
from posecheck.app.live.video_recorder import VideoRecorder
from posecheck.app.outputs import Outputs
from posecheck.capture.camera import GIVE_UP_S
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.judge import session_verdict
from posecheck.files import text_files
from posecheck.provenance import Live, Model
from posecheck.records import Report
from posecheck.report import json, table
from posecheck.store.session_file import SessionFile
from posecheck.words.speech import Speech


def completed(report: Report, live: Live, *, source: str, model: Model, speech: Speech) -> Report:
    """The engine's report with what the engine cannot know: camera, model, texts, version, and the
    verdict of a session in which the dose was asked for."""
    return session_verdict.of_live_session(
        replace(
            report,
            title=speech.texts.title,
            texts=speech.texts,
            source=source,
            model=model,
            live=live,
            posecheck=__version__,
        )
    )


def written(report: Report, files: Outputs, session: SessionFile | None) -> PosecheckError | None:
    """Writes the report; only after that the session file may be deleted.

    Answers the error of a disk that refuses.
    """
    assert files.report is not None
    try:
        text_files.write_text(files.report, json.dump(report) + "\n")
    except PosecheckError as error:
        return error
    if session is not None:
        with suppress(PosecheckError):
            session.event("end", t_s=report.duration_s)
        session.finished = True
    return None


def show(room: Room, lines: tuple[str, ...], title: str, *, praise: str | None = None) -> None:
    """Shows the lines in the window, that of `praise` in green.

    Until a key is pressed, or for as long as was asked for.
    """
    until_s = monotonic() + room.request.stay_s
    while monotonic() < until_s and not room.stopped():
        size_px = room.window.size_px
        shown = pages.summary(lines, size_px, title=title, praise=praise)
        if room.window.show(shown) is not None:
            return


def printed(
    report: Report, files: Outputs, recorder: VideoRecorder | None, *, camera_lost: bool
) -> ExitCode:
    """Prints which files were written, and answers the exit code."""
    console, speech = consoles.results(), Speech(report.texts)
    text = speech.text("written", path=str(files.report))
    console.print(text, soft_wrap=True, markup=False)
    if recorder is not None and recorder.complete:
        text = speech.text("written", path=str(files.video))
        console.print(text, soft_wrap=True, markup=False)
        if recorder.left_out:
            consoles.note(speech.text("video-lacks", count=recorder.left_out))
    if camera_lost:
        consoles.note(speech.text("camera-gave-up", waited_s=GIVE_UP_S))
        return ExitCode.CAMERA_LOST
    return ExitCode.OK if session_verdict.is_judged(report) else ExitCode.NOTHING_TO_JUDGE


def print_report(report: Report) -> None:
    """Prints the report as a table."""
    consoles.results().print(table.render([report]))
