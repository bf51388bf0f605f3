"""The files of a live session: its outputs, and the session file that outlives a crash."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict
from datetime import datetime
from itertools import count
from pathlib import Path

from posecheck import __version__
from posecheck.app import outputs
from posecheck.app.outputs import Outputs, Wish
from posecheck.errors import PosecheckError
from posecheck.exercise.personal.profile import Calibration
from posecheck.exercise.spec.schema import Exercise
from posecheck.files import text_files
from posecheck.files.folders import session_folder
from posecheck.provenance import Model, Recording
from posecheck.store import session_file
from posecheck.store.session_file import SessionFile
from posecheck.words.speech import Speech


def planned(exercise: Exercise, began: datetime, *, out: Path | None, video: bool) -> Outputs:
    """The files of a session, under a name that no other session has.

    Raises PosecheckError where they cannot be written.
    """
    folder = text_files.folder(out or outputs.DEFAULT_FOLDER)
    wish = Wish(folder, video=video, trace=False)
    stem = f"{exercise.id}-{began:%Y-%m-%d-%H%M%S}"
    for number in count(1):
        name = stem if number == 1 else f"{stem}-{number}"
        files = outputs.plan(wish, [Path(name)])[0]
        usual = files.report is not None and files.report.name == outputs.usual_name(Path(name))
        if usual and not path_of(files).exists():
            break
    outputs.check(files)
    return files


def path_of(files: Outputs) -> Path:
    """The session file, in the user's own folder; it is named as the report."""
    assert files.report is not None
    name = files.report.name.removesuffix(outputs.REPORT)
    return session_folder() / f"{name}{session_file.SUFFIX}"


def free_path(exercise: Exercise, began: datetime) -> Path:
    """A session file of a name that no other session has, where no outputs are planned yet."""
    stem = f"{exercise.id}-{began:%Y-%m-%d-%H%M%S}"
    for number in count(1):
        name = stem if number == 1 else f"{stem}-{number}"
        path = session_folder() / f"{name}{session_file.SUFFIX}"
        if not path.exists():
            return path
    raise AssertionError("unreachable: numbers do not end")


def opened(
    stack: ExitStack,
    path: Path,
    exercise: Exercise,
    *,
    own: Calibration | None,
    camera: str,
    model: Model,
    recording: Recording,
    speech: Speech,
    note: Callable[[str], None],
) -> SessionFile | None:
    """The open session file; where it cannot be kept, a note says so, and the session goes on."""
    try:
        session = stack.enter_context(SessionFile(path))
        session.event(
            "begin",
            exercise=exercise.model_dump(mode="json", exclude_none=True),
            own=None if own is None else own.model_dump(mode="json"),
            camera=camera,
            model=asdict(model),
            recording=asdict(recording),
            posecheck=__version__,
        )
    except PosecheckError as error:
        note(speech.text("not-kept", why=str(error)))
        return None
    return session
