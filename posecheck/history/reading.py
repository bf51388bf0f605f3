"""Reads the history: sessions as plans and tables need them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from sqlite3 import Row
from typing import Any

from posecheck.exercise.spec.tables import Dose
from posecheck.history.database import Connection
from posecheck.plan.past import Past
from posecheck.verdict import Verdict

SESSIONS = """
SELECT * FROM session
WHERE profile = :profile AND day >= :since AND (:exercise IS NULL OR exercise = :exercise)
ORDER BY day, id
"""

FOR_PLANS = """
SELECT day, exercise, kind, asked_sets, asked_reps, asked_hold_ms, done, hold_ms, judged, faulty,
hurt FROM session WHERE profile = ? AND day >= (?)
"""


def past(
    connection: Connection,
    profile: str,
    *,
    exercise: str | None = None,
    since: date = date.min,
) -> list[Past]:
    """The sessions of a person from a day on, oldest first; of one exercise, or of all."""
    values = {"profile": profile, "exercise": exercise, "since": since.isoformat()}
    return [_past(row) for row in connection.execute(SESSIONS, values)]


def for_plans(connection: Connection, profile: str, since: date = date.min) -> list[Past]:
    """The sessions of a person from a day on, with what a plan asks for: not how far, how fast or
    how steady."""
    connection.row_factory, before = None, connection.row_factory
    try:
        rows = connection.execute(FOR_PLANS, (profile, since.isoformat())).fetchall()
    finally:
        connection.row_factory = before
    return [
        Past(
            day=_day(day), exercise=exercise, kind=kind, asked=_dose(sets, reps, asked_ms),
            done=done, hold_s=_s(hold_ms), judged=judged, faulty=faulty, hurt=bool(hurt),
        )
        for day, exercise, kind, sets, reps, asked_ms, done, hold_ms, judged, faulty, hurt in rows
    ]  # fmt: skip


def pains(connection: Connection, profile: str, *, before: date) -> list[Past]:
    """The sessions of a person before a day in which it hurt: what hurt stays out of plans."""
    rows = connection.execute(
        "SELECT s.* FROM pain JOIN session s ON s.id = pain.session "
        "WHERE s.profile = ? AND s.day < (?)",
        (profile, before.isoformat()),
    )
    return [_past(row) for row in rows]


def _past(row: Row) -> Past:
    return Past(
        day=_day(row["day"]),
        exercise=row["exercise"],
        kind=row["kind"],
        asked=_dose(row["asked_sets"], row["asked_reps"], row["asked_hold_ms"]),
        done=row["done"],
        hold_s=_s(row["hold_ms"]),
        judged=row["judged"],
        faulty=row["faulty"],
        hurt=bool(row["hurt"]),
        range=row["range"],
        unit=row["unit"],
        pace_s=_s(row["pace_ms"]),
        cadence_per_min=row["cadence_per_min"],
        steady=row["steady"],
        verdict=_VERDICTS[row["verdict"]],
    )


_VERDICTS = {verdict.value: verdict for verdict in Verdict}


@lru_cache(1024)
def _dose(sets: int | None, reps: int | None, hold_ms: int | None) -> Dose:
    """A dose is checked once: ten years have few different ones."""
    return Dose(sets=sets, reps=reps, hold_s=_s(hold_ms))


@lru_cache(8192)
def _day(text: str) -> date:
    return date.fromisoformat(text)


def _s(ms: int | None) -> float | None:
    return None if ms is None else ms / 1000


@dataclass(frozen=True, slots=True)
class Person:
    """One person in the history."""

    profile: str
    sessions: int
    days: int
    first: date
    last: date


def people(connection: Connection) -> list[Person]:
    """Everybody who has a session in the history, by name."""
    rows = connection.execute(
        "SELECT profile, count(*) AS sessions, count(DISTINCT day) AS days, min(day) AS first, "
        "max(day) AS last FROM session GROUP BY profile ORDER BY profile"
    )
    return [
        Person(
            row["profile"],
            row["sessions"],
            row["days"],
            date.fromisoformat(row["first"]),
            date.fromisoformat(row["last"]),
        )
        for row in rows
    ]


def faults(connection: Connection, profile: str, exercise: str, since: date) -> dict[str, int]:
    """How often each fault of an exercise was found since a day, the most frequent first."""
    rows = connection.execute(
        "SELECT fault, count(*) AS n FROM finding JOIN session s ON s.id = session "
        "WHERE s.profile = ? AND s.exercise = ? AND s.day >= ? "
        "GROUP BY fault ORDER BY n DESC, fault",
        (profile, exercise, since.isoformat()),
    )
    return {row["fault"]: row["n"] for row in rows}


TABLES = ("session", "repetition", "hold", "finding", "pain")
"""The tables whose rows belong to a session, which comes first."""


def rows_of(connection: Connection, profile: str, exercise: str | None) -> dict[str, list[Any]]:
    """Every row of a person, table by table, as dicts; the plan's steps, too."""
    of_one = "profile = :profile AND (:exercise IS NULL OR exercise = :exercise)"
    values = {"profile": profile, "exercise": exercise}
    found: dict[str, list[Any]] = {}
    for table in TABLES:
        key = "id" if table == "session" else "session"
        query = (
            f"SELECT * FROM {table} WHERE {key} IN (SELECT id FROM session WHERE {of_one})"  # noqa: S608
            f" ORDER BY {key}"
        )
        found[table] = [dict(row) for row in connection.execute(query, values)]
    steps = f"SELECT * FROM plan_step WHERE {of_one} ORDER BY day, number"  # noqa: S608
    found["plan_step"] = [dict(row) for row in connection.execute(steps, values)]
    return found
