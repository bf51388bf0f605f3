"""A plan as a table, or as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from posecheck.app import consoles
from posecheck.app.exercise_words import Wording
from posecheck.dose import DoseDone
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.exercise.spec.tables import Dose
from posecheck.messages import Message
from posecheck.plan import routine as routines
from posecheck.plan.choosing import LeftOut, Plan, PlanStep
from posecheck.report import formats
from posecheck.words.speech import Speech


@dataclass(frozen=True, slots=True)
class Manner:
    """How a plan is shown: the routine's title, whose plan it is, whether with all reasons."""

    routine: str | None
    profile: str | None
    explain: bool


def print_plan(plan: Plan, catalogue: Catalogue, wording: Wording, manner: Manner) -> None:
    """Prints a plan: what to do, how to begin, what is left out and why."""
    speech, console = wording.general, consoles.results()
    minutes = max(1, round(plan.duration_s / 60))
    console.print(Text(speech.text("plan-head", day=speech.day(plan.day), minutes=minutes), "bold"))
    if manner.routine is not None:
        console.print(speech.text("plan-routine", title=manner.routine), markup=False)
    if plan.feels == "bad":
        console.print(
            Padding(Text(speech.text("plan-bad-today"), "yellow"), (1, 0, 0, 0), expand=False)
        )
    if not plan.steps:
        console.print(Padding(speech.text("plan-empty"), (1, 0, 0, 0), expand=False))
    elif manner.explain:
        _print_explained(plan, catalogue, wording, console)
    else:
        console.print(Padding(_table(plan, catalogue, wording), (1, 0, 0, 0), expand=False))
    _print_left_out(plan, wording, console, explain=manner.explain)
    if plan.steps:
        first = plan.steps[0]
        options = _options(first.dose) + (f" --profile {manner.profile}" if manner.profile else "")
        console.print()
        text = speech.text("plan-start", exercise=first.exercise, options=options)
        console.print(text, soft_wrap=True, markup=False)
    if manner.profile is None:
        console.print(Text(speech.text("plan-not-kept"), "dim"))
    console.print(Text(speech.text("notice"), "dim"))


def _table(plan: Plan, catalogue: Catalogue, wording: Wording) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(justify="right")
    for _ in range(3):
        table.add_column()
    for number, step in enumerate(plan.steps, 1):
        exercise = catalogue.get(step.exercise)
        title = wording.translated(exercise).title
        new = wording.general.text("plan-new") if step.new else ""
        table.add_row(str(number), title, _dose(exercise, step.dose, wording.general), new)
    return table


def _print_explained(plan: Plan, catalogue: Catalogue, wording: Wording, console: Console) -> None:
    """Each exercise with its level and its reasons."""
    speech = wording.general
    for number, step in enumerate(plan.steps, 1):
        exercise = catalogue.get(step.exercise)
        grown = step.growth
        level = speech.text("plan-level", level=grown.level + 1, levels=grown.levels)
        title = wording.translated(exercise).title
        console.print()
        shown = _dose(exercise, step.dose, speech)
        console.print(f"{number}  {title}: {shown} ({level})", markup=False)
        for reason in grown.reasons:
            console.print(Padding(Text(speech.sentence(reason)), (0, 0, 0, 3), expand=False))


def _dose(exercise: Exercise, dose: Dose, speech: Speech) -> str:
    each_side = exercise.rep is not None and exercise.sides == "apart"
    reps = None if exercise.hold and dose.reps == 1 else dose.reps
    asked = DoseDone(dose.sets, reps, dose.hold_s, "repetitions", 0, None, each_side)
    return formats.dose(asked, speech)


def _options(dose: Dose) -> str:
    """The options of `posecheck live` that ask for a dose."""
    named = (("sets", dose.sets), ("reps", dose.reps), ("hold", dose.hold_s))
    return " ".join(f"--{name} {value:g}" for name, value in named if value is not None)


