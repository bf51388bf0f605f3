"""Where a movement begins and where it comes to rest, told by its speed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecheck.motion.filters import bridged, despiked
from posecheck.motion.speed import HALF_WINDOW_S, slope_per_s

Values = NDArray[np.float64]

ONSET = (0.08, 0.2)
REST = (0.1, 0.35)
"""Shares of its peak speed between which a movement's ends are looked for. The end itself is
where the line through both points meets zero speed, which for a raised-cosine movement is its
true end and for a minimum-jerk one of 2 s lies 0.09 s (onset) and 0.1 s (rest) inside. 5 % is
the usual onset criterion for reaching movements (Teasdale et al. 1993, Behav Res Methods 25:97),
with markers; the model's landmarks wander by as much. Of two dozen sets tried on the ends of all
holds in the sample clips, at 30 pictures a second and at every second of them, these, with
`SMOOTHING_LAG_S` and `FEWEST`, leave the least error (the worst end of a clip is 0.16 s off in the
mean, 5 of 72 over 0.3 s, one at 0.41 s) and differ least between the rates (0.13 s, standard
deviation)."""

SMOOTHING_LAG_S = 0.13
LAG_SHARE = 0.25
"""MediaPipe smooths most while nothing moves, so a movement out of stillness shows late: by
0.07 s (median over 30 movements, smoothed against raw landmarks), where it starts slowly by
more; and a quick one by a quarter of the time to its peak, or hasty ways would be read too long."""

FEWEST = 5
"""Samples that a slope is fitted over: with three, as at 15 pictures a second, noise counts twice
as much as at 30."""

MAX_MOVED_S = 0.3
"""The extrapolation goes no further: a movement that creeps between its two points is no line."""

QUARTILE = 0.25
QUARTILE_SHARE = 0.62
"""A minimum-jerk movement does a quarter of its way at speeds below 0.62 of its peak
(30 x² (1 - x)² / 1.875 where an eighth of the way is done, x = 0.27)."""

SLIPPED = 1.5
"""A peak of more than so many times what that quarter lets expect is a slip in the movement: its
ends are told by the rest of it, or all that is slow would be cut off."""

MOST_HALT_S = 1.0
RESUMED = 0.15
TURNED = 0.05
"""A movement that all but stands still for up to a second and then goes on the same way is one
movement, when what comes after (before) is 15 % of it and more. Less is a posture that is adjusted;
and whoever goes back by 5 % in between has not stopped but turned."""


def onset(
    t_s: Values, values: Values, *, leave_s: float, reach_s: float, most: float = 1.0,
    least: float = 0.0,
    halt_s: float = MOST_HALT_S,
) -> float:  # fmt: skip
    """When the movement that leads from `leave_s` to `reach_s` began, seconds.

    Looks backwards from `leave_s` for the last moment at which the signal did not yet move
    the same way (see `ONSET`), and on over a halt of up to `halt_s` before which at most the
    share `most` of the movement lies, where all of it is at least `least`. Without a movement:
    `leave_s`.
    """
    movement = _forward(t_s, values, leave_s=leave_s, reach_s=reach_s, least=least)
    if movement is None:
        return leave_s
    speed, peak = movement.speed, movement.peak
    moving = speed > ONSET[0] * peak
    last = int(np.searchsorted(t_s, leave_s, side="right")) - 1
    turn = _first(~(speed > 0), _index(t_s, reach_s))
    end = t_s.size - 1 if turn is None else turn
    while True:
        before = np.flatnonzero(~moving[: last + 1])
        if not before.size:
            return float(t_s[0])
        first = min(int(before[-1]) + 1, t_s.size - 1)
        again = _last(moving[:first])
        if again is None or t_s[first] - t_s[again] > halt_s:
            break
        start = _last(~moving[: again + 1])
        parts = movement.parts(0 if start is None else start + 1, again, first, end)
        if parts is None or parts[0] > most or parts[2] < least:
            break
        last = again
    inner = np.flatnonzero(speed[first:] > ONSET[1] * peak)
    moved_s = _moved_s(t_s, first, first + int(inner[0]), ONSET) if inner.size else 0.0
    return max(float(t_s[0]), float(t_s[first]) - moved_s - _lag_s(t_s, speed, moving, first))


def settled(
    t_s: Values, values: Values, *, leave_s: float, reach_s: float, most: float = 1.0,
    least: float = 0.0,
) -> float | None:  # fmt: skip
    """When the movement that leads from `leave_s` to `reach_s` came to rest, seconds.

    A halt (see `MOST_HALT_S`) is passed over where the samples go on after it, by at most the share
    `most` of the movement, and all of it is at least `least`. None while it has not come to rest,
    or goes on right now and may yet be more (the caller may wait for more samples).
    """
    movement = _forward(t_s, values, leave_s=leave_s, reach_s=reach_s, least=least)
    if movement is None:
        return reach_s
    speed, peak = movement.speed, movement.peak
    # The fit at the newest samples lacks its later half.
    usable = t_s <= t_s[-1] - _half_window_s(t_s)
    moving = speed > REST[0] * peak
    first = int(np.searchsorted(t_s, reach_s))
    turn = _last(~(speed[: _index(t_s, leave_s)] > 0))
    start = 0 if turn is None else turn
    while True:
        after = np.flatnonzero(~moving[first:] & usable[first:])
        if not after.size:
            return None
        last = max(first + int(after[0]) - 1, 0)
        again = _first(moving, last + 1)
        if again is None or t_s[again] - t_s[last] > MOST_HALT_S:
            break
        end = _first(~moving, again)
        parts = movement.parts(start, last, again, t_s.size - 1 if end is None else end - 1)
        if parts is None or parts[1] > most or parts[2] < least:
            if end is None and (parts is None or parts[1] <= most):
                return None
            break
        first = again
    return _rest_s(t_s, speed, peak, last)


def _lag_s(t_s: Values, speed: Values, moving: NDArray[np.bool_], first: int) -> float:
    """How late a movement shows that sets out at `first` (see `SMOOTHING_LAG_S`)."""
    run = speed[first : _first(~moving, first)]
    to_peak_s = float(t_s[first + int(run.argmax())] - t_s[first]) if run.size else 0.0
    return min(SMOOTHING_LAG_S, LAG_SHARE * to_peak_s)


def _rest_s(t_s: Values, speed: Values, peak: float, last: int) -> float:
    inner = np.flatnonzero(speed[: last + 1] > REST[1] * peak)
    return float(t_s[last]) + (_moved_s(t_s, last, int(inner[-1]), REST) if inner.size else 0.0)


def _moved_s(t_s: Values, edge: int, inner: int, shares: tuple[float, float]) -> float:
    """From the outer point on to where the line through both points meets zero, seconds."""
    share = shares[0] / (shares[1] - shares[0])
    return min(share * abs(float(t_s[inner] - t_s[edge])), MAX_MOVED_S)


def _index(t_s: Values, at_s: float) -> int:
    return min(int(np.searchsorted(t_s, at_s)), t_s.size - 1)


def _first(these: NDArray[np.bool_], start: int) -> int | None:
    found = np.flatnonzero(these[start:])
    return start + int(found[0]) if found.size else None


def _last(these: NDArray[np.bool_]) -> int | None:
    found = np.flatnonzero(these)
    return int(found[-1]) if found.size else None


@dataclass(frozen=True, slots=True, eq=False)
class _Movement:
    """speed (N,) and values (N,), counted along the movement's own direction; `peak` is the speed
    that its ends are told by."""

    speed: Values
    values: Values
    peak: float

    def parts(
        self, start: int, stop: int, again: int, end: int
    ) -> tuple[float, float, float] | None:
        """The shares of a movement that lead from `start` to `stop` and from `again` to `end`, and
        how far all of it leads; None where they are not of the same, with a halt between."""
        whole = self.values[end] - self.values[start]
        if not whole > 0:
            return None
        one = (self.values[stop] - self.values[start]) / whole
        other = (self.values[end] - self.values[again]) / whole
        back = (self.values[stop] - self.values[stop : again + 1].min()) / whole
        if not (min(one, other) >= RESUMED and back < TURNED):
            return None
        return float(one), float(other), float(whole)


def _forward(
    t_s: Values, values: Values, *, leave_s: float, reach_s: float, least: float
) -> _Movement | None:
    """The movement along its own direction; None where nothing moves.

    A zone may be left when the movement out of it is past its peak, so the peak is looked for in
    all of the movement, as far as it goes one way.
    """
    clean = bridged(t_s, despiked(values))
    speed = slope_per_s(t_s, clean, half_window_s=_half_window_s(t_s))
    during = (t_s >= leave_s - HALF_WINDOW_S) & (t_s <= reach_s + HALF_WINDOW_S)
    if not np.isfinite(speed[during]).any():
        return None
    strongest = int(np.nanargmax(np.where(during, np.abs(speed), np.nan)))
    if speed[strongest] == 0:
        return None
    sign = np.sign(speed[strongest])
    forward = speed * sign
    halts = np.flatnonzero(~(forward > 0))
    at = int(np.searchsorted(halts, strongest))
    first = int(halts[at - 1]) + 1 if at > 0 else 0
    stop = int(halts[at]) if at < halts.size else forward.size
    along = sign * clean
    small = not along[stop - 1] - along[first] >= least
    run = forward[first:stop]
    peak = float(run.max()) if small else _peak(run)
    return _Movement(forward, along, peak)


def _half_window_s(t_s: Values) -> float:
    """`HALF_WINDOW_S`, or what `FEWEST` samples take where pictures come more slowly."""
    if t_s.size < 2:
        return HALF_WINDOW_S
    return max(HALF_WINDOW_S, (FEWEST - 1) / 2 * 1.005 * float(np.median(np.diff(t_s))))


def _peak(speeds: Values) -> float:
    """The peak, or what the slower part of the movement lets expect where that is a slip's."""
    slowest = np.sort(speeds)
    gone = np.cumsum(slowest)
    quarter = slowest[int(np.searchsorted(gone, QUARTILE * gone[-1]))]
    return min(float(slowest[-1]), SLIPPED * float(quarter) / QUARTILE_SHARE)
