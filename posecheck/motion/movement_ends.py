"""When a movement began and when it came to rest, read from its speed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from posecheck.motion.filters import bridged, despiked
from posecheck.motion.speed import HALF_WINDOW_S, slope_per_s

Values = NDArray[np.float64]
Flags = NDArray[np.bool_]

ONSET = (0.08, 0.2)
"""Two shares of a movement's peak speed from which its beginning is read.

The beginning is where the straight line through both points reaches zero speed. For a
raised-cosine movement that is its true beginning, for a minimum-jerk movement of 2 s it lies
0.09 s inside. 5 % is the usual onset criterion for reaching movements (Teasdale et al. 1993, Behav
Res Methods 25:97), with markers; the model's landmarks wander by as much.

Two dozen sets of these shares (with those of `REST`, `SMOOTHING_LAG_S` and `FEWEST`) were tried on
the ends of all holds in the sample clips, at 30 pictures a second and with every second picture.
These have the least error: the worst end of a clip is 0.16 s off on average, 5 of 72 are off by
more than 0.3 s, one by 0.41 s. They also differ least between the two rates (0.13 s, standard
deviation)."""

REST = (0.1, 0.35)
"""The same for a movement's end, which for a minimum-jerk movement of 2 s lies 0.1 s inside."""

SMOOTHING_LAG_S = 0.13
"""The most by which a beginning is moved to an earlier time, seconds. MediaPipe smooths most while
nothing moves, so a movement that starts from rest appears late: by 0.07 s (median over 30
movements, smoothed against raw landmarks), and by more where it starts slowly."""

LAG_SHARE = 0.25
"""The same as a share of the time to the movement's peak. Without it quick movements would be read
as too long."""

FEWEST = 5
"""Samples over which a slope is fitted at least. With three, as at 15 pictures a second, noise
has twice the effect that it has at 30."""

LONGEST_EXTRAPOLATION_S = 0.3
"""The straight line is followed no further than this, seconds. A movement that creeps between its
two points does not follow a line."""

LONGEST_HALF_WINDOW_S = 0.5
"""Slopes are fitted over at most twice this time, seconds: two pictures beside each one at 4 a
second. What lies farther away is beyond a gap, and says nothing of the speed here."""

QUARTILE = 0.25
QUARTILE_SHARE = 0.62
"""A minimum-jerk movement does a quarter of its distance at speeds below 0.62 of its peak: that is
30 x² (1 - x)² / 1.875 at x = 0.27, where an eighth of the distance is done."""

SLIP_RATIO = 1.5
"""A peak of more than 1.5 times what the slowest quarter predicts is a slip within the movement.
The movement's ends are then read from the predicted peak. Otherwise all slow parts would be cut
off."""

MOST_HALT_S = 1.0
"""A halt within a movement lasts no longer, seconds. After it the movement goes on in the same
direction; a longer halt is a pause between two movements."""

RESUMED = 0.15
"""The parts before and after a halt each have at least this share of the movement. A smaller part
is an adjustment of the posture."""

TURNED = 0.05
"""Whoever goes back by this share of the movement has not halted but turned."""


def onset(
    t_s: Values, values: Values, *, leave_s: float, reach_s: float, most: float = 1.0,
    least: float = 0.0,
    halt_s: float = MOST_HALT_S,
) -> float:  # fmt: skip
    """When the movement began that leaves one zone at `leave_s` and reaches another at `reach_s`.

    t_s (N,) increasing, seconds; values (N,), NaN where not seen. The search goes back from
    `leave_s` to the last moment without speed in the movement's direction (see `ONSET`). It
    passes a halt of up to `halt_s` if the part before the halt has at most the share `most` of
    the movement, and the whole movement is at least `least`, in the signal's unit. Where nothing
    moves, the result is `leave_s`.
    """
    movement = _movement(t_s, values, leave_s=leave_s, reach_s=reach_s, least=least)
    if movement is None:
        return leave_s
    moving = movement.speed > ONSET[0] * movement.peak
    first = _first_moving(movement, moving, leave_s=leave_s, reach_s=reach_s, halt_s=halt_s,
                          most=most, least=least)  # fmt: skip
    if first is None:
        return float(t_s[0])
    inner = np.flatnonzero(movement.speed[first:] > ONSET[1] * movement.peak)
    earlier_s = _extrapolated_s(t_s, first, first + int(inner[0]), ONSET) if inner.size else 0.0
    return max(float(t_s[0]), float(t_s[first]) - earlier_s - _lag_s(movement, moving, first))


