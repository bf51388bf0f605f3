"""The end of a session in words: it is kept in the history, and compared with the time before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from posecheck.app.history import kept
from posecheck.app.live.coached import Job
from posecheck.app.plan import today
from posecheck.coach.summary import Summary, summary
from posecheck.errors import PosecheckError
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.history import database, reading
from posecheck.messages import Message
from posecheck.plan.growth import Growth
from posecheck.plan.past import Past, of_report
from posecheck.records import Report
from posecheck.words.speech import Speech


@dataclass(frozen=True, slots=True)
class Remembered:
    """A finished session in numbers, and what is said about it. `kept`: it is in a history."""

    now: Past
    summary: Summary
    speech: Speech
    kept: bool

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is said, in this order: what was done, the best, the one thing to work on ..."""
        return tuple(map(self._sentence, self.summary.messages))

    def _sentence(self, message: Message) -> str:
        text = self.speech.sentence(message)
        if message.key == "next-hurt" and not self.kept:
            return self.speech.text("hurt-leave-out")  # Nothing remembers it but the person.
        if message is self.summary.work_on:
            return self.speech.text("summary-work-on", text=text)
        return text

    @property
    def best(self) -> str:
        """What deserves praise most."""
        return self.speech.sentence(self.summary.best)


def of(report: Report, job: Job, person: str | None, catalogue: Catalogue) -> Remembered:
    """Keeps a session in the person's history, where they have one, and sums it up.

    Where the history refuses, a note was printed, and nothing is compared.
    """
    return of_session(report, job.exercise, job.speech, person, catalogue, job.files.report)


def of_session(
    report: Report,
    exercise: Exercise,
    speech: Speech,
    person: str | None,
    catalogue: Catalogue,
    file: Path | None,
) -> Remembered:
    """The same for a session that is no job of a window; `file` is its report, None for none."""
    day = date.today()  # noqa: DTZ011 - the day where the person is
    before = _before(exercise, person)
    past = kept.session(report, exercise, person, speech, file)
    following = _following(exercise, person, catalogue, day) if past is not None else None
    now = past or of_report(report, exercise, day)
    return Remembered(now, summary(report, now, before, following), speech, past is not None)


def _before(exercise: Exercise, person: str | None) -> Past | None:
    """The last session of this exercise; None where there was none, or it cannot be read."""
    if person is None:
        return None
    try:
        with database.read() as history:
            if history is None:
                return None
            found = reading.past(history, person, exercise=exercise.id)
    except PosecheckError:
        return None  # `kept.session` says what is wrong with the history.
    return found[-1] if found else None


def _following(
    exercise: Exercise, person: str | None, catalogue: Catalogue, day: date
) -> Growth | None:
    """The dose of the next day, for an exercise of the catalogue itself."""
    if person is None:
        return None
    try:
        return today.next_dose(person, exercise.id, catalogue, day + timedelta(days=1))
    except PosecheckError:
        return None
