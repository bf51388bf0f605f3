"""When each phase of a repetition began and ended.

Zones only say when a limit was crossed; the movement began before and ends after. Its bounds
are read from the speed of the exercise's driver.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from posecheck.exercise.follow.history import SignalHistory
from posecheck.exercise.follow.repetition_tracker import TrackedRepetition, ZoneChange
from posecheck.exercise.spec.checks import Window
from posecheck.motion.movement_ends import MOST_HALT_S, RESUMED, onset, settled
from posecheck.motion.speed import HALF_WINDOW_S
from posecheck.records import Phase

Span = tuple[float, float]
"""Start and end, seconds."""

SETTLE_S = 3.0
"""The end of a movement is awaited for this long after its last zone was reached. The last few
degrees of a slow lowering at 5°/s take two seconds."""

LOOK_BACK_S = 4.0
"""A movement may have begun this long before its zone was left: 10° at 3°/s, as above."""

LOOK_ON_S = 0.8
"""A movement is followed for this long after it reached its zone, to know how far it led."""

BEYOND_REST = 0.4
"""At most this share of the movement out of rest (or back to it) may lie before (after) a halt in
the zone of rest. More is another movement: a sway to the other side comes through the middle with
half of its way done."""

AT_REST_S = 0.35
"""Whoever stays longer than this in the zone of rest has rested. Shorter is half a sway, or one to
the other side."""


HELD_SHARE = 0.05
"""Whoever is no farther than this share of the way from where a pause begins or ends is there: a
person calls a bridge "up" before its last slow degrees. In six labelled bridges of one half of the
people the pause between both movements is 0.5-1.1 s shorter than the label says; with this share
the hold is 0.1-0.5 s shorter. A minimum-jerk movement of a second comes this near 0.19 s before
its end, so drawn people's holds still agree to 0.3 s."""


THERE_S = 0.3
"""Where a signal has come to is its median over the last third of a second: one bad picture, or the
beginning of the next movement, does not tell it."""


@dataclass(frozen=True, slots=True)
class Driver:
    """The signal whose speed bounds a movement.

    A movement that leads less far than `whole`, in the signal's unit, is not put together over a
    halt: the model's own wandering looks like one there. `rest` is its value in the middle, for a
    signal with a middle and two sides (degrees or trunk lengths), else None: a movement from rest
    begins there, also for somebody who comes from the other side without a stop.
    """

    signal: str
    whole: float
    rest: float | None = None


def held_span(history: SignalHistory, signal: str, pause: Span, before: Span, after: Span) -> Span:
    """When a pause that counts as a hold began and ended, as a person would say it.

    It reaches into the movements `before` and `after` it, as far as the signal is near its value at
    the pause's ends (`HELD_SHARE` of the movement). Where it is not seen, the pause is the hold.
    """
    start_s = _near_since(history, signal, pause[0], before)
    end_s = _near_since(history, signal, pause[1], after)
    return min(pause[0], start_s), max(pause[1], end_s)


def still_span(history: SignalHistory, signal: str, span: Span, within_s: float) -> Span:
    """A hold's span without the signal's movements into and out of it, as far as these lie
    `within_s` of its ends.

    Getting into it may take several movements: hands come down beside the head and are then laid
    back. It is over with the last one that is larger than an adjustment of the posture.
    """
    start_s, end_s = span
    into = history.window(signal, start_s - within_s, min(start_s + within_s, end_s))
    if into.t_s.size and into.t_s[0] < start_s:
        rest_s = settled(into.t_s, into.values, leave_s=start_s, reach_s=start_s)
        start_s = start_s if rest_s is None else min(max(start_s, rest_s), end_s)
        start_s = max(start_s, _last_adjusted_s(into, start_s))
    out = history.window(signal, max(end_s - within_s, start_s), end_s + within_s)
    if out.t_s.size and out.t_s[-1] > end_s:
        began_s = onset(out.t_s, out.values, leave_s=end_s, reach_s=end_s)
        end_s = max(start_s, min(end_s, began_s))
    return start_s, end_s


def _last_adjusted_s(window: Window, since_s: float) -> float:
    """When a signal that moved on after `since_s` has come near its value at the window's end.

    Near is within `RESUMED` of its way in the window. It is `since_s` where it was there already.
    """
    known = np.isfinite(window.values)
    t_s, values = window.t_s[known], window.values[known]
    if not values.size:
        return since_s
    there = np.median(values[t_s >= t_s[-1] - THERE_S])
    away_s = t_s[np.abs(values - there) > RESUMED * np.ptp(values)]
    return max(since_s, float(away_s[-1])) if away_s.size else since_s


def _near_since(history: SignalHistory, signal: str, there_s: float, movement: Span) -> float:
    """The farthest time from `there_s`, within a movement next to it, from which on the signal
    stayed near its value at `there_s`."""
    window = history.window(signal, *movement)
    known = np.isfinite(window.values)
    t_s, values = window.t_s[known], window.values[known]
    if t_s.size < 2:
        return there_s
    order = np.argsort(np.abs(t_s - there_s))
    t_s, values = t_s[order], values[order]
    away = np.abs(values - values[0])
    near = away <= HELD_SHARE * away.max()
    return float(t_s[: int(np.argmin(near)) if not near.all() else len(near)][-1])


def come_to_rest(
    history: SignalHistory,
    driver: Driver,
    change: ZoneChange,
    until_s: float,
    *,
    last: bool = False,
) -> float | None:
    """When the movement of a zone change ended, looking no further than `until_s`; None if it
    did not.

    `last` says that it is the movement back to rest.
    """
    window = history.window(driver.signal, change.left_s - LOOK_BACK_S, until_s)
    return settled(
        window.t_s,
        window.values,
        leave_s=change.left_s,
        reach_s=change.reached_s,
        most=BEYOND_REST if last else 1.0,
        least=driver.whole,
    )


