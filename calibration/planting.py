"""Puts faults of control into recordings of landmarks by warping time: who trembles goes to and fro
on the way, who bounces goes back and comes again.

A recording is split into its smooth part, which is warped, and what is left over (noise and
stumbles of the model), which stays on the clock of the pictures: so a slow copy is as noisy as the
original.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.signal import savgol_filter

from posecheck.pose.landmark_recording import Recording
from posecheck.records import Pose

Values = NDArray[np.float64]
Span = tuple[float, float]

SMOOTH_S = 0.25
RAMP_S = 0.12
"""In which a movement comes to a stop or sets out again."""


@dataclass(frozen=True, slots=True, eq=False)
class Take:
    """Landmarks (T, 33, 8: x, y, z, visibility, presence, world) at t_s (T,), even in time, split
    into `smooth` and `rest`."""

    t_s: Values
    smooth: Values
    rest: Values
    size_px: tuple[int, int]
    light: float | None = None
    """The pictures' brightness, 0 to 255 (median)."""

    def poses(self, *, noise: float = 1.0) -> Iterator[Pose]:
        """As a session takes them, the rest `noise` times as large."""
        points = self.smooth + self.rest * np.array([noise] * 3 + [1.0] * 2 + [noise] * 3)
        for t_s, row in zip(self.t_s, points, strict=True):
            image, world_m = row[:, :5].copy(), row[:, 5:].copy()
            yield Pose(float(t_s), image, world_m, self.size_px, light=self.light)


def take(recording: Recording) -> Take:
    """A recording on the even clock of its mean rate; pictures with nobody are filled in."""
    both = np.concatenate((recording.image, recording.world_m), axis=2).astype(float)
    known = np.isfinite(both[:, 0, 0])
    t_s = recording.t_s[known]
    n = round((t_s[-1] - t_s[0]) / float(np.median(np.diff(recording.t_s)))) + 1
    even_s = np.linspace(t_s[0], t_s[-1], n)
    points = at(t_s, both[known], even_s)
    smooth = _smoothed(points, max(2, round(SMOOTH_S / 2 * (n - 1) / (even_s[-1] - even_s[0]))))
    # Visibility and presence go with the posture.
    rest = np.where(np.isin(np.arange(8), (3, 4)), 0.0, points - smooth)
    smooth[:, :, 3:5] = points[:, :, 3:5]
    light = None if recording.light is None else float(np.nanmedian(recording.light))
    return Take(even_s, smooth, rest, recording.size_px, light)


def cut(one: Take, end_s: float) -> Take:
    """The take up to a time."""
    kept = one.t_s <= end_s
    return replace(one, t_s=one.t_s[kept], smooth=one.smooth[kept], rest=one.rest[kept])


def warped(one: Take, old_of: Callable[[Values], Values], end_s: float) -> Take:
    """The take on a new clock that ends at `end_s`; `old_of` gives the old time of new times."""
    dt_s = float(one.t_s[1] - one.t_s[0])
    t_s = one.t_s[0] + np.arange(int((end_s - one.t_s[0]) / dt_s) + 1) * dt_s
    smooth = at(one.t_s, one.smooth, old_of(t_s))
    # To and fro, so that no jump comes about where it begins anew.
    order = np.concatenate((np.arange(one.t_s.size), np.arange(one.t_s.size)[::-1]))
    return replace(one, t_s=t_s, smooth=smooth, rest=one.rest[np.resize(order, t_s.size)])


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the old clock and how it is gone through: `progress` maps the share of the new
    duration to the share of the old one."""

    old: Span
    duration_s: float
    progress: Callable[[Values], Values] = lambda x: x


def timeline(pieces: list[Piece], start_s: float) -> tuple[Callable[[Values], Values], list[Span]]:
    """Old time of new times, and the pieces' spans on the new clock."""
    spans: list[Span] = []
    for piece in pieces:
        spans.append((start_s, start_s + piece.duration_s))
        start_s += piece.duration_s

    def old_of(t_s: Values) -> Values:
        old = np.full(t_s.shape, pieces[-1].old[1])
        for piece, (a, b) in zip(pieces, spans, strict=True):
            within = (t_s >= a) & (t_s <= b)
            share = piece.progress((t_s[within] - a) / max(b - a, 1e-9))
            old[within] = piece.old[0] + share * (piece.old[1] - piece.old[0])
        return old

    return old_of, spans


