"""The rest before an exercise of a plan: what comes next is named and shown, and can be left out.

It has the scenes and the signs of a session, and counts nothing: the session of the exercise begins
after it. Like the trainer it has no clock.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from typing import Final

from posecheck.coach.cues import Cues
from posecheck.coach.plan import Plan
from posecheck.coach.scene import Command, Cue, Scene, Stage, Tone, Weight
from posecheck.coach.signs import Signs
from posecheck.coach.trainer import Moment
from posecheck.exercise.session import Session
from posecheck.exercise.spec.schema import Exercise
from posecheck.messages import Message
from posecheck.records import Pose, Update

FIRST_S: Final = 10.0
"""Before the first exercise nobody needs a rest: this is the time to hear its name and to see its
movement once. The median repetition of the sample clips takes 4.5 s."""

KEPT_S: Final = 6.0
"""Poses kept from the end of the interlude. Somebody who begins sooner has made a part of the first
repetition by the time it is noticed; the session is given these, so that it counts. A start posture
and half a repetition (at most 6.5 s of 13 s in the sample clips) are in it."""


class Interlude:
    """Waits `rest_s`, or until the person begins; `ended` is the command that ended it sooner.

    said: what is said at its beginning, one after the other. waits: it begins paused, and goes on
    only where the person wishes so: after pain. Times must increase from call to call.
    """

    def __init__(
        self,
        exercise: Exercise,
        plan: Plan,
        *,
        rest_s: float,
        said: Sequence[Message],
        offers: tuple[Command, ...],
        speech_s: Callable[[Message], float],
        waits: bool = False,
    ) -> None:
        self._plan, self._rest_s, self.offers = plan, rest_s, offers
        self._watching = Session(exercise)
        self._signs, self._cues = Signs(), Cues(speech_s)
        self._to_say = deque(said)
        self._stage = Stage.PAUSED if waits else Stage.NEXT
        self._left_s = rest_s
        self._before_s: float | None = None
        self.last_s = 0.0
        """The time of the latest moment."""
        self._tones: list[Tone] = []
        self._latest: deque[Pose] = deque()
        self._over = False
        self.ended: Command | None = None
        self.hurt_s: float | None = None
        """When the person said that it hurts; None where they did not."""
        self.begun: tuple[Pose, ...] = ()
        """The last poses, where the person has begun the exercise already."""

    def step(self, pose: Pose) -> Moment:
        """Takes the next pose."""
        body = self._watching.see(pose)
        update = self._watching.follow(body)
        self._keep(pose)
        before = self._signs.choice
        if command := self._signs.step(body, self._stage, self.offers):
            self.command(pose.t_s, command)
        elif self._signs.choice not in (None, before):
            self._cues.clear()
            self._say(pose.t_s, "choice", command=str(self._signs.choice))
        if self._stage is Stage.NEXT and update.phase is not None:
            self.begun, self._over = tuple(self._latest), True
        return self._moment(update)

    def missing(self, t_s: float, kind: str) -> Moment:
        """Takes a moment without a picture; `kind` is the trouble, such as "camera-silent"."""
        self._latest.clear()
        self._cues.offer(t_s, Cue(Message(f"remark-{kind}"), Weight.ALARM))
        return self._moment(self._watching.absent(t_s, kind))

    def command(self, t_s: float, command: Command) -> None:
        """Does what the person asks for; while paused, "pause" means to go on."""
        if command == "hurts":
            self.hurt_s, self.ended, self._over = t_s, "hurts", True
        elif command != "pause":
            if command in self.offers:
                self.ended, self._over = command, True
        elif self._stage is Stage.PAUSED:
            self._stage = Stage.NEXT
            self._say(t_s, "going-on")
        else:
            self._stage = Stage.PAUSED
            self._tones.append(Tone.ALERT)
            self._say(t_s, "paused-in-plan")

    def _keep(self, pose: Pose) -> None:
        self._latest.append(pose)
        while pose.t_s - self._latest[0].t_s > KEPT_S:
            self._latest.popleft()

    def _say(self, t_s: float, key: str, **values: str) -> None:
        self._cues.offer(t_s, Cue(Message(key, {**values}), Weight.STAGE))

    def _moment(self, update: Update) -> Moment:
        t_s = update.t_s
        if self._before_s is not None and self._stage is Stage.NEXT:
            self._left_s -= t_s - self._before_s
        self._before_s = self.last_s = t_s
        self._over = self._over or self._left_s <= 0
        if self._to_say and self._cues.is_free(t_s):
            self._cues.offer(t_s, Cue(self._to_say.popleft(), Weight.STAGE))
        spoken = self._cues.choose(t_s)
        tones, self._tones = tuple(self._tones), []
        scene = Scene(
            t_s=t_s,
            stage=self._stage,
            set_number=1,
            sets=self._plan.sets,
            target=self._plan.reps,
            rest_s=max(0.0, self._left_s),
            cue=self._cues.shown(t_s),
            spoken=(spoken,) if spoken else (),
            tones=tones,
            gesture=self._signs.under_way(self._stage, self.offers),
            offers=self.offers,
            hurt_s=self.hurt_s,
            over=self._over,
        )
        return Moment(update, scene)
