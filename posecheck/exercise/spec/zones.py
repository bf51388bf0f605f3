"""Zones: named regions of signals, with two-level hysteresis and three answers.

A zone is written as comparisons: `"hip_deg > 162 and knee_deg < 120"`. Its answer is True, False,
or None where too little was seen to decide. A zone is entered when its own condition holds. It is
left when its `leave` condition holds. Where there is none, it is left when its own condition fails
by more than the signals' margins.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import isfinite, prod
from typing import Protocol

from posecheck.errors import ExitCode, PosecheckError

Tri = bool | None

MOST_ALTERNATIVES = 256
"""The most alternatives of a condition: "and" over alternatives multiplies them. The most that an
exercise has is 9."""

MOST_CHARACTERS = 2000
"""The longest condition of an exercise has 400."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """`signal` lies above (or below) `limit`, in the signal's unit."""

    signal: str
    above: bool
    limit: float

    def test(self, value: float, *, slack: float = 0.0) -> Tri:
        """Whether it holds when the limit is moved outwards by `slack`; None for NaN."""
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
        """The answer in Kleene's logic: None only where an unknown comparison would decide it."""
        answer: Tri = False
        for group in self.any_of:
            holds = _all(group, values, margins)
            if holds:
                return True
            if holds is None:
                answer = None
        return answer

    def deciding(self, values: Mapping[str, float]) -> Comparison | None:
        """The first comparison of the first alternative that holds; None if none does."""
        for group in self.any_of:
            if _all(group, values):
                return group[0]
        return None


def _all(
    group: tuple[Comparison, ...],
    values: Mapping[str, float],
    margins: Mapping[str, float] | None = None,
) -> Tri:
    """Whether every comparison of a group holds."""
    answer: Tri = True
    for one in group:
        slack = margins[one.signal] if margins else 0.0
        holds = one.test(values[one.signal], slack=slack)
        if holds is False:
            return False
        if holds is None:
            answer = None
    return answer


@lru_cache(maxsize=512)
def parse(text: str) -> Condition:
    """Reads `"a_deg > 1 and b_deg < 2 or c_deg > 3"`; "and" binds closer than "or".

    Parentheses change that. Raises PosecheckError (BAD_EXERCISE) for anything else.

    >>> parse("hip_deg > 162").comparisons[0].limit
    162.0
    >>> written(parse("(a_deg > 1 or b_deg < 2) and c_deg > 3"))
    'a_deg > 1.000 and c_deg > 3.000 or b_deg < 2.000 and c_deg > 3.000'
    """
    try:
        return Condition(_alternatives(_tree(text)))
    except (SyntaxError, ValueError, OverflowError, RecursionError, MemoryError) as error:
        raise PosecheckError(
            f"cannot read the condition {text!r}",
            remedy='Write comparisons with > or <, joined by "and" or "or": "hip_deg > 162".',
            code=ExitCode.BAD_EXERCISE,
        ) from error


def _tree(text: str) -> ast.expr:
    if len(text) > MOST_CHARACTERS:
        raise ValueError("the condition is too long")
    return ast.parse(text.strip(), mode="eval").body


def _alternatives(node: ast.expr) -> tuple[tuple[Comparison, ...], ...]:
    """A condition as alternatives of comparisons; raises ValueError for what is none.

    "and" over alternatives makes an alternative of each combination. Kleene's logic keeps its
    answer under that.
    """
    if isinstance(node, ast.BoolOp):
        parts = [_alternatives(value) for value in node.values]
        if isinstance(node.op, ast.Or):
            return tuple(group for part in parts for group in part)
        if prod(map(len, parts)) > MOST_ALTERNATIVES:
            raise ValueError("too many alternatives")
        return tuple(
            tuple(comparison for group in combination for comparison in group)
            for combination in product(*parts)
        )
    return ((_comparison(node),),)


def written(condition: Condition) -> str:
    """The condition as a text that `parse` reads, with limits to a thousandth.

    >>> written(parse("a_deg > 1 and b_deg < 2.25 or c_deg > -3"))
    'a_deg > 1.000 and b_deg < 2.250 or c_deg > -3.000'
    """
    return " or ".join(
        " and ".join(f"{c.signal} {'>' if c.above else '<'} {c.limit:.3f}" for c in group)
        for group in condition.any_of
    )


def _comparison(node: ast.expr) -> Comparison:
    """One comparison of a signal with a number; raises ValueError for anything else."""
    match node:
        case ast.Compare(
            left=ast.Name(id=signal), ops=[ast.Gt() | ast.Lt() as operator], comparators=[right]
        ) if signal.islower():
            return Comparison(signal, isinstance(operator, ast.Gt), _limit(right))
    raise ValueError(ast.dump(node))


def _limit(node: ast.expr) -> float:
    match node:
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_limit(operand)
        case ast.Constant(value=float() | int() as value) if not isinstance(
            value, bool
        ) and isfinite(value):
            return float(value)
    raise ValueError(ast.dump(node))


@dataclass(frozen=True, slots=True)
class Zone:
    """A region: the condition that enters it, and the one that leaves it where there is one."""

    enter: Condition
    leave: Condition | None = None

    def holds(self, values: Mapping[str, float], margins: Mapping[str, float], was: Tri) -> Tri:
        """The zone's answer at one moment alone; `was` is its answer before that."""
        if was is not True:
            return self.enter.test(values)
        if self.leave is None:
            return self.enter.test(values, margins)
        left = self.leave.test(values)
        return None if left is None else not left


class Written(Protocol):
    """A zone as a file writes it where it has a condition of its own to leave it."""

    @property
    def enter(self) -> str: ...
    @property
    def leave(self) -> str: ...


def zone_of(written: str | Written) -> Zone:
    """The zone that an exercise file writes."""
    if isinstance(written, str):
        return Zone(parse(written))
    return Zone(parse(written.enter), parse(written.leave))
