"""The sinks of an analysis: annotated video, trace, progress."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import repeat
from pathlib import Path

from posecheck.app import stages
from posecheck.app.outputs import Outputs
from posecheck.app.pipeline import Sink
from posecheck.app.sources import Source
from posecheck.records import Frame, Pose, Update
from posecheck.report import trace
from posecheck.words.speech import Speech


def pictures(stack: ExitStack, files: Outputs, source: Source) -> Iterator[Frame | None]:
    """The pictures of a source for its sinks; None again and again where no file needs them."""
    if files.video is None or source.pictures is None:
        return repeat(None)
    return stack.enter_context(source.pictures())


def open_all(
    stack: ExitStack,
    files: Outputs,
    speech: Speech,
    count: Callable[[], None],
    *,
    threaded: bool = False,
) -> list[Sink]:
    """The progress, and the sinks for `files`; their files are finished when `stack` closes.

    threaded: whether the video is drawn and encoded in a thread of its own.
    """
    found: list[Sink] = [lambda _frame, _pose, _update: count()]
    if files.video is not None:
        found.append(_annotated(stack, files.video, speech, threaded=threaded))
    if files.trace is not None:
        write = stack.enter_context(trace.writer(files.trace))
        found.append(lambda _frame, _pose, update: write(update))
    return found


def _annotated(stack: ExitStack, path: Path, speech: Speech, *, threaded: bool) -> Sink:
    from posecheck.capture.video_writer import VideoWriter
    from posecheck.report.overlay import Overlay

    video = stack.enter_context(VideoWriter(path))
    overlay = Overlay(speech)

    def write(moment: tuple[Frame, Pose, Update]) -> None:
        frame, pose, update = moment
        overlay.draw_into(frame.image, pose, update)
        video.write(frame)

    put = stack.enter_context(stages.behind(write)) if threaded else write

    def sink(frame: Frame | None, pose: Pose, update: Update) -> None:
        if frame is not None:
            put((frame, pose, update))

    return sink
