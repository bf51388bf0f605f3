"""A picture late in a long session takes no more work than one early in it.

Work is counted, not timed: the calls that are made, and the values that are read from the history.
So the answer does not depend on the machine.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any

import pytest
import stick

from posecheck.exercise.follow.history import SignalHistory
from posecheck.exercise.session import Session
from posecheck.exercise.side import LOOK_OVER_S
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.checks import Window
from posecheck.records import Pose

FPS = 10
EARLY_MIN, LATE_MIN = 3, 10
"""From the third minute on all that is remembered for some time is there: the noise of 24 rests,
and the last two minutes of a hold."""

MORE_CALLS, MORE_VALUES = 1.02, 1.08
"""So many more are still flat: where pictures fall in a repetition changes the calls by 0.3 % and
the values by 4 %. One call in each picture for each repetition so far is 4 % in the tenth minute,
and a hold that is looked at as a whole has three times the values."""


@dataclass
class Work:
    """What was done: `calls` made, `values` read from the history."""

    calls: int = 0
    values: int = 0


def bridge() -> list[Pose]:
    """A bridge and a rest."""
    course, _ = stick.bridges([stick.Plan()])
    return stick.film(lambda t_s: stick.bridge(course.at(t_s)), stick.times(course.end_s + 1, FPS))


def plank() -> list[Pose]:
    """A plank that is held for as long as the session lasts, with hips that sag all the time."""
    return stick.film(lambda _: stick.plank(line_deg=-14), stick.times(6, FPS))


@contextmanager
def watched(patch: pytest.MonkeyPatch) -> Iterator[Work]:
    """Counts the work that is done meanwhile."""
    work, read = Work(), SignalHistory.window

    def count(_frame: FrameType, event: str, _arg: Any) -> None:
        work.calls += event in ("call", "c_call")

    def window(history: SignalHistory, *span: Any) -> Window:
        found = read(history, *span)
        work.values += found.values.size
        return found

    with patch.context() as patched:
        patched.setattr(SignalHistory, "window", window)
        sys.setprofile(count)
        try:
            yield work
        finally:
            sys.setprofile(None)


@pytest.mark.parametrize(("exercise", "film"), [("hip-bridge", bridge), ("plank", plank)])
def test_a_late_picture_takes_no_more_work_than_an_early_one(
    exercise: str,
    film: Callable[[], list[Pose]],
    catalogue: Catalogue,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The same poses again and again: one round in the third minute, one in the tenth."""
    session, poses = Session(catalogue.get(exercise)), film()
    lasts_s = len(poses) / FPS
    early, late = (int(minutes * 60 / lasts_s) for minutes in (EARLY_MIN, LATE_MIN))
    measured = []
    for i in range(late + 1):
        moved = stick.shifted(poses, i * lasts_s)
        if i in (early, late):
            with watched(monkeypatch) as work:
                for pose in moved:
                    session.step(pose)
            measured.append(work)
        else:
            for pose in moved:
                session.step(pose)
    first, last = measured
    assert first.values > len(poses), "nothing was read"
    assert last.calls <= MORE_CALLS * first.calls
    assert last.values <= MORE_VALUES * first.values


def test_a_fault_that_goes_on_for_minutes_is_said_once(perform: Callable) -> None:
    """Also when a running hold is longer than what is looked at of it."""
    poses = plank()
    longer = [
        pose
        for i in range(int(1.5 * LOOK_OVER_S * FPS / len(poses)))
        for pose in stick.shifted(poses, i * len(poses) / FPS)
    ]
    done = perform("plank", longer)
    said = [f.check for f in done.updated]
    assert said
    assert len(said) == len(set(said))
    assert done.updates[-1].wrong
