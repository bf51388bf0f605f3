"""Praise where it is due: for a fault that was said and did not come again the next time."""

from __future__ import annotations

from posecheck.messages import Message
from posecheck.records import Rep, Side, Update, Verdict

MENDED_S = 1.0
"""A fault of a running hold counts as mended when it has been gone for this long."""

SENTENCES = 3
"""How many sentences of praise `words` has; they are said in turn."""


class Praise:
    """Remembers the faults that were said; answers praise when one was mended."""

    def __init__(self) -> None:
        self._open: dict[tuple[str, Side | None], int | None] = {}
        self._in_hold: dict[str, float] = {}
        self._praised = 0

    def step(self, update: Update) -> Message | None:
        """Takes the next update; praise, or None."""
        better = self._mended_rep(update.new_reps) or self._mended_hold(update)
        for finding in update.new_findings:
            self._open[finding.check, finding.side] = finding.rep
        if not better:
            return None
        self._praised += 1
        return Message("praise", {"number": (self._praised - 1) % SENTENCES + 1})

    def _mended_rep(self, reps: tuple[Rep, ...]) -> bool:
        """Whether a later complete repetition of the same side is without a fault that was said."""
        mended = False
        for rep in reps:
            if not rep.complete or rep.verdict is Verdict.NOT_JUDGED:
                continue
            still = {f.check for f in rep.findings} | {n.what for n in rep.not_judged}
            for check, side in list(self._open):
                number = self._open[check, side]
                later = number is not None and rep.number > number
                if later and side == rep.side and check not in still:
                    del self._open[check, side]
                    mended = True
        return mended

    def _mended_hold(self, update: Update) -> bool:
        """Whether a hold goes on without a fault that it had."""
        if update.hold_s is None:
            self._in_hold.clear()
            return False
        mended = False
        for check in update.wrong:
            self._in_hold[check] = update.t_s
        for check, last_s in list(self._in_hold.items()):
            if update.t_s - last_s >= MENDED_S:
                del self._in_hold[check]
                mended = True
        return mended
