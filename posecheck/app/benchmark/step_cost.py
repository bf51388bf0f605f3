"""What one picture costs the engine, at the beginning and at the end of a long session."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from posecheck.exercise.session import Session
from posecheck.exercise.spec.schema import Exercise
from posecheck.records import Pose

ROUNDS = 5
"""The best of so many rounds is taken at the beginning, and of as many at the end: what else runs
on the machine makes a round slower, never faster. Beside five other busy programs on two cores, the
figures of three runs differ by up to 8 %."""


@dataclass(frozen=True, slots=True)
class StepCost:
    """The engine's time on the processor for one exercise, seconds.

    first_s, last_s: for one picture, mean over a round, in the best of the first and of the last
        `ROUNDS` rounds.
    slowest_s: for the slowest picture of the last `ROUNDS` rounds, best of them: one in which a
        repetition is judged.
    finish_s: for the report of the whole session.
    pictures: how many pictures the session had.
    """

    exercise: str
    first_s: float
    last_s: float
    slowest_s: float
    finish_s: float
    pictures: int


@dataclass(frozen=True, slots=True)
class _Round:
    """One time through the poses, seconds: one picture on average, and the slowest one."""

    mean_s: float
    slowest_s: float


def step_cost(exercise: Exercise, poses: Sequence[Pose], minutes: float) -> StepCost:
    """Measures a session of so many minutes, in which a recording comes again and again.

    `poses` have increasing times. Time goes on from one round of them to the next. The session
    has whole rounds only, at least twice `ROUNDS`. It takes about as long as it measures: half an
    hour of bridges at 30 pictures a second takes 15 s. Raises ValueError for fewer than two poses.
    """
    session = Session(exercise)
    lasts_s = round_s(poses)
    count = max(2 * ROUNDS, round(60 * minutes / lasts_s))
    rounds = [_timed(session, again(poses, i * lasts_s)) for i in range(count)]
    began = time.process_time()
    session.finish()
    finish_s = time.process_time() - began
    return StepCost(
        exercise.id,
        min(one.mean_s for one in rounds[:ROUNDS]),
        min(one.mean_s for one in rounds[-ROUNDS:]),
        min(one.slowest_s for one in rounds[-ROUNDS:]),
        finish_s,
        count * len(poses),
    )


def round_s(poses: Sequence[Pose]) -> float:
    """How long the poses last, seconds, from the first to where the first may come again.

    Raises ValueError for fewer than two poses.
    """
    if len(poses) < 2:
        raise ValueError("two poses are needed to know how long they last")
    return (poses[-1].t_s - poses[0].t_s) * len(poses) / (len(poses) - 1)


def again(poses: Sequence[Pose], start_s: float) -> list[Pose]:
    """The same poses, the first of them at `start_s`."""
    return [replace(pose, t_s=start_s + pose.t_s - poses[0].t_s) for pose in poses]


def _timed(session: Session, poses: Sequence[Pose]) -> _Round:
    slowest_s = 0.0
    began = before = time.process_time()
    for pose in poses:
        session.step(pose)
        now = time.process_time()
        slowest_s, before = max(slowest_s, now - before), now
    return _Round((before - began) / len(poses), slowest_s)
