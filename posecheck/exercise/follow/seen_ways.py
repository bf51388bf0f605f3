"""Whether the movements of a repetition were seen."""

from __future__ import annotations

from posecheck.exercise.follow.history import EDGE_S, SignalHistory
from posecheck.exercise.follow.phase_bounds import LOOK_BACK_S
from posecheck.exercise.follow.repetition_tracker import TrackedRepetition


def way_was_seen(tracked: TrackedRepetition, history: SignalHistory) -> bool:
    """Whether nothing hid a movement from one zone to the next.

    In a complete repetition a gap may lie in a pause: whoever was seen to arrive there, and seen to
    leave, has made both movements. A half repetition with a gap in it may have been a whole one;
    with one before it (`LOOK_BACK_S`), the second half of one.
    """
    if not tracked.complete:
        since_s = tracked.changes[0].left_s - LOOK_BACK_S
        return not history.has_gap(
            max(since_s, history.first_s + EDGE_S), tracked.changes[-1].reached_s
        )
    return not any(history.has_gap(c.left_s, c.reached_s) for c in tracked.changes)
