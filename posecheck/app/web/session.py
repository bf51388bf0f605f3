"""One live session in front of the page's camera, in a thread of its own.

Worker, trainer, words and session file are those of `posecheck live`. What differs is where the
pictures come from (`page_camera`) and where the views go (`outbox`).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from typing import Any, Final, Literal

from posecheck.app import error_handler, own_limits, recordings
from posecheck.app.exercise_words import Wording
from posecheck.app.live import dose, ending, lite, session_files
from posecheck.app.live import remembered as summing_up
from posecheck.app.live.models import Models
from posecheck.app.live.voice import Silence, Speaks, Voice
from posecheck.app.live.worker import Parts, Shown, Worker
from posecheck.app.web import shown
from posecheck.app.web.orders import Begin
from posecheck.app.web.outbox import Outbox
from posecheck.app.web.page_camera import PageCamera, PageDevice, Sent
from posecheck.app.web.parts import Ear, Finished, Setting, Thinned
from posecheck.coach.plan import Plan
from posecheck.coach.scene import Command, Cue, Weight
from posecheck.coach.trainer import Trainer
from posecheck.errors import PosecheckError
from posecheck.messages import Message
from posecheck.provenance import Recording
from posecheck.records import Report
from posecheck.report import formats
from posecheck.store import profiles

IDLE_S: Final = 0.05
"""How often the thread looks after a session while no picture comes."""


class WebSession:
    """`start` it; give it pictures and commands; `done` is called in its thread at the end.

    Raises PosecheckError where the exercise or the person is not known. What goes wrong later is
    said to the page.
    """

    def __init__(
        self,
        setting: Setting,
        order: Begin,
        outbox: Outbox,
        done: Callable[[Finished | None], None],
    ) -> None:
        self._setting, self._outbox, self._done = setting, outbox, done
        self._order = order
        self._profile = None if order.person is None else profiles.load(order.person)
        wording = Wording(setting.catalogue, order.lang or setting.lang, note=self._note)
        chosen = setting.catalogue.get(order.exercise)
        chosen = dose.with_counts(chosen, order.sets, order.reps)
        if order.hold_s is not None and chosen.times_holds:
            own_dose = chosen.dose.model_copy(update={"hold_s": order.hold_s})
            chosen = chosen.model_copy(update={"dose": own_dose})
        self.exercise = chosen
        self._own = own_limits.of(
            self._profile, chosen, setting.model, wording.general, note=self._note
        )
        self.speech = wording.of(chosen, self._own)
        self._began = datetime.now().astimezone()
        self.session_file = session_files.free_path(chosen, self._began)
        self._device = PageDevice(setting.clock)
        self._camera_name = recordings.printable(order.camera) or "camera of the browser"
        self._worker: Worker | None = None
        self._camera: PageCamera | None = None
        self._early: list[Command | Literal["lite"]] = []
        self._course = Thinned()
        self._trainer = Trainer(
            chosen,
            Plan.of(chosen),
            self._own,
            speech_s=self.speech.speech_s,
            greeting=[Message("plain", {"text": each}) for each in self.speech.greetings()],
        )
        self._thread = threading.Thread(target=self._run, name="web session", daemon=True)

    def start(self) -> None:
        """Starts the thread."""
        self._thread.start()

    def picture(self, sent: Sent) -> None:
        """Takes a picture of the page's camera."""
        self._device.give(sent)

    def command(self, command: Command | Literal["lite"]) -> None:
        """Takes a command; one that comes before the first picture ends the waiting for it."""
        if self._worker is not None:
            self._worker.command(command)
        elif command == "finish":
            self._device.end()
        else:
            self._early.append(command)

    def painted(self, picture: int, latency_s: float) -> None:
        """Takes how long after it was taken a picture's skeleton was drawn."""
        if self._worker is not None:
            self._worker.rates.shown(latency_s, pose_s=self._pose_s.pop(picture, 0.0))

    def end(self) -> None:
        """No more pictures will come: the session ends with what was done."""
        self._device.end()

    def join(self, timeout_s: float | None = None) -> None:
        """Waits for the end."""
        self._thread.join(timeout_s)

    def speak_to(self, outbox: Outbox) -> None:
        """From now on another tab has the session."""
        self._outbox = outbox

    def about(self) -> dict[str, Any]:
        """What the page shows of it from the beginning."""
        return {
            "exercise": self.exercise.id,
            "title": self.speech.texts.title,
            "posture": self.exercise.posture,
            "lang": self.speech.language.code,
            "voice": self._order.voice,
        }

    def _note(self, text: str) -> None:
        self._outbox.say(say="note", text=text)

    def _run(self) -> None:
        finished = None
        try:
            finished = self._session()
        except PosecheckError as error:
            self._outbox.say(say="failed", why=str(error), code=error.code.name)
        except Exception as error:  # noqa: BLE001 - the page is told, the server goes on
            self._outbox.say(say="failed", why=error_handler.unforeseen(error), code="BUG")
        self._done(finished)

    def _session(self) -> Finished | None:
        """From the first picture to the report; None where there was nothing to see."""
        with ExitStack() as stack:
            worker, camera, voice, journal = self._put_together(stack)
            broken: Exception | None = None
            try:
                self._follow(worker, camera)
            except Exception as error:  # noqa: BLE001 - the report comes first
                broken = error
            worker.join()
            report = self._report(worker, camera, partial=broken is not None)
            if broken is not None and not report.found_share:
                raise broken
            summary = Message("plain", {"text": formats.summary(report, self.speech)})
            voice([Cue(summary, Weight.STAGE)], ())
            if journal is not None:
                journal.event("end", t_s=report.duration_s)
                journal.finished = not report.found_share
        remembered = summing_up.of_session(
            report, self.exercise, self.speech, self._person, self._setting.catalogue, None
        )
        ended: Literal["done", "camera-lost", "broken"] = "done"
        if broken is not None:
            ended = "broken"
        elif worker.lost is not None:
            ended = "camera-lost"
        return Finished(
            report=report,
            exercise=self.exercise,
            speech=self.speech,
            course=self._course.course(),
            began=self._began,
            session_file=None if journal is None or journal.finished else journal.path,
            person=self._person,
            in_history=remembered.kept,
            sentences=remembered.sentences,
            ended=ended,
            why="" if broken is None else _why(broken),
        )

    @property
    def _person(self) -> str | None:
        return None if self._profile is None else self._profile.name

    def _put_together(self, stack: ExitStack) -> tuple[Worker, PageCamera, Speaks, Any]:
        """Opens the pose model, then waits for the first picture; `stack` closes all."""
        estimator = stack.enter_context(self._setting.estimator(self._setting.model_file))
        models = Models(estimator, lite.opener(self._setting.choice))
        stack.callback(models.close)
        self._outbox.say(say="waiting", **self.about())
        voice = self._voice(stack)
        stack.callback(self._device.end)
        camera = stack.enter_context(
            PageCamera(self._device, name=self._camera_name, clock=self._setting.clock)
        )
        recording = Recording(
            recorded=self._began.isoformat(timespec="seconds"), person=self._person
        )
        journal = session_files.opened(
            stack,
            self.session_file,
            self.exercise,
            own=self._own,
            camera=self._camera_name,
            model=self._setting.model,
            recording=recording,
            speech=self.speech,
            note=self._note,
        )
        self._pose_s: dict[int, float] = {}
        worker = Worker(
            Parts(
                camera=camera,
                camera_name=self._camera_name,
                models=models,
                trainer=self._trainer,
                voice=voice,
                session_file=journal,
                recorder=None,
                note=self._note,
                speech=self.speech,
                mirrored=True,
                watch=self._course,
            )
        )
        stack.callback(worker.join)
        self._worker, self._camera = worker, camera
        for command in self._early:
            worker.command(command)
        worker.start()
        self._outbox.say(say="began", size=list(camera.size_px), **self.about())
        return worker, camera, voice, journal

    def _voice(self, stack: ExitStack) -> Speaks:
        if self._order.voice == "machine":
            return stack.enter_context(Voice(self._note, self.speech))
        if self._order.voice == "off":
            return stack.enter_context(Silence(self.speech))
        return Ear(lambda: self._outbox, self.speech)

    def _follow(self, worker: Worker, camera: PageCamera) -> None:
        """Gives each view to the page until there are no more."""
        while not worker.views.ended:
            view: Shown | None = worker.views.take(IDLE_S)
            if view is None:
                continue
            number = camera.number(view.arrived_s)
            if number is not None:
                self._pose_s[number] = view.pose_s
                while len(self._pose_s) > 100:
                    self._pose_s.pop(next(iter(self._pose_s)))
            told = shown.Told(view.view, number, round(view.pose_s * 1000, 1))
            self._outbox.put(shown.moment(told, self.exercise, self.speech))

    def _report(self, worker: Worker, camera: PageCamera, *, partial: bool) -> Report:
        report = ending.completed(
            self._trainer.finish(partial=partial),
            worker.facts(),
            source=self._camera_name,
            model=self._setting.model,
            speech=self.speech,
        )
        about = Recording(
            recorded=self._began.isoformat(timespec="seconds"),
            person=self._person,
            size_px=camera.size_px,
        )
        about = recordings.watched(about, report, view=self._trainer.view)
        return own_limits.with_profile(replace(report, recording=about), self._profile, self._own)


def _why(error: Exception) -> str:
    return str(error) if isinstance(error, PosecheckError) else error_handler.unforeseen(error)
