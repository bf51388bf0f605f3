"""What is remembered of one finished session: the numbers that plans and summaries go by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Final, Literal

from posecheck.exercise.judge import session_verdict
from posecheck.exercise.judge.uncertainty import HOLD_S
from posecheck.exercise.personal.end_of_range import targets
from posecheck.exercise.spec.schema import Exercise
from posecheck.exercise.spec.steadiness_table import FAULTS
from posecheck.exercise.spec.tables import Dose
from posecheck.phase_measures import Number
from posecheck.records import Hold, Rep, Report, Verdict

Kind = Literal["live", "recording"]
"""A live session was asked for a dose; a recording need not show the whole of it."""

_JUDGED: Final = (Verdict.GOOD, Verdict.FAULT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """One session of one exercise, in numbers; None for what is not known.

    asked: the dose that was asked for.
    done: complete repetitions (of the side with fewer, where sides are counted apart), or the holds
        of an exercise that is one.
    hold_s: how long a hold was kept, the median over all holds, seconds.
    judged, faulty: how many repetitions (holds) were judged, and how many of these had a fault;
        half repetitions count among both.
    range: the range of motion, the median over the repetitions, in `unit`.
    pace_s: how long one movement took, the median over all movements, seconds.
    steady: the share of judged repetitions without a fault of steadiness, 0 to 1.
    """

    day: date
    exercise: str
    kind: Kind
    asked: Dose
    done: int
    hold_s: Number = None
    judged: int = 0
    faulty: int = 0
    hurt: bool = False
    range: Number = None
    unit: str = ""
    pace_s: Number = None
    cadence_per_min: Number = None
    steady: Number = None
    verdict: Verdict = Verdict.NOT_JUDGED

    def covers(self, dose: Dose) -> bool:
        """Whether all of that dose was done, each hold long enough to the error of its measurement.

        Half of the holds or more have to be long enough: one that is a moment short does not undo
        the rest.
        """
        count = (dose.sets or 1) * (dose.reps or 1)
        if self.done < count or dose.hold_s is None:
            return self.done >= count
        if self.hold_s is None:
            return False
        return self.hold_s >= dose.hold_s - HOLD_S


def of_report(report: Report, exercise: Exercise, day: date) -> Past:
    """What is remembered of a report; `exercise` is the one that it is about."""
    spec = targets(exercise)
    asked = report.dose
    complete = [rep for rep in report.reps if rep.complete]
    whole = report.holds if exercise.hold else complete
    range_, unit = _range(complete, spec[0].signal) if spec else (None, "")
    return Past(
        day=day,
        exercise=report.exercise,
        kind="recording" if report.live is None else "live",
        asked=Dose(sets=asked.sets, reps=asked.reps, hold_s=asked.hold_s) if asked else Dose(),
        done=_done(report, exercise, complete),
        hold_s=median(h.duration_s for h in report.holds) if report.holds else None,
        judged=sum(each.verdict in _JUDGED for each in whole) + report.halves,
        faulty=sum(each.verdict is Verdict.FAULT for each in whole) + report.halves,
        hurt=hurt(report),
        range=range_,
        unit=unit,
        pace_s=None if report.cadence_per_min is not None else _pace_s(complete),
        cadence_per_min=report.cadence_per_min,
        steady=_steady(whole),
        verdict=report.verdict,
    )


def hurt(report: Report) -> bool:
    """Whether the person said that it hurts."""
    said = report.live is not None and report.live.hurt_s is not None
    return said or any(remark.kind == session_verdict.HURT for remark in report.remarks)


def _done(report: Report, exercise: Exercise, complete: list[Rep]) -> int:
    if exercise.hold is not None:
        return len(report.holds)
    if exercise.sides == "apart":
        return min(sum(rep.side == side for rep in complete) for side in ("left", "right"))
    return len(complete)


def _range(reps: Iterable[Rep], signal: str) -> tuple[Number, str]:
    """The median range of motion of a signal, and its unit."""
    found = [each for rep in reps for each in rep.ranges if each.signal == signal]
    if not found:
        return None, ""
    return median(each.high - each.low for each in found), found[0].unit


def _pace_s(reps: Iterable[Rep]) -> Number:
    """The median duration of a movement: every second phase is one, from the first on."""
    durations = [phase.duration_s for rep in reps for phase in rep.phases[::2]]
    return median(durations) if durations else None


def _steady(whole: Iterable[Rep | Hold]) -> Number:
    """The share without a fault of steadiness among those that were judged."""
    judged = [each for each in whole if each.verdict in _JUDGED]
    if not judged:
        return None
    calm = sum(not any(f.check in FAULTS for f in each.findings) for each in judged)
    return calm / len(judged)
