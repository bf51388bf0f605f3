"""What is said of a repetition that is none: which zone it missed, by how much, and when."""

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


def of(
    exercise: Exercise,
    passage: TrackedRepetition,
    moved: Sequence[ZoneChange],
    spans: Sequence[Span],
    history: SignalHistory,
    *,
    number: int,
    side: Side | None,
) -> tuple[Finding, ...]:
    """How far an incomplete passage had come towards the zone that it missed; none for a
    complete one. `moved` are its movements, `spans` when each of them was."""
    if passage.complete:
        return ()
    assert exercise.rep is not None
    assert passage.missed is not None
    goal = parse(enter_condition(exercise.zones[passage.missed])).comparisons[0]
    values = despiked(history.window(goal.signal, spans[0][0], spans[-1][1]).values)
    known = values[np.isfinite(values)]
    best = float(known.max() if goal.above else known.min()) if known.size else None
    check, say = _words(exercise.rep, passage.missed)
    when_s = _went_past_s(exercise.rep.through.index(passage.missed), moved, spans)
    unit = exercise.unit(goal.signal)
    return (Finding(check, when_s, when_s, best, goal.limit, unit, say, side, number),)


def _went_past_s(place: int, moved: Sequence[ZoneChange], spans: Sequence[Span]) -> float:
    """When the way turned back, or went on without the zone at `place`."""
    past = next(i for i, leg in enumerate(moved) if leg.place > place)
    return spans[past][0]


def _words(spec: RepSpec, missed: str) -> tuple[str, str]:
    """The finding's id and words: those of the step left out, or of a half repetition."""
    named = spec.left_out
    if named is not None and missed in named.say:
        return named.id, named.say[missed]
    return spec.half.id, spec.half.say
