"""One clip's report against its truth. Pure arithmetic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from posecheck.app.benchmark.truth import TrueFault, TrueHold, TrueRep, Truth
from posecheck.records import Finding, Hold, Rep, Report, Verdict

HOLD_TOLERANCE_S = 0.3
FAULT_TOLERANCE_S = 0.5
ANGLE_TOLERANCE_DEG = 6.0
"""The goals: a hold's ends to a third of a second, as a person with a stopwatch manages; a
fault within half a second of the time in which it was there; and the published error of a
knee angle from the side (6.4°, MediaPipe)."""


@dataclass(frozen=True, slots=True)
class AngleError:
    """Mean absolute error and mean error (bias) of one signal, degrees, over `frames`."""

    signal: str
    mae_deg: float
    bias_deg: float
    frames: int


@dataclass(frozen=True, slots=True)
class Score:
    """How well one clip was judged."""

    exercise: str
    clip: str
    judgeable: bool
    reps: tuple[int, int]
    """Counted, true."""
    sides_right: bool
    """Whether left and right were counted exactly, each for itself."""
    halves: tuple[int, int]
    holds: tuple[int, int]
    hold_error_s: float
    """Worst error of a hold's start or end; 0 without holds, infinite when one is missing."""
    found: int
    planted: int
    false_alarms: tuple[str, ...]
    missed: tuple[str, ...]
    refused: bool
    """Whether nothing was judged and a reason was given."""
    angles: tuple[AngleError, ...]
    """The angle that the exercise is judged by, then those that only a further check reads."""

    @property
    def exact(self) -> bool:
        """Whether as many were counted as were done, on each side."""
        return self.reps[0] == self.reps[1] and self.sides_right

    @property
    def ok(self) -> bool:
        """Whether every goal is met. Where judging is impossible, the goal is to refuse."""
        if not self.judgeable:
            return self.refused
        return (
            self.exact
            and self.halves[0] == self.halves[1]
            and self.holds[0] == self.holds[1]
            and self.hold_error_s <= HOLD_TOLERANCE_S
            and not self.missed
            and not self.false_alarms
            and all(a.mae_deg <= ANGLE_TOLERANCE_DEG for a in self.angles[:1])
        )


def score(
    truth: Truth, report: Report, angles: tuple[AngleError, ...], *, timed: bool = True
) -> Score:
    """Compares a report with the truth about its clip.

    `timed` tells whether the exercise times holds: where its dose has none, a pause at the end of
    range is in the truth and need not be in the report.
    """
    true_holds = truth.holds if timed else []
    done = [r.complete for r in truth.reps]
    missed = tuple(f.kind for f in truth.faults if not any(_hits(f, g) for g in report.findings))
    false = tuple(g.check for g in report.findings if not any(_hits(f, g) for f in truth.faults))
    return Score(
        exercise=truth.exercise,
        clip=truth.clip,
        judgeable=truth.judgeable,
        reps=(report.count, sum(done)),
        sides_right=_on_each_side(truth.reps) == _on_each_side(report.reps),
        halves=(report.halves, len(done) - sum(done)),
        holds=(len(report.holds), len(true_holds)),
        hold_error_s=_hold_error_s(true_holds, report.holds),
        found=len(truth.faults) - len(missed),
        planted=len(truth.faults),
        false_alarms=false,
        missed=missed,
        refused=_refused(report),
        angles=angles,
    )


def _on_each_side(reps: Iterable[TrueRep | Rep]) -> Counter[str | None]:
    return Counter(r.side for r in reps if r.complete)


def _hits(fault: TrueFault, finding: Finding) -> bool:
    """Same kind, and most of the shorter of both lies within the other, give or take."""
    shared_s = min(fault.end_s + FAULT_TOLERANCE_S, finding.end_s) - max(
        fault.start_s - FAULT_TOLERANCE_S, finding.start_s
    )
    shorter_s = min(fault.end_s - fault.start_s, finding.end_s - finding.start_s)
    return fault.kind == finding.check and shared_s >= shorter_s / 2


def _hold_error_s(true: list[TrueHold], got: tuple[Hold, ...]) -> float:
    if len(true) != len(got):
        return inf
    return max(
        (
            max(abs(t.start_s - g.start_s), abs(t.end_s - g.end_s))
            for t, g in zip(sorted(true, key=_start_s), sorted(got, key=_start_s), strict=True)
        ),
        default=0.0,
    )


def _start_s(hold: TrueHold | Hold) -> float:
    return hold.start_s


def _refused(report: Report) -> bool:
    nothing = not report.reps and not report.holds and not report.findings
    return (
        nothing and report.verdict is Verdict.NOT_JUDGED and any(r.blocks for r in report.remarks)
    )


def angle_error(
    signal: str, measured_deg: NDArray[np.float64], true_deg: NDArray[np.float64]
) -> AngleError | None:
    """Error of one signal over the frames (N,) in which both are known; None if there are none."""
    error = measured_deg - true_deg
    known = error[np.isfinite(error)]
    if not known.size:
        return None
    return AngleError(signal, float(np.abs(known).mean()), float(known.mean()), int(known.size))
