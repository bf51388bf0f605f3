"""How well the ends of a phase or hold were seen: a gap beside one makes its duration a bound."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from posecheck.exercise.follow.history import CLOSE_S, EDGE_S, SignalHistory, Span
from posecheck.motion.movement_ends import LONGEST_HALF_WINDOW_S, MOST_HALT_S

HIDDEN_S = 0.3
"""A movement that goes on into a gap does not show for so long before it: a raised cosine of a
second has then done a fifth of its way, the end of a hold's zone."""

AROUND_END_S = LONGEST_HALF_WINDOW_S
"""The pictures so near to an end decide where it is: speeds are fitted over so long."""

UNSURE_PICTURES = 2.5
"""An end is wrong by at most so many times the longest time between two pictures around it. Of the
ends of 6,900 phases in 77 sample clips, thinned evenly and at random to 5-15 pictures a second, 97
in 100 are within 3 times at 0.1 s, 2.1 times at 0.16 s, 2.5 times at 0.25 s."""


@dataclass(frozen=True, slots=True)
class SeenSpan:
    """A phase or hold as far as it was seen, seconds.

    at_least: whether its duration is only the least that it was: a gap, or the recording's
        beginning, hides one of its ends or a part of it.
    unsure_s: by how much the duration may be wrong because pictures around its ends lie far apart;
        0 where they lie close (`CLOSE_S`).
    """

    start_s: float
    end_s: float
    at_least: bool = False
    unsure_s: float = 0.0


def seen_span(history: SignalHistory, span: Span, *, hidden_s: float = HIDDEN_S) -> SeenSpan:
    """What was seen of a span: all of it, or its longest part that no gap touches.

    A gap touches a span up to `MOST_HALT_S` beside it: a movement may halt for so long, and go on
    in the gap. For `hidden_s` beside it nobody knows whether a movement has begun.
    """
    gaps = history.gaps(span[0] - MOST_HALT_S, span[1] + MOST_HALT_S)
    if not gaps:
        begun = span[0] - history.first_s <= EDGE_S
        return SeenSpan(*span, begun, sum(unsure_ends_s(history, span)))
    since_s = [span[0], *(end_s + hidden_s for _, end_s in gaps)]
    until_s = [*(start_s - hidden_s for start_s, _ in gaps), span[1]]
    pieces = [
        (min(max(a, span[0]), span[1]), min(max(b, span[0]), span[1]))
        for a, b in zip(since_s, until_s, strict=True)
    ]
    start_s, end_s = max(pieces, key=lambda piece: piece[1] - piece[0])
    seen = (start_s, max(start_s, end_s))
    return SeenSpan(*seen, True, sum(unsure_ends_s(history, seen)))


def seen_pause(
    history: SignalHistory, span: Span, signal: str, margin: float, *, cut_off: bool = False
) -> SeenSpan:
    """As `seen_span`, for a pause: whoever was on the way out of it before a gap, or on the way
    back into it after one, was not in it then. `cut_off` says that the recording's end is one.

    That is where the signal is farther than `margin` from its median over what was seen.
    """
    seen = seen_span(history, span)
    if not seen.at_least and not cut_off:
        return seen
    window = history.window(signal, seen.start_s, seen.end_s)
    known = np.isfinite(window.values)
    t_s, values = window.t_s[known], window.values[known]
    there = t_s[np.abs(values - np.median(values)) <= margin] if t_s.size else t_s
    if not there.size:
        return seen
    return replace(
        seen,
        start_s=float(there[0]) if t_s[0] < there[0] else seen.start_s,
        end_s=float(there[-1]) if t_s[-1] > there[-1] else seen.end_s,
        at_least=True,
    )


def unsure_ends_s(history: SignalHistory, span: Span) -> Span:
    """By how much a span's start and its end may be wrong because pictures lie far apart; 0 where
    they lie close (`CLOSE_S`). Gaps are left out: they make bounds of durations."""
    start_s, end_s = (_unsure_s(history, at_s) for at_s in span)
    return start_s, end_s


def _unsure_s(history: SignalHistory, at_s: float) -> float:
    step_s = history.longest_step_s(at_s - AROUND_END_S, at_s + AROUND_END_S)
    return UNSURE_PICTURES * step_s if step_s > CLOSE_S else 0.0
