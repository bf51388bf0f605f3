"""How large ten years of history are, and how long its queries take.

    python -m calibration.history_size

Every day of ten years has seven sessions, as in the longest of the ready routines for the floor,
each with ten repetitions, half of them with holds, and a fault now and then.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from calibration.made_reports import How, made
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.exercise.spec.tables import Dose
from posecheck.history import database, reading, weeks, writing
from posecheck.plan import growth, levels, routine

YEARS = 10
DOSE = Dose(sets=1, reps=10)
FIRST = date(2016, 1, 4)


def fill(path: Path, exercises: list[Exercise]) -> None:
    """Ten years of sessions. One transaction for all of them: only the size matters here."""
    chance = Random(1)  # noqa: S311 - no secret
    with database.opened(path) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        for days in range(YEARS * 365):
            day = FIRST + timedelta(days)
            for number, exercise in enumerate(exercises):
                how: How = "faults" if chance.random() < 0.1 else "good"
                report = made(exercise, DOSE, day, how, chance=chance, minute=number)
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

            back = today - timedelta(growth.LOOK_BACK_DAYS)
            every = reading.for_plans(connection, "anna", back)
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
                "what a plan needs of all exercises": lambda: (
                    reading.for_plans(connection, "anna", back),
                    reading.pains(connection, "anna", before=back),
                ),
                "the rule, on one exercise of them": lambda: growth.growth(own, doses, today),
                "one session more": lambda: writing.keep(
                    connection, "anna", made(bridge, DOSE, today, chance=chance), bridge
                ),
            }
            lines = [f"{sessions} sessions of {YEARS} years: {size_mb:.0f} MB", ""]
            lines += ["| what | ms |", "|---|---|"]
            lines += [f"| {what} | {timed(query):.2f} |" for what, query in queries.items()]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
