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
