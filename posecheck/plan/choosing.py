"""Which exercises to do today, with which doses; what is left out, and why. One pure function."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from posecheck.exercise.personal.answers import Answers
from posecheck.exercise.spec.plan_words import Aim, Effort, Feeling
from posecheck.exercise.spec.schema import Exercise, Posture
from posecheck.exercise.spec.tables import Dose
from posecheck.messages import Message, Value
from posecheck.plan.growth import ANEW_WEEKS, EVERY_DAYS, WEEK_DAYS, Growth, growth
from posecheck.plan.levels import levels
from posecheck.plan.past import Past
from posecheck.plan.routine import Routine
from posecheck.plan.timing import duration_s

FIRST_EXERCISES: Final = 3
"""Exercises on the first day, where no routine says it. The source says to do only a few and to add
some every few days; three are a few, and three to four kinds of exercise are there."""

AIMS: Final[tuple[Aim, ...]] = ("strengthen", "stretch", "move", "rest")
"""One of each is taken in turn: the source asks for stretched and for strong muscles."""

EFFORTS: Final[tuple[Effort, ...]] = ("light", "medium", "heavy")

ALLOWED: Final[dict[Feeling, tuple[Effort, ...]]] = {
    "good": EFFORTS,
    "sore": ("light", "medium"),
    "bad": ("light",),
}
"""The sources say to do low-level exercises while it is sore, and to keep the first days quiet."""

POSTURES: Final[tuple[Posture, ...]] = (
    "standing", "seated", "hands-and-knees", "kneeling", "prone", "supine",
)  # fmt: skip
"""The order of a plan without a routine: one goes down to the floor once, and ends lying."""


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One exercise of a plan, with its dose and the reasons for it. `new`: never done before."""

    exercise: str
    growth: Growth
    duration_s: float
    new: bool

    @property
    def dose(self) -> Dose:
        """The dose of today."""
        return self.growth.dose


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An exercise that is not in today's plan, and why."""

    exercise: str
    why: Message


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do today, in order."""

    day: date
    feels: Feeling
    routine: str | None
    steps: tuple[PlanStep, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def duration_s(self) -> float:
        """How long all of it takes, about."""
        return sum(step.duration_s for step in self.steps)


def plan_of(
    answers: Answers,
    exercises: Sequence[Exercise],
    past: Sequence[Past],
    today: date,
    *,
    feels: Feeling = "good",
    routine: Routine | None = None,
) -> Plan:
    """The plan for a day.

    exercises: all that there are. past: every session of the person, in any order; those of today
    and later do not count for doses, but pain does at once.
    With a routine, its exercises in its order; without one, those of the catalogue for the areas of
    `answers`.
    """
    left_out: list[LeftOut] = []
    fitting: list[Exercise] = []
    for exercise in _candidates(answers, exercises, past, today, routine):
        why = _why_not(exercise, answers, past, feels)
        if why is None:
            fitting.append(exercise)
        else:
            left_out.append(LeftOut(exercise.id, why))
    many = _how_many(past, today, routine)
    steps: list[PlanStep] = []
    for exercise in fitting:
        step = _step(exercise, past, today, feels, routine)
        why = _no_room(step, steps, many, answers.minutes)
        if why is None:
            steps.append(step)
        else:
            left_out.append(LeftOut(exercise.id, why))
    if routine is None:
        order = {exercise.id: POSTURES.index(exercise.posture) for exercise in exercises}
        steps.sort(key=lambda step: order[step.exercise])
    name = None if routine is None else routine.id
    return Plan(today, feels, name, tuple(steps), tuple(left_out))


def _candidates(
    answers: Answers,
    exercises: Sequence[Exercise],
    past: Sequence[Past],
    today: date,
    routine: Routine | None,
) -> list[Exercise]:
    """The exercises that may be in the plan, the first ones first."""
    by_id = {exercise.id: exercise for exercise in exercises}
    if routine is not None:
        return [by_id[step.id] for step in routine.exercises]
    found = [e for e in exercises if e.plan and set(e.plan.areas) & set(answers.areas)]
    since = today - timedelta(weeks=ANEW_WEEKS)
    going = {each.exercise for each in past if since < each.day < today}
    # What one has begun goes on; then one of each aim in turn, the easier ones first.
    turns = {each.id: n for aim in AIMS for n, each in enumerate(_of_aim(aim, found, answers))}
    return sorted(
        found,
        key=lambda e: (
            e.id not in going,
            turns[e.id],
            AIMS.index(e.plan.aim if e.plan else "rest"),
        ),
    )


def _of_aim(aim: Aim, exercises: Iterable[Exercise], answers: Answers) -> list[Exercise]:
    """The exercises with one aim: first those whose main area hurts, and that ask for less."""

    def key(exercise: Exercise) -> tuple[object, ...]:
        plan = exercise.plan
        assert plan is not None
        return (
            plan.areas[0] not in answers.areas,
            EFFORTS.index(plan.effort),
            len(plan.needs),
            len(plan.demands) + len(plan.cautions),
            exercise.id,
        )

    return sorted((e for e in exercises if e.plan and e.plan.aim == aim), key=key)


def _why_not(
    exercise: Exercise, answers: Answers, past: Sequence[Past], feels: Feeling
) -> Message | None:
    """Why somebody with these answers leaves an exercise out; None where nothing speaks against it.

    Only the first reason is told: the one that matters most.
    """
    if exercise.id in answers.left_out:
        return Message("left-out-wish")
    hurt = [each.day.isoformat() for each in past if each.exercise == exercise.id and each.hurt]
    if hurt and answers.put_back.get(exercise.id, "") < max(hurt):
        return Message("left-out-hurt", {"day": max(hurt)})
    plan = exercise.plan
    if plan is None:
        return None
    if forbidden := [each for each in plan.demands if each in answers.forbidden]:
        return Message("left-out-forbidden", {"demands": [*forbidden]})
    if exercise.id not in answers.agreed:
        for caution in plan.cautions:
            met = [each for each in caution.ask_with if each in answers.troubles]
            if met and (caution.unless is None or caution.unless not in answers.at_hand):
                values: dict[str, Value] = {"troubles": [*met]}
                return Message("left-out-caution", values | {"because": caution.because})
    if missing := [each for each in plan.needs if each not in answers.at_hand]:
        return Message("left-out-needs", {"needs": [*missing]})
    if plan.effort not in ALLOWED[feels] or (feels == "bad" and plan.aim == "strengthen"):
        return Message("left-out-bad" if feels == "bad" else "left-out-sore")
    return None


def _how_many(past: Sequence[Past], today: date, routine: Routine | None) -> int:
    """How many exercises there may be today: one more for every few days with a session."""
    first = FIRST_EXERCISES if routine is None else routine.begin_with or len(routine.exercises)
    since = today - timedelta(days=ANEW_WEEKS * WEEK_DAYS)
    days = {each.day for each in past if since < each.day < today}
    return first + len(days) // EVERY_DAYS


def _step(
    exercise: Exercise,
    past: Sequence[Past],
    today: date,
    feels: Feeling,
    routine: Routine | None,
) -> PlanStep:
    goals = {step.id: step.goal for step in routine.exercises} if routine else {}
    own = [each for each in past if each.exercise == exercise.id]
    grown = growth(own, levels(exercise, goals.get(exercise.id)), today, feels)
    new = not any(each.day < today for each in own)
    return PlanStep(exercise.id, grown, duration_s(exercise, grown.dose), new)


def _no_room(
    step: PlanStep, steps: Sequence[PlanStep], many: int, minutes: float
) -> Message | None:
    """Why there is no room for one more exercise today; None where there is."""
    if len(steps) >= many:
        return Message("left-out-later")
    taken_s = sum(each.duration_s for each in steps)
    if taken_s + step.duration_s > minutes * 60:
        return Message("left-out-minutes", {"minutes": minutes})
    return None
