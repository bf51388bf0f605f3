"""The start posture: only who has taken it is counted, and resting values are measured in it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Literal

import numpy as np

from posecheck.exercise.follow.zone_tracker import CONFIRM_S, DROPOUT_S, ZoneTracker
from posecheck.exercise.spec.tables import StartPosture
from posecheck.exercise.spec.zones import Zone, parse

LOST_S = 1.0
"""Longer than this outside of what must stay true, and the start posture has to be taken again. A
second is more than a stumble of the tracking lasts (0.5 s)."""

UNSEEN_S = 5.0
"""The same for what must stay true but is not seen."""

REST_MEMORY_S = 3.0
"""Resting values are read from the last seconds in the zone of rest. They follow somebody who moves
their feet, and one breath does not decide them."""

RESETTLE_S = 1.5
"""Whoever keeps still for a second and a half in the start posture has settled into a new rest
(moved the feet), wherever the old one was. It does not hold for somebody who is away from rest: a
half repetition may be held still, too."""

STILL_MARGINS = 1.5
"""Still means: within so many margins of each signal. Over `RESETTLE_S` only a lift slower than
3°/s would be taken for rest."""


@dataclass(frozen=True, slots=True)
class RestSignal:
    """A signal whose resting value is followed, and which way the exercise leads from it."""

    signal: str
    moves: Literal["up", "down", "both"]
    margin: float

    def level(self, values: list[float]) -> float:
        """The resting value among samples near rest.

        It is taken towards the end from which movement leads away, since the samples contain the
        beginnings of movements.
        """
        share = {"up": 20, "down": 80, "both": 50}[self.moves]
        return float(np.percentile(values, share))


_Row = tuple[float, tuple[float, ...]]
"""Time, and one value for each signal that is remembered."""


class StartPostureTracker:
    """Knows whether the person is in place, and their resting values."""

    def __init__(
        self, spec: StartPosture, margins: Mapping[str, float], rests: Mapping[str, RestSignal]
    ) -> None:
        taken, kept = parse(spec.take), parse(spec.keep)
        self._started = ZoneTracker(Zone(taken), margins)
        self._keep = ZoneTracker(Zone(kept), margins)
        self._steady_s = spec.steady_s
        self._rests = rests
        # Where nothing is measured from rest, stillness is that of the posture itself.
        asked = dict.fromkeys(comparison.signal for comparison in taken.comparisons)
        self._still_margins = {name: rest.margin for name, rest in rests.items()} or {
            name: margins[name] for name in asked
        }
        self._first_s: float | None = None
        self._seen_s: float | None = None
        self._posture: deque[_Row] = deque()
        self._resting: deque[_Row] = deque()
        self.in_place = False
        self.rest: dict[str, float] = {}

    def step(self, t_s: float, values: Mapping[str, float], *, resting: bool, away: bool) -> bool:
        """Takes one moment; `resting` says whether the person is in the first zone, `away` whether
        they have gone far enough for a half repetition.

        Returns True in the moment in which the person comes into place or settles anew.
        """
        if self._first_s is None:
            self._first_s = t_s
        start = self._started.step(t_s, values)
        self._notice_beginning(t_s)
        keep = self._keep.step(t_s, values)
        if self.in_place and self._lost(t_s, keep.active, keep.since_s):
            self.in_place = False
            self.rest = {}
        self._remember(self._posture, t_s, values, self._still_margins, when=bool(start.active))
        self._remember(self._resting, t_s, values, self._rests, when=self.in_place and resting)
        if self.in_place:
            return self._follow_rest(t_s, away=away)
        if start.active and self._is_taken(t_s, start.since_s):
            self.in_place = True
            self._measure(self._posture)
            return True
        return False

    def _follow_rest(self, t_s: float, *, away: bool) -> bool:
        """Keeps rest up to date; True when it is a new one, outside the zone of rest.

        Stillness in the start posture is rest wherever it is. Movement within the zone of rest
        can only lead back to rest, or a slow lift would take its rest along.
        """
        if not away and (still := self._still(t_s)):
            self._measure(still)
            return not self._resting
        for name, level in self._levels(self._resting).items():
            back = {"up": min, "down": max}.get(self._rests[name].moves)
            if name not in self.rest:  # hidden when the start posture was taken
                self.rest[name] = level
            elif back is not None:
                self.rest[name] = back(self.rest[name], level)
        return False

    def _notice_beginning(self, t_s: float) -> None:
        """Remembers when the person was first seen, if that is the recording's beginning."""
        assert self._first_s is not None
        if (
            self._seen_s is None
            and t_s - self._first_s < DROPOUT_S
            and self._started.raw is not None
        ):
            self._seen_s = t_s

    def _is_taken(self, t_s: float, since_s: float) -> bool:
        """Whether the start posture, seen since `since_s`, is taken and not only passed through.

        A recording that begins in it, or with some pictures in which nobody was found yet,
        shows no getting into place.
        """
        if since_s == self._seen_s:
            return t_s - since_s >= CONFIRM_S
        return t_s - since_s >= self._steady_s and self._is_still(t_s - self._steady_s)

    @staticmethod
    def _lost(t_s: float, active: bool | None, since_s: float) -> bool:
        limit_s = {True: float("inf"), False: LOST_S, None: UNSEEN_S}[active]
        return t_s - since_s > limit_s

    @staticmethod
    def _remember(
        memory: deque[_Row],
        t_s: float,
        values: Mapping[str, float],
        names: Iterable[str],
        *,
        when: bool,
    ) -> None:
        if not when:
            memory.clear()
            return
        # NaN stays in a row: what is hidden must not hide the rest of it.
        row = tuple(values[name] for name in names)
        if any(map(isfinite, row)) or not row:
            memory.append((t_s, row))
        while memory and t_s - memory[0][0] > REST_MEMORY_S:
            memory.popleft()

    def _measure(self, memory: Iterable[_Row]) -> None:
        self.rest |= self._levels(memory)

    def _levels(self, memory: Iterable[_Row]) -> dict[str, float]:
        """The resting values that a memory tells of; none for an empty one."""
        rows = [row for _, row in memory]
        seen = {
            name: [row[i] for row in rows if isfinite(row[i])] for i, name in enumerate(self._rests)
        }
        return {name: self._rests[name].level(values) for name, values in seen.items() if values}

    def _still(self, t_s: float) -> list[_Row]:
        """The last `RESETTLE_S` in the start posture, when nothing moved in them; else none."""
        if not self._posture or t_s - self._posture[0][0] < RESETTLE_S:
            return []
        since_s = t_s - RESETTLE_S
        if not self._is_still(since_s):
            return []
        return [row for row in self._posture if row[0] >= since_s]

    def _is_still(self, since_s: float) -> bool:
        """Whether what was seen of the start posture since then stayed within the margins."""
        rows = [row for when, row in self._posture if when >= since_s]
        return all(
            max(seen) - min(seen) <= STILL_MARGINS * margin
            for margin, column in zip(
                self._still_margins.values(), zip(*rows, strict=True), strict=False
            )
            if (seen := [value for value in column if isfinite(value)])
        )
