"""Plants faults into recordings of landmarks by changing their clock.

A fault is a change of which old time is shown at which new time. For a stop, the old time stands
still. For a tremor, it goes to and fro along the movement. For a bounce, it goes back from the end
of a movement and returns.

A recording is split into two parts. The smooth part gets the new clock. The residue (the noise and
the errors of the pose model) keeps the clock of the pictures. So a slow copy is as noisy as the
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
"""Start and end, seconds."""

OldTime = Callable[[Values], Values]
"""New times (T,) -> the old times (T,) that are shown at them, seconds."""

SMOOTH_S = 0.25
"""Length of the window that the smooth part is fitted over."""

RAMP_S = 0.12
"""Time in which a movement slows down to a stop, or starts again."""


@dataclass(frozen=True, slots=True, eq=False)
class SplitRecording:
    """Landmarks, split into their smooth part and the residue.

    Both parts are (T, 33, 8): x, y, z, visibility, presence, and x, y, z in the world.
    """

    t_s: Values
    """(T,), at equal distances."""
    smooth: Values
    residue: Values
    size_px: tuple[int, int]
    light: float | None = None
    """The pictures' brightness, 0 to 255 (median)."""

    def poses(self, *, residue_factor: float = 1.0) -> Iterator[Pose]:
        """The poses for a session, with the residue `residue_factor` times as large."""
        factors = np.array([residue_factor] * 3 + [1.0] * 2 + [residue_factor] * 3)
        points = self.smooth + self.residue * factors
        for t_s, row in zip(self.t_s, points, strict=True):
            image, world_m = row[:, :5].copy(), row[:, 5:].copy()
            yield Pose(float(t_s), image, world_m, self.size_px, light=self.light)


def split(recording: Recording) -> SplitRecording:
    """Resamples a recording to its usual rate and splits it.

    Pictures in which nobody was found are filled in by interpolation.
    """
    both = np.concatenate((recording.image, recording.world_m), axis=2).astype(float)
    found = np.isfinite(both[:, 0, 0])
    t_s = recording.t_s[found]
    n = round((t_s[-1] - t_s[0]) / float(np.median(np.diff(recording.t_s)))) + 1
    resampled_s = np.linspace(t_s[0], t_s[-1], n)
    points = interpolated(t_s, both[found], resampled_s)
    rate_hz = (n - 1) / (resampled_s[-1] - resampled_s[0])
    smooth = _smoothed(points, max(2, round(SMOOTH_S / 2 * rate_hz)))
    # Visibility and presence belong to the posture, so they get the new clock, too.
    residue = np.where(np.isin(np.arange(8), (3, 4)), 0.0, points - smooth)
    smooth[:, :, 3:5] = points[:, :, 3:5]
    light = None if recording.light is None else float(np.nanmedian(recording.light))
    return SplitRecording(resampled_s, smooth, residue, recording.size_px, light)


def cut(recording: SplitRecording, end_s: float) -> SplitRecording:
    """The recording up to `end_s`."""
    kept = recording.t_s <= end_s
    return replace(
        recording, t_s=recording.t_s[kept], smooth=recording.smooth[kept],
        residue=recording.residue[kept],
    )  # fmt: skip


def warped(recording: SplitRecording, old_time: OldTime, end_s: float) -> SplitRecording:
    """The recording on a new clock, which begins as the old one does and ends at `end_s`."""
    old_s = recording.t_s
    step_s = float(old_s[1] - old_s[0])
    t_s = old_s[0] + np.arange(int((end_s - old_s[0]) / step_s) + 1) * step_s
    smooth = interpolated(old_s, recording.smooth, old_time(t_s))
    # A longer recording repeats the residue. It runs forwards, then backwards: no jump where it
    # turns.
    order = np.concatenate((np.arange(old_s.size), np.arange(old_s.size)[::-1]))
    residue = recording.residue[np.resize(order, t_s.size)]
    return replace(recording, t_s=t_s, smooth=smooth, residue=residue)


@dataclass(frozen=True, slots=True)
class Piece:
    """A span of the old clock, and how the new clock goes through it."""

    old_span: Span
    duration_s: float
    """On the new clock."""
    progress: Callable[[Values], Values] = lambda x: x
    """Share of the new duration -> share of the old one."""


