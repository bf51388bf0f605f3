"""What posecheck reports on the rendered clips with planted faults (`calibration.faulty_clips`)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from calibration.landmarks import WORSE, npz_path
from calibration.planted_faults import AROUND_S, KINDS, Kind, Size
from calibration.steadiness_scores import (
    Good,
    Planted,
    judged_phases,
    phase_at,
    reported_in,
    scores_of,
)
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.pose import landmark_recording
from posecheck.records import Rep, Report


def results(folder: Path) -> tuple[list[Planted], list[Good]]:
    """What is reported on every clip of a folder.

    The clips' landmarks are in FOLDER/landmarks. Clips without landmarks are left out.
    """
    planted: list[Planted] = []
    good: list[Good] = []
    for path in sorted(folder.glob("*/*.json")):
        table = json.loads(path.read_text("utf-8"))
        exercise = Catalogue(None).get(table["exercise"])
        for worse in (None, *WORSE):
            poses = npz_path(folder / "landmarks", path.with_suffix(".mp4"), worse)
            if not poses.exists():
                continue
            session = Session(exercise)
            for pose in landmark_recording.poses(poses):
                session.step(pose)
            report = session.finish()
            noise = worse or "clean"
            for block in table["blocks"]:
                if block["content"] in KINDS:
                    planted.append(_planted(exercise, report, block, table["size"], noise))
                else:
                    good.append(_good(exercise, report, block, noise))
    return planted, good


def _planted(
    exercise: Exercise, report: Report, block: dict[str, Any], size: Size, noise: str
) -> Planted:
    kind = cast("Kind", block["content"])
    span = block["phase_start_s"], block["phase_end_s"]
    phase = phase_at(report, span, block["phase"])
    found = reported_in(report, span)
    judged = bool(phase and phase.steadiness and kind not in dict(phase.steadiness.unmeasured))
    return Planted(
        "rendered", exercise.id, kind, size, noise, found,
        judged or kind in found or (kind == "fast" and phase is not None),
        scores_of(exercise, phase) if phase and phase.steadiness else None,
    )  # fmt: skip


def _good(exercise: Exercise, report: Report, block: dict[str, Any], noise: str) -> Good:
    reps = [rep for rep in _within(report, block) if rep.complete]
    movements, pauses = judged_phases(exercise, reps)
    # Near the block's ends the body is blended into the next block: that has no pace of its own.
    span = block["start_s"] + AROUND_S, block["end_s"] - AROUND_S
    own = [f for f in report.findings if span[0] <= (f.start_s + f.end_s) / 2 <= span[1]]
    return Good(
        "rendered", exercise.id, block["content"], noise, len(reps),
        reported_in(replace(report, findings=tuple(own)), span, only_steadiness=True),
        tuple(scores_of(exercise, phase) for phase in movements),
        tuple(scores_of(exercise, phase) for phase in pauses),
    )  # fmt: skip


def _within(report: Report, block: dict[str, Any]) -> Iterator[Rep]:
    """The repetitions whose middle lies in the block."""
    for rep in report.reps:
        if block["start_s"] < (rep.start_s + rep.end_s) / 2 < block["end_s"]:
            yield rep
