"""Zones: named regions of signals, with two-level hysteresis and three answers.

A zone is written as comparisons: `"hip_deg > 162 and knee_deg < 120"`. Its answer is True,
False, or None where what was seen does not tell. A zone is entered by its own condition and
left when its `leave` condition holds, or, where none is given, when its own condition fails
by more than the signals' margins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Protocol

from posecheck.errors import ExitCode, PosecheckError

Tri = bool | None

_COMPARISON = re.compile(r"\s*([a-z][a-z0-9_]*)\s*([<>])\s*(-?\d+(?:\.\d+)?)\s*")


@dataclass(frozen=True, slots=True)
class Comparison:
    """`signal` lies above (or below) `limit`, in the signal's unit."""

    signal: str
    above: bool
    limit: float

    def test(self, value: float, *, slack: float = 0.0) -> Tri:
        """Whether it holds, with the limit moved outwards by `slack`; None for NaN."""
        if not isfinite(value):
            return None
        return value > self.limit - slack if self.above else value < self.limit + slack


@dataclass(frozen=True, slots=True)
class Condition:
    """Alternatives, each a set of comparisons that must all hold."""

    any_of: tuple[tuple[Comparison, ...], ...]

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        """Every comparison in it, in the order written."""
        return tuple(c for group in self.any_of for c in group)

    def test(self, values: Mapping[str, float], margins: Mapping[str, float] | None = None) -> Tri:
        """The answer in Kleene's logic: None only where what is unknown would decide it."""
        return _any(
            _all(
                c.test(values[c.signal], slack=margins[c.signal] if margins else 0.0) for c in group
            )
            for group in self.any_of
        )

    def deciding(self, values: Mapping[str, float]) -> Comparison | None:
        """The first comparison of the alternative that holds at this moment; None if none does."""
        for group in self.any_of:
            if _all(c.test(values[c.signal]) for c in group):
                return group[0]
        return None


def _all(answers: Iterable[Tri]) -> Tri:
    known = list(answers)
    return False if False in known else None if None in known else True


def _any(answers: Iterable[Tri]) -> Tri:
    known = list(answers)
    return True if True in known else None if None in known else False


def parse(text: str) -> Condition:
    """Reads `"a_deg > 1 and b_deg < 2 or c_deg > 3"`; "and" binds closer than "or".

    >>> parse("hip_deg > 162").comparisons[0].limit
    162.0
    """
    return Condition(
        tuple(
            tuple(_comparison(part, text) for part in re.split(r"\band\b", group))
            for group in re.split(r"\bor\b", text)
        )
    )


def written(condition: Condition) -> str:
    """The text from which `parse` reads the condition again, limits to a thousandth.

    >>> written(parse("a_deg > 1 and b_deg < 2.25 or c_deg > -3"))
    'a_deg > 1.000 and b_deg < 2.250 or c_deg > -3.000'
    """
    return " or ".join(
        " and ".join(f"{c.signal} {'>' if c.above else '<'} {c.limit:.3f}" for c in group)
        for group in condition.any_of
    )


def _comparison(part: str, text: str) -> Comparison:
    match = _COMPARISON.fullmatch(part)
    if match is None:
        raise PosecheckError(
            f"cannot read the condition {text!r}",
            remedy='Write comparisons with > or <, joined by "and" or "or": "hip_deg > 162".',
            code=ExitCode.BAD_EXERCISE,
        )
    return Comparison(match[1], match[2] == ">", float(match[3]))


@dataclass(frozen=True, slots=True)
class Zone:
    """A region: how it is entered and, where that is not just the opposite, how it is left."""

    enter: Condition
    leave: Condition | None = None

    def holds(self, values: Mapping[str, float], margins: Mapping[str, float], was: Tri) -> Tri:
        """The zone's raw answer at one moment, given its answer before."""
        if was is not True:
            return self.enter.test(values)
        if self.leave is None:
            return self.enter.test(values, margins)
        left = self.leave.test(values)
        return None if left is None else not left


class Written(Protocol):
    """A zone as a file writes it when it is not left by just the opposite."""

    @property
    def enter(self) -> str: ...
    @property
    def leave(self) -> str: ...


def zone_of(written: str | Written) -> Zone:
    """The zone that an exercise file describes."""
    if isinstance(written, str):
        return Zone(parse(written))
    return Zone(parse(written.enter), parse(written.leave))
