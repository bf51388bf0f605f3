"""What a session of the page is made of, and what is left of it at its end."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Literal

from posecheck.app.exercise_words import Wording
from posecheck.app.live.models import Models
from posecheck.app.live.voice import Speaks
from posecheck.app.sources import ModelChoice
from posecheck.app.web import shown
from posecheck.app.web.outbox import Outbox
from posecheck.app.web.page_camera import PageCamera
from posecheck.coach.scene import Command, Cue, Tone
from posecheck.exercise.personal.profile import Calibration
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.pose.estimator import Estimator
from posecheck.provenance import Model
from posecheck.records import Pose, Report, Update
from posecheck.report.page.course import Collector, Course
from posecheck.words.speech import Speech

COURSE_EVERY_S: Final = 0.1
"""The report's chart has ten values a second: a tenth of a second is less than a line's width."""

COURSE_S: Final = 1200.0
"""The chart shows the first twenty minutes, so that a long session does not fill the memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is the same for all sessions of a server."""

    catalogue: Catalogue
    choice: ModelChoice
    model_file: Path
    model: Model
    lang: str | None
    out: Path | None
    estimator: Callable[[Path], Any] = Estimator
    """Opens the pose model; tests have a made one, and a clock that waits for it."""
    clock: Callable[[], float] = time.monotonic

    def wording(self, lang: str | None = None) -> Wording:
        """The sentences in a page's language; what a terminal would be told is left out."""
        return Wording(self.catalogue, lang or self.lang, note=lambda _text: None)


@dataclass(frozen=True, slots=True)
class Room:
    """Camera, pose model and voice, open for a session or a whole plan."""

    models: Models
    camera: PageCamera
    voice: Speaks


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """An exercise that is to be done, with all that is known before anybody is seen.

    own: the person's own limits, where they are used. offers: what the person may ask for in it.
    greeting: what is shown in the set-up: cautions, and how to pause. said: what is spoken of it.
    """

    exercise: Exercise
    own: Calibration | None
    speech: Speech
    began: datetime
    session_file: Path
    greeting: tuple[str, ...]
    said: tuple[str, ...]
    offers: tuple[Command, ...] = ("finish",)


@dataclass(frozen=True, slots=True)
class Start:
    """Where an exercise begins on the camera's clock, and its place in a plan, as in
    `worker.Parts`."""

    began_s: float | None = None
    begun: Sequence[Pose] = ()
    place: tuple[int, int] | None = None


@dataclass(slots=True, kw_only=True)
class Finished:
    """A session that is over. Its report is in memory until somebody asks to keep it.

    session_file: where its landmarks are; None where they could not be kept, or are deleted.
    by: the command that ended it. left_out: nothing was done before that.
    counted: how many repetitions or holds. done, best: what was done, and what deserves praise
    most, in words.
    """

    report: Report
    exercise: Exercise
    speech: Speech
    course: Course | None
    began: datetime
    session_file: Path | None
    person: str | None
    ended: Literal["done", "camera-lost", "broken"]
    in_history: bool = False
    sentences: tuple[str, ...] = ()
    why: str = ""
    by: Command | None = None
    left_out: bool = False
    counted: int = 0
    done: str = ""
    best: str = ""
    written: Path | None = None

    @property
    def sessions(self) -> list[Finished]:
        """The sessions that it is about: itself."""
        return [self]


@dataclass(slots=True, kw_only=True)
class Day:
    """A plan that was gone through, or broken off. `sentences`: how it was, in words."""

    sessions: list[Finished]
    sentences: list[str]
    speech: Speech
    person: str
    ended: Literal["done", "camera-lost", "broken"]
    why: str = ""


class Ear:
    """A voice that passes on what is to be heard, for the browser to speak and sound."""

    def __init__(self, outbox: Callable[[], Outbox], speech: Speech) -> None:
        self._outbox, self.speech = outbox, speech

    def __call__(self, spoken: Iterable[Cue], tones: Iterable[Tone]) -> None:
        """Passes them on."""
        heard = shown.heard(spoken, tones, self.speech)
        if heard:
            self._outbox().say(say="heard", heard=heard)


class Thinned:
    """A collector of every third update or so, and of no more than `COURSE_S`."""

    def __init__(self) -> None:
        self._collector = Collector()
        self._next_s = 0.0

    def __call__(self, update: Update) -> None:
        if self._next_s <= update.t_s <= COURSE_S:
            self._next_s = update.t_s + COURSE_EVERY_S
            self._collector.step(update)

    def course(self) -> Course | None:
        return self._collector.course()
