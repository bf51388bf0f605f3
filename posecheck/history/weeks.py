"""Sessions as weeks and days: what tables and pictures of the history show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Final, Literal

from posecheck.phase_measures import Number
from posecheck.plan.past import Past

SHOWN_WEEKS: Final = 12
"""How many weeks are shown where nobody says: most goals are reached in eight, and a month more
shows whether it lasts. A line a week fits on one page of a terminal."""

Mark = Literal["done", "hurt", "none", "future"]
"""What a day of the calendar shows."""


@dataclass(frozen=True, slots=True)
class Week:
    """One week of sessions, from Monday on; None for what nothing is known of.

    days: what each of the seven days shows. The other numbers are medians over its sessions, but
    for `done`: all repetitions or holds together.
    """

    monday: date
    days: tuple[Mark, ...]
    sessions: int
    done: int
    range: Number
    unit: str
    hold_s: Number
    pace_s: Number
    steady: Number

    @property
    def active(self) -> int:
        """How many of its days had a session."""
        return sum(day in ("done", "hurt") for day in self.days)


def monday_of(day: date) -> date:
    """The Monday of the week of a day."""
    return day - timedelta(day.weekday())


def weeks(past: Iterable[Past], today: date, count: int = SHOWN_WEEKS) -> list[Week]:
    """The last `count` weeks with that of today, oldest first; empty weeks, too."""
    by_week: dict[date, list[Past]] = {}
    for each in past:
        by_week.setdefault(monday_of(each.day), []).append(each)
    first = monday_of(today) - timedelta(weeks=count - 1)
    mondays = [first + timedelta(weeks=i) for i in range(count)]
    return [_week(monday, by_week.get(monday, []), today) for monday in mondays]


def _week(monday: date, past: Sequence[Past], today: date) -> Week:
    units = {each.unit for each in past if each.range is not None}
    # Ranges of different exercises have no common number.
    one = len({each.exercise for each in past}) == 1
    return Week(
        monday=monday,
        days=tuple(_mark(monday + timedelta(i), past, today) for i in range(7)),
        sessions=len(past),
        done=sum(each.done for each in past),
        range=_median(each.range for each in past) if one and len(units) == 1 else None,
        unit=units.pop() if len(units) == 1 else "",
        hold_s=_median(each.hold_s for each in past),
        pace_s=_median(each.pace_s for each in past),
        steady=_median(each.steady for each in past),
    )


def _mark(day: date, past: Sequence[Past], today: date) -> Mark:
    if day > today:
        return "future"
    here = [each for each in past if each.day == day]
    if any(each.hurt for each in here):
        return "hurt"
    return "done" if here else "none"


def _median(values: Iterable[Number]) -> Number:
    known = [value for value in values if value is not None]
    return median(known) if known else None
