"""What a recording may show: the candidates, the answer "none of them", and the parts."""

from __future__ import annotations

from dataclasses import dataclass

from posecheck.provenance import Likeness
from posecheck.records import Report

LEAST_FIT = 0.5
"""With a smaller fit, "none of them" is the likeliest answer."""

SURE_FIT = 0.6
"""An exercise with a smaller fit is not named without asking. In half A, recordings of real people
have their own exercise at 0.61-1.00 where it is counted in its own view, and movements that are in
no catalogue have 0.46 and less."""

OFFERED_FIT = 0.05
"""An exercise with a smaller fit is not even a guess."""

CLEAR_LEAD = 0.1
"""The best exercise is named without asking if its fit is larger than any other's by this."""

CONTAINS_LEAD = 0.05
"""An exercise that contains the best one replaces it if its fit is at most this smaller: it
explains all that the other does, and more."""

MOST_SHOWN = 4
"""The largest number of exercises that are guessed, and that a report names."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An exercise that it may be.

    fit: how well it fits, 0 to 1: the time that it explains and the postures together.
    contains: ids of the exercises that it contains.
    looks_like: ids of the exercises that look the same in its view, as its file says.
    explained: the share of the time that it explains, 0 to 1.
    alike: how near the postures are to those of the exercise, 0 to 1; None for an exercise without
        examples, which is never named without asking.
    """

    exercise: str
    title: str
    fit: float
    report: Report
    contains: tuple[str, ...] = ()
    explained: float = 0.0
    alike: float | None = None
    looks_like: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a recording: an exercise, or None where it is none of them.

    resting: whether the person hardly moved; only where it is no exercise.
    """

    exercise: str | None
    start_s: float
    end_s: float
    title: str = ""
    resting: bool = False


@dataclass(frozen=True, slots=True)
class Recognition:
    """What it may be, best first, and the parts in the order of time."""

    candidates: tuple[Candidate, ...]
    parts: tuple[Part, ...] = ()

    @property
    def none(self) -> float:
        """How likely it is that it is none of the candidates, 0 to 1."""
        return 1.0 - self.candidates[0].fit if self.candidates else 1.0

    @property
    def unknown(self) -> bool:
        """Whether "none of them" is the likeliest answer."""
        return not self.candidates or self.candidates[0].fit < LEAST_FIT

    @property
    def best(self) -> Candidate | None:
        """The one that fits best; None where it is `unknown`."""
        return None if self.unknown else self._near[0]

    @property
    def same(self) -> tuple[Candidate, ...]:
        """Those that come near the best one and look the same as it: two names for one movement.

        To ask would not help: no picture from this view tells them apart.
        """
        best = self.best
        return () if best is None else tuple(c for c in self._near[1:] if _look_alike(best, c))

    @property
    def sure(self) -> bool:
        """Whether the best one may be named without asking: it fits well, and no other comes near
        it, except those that look the `same`."""
        best = self.best
        return (
            best is not None
            and len(self._near) == 1 + len(self.same)
            and best.alike is not None
            and best.fit >= SURE_FIT
        )

    @property
    def likely(self) -> tuple[Candidate, ...]:
        """The sure one; or else the guesses to ask about, best first: those that are as near, then
        the next ones."""
        if self.sure:
            return self._near[:1]
        near = self._near
        rest = (c for c in self.candidates if c not in near and c.fit >= OFFERED_FIT)
        return (*near, *rest)[:MOST_SHOWN]

    @property
    def several(self) -> tuple[str, ...]:
        """Ids of the exercises of the parts, in the order of time."""
        return tuple(dict.fromkeys(p.exercise for p in self.parts if p.exercise is not None))

    @property
    def shown(self) -> tuple[Likeness, ...]:
        """The few that go into a report, the likely ones first."""
        first = [*self.likely, *(c for c in self.candidates if c not in self.likely)]
        return tuple(
            Likeness(c.exercise, c.title, round(c.fit, 3), self._times_s(c.exercise))
            for c in first[:MOST_SHOWN]
            if c.fit >= OFFERED_FIT
        )

    def _times_s(self, exercise: str) -> tuple[tuple[float, float], ...]:
        return tuple((p.start_s, p.end_s) for p in self.parts if p.exercise == exercise)

    @property
    def _near(self) -> tuple[Candidate, ...]:
        """The best and those that fit nearly as well, without those that another one contains, and
        without those that are another part of the recording."""
        if not self.candidates or self.candidates[0].fit < OFFERED_FIT:
            return ()
        best = self.candidates[0]
        elsewhere = set(self.several) - {best.exercise} if best.exercise in self.several else set()
        near = [
            c
            for c in self.candidates
            if c.exercise not in elsewhere
            and c.fit > best.fit - (CONTAINS_LEAD if best.exercise in c.contains else CLEAR_LEAD)
        ]
        inner = {name for c in near for name in c.contains}
        return tuple(c for c in near if c.exercise not in inner) or tuple(near)


def _look_alike(one: Candidate, other: Candidate) -> bool:
    """Whether the file of one of them says that it looks like the other."""
    return other.exercise in one.looks_like or one.exercise in other.looks_like
