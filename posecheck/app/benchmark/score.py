"""Compares the report of a clip with its truth: pure arithmetic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import inf

import numpy as np
from numpy.typing import NDArray

from posecheck.app.benchmark.truth import TrueFault, TrueHold, TrueRep, Truth
from posecheck.records import Finding, Hold, Rep, Report, Verdict

HOLD_TOLERANCE_S = 0.3
"""The largest error of a hold's start and end: about that of a person with a stopwatch."""

FAULT_TOLERANCE_S = 0.5
"""How far outside the fault's own time a finding may be."""

ANGLE_TOLERANCE_DEG = 6.0
"""The largest mean error of an angle: about the published error of a knee angle from the side
(6.4°, MediaPipe)."""


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
    """As counted, and the truth; so for `halves` and `holds`."""
    sides_right: bool
    """Whether left and right are each counted exactly."""
    halves: tuple[int, int]
    holds: tuple[int, int]
    hold_error_s: float
    """The largest error of a hold's start or end; 0 without holds, infinite if one is missing."""
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
        """Whether the count of repetitions is right, on each side."""
        return self.reps[0] == self.reps[1] and self.sides_right

    @property
    def ok(self) -> bool:
        """Whether every goal is met. If a clip cannot be judged, the goal is to judge nothing."""
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
    """Compares a report with the truth of its clip.

    `timed` is whether the exercise times holds. Where it does not, the truth still has the pauses
    at the end of range, and the report need not have them.
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
        hold_error_s=_hold_error_s(true_holds, truth.reps, report.holds),
        found=len(truth.faults) - len(missed),
        planted=len(truth.faults),
        false_alarms=false,
        missed=missed,
        refused=_refused(report),
        angles=angles,
    )


NEARLY_THERE = 0.19
"""A minimum-jerk movement has `HELD_SHARE` (5 %) of its way left in the last 19 % of its time:
10 x³ - 15 x⁴ + 6 x⁵ = 0.95 at x = 0.81. Drawn people move like that."""


INTO_HOLD_S = 2.0
"""How long getting into an exercise that is one hold takes, and getting out of it: drawn people
take 1.2-2.5 s. The truth does not say."""


def _called(hold: TrueHold, reps: Iterable[TrueRep]) -> TrueHold:
    """A hold from when its person is nearly there until they have hardly left."""
    phases = [phase for rep in reps for phase in rep.phases if phase.start_s < phase.end_s]
    before_s = next((p.end_s - p.start_s for p in phases if p.end_s == hold.start_s), INTO_HOLD_S)
    after_s = next((p.end_s - p.start_s for p in phases if p.start_s == hold.end_s), INTO_HOLD_S)
    return replace(
        hold,
        start_s=hold.start_s - NEARLY_THERE * before_s,
        end_s=hold.end_s + NEARLY_THERE * after_s,
    )


def _on_each_side(reps: Iterable[TrueRep | Rep]) -> Counter[str | None]:
    return Counter(r.side for r in reps if r.complete)


def _hits(fault: TrueFault, finding: Finding) -> bool:
    """Whether a finding is this fault: the same kind, at the same time.

    At least half of the shorter of both must lie in the other, with a tolerance.
    """
    shared_s = min(fault.end_s + FAULT_TOLERANCE_S, finding.end_s) - max(
        fault.start_s - FAULT_TOLERANCE_S, finding.start_s
    )
    shorter_s = min(fault.end_s - fault.start_s, finding.end_s - finding.start_s)
    return fault.kind == finding.check and shared_s >= shorter_s / 2


def _hold_error_s(true: list[TrueHold], reps: Iterable[TrueRep], found: tuple[Hold, ...]) -> float:
    """The largest error of a start or an end.

    A hold may begin anywhere from when the person is nearly there until they stand still, and its
    end may lie as far apart.
    """
    if len(true) != len(found):
        return inf
    pairs = zip(sorted(true, key=_start_s), sorted(found, key=_start_s), strict=True)
    errors = [0.0]
    for still, hold in pairs:
        called = _called(still, reps)
        errors.append(_outside(hold.start_s, called.start_s, still.start_s))
        errors.append(_outside(hold.end_s, still.end_s, called.end_s))
    return max(errors)


def _outside(value: float, least: float, most: float) -> float:
    """How far a value lies outside of a range; 0 in it."""
    return max(least - value, value - most, 0.0)


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
    """The error of one signal over the frames (N,) in which no value is NaN; None without such."""
    error = measured_deg - true_deg
    known = error[np.isfinite(error)]
    if not known.size:
        return None
    return AngleError(signal, float(np.abs(known).mean()), float(known.mean()), int(known.size))
