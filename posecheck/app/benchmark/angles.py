"""The error of the judged angles: as measured, and as they truly are in the picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from posecheck.app.benchmark.score import AngleError, angle_error
from posecheck.app.benchmark.truth import Truth
from posecheck.exercise.follow.signal_reader import SignalReader
from posecheck.exercise.spec.schema import Exercise
from posecheck.records import Side, Update

Values = NDArray[np.float64]


@dataclass(slots=True)
class Watched:
    """Every signal at every frame at which the person was in place."""

    t_s: list[float] = field(default_factory=list)
    signals: list[dict[str, float | None]] = field(default_factory=list)

    def add(self, update: Update) -> None:
        """Keeps a moment, if the person was in place."""
        if update.in_place:
            self.t_s.append(update.t_s)
            self.signals.append(update.signals)


def errors(exercise: Exercise, truth: Truth, watched: Watched) -> tuple[AngleError, ...]:
    """The errors of the judged angles: those that a check or the driver reads from the picture.

    Where the sides are counted apart, each is compared with the truth during its own repetitions.
    """
    if not watched.t_s or not truth.judgeable:
        return ()
    sides = {side: _true(exercise, truth, side) for side in exercise.counted_sides()}
    found = []
    for name in _judged(exercise):
        pairs = [
            pair
            for side, true in sides.items()
            for pair in _pairs(name, side, true[name], truth, watched)
        ]
        measured, true = np.array(pairs, float).reshape(-1, 2).T
        error = angle_error(name, measured, true)
        found += [error] if error else []
    return tuple(found)


def _true(exercise: Exercise, truth: Truth, side: Side | None) -> dict[str, Values]:
    """The true values of each signal, at the frames of the truth."""
    read = SignalReader(exercise, side)
    moments = [read.read(body) for body in truth.bodies()]
    return {name: np.array([m[name] for m in moments]) for name in read.direct}


def _pairs(
    name: str, side: Side | None, true: Values, truth: Truth, watched: Watched
) -> Iterator[tuple[float | None, float]]:
    """The measured and the true value, at each frame in which this side did a repetition."""
    at_each = np.interp(watched.t_s, truth.frames.t_s, true)
    shown = f"{side}_{name}" if side else name
    for t_s, signals, was in zip(watched.t_s, watched.signals, at_each, strict=True):
        if side is None or any(r.side == side and r.start_s <= t_s <= r.end_s for r in truth.reps):
            yield signals[shown], float(was)


def _judged(exercise: Exercise) -> tuple[str, ...]:
    """The angles that the driver or a check reads, the driver's first."""
    names = [c.signal for c in exercise.checks if hasattr(c, "signal")]
    if exercise.rep:
        names.insert(0, exercise.rep.driver)
    direct = SignalReader(exercise, exercise.counted_sides()[0]).direct
    angles = [n for n in names if exercise.unit(n) == "°" and n in direct]
    return tuple(dict.fromkeys(angles))
