"""`posecheck live --plan`: the exercises of today's plan, one after the other, in one window."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from posecheck.app import consoles, interrupt
from posecheck.app.live import coached, dose, ending, remembered, room, run, turns
from posecheck.app.live.coached import Job, Outcome
from posecheck.app.live.remembered import Remembered
from posecheck.app.live.room import Request, Room
from posecheck.app.live.screen_probe import ScreenProbe
from posecheck.app.live.turns import Rest
from posecheck.app.live.window import Window
from posecheck.app.live.worker import Parts
from posecheck.app.sources import ModelChoice
from posecheck.coach import through
from posecheck.coach.interlude import Interlude
from posecheck.coach.through import Through, Turn
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.judge import session_verdict
from posecheck.plan.choosing import Plan
from posecheck.records import Report


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
    steps = turns.still_to_do(plan, request.person)
    if not steps:
        consoles.note(speech.text("plan-empty"))
        return ExitCode.NOTHING_TO_JUDGE
    if len(steps) < len(plan.steps):
        consoles.note(speech.text("plan-resumed", done=len(plan.steps) - len(steps)))
    consoles.note(f"{speech.text('not-medical')} {speech.text('keys')}")
    consoles.note(speech.text("keys-in-plan"))
    day = _Day(turns.of_plan(plan, steps, request.catalogue))
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
            turns.go_through(day.through, _InWindow(opened, plan, day))
            _sum_up(opened, plan, day, title)
    finally:
        window.close()
    return _code(day)


@dataclass(slots=True)
class _InWindow:
    """The hall of `turns`: the open room, with window, camera and voice."""

    opened: Room
    plan: Plan
    day: _Day
    job: Job | None = None
    """The exercise of this turn: it is prepared once, for the rest and for its session."""

    @property
    def over(self) -> bool:
        """Whether the machine ends the plan: no more pictures, or Ctrl-C."""
        return self.day.lost or self.opened.stopped() or self.opened.camera.ended

    def rest(self, turn: Turn) -> Rest:
        """Goes through the rest before an exercise. Raises an error that ended it."""
        opened, day = self.opened, self.day
        self.job = job = self._prepared(turn)
        best = None if day.last is None else day.last[1].best
        pause = turns.rest_before(job.exercise, turn, self.plan, job.speech, best)
        began_s = None if turn.before is None else opened.camera.now_s()
        opened.voice.speech = job.speech
        parts = _parts(opened, job, pause, turn, began_s)
        broken, worker = coached.followed(opened, parts, job.exercise)
        if broken is not None:
            raise broken
        day.lost = day.lost or worker.lost is not None
        return Rest(pause, worker.zero_s)

    def coach(self, turn: Turn, rest: Rest) -> through.Outcome:
        """The session of an exercise; what was done in it is printed, kept and remembered."""
        job, day, request = self.job, self.day, self.opened.request
        assert job is not None, "it was prepared for the rest"
        found: list[Remembered] = []

        def last(report: Report, whole: bool) -> None:  # noqa: ARG001
            found.append(remembered.of(report, job, request.person, request.catalogue))

        run.introduce_exercise(job.speech)
        outcome = coached.coached(
            self.opened, job, began_s=rest.end_s, begun=rest.begun, last=last,
            place=(turn.number, turn.many),
        )  # fmt: skip
        day.lost = day.lost or outcome.lost
        if found:
            day.done.append((outcome, found[0]))
            run.concluded(outcome)
        day.said.update(job.greeting)
        return turns.how_it_ended(outcome.ended, outcome.report)

    def hurt_in_rest(self, exercise_id: str | None) -> None:
        """Pain that is said in a rest goes into the report and history of the exercise before."""
        day, request = self.day, self.opened.request
        if day.last is None:
            return
        outcome, _ = day.last
        report, job = turns.with_pain(outcome.report, exercise_id), outcome.job
        if report is None:
            return
        outcome = replace(outcome, report=report, refused=ending.written(report, job.files, None))
        found = remembered.of(report, job, request.person, request.catalogue)
        day.done[-1] = outcome, found
        if outcome.refused is not None:
            consoles.note(str(outcome.refused))

    def _prepared(self, turn: Turn) -> Job:
        """The exercise of a turn, with its dose of today; what was said is not said again."""
        opened, request = self.opened, self.opened.request
        asked = turns.dose_of(turn, self.plan, request.person, request.catalogue, self._no_history)
        exercise = dose.with_dose(request.catalogue.get(turn.exercise), asked)
        offers = turns.offers(turn)
        job = coached.prepared(request, exercise, opened.where, opened.model, offers=offers)
        greeting = tuple(each for each in job.greeting if each not in self.day.said)
        return replace(job, greeting=greeting)

    def _no_history(self, error: PosecheckError) -> None:
        speech = self.opened.request.wording.general
        consoles.note(speech.text("plan-no-history", why=str(error)))


def _parts(opened: Room, job: Job, pause: Interlude, turn: Turn, began_s: float | None) -> Parts:
    return Parts(
        camera=opened.camera, camera_name=opened.where.name, models=opened.models, trainer=pause,
        voice=opened.voice, session_file=None, recorder=None, note=consoles.note,
        speech=job.speech, mirrored=opened.mirrored, began_s=began_s,
        place=(turn.number, turn.many),
    )  # fmt: skip


def _sum_up(opened: Room, plan: Plan, day: _Day, title: str) -> None:
    """Says, shows and prints what was done of the plan."""
    request = opened.request
    speech = request.wording.general
    done = [found.now.exercise for _, found in day.done if found.now.done]
    said = turns.sentences(
        plan, done, day.through.hurt, request.wording,
        kept=request.person is not None,
    )  # fmt: skip
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
