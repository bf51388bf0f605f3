"""`posecheck record`: writes the landmarks of a video, without its pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from posecheck.app import consoles, interrupt, progress
from posecheck.app.sources import OpenSource
from posecheck.errors import ExitCode, PosecheckError
from posecheck.files import targets
from posecheck.pose import landmark_recording
from posecheck.pose.landmark_recording import RecordingWriter
from posecheck.report import json


def run(path: Path, out: Path, opener: Callable[[], OpenSource]) -> ExitCode:
    """Writes `out`; after Ctrl-C, with the landmarks until then.

    Raises PosecheckError before any work: USAGE for a name under which `analyze` could not read the
    recording, WOULD_REPLACE and CANNOT_WRITE as `targets.place` does.
    """
    place = targets.place(out)
    if not (place.stream or landmark_recording.is_recording(out)):
        raise PosecheckError(
            f"a recording of landmarks has to end in {landmark_recording.SUFFIX}",
            where=str(out),
            remedy=f"By that `analyze` knows it: -o {out.stem}{landmark_recording.SUFFIX}",
            code=ExitCode.USAGE,
        )
    with interrupt.deferred() as stopped, opener()(path) as source:
        found_by = None if source.model is None else json.dump_model(source.model)
        with (
            RecordingWriter(out, model=found_by) as file,
            progress.frames(path.name, source.frames_estimate) as count,
        ):
            for pose in source.poses:
                file.write(pose)
                count()
                if stopped():
                    break
        interrupted = stopped()
    consoles.results().print(f"Written: {out}", soft_wrap=True, markup=False)
    if not interrupted:
        return ExitCode.OK
    consoles.note("Interrupted: the recording is partial.")
    return ExitCode.INTERRUPTED