def timeline(pieces: list[Piece], start_s: float) -> tuple[OldTime, list[Span]]:
    """Puts pieces one after the other: the old time of new times, and each piece's new span."""
    spans: list[Span] = []
    for piece in pieces:
        spans.append((start_s, start_s + piece.duration_s))
        start_s += piece.duration_s

    def old_time(t_s: Values) -> Values:
        old_s = np.full(t_s.shape, pieces[-1].old_span[1])
        for piece, (a, b) in zip(pieces, spans, strict=True):
            within = (t_s >= a) & (t_s <= b)
            share = piece.progress((t_s[within] - a) / max(b - a, 1e-9))
            old_s[within] = piece.old_span[0] + share * (piece.old_span[1] - piece.old_span[0])
        return old_s

    return old_time, spans


def with_stops(
    duration_s: float, stops: list[tuple[float, float]]
) -> tuple[float, Callable[[Values], Values]]:
    """A movement that stands still in between: its new duration, and its `Piece.progress`.

    `stops` are pairs: the share of the old duration at which it stands still, and for how many
    seconds.
    """
    grid = np.linspace(0, 1, 2001)
    total_s = duration_s + sum(length_s + RAMP_S for _, length_s in stops)
    t_s = grid * total_s
    rate = np.ones_like(t_s)
    at_s = 0.0
    done_s = 0.0
    for share, length_s in sorted(stops):
        at_s += share * duration_s - done_s
        done_s = share * duration_s
        middle_s = at_s + (length_s + RAMP_S) / 2
        rate *= np.clip((np.abs(t_s - middle_s) - length_s / 2) / RAMP_S, 0, 1)
        at_s += length_s + RAMP_S
    done = np.concatenate(([0.0], np.cumsum((rate[1:] + rate[:-1]) / 2)))
    done /= done[-1]
    return total_s, lambda x: np.interp(x, grid, done)


def with_slip(
    done: Values, duration_s: float, *, share: float, at: float, within_s: float
) -> Callable[[Values], Values]:
    """A movement with a slip in it: its `Piece.progress`.

    `done` (M,) is the part of the movement that is done, from 0 to 1, over its own time. The slip
    does `share` of the movement within `within_s`, around the share `at` of its time. The rest is
    done as before.
    """
    grid = np.linspace(0, 1, done.size)
    rising = _rising(done)
    x = (np.linspace(0, 1, 2001) - at) * duration_s / within_s + 0.5
    x = np.clip(x, 0, 1)
    slip = x**3 * (10 - 15 * x + 6 * x**2)
    wanted = (1 - share) * np.interp(np.linspace(0, 1, 2001), grid, rising) + share * slip
    old = np.interp(wanted, rising, grid)
    return lambda y: np.interp(y, np.linspace(0, 1, 2001), old)


def driver_path(t_s: Values, driver: Values, span: Span) -> tuple[Values, Values]:
    """The driver's path through a movement: times (M,) and values (M,).

    The values are made to go in one direction only. NaN in `driver` is interpolated.
    """
    known = np.isfinite(driver)
    times_s = np.linspace(*span, 201)
    values = np.interp(times_s, t_s[known], driver[known])
    sign = 1.0 if values[-1] >= values[0] else -1.0
    return times_s, sign * _rising(sign * values)


def moved_along(old_s: Values, shift: Values, path: tuple[Values, Values]) -> Values:
    """Old times (T,) at which the driver is farther along its path than at `old_s`.

    `shift` (T,) says by how much, in the driver's unit; below 0 it is less far. The driver stops
    at the ends of its path. Where `shift` is 0, nothing changes.
    """
    times_s, values = path
    sign = 1.0 if values[-1] >= values[0] else -1.0
    here = np.interp(old_s, times_s, sign * values)
    moved_s = np.interp(here + shift, sign * values, times_s)
    return np.where(shift == 0, old_s, moved_s)


def interpolated(t_s: Values, points: Values, times_s: Values) -> Values:
    """Points (N, ...) at t_s (N,), interpolated linearly at times_s (M,): (M, ...).

    Before the first and after the last time, the first and the last point are given.
    """
    index = np.clip(np.interp(times_s, t_s, np.arange(t_s.size)), 0, t_s.size - 1)
    low = np.minimum(index.astype(int), t_s.size - 2)
    share = (index - low).reshape(-1, *([1] * (points.ndim - 1)))
    found: Values = points[low] * (1 - share) + points[low + 1] * share
    return found


def _rising(values: Values) -> Values:
    """Values that never fall, each a trifle above the one before, so that they can be inverted."""
    rising: Values = np.maximum.accumulate(values) + np.arange(values.size) * 1e-9
    return rising


def _smoothed(points: Values, half: int) -> Values:
    """A parabola fitted over 2 `half` + 1 pictures (Savitzky-Golay)."""
    found: Values = savgol_filter(points, 2 * half + 1, 2, axis=0, mode="interp")
    return found
