"""How large ten years of history are, and how long its queries take.

    python -m calibration.history_size

Every day of ten years has seven sessions, as in the longest of the ready routines for the floor,
each with ten repetitions, half of them with holds, and a fault now and then.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from posecheck.dose import DoseDone
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.history import database, reading, weeks, writing
from posecheck.plan import growth, levels, routine
from posecheck.provenance import Live, Recording
from posecheck.records import Finding, Hold, HoldEnd, Phase, Range, Rep, Report, Verdict

YEARS = 10
REPS = 10
FIRST = date(2016, 1, 4)


def made(exercise: Exercise, day: date, chance: Random, *, number: int = 0) -> Report:
    """A made report of a live session: ten repetitions, or one hold."""
    reps, findings = [], []
    for i in range(1, REPS + 1 if exercise.rep else 1):
        start_s = i * 8.0 + chance.random()
        phases = (Phase("out", start_s, start_s + 2.0), Phase("back", start_s + 5, start_s + 7.0))
        ranges = tuple(Range(name, "°", 0.0, 50 + chance.gauss(0, 3)) for name in exercise.signals)
        verdict = Verdict.FAULT if chance.random() < 0.1 else Verdict.GOOD
        reps.append(
            Rep(
                i, start_s, start_s + 7, chance.choice(["left", "right"]), True, phases, ranges,
                verdict,
            )
        )  # fmt: skip
        if verdict is Verdict.FAULT:
            findings.append(Finding("too-fast", start_s, start_s + 1, 0.6, 0.8, "s", rep=i))
    holds = [
        Hold(i, "up", i * 8.0, i * 8 + 4.2, None, HoldEnd.LEFT, (), Verdict.GOOD)
        for i in range(1, REPS + 1 if exercise.times_holds else 1)
    ]
    done = len(reps) or len(holds)
    began = datetime(day.year, day.month, day.day, 8, number).astimezone()
    report = Report(
        exercise=exercise.id, title=exercise.title, source="camera", duration_s=90.0, frames=2700,
        found_share=1.0, partial=False, verdict=Verdict.GOOD, count=len(reps), count_left=0,
        count_right=0, halves=0, reps=tuple(reps), holds=tuple(holds), findings=tuple(findings),
        not_judged=(), remarks=(), limits=(), dose=DoseDone(1, REPS, None, "repetitions", done,
        REPS), live=Live("camera", 30.0, 2700, 0), recording=Recording(recorded=began.isoformat()),
    )  # fmt: skip
    return replace(report, posecheck="0.1.0")


def fill(path: Path, exercises: list[Exercise]) -> None:
    """Ten years of sessions. One transaction for all of them: only the size matters here."""
    chance = Random(1)  # noqa: S311 - no secret
    with database.opened(path) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        for days in range(YEARS * 365):
            day = FIRST + timedelta(days)
            for number, exercise in enumerate(exercises):
                report = made(exercise, day, chance, number=number)
                writing.keep(connection, "anna", report, exercise)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def timed(action: Callable[[], object], times: int = 15) -> float:
    """The median duration of an action, milliseconds."""
    durations = []
    for _ in range(times):
        begun_s = perf_counter()
        action()
        durations.append((perf_counter() - begun_s) * 1000)
    return median(durations)


def main() -> None:
    """Prints the table of docs/history.md."""
    catalogue = Catalogue()
    chosen = routine.get("seven-steps", catalogue)
    exercises = [catalogue.get(step.id) for step in chosen.exercises]
    today, chance = FIRST + timedelta(YEARS * 365), Random(2)  # noqa: S311 - no secret
    since = today - timedelta(weeks=weeks.SHOWN_WEEKS)
    bridge = catalogue.get("hip-bridge")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "history.sqlite"
        fill(path, exercises)
        size_mb = path.stat().st_size / 1e6
        with database.opened(path) as connection:
            sessions = reading.people(connection)[0].sessions

            every = reading.for_plans(connection, "anna")
            own = [each for each in every if each.exercise == bridge.id]
            doses = levels.levels(bridge)

            queries: dict[str, Callable[[], object]] = {
                "who is in it": lambda: reading.people(connection),
                "the calendar of twelve weeks": lambda: reading.past(
                    connection, "anna", since=since
                ),
                "one exercise over twelve weeks": lambda: reading.past(
                    connection, "anna", exercise="hip-bridge", since=since
                ),
                "its faults": lambda: reading.faults(connection, "anna", "hip-bridge", since),
                "the rule, on ten years of one exercise": lambda: growth.growth(own, doses, today),
                "all sessions, for a plan": lambda: reading.for_plans(connection, "anna"),
                "one session more": lambda: writing.keep(
                    connection, "anna", made(bridge, today, chance), bridge
                ),
            }
            lines = [f"{sessions} sessions of {YEARS} years: {size_mb:.0f} MB", ""]
            lines += ["| what | ms |", "|---|---|"]
            lines += [f"| {what} | {timed(query):.1f} |" for what, query in queries.items()]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