def settled(
    t_s: Values, values: Values, *, leave_s: float, reach_s: float, most: float = 1.0,
    least: float = 0.0,
) -> float | None:  # fmt: skip
    """When the movement came to rest that leaves one zone at `leave_s` and reaches another at
    `reach_s`.

    t_s (N,) increasing, seconds; values (N,), NaN where not seen. A halt (see `MOST_HALT_S`) is
    passed if the part after it has at most the share `most` of the movement, and the whole
    movement is at least `least`, in the signal's unit. Where nothing moves, the result is
    `reach_s`. None while the movement has not come to rest, or while it goes on after a halt and
    its part after it is not known yet; the caller may wait for more samples.
    """
    movement = _movement(t_s, values, leave_s=leave_s, reach_s=reach_s, least=least)
    if movement is None:
        return reach_s
    last = _last_moving(movement, leave_s=leave_s, reach_s=reach_s, most=most, least=least)
    if last is None:
        return None
    inner = np.flatnonzero(movement.speed[: last + 1] > REST[1] * movement.peak)
    later_s = _extrapolated_s(t_s, last, int(inner[-1]), REST) if inner.size else 0.0
    return float(t_s[last]) + later_s


class _Parts(NamedTuple):
    """The two parts of a movement with a halt, as shares of it, and its whole distance."""

    before: float
    after: float
    distance: float


@dataclass(frozen=True, slots=True, eq=False)
class _Movement:
    """t_s (N,), speed (N,) and values (N,), both counted in the movement's own direction; `peak`
    is the speed of which `ONSET` and `REST` are shares, `half_windows_s` (N,) those of speeds."""

    t_s: Values
    speed: Values
    values: Values
    peak: float
    half_windows_s: Values

    def parts(self, start: int, stop: int, again: int, end: int) -> _Parts | None:
        """The parts from sample `start` to `stop` and from `again` to `end`.

        None where they are not one movement with a halt between them.
        """
        distance = self.values[end] - self.values[start]
        if not distance > 0:
            return None
        before = (self.values[stop] - self.values[start]) / distance
        after = (self.values[end] - self.values[again]) / distance
        back = (self.values[stop] - self.values[stop : again + 1].min()) / distance
        if not (min(before, after) >= RESUMED and back < TURNED):
            return None
        return _Parts(float(before), float(after), float(distance))


def _first_moving(
    movement: _Movement, moving: Flags, *, leave_s: float, reach_s: float, halt_s: float,
    most: float, least: float,
) -> int | None:  # fmt: skip
    """The movement's first sample, found backwards; None where it began before the samples."""
    t_s = movement.t_s
    turn = _first(~(movement.speed > 0), _index(t_s, reach_s))
    end = t_s.size - 1 if turn is None else turn
    last = int(np.searchsorted(t_s, leave_s, side="right")) - 1
    while (still := _last(~moving[: last + 1])) is not None:
        first = min(still + 1, t_s.size - 1)
        halted = _last(moving[:first])
        if halted is None or t_s[first] - t_s[halted] > halt_s:
            return first
        still = _last(~moving[: halted + 1])
        parts = movement.parts(0 if still is None else still + 1, halted, first, end)
        if parts is None or parts.before > most or parts.distance < least:
            return first
        last = halted
    return None


def _last_moving(
    movement: _Movement, *, leave_s: float, reach_s: float, most: float, least: float
) -> int | None:
    """The movement's last sample; None where it is not known yet."""
    t_s, moving = movement.t_s, movement.speed > REST[0] * movement.peak
    # The slopes at the newest samples lack the later half of their window.
    still = ~moving & (t_s <= t_s[-1] - movement.half_windows_s)
    turn = _last(~(movement.speed[: _index(t_s, leave_s)] > 0))
    start = 0 if turn is None else turn
    first = int(np.searchsorted(t_s, reach_s))
    while (halted := _first(still, first)) is not None:
        last = max(halted - 1, 0)
        again = _first(moving, last + 1)
        if again is None or t_s[again] - t_s[last] > MOST_HALT_S:
            return last
        stop = _first(~moving, again)
        parts = movement.parts(start, last, again, t_s.size - 1 if stop is None else stop - 1)
        if parts is None or parts.after > most or parts.distance < least:
            undecided = stop is None and (parts is None or parts.after <= most)
            return None if undecided else last
        first = again
    return None


