"""The thread between camera and window: from the newest picture to a view, a cue and the files.

The window does not wait for it, and it does not wait for window, voice or video. Its errors are
raised where its views are taken.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from queue import Empty, SimpleQueue
from typing import Final, Literal, Protocol

from posecheck.app.live.models import Models
from posecheck.app.live.picture import View
from posecheck.app.live.rates import Rates
from posecheck.app.live.video_recorder import VideoRecorder
from posecheck.app.live.voice import Speaks
from posecheck.capture.camera import GIVE_UP_S, Camera, Trouble
from posecheck.capture.newest import Newest
from posecheck.coach.scene import Command, Stage
from posecheck.coach.trainer import Moment
from posecheck.errors import ExitCode, PosecheckError
from posecheck.provenance import Live
from posecheck.records import Frame, Pose, Update
from posecheck.store.session_file import SessionFile
from posecheck.words.speech import Speech

WAIT_S: Final = 0.1
"""How long to wait for a picture before keys and trouble are looked at again."""

MISSING_EVERY_S: Final = 0.25
"""How often the engine is given a moment without a picture: more often than the 0.5 s that it
waits itself."""

FACTS_EVERY_S: Final = 1.0
"""How often the session file gets the facts about the camera."""

BLACK_GIVE_UP_S: Final = 10.0
"""A camera that has given only black pictures since it was opened is given up after this time."""


_EARLIER_S: Final = 0.5
"""A picture that came so much before the session began is still its first one: it is the newest."""


class Leads(Protocol):
    """Leads a person through something: `coach.trainer.Trainer`, or `coach.interlude.Interlude`."""

    def step(self, pose: Pose) -> Moment: ...

    def missing(self, t_s: float, kind: str) -> Moment: ...

    def command(self, t_s: float, command: Command) -> None: ...


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A view for the window, when its picture arrived, and how long its pose took.

    `arrived_s` is None where the view has no new picture.
    """

    view: View
    arrived_s: float | None
    pose_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Parts:
    """What a session is put together from.

    began_s: the session's zero on the camera's clock; None where it is the camera's first picture.
    begun: poses of this session that were seen before it, on its own clock.
    place: which exercise of a plan it is, and of how many; None outside a plan.
    small: what is shown small in the set-up.
    watch: gets each update of a picture.
    """

    camera: Camera
    camera_name: str
    models: Models
    trainer: Leads
    voice: Speaks
    session_file: SessionFile | None
    recorder: VideoRecorder | None
    note: Callable[[str], None]
    speech: Speech
    mirrored: bool = False
    began_s: float | None = None
    begun: Sequence[Pose] = ()
    place: tuple[int, int] | None = None
    small: tuple[str, ...] = ()
    watch: Callable[[Update], None] | None = None


