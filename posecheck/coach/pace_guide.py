"""A guide to move along with: it shows each phase for as long as that should take."""

from __future__ import annotations

from posecheck.coach.scene import PaceGuide
from posecheck.exercise.spec.schema import Exercise
from posecheck.records import Update

MOVEMENT_S = 2.0
"""How long a movement is shown for where its file has no aim. It is posecheck's own: the sources
say "slowly", and calm movements of the drawn and of real people take 1.6-2.2 s."""

PAUSE_S = 1.0
"""How long a pause should take that is no hold: long enough to come to rest."""

LEAD_S = 1.5
"""Time from coming to rest until the guide leads into the next repetition."""

SLOWER = 1.25
"""How many times longer than its least duration a phase is shown, where a check gives one."""

ARRIVED_S = 0.8
"""A person who moves in this first time of a hold is still arriving. The engine looks for the end
of holds, so it takes any movement in a pause for the movement out of it."""


def shown_phase(exercise: Exercise, update: Update) -> str | None:
    """The phase to show: a hold that has just begun is shown as one, even if the person moves."""
    spec = exercise.rep
    if spec is None or update.phase is None or update.hold_s is None:
        return update.phase
    index = spec.phases.index(update.phase)
    if index % 2 == 0 and update.hold_s < ARRIVED_S:
        return spec.phases[index - 1]
    return update.phase


class PaceGuider:
    """Leads from rest, waits at the end of a phase, and follows the person as soon as they move.

    `hold_s` is how long a hold should last, None where the plan has no goal.
    """

    def __init__(self, exercise: Exercise, *, hold_s: float | None) -> None:
        self._exercise = exercise
        self._phases = _phases(exercise, hold_s)
        self._phase: str | None = None
        self._since_s: float | None = None
        self._index = 0

    def step(self, update: Update) -> PaceGuide | None:
        """The guide at this moment; None where there is nothing to lead."""
        if not self._phases or not update.in_place:
            self._phase, self._since_s = None, None
            return None
        phase = shown_phase(self._exercise, update)
        if self._since_s is None or phase != self._phase:
            self._index = self._index_of(phase)
            self._phase, self._since_s = phase, update.t_s
        waited_s = update.t_s - self._since_s - (LEAD_S if phase is None else 0.0)
        duration_s = self._phases[self._index][1]
        return PaceGuide(self._phases, self._index, min(1.0, max(0.0, waited_s / duration_s)))

    def _index_of(self, phase: str | None) -> int:
        """The phase of that name. Of two with the same name it is the next one from here."""
        if phase is None:
            return 0
        names = [name for name, *_ in self._phases]
        count = len(names)
        order = [(self._index + step) % count for step in range(count)]
        return next((i for i in order if names[i] == phase), 0)


def _phases(
    exercise: Exercise, hold_s: float | None
) -> tuple[tuple[str, float, float, float], ...]:
    """The phases of `PaceGuide`; empty where there is nothing to lead."""
    spec = exercise.rep
    if spec is None or spec.cadence is not None:
        return ()  # A hold has its clock, and steps have their own rhythm.
    least_s = {
        check.during: check.at_least_s * SLOWER
        for check in exercise.checks
        if check.use == "lasts" and check.at_least_s is not None
    }
    aim_s = {c.during: c.aim_s for c in exercise.checks if c.use == "lasts" and c.aim_s}
    last = len(spec.through) - 1
    found = []
    for i, name in enumerate(spec.phases):
        is_movement = i % 2 == 0
        from_zone = i // 2 if is_movement else (i + 1) // 2
        zones = (from_zone, from_zone + is_movement)
        levels = [0.0 if zone in (0, last) else 1.0 for zone in zones]
        if is_movement:
            duration_s = max(aim_s.get(name, MOVEMENT_S), least_s.get(name, 0.0))
        else:
            duration_s = (hold_s or PAUSE_S) if name in spec.holds else PAUSE_S
        found.append((name, duration_s, levels[0], levels[1]))
    return tuple(found)