def _print_left_out(plan: Plan, wording: Wording, console: Console, *, explain: bool) -> None:
    """What is left out, each reason once; with `explain`, also why the source warns."""
    speech = wording.general
    later = [each for each in plan.left_out if each.why.key == "left-out-later"]
    others = [each for each in plan.left_out if each.why.key != "left-out-later"]
    if others:
        console.print()
        console.print(Text(speech.text("plan-left-out"), "bold"))
    for sentence, those in _by_reason(others, speech).items():
        titles = _titles(those, wording)
        console.print(Padding(Text(f"{titles}: {sentence}"), (0, 0, 0, 3), expand=False))
        if explain:
            for because in dict.fromkeys(_because(each.why) for each in those):
                if because:
                    console.print(Padding(Text(because, "dim"), (0, 0, 0, 6), expand=False))
    if later:
        console.print()
        console.print(Text(speech.text("plan-later"), "bold"))
        console.print(Padding(Text(_titles(later, wording)), (0, 0, 0, 3), expand=False))
    for each in others:
        if each.why.key == "left-out-hurt":
            title = wording.title(each.exercise)
            text = speech.text("plan-put-back", exercise=each.exercise, title=title)
            console.print(Padding(text, (1, 0, 0, 0), expand=False), markup=False)


def _because(why: Message) -> str:
    return str(why.values.get("because", ""))


def _by_reason(left_out: Iterable[LeftOut], speech: Speech) -> dict[str, list[LeftOut]]:
    found: dict[str, list[LeftOut]] = {}
    for each in left_out:
        found.setdefault(speech.sentence(each.why), []).append(each)
    return found


def _titles(left_out: Iterable[LeftOut], wording: Wording) -> str:
    return ", ".join(wording.title(each.exercise) for each in left_out)


def print_json(plan: Plan, catalogue: Catalogue, wording: Wording) -> None:
    """Prints a plan as JSON: keys, values and sentences of every reason."""
    data = {
        "day": plan.day.isoformat(),
        "feels": plan.feels,
        "routine": plan.routine,
        "duration_s": plan.duration_s,
        "exercises": [_step(step, catalogue, wording) for step in plan.steps],
        "left_out": [
            {"exercise": each.exercise, "why": _message(each.why, wording.general)}
            for each in plan.left_out
        ],
    }
    sys.stdout.write(json.dumps(data, indent=2, ensure_ascii=False) + "\n")


def _step(step: PlanStep, catalogue: Catalogue, wording: Wording) -> dict[str, Any]:
    exercise = catalogue.get(step.exercise)
    dose, grown = step.dose, step.growth
    return {
        "exercise": step.exercise,
        "title": wording.translated(exercise).title,
        "dose": {"sets": dose.sets, "reps": dose.reps, "hold_s": dose.hold_s},
        "each_side": exercise.rep is not None and exercise.sides == "apart",
        "level": grown.level + 1,
        "levels": grown.levels,
        "new": step.new,
        "duration_s": step.duration_s,
        "reasons": [_message(reason, wording.general) for reason in grown.reasons],
    }


def _message(message: Message, speech: Speech) -> dict[str, Any]:
    return {"key": message.key, "values": message.values, "text": speech.sentence(message)}


def print_routines(catalogue: Catalogue, wording: Wording) -> ExitCode:
    """Prints each routine with what it is for. A wrong file is an error; the others are listed."""
    code, console, answer = wording.code, consoles.results(), ExitCode.OK
    for each in routines.ids():
        try:
            routine = routines.get(each, catalogue)
        except PosecheckError as error:
            consoles.error(str(error))
            answer = ExitCode.BAD_ROUTINE
            continue
        texts = routine.in_language.get(code)
        console.print(Text.assemble((routine.id, "bold"), f"  {routine.title_in(code)}"))
        about = texts.about if texts else routine.about
        ids = ", ".join(step.id for step in routine.exercises)
        console.print(Padding(Text(f"{about}\n{ids}"), (0, 0, 1, 3), expand=False))
    return answer
