"""The end of a live session: its report completed, written, shown and printed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from time import monotonic

from posecheck import __version__
from posecheck.app import consoles
from posecheck.app.live import picture
from posecheck.app.live.video_recorder import VideoRecorder
from posecheck.app.live.window import Window
from posecheck.app.outputs import Outputs
from posecheck.capture.camera import GIVE_UP_S
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.judge import session_verdict
from posecheck.files import text_files
from posecheck.provenance import Live, Model
from posecheck.records import Report
from posecheck.report import formats, json, table
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


def show(window: Window, report: Report, stay_s: float, stopped: Callable[[], bool]) -> None:
    """Shows the summary in the window for `stay_s`, or until a key is pressed."""
    until_s = monotonic() + stay_s
    lines = summary_lines(report)
    while monotonic() < until_s and not stopped():
        if window.show(picture.summary(lines, window.size_px, title=report.title)) is not None:
            return


def summary_lines(report: Report) -> tuple[str, ...]:
    """A finished session in a few lines."""
    speech, live = Speech(report.texts), report.live
    verdict = speech.text(f"verdict-{report.verdict.value}")
    lines = [speech.text("verdict-first", verdict=verdict, done=formats.summary(report, speech))]
    if live is not None and live.hurt_s is not None:
        lines.append(speech.text("hurt-leave-out"))
    lines += dict.fromkeys(map(speech.of_finding, report.findings))
    if live is not None and live.rate_hz is not None:
        clock = speech.clock(report.duration_s)
        lines.append(speech.text("shown-end", clock=clock, rate_hz=live.rate_hz))
    return (*lines, speech.text("notice"))


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
