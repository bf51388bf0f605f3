"""How a person rests: the value of each signal between repetitions, and its trembling."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from posecheck.exercise.profile import Rest
from posecheck.records import Number, Rep, Update

Stretches = dict[str, list[NDArray[np.float64]]]
"""Signal as an `Update` names it -> its values in each stretch of rest, missing ones left out."""

EDGE_S = 0.1
"""So much of a repetition's beginning and end is still rest: brisk repetitions leave no other."""

APART_S = 0.5
"""Pictures of rest farther apart than this belong to two stretches."""

FEWEST_VALUES = 5
"""A stretch with fewer tells nothing about trembling."""

MAD_TO_SD = 1.4826
"""Of normal noise the standard deviation is so many median absolute deviations."""


class RestTracker:
    """Collects the signals of a session while the person is in place."""

    def __init__(self) -> None:
        self._rows: list[tuple[float, Mapping[str, Number]]] = []

    def step(self, update: Update) -> None:
        """Takes the next update."""
        if update.in_place:
            self._rows.append((update.t_s, update.signals))

    def finish(self, reps: Iterable[Rep]) -> Stretches:
        """What lies outside of all repetitions, half ones included."""
        moving = [(rep.start_s + EDGE_S, rep.end_s - EDGE_S) for rep in reps]
        rows = [r for r in self._rows if not any(a < r[0] < b for a, b in moving)]
        found: Stretches = {}
        for stretch in _parted(rows):
            for name in stretch[0]:
                values = [v for row in stretch if (v := row[name]) is not None]
                if values:
                    found.setdefault(name, []).append(np.array(values))
        return found


def _parted(rows: Sequence[tuple[float, Mapping[str, Number]]]) -> list[list[Mapping[str, Number]]]:
    """Rows in stretches without a gap."""
    parts: list[list[Mapping[str, Number]]] = []
    last_s = float("-inf")
    for t_s, row in rows:
        if t_s - last_s > APART_S:
            parts.append([])
        parts[-1].append(row)
        last_s = t_s
    return parts


def rests_of(recordings: Iterable[Stretches]) -> dict[str, Rest]:
    """Median of each signal at rest, and the median over stretches of the trembling in them.

    Trembling is told from the median absolute deviation, so that a shifted foot is none.
    """
    joined: Stretches = {}
    for stretches in recordings:
        for name, values in stretches.items():
            joined.setdefault(name, []).extend(values)
    return {
        name: Rest(value=float(np.median(np.concatenate(parts))), noise=_noise(parts))
        for name, parts in joined.items()
    }


def _noise(parts: Sequence[NDArray[np.float64]]) -> float:
    long = [part for part in parts if part.size >= FEWEST_VALUES] or parts
    spreads = [np.median(np.abs(part - np.median(part))) for part in long]
    return MAD_TO_SD * float(np.median(spreads))
