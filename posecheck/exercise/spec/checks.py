"""Checks: one pure function each. Exercise files name them by `use`.

A check looks at one window of one signal (a phase, a hold, a whole repetition). It returns its
violations, or the reason why it cannot decide. Its keyword parameters are its schema: what an
exercise file may say, no more and no less.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import nan
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from posecheck.messages import Message
from posecheck.motion.filters import despiked
from posecheck.motion.speed import HALF_WINDOW_S, slope_per_s

Values = NDArray[np.float64]

MIN_SEEN = 0.7
"""The share of a window's pictures in which the signal must have been seen. Otherwise a fault that
lasts a third of the window could hide where nothing was seen."""

LEAST_RATE_HZ = 12.0
"""With fewer pictures a second a brief duration is not known. The beginning and the end of a
movement are read from slopes over 0.24 s, which take three pictures. At half this rate a live
session reported lowerings of 1.5 s as "0.3 s"."""

FEWEST_PICTURES = 3
"""A single bad picture, and the one that the running median then takes for it, show no fault. At
`LEAST_RATE_HZ` the briefest excursion that counts has more."""

BRIEF_S = 2.0
"""Limits below this ask about a brief duration. A hold of some seconds is right at any rate."""


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """One signal over a span of time: t_s (N,) increasing, values (N,), NaN where not seen.

    `start_s` and `end_s` are the span's own bounds. They need not fall on samples. While a window
    still `grows`, nothing is said of its newest samples that later ones could take back.
    """

    start_s: float
    end_s: float
    t_s: Values
    values: Values
    grows: bool = False

    def smooth(self) -> Values:
        """The values without single bad ones, (N,). The newest one of a window that still grows is
        NaN: the next one shows whether it is bad."""
        smooth = despiked(self.values)
        if self.grows:
            smooth[-1:] = nan
        return smooth


@dataclass(frozen=True, slots=True)
class Violation:
    """A limit was broken from `start_s` to `end_s`; `value` is the worst, in the limit's unit."""

    start_s: float
    end_s: float
    value: float
    limit: float


@dataclass(frozen=True, slots=True)
class Unknown:
    """The check cannot decide, and why."""

    why: Message


TOO_FEW_PICTURES = Message("too-few-pictures", {"rate_hz": LEAST_RATE_HZ})
"""Why nothing is known of what is brief where pictures lie far apart."""

Outcome = tuple[Violation, ...] | Unknown


def stays_within(
    window: Window, *, min: float | None = None, max: float | None = None, for_s: float = 0.3
) -> Outcome:
    """The signal stays between `min` and `max`. It may leave them for less than `for_s`.

    >>> t = np.arange(7.0)
    >>> stays_within(Window(0, 6, t, np.array([0.0, 0, 9, 9, 9, 0, 0])), max=5, for_s=1)
    (Violation(start_s=2.0, end_s=4.0, value=9.0, limit=5),)
    """
    if (hidden := unseen(window)) is not None:
        return hidden
    smooth = replace(window, values=window.smooth())
    found: list[Violation] = []
    for limit, sign in ((max, 1.0), (min, -1.0)):
        if limit is not None:
            found += _excursions(smooth, sign * (smooth.values - limit), limit, for_s)
    return tuple(sorted(found, key=lambda v: v.start_s))


def keeps_level(
    window: Window,
    *,
    drop: float,
    worse: Literal["lower", "higher"] = "lower",
    for_s: float = 0.5,
) -> Outcome:
    """The signal does not sink more than `drop` below its highest value so far in this window.

    With `worse = "higher"` it does not rise more than that above its lowest value so far. A
    violation's `value` is the distance from that level, so value and limit are both drops.

    >>> t = np.arange(8.0)
    >>> keeps_level(Window(0, 7, t, np.array([9.0, 9, 9, 2, 1, 1, 8, 8])), drop=5, for_s=1)
    (Violation(start_s=3.0, end_s=5.0, value=8.0, limit=5),)
    """
    if (hidden := unseen(window)) is not None:
        return hidden
    values = window.smooth() * (1.0 if worse == "lower" else -1.0)
    lost = replace(window, values=np.fmax.accumulate(values) - values)
    return tuple(_excursions(lost, lost.values - drop, drop, for_s))


def keeps_still(window: Window, *, within: float, for_s: float = 0.5) -> Outcome:
    """The signal goes no farther than `within` from its median over the window, up or down.

    A violation's `value` is how far it went from there.

    >>> t = np.arange(8.0)
    >>> keeps_still(Window(0, 7, t, np.array([5.0, 5, 9, 9, 9, 5, 5, 5])), within=3, for_s=1)
    (Violation(start_s=2.0, end_s=4.0, value=4.0, limit=3),)
    """
    if (hidden := unseen(window)) is not None:
        return hidden
    values = window.smooth()
    away = replace(window, values=np.abs(values - np.nanmedian(values)))
    return tuple(_excursions(away, away.values - within, within, for_s))


