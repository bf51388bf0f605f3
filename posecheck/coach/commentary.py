"""What is said about what the person did: faults, praise, the count, the end of a hold."""

from __future__ import annotations

from posecheck.coach.cues import Cues
from posecheck.coach.praise import Praise
from posecheck.coach.scene import Cue, Tone, Weight
from posecheck.messages import Message, remark_message
from posecheck.records import Update, fault_message

REMARK_S = 1.5
"""A remark on camera, view or light waits for this long in the middle of a set: most such trouble
passes by itself."""


class Commentary:
    """Offers cues on each update, and answers the tones for it.

    `goal_s` is how long a hold should last, None where a hold has no goal.
    """

    def __init__(self, cues: Cues, *, goal_s: float | None) -> None:
        self._cues = cues
        self._goal_s = goal_s
        self._praise = Praise()
        self._last_count = 0
        self._goal_reached = False

    def begin_set(self, count: int) -> None:
        """A set begins; `count` repetitions of it are there already."""
        self._last_count = count

    def step(self, update: Update, count: int, *, remarks: bool) -> list[Tone]:
        """Takes the next update and the count of this set; the tones to be heard now.

        `remarks` is whether remarks are said here: in the set-up, the set-up guide says them.
        """
        t_s = update.t_s
        praise = self._praise.step(update)
        for finding in update.new_findings:
            self._cues.offer(t_s, Cue(fault_message(finding), Weight.FAULT))
        if praise:
            self._cues.offer(t_s, Cue(praise, Weight.PRAISE))
        if remarks:
            self._offer_remark(update)
        return self._count(t_s, count) + self._hold(update)

    def _offer_remark(self, update: Update) -> None:
        remark = update.remark
        if remark is not None and update.t_s - remark.start_s >= REMARK_S:
            weight = Weight.SETUP if remark.blocks else Weight.GUIDE
            self._cues.offer(update.t_s, Cue(remark_message(remark), weight))

    def _count(self, t_s: float, count: int) -> list[Tone]:
        """The count, when it went up."""
        went_up = count > self._last_count
        self._last_count = count
        if not went_up:
            return []
        self._cues.offer(t_s, Cue(Message("count", {"count": count}), Weight.COUNT))
        return [Tone.COUNT]

    def _hold(self, update: Update) -> list[Tone]:
        """A tone, once in each hold, when it has lasted as long as it should."""
        if update.hold_s is None:
            self._goal_reached = False
        elif self._goal_s is not None and update.hold_s >= self._goal_s and not self._goal_reached:
            self._goal_reached = True
            return [Tone.HOLD_END]
        return []
