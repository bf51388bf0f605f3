"""The plan of a day for one person: their answers, their history, the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from posecheck.app import consoles
from posecheck.errors import PosecheckError
from posecheck.exercise.personal.answers import Answers
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.plan_words import Feeling
from posecheck.history import database, reading, writing
from posecheck.history.database import Connection
from posecheck.plan import routine as routines
from posecheck.plan.choosing import Plan, plan_of
from posecheck.plan.growth import LOOK_BACK_DAYS, Growth, growth
from posecheck.plan.levels import levels
from posecheck.plan.past import Past
from posecheck.words.speech import Speech


def made(
    answers: Answers,
    catalogue: Catalogue,
    profile: str | None,
    speech: Speech,
    *,
    feels: Feeling = "good",
    day: date | None = None,
    note: Callable[[str], None] | None = None,
) -> Plan:
    """The plan of a day, by default of today; with a profile it is kept in the history.

    Where the history cannot be read or written, a note says so, and the plan is as for a first day.
    Raises PosecheckError (BAD_ROUTINE, BAD_EXERCISE).
    """
    day = day or date.today()  # noqa: DTZ011 - the day where the person is
    note = note or consoles.note
    chosen = None if answers.routine is None else routines.get(answers.routine, catalogue)
    exercises = [catalogue.get(each) for each in catalogue.ids()]

    def plan(past: Sequence[Past]) -> Plan:
        return plan_of(answers, exercises, past, day, feels=feels, routine=chosen)

    if profile is None:
        return plan([])
    try:
        with database.opened() as history:
            found = plan(_past(history, profile, day))
            writing.keep_plan(history, profile, found)
            return found
    except PosecheckError as error:
        note(speech.text("plan-no-history", why=str(error)))
        return plan([])


def _past(history: Connection, profile: str, day: date) -> list[Past]:
    """What a plan needs of the past: as much as the rule looks at, and all pain before that."""
    since = day - timedelta(LOOK_BACK_DAYS)
    recent = reading.for_plans(history, profile, since)
    return [*reading.pains(history, profile, before=since), *recent]


def next_dose(
    profile: str, exercise_id: str, catalogue: Catalogue, day: date, *, routine: str | None = None
) -> Growth:
    """The dose of an exercise on a day, with all sessions before it: for the end of a session.

    Raises PosecheckError as `database.opened` does.
    """
    goals = {}
    if routine is not None:
        goals = {step.id: step.goal for step in routines.get(routine, catalogue).exercises}
    doses = levels(catalogue.get(exercise_id), goals.get(exercise_id))
    with database.read() as history:
        every = [] if history is None else _past(history, profile, day)
    return growth([each for each in every if each.exercise == exercise_id], doses, day)


def done_today(profile: str, plan: Plan) -> set[str]:
    """The exercises of a plan whose dose was done on its day already, in the history.

    Nothing where the history cannot be read.
    """
    try:
        with database.read() as history:
            found = [] if history is None else reading.past(history, profile, since=plan.day)
    except PosecheckError:
        return set()
    doses = {step.exercise: step.dose for step in plan.steps}
    return {each.exercise for each in found
            if each.exercise in doses and each.covers(doses[each.exercise])}  # fmt: skip
