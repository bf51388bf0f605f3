"""A person's plan of today in front of the page's camera, one exercise after the other."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from posecheck.app.live import dose, session_files, turns
from posecheck.app.live.turns import Rest
from posecheck.app.plan import today
from posecheck.app.web.coaching import Coached
from posecheck.app.web.leading import why_of
from posecheck.app.web.orders import BeginPlan
from posecheck.app.web.outbox import Outbox
from posecheck.app.web.parts import Day, Finished, Job, Setting, Start
from posecheck.coach import through
from posecheck.coach.scene import Cue, Weight
from posecheck.coach.through import Turn
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.personal.profile import Profile
from posecheck.messages import Message


class WebDay(Coached):
    """Goes through a plan, with a rest before each exercise: nobody has to touch anything.

    Raises PosecheckError where the person is not known, has not answered for a plan, or nothing
    fits today.
    """

    def __init__(
        self,
        setting: Setting,
        order: BeginPlan,
        outbox: Outbox,
        done: Callable[[Finished | Day | None], None],
    ) -> None:
        super().__init__(setting, order, outbox, done)
        assert self._profile is not None, "an order for a plan names a person"
        self._somebody: Profile = self._profile
        if self._somebody.plan is None:
            raise PosecheckError(
                f"{order.person} has no plan yet",
                remedy="Answer its questions first.",
                code=ExitCode.USAGE,
            )
        self._plan = today.made(
            self._somebody.plan, setting.catalogue, order.person, self._wording.general,
            feels=order.feels, note=self._note,
        )  # fmt: skip
        steps = turns.still_to_do(self._plan, order.person)
        if not steps:
            raise PosecheckError(self._wording.general.text("plan-empty"), code=ExitCode.USAGE)
        self._through = turns.of_plan(self._plan, steps, setting.catalogue)
        self._over: Literal["done", "camera-lost", "broken"] = "done"
        self._why = ""
        self._found: list[Finished] = []
        self._said: set[str] = set()
        self._job = self._prepared(self._turn)

    @property
    def session_files(self) -> frozenset[Path]:
        """The session files that are not broken off."""
        kept = [each.session_file for each in self._found if each.session_file is not None]
        return super().session_files | frozenset(kept)

    @property
    def _turn(self) -> Turn:
        turn = self._through.turn
        assert turn is not None
        return turn

    def _prepared(self, turn: Turn) -> Job:
        """The exercise of a turn, with its dose of today; what was said is not said again."""
        setting, general = self._setting, self._wording.general
        asked = turns.dose_of(
            turn, self._plan, self.person, setting.catalogue,
            lambda error: self._note(general.text("plan-no-history", why=str(error))),
        )  # fmt: skip
        exercise = dose.with_dose(setting.catalogue.get(turn.exercise), asked)
        own = self._own(exercise)
        speech, began = self._wording.of(exercise, own), datetime.now().astimezone()
        greeting = tuple(speech.greetings())
        return Job(
            exercise=exercise, own=own, speech=speech, began=began,
            session_file=session_files.free_path(exercise, began),
            greeting=greeting, said=tuple(each for each in greeting if each not in self._said),
            offers=turns.offers(turn),
        )  # fmt: skip

    @property
    def over(self) -> bool:
        """Whether the machine ends the plan: no more pictures, or an error."""
        return self._over != "done" or self._room.camera.ended

    def rest(self, turn: Turn) -> Rest:
        """Goes through the rest before an exercise."""
        if turn.before is not None:
            self._job = self._prepared(turn)
        best = self._found[-1].best if self._found else None
        pause = turns.rest_before(self._job.exercise, turn, self._plan, self._job.speech, best)
        began_s = None if turn.before is None else self._room.camera.now_s()
        start = Start(began_s, place=(turn.number, turn.many))
        parts = self._parts(self._room, self._job, pause, start)
        broken, worker = self._followed(parts, self._job, self._before(turn))
        if broken is not None:
            self._breaks(broken)
        elif worker.lost is not None:
            self._ends("camera-lost")
        return Rest(pause, worker.zero_s)

    def coach(self, turn: Turn, rest: Rest) -> through.Outcome:
        """The session of an exercise; what was done in it is kept in the history."""
        start = Start(rest.end_s, rest.begun, (turn.number, turn.many))
        try:
            found = self._coached(self._room, self._job, start)
        except Exception as error:  # noqa: BLE001 - what was done before is shown first
            self._breaks(error)
            return "finish"
        self._said.update(self._job.said)
        if not found.left_out:
            self._found.append(found)
        if found.ended != "done":
            self._ends(found.ended, found.why)
        return turns.how_it_ended(found.by, found.report)

    def hurt_in_rest(self, exercise_id: str | None) -> None:
        """Pain that is said in a rest goes into the report and history of the exercise before."""
        if not self._found:
            return
        report = turns.with_pain(self._found[-1].report, exercise_id)
        if report is not None:
            self._found[-1] = self.remembered(replace(self._found[-1], report=report))

    def _before(self, turn: Turn) -> str:
        """What was done in the exercise before, for the rest after it."""
        if turn.before != "done" or not self._found:
            return ""
        last = self._found[-1]
        return f"{last.speech.texts.title}: {last.done}"

    def _breaks(self, error: Exception) -> None:
        """An error ends the plan with what was done; where that is nothing, it is raised."""
        if not self._found:
            raise error
        self._ends("broken", why_of(error))

    def _ends(self, how: Literal["camera-lost", "broken"], why: str = "") -> None:
        self._over, self._why = how, why

    def _lead(self) -> Day | None:
        speech = self._wording.general
        with ExitStack() as stack:
            self._room = room = self._opened(stack, self._job.speech)
            turns.go_through(self._through, self)
            said = turns.sentences(
                self._plan, [each.exercise.id for each in self._found if each.counted],
                self._through.hurt, self._wording, kept=True,
            )  # fmt: skip
            room.voice.speech = speech
            room.voice([Cue(Message("plain", {"text": " ".join(said)}), Weight.STAGE)], ())
        return Day(
            sessions=self._found, sentences=said, speech=speech, person=self._somebody.name,
            ended=self._over, why=self._why,
        )  # fmt: skip