def with_stops(
    duration_s: float, stops: list[tuple[float, float]]
) -> tuple[float, Callable[[Values], Values]]:
    """A way that stands still at shares of it for so many seconds: new duration and progress."""
    grid = np.linspace(0, 1, 2001)
    total_s = duration_s + sum(length_s + RAMP_S for _, length_s in stops)
    t_s = grid * total_s
    rate = np.ones_like(t_s)
    at_s = 0.0
    gone_s = 0.0
    for share, length_s in sorted(stops):
        at_s += share * duration_s - gone_s
        gone_s = share * duration_s
        middle_s = at_s + (length_s + RAMP_S) / 2
        rate *= np.clip((np.abs(t_s - middle_s) - length_s / 2) / RAMP_S, 0, 1)
        at_s += length_s + RAMP_S
    gone = np.concatenate(([0.0], np.cumsum((rate[1:] + rate[:-1]) / 2)))
    gone /= gone[-1]
    return total_s, lambda x: np.interp(x, grid, gone)


def with_slip(
    way: Values, duration_s: float, *, share: float, at: float, within_s: float
) -> Callable[[Values], Values]:
    """A way in which `share` of it is done within `within_s`, and the rest as before.

    `way` (M,) is the progress of the way over its own time, from 0 to 1.
    """
    grid = np.linspace(0, 1, way.size)
    rising = np.maximum.accumulate(way) + np.arange(way.size) * 1e-9
    x = (np.linspace(0, 1, 2001) - at) * duration_s / within_s + 0.5
    x = np.clip(x, 0, 1)
    slip = x**3 * (10 - 15 * x + 6 * x**2)
    wanted = (1 - share) * np.interp(np.linspace(0, 1, 2001), grid, rising) + share * slip
    old = np.interp(wanted, rising, grid)
    return lambda y: np.interp(y, np.linspace(0, 1, 2001), old)


def path(t_s: Values, driver: Values, span: Span) -> tuple[Values, Values]:
    """A way as its driver goes through it: times (M,) and values (M,), made to go one way."""
    known = np.isfinite(driver)
    times_s = np.linspace(*span, 201)
    values = np.interp(times_s, t_s[known], driver[known])
    sign = 1.0 if values[-1] >= values[0] else -1.0
    rising = np.maximum.accumulate(sign * values) + np.arange(times_s.size) * 1e-9
    return times_s, sign * rising


def swung(old_s: Values, shift: Values, way: tuple[Values, Values]) -> Values:
    """Old times (T,) at which the driver is by `shift` (T,) farther along the way, in its own
    unit, than at `old_s`; beyond the way's ends it stays at them. Where `shift` is 0 nothing
    changes."""
    times_s, values = way
    sign = 1.0 if values[-1] >= values[0] else -1.0
    here = np.interp(old_s, times_s, sign * values)
    moved = np.interp(here + shift, sign * values, times_s)
    return np.where(shift == 0, old_s, moved)


def at(t_s: Values, points: Values, times_s: Values) -> Values:
    """Linear interpolation over time, (N, ...) to (M, ...); beyond the ends the ends."""
    place = np.clip(np.interp(times_s, t_s, np.arange(t_s.size)), 0, t_s.size - 1)
    low = np.minimum(place.astype(int), t_s.size - 2)
    share = (place - low).reshape(-1, *([1] * (points.ndim - 1)))
    found: Values = points[low] * (1 - share) + points[low + 1] * share
    return found


def _smoothed(points: Values, half: int) -> Values:
    """Local parabola over 2 `half` + 1 pictures (Savitzky-Golay)."""
    found: Values = savgol_filter(points, 2 * half + 1, 2, axis=0, mode="interp")
    return found
