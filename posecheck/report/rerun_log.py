"""A recording for Rerun (https://rerun.io): to look through poses, signals and faults over time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from posecheck import landmarks
from posecheck.files.whole import explaining, whole_file
from posecheck.records import Pose, Report
from posecheck.report.open_sim import AXES
from posecheck.report.page.course import Course
from posecheck.words.speech import Speech

TIMELINE = "media_clock"
"""Seconds since the first picture."""


def write(path: Path, poses: Sequence[Pose], course: Course, report: Report) -> None:
    """Writes the landmarks, every signal, and a line of text for each fault, at its time.

    It needs the extra `rerun`. Raises PosecheckError (CANNOT_WRITE, WOULD_REPLACE).
    """
    import rerun as rr

    named = report.source or "posecheck"
    with (
        whole_file(path) as part,
        explaining(path),
        rr.RecordingStream("posecheck", recording_id=named) as stream,
    ):
        stream.save(str(part))
        stream.log("body", rr.ViewCoordinates.RIGHT_HAND_Y_UP, static=True)
        for pose in poses:
            _log_pose(stream, pose)
        for name, values in course.signals.items():
            _log_signal(stream, name, course, values)
        _log_faults(stream, report)
        stream.flush()


def _log_pose(stream: object, pose: Pose) -> None:
    import rerun as rr

    stream.set_time(TIMELINE, duration=pose.t_s)  # type: ignore[attr-defined]
    points = pose.world_m * AXES
    bones = [points[list(ends)] for ends in _bones() if np.isfinite(points[list(ends)]).all()]
    stream.log("body/points", rr.Points3D(points if pose.found else []))  # type: ignore[attr-defined]
    stream.log("body/bones", rr.LineStrips3D(bones))  # type: ignore[attr-defined]


def _bones() -> list[tuple[int, int]]:
    return [
        (landmarks.INDEX[f"{side}_{a}"], landmarks.INDEX[f"{side}_{b}"])
        for a, b in landmarks.BONES
        for side in ("left", "right")
        if f"{side}_{a}" in landmarks.INDEX and f"{side}_{b}" in landmarks.INDEX
    ]


def _log_signal(stream: object, name: str, course: Course, values: np.ndarray) -> None:
    import rerun as rr

    seen = np.isfinite(values)
    stream.send_columns(  # type: ignore[attr-defined]
        f"signals/{name}",
        indexes=[rr.TimeColumn(TIMELINE, duration=course.t_s[seen])],
        columns=rr.Scalars.columns(scalars=values[seen]),
    )


def _log_faults(stream: object, report: Report) -> None:
    import rerun as rr

    speech = Speech(report.texts)
    for finding in report.findings:
        stream.set_time(TIMELINE, duration=finding.start_s)  # type: ignore[attr-defined]
        text = f"{speech.name(finding.check)}: {speech.of_finding(finding)}"
        stream.log("faults", rr.TextLog(text, level="WARN"))  # type: ignore[attr-defined]
