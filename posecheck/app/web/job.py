"""Reads one upload in a process of its own, which may be killed at any moment.

`python -m posecheck.app.web.job` reads one line of JSON (`Task`) and writes lines of JSON: how far
it is, notes, and at last what became of it. Its files lie in the task's folder. It keeps its own
limits (`limits`), and ends when its server does.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from posecheck.app.web import limits

if TYPE_CHECKING:
    from posecheck.errors import PosecheckError
    from posecheck.records import Report

COMMAND: Final = (sys.executable, "-m", "posecheck.app.web.job")
"""How the server starts it."""

EVERY_S: Final = 0.2
"""How often it says how far it is: five times a second looks smooth."""

REPORT_ENDING: Final = ".json"
"""What the name of a report ends in that was kept."""

REPORT: Final = "recording.report.json"
VIDEO: Final = "recording.annotated.mp4"
PAGE: Final = "recording.html"


@dataclass(frozen=True, slots=True)
class Task:
    """What to read. `exercise` None has it recognised. Paths are text, as JSON has it.

    most_bytes, longest_s: how much memory and how many seconds of each core it may take.
    """

    recording: str
    name: str
    folder: str
    exercise: str | None
    lang: str | None
    model_name: str
    model_file: str
    catalog: str | None
    person: str | None
    most_bytes: int
    longest_s: float


class NotSureError(Exception):
    """It is not clear which exercise this is: somebody has to say."""

    def __init__(self, guesses: list[dict[str, Any]]) -> None:
        super().__init__("not sure")
        self.guesses = guesses


def tell(**line: Any) -> None:
    """Writes one line to the server."""
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


@contextmanager
def _bar(_what: str, total: int | None) -> Iterator[Callable[[], None]]:
    """Counts pictures, and says how many there were."""
    done, told_s = 0, monotonic()

    def count() -> None:
        nonlocal done, told_s
        done += 1
        if monotonic() - told_s >= EVERY_S:
            told_s = monotonic()
            tell(at=done, of=total)

    yield count


def run(task: Task) -> None:
    """The whole work. Errors that were expected are told, all others end the process."""
    if Path(task.recording).suffix.lower() == REPORT_ENDING:
        _take_report(task)
    else:
        _analyse(task)


def _take_report(task: Task) -> None:
    """A report that was kept: checked, written anew, and its page."""
    from posecheck.app.report_page import drawn_zones
    from posecheck.errors import PosecheckError
    from posecheck.exercise.spec.catalogue import Catalogue
    from posecheck.files import text_files
    from posecheck.report import json as reports
    from posecheck.report.page import facts, render
    from posecheck.words.speech import Speech

    folder = Path(task.folder)
    try:
        report = reports.read(Path(task.recording))
        text_files.write_text(folder / REPORT, reports.dump(report) + "\n")
        catalogue = Catalogue(None if task.catalog is None else Path(task.catalog))
        page = facts.shown(report, exercise=drawn_zones(report, catalogue))
        text_files.write_text(folder / PAGE, render.page([page], Speech(report.texts)))
    except PosecheckError as error:
        _tell_error(error, task)
        return
    _tell_done(report, kept=True)


def _analyse(task: Task) -> None:
    from posecheck.app import one_recording, sources
    from posecheck.app.exercise_words import Wording
    from posecheck.app.one_recording import Manner, Setting
    from posecheck.app.outputs import Outputs
    from posecheck.app.report_page import drawn_zones
    from posecheck.errors import PosecheckError
    from posecheck.exercise.recognise import Candidate, Recognition
    from posecheck.exercise.spec.catalogue import Catalogue
    from posecheck.files import targets, text_files
    from posecheck.report.page import facts, render
    from posecheck.report.page.course import Collector
    from posecheck.store import profiles
    from posecheck.words.speech import Speech

    def choose(seen: Recognition, _path: Path) -> Candidate:
        if seen.best is not None and seen.sure:
            return seen.best
        raise NotSureError(
            [{"exercise": c.exercise, "title": c.title, "fit": c.fit} for c in seen.likely]
        )

    folder, recording = Path(task.folder), Path(task.recording)
    catalogue = Catalogue(None if task.catalog is None else Path(task.catalog))
    choice = sources.ModelChoice(task.model_name, explicit=Path(task.model_file), offline=True)
    collector = Collector()
    try:
        setting = Setting(
            exercise=None if task.exercise is None else catalogue.get(task.exercise),
            catalogue=catalogue,
            open_source=sources.opener(choice, [recording], reading=sources.reading()),
            wording=Wording(catalogue, task.lang, note=lambda text: tell(note=text)),
            profile=None if task.person is None else profiles.load(task.person),
            manner=Manner(lambda text: tell(note=text), _bar, choose),
        )
        files = Outputs(report=folder / REPORT, video=folder / VIDEO)
        with targets.rules(inputs=[recording], force=True):
            outcome = one_recording.analyse(
                setting, recording, files, given=Path(task.name), watch=collector.step
            )
            if outcome.error is not None or outcome.report is None:
                if outcome.error is not None:
                    _tell_error(outcome.error, task)
                return
            report = outcome.report
            page = facts.shown(
                report, course=collector.course(), exercise=drawn_zones(report, catalogue)
            )
            text_files.write_text(folder / PAGE, render.page([page], Speech(report.texts)))
    except NotSureError as error:
        tell(ask=error.guesses)
        return
    except PosecheckError as error:
        _tell_error(error, task)
        return
    _tell_done(report, video=outcome.files.video is not None)


def _tell_done(report: Report, *, video: bool = False, kept: bool = False) -> None:
    """Says what is in a report. `kept` is one that the person has already."""
    from posecheck.report import formats
    from posecheck.words.speech import Speech

    speech = Speech(report.texts)
    tell(
        done=formats.summary(report, speech),
        title=report.title,
        exercise=report.exercise,
        verdict=report.verdict.value,
        verdict_text=speech.text(f"verdict-{report.verdict.value}"),
        video=video,
        kept=kept,
    )


def _tell_error(error: PosecheckError, task: Task) -> None:
    """Says an error with the name that the person gave: nobody knows the temporary folder."""
    tell(error=str(error).replace(task.recording, task.name))


def order(task: Task) -> bytes:
    """A task as the line that the process reads."""
    return (json.dumps(asdict(task)) + "\n").encode()


def main() -> None:
    """Reads the task, keeps its limits, and does it."""
    task = Task(**json.loads(sys.stdin.readline()))
    limits.keep(task.most_bytes, task.longest_s)
    Thread(target=_end_with_server, daemon=True).start()
    try:
        run(task)
    except MemoryError:
        tell(word="recording-memory")


def _end_with_server() -> None:
    """Ends this process when the server's end of its input is closed: nobody waits for it then."""
    while os.read(0, 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    main()
