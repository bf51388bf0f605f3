"""The faults of steadiness that are planted: their kinds, their sizes, and how they are made.

A size is "mild" or "clear". The size of a planted fault is exact: it is the truth that the
engine's answers are compared with.
"""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from calibration import time_warp
from calibration.time_warp import Piece

Kind = Literal["fast", "halting", "sudden", "shaking", "bouncing"]
Size = Literal["mild", "clear"]
KINDS: tuple[Kind, ...] = get_args(Kind)
SIZES: tuple[Size, ...] = get_args(Size)

FAST_SHARE: dict[Size, float] = {"mild": 0.8, "clear": 0.5}
"""Duration of a movement that is too fast, as a share of the shortest that the exercise allows."""

STOPS_S: dict[Size, tuple[float, ...]] = {"mild": (0.3,), "clear": (0.4, 0.4)}
"""Lengths of the stops in one movement."""

SLIP_SHARE: dict[Size, float] = {"mild": 0.3, "clear": 0.5}
"""Share of a movement that a slip does within `SLIP_S`."""

SLIP_S = 0.25
"""Duration of a slip."""

TREMOR_DEG: dict[Size, float] = {"mild": 1.5, "clear": 3.0}
"""Amplitude of a tremor: from the middle to each side."""

TREMOR_HZ = 3.5, 5.5
"""The lowest and the highest frequency of a tremor."""

BOUNCE_DEG: dict[Size, float] = {"mild": 5.0, "clear": 10.0}
"""Size of a bounce, from one end to the other. (A tremor's amplitude is half of that.)"""

BOUNCES: dict[Size, int] = {"mild": 3, "clear": 4}
"""Bounces in one pause."""

BOUNCE_HZ = 1.3, 2.0
"""The lowest and the highest frequency of bounces."""

AROUND_S = 0.7
"""Rest before and after a repetition that belongs to the block of a rendered clip."""

LEAST_MOVEMENT_S = 1.0
"""A movement with stops takes at least this long without them."""

LEAST_SLIPPED_S, LEAST_SHAKEN_S, LEAST_BOUNCED_S = 1.6, 1.8, 2.6
"""Shortest movement with a slip, movement with a tremor, and pause with bounces: they need room."""

LEAST_MOVEMENT_DEG: dict[Kind, float] = {
    "fast": 0.0, "halting": 10.0, "sudden": 13.0, "shaking": 12.0, "bouncing": 20.0,
}  # fmt: skip
"""Smallest movement (for bouncing: the one before the pause) that gets each fault.

Half of 13° in a quarter of a second has a peak of 50°/s, hardly more than what counts as gentle.
A tremor or a bounce needs a movement of twice its size. In movements under 10° stops and slips are
not judged."""

PACES = {"slow": 1.7, "normal": 1.0, "brisk": 0.0}
"""Duration of the movements in good repetitions, as a multiple of the recorded one. Brisk (0) is
as fast as is allowed."""

BRISK_FACTOR, BRISK_S = 1.3, 0.8
"""Brisk, but allowed: 1.3 times the shortest movement allowed, and at least 0.8 s."""


def paced_s(duration_s: float, factor: float, shortest_s: float) -> float:
    """The duration of a good movement at a pace, whose `factor` stands in `PACES`.

    It is never shorter than brisk. A person who was faster is slowed down to that.
    """
    return max(duration_s * factor, BRISK_FACTOR * shortest_s, BRISK_S)


def piece(
    plain: Piece, kind: Kind, size: Size, random: np.random.Generator, *,
    shortest_s: float, done: NDArray[np.float64],
) -> Piece:  # fmt: skip
    """A phase with a fault of its timing, or with enough time for a tremor or bounces.

    `done` (M,) is the part of the movement that is done, from 0 to 1, over its own time. Stops and
    slips are put at given parts of the movement.
    """
    duration_s = max(plain.duration_s, LEAST_MOVEMENT_S)
    if kind == "fast":
        return Piece(plain.old_span, shortest_s * FAST_SHARE[size])
    if kind == "halting":
        lengths_s = STOPS_S[size]
        at = (0.35, 0.65) if len(lengths_s) == 2 else (float(random.uniform(0.4, 0.6)),)
        shares = np.interp(at, done, np.linspace(0, 1, done.size)).tolist()
        total_s, progress = time_warp.with_stops(
            duration_s, list(zip(shares, lengths_s, strict=True))
        )
        return Piece(plain.old_span, total_s, progress)
    if kind == "sudden":
        duration_s = max(duration_s, LEAST_SLIPPED_S)
        progress = time_warp.with_slip(
            done, duration_s, share=SLIP_SHARE[size], at=float(random.uniform(0.4, 0.6)),
            within_s=SLIP_S,
        )  # fmt: skip
        return Piece(plain.old_span, duration_s, progress)
    least_s = LEAST_SHAKEN_S if kind == "shaking" else LEAST_BOUNCED_S
    return Piece(plain.old_span, max(plain.duration_s, least_s))


def swing_deg(
    t_s: NDArray[np.float64], span: time_warp.Span, kind: Kind, size: Size,
    random: np.random.Generator,
) -> NDArray[np.float64]:  # fmt: skip
    """What a tremor or bounces add along the movement at the times `t_s`, degrees (T,).

    Only values within `span` mean something. Bounces go back, so theirs are 0 and below.
    """
    if kind == "shaking":
        fade = np.clip(np.minimum(t_s - span[0], span[1] - t_s) / 0.2, 0, 1)
        hz = float(random.uniform(*TREMOR_HZ))
        wave: NDArray[np.float64] = TREMOR_DEG[size] * fade * np.sin(2 * np.pi * hz * t_s)
        return wave
    hz, bounces = float(random.uniform(*BOUNCE_HZ)), BOUNCES[size]
    from_s = (span[0] + span[1]) / 2 - bounces / hz / 2
    within = (t_s >= from_s) & (t_s <= from_s + bounces / hz)
    dips: NDArray[np.float64] = (
        within * BOUNCE_DEG[size] * (1 - np.cos(2 * np.pi * hz * (t_s - from_s))) / 2
    )
    return -dips
