"""A person's history for the page: days, sessions, and one exercise over the weeks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from posecheck.app.history import chart, show
from posecheck.app.web.parts import Setting
from posecheck.app.web.request_forms import OfToday
from posecheck.errors import ExitCode, PosecheckError
from posecheck.history import database, reading, writing
from posecheck.history.weeks import SHOWN_WEEKS, Week, monday_of, weeks
from posecheck.plan.past import Past
from posecheck.store import profiles
from posecheck.words.speech import Speech

SHOWN_SESSIONS: Final = 60
"""How many sessions the history shows: two months of every day."""


def of_person(setting: Setting, asked: OfToday) -> dict[str, Any]:
    """The newest sessions of a person, the days that had one, and the exercises that they did.

    Raises PosecheckError: USAGE for what is no name, BAD_HISTORY.
    """
    profiles.path_of(asked.person)
    wording = setting.wording(asked.lang)
    past = _past(asked.person)
    titles = {one.exercise: wording.title(one.exercise) for one in past}
    return {
        "rows": [_row(one, titles, wording.general) for one in reversed(past[-SHOWN_SESSIONS:])],
        "days": sorted({one.day.isoformat() for one in past}),
        "exercises": [{"id": each, "title": titles[each]} for each in sorted(titles)],
        "today": date.today().isoformat(),  # noqa: DTZ011 - where the person is
    }


def _row(one: Past, titles: dict[str, str], speech: Speech) -> dict[str, Any]:
    return {
        "day": one.day.isoformat(),
        "day_text": speech.short_day(one.day),
        "exercise": one.exercise,
        "title": titles[one.exercise],
        "done": one.done,
        "hurt": one.hurt,
        "faulty": one.faulty,
        "judged": one.judged,
        "verdict": one.verdict.value,
        "verdict_text": speech.text(f"verdict-{one.verdict.value}"),
    }


def of_exercise(setting: Setting, asked: OfToday, exercise: str) -> dict[str, Any]:
    """One exercise of a person, week by week, as `posecheck history ID` shows it.

    Raises PosecheckError: USAGE, BAD_EXERCISE, BAD_HISTORY.
    """
    profiles.path_of(asked.person)
    wording = setting.wording(asked.lang)
    found = setting.catalogue.get(exercise)
    own, today = wording.of(found), date.today()  # noqa: DTZ011 - where the person is
    since = monday_of(today) - timedelta(weeks=SHOWN_WEEKS - 1)
    with database.read() as history:
        past, faults = [], {}
        if history is not None:
            past = reading.past(history, asked.person, exercise=exercise, since=since)
            faults = reading.faults(history, asked.person, exercise, since)
    shown = weeks(past, today, SHOWN_WEEKS)
    return {
        "title": own.texts.title,
        "weeks": [_week(week, own) for week in shown],
        "panels": _panels(shown, own),
        "faults": show.most_frequent(faults, own) if faults else "",
    }


def _week(week: Week, speech: Speech) -> dict[str, Any]:
    return {
        "text": speech.short_day(week.monday),
        "sessions": week.sessions,
        "hurt": "hurt" in week.days,
    }


def _panels(shown: Sequence[Week], speech: Speech) -> list[dict[str, Any]]:
    """The charts: a heading, and each week's number, bare and in words; none of nothing."""
    unit = next((week.unit for week in shown if week.unit), "")
    kinds = ("", unit, "s", "s", "%")
    return [
        {
            "label": label,
            "values": values,
            "texts": [_text(value, kind, speech) for value in values],
        }
        for (label, values), kind in zip(chart.panels(shown, speech), kinds, strict=True)
        if any(values)
    ]


def _text(value: float | None, unit: str, speech: Speech) -> str:
    if value is None:
        return ""
    if unit in ("", "%"):
        return f"{value:.0f}{' %' if unit else ''}"
    return speech.with_unit(speech.number(value, unit), unit)


def forget(person: str, day: str | None, exercise: str | None) -> writing.Choice:
    """What is to be forgotten: a day, an exercise, or an exercise on a day.

    Raises PosecheckError (USAGE) where neither is said, or the day is none.
    """
    profiles.path_of(person)
    if not day and not exercise:
        raise PosecheckError(
            "it was not said what to forget",
            remedy="Name a day, or an exercise.",
            code=ExitCode.USAGE,
        )
    try:
        found = date.fromisoformat(day) if day else None
    except ValueError as error:
        raise PosecheckError(
            f"{day!r} is no day", remedy="Use YYYY-MM-DD.", code=ExitCode.USAGE
        ) from error
    return writing.Choice(day=found, exercise=exercise or None)


def _past(person: str) -> list[Past]:
    with database.read() as found:
        return [] if found is None else reading.past(found, person)
