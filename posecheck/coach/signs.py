"""Which command a person gives by hand, at each stage of a live session."""

from __future__ import annotations

from posecheck.coach.gestures import Gestures
from posecheck.coach.scene import Command, Stage
from posecheck.motion.body import Body

KEEP_WAVING_S = 3.0
"""A person who goes on waving for this long says that it hurts."""

HAND_UP_S = 2.0
"""A hand that is held up for this long while the session is paused ends it."""


class Signs:
    """Turns gestures into commands; each wave gives one command, and one more if it goes on."""

    def __init__(self) -> None:
        self._gestures = Gestures()
        self._wave_used = False

    def step(self, body: Body, stage: Stage) -> Command | None:
        """Takes what was seen at the next moment; the command that is given now, or None."""
        self._gestures.step(body)
        waving_s, hand_up_s = self._gestures.waving_s, self._gestures.hand_up_s
        if waving_s is None:
            self._wave_used = False
        elif not self._wave_used and stage not in (Stage.HURT, Stage.DONE):
            self._wave_used = True
            return "pause"
        if stage is not Stage.PAUSED:
            return None
        if waving_s is not None:
            return "hurts" if waving_s >= KEEP_WAVING_S else None
        return "finish" if hand_up_s is not None and hand_up_s >= HAND_UP_S else None

    def under_way(self, stage: Stage) -> tuple[Command, float] | None:
        """The command that a gesture is about to give, and how far the gesture is, 0 to 1."""
        waving_s, hand_up_s = self._gestures.waving_s, self._gestures.hand_up_s
        if stage is not Stage.PAUSED:
            return None
        if waving_s is not None and self._wave_used:
            return "hurts", min(1.0, waving_s / KEEP_WAVING_S)
        if hand_up_s is not None:
            return "finish", min(1.0, hand_up_s / HAND_UP_S)
        return None
