"""Pose after pose into the engine, its answers to the sinks."""

from __future__ import annotations

import pytest

from posecheck.app import pipeline
from posecheck.capture.decoded import Decoded
from posecheck.records import Pose, Update

from .conftest import MadeEngine


def moments(count: int) -> list[pipeline.Moment]:
    return [(None, Pose.nobody(float(i), (64, 48))) for i in range(count)]


def test_each_sink_gets_each_moment_in_order() -> None:
    """With the pose and the update of that very moment."""
    got: list[tuple[str, float, float]] = []

    def sink(name: str) -> pipeline.Sink:
        def take(_picture: Decoded | None, pose: Pose, update: Update) -> None:
            got.append((name, pose.t_s, update.t_s))

        return take

    report = pipeline.run(moments(3), MadeEngine(None), [sink("a"), sink("b")])
    assert got == [(name, float(i), float(i)) for i in range(3) for name in "ab"]
    assert report.frames == 3
    assert not report.partial


def test_stopping_gives_a_partial_report_of_what_was_seen() -> None:
    """The moment at which it was asked to stop still counts; none after it is taken."""
    source = iter(moments(9))
    asked = iter([False, False, True])
    report = pipeline.run(source, MadeEngine(None), [], stopped=lambda: next(asked))
    assert report.partial
    assert report.frames == 3
    assert len(list(source)) == 6


def test_an_error_of_a_sink_is_not_swallowed() -> None:
    """A disk that is full ends the run."""

    def full(_picture: Decoded | None, _pose: Pose, _update: Update) -> None:
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        pipeline.run(moments(2), MadeEngine(None), [full])


def test_no_moments_still_give_a_report() -> None:
    """Which then says that nothing was judged."""
    assert pipeline.run([], MadeEngine(None), []).frames == 0
