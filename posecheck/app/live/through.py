"""`posecheck live --plan`: the exercises of today's plan, one after the other, in one window."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from posecheck.app import consoles, interrupt
from posecheck.app.live import coached, dose, ending, remembered, room, run
from posecheck.app.live.coached import Job, Outcome
from posecheck.app.live.remembered import Remembered
from posecheck.app.live.room import Request, Room
from posecheck.app.live.screen_probe import ScreenProbe
from posecheck.app.live.window import Window
from posecheck.app.live.worker import Parts
from posecheck.app.plan import today
from posecheck.app.sources import ModelChoice
from posecheck.coach import day_summary, interlude, through
from posecheck.coach.interlude import Interlude
from posecheck.coach.scene import Command
from posecheck.coach.through import Through, Turn
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.judge import session_verdict
from posecheck.exercise.spec.schema import Exercise
from posecheck.exercise.spec.tables import Dose
from posecheck.messages import Message
from posecheck.plan.choosing import Plan, PlanStep
from posecheck.plan.levels import levels
from posecheck.plan.past import hurt
from posecheck.plan.swapping import alternatives, spare
from posecheck.plan.timing import REST_S
from posecheck.records import Report
from posecheck.words.speech import Speech

OFFERS: tuple[Command, ...] = ("skip", "finish")


@dataclass(slots=True)
class _Day:
    """What happened so far. `done`: the sessions with something in them, in their order."""

    through: Through
    done: list[tuple[Outcome, Remembered]] = field(default_factory=list)
    said: set[str] = field(default_factory=set)
    """Cautions that were given already."""
    lost: bool = False
    """Whether the camera gave up."""

    @property
    def last(self) -> tuple[Outcome, Remembered] | None:
        """The session before this moment."""
        return self.done[-1] if self.done else None


def run_plan(request: Request, plan: Plan, choice: ModelChoice, screen: ScreenProbe) -> ExitCode:
    """Goes through a plan and answers the exit code.

    Raises PosecheckError as a single session does: after the reports of what was done.
    """
    screen.check_display()
    speech = request.wording.general
    steps = _still_to_do(plan, request, speech)
    if not steps:
        consoles.note(speech.text("plan-empty"))
        return ExitCode.NOTHING_TO_JUDGE
    consoles.note(f"{speech.text('not-medical')} {speech.text('keys')}")
    consoles.note(speech.text("keys-in-plan"))
    day = _Day(Through([step.exercise for step in steps], _spares(plan, request)))
    screen.check()
    window = Window("posecheck")
    title = speech.text("plan-title")
    try:
        with (
            interrupt.deferred() as stopped,
            room.opened(window, request, choice, title=title, stopped=stopped) as opened,
        ):
            if opened is None:
                return ExitCode.INTERRUPTED
            _go_through(opened, plan, day)
            _sum_up(opened, plan, day, title)
    finally:
        window.close()
    return _code(day)


def _still_to_do(plan: Plan, request: Request, speech: Speech) -> tuple[PlanStep, ...]:
    """The steps of a plan that was not gone through to its end; all of them where it was."""
    done = today.done_today(request.person, plan) if request.person else set()
    left = tuple(step for step in plan.steps if step.exercise not in done)
    if left and len(left) < len(plan.steps):
        consoles.note(speech.text("plan-resumed", done=len(plan.steps) - len(left)))
    return left or plan.steps


def _spares(plan: Plan, request: Request) -> through.Spares:
    """For each exercise those that may take its place, the likest first."""
    catalogue = request.catalogue
    others = [catalogue.get(each) for each in spare(plan)]
    return lambda exercise_id: alternatives(catalogue.get(exercise_id), others)


def _go_through(opened: Room, plan: Plan, day: _Day) -> None:
    """Rest, exercise, rest, exercise, until nothing is left, or nobody goes on."""
    while (turn := day.through.turn) is not None:
        job = _job(opened, plan, turn, day)
        pause = _interlude(job, turn, plan, day)
        began_s = None if turn.before is None else opened.camera.now_s()
        opened.voice.speech = job.speech
        broken, worker = coached.followed(opened, _parts(opened, job, pause, turn, began_s),
                                          job.exercise)  # fmt: skip
        if broken is not None:
            raise broken
        if pause.ended == "hurts":
            _hurt_in_rest(opened, day)
        elif pause.ended is not None:
            day.through.took(pause.ended)  # type: ignore[arg-type]
        elif not _is_over(opened, day, lost=worker.lost is not None):
            first_s = worker.zero_s + (pause.begun[0].t_s if pause.begun else pause.last_s)
            _coach(opened, job, turn, pause, day, began_s=first_s)
        if _is_over(opened, day, lost=worker.lost is not None):
            return


def _is_over(opened: Room, day: _Day, *, lost: bool) -> bool:
    """Whether the machine ends the plan: no more pictures, or Ctrl-C."""
    day.lost = day.lost or lost
    return day.lost or opened.stopped() or opened.camera.ended


def _job(opened: Room, plan: Plan, turn: Turn, day: _Day) -> Job:
    """The exercise of a turn, with its dose of today; what was said once is not said again."""
    request = opened.request
    exercise = dose.with_dose(request.catalogue.get(turn.exercise), _dose(turn, plan, request))
    offers: tuple[Command, ...] = ("swap", *OFFERS) if turn.can_swap else OFFERS
    job = coached.prepared(request, exercise, opened.where, opened.model, offers=offers)
    greeting = tuple(each for each in job.greeting if each not in day.said)
    return replace(job, greeting=greeting)


def _dose(turn: Turn, plan: Plan, request: Request) -> Dose:
    """The plan's dose; for another exercise in its place, that of its own past."""
    for step in plan.steps:
        if step.exercise == turn.exercise:
            return step.dose
    exercise: Exercise = request.catalogue.get(turn.exercise)
    if request.person is not None:
        try:
            return today.next_dose(request.person, exercise.id, request.catalogue, plan.day).dose
        except PosecheckError as error:
            consoles.note(request.wording.general.text("plan-no-history", why=str(error)))
    return levels(exercise)[0]


