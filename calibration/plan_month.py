"""A month at home, with made reports: what the plan asks for day by day, and why.

    python -m calibration.plan_month > docs/plan-month.md

Somebody follows the routine `seven-steps` on thirty days. All goes through what `posecheck plan`
and `posecheck live` use: the plan of the day, a report of each of its exercises, the history.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

from calibration.made_reports import How, made
from posecheck.exercise.personal.answers import Answers
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.plan_words import Feeling
from posecheck.exercise.spec.tables import Dose
from posecheck.history import database, reading, writing
from posecheck.plan import routine
from posecheck.plan.choosing import Plan, plan_of
from posecheck.words.speech import Speech

FIRST: Final = date(2026, 1, 5)

WATCHED: Final = "hip-bridge"
"""The exercise that hurts, and whose reasons are shown in full."""

ANSWERS: Final = Answers(areas=["lower-back"], at_hand=["floor", "chair"], minutes=30)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the month. `how`: how the watched exercise goes; the others go well."""

    number: int
    how: How = "good"
    feels: Feeling = "good"
    put_back: bool = False


MONTH: Final = (
    *(Day(n) for n in range(1, 9)),
    Day(9, "faults"),
    Day(10),
    Day(11, feels="sore"),
    Day(12),
    Day(13, "short"),
    Day(14, "short"),
    Day(15),
    Day(16, "hurt"),
    Day(17, feels="bad"),
    Day(18),
    Day(19, put_back=True),
    # Nothing on days 20 to 26.
    *(Day(n) for n in range(27, 38)),
)
"""Thirty days on which something is done: a month with a missed week in it."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A day, and the plan that was made on it."""

    day: Day
    plan: Plan


def month(path: Path) -> Iterator[Planned]:
    """Goes through the month, with a history in the file at `path`."""
    catalogue, chance = Catalogue(), Random(1)  # noqa: S311 - no secret
    exercises = [catalogue.get(each) for each in catalogue.ids()]
    chosen = routine.get("seven-steps", catalogue)
    answers = ANSWERS
    for day in MONTH:
        today = FIRST + timedelta(day.number - 1)
        if day.put_back:
            answers = answers.model_copy(update={"put_back": {WATCHED: today.isoformat()}})
        with database.opened(path) as history:
            past = reading.for_plans(history, "anna")
            plan = plan_of(answers, exercises, past, today, feels=day.feels, routine=chosen)
            writing.keep_plan(history, "anna", plan)
            for minute, step in enumerate(plan.steps):
                how = day.how if step.exercise == WATCHED else "good"
                exercise = catalogue.get(step.exercise)
                report = made(exercise, step.dose, today, how, chance=chance, minute=minute)
                writing.keep(history, "anna", report, exercise)
        yield Planned(day, plan)


SHORT: Final = {
    "why-begin": "begins", "why-good-days": "good days", "why-wait": "wait", "why-more": "**more**",
    "why-goal": "goal", "why-hurt": "hurt", "why-faults": "faults", "why-short": "short",
    "why-back-faults": "back", "why-back-short": "back", "why-break-same": "a week",
    "why-break-back": "break", "why-break-anew": "anew", "why-sore-today": "sore day",
    "why-bad-today": "bad day",
}  # fmt: skip


def dose(asked: Dose) -> str:
    """A dose in few letters: sets x repetitions x seconds."""
    parts = [str(asked.sets), str(asked.reps or 1)]
    return "x".join(parts) + (f"x{asked.hold_s:g} s" if asked.hold_s else "")


def page(days: list[Planned]) -> str:
    """The page of docs/plan-month.md."""
    catalogue = Catalogue()
    ids = [step.id for step in routine.get("seven-steps", catalogue).exercises]
    lines = [
        "# A month at home, simulated",
        "",
        "Made reports of thirty days (`python -m calibration.plan_month`). The hip bridge has a",
        "day with faults, two days on which it was not done to the end, and a day on which it",
        "hurts; then a week is missed. All else goes well. Doses are sets x repetitions x seconds",
        "held; behind each stands its reason.",
        "",
        "| day | hip bridge went | feels | " + " | ".join(ids) + " |",
        "|---" * (len(ids) + 3) + "|",
    ]
    for each in days:
        steps = {step.exercise: step for step in each.plan.steps}
        out = {left.exercise: left.why.key for left in each.plan.left_out}
        cells = [
            f"{dose(steps[i].dose)} {SHORT[steps[i].growth.reasons[-1].key]}"
            if i in steps
            else out[i].removeprefix("left-out-")
            for i in ids
        ]
        went = each.day.how if WATCHED in steps else "-"
        lines.append(
            f"| {each.day.number} | {went} | {each.day.feels} | " + " | ".join(cells) + " |"
        )
    lines += ["", "Of the hip bridge, `posecheck plan --explain` said:", ""]
    speech = Speech()
    for each in days:
        said = [s.growth for s in each.plan.steps if s.exercise == WATCHED]
        left = [out for out in each.plan.left_out if out.exercise == WATCHED]
        texts = [speech.sentence(m) for grown in said for m in grown.reasons]
        texts += [speech.sentence(out.why) for out in left]
        lines.append(f"- day {each.day.number}: {' '.join(texts)}")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Prints the page."""
    with TemporaryDirectory() as folder:
        sys.stdout.write(page(list(month(Path(folder) / "history.sqlite"))))


if __name__ == "__main__":
    main()
