"""`posecheck plan`: the answers from options, profile or person; the plan; what is kept."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple, get_args

from posecheck.app import consoles
from posecheck.app.exercise_words import Wording
from posecheck.app.plan import questions, show, today
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.personal.answers import Answers
from posecheck.exercise.personal.profile import Profile
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.plan_words import Area, Demand, Feeling, Need, Trouble
from posecheck.files.folders import routine_folder
from posecheck.plan import routine as routines
from posecheck.plan.choosing import Plan
from posecheck.store import profiles

NONE: Final = "none"
"""What options say to take all words away: --trouble none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the command line says; None for what it says nothing of."""

    profile: str | None = None
    areas: list[str] | None = None
    feels: Feeling | None = None
    troubles: list[str] | None = None
    forbidden: list[str] | None = None
    at_hand: list[str] | None = None
    minutes: float | None = None
    routine: str | None = None
    leave_out: list[str] | None = None
    put_back: list[str] | None = None
    agreed: list[str] | None = None
    ask: bool = False
    explain: bool = False
    json: bool = False


def run(request: Request, catalogue: Catalogue, wording: Wording) -> ExitCode:
    """Makes and shows the plan of today; raises as `made` does."""
    plan, title = made(request, catalogue, wording)
    if request.json:
        show.print_json(plan, catalogue, wording)
    else:
        manner = show.Manner(title, request.profile, explain=request.explain)
        show.print_plan(plan, catalogue, wording, manner)
    return ExitCode.OK


class Made(NamedTuple):
    """A plan, and the title of the routine that it follows."""

    plan: Plan
    routine: str | None


def made(request: Request, catalogue: Catalogue, wording: Wording) -> Made:
    """The plan of today; with a profile, the answers are kept.

    Raises PosecheckError: USAGE where too little is said and nobody can be asked, BAD_ROUTINE,
    BAD_EXERCISE, BAD_PROFILE, CANNOT_WRITE.
    """
    speech = wording.general
    day = date.today()  # noqa: DTZ011 - the day where the person is
    may_ask = questions.can_ask() and not request.json
    person = None if request.profile is None else profiles.load_or_new(request.profile)
    answers = _answers(request, person, catalogue, wording, day, may_ask=may_ask)
    feels = request.feels or (questions.feeling(speech) if may_ask else "good")
    if person is not None and answers != person.plan:
        profiles.save(person.model_copy(update={"plan": answers}))
        consoles.note(speech.text("plan-kept", name=person.name))
    plan = today.made(answers, catalogue, request.profile, speech, feels=feels, day=day)
    chosen = None if answers.routine is None else routines.get(answers.routine, catalogue)
    return Made(plan, None if chosen is None else chosen.title_in(speech.language.code))


def _answers(
    request: Request,
    person: Profile | None,
    catalogue: Catalogue,
    wording: Wording,
    day: date,
    *,
    may_ask: bool,
) -> Answers:
    """What was answered before or now, with what the options say instead."""
    before = person.plan if person else None
    if (request.ask or before is None) and may_ask and not _says_enough(request):
        before = questions.answers(wording.general)
    return changed(request, before, catalogue, day)


def changed(request: Request, before: Answers | None, catalogue: Catalogue, day: date) -> Answers:
    """The answers of before with what a request says instead; nobody is asked.

    Raises PosecheckError: USAGE where too little is said, BAD_ROUTINE, BAD_EXERCISE.
    """
    given = _given(request, before, catalogue, day)
    if before is not None and given.get("areas", before.areas):
        return Answers.model_validate(before.model_dump() | given)
    if "areas" not in given and request.routine is not None:
        given["areas"] = routines.get(request.routine, catalogue).areas
    if not given.get("areas"):
        raise PosecheckError(
            "it was not said what the plan is for",
            remedy="Use --for lower-back, --for upper-back or --for neck, or --routine.",
            code=ExitCode.USAGE,
        )
    return Answers.model_validate(given)


def _says_enough(request: Request) -> bool:
    """Whether the options say what the plan is for: then nothing else is asked."""
    return bool(request.areas or request.routine) and not request.ask


def _given(
    request: Request, before: Answers | None, catalogue: Catalogue, day: date
) -> dict[str, Any]:
    """The answers that the options give. Those that name exercises add to the ones of before."""
    plain = {
        "areas": _words(request.areas, get_args(Area), "--for"),
        "troubles": _words(request.troubles, get_args(Trouble), "--trouble"),
        "forbidden": _words(request.forbidden, get_args(Demand), "--forbidden"),
        "at_hand": _words(request.at_hand, get_args(Need), "--have"),
        "minutes": request.minutes,
        "routine": _routine(request),
    }
    given: dict[str, Any] = {key: value for key, value in plain.items() if value is not None}
    wish = list(before.left_out if before else [])
    back = _known(request.put_back, catalogue)
    wish += [each for each in _known(request.leave_out, catalogue) if each not in wish]
    given["left_out"] = [each for each in wish if each not in back]
    given["put_back"] = (before.put_back if before else {}) | dict.fromkeys(back, day.isoformat())
    agreed = [*(before.agreed if before else []), *_known(request.agreed, catalogue)]
    given["agreed"] = list(dict.fromkeys(agreed))
    return given


def _words(given: Sequence[str] | None, allowed: Sequence[str], option: str) -> list[str] | None:
    """The words of an option, each once; "none" stands for no word.

    Raises PosecheckError (USAGE) for a word that the option does not know.
    """
    if given is None:
        return None
    words = [word.strip() for text in given for word in text.split(",") if word.strip()]
    words = [word for word in dict.fromkeys(words) if word != NONE]
    for word in words:
        if word not in allowed:
            near = difflib.get_close_matches(word, allowed, n=1, cutoff=0.4)
            hint = f"Did you mean {near[0]!r}? " if near else ""
            raise PosecheckError(
                f"{option} does not know {word!r}",
                remedy=f"{hint}It takes: {', '.join(allowed)}.",
                code=ExitCode.USAGE,
            )
    return words


def _routine(request: Request) -> str | None:
    """The routine; of a file its full path, so that the profile finds it again from anywhere."""
    name = request.routine
    if name is not None and name.endswith(routines.SUFFIX):
        return str(Path(name).absolute())
    return name


def _known(ids: Iterable[str] | None, catalogue: Catalogue) -> list[str]:
    """The ids, each checked. Raises PosecheckError (BAD_EXERCISE) for one that is none."""
    return [catalogue.get(each).id for each in ids or ()]


def check(files: Iterable[Path], catalogue: Catalogue) -> ExitCode:
    """Prints a line for each routine: "fine", or what is wrong, where, and what is allowed."""
    answer = ExitCode.OK
    for path in files:
        try:
            routines.load(path, catalogue)
            consoles.results().print(f"{path}: fine", soft_wrap=True, markup=False)
        except PosecheckError as error:
            consoles.error(str(error))
            answer = ExitCode.BAD_ROUTINE
    return answer


def files() -> list[Path]:
    """Every routine's file."""
    return [
        path
        for folder in (routines.ready_folder(), routine_folder())
        for path in sorted(folder.glob(f"*{routines.SUFFIX}"))
    ]
