"""What a session of the page is made of, and what is left of it at its end."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Literal

from posecheck.app.sources import ModelChoice
from posecheck.app.web import shown
from posecheck.app.web.outbox import Outbox
from posecheck.coach.scene import Cue, Tone
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.pose.estimator import Estimator
from posecheck.provenance import Model
from posecheck.records import Report, Update
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


@dataclass(slots=True, kw_only=True)
class Finished:
    """A session that is over. Its report is in memory until somebody asks to keep it.

    session_file: where its landmarks are; None where they could not be kept, or are deleted.
    """

    report: Report
    exercise: Exercise
    speech: Speech
    course: Course | None
    began: datetime
    session_file: Path | None
    person: str | None
    in_history: bool
    sentences: tuple[str, ...]
    ended: Literal["done", "camera-lost", "broken"]
    why: str = ""
    written: Path | None = None


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
