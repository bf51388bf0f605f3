"""The main loop: each pose goes to the engine, and the engine's update to the sinks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from posecheck.capture.decoded import Decoded
from posecheck.records import Pose, Report, Update

Moment = tuple[Decoded | None, Pose]
"""A pose and its picture; None where only landmarks were recorded."""

Sink = Callable[[Decoded | None, Pose, Update], None]
"""Takes each moment with its update: it writes a video, a trace or the progress."""


class Engine(Protocol):
    """The engine: `posecheck.exercise.session.Session`."""

    def step(self, pose: Pose) -> Update:
        """Takes the next pose; `t_s` must increase."""
        ...

    def finish(self, *, partial: bool = False) -> Report:
        """Closes what is running and returns the report."""
        ...


def run(
    moments: Iterable[Moment],
    engine: Engine,
    sinks: Sequence[Sink],
    *,
    stopped: Callable[[], bool] = lambda: False,
) -> Report:
    """The report of all moments; once `stopped()`, a partial one of those until then."""
    for picture, pose in moments:
        update = engine.step(pose)
        for sink in sinks:
            sink(picture, pose, update)
        if stopped():
            return engine.finish(partial=True)
    return engine.finish()
