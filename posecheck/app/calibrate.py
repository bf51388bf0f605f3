"""`posecheck calibrate`: from comfortable repetitions to a person's own range."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations, repeat
from pathlib import Path

from posecheck import __version__
from posecheck.app import consoles, interrupt, pipeline, profile, progress
from posecheck.app.sources import OpenSource
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise import calibrate
from posecheck.exercise.calibrate import Calibrator, Result, Watched
from posecheck.exercise.personal import refusals
from posecheck.exercise.personal.profile import Profile
from posecheck.exercise.personal.refusals import RefusedError
from posecheck.exercise.spec.schema import Exercise
from posecheck.files import targets
from posecheck.messages import Message
from posecheck.store import profiles
from posecheck.words.speech import Speech


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the command line asks for."""

    exercise: Exercise
    sources: tuple[Path, ...]
    profile: str
    speech: Speech


def run(request: Request, opener: Callable[[], OpenSource]) -> ExitCode:
    """Looks at the sources and writes the profile. In doubt, and after Ctrl-C, it writes nothing.

    Raises PosecheckError (NO_CALIBRATION, BAD_PROFILE, BAD_SOURCE, CANNOT_WRITE, USAGE,
    WOULD_REPLACE).
    """
    with _refusals_as_errors(request.speech):
        refusals.require_range(request.exercise)
    _each_once(request.sources)
    before = profiles.load_or_new(request.profile)
    profiles.check(request.profile)
    with interrupt.deferred() as stopped:
        watched, model = _watch(request, opener(), stopped)
        if stopped():
            raise KeyboardInterrupt
    with _refusals_as_errors(request.speech):
        result = calibrate.calibrated(
            request.exercise, watched, date=_today(), version=__version__, model=model
        )
    # Read again: another calibration may have added to the profile meanwhile.
    latest = profiles.load_or_new(request.profile)
    path = profiles.save(latest.having(request.exercise.id, result.calibrated))
    _print(request, before, result, path)
    return ExitCode.OK


@contextmanager
def _refusals_as_errors(speech: Speech) -> Iterator[None]:
    """Turns a refused calibration into a PosecheckError (NO_CALIBRATION) with its sentences."""
    try:
        yield
    except RefusedError as refused:
        aside = "; ".join(_what(message, speech) for message in refused.left_aside)
        what = "; ".join(_what(reason.what, speech) for reason in refused.reasons)
        remedies = dict.fromkeys(_remedy(reason.remedy, speech) for reason in refused.reasons)
        raise PosecheckError(
            f"{what} ({aside})" if aside else what,
            remedy=" ".join(remedies),
            code=ExitCode.NO_CALIBRATION,
        ) from refused


def _what(message: Message, speech: Speech) -> str:
    """A reason as a sentence, with its values in the signal's unit."""
    values = dict(message.values)
    if "unit" in values:
        unit = str(values["unit"])
        low, high = (speech.number(float(values[name]), unit) for name in ("low", "high"))  # type: ignore[arg-type]
        values |= {"low": low, "high": speech.with_unit(high, unit)}
    return speech.text(message.key, **values)


def _remedy(message: Message, speech: Speech) -> str:
    """What to do about a reason. After the camera was put right, another recording is needed."""
    text = speech.text(message.key, **{"camera": speech.texts.camera, **message.values})
    of_camera = message.key == "remedy-camera" or message.key.startswith("remark-")
    return speech.text("then-again", remedy=text) if of_camera else text


def _today() -> str:
    """Today's date in the time zone of this machine."""
    return datetime.now().astimezone().date().isoformat()


def _each_once(sources: tuple[Path, ...]) -> None:
    """Refuses a recording that is given twice: its repetitions would look too much alike."""
    pairs = combinations(sources, 2)
    if any(targets.is_same(one, other) for one, other in pairs):
        raise PosecheckError(
            "a recording is given twice", remedy="Give each one once.", code=ExitCode.USAGE
        )


def _watch(
    request: Request, open_source: OpenSource, stopped: Callable[[], bool]
) -> tuple[list[Watched], str]:
    """What each source shows, and the name of the model that found the landmarks."""
    watched: list[Watched] = []
    model = ""
    for path in request.sources:
        engine = Calibrator(request.exercise)
        with open_source(path) as source:
            model = source.model.name if source.model else model
            with progress.frames(path.name, source.frames_estimate) as count:
                moments = zip(repeat(None), source.poses, strict=False)
                pipeline.run(moments, engine, [lambda *_, count=count: count()], stopped=stopped)
        if stopped():
            break
        watched.append(engine.watched)
    return watched, model


def _print(request: Request, before: Profile, result: Result, path: Path) -> None:
    """Prints what was left aside, what was measured, and the file."""
    console, speech = consoles.results(), request.speech
    for message in result.left_aside:
        consoles.note(speech.text("left-aside-note", what=_what(message, speech)))
    shown = profile.calibration(request.exercise.id, result.calibrated, request.exercise, speech)
    console.print(shown)
    key = "replaced" if request.exercise.id in before.exercises else "written"
    console.print(speech.text(key, path=str(path)), soft_wrap=True, markup=False)
