"""Setting up, one instruction at a time: light, people, position, view, start posture."""

from __future__ import annotations

import numpy as np

from posecheck import landmarks
from posecheck.coach.scene import Guidance
from posecheck.exercise.follow.camera_setup import is_dark, needed
from posecheck.exercise.spec.schema import Exercise
from posecheck.messages import Message
from posecheck.motion.body import Body
from posecheck.records import Side, Update

STEADY_S = 0.6
"""An instruction is given when it has been right for this long. A person who walks through the
picture is in every wrong position once."""

STILL_S = 1.0
"""A person is still when they have not moved for this long."""

STILL_TRUNK = 0.08
"""A person whose joints move by this much, in trunk lengths, is not still. The landmarks' own noise
is 0.01-0.03 trunk lengths, and breathing moves a shoulder by as much."""

KINDS = frozenset({
    "light", "nobody", "people", "far", "side", "front", "end", "back", "middle", "raise",
    "lower", "tilted",
})  # fmt: skip
"""Kinds of instruction. `words` has the sentence of each as "setup-KIND"."""


class SetupGuide:
    """Watches the set-up. An instruction stays until another one has been right for `STEADY_S`."""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self._needed = sorted(needed(exercise))
        self._shown = _instruction("nobody")
        self._next: tuple[float, Guidance] | None = None
        self._first = True

    def step(self, body: Body, update: Update) -> Guidance:
        """The one instruction at this moment."""
        found = self._found(body, update)
        if self._first or found.message == self._shown.message:
            self._shown, self._next, self._first = found, None, False
        elif self._next is None or self._next[1].message != found.message:
            self._next = body.t_s, found
        elif body.t_s - self._next[0] >= STEADY_S:
            self._shown, self._next = found, None
        return self._shown

    def _found(self, body: Body, update: Update) -> Guidance:
        if is_dark(body):
            return _instruction("light")
        if not body.found:
            return _instruction("nobody")
        remark = update.remark.kind if update.remark else ""
        if remark in KINDS - {"tilted"}:
            return _instruction(remark)
        if (kind := self._cut_off(body)) is not None:
            return _instruction(kind)
        if self._exercise.hold is not None and self._exercise.start_posture is None:
            return _READY_FOR_HOLD if update.seen else self._posture()
        if update.in_place:
            return _READY
        # In a tilted picture somebody may lie in the start posture and not be taken to.
        return _instruction(remark) if remark == "tilted" else self._posture()

    def _posture(self) -> Guidance:
        return Guidance(Message("setup-posture", {"posture": self._exercise.posture}))

    def _cut_off(self, body: Body) -> str | None:
        """Which instruction brings needed landmarks back into the picture; None for all seen."""
        sides: tuple[Side, ...] = ("left", "right")
        if self._exercise.view == ("side",) and body.near:
            sides = (body.near,)
        outside = {landmarks.index(name, side) for name in self._needed for side in sides}
        outside &= body.outside
        if not outside:
            return None
        kinds = {kind for i in outside if (kind := _remedy(body, i))}
        return kinds.pop() if len(kinds) == 1 else "back"


def _instruction(kind: str) -> Guidance:
    return Guidance(Message(f"setup-{kind}"))


_READY = Guidance(Message("setup-ready"), ready=True)
_READY_FOR_HOLD = Guidance(Message("setup-ready-for-hold"), ready=True)


def _remedy(body: Body, landmark: int) -> str | None:
    """Which instruction brings a landmark back into the picture; None where it is not known."""
    if body.guessed_px is None:
        return None
    width, height = body.size_px
    y = float(body.guessed_px[landmark, 1])
    if y > height:
        return "lower"
    if y < 0:
        return "raise"
    seen = body.points_px[np.isfinite(body.points_px[:, 0]), 0]
    room_px = width - float(np.ptp(seen)) if seen.size else width
    return "middle" if room_px > width / 4 else "back"


class Stillness:
    """Whether the joints that the exercise needs have not moved for a while."""

    def __init__(self, exercise: Exercise) -> None:
        names = [name for name in sorted(needed(exercise)) if name in landmarks.SIDED]
        self._rows = [landmarks.index(n, s) for n in names for s in ("left", "right")]
        self._seen: list[tuple[float, np.ndarray[tuple[int, ...], np.dtype[np.float64]]]] = []

    def step(self, body: Body) -> bool:
        """Whether nothing has moved by `STILL_TRUNK` in the last `STILL_S`.

        False where nobody was found, and until enough was seen.
        """
        if not body.found:
            self._seen.clear()
            return False
        self._seen.append((body.t_s, body.points_px[self._rows] / body.trunk_px))
        while self._seen and body.t_s - self._seen[0][0] > STILL_S:
            self._seen.pop(0)
        if len(self._seen) < 3 or body.t_s - self._seen[0][0] < STILL_S * 0.8:
            return False
        positions = np.stack([points for _, points in self._seen])
        always_seen = np.isfinite(positions).all(axis=0)
        moved = np.ptp(positions, axis=0)[always_seen]
        return bool(moved.size and moved.max() < STILL_TRUNK)
