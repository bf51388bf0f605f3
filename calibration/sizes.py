"""How large the planted faults are, mild and clear, and how a way with one is gone through."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from calibration import planting
from calibration.planting import Piece

Kind = Literal["fast", "halting", "sudden", "shaking", "bouncing"]
Size = Literal["mild", "clear"]
KINDS: tuple[Kind, ...] = get_args(Kind)
SIZES: tuple[Size, ...] = get_args(Size)

FAST_SHARE: dict[Size, float] = {"mild": 0.8, "clear": 0.5}
"""Of the shortest way that the exercise allows."""

STOPS_S: dict[Size, tuple[float, ...]] = {"mild": (0.3,), "clear": (0.4, 0.4)}
SLIP_SHARE: dict[Size, float] = {"mild": 0.3, "clear": 0.5}
"""Of the way, done within `SLIP_S`."""

SLIP_S = 0.25
TREMOR_DEG: dict[Size, float] = {"mild": 1.5, "clear": 3.0}
TREMOR_HZ = 3.5, 5.5
BOUNCE_DEG: dict[Size, float] = {"mild": 5.0, "clear": 10.0}
"""From one end to the other; the tremor's are half of that."""

BOUNCES: dict[Size, int] = {"mild": 3, "clear": 4}
BOUNCE_HZ = 1.3, 2.0

AROUND_S = 0.7
"""Of what a drawn person does before and after a repetition so much belongs to its block."""

LEAST_WAY_S = 1.0
"""Ways that are planted with a fault take at least this long without it, ..."""

SLIPPED_WAY_S, SHAKEN_WAY_S, BOUNCED_STAY_S = 1.6, 1.8, 2.6
"""... and so long where a slip, a tremor or bounces have to find room."""


LEAST_MOVEMENT_DEG: dict[Kind, float] = {
    "fast": 0.0, "halting": 10.0, "sudden": 13.0, "shaking": 12.0, "bouncing": 20.0,
}  # fmt: skip
"""Legs with a smaller way (before a stay) are not planted with it: half of 13° in a quarter of a
second peaks at 50°/s, hardly more than what counts as gentle; a tremor or a bounce needs a way of
twice its size; and on less than 10° stops and slips are not judged."""


PACES = {"slow": 1.7, "normal": 1.0, "brisk": 0.0}
"""How many times as long the ways of good repetitions are made; brisk: as quick as is allowed."""

ABOVE_LEAST, BRISK_S = 1.3, 0.8
"""Brisk but allowed: 1.3 times the shortest way allowed, and no less than 0.8 s."""


def paced_s(duration_s: float, share: float, shortest_s: float) -> float:
    """How long a good way takes at a pace of `PACES`. Nobody is faster than is allowed: a person
    who was is slowed down to it."""
    return max(duration_s * share, ABOVE_LEAST * shortest_s, BRISK_S)


def piece(
    plain: Piece, kind: Kind, size: Size, chance: np.random.Generator, *,
    shortest_s: float, way: NDArray[np.float64],
) -> Piece:  # fmt: skip
    """A leg with a fault of time, or with the room for one of place; `way` (M,) is its progress, of
    which stops and slips are at given shares."""
    duration_s = max(plain.duration_s, LEAST_WAY_S)
    if kind == "fast":
        return Piece(plain.old, shortest_s * FAST_SHARE[size])
    if kind == "halting":
        lengths_s = STOPS_S[size]
        gone = (0.35, 0.65) if len(lengths_s) == 2 else (float(chance.uniform(0.4, 0.6)),)
        shares = np.interp(gone, way, np.linspace(0, 1, way.size)).tolist()
        total_s, progress = planting.with_stops(
            duration_s, list(zip(shares, lengths_s, strict=True))
        )
        return Piece(plain.old, total_s, progress)
    if kind == "sudden":
        duration_s = max(duration_s, SLIPPED_WAY_S)
        progress = planting.with_slip(
            way, duration_s, share=SLIP_SHARE[size], at=float(chance.uniform(0.4, 0.6)),
            within_s=SLIP_S,
        )  # fmt: skip
        return Piece(plain.old, duration_s, progress)
    least_s = SHAKEN_WAY_S if kind == "shaking" else BOUNCED_STAY_S
    return Piece(plain.old, max(plain.duration_s, least_s))


def swing_deg(
    t_s: NDArray[np.float64], span: planting.Span, kind: Kind, size: Size,
    chance: np.random.Generator,
) -> NDArray[np.float64]:  # fmt: skip
    """Movement along the way that a tremor or bounces add at the times `t_s`, degrees (T,)."""
    if kind == "shaking":
        fade = np.clip(np.minimum(t_s - span[0], span[1] - t_s) / 0.2, 0, 1)
        hz = float(chance.uniform(*TREMOR_HZ))
        wave: NDArray[np.float64] = TREMOR_DEG[size] * fade * np.sin(2 * np.pi * hz * t_s)
        return wave
    hz, bounces = float(chance.uniform(*BOUNCE_HZ)), BOUNCES[size]
    from_s = (span[0] + span[1]) / 2 - bounces / hz / 2
    within = (t_s >= from_s) & (t_s <= from_s + bounces / hz)
    dips: NDArray[np.float64] = (
        within * BOUNCE_DEG[size] * (1 - np.cos(2 * np.pi * hz * (t_s - from_s))) / 2
    )
    return -dips
