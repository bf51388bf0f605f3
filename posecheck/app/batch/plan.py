"""What a batch is to do: each clip with its files and its task."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from posecheck.app.auto import AUTO
from posecheck.app.batch import fingerprints, naming, summary
from posecheck.app.batch.clips import Clip, Found
from posecheck.app.batch.work import Task
from posecheck.app.exercise_words import Wording
from posecheck.app.sources import ModelChoice
from posecheck.exercise.personal.profile import Profile
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.files import targets
from posecheck.files.folders import STATE
from posecheck.store import profiles


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the command line asks for. Paths are as they were typed.

    exercise, profile: for clips whose list does not say their own.
    scheduler: its address; None for processes of this machine, `workers` of them.
    again: also does what is done already. force: foreign files may be replaced.
    """

    what: tuple[str, ...]
    exercise: str
    profile: str | None
    out: Path
    scheduler: str | None
    workers: int | None
    video: bool
    trace: bool
    again: bool
    rotate_deg: int = 0
    force: bool
    catalogue: Catalogue
    catalogue_folder: Path | None
    """None for the exercises that come with posecheck, which each worker has itself."""
    model: ModelChoice
    wording: Wording


@dataclass(frozen=True, slots=True)
class Job:
    """One clip, the name of its outputs, and what a worker needs for it."""

    clip: Clip
    name: str
    task: Task


def jobs(request: Request, found: Found, out: Path) -> list[Job]:
    """A job for each clip, in their order.

    Raises PosecheckError: BAD_EXERCISE and BAD_PROFILE before any work is done, WOULD_REPLACE where
    the summary would take the place of somebody else's file.
    """
    _free(out)
    _check_exercises(request, found.clips)
    profile = _profiles()
    stop = out / STATE / f"stop-{secrets.token_hex(4)}"
    return [
        Job(clip, name, _task(request, clip, name, out, stop, profile(clip.profile)))
        for clip, name in zip(found.clips, naming.names(found.clips, out), strict=True)
    ]


def _task(
    request: Request, clip: Clip, name: str, out: Path, stop: Path, profile: Profile | None
) -> Task:
    folder, explicit = request.catalogue_folder, request.model.explicit
    return Task(
        clip=clip.path,
        given=clip.given,
        force=request.force,
        pictures=clip.pictures,
        exercise=clip.exercise,
        files=naming.outputs(name, out, video=request.video and clip.pictures, trace=request.trace),
        record=naming.record(name, out),
        profile=profile,
        catalogue=folder and folder.absolute(),
        language=request.wording.code,
        model=ModelChoice(
            request.model.name,
            explicit=explicit and explicit.absolute(),
            offline=request.model.offline,
        ),
        code=fingerprints.code(),
        stop=stop,
        rotate_deg=request.rotate_deg,
    )


def _check_exercises(request: Request, clips: Sequence[Clip]) -> None:
    for exercise in dict.fromkeys(clip.exercise for clip in clips):
        if exercise != AUTO:
            request.catalogue.get(exercise)


def _profiles() -> Callable[[str | None], Profile | None]:
    """A function that loads each profile once."""

    @cache
    def load(name: str | None) -> Profile | None:
        return None if name is None else profiles.load(name)

    return load


def _free(out: Path) -> None:
    """Refuses a folder in which the summary would replace a list, or a file of somebody else."""
    if out.is_dir():
        for path in summary.paths(out):
            targets.place(path)
