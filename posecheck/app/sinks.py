"""The sinks of an analysis: annotated video, trace, progress."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from posecheck.app.outputs import Outputs
from posecheck.app.pipeline import Sink
from posecheck.capture.video_writer import VideoWriter
from posecheck.records import Frame, Pose, Update
from posecheck.report import trace
from posecheck.report.overlay import Overlay
from posecheck.words.speech import Speech


def open_all(
    stack: ExitStack, files: Outputs, speech: Speech, count: Callable[[], None]
) -> list[Sink]:
    """The progress, and the sinks for `files`; their files are finished when `stack` closes."""
    found: list[Sink] = [lambda _frame, _pose, _update: count()]
    if files.video is not None:
        found.append(_annotated(stack, files.video, speech))
    if files.trace is not None:
        write = stack.enter_context(trace.writer(files.trace))
        found.append(lambda _frame, _pose, update: write(update))
    return found


def _annotated(stack: ExitStack, path: Path, speech: Speech) -> Sink:
    video = stack.enter_context(VideoWriter(path))
    overlay = Overlay(speech)

    def write(frame: Frame | None, pose: Pose, update: Update) -> None:
        if frame is not None:
            video.write(Frame(frame.t_s, overlay(frame.image, pose, update)))

    return write