def movement_spans(
    changes: Sequence[ZoneChange],
    history: SignalHistory,
    driver_of: Callable[[ZoneChange], Driver],
    *,
    not_before_s: float,
) -> list[Span]:
    """Start and end of every movement, each read from its own driver."""
    first = changes[0]
    starts = [_began(history, driver_of(first), first, not_before_s, first=True)]
    starts += [
        _began(history, driver_of(change), change, before.reached_s)
        for before, change in pairwise(changes)
    ]
    ceilings = [*starts[1:], changes[-1].reached_s + SETTLE_S]
    found = []
    for change, start_s, ceiling_s in zip(changes, starts, ceilings, strict=True):
        until_s, last = ceiling_s + 2 * HALF_WINDOW_S, change is changes[-1]
        end_s = come_to_rest(history, driver_of(change), change, until_s, last=last)
        end_s = min(change.reached_s if end_s is None else end_s, ceiling_s)
        if last and (rest := driver_of(change).rest) is not None:
            end_s = min(end_s, _reached_middle_s(history, driver_of(change), change, rest, end_s))
        found.append((start_s, max(start_s, end_s)))
    return found


def movements(
    tracked: TrackedRepetition, history: SignalHistory, signal: str, margin: float
) -> tuple[ZoneChange, ...]:
    """The movements of a repetition.

    A half repetition that only went out and back has two. Between them the `signal` that made it
    one was, within its `margin`, as far from where it began as it ever came.
    """
    if tracked.complete or len(tracked.changes) > 1:
        return tracked.changes
    return _out_and_back(tracked.changes[0], history, signal, margin)


def _began(
    history: SignalHistory,
    driver: Driver,
    change: ZoneChange,
    not_before_s: float,
    *,
    first: bool = False,
) -> float:
    earliest_s = max(change.left_s - LOOK_BACK_S, not_before_s)
    window = history.window(driver.signal, earliest_s, change.reached_s + LOOK_ON_S)
    if first and driver.rest is not None:
        not_before_s = max(not_before_s, _left_middle_s(window, change, driver.rest))
    onset_s = onset(
        window.t_s,
        window.values,
        leave_s=change.left_s,
        reach_s=change.reached_s,
        least=driver.whole,
        most=BEYOND_REST if first else 1.0,
        halt_s=AT_REST_S if first else MOST_HALT_S,
    )
    # Where the driver stands still, its first moving sample may be a later one. And a zone that was
    # skipped to may have been entered before the movement before this one ended.
    return max(not_before_s, min(onset_s, change.reached_s))


def _left_middle_s(window: Window, change: ZoneChange, rest: float) -> float:
    """The last time before a zone change at which the signal was in the middle or beyond it.

    -inf where it was not.
    """
    known = np.isfinite(window.values) & (window.t_s <= change.reached_s)
    t_s, values = window.t_s[known], window.values[known] - rest
    if not values.size:
        return float("-inf")
    beyond = t_s[values * np.sign(values[-1]) <= 0]
    return float(beyond[-1]) if beyond.size else float("-inf")


def _reached_middle_s(
    history: SignalHistory, driver: Driver, change: ZoneChange, rest: float, end_s: float
) -> float:
    """The first time of a zone change at which the signal was in the middle or beyond it; `end_s`
    where it was not."""
    window = history.window(driver.signal, change.left_s, end_s)
    known = np.isfinite(window.values)
    t_s, values = window.t_s[known], window.values[known] - rest
    if not values.size:
        return end_s
    beyond = t_s[values * np.sign(values[0]) <= 0]
    return float(beyond[0]) if beyond.size else end_s


def _out_and_back(
    change: ZoneChange, history: SignalHistory, signal: str, margin: float
) -> tuple[ZoneChange, ...]:
    """Splits a half repetition where it was farthest from its beginning."""
    away = excursion(history, signal, (change.left_s, change.reached_s))
    if not np.isfinite(away).any():
        return (change,)
    window = history.window(signal, change.left_s, change.reached_s)
    far_s = window.t_s[away >= np.nanmax(away) - margin]
    return (
        ZoneChange(change.left_s, float(far_s[0]), 1),
        ZoneChange(float(far_s[-1]), change.reached_s, change.index),
    )


def excursion(history: SignalHistory, driver: str, span: Span) -> NDArray[np.float64]:
    """How far the driver is from its first known value in the span, (N,), in its unit."""
    values = history.window(driver, *span).values
    known = values[np.isfinite(values)]
    return np.abs(values - known[0]) if known.size else values


def phases(
    names: list[str],
    tracked: TrackedRepetition,
    moved: tuple[ZoneChange, ...],
    spans: list[Span],
) -> tuple[Phase, ...]:
    """The phases by name: movements and, in a complete repetition, the pauses between them.

    `moved` are the movements whose `spans` are known. One that left zones out has the name of
    the movement to the zone that it reached.
    """
    if not tracked.complete:
        of_movements = names[::2]
        return tuple(
            Phase(of_movements[change.index - 1], *span)
            for change, span in zip(moved, spans, strict=True)
        )
    found = [Phase(names[0], *spans[0])]
    for i, (before, after) in enumerate(pairwise(spans)):
        found.append(Phase(names[2 * i + 1], before[1], max(before[1], after[0])))
        found.append(Phase(names[2 * i + 2], *after))
    return tuple(found)
