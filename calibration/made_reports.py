"""Made reports of live sessions, to measure the history and the plan without anybody moving."""

from __future__ import annotations

from datetime import date, datetime
from random import Random
from typing import Literal

from posecheck.exercise.judge import session_verdict
from posecheck.exercise.spec.schema import Exercise
from posecheck.exercise.spec.tables import Dose
from posecheck.provenance import Live, Recording
from posecheck.records import (
    Finding,
    Hold,
    HoldEnd,
    Phase,
    Range,
    Rep,
    Report,
    Side,
    Verdict,
)  # fmt: skip

How = Literal["good", "faults", "short", "hurt"]
"""How a session went: no fault, a fault in half of it, half of it done, or pain after half."""

REP_S = 8.0


def made(
    exercise: Exercise, dose: Dose, day: date, how: How = "good", *, chance: Random, minute: int = 0
) -> Report:
    """The report of a live session with that dose, begun on a day at eight and `minute`."""
    count = (dose.sets or 1) * (dose.reps or 1)
    if how in ("short", "hurt"):
        count //= 2
    sides: tuple[Side | None, ...] = exercise.counted_sides()
    check = exercise.checks[0].id if exercise.checks else "sudden"
    reps, holds, findings = [], [], []
    for i in range(1, count * len(sides) + 1):
        faulty = how == "faults" and i % 2 == 1
        verdict = Verdict.FAULT if faulty else Verdict.GOOD
        side = sides[i % len(sides)]
        if exercise.rep:
            reps.append(_rep(exercise, i, side, verdict, chance))
        if exercise.times_holds:
            end_s = i * REP_S + (dose.hold_s or 5.0) + 0.1
            own = None if exercise.rep else verdict
            holds.append(_hold(i, i * REP_S, end_s, side, own or Verdict.GOOD))
        if faulty:
            findings.append(Finding(check, i * REP_S, i * REP_S + 1, 0.6, 0.8, "s", rep=i))
    asked = exercise.model_copy(update={"dose": dose})
    began = datetime(day.year, day.month, day.day, 8, minute).astimezone()
    report = Report(
        exercise=exercise.id, title=exercise.title, source="camera", duration_s=count * REP_S + 30,
        frames=900, found_share=1.0, partial=False,
        verdict=Verdict.FAULT if findings else Verdict.GOOD, count=len(reps),
        count_left=sum(rep.side == "left" for rep in reps),
        count_right=sum(rep.side == "right" for rep in reps), halves=0, reps=tuple(reps),
        holds=tuple(holds), findings=tuple(findings), not_judged=(), remarks=(), limits=(),
        dose=session_verdict.dose_done(asked, reps, holds),
        live=Live("camera", 30.0, 900, 0, hurt_s=20.0 if how == "hurt" else None),
        recording=Recording(recorded=began.isoformat()), posecheck="0.1.0",
    )  # fmt: skip
    return session_verdict.of_live_session(report)


def _rep(
    exercise: Exercise, number: int, side: Side | None, verdict: Verdict, chance: Random
) -> Rep:
    """Two movements of two seconds and a pause; each signal goes about 50 of its units."""
    start_s = number * REP_S
    phases = (Phase("out", start_s, start_s + 2), Phase("hold", start_s + 2, start_s + 5),
              Phase("back", start_s + 5, start_s + 7))  # fmt: skip
    ranges = tuple(
        Range(name, exercise.unit(name), 0.0, 50 + chance.gauss(0, 3)) for name in exercise.signals
    )
    return Rep(number, start_s, start_s + 7, side, True, phases, ranges, verdict)


def _hold(number: int, start_s: float, end_s: float, side: Side | None, verdict: Verdict) -> Hold:
    return Hold(number, "up", start_s, end_s, side, HoldEnd.LEFT, (), verdict)
