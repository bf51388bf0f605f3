"""The history as tables of a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from rich import box
from rich.table import Table
from rich.text import Text

from posecheck.app import consoles
from posecheck.app.exercise_words import Wording
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.history import reading
from posecheck.history.database import Connection
from posecheck.history.reading import Person
from posecheck.history.weeks import Mark, Week, monday_of, weeks
from posecheck.plan.past import Past
from posecheck.report import formats
from posecheck.words.speech import Speech

MARKS: Final[dict[Mark, tuple[str, str]]] = {
    "done": ("●", "green"),
    "hurt": ("!", "bold red"),
    "none": ("·", "dim"),
    "future": (" ", ""),
}
"""Each kind of day has a sign of its own, so that nobody needs the colours."""


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at: a person, one exercise or all, and how many weeks up to today."""

    person: Person
    exercise: str | None
    today: date
    count: int

    @property
    def since(self) -> date:
        """The first day that is shown."""
        return monday_of(self.today) - timedelta(weeks=self.count - 1)


def print_people(people: Sequence[Person], speech: Speech) -> None:
    """Prints a line for everybody in the history."""
    for person in people:
        consoles.results().print(_head(person, speech), soft_wrap=True, markup=False)


def _head(person: Person, speech: Speech) -> str:
    return speech.text(
        "history-of",
        name=person.profile,
        sessions=person.sessions,
        days=person.days,
        first=speech.short_day(person.first),
        last=speech.short_day(person.last),
    )


def weeks_of(history: Connection, view: View) -> list[Week]:
    """The weeks of a view."""
    return weeks(_past(history, view), view.today, view.count)


def _past(history: Connection, view: View) -> list[Past]:
    return reading.past(history, view.person.profile, exercise=view.exercise, since=view.since)


def print_view(history: Connection, view: View, catalogue: Catalogue, wording: Wording) -> None:
    """Prints the calendar of all exercises, or the weeks of one."""
    speech, console = wording.general, consoles.results()
    console.print(Text(_head(view.person, speech), "bold"))
    past = _past(history, view)
    if view.exercise is None:
        console.print(_calendar(weeks(past, view.today, view.count), speech))
        console.print(_legend(speech))
        console.print(_exercises(past, wording))
        return
    exercise = catalogue.get(view.exercise)
    own = wording.of(exercise)
    if not past:
        text = speech.text("history-no-such", name=view.person.profile, exercise=own.texts.title)
        console.print(text, markup=False)
        return
    console.print(own.texts.title, markup=False)
    console.print(_weeks(weeks(past, view.today, view.count), speech))
    console.print(_legend(speech))
    found = reading.faults(history, view.person.profile, view.exercise, view.since)
    if found:
        console.print(most_frequent(found, own), markup=False)


MOST_FAULTS: Final = 3
"""So many kinds of faults are named: one works on one thing, and then on the next."""


def most_frequent(faults: Mapping[str, int], own: Speech) -> str:
    """A sentence about the most frequent faults of an exercise, in its words; not for none."""
    named = ", ".join(
        own.text("fault-times", check=own.name(check), count=count)
        for check, count in [*faults.items()][:MOST_FAULTS]
    )
    return own.text("history-most-frequent", faults=named)


def _days(week: Week) -> Text:
    return Text(" ").join(Text(*MARKS[day]) for day in week.days)


def _calendar(shown: Sequence[Week], speech: Speech) -> Table:
    table = _table(speech.text("column-week"), _initials(speech), speech.text("column-sessions"))
    for week in shown:
        sessions = str(week.sessions) if week.sessions else ""
        table.add_row(speech.short_day(week.monday), _days(week), sessions)
    table.columns[2].justify = "right"
    return table


def _initials(speech: Speech) -> str:
    """The first letters of the days, from Monday on."""
    names = speech.language.locale.days["stand-alone"]["narrow"]
    return " ".join(names[day] for day in range(7))


def _legend(speech: Speech) -> Text:
    signs = {kind: sign for kind, (sign, _) in MARKS.items()}
    text = speech.text("history-legend", done=signs["done"], hurt=signs["hurt"], none=signs["none"])
    return Text(f"{text}\n", "dim")


def _weeks(shown: Sequence[Week], speech: Speech) -> Table:
    """A line a week: days, and how far, how long, how fast and how steady."""
    unit = next((week.unit for week in shown if week.unit), "")
    keys = ("column-done", "column-range", "column-hold", "column-pace", "column-steady")
    table = _table(speech.text("column-week"), _initials(speech), *map(speech.text, keys))
    for column in table.columns[2:]:
        column.justify = "right"
    for week in shown:
        table.add_row(
            speech.short_day(week.monday),
            _days(week),
            str(week.done) if week.sessions else "",
            _number(week.range, unit, speech),
            _number(week.hold_s, "s", speech),
            _number(week.pace_s, "s", speech),
            "" if week.steady is None else f"{week.steady:.0%}",
        )
    _leave_out_empty(table)
    return table


def _number(value: float | None, unit: str, speech: Speech) -> str:
    if value is None:
        return ""
    number = speech.number(value, unit)
    return f"{number}°" if unit == "°" else number


def _leave_out_empty(table: Table) -> None:
    """A column that has nothing in it is not shown: a plank has no range, a walk no hold."""
    table.columns = [each for each in table.columns if any(str(cell) for cell in each.cells)]


def _exercises(past: Sequence[Past], wording: Wording) -> Table:
    """A line for each exercise of these weeks, the most frequent first."""
    speech = wording.general
    table = _table(speech.text("column-exercise"), speech.text("column-sessions"), "", "")
    by_id: dict[str, list[Past]] = {}
    for each in past:
        by_id.setdefault(each.exercise, []).append(each)
    for exercise_id, those in sorted(by_id.items(), key=lambda item: (-len(item[1]), item[0])):
        title, last = wording.title(exercise_id), those[-1]
        table.add_row(
            title, str(len(those)), formats.dose(last.asked, speech), speech.short_day(last.day)
        )
    table.columns[1].justify = "right"
    return table


def _table(*headings: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for heading in headings:
        table.add_column(heading, no_wrap=True)
    return table
