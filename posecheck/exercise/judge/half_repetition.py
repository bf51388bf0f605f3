"""Decides what a half repetition lacked: which zone it missed, by how much, and when."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from posecheck.exercise.follow.history import SignalHistory
from posecheck.exercise.follow.phase_bounds import Span
from posecheck.exercise.follow.repetition_tracker import TrackedRepetition, ZoneChange
from posecheck.exercise.spec.schema import Exercise, enter_condition
from posecheck.exercise.spec.tables import RepSpec
from posecheck.exercise.spec.zones import parse
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
    goal = parse(enter_condition(exercise.zones[tracked.missed])).comparisons[0]
    values = despiked(history.window(goal.signal, spans[0][0], spans[-1][1]).values)
    known = values[np.isfinite(values)]
    best = float(known.max() if goal.above else known.min()) if known.size else None
    when_s = _went_past_s(exercise.rep.through.index(tracked.missed), moved, spans)
    return (
        Finding(
            _check(exercise.rep, tracked.missed),
            when_s,
            when_s,
            best,
            goal.limit,
            exercise.unit(goal.signal),
            side,
            number,
            zone=tracked.missed,
        ),
    )


def _went_past_s(missed: int, moved: Sequence[ZoneChange], spans: Sequence[Span]) -> float:
    """When the person turned back, or went on without the zone of that index."""
    past = next(i for i, change in enumerate(moved) if change.index > missed)
    return spans[past][0]


def _check(spec: RepSpec, missed: str) -> str:
    """The finding's id: that of a zone left out, or of a half repetition."""
    if spec.left_out is not None and missed in spec.left_out.say:
        return spec.left_out.id
    return spec.half.id
