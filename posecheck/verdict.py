"""The answer about something that was done: part of the data in `records`."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """The answer about a repetition, a hold or a session: a check that cannot know says so.

    The last two are said of sessions only.
    """

    GOOD = "good"
    """Something was done, all of it could be judged, and there is no fault."""
    FAULT = "fault"
    NOT_JUDGED = "not-judged"
    """No check could be answered."""
    NOT_ALL_JUDGED = "not-all-judged"
    """No fault in what could be judged, and something could not."""
    INCOMPLETE = "incomplete"
    """No fault, but less than there should be: only half repetitions, a repetition that the
    recording cut off, a recording that was not looked at to its end, or less than the dose in a
    live session."""
    STOPPED = "stopped"
    """The person said that it hurts."""
