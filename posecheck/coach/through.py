"""Goes through the exercises of a plan, one after the other: which is next, and when it is over.

It decides only; each exercise is a session of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

Outcome = Literal["done", "skip", "swap", "hurt", "finish"]
"""How an exercise of a plan ended: it was gone through, left out, replaced, it hurt, or the person
ended the whole plan in it."""

Spares = Callable[[str], Sequence[str]]
"""For an exercise, those that may replace it, best first."""

MOST_HURT: Final = 2
"""When so many exercises of a day have hurt, the plan is over. The sources say to stop when it
hurts; once may be that exercise, twice is that day. Our own choice."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The exercise that is to come: `number` of `many`, and how the one before it ended.

    instead_of: the exercise in whose place it was taken; None for one of the plan itself.
    can_swap: whether there is another one for it.
    """

    exercise: str
    number: int
    many: int
    before: Outcome | None
    instead_of: str | None = None
    can_swap: bool = False


class Through:
    """The turns of one plan. `spares` gives the ids that may replace an exercise, best first."""

    def __init__(self, exercises: Sequence[str], spares: Spares = lambda _id: ()) -> None:
        self._exercises = list(exercises)
        self._spares = spares
        self._at = 0
        self._before: Outcome | None = None
        self._last: str | None = None
        self._over = False
        self._used = set(exercises)
        self._choice: list[str] = []
        self._chosen = 0
        self.hurt: list[str] = []
        """The exercises that hurt, in their order."""
        self._open_turn()

    @property
    def turn(self) -> Turn | None:
        """The exercise that is to come; None when the plan is over."""
        if self._over or self._at >= len(self._exercises):
            return None
        exercise = self._choice[self._chosen]
        return Turn(
            exercise,
            self._at + 1,
            len(self._exercises),
            self._before,
            instead_of=self._exercises[self._at] if self._chosen else None,
            can_swap=len(self._choice) > 1,
        )

    def took(self, outcome: Outcome) -> None:
        """How the exercise of this turn ended. A "swap" goes on to the next one in its place,
        and after the last of these to the exercise of the plan again.
        """
        turn = self.turn
        assert turn is not None, "the plan is over"
        self._before = outcome
        if outcome == "swap" and turn.can_swap:
            self._chosen = (self._chosen + 1) % len(self._choice)
            return
        self._used.add(turn.exercise)
        self._last = None if outcome == "skip" else turn.exercise
        if outcome == "hurt":
            self.hurt.append(turn.exercise)
        self._over = outcome == "finish" or len(self.hurt) >= MOST_HURT
        self._at += 1
        self._open_turn()

    def hurt_in_rest(self) -> str | None:
        """Pain in the rest before an exercise is about the one before it, which is answered.

        Before the first one there was none: then it is no day for a plan.
        """
        self._before = "hurt"
        if self._last is None:
            self._over = True
        elif self._last not in self.hurt:
            self.hurt.append(self._last)
            self._over = len(self.hurt) >= MOST_HURT
        return self._last

    def _open_turn(self) -> None:
        """Which exercises may be done in this turn, that of the plan first."""
        self._chosen = 0
        if self._at < len(self._exercises):
            own = self._exercises[self._at]
            self._choice = [own, *(each for each in self._spares(own) if each not in self._used)]
