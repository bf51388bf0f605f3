"""A live session as a whole: the engine, and around it set-up, sets, rests, pauses and cues.

Like the engine it has no clock: the same poses and commands at the same times give the same scenes.
What is to be said is keys and values; `words` makes sentences of them.

The engine is given every pose from the first on, so that live and recorded results are the same:
set-up, countdown and rests only decide what is said. While the session is paused, and after the
person said that it hurts, the engine is given nothing to see.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from posecheck.coach.commentary import Commentary
from posecheck.coach.cues import Cues
from posecheck.coach.pace_guide import PaceGuider
from posecheck.coach.plan import Plan, Progress
from posecheck.coach.range_gauge import RangeGauger
from posecheck.coach.scene import Command, Cue, Guidance, Scene, Stage, Tone, Weight
from posecheck.coach.setup_guide import SetupGuide, Stillness
from posecheck.coach.signs import Signs
from posecheck.exercise.personal.profile import Calibration
from posecheck.exercise.session import Session
from posecheck.exercise.spec.schema import Exercise, View
from posecheck.messages import Message, Value
from posecheck.motion.body import Body
from posecheck.records import Pose, Report, Update

COUNTDOWN_S = 3.0
"""How long the countdown is: three, two, one, as everybody knows it."""

DONE_S = 4.0
"""How long a session goes on after its last set. The engine needs up to two seconds to know where
the last repetition ended."""

HURT_S = 10.0
"""The words about pain stay on the screen for at least this long; then the session is over."""

ONE_MORE_S = 4.0
"""And for this long after they were spoken, so that one more cue is heard: of a silent camera."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One step of a live session. `absent` says why, where the engine was given nothing to see."""

    update: Update
    scene: Scene
    absent: str | None = None


