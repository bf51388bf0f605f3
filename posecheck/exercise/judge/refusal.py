"""Why a repetition is not counted, or a half one not reported."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from posecheck.exercise.follow.history import SignalHistory
from posecheck.exercise.follow.phase_bounds import Span
from posecheck.exercise.follow.repetition_tracker import TrackedRepetition
from posecheck.exercise.follow.seen_ways import way_was_seen
from posecheck.exercise.judge.half_repetition import WholeRange, lacked, may_have_reached
from posecheck.exercise.spec.checks import TOO_FEW_PICTURES
from posecheck.exercise.spec.schema import Exercise
from posecheck.exercise.spec.zones import Comparison
from posecheck.messages import Message

MOST_MOVEMENT_S = 20.0
"""A movement from one zone to the next takes at most this long. The slowest of drawn and real
people, a roll down, takes 6 s. Somebody who went away and came back has done something else."""


class RefusalJudge:
    """Knows the whole repetitions of one person, and what is none."""

    def __init__(self, exercise: Exercise) -> None:
        assert exercise.rep is not None
        self._exercise = exercise
        self._driver = exercise.rep.driver
        self._whole = WholeRange()

    def learn(self, tracked: TrackedRepetition, history: SignalHistory) -> None:
        """Takes a repetition that is counted."""
        self._whole.add(self._reached(_span(tracked), history))

    def why(
        self,
        tracked: TrackedRepetition,
        history: SignalHistory,
        *,
        attempt: Comparison,
        position_left: bool,
    ) -> Message | None:
        """The reason against a repetition; None where there is none.

        `attempt` is the comparison that made a half repetition one, `position_left` whether what
        must stay true was false in it.
        """
        if position_left:
            return Message("position-left")
        if not way_was_seen(tracked, history):
            return Message("not-seen")
        if any(c.reached_s - c.left_s > MOST_MOVEMENT_S for c in tracked.changes):
            return Message("unclear")
        if tracked.complete:
            return None
        if may_have_reached(self._exercise, tracked, history):
            return TOO_FEW_PICTURES
        if tracked.went_on:
            return None
        short = lacked(self._exercise, tracked, history)
        led_back = short is not None and self._led_back(tracked, history, attempt)
        return None if led_back else Message("unclear")

    def _led_back(
        self, tracked: TrackedRepetition, history: SignalHistory, attempt: Comparison
    ) -> bool:
        """Whether a half repetition led out towards the exercise, and back again.

        The signal that made it an attempt has to come back by half of what it went out, and the
        driver has to go the way that it goes in whole ones. Whoever draws the elbow to the knee
        lifts an arm, too, but makes no half reach.
        """
        sign = 1.0 if attempt.above else -1.0
        values = sign * history.window(attempt.signal, *_span(tracked)).values
        known = values[np.isfinite(values)]
        if not known.size or known.max() - known[-1] < (known.max() - known[0]) / 2:
            return False
        return not self._whole.leads_elsewhere(self._reached(_span(tracked), history))

    def _reached(self, span: Span, history: SignalHistory) -> NDArray[np.float64]:
        """The driver's known values in the span, (N,)."""
        values = history.window(self._driver, *span).values
        known: NDArray[np.float64] = values[np.isfinite(values)]
        return known


def _span(tracked: TrackedRepetition) -> Span:
    return tracked.changes[0].left_s, tracked.changes[-1].reached_s
