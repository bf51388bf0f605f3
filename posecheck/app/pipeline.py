"""The whole program, in shape: pose after pose into the engine, its answers to the sinks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from posecheck.records import Frame, Pose, Report, Update

Moment = tuple[Frame | None, Pose]
"""A pose and its picture; None where only landmarks were recorded."""

Sink = Callable[[Frame | None, Pose, Update], None]


class Engine(Protocol):
    """What judges: `posecheck.exercise.session.Session`."""

    def step(self, pose: Pose) -> Update: ...

    def finish(self, *, partial: bool = False) -> Report: ...


def run(
    moments: Iterable[Moment],
    engine: Engine,
    sinks: Sequence[Sink],
    *,
    stopped: Callable[[], bool] = lambda: False,
) -> Report:
    """The report over all moments; over those so far, marked partial, once `stopped()`."""
    for frame, pose in moments:
        update = engine.step(pose)
        for sink in sinks:
            sink(frame, pose, update)
        if stopped():
            return engine.finish(partial=True)
    return engine.finish()
