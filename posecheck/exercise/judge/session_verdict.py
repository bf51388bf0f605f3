"""The verdict of a whole session, and how much of the dose was done in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from posecheck.dose import DoseDone
from posecheck.exercise.judge import uncertainty
from posecheck.exercise.spec.schema import Exercise
from posecheck.records import Finding, Hold, NotJudged, Rep, Report, Verdict

CUT_OFF = frozenset({"recording-ended", "cut-off-by-recording"})
"""Why a repetition is not judged that the recording cuts off."""

HURT = "hurt"
"""The kind of remark of the time after the person said that it hurts."""


def verdict(
    exercise: Exercise,
    reps: Sequence[Rep],
    holds: Sequence[Hold],
    findings: Sequence[Finding],
    not_judged: Sequence[NotJudged],
    *,
    partial: bool,
) -> Verdict:
    """The verdict of a recording. It need not show the whole dose."""
    done = _done(exercise, reps, holds)
    if any(f.zone is None for f in findings) or (findings and done):
        return Verdict.FAULT
    if not done:
        cut_off = any(n.what == "repetition" and n.why.key in CUT_OFF for n in not_judged)
        return Verdict.INCOMPLETE if findings or cut_off else Verdict.NOT_JUDGED
    if all(each.verdict is Verdict.NOT_JUDGED for each in done):
        return Verdict.NOT_JUDGED
    if partial:
        return Verdict.INCOMPLETE
    whole = all(each.verdict is Verdict.GOOD for each in done) and not _lost(done, not_judged)
    return Verdict.GOOD if whole else Verdict.NOT_ALL_JUDGED


def _done(
    exercise: Exercise, reps: Sequence[Rep], holds: Sequence[Hold]
) -> Sequence[Rep] | Sequence[Hold]:
    """What counts as done: complete repetitions, or the holds of an exercise that is one."""
    return [rep for rep in reps if rep.complete] if exercise.rep else holds


def _lost(done: Sequence[Rep] | Sequence[Hold], not_judged: Sequence[NotJudged]) -> bool:
    """Whether a repetition was seen and not judged, or nothing was judged for a while between the
    first and the last one.

    Whoever walks into the picture, or out of it, does no exercise.
    """
    start_s, end_s = min(d.start_s for d in done), max(d.end_s for d in done)
    return any(
        n.what == "repetition"
        or (n.what == "everything" and n.end_s > start_s and n.start_s < end_s)
        for n in not_judged
    )


def dose_done(exercise: Exercise, reps: Sequence[Rep], holds: Sequence[Hold]) -> DoseDone:
    """The dose of the exercise, and how much of it was done."""
    dose = exercise.dose
    done = _done(exercise, reps, holds)
    each_side = exercise.rep is not None and exercise.sides == "apart"
    asked = _asked(exercise)
    if exercise.hold is not None:
        count = sum(lasted(h, dose.hold_s) for h in holds)
    elif each_side and asked is not None:
        sides = [sum(each.side == side for each in done) for side in ("left", "right")]
        count = sum(min(n, asked // 2) for n in sides)
    else:
        count = len(done)
    counts: Literal["repetitions", "holds"] = "holds" if exercise.hold else "repetitions"
    return DoseDone(dose.sets, dose.reps, dose.hold_s, counts, count, asked, each_side)


def lasted(hold: Hold, goal_s: float | None) -> bool:
    """Whether a hold was as long as it should be, to the error of its measurement.

    The tone that ends a hold comes when it has lasted long enough, by the zones; by its still part,
    it is a little shorter.
    """
    return goal_s is None or hold.duration_s >= goal_s - uncertainty.HOLD_S


def _asked(exercise: Exercise) -> int | None:
    """All repetitions or holds that the dose asks for; None where it leaves that to the person."""
    dose = exercise.dose
    if exercise.hold is not None:
        return (dose.sets or 1) * (dose.reps or 1)
    if dose.reps is None:
        return None
    return (dose.sets or 1) * dose.reps * (2 if exercise.sides == "apart" else 1)


def of_live_session(report: Report) -> Report:
    """The report of a live session with its verdict: here the dose was asked for, and the person
    may have said that it hurts."""
    if (report.live and report.live.hurt_s is not None) or any(
        remark.kind == HURT for remark in report.remarks
    ):
        return replace(report, verdict=Verdict.STOPPED)
    short = report.dose is not None and not report.dose.is_done
    if short and report.verdict in (Verdict.GOOD, Verdict.NOT_ALL_JUDGED):
        return replace(report, verdict=Verdict.INCOMPLETE)
    return report


def is_judged(report: Report) -> bool:
    """Whether any question about what was done has an answer. A hold in a repetition that the
    recording cuts off is no answer: its length is not known."""
    whole = report.dose is None or report.dose.counts == "holds"
    done: tuple[Rep | Hold, ...] = (*report.reps, *(report.holds if whole else ()))
    return bool(report.findings) or any(each.verdict is not Verdict.NOT_JUDGED for each in done)
