"""Measured holds against labelled ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

Times = tuple[float, float]
"""Start and end, seconds."""


@dataclass(frozen=True, slots=True)
class HoldScore:
    """How well holds were timed. Scores of several recordings can be added."""

    labelled_s: float = 0.0
    found_s: float = 0.0
    """Labelled time in which a hold was measured."""
    reported_s: float = 0.0
    false_s: float = 0.0
    """Measured time in which no hold is labelled."""
    labelled: int = 0
    errors_s: tuple[float, ...] = ()
    """How much the length of each labelled hold is off by. Missing ones have none."""

    def __add__(self, other: Self) -> HoldScore:
        return HoldScore(
            self.labelled_s + other.labelled_s,
            self.found_s + other.found_s,
            self.reported_s + other.reported_s,
            self.false_s + other.false_s,
            self.labelled + other.labelled,
            self.errors_s + other.errors_s,
        )

    @property
    def found_share(self) -> float | None:
        """Of the labelled time; None where nothing is labelled."""
        return self.found_s / self.labelled_s if self.labelled_s else None

    @property
    def false_share(self) -> float | None:
        """Of the reported time; None where nothing was reported."""
        return self.false_s / self.reported_s if self.reported_s else None

    @property
    def mean_error_s(self) -> float | None:
        """Mean absolute error of the length of the holds that were found."""
        return sum(self.errors_s) / len(self.errors_s) if self.errors_s else None


def score(labelled: Sequence[Times], measured: Sequence[Times]) -> HoldScore:
    """Scores the holds of one recording.

    Each labelled hold is compared with the measured one that it shares most time with. So a hold
    that is measured in two pieces has the length of the longer piece.
    """
    wanted, got = joined(labelled), joined(measured)
    shared_s = sum(shared(a, b) for a in wanted for b in got)
    best = (max(measured, key=lambda m: shared(hold, m), default=(0.0, 0.0)) for hold in labelled)
    return HoldScore(
        labelled_s=_total(wanted),
        found_s=shared_s,
        reported_s=_total(got),
        false_s=_total(got) - shared_s,
        labelled=len(labelled),
        errors_s=tuple(
            abs((hold[1] - hold[0]) - (match[1] - match[0]))
            for hold, match in zip(labelled, best, strict=True)
            if shared(hold, match)
        ),
    )


def shared(a: Times, b: Times) -> float:
    """The seconds that two times share."""
    return max(0.0, min(a[1], b[1]) - max(a[0], b[0]))


def joined(times: Iterable[Times]) -> list[Times]:
    """The same seconds without overlap, in order: left and right may be held at once."""
    found: list[Times] = []
    for start_s, end_s in sorted(times):
        if found and start_s <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end_s)
        else:
            found.append((start_s, end_s))
    return found


def _total(times: Iterable[Times]) -> float:
    return sum(end_s - start_s for start_s, end_s in times)
