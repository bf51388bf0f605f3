"""Which command a person gives by hand, at each stage of a live session."""

from __future__ import annotations

from collections.abc import Sequence

from posecheck.coach.gestures import Gestures
from posecheck.coach.scene import Command, Stage
from posecheck.motion.body import Body

KEEP_WAVING_S = 3.0
"""A person who goes on waving for this long says that it hurts."""

HAND_UP_S = 2.0
"""A hand that is held up for this long while the session is paused asks for what is offered; of
several offers, one after the other for as long as this. A choice takes a second to be spoken, and
another one to act on."""


class Signs:
    """Turns gestures into commands; each wave gives one command, and one more if it goes on.

    A hand held up in a pause asks for the one thing that is offered. Of several, they go by one
    after the other, and the person lowers the hand at the one that is wanted: so one sign is enough
    for any number of commands, and it needs no eye on the screen.
    """

    def __init__(self) -> None:
        self._gestures = Gestures()
        self._wave_used = False
        self.choice: Command | None = None
        """Which of several offers would be taken if the hand were lowered now."""

    def step(
        self, body: Body, stage: Stage, offers: Sequence[Command] = ("finish",)
    ) -> Command | None:
        """Takes what was seen at the next moment; the command that is given now, or None."""
        self._gestures.step(body)
        waving_s = self._gestures.waving_s
        if waving_s is None:
            self._wave_used = False
        elif not self._wave_used and stage not in (Stage.HURT, Stage.DONE):
            self._wave_used = True
            return "pause"
        if stage is not Stage.PAUSED:
            self.choice = None
            return None
        if waving_s is not None:
            return "hurts" if waving_s >= KEEP_WAVING_S else None
        return self._by_hand_up(offers)

    def under_way(
        self, stage: Stage, offers: Sequence[Command] = ("finish",)
    ) -> tuple[Command, float] | None:
        """The command that a gesture is about to give, and how far the gesture is, 0 to 1."""
        waving_s, hand_up_s = self._gestures.waving_s, self._gestures.hand_up_s
        if stage is not Stage.PAUSED:
            return None
        if waving_s is not None and self._wave_used:
            return "hurts", min(1.0, waving_s / KEEP_WAVING_S)
        if self.choice is not None:
            return self.choice, 1.0
        if hand_up_s is not None:
            return offers[0], min(1.0, hand_up_s / HAND_UP_S)
        return None

    def _by_hand_up(self, offers: Sequence[Command]) -> Command | None:
        hand_up_s = self._gestures.hand_up_s
        if hand_up_s is None:
            chosen, self.choice = self.choice, None
            return chosen
        number = int(hand_up_s / HAND_UP_S)
        if not number:
            return None
        if len(offers) == 1:
            return offers[0]
        self.choice = offers[min(number, len(offers)) - 1]
        return None
