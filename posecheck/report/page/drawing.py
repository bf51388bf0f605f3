"""What a strip is made of: all places are in the units of the drawing, which is `WIDTH` wide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

WIDTH: Final = 960
LEFT, RIGHT = 52, 10
MARKS, PLOT, LANE, CLOCK = 24, 170, 22, 24
"""The heights of the faults' marks, of the signal, of a lane of boxes, and of the clock."""


@dataclass(frozen=True, slots=True)
class Box:
    """A span of time on a lane: `kind` says what it looks like."""

    x: float
    width: float
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Band:
    """A zone: from `top`, `height` high; `edges` are the heights of its limits."""

    top: float
    height: float
    label: str
    edges: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """A signal: the points of each piece without a gap, as "x,y x,y"."""

    pieces: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A fault: at `x`, as long as `width`, with the number of its kind."""

    x: float
    width: float
    number: int
    t_s: float


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the drawing; `top` and `bottom` are the ends of the signal's field."""

    start_s: float
    end_s: float
    height: float
    top: float
    bottom: float
    bands: tuple[Band, ...]
    curves: tuple[Curve, ...]
    levels: tuple[tuple[float, str], ...]
    blocked: tuple[Box, ...]
    marks: tuple[Mark, ...]
    reps: tuple[Box, ...]
    holds: tuple[Box, ...]
    clock: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """The whole drawing.

    signal: what the curve shows, with its unit; empty where there is no curve.
    sides: the sides that have a curve of their own.
    """

    rows: tuple[Row, ...]
    signal: str
    sides: tuple[str, ...]
    left: int = LEFT
    right: int = WIDTH - RIGHT
    lane: int = LANE
    width: int = WIDTH
