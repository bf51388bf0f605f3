"""Analyses one recording in a process of its own, which may be killed at any moment.

`python -m posecheck.app.web.job` reads one line of JSON (`Task`) and writes lines of JSON: how far
it is, notes, and at last what became of it. Its files lie in the task's folder.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic
from typing import Any, Final

EVERY_S: Final = 0.2
"""How often it says how far it is: five times a second looks smooth."""

REPORT: Final = "recording.report.json"
VIDEO: Final = "recording.annotated.mp4"
PAGE: Final = "recording.html"


@dataclass(frozen=True, slots=True)
class Task:
    """What to analyse. `exercise` None has it recognised. Paths are text, as JSON has it."""

    recording: str
    name: str
    folder: str
    exercise: str | None
    lang: str | None
    model_name: str
    model_file: str
    catalog: str | None
    person: str | None


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
    from posecheck.app import one_recording, sources
    from posecheck.app.exercise_words import Wording
    from posecheck.app.one_recording import Manner, Setting
    from posecheck.app.outputs import Outputs
    from posecheck.app.report_page import drawn_zones
    from posecheck.errors import PosecheckError
    from posecheck.exercise.recognise import Candidate, Recognition
    from posecheck.exercise.spec.catalogue import Catalogue
    from posecheck.files import targets, text_files
    from posecheck.report import formats
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
                tell(error=str(outcome.error))
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
        tell(error=str(error))
        return
    speech = Speech(report.texts)
    tell(
        done=formats.summary(report, speech),
        title=report.title,
        exercise=report.exercise,
        verdict=report.verdict.value,
        verdict_text=speech.text(f"verdict-{report.verdict.value}"),
        video=outcome.files.video is not None,
    )


def order(task: Task) -> bytes:
    """A task as the line that the process reads."""
    return (json.dumps(asdict(task)) + "\n").encode()


if __name__ == "__main__":
    run(Task(**json.loads(sys.stdin.readline())))