class Worker:
    """Call `start`, take `views` until they end, then `join`.

    Each exercise of a plan has a clock of its own, from 0 on.
    `lost` is the trouble of a camera that was given up.
    """

    def __init__(self, parts: Parts) -> None:
        self.views: Newest[Shown] = Newest()
        self.rates = Rates()
        self.lost: Trouble | None = None
        self._parts = parts
        self._camera, self._trainer = parts.camera, parts.trainer
        self._models = parts.models
        self.zero_s = parts.began_s or 0.0
        self._before = 0, 0
        if parts.began_s is not None:
            self._before = parts.camera.delivered, parts.camera.dropped
        self._session_file = parts.session_file
        self._commands: SimpleQueue[Command | Literal["lite"]] = SimpleQueue()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="worker", daemon=True)
        self._last_s = float("-inf")
        self._facts_s = 0.0
        self._stage: Stage | None = None
        self._shown_frame: Frame | None = None
        self._notice: str | None = None
        self._over = False
        self._sets_done = 0
        self._hurt_s: float | None = None

    def start(self) -> None:
        """Starts the thread."""
        self._thread.start()

    def command(self, command: Command | Literal["lite"]) -> None:
        """Takes what a key asks for; it is done before the next picture."""
        self._commands.put(command)

    def join(self) -> None:
        """Ends the thread after the picture that it works on."""
        self._stop.set()
        self._thread.join()

    def facts(self) -> Live:
        """What the report says about camera and rates."""
        delivered, dropped = self._before
        return self.rates.facts(
            self._parts.camera_name,
            delivered=self._camera.delivered - delivered,
            dropped=self._camera.dropped - dropped,
            hurt_s=self._hurt_s,
            sets_done=self._sets_done,
        )

    def _run(self) -> None:
        try:
            for pose in self._parts.begun:
                self._catch_up(pose)
            while not self._stop.is_set() and not self._over and self.lost is None:
                self._obey()
                self._look()
        except BaseException as error:  # noqa: BLE001  # Raised again where the views are taken.
            self.views.fail(error)
        else:
            self.views.close()

    def _obey(self) -> None:
        """Does what was asked for since the last picture."""
        while True:
            try:
                command = self._commands.get_nowait()
            except Empty:
                return
            if command != "lite":
                self._trainer.command(max(self._last_s, 0.0), command)
            elif self._models.take_lite():
                self._parts.note(self._parts.speech.text("lite-used"))

    def _look(self) -> None:
        """Takes the next picture, or notices trouble or the end."""
        frame = self._camera.take(WAIT_S)
        trouble = self._camera.trouble()
        if self._camera.ended and frame is None:
            self._over = True
        elif trouble is not None:
            self._miss(trouble)
        elif frame is not None and frame.t_s - self.zero_s > max(self._last_s, -_EARLIER_S):
            self._judge(frame)

    def _catch_up(self, pose: Pose) -> None:
        """Steps the session through a pose that was seen before it began."""
        moment = self._trainer.step(pose)
        self._last_s = pose.t_s
        self._keep(moment, pose)

    def _judge(self, frame: Frame) -> None:
        """Finds the pose, steps the session, and passes the results on."""
        began_s = time.perf_counter()
        pose = self._models(frame)  # On the camera's clock: the model's time may never go back.
        pose_s = time.perf_counter() - began_s
        arrived_s, t_s = frame.t_s, max(0.0, frame.t_s - self.zero_s)
        frame, pose = replace(frame, t_s=t_s), replace(pose, t_s=t_s)
        self.rates.judged(t_s, pose_s)
        moment = self._trainer.step(pose)
        self._last_s = t_s
        self._shown_frame = frame
        self._show(frame, pose, moment, arrived_s=arrived_s, pose_s=pose_s)
        if self._parts.recorder is not None:
            self._parts.recorder(frame, pose, moment.update)
        if self._parts.watch is not None:
            self._parts.watch(moment.update)
        self._keep(moment, pose)

    def _miss(self, trouble: Trouble) -> None:
        """Steps the session without a picture. Gives up a camera that has been in trouble long."""
        now_s = self._camera.now_s()
        t_s, waited_s = now_s - self.zero_s, now_s - trouble.since_s
        if trouble.kind == "black" and trouble.since_s < 1.0 and waited_s > BLACK_GIVE_UP_S:
            raise PosecheckError(
                "gives only black pictures",
                where=self._parts.camera_name,
                remedy="Open its cover, turn on the light, or close other programs that use it.",
                code=ExitCode.CAMERA_BLACK,
            )
        if waited_s > GIVE_UP_S:
            self.lost = trouble
        if t_s - self._last_s < MISSING_EVERY_S:
            time.sleep(0.01)  # Frozen and black pictures come all the time.
            return
        moment = self._trainer.missing(t_s, f"camera-{trouble.kind}")
        self._last_s = t_s
        self._show(None, None, moment)
        self._keep(moment, None)

    def _show(
        self,
        frame: Frame | None,
        pose: Pose | None,
        moment: Moment,
        *,
        arrived_s: float | None = None,
        pose_s: float = 0.0,
    ) -> None:
        """Gives the view to the window and then the cues to the voice; files come later."""
        self._warn_if_slow()
        seen = frame or self._shown_frame
        self.views.put(
            Shown(
                View(
                    None if seen is None else seen.image,
                    pose,
                    moment.update,
                    moment.scene,
                    mirrored=self._parts.mirrored,
                    notice=self._notice,
                    place=self._parts.place,
                    small=self._parts.small,
                ),
                arrived_s,
                pose_s,
            )
        )
        self._parts.voice(moment.scene.spoken, moment.scene.tones)

    def _warn_if_slow(self) -> None:
        if self._notice is not None or not self.rates.slow:
            return
        speech, lite = self._parts.speech, "yes" if self._models.lighter else "no"
        self._notice = speech.text("slow-machine", lite=lite)
        self._parts.note(speech.text("slow-note", rate_hz=self.rates.rate_hz or 0.0, lite=lite))

    def _keep(self, moment: Moment, pose: Pose | None) -> None:
        """Writes the moment to the session file. A disk that refuses ends the file, no more."""
        scene = moment.scene
        self._over = scene.over
        self._sets_done, self._hurt_s = scene.sets_done, scene.hurt_s
        if self._session_file is None:
            return
        try:
            self._write(self._session_file, moment, pose)
        except PosecheckError as error:
            self._session_file = None
            self._parts.note(self._parts.speech.text("no-longer-kept", why=str(error)))

    def _write(self, file: SessionFile, moment: Moment, pose: Pose | None) -> None:
        t_s, scene, update = moment.scene.t_s, moment.scene, moment.update
        if moment.absent is not None:
            file.event("absent", t_s=t_s, kind=moment.absent)
        elif pose is not None:
            file.pose(pose)
        if scene.stage is not self._stage:
            self._stage = scene.stage
            file.event("stage", t_s=t_s, stage=scene.stage.value, set=scene.set_number)
        for name, found in (
            ("rep", update.new_reps),
            ("hold", update.new_holds),
            ("finding", update.new_findings),
            ("cue", scene.spoken),
        ):
            for one in found:
                file.event(name, t_s=t_s, **{name: one})
        if t_s - self._facts_s >= FACTS_EVERY_S:
            self._facts_s = t_s
            file.event("facts", t_s=t_s, live=self.facts())