def moves_slowly(window: Window, *, at_most_per_s: float, for_s: float = 0.2) -> Outcome:
    """The signal's speed, up or down, is not above `at_most_per_s` for `for_s` or longer.

    A violation's `value` is the highest speed in it. Speeds are slopes over 0.24 s.

    >>> t = np.arange(0, 4, 0.1)
    >>> fast = Window(0, 4, t, np.where(t < 2, 0.0, np.minimum(50 * (t - 2), 50)))
    >>> [round(v.value) for v in moves_slowly(fast, at_most_per_s=30)]
    [50]
    """
    if (hidden := unseen(window)) is not None:
        return hidden
    speed = np.abs(slope_per_s(window.t_s, window.smooth()))
    if window.grows:
        # The slopes at the newest samples lack the later half of their span.
        speed[window.t_s >= window.t_s[-1] - HALF_WINDOW_S] = nan
    moved = replace(window, values=speed)
    return tuple(_excursions(moved, speed - at_most_per_s, at_most_per_s, for_s))


def reaches(
    window: Window, *, at_least: float | None = None, at_most: float | None = None
) -> Outcome:
    """The signal's highest value is not below `at_least`, its lowest not above `at_most`.

    A violation covers the whole window; its `value` is that highest or lowest value.
    """
    if (hidden := unseen(window)) is not None:
        return hidden
    values = window.smooth()
    found = []
    if at_least is not None and (top := float(np.nanmax(values))) < at_least:
        found.append(Violation(window.start_s, window.end_s, top, at_least))
    if at_most is not None and (bottom := float(np.nanmin(values))) > at_most:
        found.append(Violation(window.start_s, window.end_s, bottom, at_most))
    return tuple(found)


def lasts(
    window: Window, *, at_least_s: float | None = None, at_most_s: float | None = None
) -> Outcome:
    """The window is not shorter than `at_least_s` and not longer than `at_most_s`, seconds.

    With too few pictures a second (`LEAST_RATE_HZ`) the duration of a brief one is not known.

    >>> lasts(Window(1, 2.5, np.empty(0), np.empty(0)), at_least_s=4)
    (Violation(start_s=1, end_s=2.5, value=1.5, limit=4),)
    """
    duration_s = window.end_s - window.start_s
    if at_least_s is not None and at_least_s < BRIEF_S and _are_sparse(window.t_s):
        return Unknown(TOO_FEW_PICTURES)
    if at_least_s is not None and duration_s < at_least_s:
        return (Violation(window.start_s, window.end_s, duration_s, at_least_s),)
    if at_most_s is not None and duration_s > at_most_s:
        return (Violation(window.start_s, window.end_s, duration_s, at_most_s),)
    return ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of check: its function, and what the engine has to know of it."""

    function: Callable[..., Outcome]
    reads_signal: bool
    """Whether it looks at a signal; otherwise it looks only at the window's duration."""
    while_running: bool
    """Whether it may be asked while the window still grows: later samples do not change what it
    says about earlier ones."""
    limits: tuple[str, ...]
    """The parameters of which a file has to give at least one."""
    per_s: bool = False
    """Whether its limit is a speed, in the signal's unit a second."""


KINDS: dict[str, Kind] = {
    "stays_within": Kind(
        stays_within, reads_signal=True, while_running=True, limits=("min", "max")
    ),
    "keeps_level": Kind(keeps_level, reads_signal=True, while_running=True, limits=("drop",)),
    "keeps_still": Kind(keeps_still, reads_signal=True, while_running=False, limits=("within",)),
    "moves_slowly": Kind(
        moves_slowly,
        reads_signal=True,
        while_running=True,
        limits=("at_most_per_s",),
        per_s=True,
    ),
    "reaches": Kind(
        reaches, reads_signal=True, while_running=False, limits=("at_least", "at_most")
    ),
    "lasts": Kind(
        lasts, reads_signal=False, while_running=False, limits=("at_least_s", "at_most_s")
    ),
}


def _are_sparse(t_s: Values) -> bool:
    """Whether pictures come too slowly (`LEAST_RATE_HZ`)."""
    return t_s.size >= 2 and float(np.median(np.diff(t_s))) > 1 / LEAST_RATE_HZ


def unseen(window: Window) -> Unknown | None:
    """The answer where too little was seen (`MIN_SEEN`), else None."""
    if window.values.size == 0:
        return Unknown(Message("no-picture"))
    share = float(np.isfinite(window.values).mean())
    return Unknown(Message("seen-little", {"share": share})) if share < MIN_SEEN else None


def _excursions(window: Window, excess: Values, limit: float, for_s: float) -> list[Violation]:
    """The times of at least `for_s` in which `excess` (N,) is above 0; NaN does not end one. Where
    pictures come slowly, so many as `FEWEST_PICTURES` have to show it.

    Their worst value is that of the window where the excess is largest.
    """
    known = np.flatnonzero(np.isfinite(excess))
    out = excess[known] > 0
    edges = np.flatnonzero(np.diff(np.concatenate(([False], out, [False])).astype(int)))
    found, fewest = [], FEWEST_PICTURES if _are_sparse(window.t_s) else 1
    for first, stop in zip(edges[::2], edges[1::2], strict=True):
        run = known[first:stop]
        if run.size < fewest:
            continue
        start_s, end_s = float(window.t_s[run[0]]), float(window.t_s[run[-1]])
        if end_s - start_s >= for_s:
            worst = run[int(np.argmax(excess[run]))]
            found.append(Violation(start_s, end_s, float(window.values[worst]), limit))
    return found
