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
from posecheck.capture.decoded import Decoded
from posecheck.records import Pose, Update
from posecheck.report import trace
from posecheck.words.speech import Speech


def pictures(stack: ExitStack, files: Outputs, source: Source) -> Iterator[Decoded | None]:
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
    from posecheck.capture.planes import PlanesMaker
    from posecheck.capture.video_writer import VideoWriter
    from posecheck.report.canvas import PlanarCanvas
    from posecheck.report.overlay import Overlay

    video = stack.enter_context(VideoWriter(path))
    overlay, maker = Overlay(speech), PlanesMaker()

    def write(moment: tuple[Decoded, Pose, Update]) -> None:
        picture, pose, update = moment
        planes = maker.of(picture)
        overlay.draw_into(PlanarCanvas(planes), pose, update)
        video.write_planes(picture.t_s, planes)

    put = stack.enter_context(stages.behind(write)) if threaded else write

    def sink(picture: Decoded | None, pose: Pose, update: Update) -> None:
        if picture is not None:
            put((picture, pose, update))

    return sink
