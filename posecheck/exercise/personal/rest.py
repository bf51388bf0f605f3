"""How a person rests: the value of each signal between repetitions, and its trembling."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from posecheck.exercise.personal.profile import Rest
from posecheck.phase_measures import Number
from posecheck.records import Rep, Update

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


STILL_S = 0.25
"""Whoever moves by less than a signal's margin from so long before to so long after rests."""

Row = tuple[float, Mapping[str, Number]]


class RestTracker:
    """Collects the signals of a session while the person is in place.

    `still` names those in which the exercise moves, with their margins: a head that comes back
    from a look at the ceiling is outside of a repetition, and yet not at rest.
    """

    def __init__(self, still: Mapping[str, float]) -> None:
        self._still = still
        self._rows: list[Row] = []

    def step(self, update: Update) -> None:
        """Takes the next update."""
        if update.in_place:
            self._rows.append((update.t_s, update.signals))

    def finish(self, reps: Iterable[Rep]) -> Stretches:
        """What lies outside of all repetitions, half ones included."""
        moving = [(rep.start_s + EDGE_S, rep.end_s - EDGE_S) for rep in reps]
        outside = [r for r in self._rows if not any(a < r[0] < b for a, b in moving)]
        rows = self._at_rest(outside) or outside
        found: Stretches = {}
        for stretch in _parted(rows):
            for name in stretch[0]:
                values = [v for row in stretch if (v := row[name]) is not None]
                if values:
                    found.setdefault(name, []).append(np.array(values))
        return found

    def _at_rest(self, rows: Sequence[Row]) -> list[Row]:
        """Those rows in which nothing moves; what was not seen does not."""
        t_s = np.array([t for t, _ in rows])
        before = np.searchsorted(t_s, t_s - STILL_S)
        after = np.searchsorted(t_s, t_s + STILL_S, side="right") - 1
        moves = np.zeros(t_s.size, bool)
        for name, margin in self._still.items():
            values = np.array([np.nan if (v := row[name]) is None else v for _, row in rows])
            moves |= np.abs(values[after] - values[before]) > margin
        return [row for row, moving in zip(rows, moves, strict=True) if not moving]


def _parted(rows: Sequence[Row]) -> list[list[Mapping[str, Number]]]:
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