def _interlude(job: Job, turn: Turn, plan: Plan, day: _Day) -> Interlude:
    said = _said_before(job, turn, plan, day)
    first = turn.before is None
    return Interlude(
        job.exercise,
        job.plan,
        rest_s=interlude.FIRST_S if first or turn.before in ("skip", "swap") else REST_S,
        said=said,
        offers=job.offers,
        speech_s=job.speech.speech_s,
        waits=turn.before == "hurt",
    )


def _said_before(job: Job, turn: Turn, plan: Plan, day: _Day) -> list[Message]:
    """What is said at the beginning of the rest: how it went, and what comes next."""
    title = job.speech.texts.title
    if turn.before is None:
        minutes = max(1, round(plan.duration_s / 60))
        return [Message("plan-begins", {"many": turn.many, "minutes": minutes, "title": title})]
    if turn.before == "hurt":
        return [Message("after-pain", {"title": title})]
    if turn.before == "swap":
        return [Message("plan-instead", {"title": title})]
    found = [Message("plan-goes-on", {"title": title})]
    if turn.before == "done" and day.last is not None:
        found.insert(0, Message("plain", {"text": day.last[1].best}))
    return found


def _parts(opened: Room, job: Job, pause: Interlude, turn: Turn, began_s: float | None) -> Parts:
    return Parts(
        camera=opened.camera, camera_name=opened.where.name, models=opened.models, trainer=pause,
        voice=opened.voice, session_file=None, recorder=None, note=consoles.note,
        speech=job.speech, mirrored=opened.mirrored, began_s=began_s,
        place=(turn.number, turn.many),
    )  # fmt: skip


def _coach(
    opened: Room, job: Job, turn: Turn, pause: Interlude, day: _Day, *, began_s: float
) -> None:
    """The session of an exercise; what was done in it is printed, kept and remembered."""
    request, zero_s = opened.request, pause.begun[0].t_s if pause.begun else 0.0
    begun = [replace(pose, t_s=pose.t_s - zero_s) for pose in pause.begun]
    found: list[Remembered] = []

    def last(report: Report, whole: bool) -> None:  # noqa: ARG001
        found.append(remembered.of(report, job, request.person, request.catalogue))

    run.introduce_exercise(job.speech)
    outcome = coached.coached(
        opened, job, began_s=began_s, begun=begun, last=last, place=(turn.number, turn.many)
    )
    day.lost = day.lost or outcome.lost
    if found:
        day.done.append((outcome, found[0]))
        run.concluded(outcome)
    day.through.took(_how_it_ended(outcome))
    day.said.update(job.greeting)


def _how_it_ended(outcome: Outcome) -> through.Outcome:
    if outcome.ended == "finish":
        return "finish"
    if hurt(outcome.report):
        return "hurt"
    return "done" if outcome.ended not in ("skip", "swap") else outcome.ended


def _hurt_in_rest(opened: Room, day: _Day) -> None:
    """Pain that is said in a rest goes into the report and history of the exercise before."""
    exercise_id = day.through.hurt_in_rest()
    if exercise_id is None or day.last is None:
        return
    outcome, _ = day.last
    report, job = outcome.report, outcome.job
    if report.exercise != exercise_id or report.live is None or report.live.hurt_s is not None:
        return
    live = replace(report.live, hurt_s=report.duration_s)
    report = session_verdict.of_live_session(replace(report, live=live))
    outcome = replace(outcome, report=report, refused=ending.written(report, job.files, None))
    request = opened.request
    found = remembered.of(report, job, request.person, request.catalogue)
    day.done[-1] = outcome, found
    if outcome.refused is not None:
        consoles.note(str(outcome.refused))


def _sum_up(opened: Room, plan: Plan, day: _Day, title: str) -> None:
    """Says, shows and prints what was done of the plan."""
    request = opened.request
    speech = request.wording.general
    messages = day_summary.of(
        many=len(plan.steps),
        done=[found.now.exercise for _, found in day.done if found.now.done],
        hurt=day.through.hurt,
        kept=request.person is not None,
    )
    titles = {each: request.wording.translated(request.catalogue.get(each)).title
              for each in day.through.hurt}  # fmt: skip
    said = [day_summary.sentence(each, speech.sentence, titles) for each in messages]
    rows = [f"{found.speech.texts.title}: {found.speech.sentence(found.summary.done)}"
            for _, found in day.done]  # fmt: skip
    for line in (*said, *rows):
        consoles.results().print(line, soft_wrap=True, markup=False)
    opened.voice.speech = speech
    coached.said_at_the_end(opened, said)
    ending.show(opened, (*said, *rows, speech.text("notice")), title)


def _code(day: _Day) -> ExitCode:
    """The worst thing that happened: a lost camera, a full disk, nothing that could be judged."""
    for outcome, _ in day.done:
        if outcome.refused is not None:
            raise outcome.refused
        if outcome.broken is not None:
            raise outcome.broken
    if day.lost:
        return ExitCode.CAMERA_LOST
    judged = any(session_verdict.is_judged(outcome.report) for outcome, _ in day.done)
    return ExitCode.OK if judged else ExitCode.NOTHING_TO_JUDGE