def _lag_s(movement: _Movement, moving: Flags, first: int) -> float:
    """By how much a movement whose first sample is `first` appears late (`SMOOTHING_LAG_S`)."""
    run = movement.speed[first : _first(~moving, first)]
    if not run.size:
        return 0.0
    to_peak_s = float(movement.t_s[first + int(run.argmax())] - movement.t_s[first])
    return min(SMOOTHING_LAG_S, LAG_SHARE * to_peak_s)


def _extrapolated_s(t_s: Values, outer: int, inner: int, shares: tuple[float, float]) -> float:
    """From the outer sample to where the line through both reaches zero speed, seconds."""
    share = shares[0] / (shares[1] - shares[0])
    return min(share * abs(float(t_s[inner] - t_s[outer])), LONGEST_EXTRAPOLATION_S)


def _index(t_s: Values, at_s: float) -> int:
    """The first sample at or after a time, or the last one there is."""
    return min(int(np.searchsorted(t_s, at_s)), t_s.size - 1)


def _first(flags: Flags, start: int) -> int | None:
    """Index of the first True from `start` on."""
    found = np.flatnonzero(flags[start:])
    return start + int(found[0]) if found.size else None


def _last(flags: Flags) -> int | None:
    """Index of the last True."""
    found = np.flatnonzero(flags)
    return int(found[-1]) if found.size else None


def _movement(
    t_s: Values, values: Values, *, leave_s: float, reach_s: float, least: float
) -> _Movement | None:
    """The movement, counted in its own direction; None where nothing moves.

    A zone may be left after the peak of the movement that leads out of it. So the peak is
    searched in the whole movement, as far as it goes in one direction.
    """
    clean = bridged(t_s, despiked(values))
    half_windows_s = _half_windows_s(t_s)
    speed = slope_per_s(t_s, clean, half_window_s=half_windows_s)
    during = (t_s >= leave_s - HALF_WINDOW_S) & (t_s <= reach_s + HALF_WINDOW_S)
    if not np.isfinite(speed[during]).any():
        return None
    fastest = int(np.nanargmax(np.where(during, np.abs(speed), np.nan)))
    if speed[fastest] == 0:
        return None
    sign = np.sign(speed[fastest])
    speed, along = speed * sign, sign * clean
    first, stop = _one_direction(speed, fastest)
    run = speed[first:stop]
    large = along[stop - 1] - along[first] >= least
    peak = _peak(run) if large else float(run.max())
    return _Movement(t_s, speed, along, peak, half_windows_s)


def _one_direction(speed: Values, fastest: int) -> tuple[int, int]:
    """First sample and end (exclusive) of the positive speeds around the fastest one."""
    halts = np.flatnonzero(~(speed > 0))
    at = int(np.searchsorted(halts, fastest))
    first = int(halts[at - 1]) + 1 if at > 0 else 0
    return first, int(halts[at]) if at < halts.size else speed.size


def _half_windows_s(t_s: Values) -> Values:
    """`HALF_WINDOW_S`, (N,), or the time that `FEWEST` samples take where pictures come slowly.

    Pictures that come unevenly are sparse in places: a window that is too narrow there finds no
    slope, and the movement seems to stop. Never more than `LONGEST_HALF_WINDOW_S`.
    """
    beside = (FEWEST - 1) // 2
    if t_s.size <= beside:
        return np.full(t_s.size, HALF_WINDOW_S)
    ahead_s = t_s[beside:] - t_s[:-beside]
    after_s = np.concatenate((ahead_s, np.full(beside, ahead_s[-1])))
    before_s = np.concatenate((np.full(beside, ahead_s[0]), ahead_s))
    windows_s: Values = 1.005 * np.maximum(before_s, after_s)
    return windows_s.clip(HALF_WINDOW_S, LONGEST_HALF_WINDOW_S)


def _peak(speeds: Values) -> float:
    """The peak, or what the slowest quarter predicts if the peak is a slip's."""
    slowest = np.sort(speeds)
    done = np.cumsum(slowest)
    quarter = slowest[int(np.searchsorted(done, QUARTILE * done[-1]))]
    return min(float(slowest[-1]), SLIP_RATIO * float(quarter) / QUARTILE_SHARE)
