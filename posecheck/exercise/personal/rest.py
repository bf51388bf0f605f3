"""How a person rests: the value of each signal between repetitions, and its noise there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from posecheck.exercise.personal.profile import Rest
from posecheck.phase_measures import Number
from posecheck.records import Rep, Update

RestValues = dict[str, list[NDArray[np.float64]]]
"""Signal, as an `Update` names it -> one array for each rest, with the values that were seen."""

EDGE_S = 0.1
"""This part of a repetition's beginning and end is taken for rest. Brisk repetitions leave no other
rest."""

GAP_S = 0.5
"""A longer time between two pictures of rest makes them two rests."""

FEWEST_VALUES = 5
"""A rest with fewer values says nothing about the noise."""

MAD_TO_SD = 1.4826
"""The standard deviation of normal noise, over its median absolute deviation."""

STILL_S = 0.25
"""A person rests at a moment if each signal changes by no more than its margin from this long
before it to this long after it."""

Row = tuple[float, Mapping[str, Number]]
"""Time, and the signals of an `Update`."""


class RestTracker:
    """Collects the signals of a session while the person is in place.

    `still` names the signals in which the exercise moves, with their margins. They are asked for
    stillness, too: a head that comes back from a look at the ceiling is outside of a repetition,
    and yet not at rest.
    """

    def __init__(self, still: Mapping[str, float]) -> None:
        self._still = still
        self._rows: list[Row] = []

    def step(self, update: Update) -> None:
        """Takes the next update."""
        if update.in_place:
            self._rows.append((update.t_s, update.signals))

    def finish(self, reps: Iterable[Rep]) -> RestValues:
        """The values outside of all repetitions, half ones included."""
        moving = [(rep.start_s + EDGE_S, rep.end_s - EDGE_S) for rep in reps]
        outside = [
            (t_s, signals)
            for t_s, signals in self._rows
            if not any(start_s < t_s < end_s for start_s, end_s in moving)
        ]
        found: RestValues = {}
        for rest in _split_at_gaps(self._at_rest(outside) or outside):
            for name in rest[0]:
                values = [value for signals in rest if (value := signals[name]) is not None]
                if values:
                    found.setdefault(name, []).append(np.array(values))
        return found

    def _at_rest(self, rows: Sequence[Row]) -> list[Row]:
        """Those rows in which nothing moves. A signal that was not seen does not move."""
        t_s = np.array([row_s for row_s, _ in rows])
        before = np.searchsorted(t_s, t_s - STILL_S)
        after = np.searchsorted(t_s, t_s + STILL_S, side="right") - 1
        moves = np.zeros(t_s.size, bool)
        for name, margin in self._still.items():
            column = [signals[name] for _, signals in rows]
            values = np.array([np.nan if value is None else value for value in column])
            moves |= np.abs(values[after] - values[before]) > margin
        return [row for row, moving in zip(rows, moves, strict=True) if not moving]


def _split_at_gaps(rows: Sequence[Row]) -> list[list[Mapping[str, Number]]]:
    """The signals of each rest: rows without a gap between them (`GAP_S`)."""
    rests: list[list[Mapping[str, Number]]] = []
    last_s = float("-inf")
    for t_s, signals in rows:
        if t_s - last_s > GAP_S:
            rests.append([])
        rests[-1].append(signals)
        last_s = t_s
    return rests


def rests_of(recordings: Iterable[RestValues]) -> dict[str, Rest]:
    """The resting value of each signal and its noise, over all recordings.

    The resting value is the median of all values. The noise is the median over the rests, so that
    a foot that was moved between two of them is none.
    """
    joined: RestValues = {}
    for recording in recordings:
        for name, rests in recording.items():
            joined.setdefault(name, []).extend(rests)
    return {
        name: Rest(value=float(np.median(np.concatenate(rests))), noise=_noise(rests))
        for name, rests in joined.items()
    }


def _noise(rests: Sequence[NDArray[np.float64]]) -> float:
    """Standard deviation, from the median absolute deviation in each rest."""
    long = [rest for rest in rests if rest.size >= FEWEST_VALUES] or rests
    deviations = [np.median(np.abs(rest - np.median(rest))) for rest in long]
    return MAD_TO_SD * float(np.median(deviations))
