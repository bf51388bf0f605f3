"""How much of an exercise was asked for, and how much of it was done: part of the data in
`records`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from posecheck.phase_measures import Number


@dataclass(frozen=True, slots=True)
class DoseDone:
    """The dose of an exercise, and what was done of it.

    sets, reps, hold_s: as the exercise file or the command line asks for; None where nothing does.
    counts: what `asked` and `done` count: repetitions, or the holds of an exercise that is one.
    done: complete repetitions, on each side at most as many as are asked for on it; holds that
        lasted for `hold_s`.
    asked: all of them, over all sets and both sides; None for as many as the person likes.
    each_side: whether `reps` are asked for on each side.
    """

    sets: int | None
    reps: int | None
    hold_s: Number
    counts: Literal["repetitions", "holds"]
    done: int
    asked: int | None
    each_side: bool = False

    @property
    def is_done(self) -> bool:
        """Whether all that was asked for was done."""
        return self.asked is None or self.done >= self.asked
