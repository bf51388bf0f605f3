"""Decides what a half repetition lacked: which zone it missed, by how much, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
from numpy.typing import NDArray

from posecheck.exercise.follow.history import SignalHistory
from posecheck.exercise.follow.phase_bounds import Span
from posecheck.exercise.follow.repetition_tracker import TrackedRepetition, ZoneChange
from posecheck.exercise.follow.zone_tracker import CONFIRM_BRIEF_S
from posecheck.exercise.spec.checks import LEAST_RATE_HZ
from posecheck.exercise.spec.schema import Exercise, enter_condition
from posecheck.exercise.spec.tables import RepSpec
from posecheck.exercise.spec.zones import Comparison, parse
from posecheck.motion.filters import despiked
from posecheck.records import Finding, Side


def findings(
    exercise: Exercise,
    tracked: TrackedRepetition,
    moved: Sequence[ZoneChange],
    spans: Sequence[Span],
    history: SignalHistory,
    *,
    number: int,
    side: Side | None,
) -> tuple[Finding, ...]:
    """How far an incomplete repetition had come towards the zone that it missed; none for a
    complete one. `moved` are its movements, `spans` when each of them was."""
    if tracked.complete:
        return ()
    assert exercise.rep is not None
    assert tracked.missed is not None
    short = lacked(exercise, tracked, history)
    if short is None and not tracked.went_on:
        return ()
    when_s = _went_past_s(exercise.rep.through.index(tracked.missed), moved, spans)
    return (
        Finding(
            _check(exercise.rep, tracked.missed),
            when_s,
            when_s,
            short.best if short else None,
            short.goal.limit if short else None,
            exercise.unit(short.goal.signal) if short else "",
            side,
            number,
            zone=tracked.missed,
        ),
    )


ELSEWHERE = 0.3
"""What leads this share of a whole repetition's way, but to the side to which whole ones do not
lead, is another movement. Good repetitions of drawn people go up to a tenth beyond rest."""


FAR_APART_S = 0.06
"""Between pictures that are farther apart the turn of a quick movement may be missed: at 24 and 30
pictures a second, the top of a run's step is seen (0.08 s), at 15 it is not."""


ANYWHERE_S = 0.3
"""Between pictures that are so far apart the end of a movement may be missed: a raised cosine of
0.6 s, the fastest drawn bridge's, does the last 15 % of its way and comes back in 0.3 s."""


class WholeRange:
    """How far the driver goes in this person's whole repetitions, from rest, to either side."""

    def __init__(self) -> None:
        self._rests: list[float] = []
        self._lows: list[float] = []
        self._highs: list[float] = []

    def add(self, values: NDArray[np.float64]) -> None:
        """Takes the driver's known values of a whole repetition, (N,), the first one at rest."""
        if values.size:
            self._rests.append(float(values[0]))
            self._lows.append(float(values.min()))
            self._highs.append(float(values.max()))

    def leads_elsewhere(self, values: NDArray[np.float64]) -> bool:
        """Whether a movement with these values (N,) leads where whole repetitions do not lead.

        False where none was made yet, or nothing is known of the movement.
        """
        if not self._rests or not values.size:
            return False
        rest = median(self._rests)
        down, up = rest - median(self._lows), median(self._highs) - rest
        least = ELSEWHERE * max(down, up)
        if down >= least and up >= least:
            return False
        along, against = rest - float(values.min()), float(values.max()) - rest
        if up > down:
            along, against = against, along
        return against > along and against >= least


@dataclass(frozen=True, slots=True)
class Lacked:
    """The comparison of a zone that never held, and the best value, None where none was seen."""

    goal: Comparison
    best: float | None


def lacked(exercise: Exercise, tracked: TrackedRepetition, history: SignalHistory) -> Lacked | None:
    """What an incomplete repetition lacked for the zone that it missed.

    It is taken from the alternative of the zone that lacked least. None where every comparison held
    at some time, only never together: then nobody can say what was too little.
    """
    assert tracked.missed is not None
    zone = parse(enter_condition(exercise.zones[tracked.missed]))
    span = (tracked.changes[0].left_s, tracked.changes[-1].reached_s)
    short = [
        [one for goal in group if (one := _lacked(goal, span, history)) is not None]
        for group in zone.any_of
    ]
    least = min(short, key=len)
    return least[0] if least else None


