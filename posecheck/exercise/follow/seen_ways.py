"""Whether the movements of a repetition were seen."""

from __future__ import annotations

from posecheck.exercise.follow.history import SignalHistory
from posecheck.exercise.follow.repetition_tracker import TrackedRepetition


def way_was_seen(tracked: TrackedRepetition, history: SignalHistory) -> bool:
    """Whether nothing hid a movement from one zone to the next.

    In a complete repetition a gap may lie in a pause: whoever was seen to arrive there, and seen to
    leave, has made both movements. A half repetition with a gap in it may have been a whole one.
    """
    if not tracked.complete:
        return not history.has_gap(tracked.changes[0].left_s, tracked.changes[-1].reached_s)
    return not any(history.has_gap(c.left_s, c.reached_s) for c in tracked.changes)
