"""`posecheck record`: writes the landmarks of a video, without its pictures."""

from __future__ import annotations

from pathlib import Path

from posecheck.app import consoles, interrupt, progress
from posecheck.app.sources import OpenSource
from posecheck.errors import ExitCode
from posecheck.pose.landmark_recording import RecordingWriter
from posecheck.report import json


def run(path: Path, out: Path, open_source: OpenSource) -> ExitCode:
    """Writes `out`; after Ctrl-C, with the landmarks until then."""
    with interrupt.deferred() as stopped, open_source(path) as source:
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
