"""The plan of today for the page, its questions, and what is kept of the answers.

Questions, words, defaults and what is kept are those of `posecheck plan --profile NAME`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar, get_args

from posecheck.app.exercise_words import Wording
from posecheck.app.live import dose, turns
from posecheck.app.plan import command, today
from posecheck.app.plan.questions import MOST_MINUTES
from posecheck.app.web.parts import Setting
from posecheck.app.web.request_forms import Answered, OfToday, OneExercise
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.personal.answers import USUAL_MINUTES, Answers
from posecheck.exercise.personal.profile import Profile
from posecheck.exercise.spec.plan_words import Area, Demand, Feeling, Need, Trouble
from posecheck.plan import routine as routines
from posecheck.plan.choosing import LeftOut, Plan, PlanStep
from posecheck.store import profiles

T = TypeVar("T", bound=str)

AGAIN = {
    "left-out-hurt": "put-back",
    "left-out-wish": "put-back",
    "left-out-caution": "agreed",
}
"""What takes an exercise into plans again, by the reason why it was left out."""


def of_today(setting: Setting, asked: OfToday) -> dict[str, Any]:
    """A person's answers and what their plan asks for today; no plan where they have not answered.

    The plan is kept in the history, as that of `posecheck plan`. A routine that is wrong gives no
    plan, but says why. Raises PosecheckError: USAGE, BAD_PROFILE, BAD_EXERCISE.
    """
    profile = profiles.load(asked.person)
    if profile.plan is None:
        return {"answers": None, "plan": None}
    notes: list[str] = []
    wording = setting.wording(asked.lang)
    answers = _answers(profile.plan)
    try:
        plan = today.made(
            profile.plan, setting.catalogue, asked.person, wording.general,
            feels=asked.feels, note=notes.append,
        )  # fmt: skip
    except PosecheckError as error:  # A routine's file: another one can be chosen.
        if error.code is not ExitCode.BAD_ROUTINE:
            raise
        return {"answers": answers, "plan": None, "why": str(error)}
    return {
        "answers": answers,
        "plan": _shown(plan, profile, setting, wording) | {"notes": notes},
    }


def _shown(plan: Plan, profile: Profile, setting: Setting, wording: Wording) -> dict[str, Any]:
    speech, code = wording.general, wording.code
    done = today.done_today(profile.name, plan)
    later = [each for each in plan.left_out if each.why.key == "left-out-later"]
    name = None if profile.plan is None else profile.plan.routine
    routine = None if name is None else routines.get(name, setting.catalogue).title_in(code)
    return {
        "minutes": max(1, round(plan.duration_s / 60)),
        "feels": plan.feels,
        "routine": None if routine is None else speech.text("plan-routine", title=routine),
        "bad": speech.text("plan-bad-today") if plan.feels == "bad" else "",
        "empty": "" if plan.steps else speech.text("plan-empty"),
        "steps": [_step(step, done, setting, wording) for step in plan.steps],
        "left": len(turns.still_to_do(plan, profile.name)),
        "left_out": _left_out(plan.left_out, wording),
        "later": [wording.title(each.exercise) for each in later],
    }


def _step(step: PlanStep, done: set[str], setting: Setting, wording: Wording) -> dict[str, Any]:
    speech, grown = wording.general, step.growth
    exercise = setting.catalogue.get(step.exercise)
    return {
        "exercise": step.exercise,
        "title": wording.translated(exercise).title,
        "dose": dose.words(dose.with_dose(exercise, step.dose), speech),
        "sets": step.dose.sets,
        "reps": step.dose.reps,
        "hold_s": step.dose.hold_s,
        "done": step.exercise in done,
        "new": speech.text("plan-new") if step.new else "",
        "level": speech.text("plan-level", level=grown.level + 1, levels=grown.levels),
        "reasons": [speech.sentence(reason) for reason in grown.reasons],
    }


def _left_out(left_out: Sequence[LeftOut], wording: Wording) -> list[dict[str, Any]]:
    """What is left out, each reason once, with what takes it into plans again."""
    found: dict[str, dict[str, Any]] = {}
    for each in left_out:
        if each.why.key == "left-out-later":
            continue
        why = wording.general.sentence(each.why)
        group = found.setdefault(
            why,
            {
                "why": why,
                "again": AGAIN.get(each.why.key, ""),
                "hurt": each.why.key == "left-out-hurt",
                "because": [],
                "exercises": [],
            },
        )
        because = str(each.why.values.get("because", ""))
        if because and because not in group["because"]:
            group["because"].append(because)
        title = wording.title(each.exercise)
        group["exercises"].append({"exercise": each.exercise, "title": title})
    return list(found.values())


def _answers(answers: Answers) -> dict[str, Any]:
    """The answers that questions ask for, and the ready session."""
    return answers.model_dump(
        include={"areas", "troubles", "forbidden", "at_hand", "minutes", "routine"}
    )


def questions(setting: Setting, lang: str | None) -> dict[str, Any]:
    """What can be answered, in words, with what is taken where nobody says; and ready sessions."""
    wording = setting.wording(lang)
    speech = wording.general
    usual = Answers(areas=["lower-back"])
    return {
        "areas": _choices(get_args(Area), lambda each: speech.text(f"area-{each}")),
        "troubles": _choices(get_args(Trouble), lambda each: speech.text(f"trouble-{each}")),
        "forbidden": _choices(get_args(Demand), lambda each: speech.text(f"demand-{each}")),
        "at_hand": _choices(get_args(Need), lambda each: speech.text(f"need-{each}")),
        "feels": _choices(get_args(Feeling), lambda each: speech.text(f"feels-{each}")),
        "most_minutes": int(MOST_MINUTES),
        "usual": {
            "areas": [], "troubles": [], "forbidden": [], "at_hand": usual.at_hand,
            "minutes": USUAL_MINUTES, "routine": None,
        },
        "routines": _routines(setting, wording),
    }  # fmt: skip


def _choices(names: Sequence[T], shown: Callable[[T], str]) -> list[dict[str, str]]:
    return [{"id": name, "text": shown(name)} for name in names]


def _routines(setting: Setting, wording: Wording) -> list[dict[str, Any]]:
    """The ready sessions; a routine of the person's own whose file is wrong is left out."""
    found = []
    for each in routines.ids():
        try:
            routine = routines.get(each, setting.catalogue)
        except PosecheckError:
            continue
        texts = routine.in_language.get(wording.code)
        titles = [wording.title(step.id) for step in routine.exercises]
        found.append(
            {
                "id": routine.id,
                "title": routine.title_in(wording.code),
                "about": texts.about if texts else routine.about,
                "exercises": titles,
            }
        )
    return found


