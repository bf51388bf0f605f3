"""The start posture: only who has taken it is counted, and resting values are measured in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Literal

from posecheck.exercise.follow.posture_memory import PostureMemory, Row
from posecheck.exercise.follow.zone_tracker import DROPOUT_S, ZoneTracker
from posecheck.exercise.spec.tables import StartPosture
from posecheck.exercise.spec.zones import Zone, parse
from posecheck.motion.recent_values import RecentValues

LOST_S = 1.0
"""Longer than this outside of what must stay true, and the start posture has to be taken again. A
second is more than a stumble of the tracking lasts (0.5 s)."""

BROKEN_S = 0.3
"""From this time outside of what must stay true on, the repetition under way is another movement
and is not counted. The briskest sit-ups of real people are above a crunch for 0.38-0.50 s. A zone's
answer needs 0.1 s, so single bad pictures break nothing."""

TURN_DEG_PER_S = 18.0
"""Whoever turns in the start posture, to begin the next repetition, is slower there than this, for
a moment (a length counts as the angle of a limb of that length). Whoever only passes through it is
not: brisk movements of real people pass at 50-150°/s."""

TURNED_DEG_PER_S = 6.0
"""Who is slower than this has turned. Slow lifts out of rest pass at 10-18°/s."""

TURN_MEMORY_S = 0.5
"""A turn is looked for in the last half second: the one before may be that at the end of range."""

UNSEEN_S = 5.0
"""The same for what must stay true but is not seen."""

REST_MEMORY_S = 3.0
"""Resting values are read from the last seconds in the zone of rest. They follow somebody who moves
their feet, and one breath does not decide them."""

FEWEST_RESTING = 3
"""Rest follows from so many pictures on, so that a single bad one can be left out."""

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

    def level(self, values: RecentValues) -> float:
        """The resting value among samples near rest.

        It is taken towards the end from which movement leads away, since the samples contain the
        beginnings of movements.
        """
        return values.quantile({"up": 0.2, "down": 0.8, "both": 0.5}[self.moves])


class StartPostureTracker:
    """Knows whether the person is in place, and their resting values."""

    def __init__(
        self,
        spec: StartPosture,
        margins: Mapping[str, float],
        rests: Mapping[str, RestSignal],
        degrees: Mapping[str, float],
    ) -> None:
        """`degrees` has one degree, or what stands for it, in each signal's unit."""
        taken, kept = parse(spec.take), parse(spec.keep)
        self._started = ZoneTracker(Zone(taken), margins)
        self._keep = ZoneTracker(Zone(kept), margins)
        self._steady_s = spec.steady_s
        self._rests = rests
        self._degrees = degrees
        # Where nothing is measured from rest, stillness is that of the posture itself.
        asked = dict.fromkeys(comparison.signal for comparison in taken.comparisons)
        self._still_margins = {name: rest.margin for name, rest in rests.items()} or {
            name: margins[name] for name in asked
        }
        self._first_s: float | None = None
        self._seen_s: float | None = None
        self._posture = PostureMemory(self._still_margins)
        self._lately = PostureMemory(self._still_margins)
        """The last `RESETTLE_S` of the start posture."""
        self._resting = PostureMemory(rests)
        self.followed = False
        """Whether repetitions are followed: the person is in place, or was in the start posture
        and may be somebody who moves on at once."""
        self.in_place = False
        """Whether the start posture is taken for sure: it was kept still, or a repetition has led
        back to it."""
        self.broken = False
        """Whether, right now, what must stay true has been false for `BROKEN_S`."""
        self.rest: dict[str, float] = {}

    def step(self, t_s: float, values: Mapping[str, float], *, resting: bool, away: bool) -> bool:
        """Takes one moment; `resting` says whether the person is in the first zone, `away` whether
        they have gone far enough for a half repetition.

        Returns True in the moment from which on repetitions are followed anew: the person comes
        into the start posture, is in place for sure, or settles into a new rest.
        """
        start = self._started.step(t_s, values)
        self._notice_beginning(t_s)
        keep = self._keep.step(t_s, values)
        self.broken = keep.active is False and t_s - keep.since_s > BROKEN_S
        if self.followed and self._lost(t_s, keep.active, keep.since_s):
            self.followed = self.in_place = False
            self.rest = {}
        self._remember(t_s, values, started=start.active is True, resting=resting)
        if self.in_place:
            return self._follow_rest(t_s, away=away)
        if start.active and self._is_taken(t_s, start.since_s):
            return self._take(t_s, away=away)
        at_once = start.since_s == self._seen_s
        return self._pass_through(passing=bool(start.active), at_once=at_once, away=away)

    def confirm(self) -> None:
        """The person is in place: a repetition has led out of the start posture and back to it."""
        self.in_place = self.followed

    def _take(self, t_s: float, *, away: bool) -> bool:
        self.followed = self.in_place = True
        if away:
            return False
        rows = [row for row in self._posture.rows if row[0] >= t_s - self._steady_s]
        self.rest |= self._levels_of(rows)
        return True

    def _pass_through(self, *, passing: bool, at_once: bool, away: bool) -> bool:
        """Follows somebody who is in the start posture, or was, but has not kept still in it.

        Rest is where they are slow there. Getting into place leads through the start posture, too,
        but no repetition out of it and back. Whoever is in it `at_once`, when the recording begins,
        may have begun to move.
        """
        if not passing or away:
            return False
        slow = self._slow()
        if not slow and at_once and not self.followed:
            slow = list(self._posture.rows)
        if not slow:
            return False
        if not self.followed:
            self.followed = True
            self.rest = self._levels_of(slow)
            return True
        turned = self._levels_of(self._slow(TURNED_DEG_PER_S))
        self._lead_back(self._levels_of(slow), turned=turned)
        return False

    def _slow(self, most_deg_per_s: float = TURN_DEG_PER_S) -> list[Row]:
        """The last rows of the start posture in which nothing moved faster than that."""
        remembered = self._posture.rows
        last_s = remembered[-1][0] if remembered else 0.0
        rows = [row for row in remembered if row[0] >= last_s - TURN_MEMORY_S]
        return [
            row
            for before, row, after in zip(rows, rows[1:], rows[2:], strict=False)
            if self._moved_deg(before[1], after[1]) <= most_deg_per_s * (after[0] - before[0])
        ]

    def _moved_deg(self, before: tuple[float, ...], after: tuple[float, ...]) -> float:
        """How far the signal moved that moved most, degrees."""
        pairs = zip(before, after, self._still_margins, strict=False)
        return max(
            (abs(b - a) / self._degrees[n] for a, b, n in pairs if isfinite(a) and isfinite(b)),
            default=0.0,
        )

    def _follow_rest(self, t_s: float, *, away: bool) -> bool:
        """Keeps rest up to date; True when it is a new one, outside the zone of rest.

        Stillness in the start posture is rest wherever it is. Movement within the zone of rest
        can only lead back to rest, or a slow lift would take its rest along.
        """
        if not away and self._has_settled(t_s):
            self.rest |= self._levels(self._lately.recent)
            return not self._resting.rows
        levels = self._levels(self._resting.recent)
        if len(self._resting.rows) < FEWEST_RESTING:
            levels = {name: level for name, level in levels.items() if name not in self.rest}
        self._lead_back(levels, turned={})
        return False

    def _lead_back(self, levels: Mapping[str, float], *, turned: Mapping[str, float]) -> None:
        """Lets rest follow levels that lie on the far side of it from the exercise.

        A signal that leads both ways follows only where the person `turned`.
        """
        for name, level in levels.items():
            back = {"up": min, "down": max}.get(self._rests[name].moves)
            if name not in self.rest:  # hidden when the start posture was taken
                self.rest[name] = level
            elif back is not None:
                self.rest[name] = back(self.rest[name], level)
            elif name in turned:
                self.rest[name] = turned[name]

    def _notice_beginning(self, t_s: float) -> None:
        """Remembers when the person was first seen, if that is the recording's beginning."""
        self._first_s = t_s if self._first_s is None else self._first_s
        begins = t_s - self._first_s < DROPOUT_S
        if self._seen_s is None and begins and self._started.raw is not None:
            self._seen_s = t_s

    def _is_taken(self, t_s: float, since_s: float) -> bool:
        """Whether the start posture, seen since `since_s`, is taken and not only passed through."""
        return t_s - since_s >= self._steady_s and self._is_still(t_s - self._steady_s)

    def _lost(self, t_s: float, active: bool | None, since_s: float) -> bool:
        outside_s = LOST_S if self.in_place else BROKEN_S
        limit_s = {True: float("inf"), False: outside_s, None: UNSEEN_S}[active]
        return t_s - since_s > limit_s

    def _remember(
        self, t_s: float, values: Mapping[str, float], *, started: bool, resting: bool
    ) -> None:
        rested = self.followed and resting
        for memory, when in (
            (self._posture, started), (self._lately, started), (self._resting, rested),
        ):  # fmt: skip
            if when:
                memory.add(t_s, values)
            else:
                memory.clear()
        for memory in (self._posture, self._resting):
            while memory.rows and t_s - memory.rows[0][0] > REST_MEMORY_S:
                memory.drop_oldest()
        while self._lately.rows and self._lately.rows[0][0] < t_s - RESETTLE_S:
            self._lately.drop_oldest()

    def _levels_of(self, rows: Iterable[Row]) -> dict[str, float]:
        """The resting values that some rows tell of; none for no row."""
        columns = zip(*(row for _, row in rows), strict=True)
        known = {
            name: RecentValues(value for value in column if isfinite(value))
            for name, column in zip(self._rests, columns, strict=False)
        }
        return self._levels(known)

    def _levels(self, known: Mapping[str, RecentValues]) -> dict[str, float]:
        """The resting values among the `known` values of each signal."""
        return {
            name: rest.level(known[name]) for name, rest in self._rests.items() if known.get(name)
        }

    def _has_settled(self, t_s: float) -> bool:
        """Whether nothing moved in the last `RESETTLE_S`, all of them in the start posture."""
        rows = self._posture.rows
        if not self._lately.rows or t_s - rows[0][0] < RESETTLE_S:
            return False
        return all(
            recent.spread <= STILL_MARGINS * self._still_margins[name]
            for name, recent in self._lately.recent.items()
            if recent
        )

    def _is_still(self, since_s: float) -> bool:
        """Whether what was seen of the start posture since then stayed within the margins."""
        rows = [row for when, row in self._posture.rows if when >= since_s]
        return all(
            max(seen) - min(seen) <= STILL_MARGINS * margin
            for margin, column in zip(
                self._still_margins.values(), zip(*rows, strict=True), strict=False
            )
            if (seen := [value for value in column if isfinite(value)])
        )
