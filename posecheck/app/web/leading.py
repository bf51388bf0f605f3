"""What is the same for one session of the page and for a plan: camera, worker, views, commands.

Worker, trainer, words and session file are those of `posecheck live`. What differs is where the
pictures come from (`page_camera`) and where the views go (`outbox`).
"""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final, Literal

from posecheck.app import error_handler, recordings
from posecheck.app.exercise_words import Wording
from posecheck.app.live import lite
from posecheck.app.live.models import Models
from posecheck.app.live.voice import Silence, Speaks, Voice
from posecheck.app.live.worker import Leads, Parts, Shown, Worker
from posecheck.app.web import shown
from posecheck.app.web.orders import Begin, BeginPlan
from posecheck.app.web.outbox import Outbox
from posecheck.app.web.page_camera import PageCamera, PageDevice, Sent
from posecheck.app.web.parts import Day, Ear, Finished, Job, Room, Setting, Start
from posecheck.coach.scene import Command
from posecheck.errors import PosecheckError
from posecheck.store import profiles
from posecheck.words.speech import Speech

IDLE_S: Final = 0.05
"""How often the thread looks after a session while no picture comes."""

IN_PLAN: Final = ("skip", "swap")
"""Commands that say something only in a plan."""


class Leading(ABC):
    """`start` it; give it pictures and commands; `done` is called in its thread at the end.

    What goes wrong in its thread is said to the page.
    """

    _job: Job
    """What is done at this moment, or comes next."""

    def __init__(
        self,
        setting: Setting,
        order: Begin | BeginPlan,
        outbox: Outbox,
        done: Callable[[Finished | Day | None], None],
    ) -> None:
        self._setting, self._order, self._outbox, self._done = setting, order, outbox, done
        self._profile = None if order.person is None else profiles.load(order.person)
        self._wording = Wording(setting.catalogue, order.lang or setting.lang, note=self._note)
        self._device = PageDevice(setting.clock)
        self._camera_name = recordings.printable(order.camera) or "camera of the browser"
        self._worker: Worker | None = None
        self._early: list[Command | Literal["lite"]] = []
        self._pose_s: dict[int, float] = {}
        self._thread = threading.Thread(target=self._run, name="web session", daemon=True)

    def about(self) -> dict[str, Any]:
        """What the page shows of it from the beginning, and at each exercise of a plan."""
        return {
            "exercise": self._job.exercise.id,
            "title": self._job.speech.texts.title,
            "posture": self._job.exercise.posture,
            "lang": self._job.speech.language.code,
            "voice": self._order.voice,
            "plan": isinstance(self._order, BeginPlan),
        }

    @property
    def session_files(self) -> frozenset[Path]:
        """The session files that are not broken off."""
        return frozenset([self._job.session_file])

    @property
    def offers(self) -> tuple[Command, ...]:
        """What may be asked for at this moment."""
        return self._job.offers

    @abstractmethod
    def _lead(self) -> Finished | Day | None:
        """From the first picture to the end; None where there was nothing to see."""

    @property
    def person(self) -> str | None:
        """Whose session it is."""
        return None if self._profile is None else self._profile.name

    def start(self) -> None:
        """Starts the thread."""
        self._thread.start()

    def picture(self, sent: Sent) -> None:
        """Takes a picture of the page's camera."""
        self._device.give(sent)

    def command(self, command: Command | Literal["lite"]) -> None:
        """Takes a command. "finish" before the first picture ends the waiting for it."""
        if command in IN_PLAN and command not in self.offers:
            return
        if self._worker is not None:
            self._worker.command(command)
        elif command == "finish":
            self._device.end()
        elif command not in IN_PLAN:
            self._early.append(command)

    def painted(self, picture: int, latency_s: float) -> None:
        """Takes how long after it was taken a picture's skeleton was drawn."""
        if self._worker is not None:
            self._worker.rates.shown(latency_s, pose_s=self._pose_s.pop(picture, 0.0))

    def end(self) -> None:
        """No more pictures will come: it ends with what was done."""
        self._device.end()

    def join(self, timeout_s: float | None = None) -> None:
        """Waits for the end."""
        self._thread.join(timeout_s)

    def speak_to(self, outbox: Outbox) -> None:
        """From now on another tab has the session."""
        self._outbox = outbox

    def _note(self, text: str) -> None:
        self._outbox.say(say="note", text=text)

    def _run(self) -> None:
        finished = None
        try:
            finished = self._lead()
        except PosecheckError as error:
            self._outbox.say(say="failed", why=str(error), code=error.code.name)
        except Exception as error:  # noqa: BLE001 - the page is told, the server goes on
            self._outbox.say(say="failed", why=error_handler.unforeseen(error), code="BUG")
        self._done(finished)

    def _opened(self, stack: ExitStack, speech: Speech) -> Room:
        """Opens the pose model, then waits for the first picture; `stack` closes all."""
        estimator = stack.enter_context(self._setting.estimator(self._setting.model_file))
        models = Models(estimator, lite.opener(self._setting.choice))
        stack.callback(models.close)
        self._outbox.say(say="waiting", **self.about())
        voice = self._voice(stack, speech)
        stack.callback(self._device.end)
        camera = stack.enter_context(
            PageCamera(self._device, name=self._camera_name, clock=self._setting.clock)
        )
        return Room(models, camera, voice)

    def _voice(self, stack: ExitStack, speech: Speech) -> Speaks:
        if self._order.voice == "machine":
            return stack.enter_context(Voice(self._note, speech))
        if self._order.voice == "off":
            return stack.enter_context(Silence(speech))
        return Ear(lambda: self._outbox, speech)

    def _parts(self, room: Room, job: Job, leads: Leads, start: Start) -> Parts:
        """What the worker gets to lead somebody through a session, or the rest before it."""
        return Parts(
            camera=room.camera, camera_name=self._camera_name, models=room.models, trainer=leads,
            voice=room.voice, session_file=None, recorder=None, note=self._note,
            speech=job.speech, mirrored=True, began_s=start.began_s, begun=start.begun,
            place=start.place, small=job.greeting,
        )  # fmt: skip

    def _followed(
        self, parts: Parts, job: Job, before: str = ""
    ) -> tuple[Exception | None, Worker]:
        """Gives each view to the page until there are no more; answers an error that ended it.

        before: what is shown of the exercise before it, in the rest.
        """
        parts.voice.speech = job.speech
        worker = Worker(parts)
        self._worker, broken = worker, None
        for command in self._early:
            worker.command(command)
        self._early.clear()
        worker.start()
        assert isinstance(parts.camera, PageCamera)
        self._outbox.say(say="began", size=list(parts.camera.size_px), **self.about())
        try:
            while not worker.views.ended:
                if (view := worker.views.take(IDLE_S)) is not None:
                    self._show(view, parts.camera, job, before)
        except Exception as error:  # noqa: BLE001 - the report comes first
            broken = error
        worker.join()
        self._worker = None  # What is asked for now is for the next one.
        return broken, worker

    def _show(self, view: Shown, camera: PageCamera, job: Job, before: str) -> None:
        number = camera.number(view.arrived_s)
        if number is not None:
            self._pose_s[number] = view.pose_s
            while len(self._pose_s) > 100:
                self._pose_s.pop(next(iter(self._pose_s)))
        told = shown.Told(view.view, number, round(view.pose_s * 1000, 1), before)
        self._outbox.put(shown.moment(told, job.exercise, job.speech))


def why_of(error: Exception) -> str:
    """What went wrong, for the person."""
    return str(error) if isinstance(error, PosecheckError) else error_handler.unforeseen(error)
