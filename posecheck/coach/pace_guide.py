"""A guide to move along with: up, hold, down, each as long as it should take."""

from __future__ import annotations

from posecheck.coach.scene import PaceGuide
from posecheck.exercise.spec.schema import Exercise
from posecheck.records import Update

WAY_S = 2.0
"""How long a way should take: what the exercise files ask for as "two seconds"."""

STAY_S = 1.0
"""A stay that is no hold: long enough to have arrived."""

LEAD_S = 1.5
"""So long after coming to rest the guide leads into the next repetition."""

SLOWER = 1.25
"""A leg that must last at least so long is led somewhat slower than the limit."""


ARRIVED_S = 0.8
"""Whoever still moves at a hold's beginning is arriving, although the engine, which looks for
the end of holds, calls moving in a stay the way out of it."""


def leg(exercise: Exercise, update: Update) -> str | None:
    """The leg to show: a hold that has just begun is one, moving or not."""
    spec = exercise.rep
    if spec is None or update.phase is None or update.hold_s is None:
        return update.phase
    at = spec.phases.index(update.phase)
    if at % 2 == 0 and update.hold_s < ARRIVED_S:
        return spec.phases[at - 1]
    return update.phase


class PaceGuider:
    """Leads from rest, waits at a leg's end, and goes by the person as soon as they move."""

    def __init__(self, exercise: Exercise, *, hold_s: float | None) -> None:
        self._exercise = exercise
        self._legs = _legs(exercise, hold_s)
        self._phase: str | None = None
        self._since_s: float | None = None
        self._leg = 0

    def step(self, update: Update) -> PaceGuide | None:
        """The guide at this moment; None where there is nothing to lead."""
        if not self._legs or not update.in_place:
            self._phase, self._since_s = None, None
            return None
        phase = leg(self._exercise, update)
        if self._since_s is None or phase != self._phase:
            self._leg = self._leg_of(phase)
            self._phase, self._since_s = phase, update.t_s
        waited_s = update.t_s - self._since_s - (LEAD_S if phase is None else 0.0)
        duration_s = self._legs[self._leg][1]
        return PaceGuide(self._legs, self._leg, min(1.0, max(0.0, waited_s / duration_s)))

    def _leg_of(self, phase: str | None) -> int:
        """The leg of that name, the next one after the last where it comes twice."""
        if phase is None:
            return 0
        names = [leg[0] for leg in self._legs]
        count = len(names)
        order = [(self._leg + step) % count for step in range(count)]
        return next((i for i in order if names[i] == phase), 0)


def _legs(exercise: Exercise, hold_s: float | None) -> tuple[tuple[str, float, float, float], ...]:
    spec = exercise.rep
    if spec is None or spec.cadence is not None:
        return ()  # a hold has its clock, steps have their own rhythm
    least_s = {
        check.during: check.at_least_s * SLOWER
        for check in exercise.checks
        if check.use == "lasts" and check.at_least_s is not None
    }
    last = len(spec.through) - 1
    found = []
    for i, name in enumerate(spec.phases):
        way = i % 2 == 0
        from_zone = i // 2 if way else (i + 1) // 2
        levels = [0.0 if zone in (0, last) else 1.0 for zone in (from_zone, from_zone + way)]
        asked_s = WAY_S if way else (hold_s or STAY_S) if name in spec.holds else STAY_S
        duration_s = asked_s if not way else max(asked_s, least_s.get(name, 0.0))
        found.append((name, duration_s, levels[0], levels[1]))
    return tuple(found)
