"""Repetitions that end in a turn shortly before rest: brisk people do not rest between two."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from posecheck.exercise.follow.history import SignalHistory
from posecheck.exercise.follow.repetition_tracker import RepetitionTracker, TrackedRepetition
from posecheck.exercise.follow.zone_tracker import ZoneState
from posecheck.exercise.spec.schema import enter_condition
from posecheck.exercise.spec.tables import RepSpec, ZoneSpec
from posecheck.exercise.spec.zones import parse

OUT_AND_BACK = 3
"""The zones of a repetition that goes out and back. Only such a one can end in a turn."""

TURNED_SHARE = 0.75
"""Whoever has come back by this share of the way, and goes out again, has made a repetition. Brisk
crunches of a real person turn with 82-95 % of the way done. A hold that is told to sag (9° of a
bridge) loses a fifth of it."""

LEAST_TURN_S = 0.13
"""Each of the two movements takes at least this long, from zone to turn: three pictures at 24 a
second. Limbs that the model takes for others jump within 0.1 s."""

NEARLY_MARGINS = 2.0
"""The signals of the zone of rest have to be this near to it then, in margins: 6° for an angle."""


class EarlyTurn:
    """Watches the way back to rest of one repetition after the other."""

    def __init__(
        self, spec: RepSpec, zones: Mapping[str, str | ZoneSpec], margins: Mapping[str, float]
    ) -> None:
        self._spec = spec
        self._rest = parse(enter_condition(zones[spec.through[0]]))
        self._margins = {name: NEARLY_MARGINS * margin for name, margin in margins.items()}
        self._came_near = False

    def step(
        self,
        tracker: RepetitionTracker,
        values: Mapping[str, float],
        states: Mapping[str, ZoneState],
        history: SignalHistory,
    ) -> TrackedRepetition | None:
        """Takes one moment; returns the repetition that has ended in a turn, if one did.

        `history` ends with this moment. The tracker then follows the next one.
        """
        since_s = tracker.returning_since_s
        if since_s is None:
            self._came_near = False
            return None
        self._came_near |= self._rest.test(values, self._margins) is True
        zone = states[self._spec.through[1]]
        again = zone.active is True and zone.since_s > since_s
        if not again or not self._came_near or len(self._spec.through) != OUT_AND_BACK:
            return None
        turned_s = self._turned_s(tracker.began_s or since_s, since_s, history)
        if turned_s is None or min(turned_s - since_s, zone.since_s - turned_s) < LEAST_TURN_S:
            return None
        return tracker.turn(turned_s, zone)

    def _turned_s(self, began_s: float, since_s: float, history: SignalHistory) -> float | None:
        """When the driver was nearest to where the repetition began; None where that was too far
        away (`TURNED_SHARE`)."""
        out = history.window(self._spec.driver, began_s, since_s).values
        out = out[np.isfinite(out)]
        back = history.window(self._spec.driver, since_s, history.latest_s)
        known = np.isfinite(back.values)
        if not out.size or not known.any():
            return None
        left = np.abs(back.values[known] - out[0])
        if left.min() > (1 - TURNED_SHARE) * np.abs(out - out[0]).max():
            return None
        return float(back.t_s[known][int(left.argmin())])