def may_have_reached(
    exercise: Exercise, tracked: TrackedRepetition, history: SignalHistory
) -> bool:
    """Whether the zone that an incomplete repetition missed may have been reached between two
    pictures that lie far apart."""
    assert tracked.missed is not None
    zone = parse(enter_condition(exercise.zones[tracked.missed]))
    left_s = tracked.changes[0].left_s
    span = (max(history.before_s(left_s), history.first_s), tracked.changes[-1].reached_s)
    return any(_may_have_held(group, span, history) for group in zone.any_of)


def _may_have_held(goals: Sequence[Comparison], span: Span, history: SignalHistory) -> bool:
    """Whether all these comparisons may have held together between two pictures."""
    windows = [history.window(goal.signal, *span) for goal in goals]
    known = np.isfinite([window.values for window in windows]).all(axis=0)
    t_s = windows[0].t_s[known]
    steps_s = np.diff(t_s)
    if (steps_s >= ANYWHERE_S).any():
        return True
    together = steps_s > FAR_APART_S
    for goal, window in zip(goals, windows, strict=True):
        sign = 1.0 if goal.above else -1.0
        highest = sign * _turns(t_s, sign * window.values[known])
        together &= np.array([goal.test(best) for best in highest.tolist()], bool)
    return bool(together.any())


def _turns(t_s: NDArray[np.float64], values: NDArray[np.float64]) -> NDArray[np.float64]:
    """How high values (N,) may have been between each two pictures, (N - 1,).

    They went on rising as they came, and fell as they then go on to fall. Between pictures too far
    apart to time anything (`LEAST_RATE_HZ`) they rose for half of the time as fast as they ever do.
    """
    steps_s, slopes = np.diff(t_s), np.diff(values) / np.diff(t_s)
    rise = np.maximum(np.concatenate(([0.0], slopes[:-1])), 0.0)[: steps_s.size]
    fall = np.maximum(np.concatenate((-slopes[1:], [0.0])), 0.0)[: steps_s.size]
    turns = (rise > 0) & (fall > 0)
    share = (slopes + fall) / np.where(turns, rise + fall, 1.0)
    higher = values[:-1] + rise * steps_s * np.clip(share, 0.0, 1.0)
    highest: NDArray[np.float64] = np.maximum(values[:-1], values[1:])
    highest = np.where(turns, np.maximum(highest, higher), highest)
    fastest = np.abs(slopes).max(initial=0.0)
    return np.where(steps_s > 1 / LEAST_RATE_HZ, highest + fastest * steps_s / 2, highest)


def _lacked(goal: Comparison, span: Span, history: SignalHistory) -> Lacked | None:
    """A comparison and the best value that lasted (`CONFIRM_BRIEF_S`); None if it is enough."""
    window = history.window(goal.signal, *span)
    sign = 1.0 if goal.above else -1.0
    values = sign * despiked(window.values)
    known = np.isfinite(values)
    t_s, values = window.t_s[known], values[known]
    if not values.size:
        return Lacked(goal, None)
    after = np.searchsorted(t_s, t_s + CONFIRM_BRIEF_S - 1e-9)
    lasted = [values[i : max(i, j) + 1].min() for i, j in enumerate(after) if j < len(t_s)]
    best = float(sign * (max(lasted) if lasted else values.max()))
    return None if goal.test(best) else Lacked(goal, best)


def _went_past_s(missed: int, moved: Sequence[ZoneChange], spans: Sequence[Span]) -> float:
    """When the person turned back, or went on without the zone of that index."""
    past = next(i for i, change in enumerate(moved) if change.index > missed)
    return spans[past][0]


def _check(spec: RepSpec, missed: str) -> str:
    """The finding's id: that of a zone left out, or of a half repetition."""
    if spec.left_out is not None and missed in spec.left_out.say:
        return spec.left_out.id
    return spec.half.id