def answer(setting: Setting, asked: OfToday, said: Answered) -> dict[str, Any]:
    """Keeps answers in the person's profile, in place of those of before, and makes the plan anew.

    Raises PosecheckError: USAGE, BAD_PROFILE, BAD_ROUTINE, CANNOT_WRITE.
    """
    if said.routine is not None and said.routine not in routines.ids():
        # Here a routine is never a path: that would be any file of this machine.
        raise PosecheckError(
            f"no routine is called {said.routine!r}",
            remedy=f"There are: {', '.join(routines.ids())}.",
            code=ExitCode.BAD_ROUTINE,
        )
    given = said.model_dump(exclude_none=True)
    return _kept(setting, asked, command.Request(**given), alone="routine" in said.model_fields_set)


def change(setting: Setting, asked: OfToday, said: OneExercise) -> dict[str, Any]:
    """Takes an exercise out of a person's plans, or into them again, and makes the plan anew.

    Raises PosecheckError: USAGE, BAD_PROFILE, BAD_EXERCISE, CANNOT_WRITE.
    """
    one = [said.exercise]
    request = {
        "put-back": command.Request(put_back=one),
        "leave-out": command.Request(leave_out=one),
        "agreed": command.Request(agreed=one),
    }[said.do]
    return _kept(setting, asked, request)


def _kept(
    setting: Setting, asked: OfToday, request: command.Request, *, alone: bool = False
) -> dict[str, Any]:
    """`alone`: a routine that is not named is no routine any more."""
    profile = profiles.load(asked.person)
    day = date.today()  # noqa: DTZ011 - the day where the person is
    answers = command.changed(request, profile.plan, setting.catalogue, day)
    if alone and request.routine is None:
        answers = answers.model_copy(update={"routine": None})
    if answers != profile.plan:
        profiles.save(profile.model_copy(update={"plan": answers}))
    return of_today(setting, asked)
