"""The history: the last seconds of all signals, as far back as they are still needed."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from itertools import pairwise
from math import isfinite, nan
from operator import mul

import numpy as np
from numpy.typing import NDArray

from posecheck.exercise.spec.checks import Window
from posecheck.motion.filters import despiked

Values = NDArray[np.float64]
Span = tuple[float, float]
"""Start and end, seconds."""

LIGHT = "brightness of the picture"
"""The name of the column with the brightness, 0 to 255. No signal can have this name."""

OFF_VIEW = "angle off the view"
"""The name of the column with the angle between the camera and the view that is asked for, degrees.
No signal can have this name."""


GAP_S = 0.5
"""Whoever is not seen for half a second may have done anything meanwhile. A shorter dropout is
bridged, as in zones."""

GAP_PICTURES = 4
LONGEST_GAP_S = 1.0
"""Where pictures come slowly, a gap is as long as so many of them, but not longer than this: in a
second somebody may lift and lower (fast ones take 0.5 s each), and nothing shows it."""


def gap_s(usual_step_s: float) -> float:
    """From when on a time without a picture is a gap, where pictures usually come so far apart.

    >>> gap_s(0.03), gap_s(0.2), gap_s(0.4)
    (0.5, 0.8, 1.0)
    """
    return min(max(GAP_S, GAP_PICTURES * usual_step_s), LONGEST_GAP_S)


JUMP_SHARE, JUMP_TIMES, JUMP_STEP_S = 0.35, 5.0, 0.045
"""What is a jump within a movement. A movement's speed grows and falls over some pictures: in a
raised cosine of 0.3 s, at 24 pictures a second, two of them make 2.5 times what each of their
neighbours makes. At 20 a second, a drawn arm that is let down in 0.25 s makes 6 times: there
nothing is said."""

CLOSE_S = 0.07
"""Pictures that are no farther apart than this show the course of a movement: 15 a second."""

EDGE_S = 0.15
"""So near to a gap, a movement may have begun or ended in it: five pictures."""


class SignalHistory:
    """Values of named signals over time, and the brightness of the picture.

    The caller has to `forget` what is no longer needed.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(names)
        self._t_s = array("d")
        self._columns = {name: array("d") for name in (*self._names, LIGHT, OFF_VIEW)}
        self._seen = bytearray()
        """Whether any signal was seen, 1 or 0 for each moment."""
        self._cuts_s: list[float] = []
        self.first_s = float("-inf")
        """When anything was seen first; -inf before that."""
        self._seen_before_s = float("-inf")
        """When anything was seen last among what is forgotten: a gap may begin there."""

    def append(
        self,
        t_s: float,
        values: Mapping[str, float],
        *,
        light: float = nan,
        off_view_deg: float = nan,
        cut_s: float = nan,
    ) -> None:
        """Adds one moment; `t_s` must be later than all before.

        `cut_s` is when the recording was cut, where that is known now; else NaN.
        """
        if isfinite(cut_s):
            self._cuts_s.append(cut_s)
        seen = any(map(isfinite, values.values()))
        if seen and not isfinite(self.first_s):
            self.first_s = t_s
        self._t_s.append(t_s)
        self._seen.append(seen)
        columns = self._columns
        for name in self._names:
            columns[name].append(values[name])
        columns[LIGHT].append(light)
        columns[OFF_VIEW].append(off_view_deg)

    def forget(self, before_s: float) -> None:
        """Drops what is older. It waits for 256 moments, because each drop moves all the others."""
        old = bisect_left(self._t_s, before_s)
        if old > 256:
            if (last := self._seen.rfind(1, 0, old)) >= 0:
                self._seen_before_s = self._t_s[last]
            del self._t_s[:old], self._seen[:old]
            for column in self._columns.values():
                del column[:old]
            self._cuts_s = [cut_s for cut_s in self._cuts_s if cut_s > before_s - EDGE_S]

    def window(self, signal: str, start_s: float, end_s: float) -> Window:
        """One signal (or `LIGHT`, `OFF_VIEW`) from `start_s` to `end_s`, both ends included."""
        first, stop = bisect_left(self._t_s, start_s), bisect_right(self._t_s, end_s)
        values = np.array(self._columns[signal][first:stop])
        return Window(start_s, end_s, np.array(self._t_s[first:stop]), values)

    def times(self, start_s: float, end_s: float) -> Values:
        """The times of the moments from `start_s` to `end_s`, both ends included, (N,)."""
        first, stop = bisect_left(self._t_s, start_s), bisect_right(self._t_s, end_s)
        return np.array(self._t_s[first:stop])

    def has_gap(self, start_s: float, end_s: float) -> bool:
        """Whether nothing was seen for a while (`GAP_S`) between `start_s` and `end_s`, or up to
        `EDGE_S` beside them, or the recording was cut there.

        Nothing was seen where every signal is NaN. Where pictures come slowly, a while is as long
        as four of them.
        """
        return bool(self.gaps(start_s, end_s))

    def gaps(self, start_s: float, end_s: float) -> list[Span]:
        """The gaps and cuts that `has_gap` asks about, in the order of time; a cut lasts 0 s."""
        near = (start_s - EDGE_S, end_s + EDGE_S)
        first, stop = self._with_neighbours(*near)
        if stop - first < 2:
            return [near]
        slow_s = gap_s(float(np.median(np.diff(self._t_s[first:stop]))))
        found = [(cut_s, cut_s) for cut_s in self._cuts_s]
        found += [
            (a, b)
            for a, b in self._seen_steps(*near)
            if b - a >= (GAP_S if self._was_looked_for(a, b) else slow_s)
        ]
        return sorted((a, b) for a, b in found if b > near[0] and a < near[1])

    def _was_looked_for(self, start_s: float, end_s: float) -> bool:
        """Whether there are moments between two times: then nothing was seen in them."""
        return bisect_right(self._t_s, start_s) < bisect_left(self._t_s, end_s)

    def longest_step_s(self, start_s: float, end_s: float) -> float:
        """The longest time from one moment at which something was seen to the next, gaps left out,
        from the last one before `start_s` to the first one after `end_s`; 0 for fewer than two."""
        steps = set(self._seen_steps(start_s, end_s)) - set(self.gaps(start_s, end_s))
        return max((b - a for a, b in steps), default=0.0)

    def _seen_steps(self, start_s: float, end_s: float) -> list[Span]:
        """From each moment at which something was seen to the next, from the last one before
        `start_s` to the first one after `end_s`."""
        first, stop = self._with_neighbours(start_s, end_s)
        while first > 0 and not self._seen[first]:
            first -= 1
        while stop < len(self._t_s) and not self._seen[stop - 1]:
            stop += 1
        times_s = self._t_s[first:stop]
        seen_s = [t_s for t_s, seen in zip(times_s, self._seen[first:stop], strict=True) if seen]
        begin_s = list(times_s[:1])
        if first == 0 and isfinite(self._seen_before_s):
            begin_s = [self._seen_before_s]
        ends_s = [*begin_s, *seen_s, *times_s[-1:]]
        return list(pairwise(ends_s))

    def _with_neighbours(self, start_s: float, end_s: float) -> tuple[int, int]:
        """First and end index of the moments between two times, with the one before and after."""
        first, stop = bisect_left(self._t_s, start_s), bisect_right(self._t_s, end_s)
        return max(first - 1, 0), min(stop + 1, len(self._t_s))

    def has_jump(self, signal: str, start_s: float, end_s: float, *, moves: bool) -> bool:
        """Whether a signal jumps in the span, as at a cut of the recording: no body moves so.

        One picture then makes more than half of the signal's way in the span. Where it `moves`, a
        part of the way (`JUMP_SHARE`) is enough that two pictures make, many times (`JUMP_TIMES`)
        what those before and after them make: the pose model spreads a jump over two or three.
        Only pictures that follow each other closely (`CLOSE_S`, `JUMP_STEP_S`) say so.
        """
        window = self.window(signal, start_s, end_s)
        known = np.isfinite(window.values)
        values, t_s = despiked(window.values)[known], window.t_s[known]
        if values.size < 2:
            return False
        steps = np.where(np.diff(t_s) <= CLOSE_S, np.abs(np.diff(values)), 0.0)
        way = np.ptp(values)
        if steps.max() > way / 2:
            return True
        if not moves or steps.size < 4:
            return False
        steps = np.where(np.diff(t_s) <= JUMP_STEP_S, steps, 0.0)
        # Twice the median: in noise two small steps lie beside a large one by chance.
        beside = np.maximum(np.maximum(steps[:-3], steps[3:]), 2 * np.median(steps))
        inner = steps[1:-2] + steps[2:-1]
        return bool(((inner > JUMP_SHARE * way) & (inner > JUMP_TIMES * beside)).any())

    def speed_per_s(self, signal: str, *, over_s: float) -> float:
        """Slope of a straight line through the last `over_s` of a signal, in its unit a second.

        NaN is left out; 0 with fewer than two known values. Least squares in plain Python, which is
        faster than numpy for a few samples.
        """
        first = bisect_left(self._t_s, self.latest_s - over_s)
        times_s: list[float] = []
        values: list[float] = []
        for t_s, value in zip(self._t_s[first:], self._columns[signal][first:], strict=True):
            if isfinite(value):
                times_s.append(t_s)
                values.append(value)
        if len(values) < 2:
            return 0.0
        mean_s = sum(times_s) / len(times_s)
        since_s = [t_s - mean_s for t_s in times_s]
        return float(sum(map(mul, since_s, values)) / sum(map(mul, since_s, since_s)))

    def before_s(self, t_s: float) -> float:
        """Time of the last moment before `t_s`; -inf where there is none."""
        first = bisect_left(self._t_s, t_s)
        return self._t_s[first - 1] if first else float("-inf")

    @property
    def latest_s(self) -> float:
        """Time of the newest moment; -inf before the first."""
        return self._t_s[-1] if self._t_s else float("-inf")
