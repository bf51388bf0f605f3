"""Chooses the cue of a moment: one at a time, the most important, and none again too soon."""

from __future__ import annotations

from collections.abc import Callable

from posecheck.coach.scene import Cue, Weight
from posecheck.messages import Message

AGAIN_S = 8.0
"""The same cue is not said again within this time. A person who hears it twice in one repetition
feels nagged."""

LEAST_S = 1.5
"""The least time for which a cue makes others wait, even if its sentence is shorter."""

FRESH_S = 2.0
"""A cue that has waited for longer than this is dropped: what it speaks of is over."""

SHOWN_S = 4.0
"""How long a cue stays on the screen: a person in the middle of a lift looks up late."""


class Cues:
    """Takes what could be said, and chooses what is said.

    `speech_s` gives how long the sentence of a message takes to be spoken, seconds.
    """

    def __init__(self, speech_s: Callable[[Message], float]) -> None:
        self._speech_s = speech_s
        self._said: list[tuple[float, Message]] = []
        self._waiting: list[tuple[float, Cue]] = []
        self._busy_until_s = float("-inf")
        self._current: tuple[float, Cue] | None = None

    def offer(self, t_s: float, cue: Cue) -> None:
        """Takes a cue that could be said now."""
        self._waiting.append((t_s, cue))

    def choose(self, t_s: float) -> Cue | None:
        """The cue that is said at this moment, or None.

        A fault, and every cue of more weight, interrupts a cue of less weight. The others wait.
        """
        fresh = [
            (offered_s, cue)
            for offered_s, cue in self._waiting
            if t_s - offered_s <= FRESH_S and self._is_new(cue, t_s)
        ]
        self._waiting = fresh
        if not fresh:
            return None
        _offered_s, best = max(fresh, key=lambda pair: (pair[1].weight, pair[0]))
        if t_s < self._busy_until_s and not self._interrupts(best):
            return None
        self._say(t_s, best)
        return best

    def shown(self, t_s: float) -> Cue | None:
        """The cue that stands on the screen at this moment, or None."""
        if self._current is None:
            return None
        since_s, cue = self._current
        return cue if t_s <= max(since_s + SHOWN_S, self._busy_until_s) else None

    def is_free(self, t_s: float) -> bool:
        """Whether nothing is being said, and nothing new waits to be."""
        return t_s >= self._busy_until_s and not any(
            self._is_new(cue, t_s) for _, cue in self._waiting
        )

    def clear(self) -> None:
        """Takes the cue off the screen: it belongs to something that is over."""
        self._current = None
        self._busy_until_s = float("-inf")

    def _is_new(self, cue: Cue, t_s: float) -> bool:
        """Whether it was not said in the last `AGAIN_S`."""
        self._said = [(said_s, message) for said_s, message in self._said if t_s - said_s < AGAIN_S]
        return all(message != cue.message for _, message in self._said)

    def _interrupts(self, cue: Cue) -> bool:
        assert self._current is not None
        return cue.weight >= Weight.FAULT and cue.weight > self._current[1].weight

    def _say(self, t_s: float, cue: Cue) -> None:
        self._waiting = [pair for pair in self._waiting if pair[1].weight > cue.weight]
        self._said.append((t_s, cue.message))
        self._current = (t_s, cue)
        self._busy_until_s = t_s + max(LEAST_S, self._speech_s(cue.message))
