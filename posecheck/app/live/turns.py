"""Going through a plan, the same for the window and the web page: rest, exercise, rest, exercise.

Whoever has camera and screen is a `Hall`; `go_through` leads it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from posecheck.app.exercise_words import Wording
from posecheck.app.plan import today
from posecheck.coach import day_summary, interlude, through
from posecheck.coach import plan as asked
from posecheck.coach.interlude import Interlude
from posecheck.coach.scene import Command
from posecheck.coach.through import Through, Turn
from posecheck.errors import PosecheckError
from posecheck.exercise.judge import session_verdict
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.exercise.spec.tables import Dose
from posecheck.messages import Message
from posecheck.plan.choosing import Plan, PlanStep
from posecheck.plan.levels import levels
from posecheck.plan.past import hurt
from posecheck.plan.swapping import alternatives, spare
from posecheck.plan.timing import REST_S
from posecheck.records import Pose, Report
from posecheck.words.speech import Speech

OFFERS: Final[tuple[Command, ...]] = ("skip", "finish")


@dataclass(frozen=True, slots=True)
class Rest:
    """A rest that is over; `zero_s` is its zero on the camera's clock."""

    pause: Interlude
    zero_s: float

    @property
    def end_s(self) -> float:
        """When the exercise begins on the camera's clock: where the person began it in the rest,
        at the first pose of that."""
        begun = self.pause.begun
        return self.zero_s + (begun[0].t_s if begun else self.pause.last_s)

    @property
    def begun(self) -> list[Pose]:
        """The poses that were seen of the exercise already, on the clock of its session."""
        begun = self.pause.begun
        return [replace(pose, t_s=pose.t_s - begun[0].t_s) for pose in begun]


class Hall(Protocol):
    """Where a plan is gone through."""

    @property
    def over(self) -> bool:
        """Whether the machine ends the plan: no more pictures, or Ctrl-C."""

    def rest(self, turn: Turn) -> Rest:
        """Goes through the rest before an exercise."""

    def coach(self, turn: Turn, rest: Rest) -> through.Outcome:
        """Goes through the session of an exercise."""

    def hurt_in_rest(self, exercise_id: str | None) -> None:
        """It was said in a rest that the exercise before it hurt; None where there was none."""


def go_through(turns: Through, hall: Hall) -> None:
    """Rest, exercise, rest, exercise, until nothing is left, or nobody goes on."""
    while (turn := turns.turn) is not None:
        rest = hall.rest(turn)
        ended = rest.pause.ended
        if ended == "hurts":
            hall.hurt_in_rest(turns.hurt_in_rest())
        elif ended is not None:
            turns.took(ended)  # type: ignore[arg-type]
        elif not hall.over:
            turns.took(hall.coach(turn, rest))
        if hall.over:
            return


def of_plan(plan: Plan, steps: Sequence[PlanStep], catalogue: Catalogue) -> Through:
    """The turns of these steps; whatever else may be done today may take the place of one."""
    others = [catalogue.get(each) for each in spare(plan)]

    def spares(exercise_id: str) -> Sequence[str]:
        return alternatives(catalogue.get(exercise_id), others)

    return Through([step.exercise for step in steps], spares)


def still_to_do(plan: Plan, person: str | None) -> tuple[PlanStep, ...]:
    """The steps of a plan that was not gone through to its end; all of them where it was."""
    done = today.done_today(person, plan) if person else set()
    return tuple(step for step in plan.steps if step.exercise not in done) or plan.steps


def offers(turn: Turn) -> tuple[Command, ...]:
    """What the person may ask for in a turn and in the rest before it."""
    return ("swap", *OFFERS) if turn.can_swap else OFFERS


def dose_of(
    turn: Turn,
    plan: Plan,
    person: str | None,
    catalogue: Catalogue,
    refused: Callable[[PosecheckError], None],
) -> Dose:
    """The plan's dose; for another exercise in its place, that of its own past.

    `refused` is told of a history that cannot be read: then it is the dose of a first day.
    """
    for step in plan.steps:
        if step.exercise == turn.exercise:
            return step.dose
    exercise = catalogue.get(turn.exercise)
    if person is not None:
        try:
            return today.next_dose(person, exercise.id, catalogue, plan.day).dose
        except PosecheckError as error:
            refused(error)
    return levels(exercise)[0]


def rest_before(
    exercise: Exercise, turn: Turn, plan: Plan, speech: Speech, best: str | None
) -> Interlude:
    """The rest before an exercise. `best` is what deserves praise most of the one before it."""
    soon = turn.before is None or turn.before in ("skip", "swap")
    return Interlude(
        exercise,
        asked.Plan.of(exercise),
        rest_s=interlude.FIRST_S if soon else REST_S,
        said=said_before(turn, plan, speech.texts.title, best),
        offers=offers(turn),
        speech_s=speech.speech_s,
        waits=turn.before == "hurt",
    )


def said_before(turn: Turn, plan: Plan, title: str, best: str | None) -> list[Message]:
    """What is said at the beginning of the rest: how it went, and what comes next."""
    if turn.before is None:
        minutes = max(1, round(plan.duration_s / 60))
        return [Message("plan-begins", {"many": turn.many, "minutes": minutes, "title": title})]
    if turn.before == "hurt":
        return [Message("after-pain", {"title": title})]
    if turn.before == "swap":
        return [Message("plan-instead", {"title": title})]
    found = [Message("plan-goes-on", {"title": title})]
    if turn.before == "done" and best is not None:
        found.insert(0, Message("plain", {"text": best}))
    return found


def how_it_ended(ended: Command | None, report: Report) -> through.Outcome:
    """How an exercise of a plan ended, by the command that ended it, and what was said in it."""
    if ended == "finish":
        return "finish"
    if hurt(report):
        return "hurt"
    return "skip" if ended == "skip" else "swap" if ended == "swap" else "done"


def with_pain(report: Report, exercise_id: str | None) -> Report | None:
    """The report of an exercise whose pain was said in the rest after it; None where there is
    nothing to add to it."""
    if exercise_id != report.exercise or report.live is None or report.live.hurt_s is not None:
        return None
    live = replace(report.live, hurt_s=report.duration_s)
    return session_verdict.of_live_session(replace(report, live=live))


def sentences(
    plan: Plan,
    done: Sequence[str],
    hurting: Sequence[str],
    wording: Wording,
    *,
    kept: bool,
) -> list[str]:
    """The end of a plan in words. done: the exercises in which something was counted."""
    speech = wording.general
    found = day_summary.of(many=len(plan.steps), done=done, hurt=hurting, kept=kept)
    titles = {each: wording.title(each) for each in hurting}
    return [day_summary.sentence(each, speech.sentence, titles) for each in found]
