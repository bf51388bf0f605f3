"""A case: landmarks over time, and the count that is right for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from posecheck.exercise.session import Session
from posecheck.exercise.spec import zones
from posecheck.exercise.spec.schema import Exercise
from posecheck.records import Pose, Report, Side
from sample_videos.render.animation.performance import Performance

Values = NDArray[np.float64]
Span = tuple[float, float]
"""Start and end, seconds."""

Source = Literal["exact", "rendered", "real"]
"""Exact landmarks of the renderer's skeleton; the model's landmarks of a rendered clip; the model's
landmarks of a real person."""


@dataclass(frozen=True, slots=True)
class Event:
    """What has to be counted: a repetition, or a hold where the exercise is one hold."""

    start_s: float
    end_s: float
    side: Side | None = None
    sure: bool = True
    """False where a part of it was cut away or hidden, so that both counts are right."""


@dataclass(frozen=True, slots=True)
class Expected:
    """The right count: from `low` to `high`, with the sides where they are known."""

    low: int
    high: int
    left: int | None = None
    right: int | None = None

    def error(self, report: Report, *, holds: bool) -> int:
        """How many were counted too much, or below 0 too little.

        Where the sum is right but the sides are not, it is how many are on the wrong side.
        """
        got = len(report.holds) if holds else report.count
        if not self.low <= got <= self.high:
            return got - (self.low if got < self.low else self.high)
        if self.left is None or self.right is None:
            return 0
        return abs(report.count_left - self.left)


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """Landmarks over time, and what has to be counted in them.

    image (T, 33, 5) and world_m (T, 33, 3) are as in `posecheck.records.Pose`: NaN where nobody was
    found. `expected` is given where only the number is known; otherwise it comes from `events`.
    """

    name: str
    exercise: Exercise
    source: Source
    t_s: Values
    """(T,)"""
    image: Values
    world_m: Values
    size_px: tuple[int, int]
    events: tuple[Event, ...] = ()
    stills: tuple[Span, ...] = ()
    """Where the person stands still between two movements; of no length where they turn at once."""
    expected: Expected | None = None
    stage: Performance | None = None
    """The renderer's skeleton, as long as the landmarks are those of its own performance."""
    named: bool = True
    """False for recordings that limits may not be fitted to: they are counted in sums only."""

    def poses(self) -> Iterator[Pose]:
        """The poses for a session."""
        for t_s, image, world_m in zip(self.t_s, self.image, self.world_m, strict=True):
            yield Pose(float(t_s), image, world_m, self.size_px)

    @property
    def right(self) -> Expected:
        """The count that is right."""
        if self.expected is not None:
            return self.expected
        sure = [event for event in self.events if event.sure]
        sided = self.exercise.sides == "apart" and len(sure) == len(self.events)
        left, right = (sum(e.side == side for e in sure) for side in ("left", "right"))
        if sided and left + right == len(sure):
            return Expected(len(sure), len(self.events), left, right)
        return Expected(len(sure), len(self.events))

    @property
    def is_walk(self) -> bool:
        """Whether its repetitions are steps."""
        return self.exercise.rep is not None and self.exercise.rep.cadence is not None

    def changed(self, image: Values, world_m: Values | None = None) -> Case:
        """The same case with other landmarks at the same times."""
        world_m = self.world_m if world_m is None else world_m
        return replace(self, image=image, world_m=world_m, stage=None)


@dataclass(frozen=True, slots=True)
class Watched:
    """What a session says about a case."""

    report: Report
    error: int
    signals: dict[str, Values]
    """Each signal over time, (T,), NaN where it was not seen."""


def watch(case: Case) -> Watched:
    """Runs a session over a case."""
    session = Session(case.exercise)
    rows = [session.step(pose).signals for pose in case.poses()]
    names = rows[0] if rows else {}
    signals = {
        name: np.array([np.nan if row.get(name) is None else row[name] for row in rows], float)
        for name in names
    }
    report = session.finish()
    return Watched(report, case.right.error(report, holds=case.exercise.hold is not None), signals)


def counting_conditions(exercise: Exercise) -> list[str]:
    """All conditions that decide what is counted, as the exercise file writes them."""
    found: list[str] = []
    used = list(exercise.zones.values())
    if exercise.rep:
        used.append(exercise.rep.attempt)
    for zone in used:
        found += [zone] if isinstance(zone, str) else [zone.enter, zone.leave]
    if exercise.start_posture:
        found += [exercise.start_posture.take, exercise.start_posture.keep]
    return found


def counting_landmarks(exercise: Exercise) -> frozenset[str]:
    """Names, without their sides, of the landmarks that counting needs.

    Shoulders and hips are always among them: the trunk is what lengths are measured by.
    """
    signals = {
        c.signal for text in counting_conditions(exercise) for c in zones.parse(text).comparisons
    }
    if exercise.rep:
        signals |= {exercise.rep.driver, *exercise.rep.drivers.values()}
    names = {"shoulder", "hip"}
    for signal in signals:
        names |= _landmarks_of(exercise, signal)
    return frozenset(names)


def _landmarks_of(exercise: Exercise, signal: str) -> set[str]:
    spec = exercise.signals[signal]
    if spec.use == "from_rest":
        return _landmarks_of(exercise, spec.of)
    if spec.use == "difference":
        return _landmarks_of(exercise, spec.of) | _landmarks_of(exercise, spec.minus)
    if spec.use == "head_turn":
        return {"nose", "ear"}
    names: list[str] = []
    for key in ("at", "of", "over", "line", "behind"):
        value = getattr(spec, key, ())
        names += [value] if isinstance(value, str) else value
    sides = ("left_", "right_", "own_", "other_", "mid_")
    return {next((n.removeprefix(s) for s in sides if n.startswith(s)), n) for n in names}
