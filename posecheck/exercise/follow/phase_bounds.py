"""The legs of a repetition in time: where each movement began and came to rest.

Zones only say when a limit was crossed; the movement began before and ends after. Its bounds
are read from the speed of the exercise's driver.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from posecheck.exercise.follow.history import SignalHistory
from posecheck.exercise.follow.repetition_tracker import TrackedRepetition, ZoneChange
from posecheck.motion.movement_ends import MOST_HALT_S, onset, settled
from posecheck.motion.speed import HALF_WINDOW_S
from posecheck.records import Phase

Span = tuple[float, float]
"""Start and end, seconds."""

SETTLE_S = 3.0
"""The end of a movement is awaited this long after its last zone was reached; the last few
degrees of a slow lowering at 5°/s take two seconds."""

LOOK_BACK_S = 4.0
"""How long before leaving a zone a movement may have begun: 10° at 3°/s, as above."""

LOOK_ON_S = 0.8
"""And how long after reaching one it is followed, to know how far it led."""


@dataclass(frozen=True, slots=True)
class Driver:
    """The signal whose speed bounds a movement. A movement that leads less than `whole`, in its
    unit, is not put together over a halt: there the model's own wandering is one."""

    signal: str
    whole: float


BEYOND_REST = 0.4
"""Of the movement out of rest (back to it) so much may lie before (after) a halt in the rest's
zone. More is another movement: a sway to the other side comes through the middle, half of it."""

AT_REST_S = 0.35
"""And whoever stays longer in the rest's zone has rested (half a sway, one to the other side)."""


def come_to_rest(
    history: SignalHistory, driver: Driver, leg: ZoneChange, until_s: float, *, last: bool = False
) -> float | None:
    """When the movement of a leg ended, looking no further than `until_s`; None if it did not.

    `last` is that of a repetition, back to rest.
    """
    window = history.window(driver.signal, leg.leave_s - LOOK_BACK_S, until_s)
    return settled(
        window.t_s, window.values, leave_s=leg.leave_s, reach_s=leg.reach_s,
        most=BEYOND_REST if last else 1.0, least=driver.whole,
    )  # fmt: skip


def moves(
    legs: Sequence[ZoneChange],
    history: SignalHistory,
    driver_of: Callable[[ZoneChange], Driver],
    *,
    not_before_s: float,
) -> list[Span]:
    """Start and end of every movement, each read from its own driver."""
    starts = [_began(history, driver_of(legs[0]), legs[0], not_before_s, first=True)]
    starts += [
        _began(history, driver_of(leg), leg, before.reach_s) for before, leg in pairwise(legs)
    ]
    ceilings = [*starts[1:], legs[-1].reach_s + SETTLE_S]
    found = []
    for leg, start_s, ceiling_s in zip(legs, starts, ceilings, strict=True):
        until_s, last = ceiling_s + 2 * HALF_WINDOW_S, leg is legs[-1]
        end_s = come_to_rest(history, driver_of(leg), leg, until_s, last=last)
        found.append((start_s, min(leg.reach_s if end_s is None else end_s, ceiling_s)))
    return found


def split(
    passage: TrackedRepetition, history: SignalHistory, signal: str, margin: float
) -> tuple[ZoneChange, ...]:
    """The legs of a passage.

    A partial that only went out and back has two; between them the `signal` that made it one
    was, within its `margin`, as far from where it began as it ever came.
    """
    if passage.complete or len(passage.legs) > 1:
        return passage.legs
    return _out_and_back(passage.legs[0], history, signal, margin)


def _began(
    history: SignalHistory,
    driver: Driver,
    leg: ZoneChange,
    not_before_s: float,
    *,
    first: bool = False,
) -> float:
    floor_s = max(leg.leave_s - LOOK_BACK_S, not_before_s)
    window = history.window(driver.signal, floor_s, leg.reach_s + LOOK_ON_S)
    return onset(
        window.t_s, window.values, leave_s=leg.leave_s, reach_s=leg.reach_s, least=driver.whole,
        most=BEYOND_REST if first else 1.0, halt_s=AT_REST_S if first else MOST_HALT_S,
    )  # fmt: skip


def _out_and_back(
    leg: ZoneChange, history: SignalHistory, signal: str, margin: float
) -> tuple[ZoneChange, ...]:
    """Splits a partial at the stretch in which it was farthest from where it began."""
    away = excursion(history, signal, (leg.leave_s, leg.reach_s))
    if not np.isfinite(away).any():
        return (leg,)
    window = history.window(signal, leg.leave_s, leg.reach_s)
    far_s = window.t_s[away >= np.nanmax(away) - margin]
    return (
        ZoneChange(leg.leave_s, float(far_s[0]), 1),
        ZoneChange(float(far_s[-1]), leg.reach_s, leg.place),
    )


def excursion(
    history: SignalHistory, driver: str, span: Span
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """How far the driver is from its first known value in the span, (N,), in its unit."""
    values = history.window(driver, *span).values
    known = values[np.isfinite(values)]
    return np.abs(values - known[0]) if known.size else values


def phases(
    names: list[str], passage: TrackedRepetition, moved: tuple[ZoneChange, ...], spans: list[Span]
) -> tuple[Phase, ...]:
    """The legs by name: movements and, in a complete repetition, the stays between them.

    `moved` are the movements whose `spans` are known; one that left zones out has the name of
    the way to the zone that it reached.
    """
    if not passage.complete:
        ways = names[::2]
        return tuple(
            Phase(ways[leg.place - 1], *span) for leg, span in zip(moved, spans, strict=True)
        )
    found = [Phase(names[0], *spans[0])]
    for i, (before, after) in enumerate(pairwise(spans)):
        found.append(Phase(names[2 * i + 1], before[1], max(before[1], after[0])))
        found.append(Phase(names[2 * i + 2], *after))
    return tuple(found)