class Trainer:
    """Leads one person through one exercise, with their `own` limits where those were calibrated.

    `speech_s` gives how long a message takes to be spoken, seconds. `offers` are the commands that
    may end it; "swap" is offered only before the first set. `greeting` is said in the set-up, a
    sentence at a time between its instructions. Times must increase from call to call.
    """

    def __init__(
        self,
        exercise: Exercise,
        plan: Plan,
        own: Calibration | None = None,
        *,
        speech_s: Callable[[Message], float],
        offers: tuple[Command, ...] = ("finish",),
        greeting: Sequence[Message] = (),
    ) -> None:
        self._exercise, self._plan = exercise, plan
        self._session = Session(exercise, own)
        self._progress = Progress(exercise, plan)
        self._guide, self._stillness = SetupGuide(exercise), Stillness(exercise)
        self._signs, self._cues = Signs(), Cues(speech_s)
        self._commentary = Commentary(self._cues, goal_s=plan.hold_s)
        self._pacer = PaceGuider(exercise, hold_s=plan.hold_s)
        self._gauger = RangeGauger(exercise)
        self._stage, self._since_s = Stage.SETUP, 0.0
        self._before_pause = Stage.SETUP
        self._guidance: Guidance | None = None
        self._tones: list[Tone] = []
        self._last_tick: int | None = None
        self._greeting = deque(greeting)
        self._offers = offers
        self._hurt_s: float | None = None
        self.ended: Command | None = None
        """The command that ended it; None where it went to its end, or goes on."""
        self._hurt_lasts_s = max(HURT_S, speech_s(Message("hurt")) + ONE_MORE_S)
        self._over = False

    def step(self, pose: Pose) -> Moment:
        """Takes the next pose."""
        body = self._session.see(pose)
        absent = self._absent_kind()
        if absent is None:
            update = self._session.follow(body)
        else:
            update = self._session.absent(pose.t_s, absent)
        before = self._signs.choice
        if command := self._signs.step(body, self._stage, self.offers):
            self.command(pose.t_s, command)
        elif self._signs.choice not in (None, before):
            self._say_choice(pose.t_s)
        return self._moment(update, body, absent)

    @property
    def offers(self) -> tuple[Command, ...]:
        """What may be asked for now, besides a pause and pain."""
        stage = self._before_pause if self._stage is Stage.PAUSED else self._stage
        return tuple(one for one in self._offers if one != "swap" or stage is Stage.SETUP)

    def _say_choice(self, t_s: float) -> None:
        """Says at once which command lowering the hand gives: it changes every two seconds."""
        self._cues.clear()
        self._say(t_s, Weight.STAGE, "choice", command=str(self._signs.choice))

    def missing(self, t_s: float, kind: str) -> Moment:
        """Takes a moment without a picture; `kind` is the trouble, such as "camera-silent".

        It is said also while the session is paused; the report still says that it was paused.
        """
        absent = self._absent_kind() or kind
        update = self._session.absent(t_s, absent)
        self._say(t_s, Weight.ALARM, f"remark-{kind}")
        return self._moment(update, None, absent)

    def command(self, t_s: float, command: Command) -> None:
        """Does what the person asks for by key or by hand; while paused, "pause" means to go on."""
        if command in ("finish", "skip", "swap"):
            self._end(t_s, command)
        elif self._stage in (Stage.HURT, Stage.DONE):
            return
        elif command == "hurts":
            self._hurt(t_s)
        elif self._stage is Stage.PAUSED:
            self._go(t_s, self._before_pause)
            self._say(t_s, Weight.STAGE, "going-on")
        else:
            self._before_pause = self._stage
            self._go(t_s, Stage.PAUSED)
            self._tones.append(Tone.ALERT)
            self._say(t_s, Weight.STAGE, "paused" if len(self._offers) == 1 else "paused-in-plan")

    def finish(self, *, partial: bool = False) -> Report:
        """The engine's report. The caller adds the source, the model and what is live."""
        return self._session.finish(partial=partial)

    @property
    def view(self) -> View | None:
        """The view that most of the pictures so far show; see `Session.view`."""
        return self._session.view

    def _absent_kind(self) -> str | None:
        """Why the engine is given nothing to see, where the person wished so; else None."""
        return {Stage.PAUSED: "paused", Stage.HURT: "hurt"}.get(self._stage)

    def _say(self, t_s: float, weight: Weight, key: str, **values: Value) -> None:
        self._cues.offer(t_s, Cue(Message(key, values), weight))

    def _moment(self, update: Update, body: Body | None, absent: str | None) -> Moment:
        complete = self._progress.step(update)
        if absent is None and body is not None:
            self._advance(update, body, complete=complete)
            remarks = self._stage in (Stage.WORK, Stage.REST)
            self._tones += self._commentary.step(update, self._progress.count[0], remarks=remarks)
        self._expire(update.t_s)
        return Moment(update, self._scene(update), absent)

    def _advance(self, update: Update, body: Body, *, complete: bool) -> None:
        """Moves from set-up to countdown, work, rest, and the next set."""
        t_s, still = update.t_s, self._stillness.step(body)
        self._guidance = None
        if self._stage is Stage.SETUP:
            self._guidance = self._guide.step(body, update)
            self._set_up(update, self._guidance, still=still)
        elif self._stage is Stage.COUNTDOWN:
            if _moves(update) or t_s - self._since_s >= COUNTDOWN_S:
                self._begin(t_s, early=_moves(update))
            elif not update.in_place:
                self._go(t_s, Stage.SETUP)
        elif self._stage is Stage.WORK and complete:
            self._set_done(t_s)
        elif self._stage is Stage.REST and (
            _moves(update) or t_s - self._since_s >= self._plan.rest_s
        ):
            self._progress.begin_next()
            self._begin(t_s, early=_moves(update))

    def _set_up(self, update: Update, guidance: Guidance, *, still: bool) -> None:
        t_s = update.t_s
        if _moves(update):
            self._begin(t_s, early=True)
        elif not guidance.ready:
            self._cues.offer(t_s, Cue(guidance.message, Weight.GUIDE))
        elif self._exercise.start_posture is None:
            self._cues.offer(t_s, Cue(guidance.message, Weight.GUIDE))
            self._go(t_s, Stage.WORK)
        elif still:
            self._go(t_s, Stage.COUNTDOWN)
            self._last_tick = None
            self._say(t_s, Weight.STAGE, "get-ready")
        else:
            self._cues.offer(t_s, Cue(guidance.message, Weight.GUIDE))

    def _begin(self, t_s: float, *, early: bool) -> None:
        self._go(t_s, Stage.WORK)
        self._commentary.begin_set(self._progress.count[0])
        self._tones.append(Tone.GO)
        self._cues.clear()
        if not early:
            self._say_begin(t_s)

    def _set_done(self, t_s: float) -> None:
        self._tones.append(Tone.DONE)
        if self._progress.done:
            self._go(t_s, Stage.DONE)
            self._say(t_s, Weight.STAGE, "all-done" if len(self._offers) == 1 else "one-done")
        else:
            self._go(t_s, Stage.REST)
            done = self._progress.sets_done
            self._say(t_s, Weight.STAGE, "rest-between-sets", set=done, rest_s=self._plan.rest_s)

    def _say_begin(self, t_s: float) -> None:
        """The first cue of a set names the first phase."""
        if self._exercise.rep:
            self._say(t_s, Weight.STAGE, "begin-phase", phase=self._exercise.rep.phases[0])
        else:
            self._say(t_s, Weight.STAGE, "begin")

    def _hurt(self, t_s: float) -> None:
        self._hurt_s = t_s
        self._go(t_s, Stage.HURT)
        self._tones.append(Tone.ALERT)
        self._say(t_s, Weight.ALARM, "hurt")

    def _end(self, t_s: float, command: Command) -> None:
        """Ends it, where the command is offered. After pain its words can be cut short, too."""
        if command not in self.offers:
            return
        self.ended, self._over = command, True
        if self._stage is not Stage.HURT:
            self._go(t_s, Stage.DONE)

    def _greet(self, t_s: float) -> Cue | None:
        """One more sentence of the greeting, where there is no instruction to be given."""
        if self._stage is not Stage.SETUP or not self._greeting or not self._cues.is_free(t_s):
            return None
        self._cues.offer(t_s, Cue(self._greeting.popleft(), Weight.GREETING))
        return self._cues.choose(t_s)

    def _expire(self, t_s: float) -> None:
        """Ends the session some time after its last stage began."""
        lasts_s = {Stage.DONE: DONE_S, Stage.HURT: self._hurt_lasts_s}.get(self._stage)
        if lasts_s is not None and t_s - self._since_s >= lasts_s:
            self._over = True

    def _go(self, t_s: float, stage: Stage) -> None:
        self._stage, self._since_s = stage, t_s

    def _countdown(self, t_s: float) -> int | None:
        """Seconds left, rounded up, each with a tick; None outside the countdown."""
        if self._stage is not Stage.COUNTDOWN:
            return None
        left = max(1, -int(-(COUNTDOWN_S - (t_s - self._since_s)) // 1))
        if left != self._last_tick:
            self._last_tick = left
            self._tones.append(Tone.TICK)
        return left

    def _scene(self, update: Update) -> Scene:
        t_s = update.t_s
        countdown = self._countdown(t_s)
        spoken = self._cues.choose(t_s) or self._greet(t_s)
        tones, self._tones = tuple(self._tones), []
        every, left, right = self._progress.count
        working = self._stage in (Stage.WORK, Stage.COUNTDOWN)
        rest_s = self._plan.rest_s - (t_s - self._since_s)
        return Scene(
            t_s=t_s,
            stage=self._stage,
            set_number=self._progress.set_number,
            sets=self._plan.sets,
            target=self._plan.reps,
            count=every,
            count_left=left,
            count_right=right,
            sided=self._exercise.sides == "apart",
            countdown=countdown,
            rest_s=max(0.0, rest_s) if self._stage is Stage.REST else None,
            guidance=self._guidance if self._stage is Stage.SETUP else None,
            cue=self._cues.shown(t_s),
            spoken=(spoken,) if spoken else (),
            tones=tones,
            pace=self._pacer.step(update) if working else None,
            gauge=self._gauger.step(update) if working else None,
            gesture=self._signs.under_way(self._stage, self.offers),
            offers=self.offers,
            sets_done=self._progress.sets_done,
            hurt_s=self._hurt_s,
            over=self._over,
        )


def _moves(update: Update) -> bool:
    """Whether the person has begun a repetition."""
    return update.phase is not None
