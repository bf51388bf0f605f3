"""The work of one worker on one clip. It gets and gives plain data; an error is data, too."""

from __future__ import annotations

import glob
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from posecheck.app import inputs, one_recording, outputs, sources
from posecheck.app.auto import AUTO
from posecheck.app.batch import fingerprints, finished
from posecheck.app.batch.fingerprints import MadeFrom
from posecheck.app.batch.finished import Problem, Record
from posecheck.app.exercise_words import Wording
from posecheck.app.one_recording import Manner, Outcome, Setting
from posecheck.app.outputs import Outputs
from posecheck.app.sources import ModelChoice
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.personal.profile import Profile
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.files import targets, text_files
from posecheck.files.whole import part_stem
from posecheck.pose import model_file
from posecheck.pose.video_poses import Reading

LOOKS_EVERY_S: Final = 0.5
"""How often a worker looks whether the batch was broken off: a file on a disk far away costs time,
and nobody notices half a second."""

_ONE_AT_A_TIME = threading.Lock()
"""A worker with several threads analyses one clip at a time, as `posecheck analyze` does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """All that a worker needs for one clip. Paths are absolute.

    exercise: an id or "auto". catalogue: the folder of the exercise files; None for those that come
    with posecheck. code: what `fingerprints.code` has to be. stop: a file that appears when the
    batch is broken off. given: the clip as the user named it. force: foreign files may be replaced.
    """

    clip: Path
    given: Path | None = None
    force: bool = False
    pictures: bool
    exercise: str
    files: Outputs
    record: Path
    profile: Profile | None
    catalogue: Path | None
    language: str
    model: ModelChoice
    code: str
    stop: Path
    rotate_deg: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a task: nothing, where the batch was broken off before its end."""

    problem: Problem | None = None
    broken_off: bool = False


class _BrokenOffError(Exception):
    """The batch was broken off: the files that are being written are taken away."""


def analyse(task: Task) -> Done:
    """Analyses a clip, writes its files, and then the record of them. Raises nothing."""
    try:
        with _ONE_AT_A_TIME, targets.rules(inputs=_inputs(task), force=task.force):
            return Done(_problem(task))
    except _BrokenOffError:
        return Done(broken_off=True)
    except PosecheckError as error:
        return Done(Problem.of(error, task.clip))
    except Exception as error:  # noqa: BLE001  # a bug in one clip does not stop the others
        return Done(Problem.of_bug(error))


def _inputs(task: Task) -> tuple[Path, ...]:
    catalogue = Catalogue(task.catalogue)
    return inputs.of_run([task.clip], model=task.model, catalogue=catalogue, profile=task.profile)


def _problem(task: Task) -> Problem | None:
    _same_code(task)
    stopped = _stopped(task.stop)
    stopped()
    clean(task.files, task.record)
    for path in task.files.paths():
        text_files.folder(path.parent)
    outputs.check(task.files)
    catalogue = Catalogue(task.catalogue)
    # Taken before the work: what changes during it is found, and done again, by the next batch.
    made_from = _made_from(task, catalogue)
    notes: list[str] = []
    given = None if task.exercise == AUTO else catalogue.get(task.exercise)
    setting = Setting(
        exercise=given,
        catalogue=catalogue,
        open_source=sources.opener(
            task.model, [task.clip], reading=Reading(in_runs=True), rotate_deg=task.rotate_deg
        ),
        wording=Wording(catalogue, task.language, note=notes.append),
        profile=task.profile,
        stopped=stopped,
        manner=Manner(notes.append),
    )
    outcome = one_recording.analyse(setting, task.clip, task.files, given=task.given)
    return _kept(task, outcome, made_from, notes)


def _same_code(task: Task) -> None:
    if fingerprints.code() != task.code:
        raise PosecheckError(
            f"a worker has another posecheck ({fingerprints.code()}, not {task.code})",
            remedy="Install the same version for the workers, and start them again.",
            code=ExitCode.NO_WORKERS,
        )


def _made_from(task: Task, catalogue: Catalogue) -> MadeFrom:
    model = model_file.sha256(sources.ensure_model(task.model)) if task.pictures else None
    try:
        source = fingerprints.of_file(task.clip)
    except OSError as error:
        gone = isinstance(error, FileNotFoundError)
        raise PosecheckError(
            "no such file" if gone else f"cannot be read ({error.strerror})",
            where=str(task.clip),
            remedy="Check the name; each worker has to see the same folders.",
            code=ExitCode.NO_SOURCE,
        ) from error
    return wanted(
        catalogue,
        exercise=task.exercise,
        language=task.language,
        profile=task.profile,
        model=model,
        source=source,
        rotate_deg=task.rotate_deg,
    )


def wanted(
    catalogue: Catalogue,
    *,
    exercise: str,
    language: str,
    profile: Profile | None,
    model: str | None,
    source: str = "",
    rotate_deg: int = 0,
) -> MadeFrom:
    """What the report of a clip would be made from now."""
    own = None
    if exercise != AUTO:
        own = fingerprints.of_exercise(catalogue, exercise, language)
    return MadeFrom(
        posecheck=fingerprints.code(),
        source=source,
        exercise=exercise,
        exercise_file=own,
        catalogue=fingerprints.of_catalogue(catalogue, language),
        language=language,
        profile=fingerprints.of_profile(profile),
        model=model,
        rotate_deg=rotate_deg,
    )


def _kept(task: Task, outcome: Outcome, made_from: MadeFrom, notes: list[str]) -> Problem | None:
    """Writes the record. An error has none, and is tried again by the next batch.

    But for one: looking for the exercise takes long, and the same clip gives the same answer.
    """
    problem = None if outcome.error is None else Problem.of(outcome.error, task.clip)
    if problem is not None and problem.code != ExitCode.NOTHING_TO_JUDGE:
        return problem
    if not fingerprints.needs_catalogue(task.exercise, outcome.report):
        made_from = replace(made_from, catalogue=None)
    written = {} if problem else finished.kinds(outcome.files)
    files = {kind: fingerprints.of_file(path) for kind, path in written.items()}
    finished.write(task.record, Record(made_from, files, problem, tuple(notes)))
    return problem


def _stopped(stop: Path) -> Callable[[], bool]:
    """Raises _BrokenOffError when the batch was broken off; else it answers False."""
    next_s = 0.0

    def look() -> bool:
        nonlocal next_s
        if time.monotonic() >= next_s:
            if stop.exists():
                raise _BrokenOffError
            next_s = time.monotonic() + LOOKS_EVERY_S
        return False

    return look


def clean(files: Outputs, record: Path) -> None:
    """Takes away what a worker that died left half-written."""
    for path in (*files.paths(), record):
        for part in path.parent.glob(f"{glob.escape(part_stem(path))}.*.part"):
            part.unlink(missing_ok=True)
