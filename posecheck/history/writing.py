"""Writes to the history: sessions, steps of plans; and forgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.personal.end_of_range import targets
from posecheck.exercise.spec.schema import Exercise
from posecheck.history.database import Connection, change
from posecheck.phase_measures import Number
from posecheck.plan.choosing import Plan
from posecheck.plan.past import Past, of_report
from posecheck.records import Rep, Report

NO_DATE: Final = "the recording has no date"


def keep(
    connection: Connection,
    profile: str,
    report: Report,
    exercise: Exercise,
    *,
    day: date | None = None,
) -> Past:
    """Keeps a finished session, and answers what is remembered of it.

    The same recording, or the same live session, is kept once: its numbers are replaced, unless the
    new report looked at less of it. `day` is taken where the report says no day.
    Raises PosecheckError (USAGE) where neither says one.
    """
    day = day_of(report) or day
    if day is None:
        raise PosecheckError(
            NO_DATE,
            where=report.source,
            remedy="Give it: --day YYYY-MM-DD.",
            code=ExitCode.USAGE,
        )
    past = of_report(report, exercise, day)
    key = key_of(report)
    with change(connection):
        old = connection.execute(
            "SELECT id, partial FROM session WHERE (profile, key) = (?, ?)", (profile, key)
        ).fetchone()
        if old is not None and report.partial and not old["partial"]:
            return past
        if old is not None:
            connection.execute("DELETE FROM session WHERE id = (?)", (old["id"],))
        _insert(connection, profile, key, report, exercise, past)
    return past


def day_of(report: Report) -> date | None:
    """The day on which a session was; None where its report does not say so.

    A date in UTC is what most cameras write: it is brought to the time of this machine. Any other
    one is where the person was.
    """
    if report.recording is None or report.recording.recorded is None:
        return None
    found = datetime.fromisoformat(report.recording.recorded)
    return (found.astimezone() if found.tzinfo is UTC else found).date()


def key_of(report: Report) -> str:
    """What tells a session from others: the recording's content, or when a live session began.

    Raises PosecheckError (USAGE) for a report of an older version, which has neither.
    """
    about = report.recording
    if about is not None and about.sha256 is not None:
        return f"{about.sha256}/{report.exercise}"
    if about is not None and about.recorded is not None:
        return f"{about.recorded}/{report.exercise}"
    raise PosecheckError(
        "the report does not say which recording it is about",
        where=report.source,
        remedy="Analyse the recording again with this version.",
        code=ExitCode.USAGE,
    )


def _insert(
    connection: Connection,
    profile: str,
    key: str,
    report: Report,
    exercise: Exercise,
    past: Past,
) -> None:
    values = {
        "profile": profile, "key": key, "day": past.day.isoformat(), "exercise": past.exercise,
        "kind": past.kind, "verdict": past.verdict.value, "partial": report.partial,
        "duration_ms": _ms(report.duration_s), "asked_sets": past.asked.sets,
        "asked_reps": past.asked.reps, "asked_hold_ms": _ms(past.asked.hold_s), "done": past.done,
        "judged": past.judged, "faulty": past.faulty, "hurt": past.hurt, "range":
        _short(past.range), "unit": past.unit, "pace_ms": _ms(past.pace_s), "hold_ms":
        _ms(past.hold_s), "cadence_per_min": past.cadence_per_min, "steady": _short(past.steady),
        "posecheck": report.posecheck,
    }  # fmt: skip
    names = ", ".join(values)
    marks = ", ".join(f":{name}" for name in values)
    done = connection.execute(f"INSERT INTO session ({names}) VALUES ({marks})", values)  # noqa: S608
    session = done.lastrowid
    _insert_all(connection, "repetition", 8, _repetitions(session, report, exercise))
    _insert_all(
        connection,
        "hold",
        7,
        [
            (session, i, h.side, _ms(h.start_s), _ms(h.end_s), h.ended.value, h.verdict.value)
            for i, h in enumerate(report.holds, 1)
        ],
    )
    _insert_all(
        connection,
        "finding",
        10,
        [
            (session, i, f.check, f.side, f.rep, _ms(f.start_s), _ms(f.end_s), _short(f.value),
             _short(f.limit), f.unit)
            for i, f in enumerate(report.findings, 1)
        ],
    )  # fmt: skip
    if past.hurt:
        at_s = report.live.hurt_s if report.live else None
        connection.execute("INSERT INTO pain VALUES (?, ?)", (session, _ms(at_s)))


def _insert_all(
    connection: Connection, table: str, columns: int, rows: Sequence[tuple[object, ...]]
) -> None:
    marks = ", ".join("?" * columns)
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608


def _repetitions(
    session: int | None, report: Report, exercise: Exercise
) -> list[tuple[object, ...]]:
    spec = targets(exercise)
    signal = spec[0].signal if spec else ""
    return [
        (session, i, rep.side, _ms(rep.start_s), _ms(rep.end_s), rep.complete, rep.verdict.value,
         _short(_range(rep, signal)))
        for i, rep in enumerate(report.reps, 1)
    ]  # fmt: skip


def _range(rep: Rep, signal: str) -> Number:
    return next((each.high - each.low for each in rep.ranges if each.signal == signal), None)


def _ms(seconds: Number) -> int | None:
    return None if seconds is None else round(seconds * 1000)


def _short(value: Number) -> Number:
    """To a thousandth: finer than anything that is measured."""
    return None if value is None else round(value, 3)


def keep_plan(connection: Connection, profile: str, plan: Plan) -> None:
    """Keeps the steps of a day's plan, in place of an earlier plan for that day."""
    day = plan.day.isoformat()
    with change(connection):
        connection.execute("DELETE FROM plan_step WHERE (profile, day) = (?, ?)", (profile, day))
        for number, step in enumerate(plan.steps, 1):
            dose, grown = step.dose, step.growth
            connection.execute(
                "INSERT INTO plan_step VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (profile, day, step.exercise, number, grown.level, dose.sets, dose.reps,
                 _ms(dose.hold_s), plan.feels, grown.reasons[0].key),
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be forgotten of a person: a day, an exercise, or everything (both None)."""

    day: date | None = None
    exercise: str | None = None


def _where(profile: str, choice: Choice) -> tuple[str, list[str]]:
    text, values = "profile = ?", [profile]
    if choice.day is not None:
        text, values = f"{text} AND day = ?", [*values, choice.day.isoformat()]
    if choice.exercise is not None:
        text, values = f"{text} AND exercise = ?", [*values, choice.exercise]
    return text, values


def count(connection: Connection, profile: str, choice: Choice) -> tuple[int, int]:
    """How many sessions, and how many steps of plans, would be forgotten."""
    text, values = _where(profile, choice)
    sessions, steps = (
        connection.execute(f"SELECT count(*) FROM {table} WHERE {text}", values).fetchone()[0]  # noqa: S608
        for table in ("session", "plan_step")
    )
    return int(sessions), int(steps)


def forget(connection: Connection, profile: str, choice: Choice) -> None:
    """Forgets for good: the file holds nothing of it any more, not even where it was deleted."""
    text, values = _where(profile, choice)
    with change(connection):
        for table in ("session", "plan_step"):
            connection.execute(f"DELETE FROM {table} WHERE {text}", values)  # noqa: S608
    connection.execute("VACUUM")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
