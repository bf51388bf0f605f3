"""One live session in front of the page's camera, in a thread of its own."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime

from posecheck.app.live import dose, session_files
from posecheck.app.web.coaching import Coached
from posecheck.app.web.orders import Begin
from posecheck.app.web.outbox import Outbox
from posecheck.app.web.parts import Day, Finished, Job, Setting, Start
from posecheck.coach.scene import Cue, Weight
from posecheck.messages import Message
from posecheck.report import formats


class WebSession(Coached):
    """A session of one exercise.

    Raises PosecheckError where the exercise or the person is not known.
    """

    def __init__(
        self,
        setting: Setting,
        order: Begin,
        outbox: Outbox,
        done: Callable[[Finished | Day | None], None],
    ) -> None:
        super().__init__(setting, order, outbox, done)
        chosen = setting.catalogue.get(order.exercise)
        chosen = dose.with_counts(chosen, order.sets, order.reps)
        if order.hold_s is not None and chosen.times_holds:
            own_dose = chosen.dose.model_copy(update={"hold_s": order.hold_s})
            chosen = chosen.model_copy(update={"dose": own_dose})
        own = self._own(chosen)
        speech, began = self._wording.of(chosen, own), datetime.now().astimezone()
        greeting = tuple(speech.greetings())
        self._job = Job(
            exercise=chosen, own=own, speech=speech, began=began,
            session_file=session_files.free_path(chosen, began),
            greeting=greeting, said=greeting,
        )  # fmt: skip

    def _lead(self) -> Finished | None:
        with ExitStack() as stack:
            room = self._opened(stack, self._job.speech)
            finished = self._coached(room, self._job, Start())
            summary = formats.summary(finished.report, self._job.speech)
            room.voice([Cue(Message("plain", {"text": summary}), Weight.STAGE)], ())
        return finished
