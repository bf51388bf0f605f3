"""Repetitions with faults drawn into them (`calibration.spoil`), through the whole pose model."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from calibration.landmarks import WORSE, place
from calibration.sizes import AROUND_S, KINDS, Kind, Size
from calibration.steadiness_scores import Good, Planted, leg_at, legs, said_of, scores_of
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.pose import landmark_recording
from posecheck.records import Rep, Report


def results(folder: Path) -> tuple[list[Planted], list[Good]]:
    """What is said about every clip of a folder, whose landmarks are in FOLDER/landmarks.

    Clips of which those are missing are left out.
    """
    planted: list[Planted] = []
    good: list[Good] = []
    for path in sorted(folder.glob("*/*.json")):
        table = json.loads(path.read_text("utf-8"))
        exercise = Catalogue(None).get(table["exercise"])
        for worse in (None, *WORSE):
            poses = place(folder / "landmarks", path.with_suffix(".mp4"), worse)
            if not poses.exists():
                continue
            session = Session(exercise)
            for pose in landmark_recording.poses(poses):
                session.step(pose)
            report = session.finish()
            noise = worse or "clean"
            for block in table["blocks"]:
                if block["what"] in KINDS:
                    planted.append(_fault(exercise, report, block, table["size"], noise))
                else:
                    good.append(_good(exercise, report, block, noise))
    return planted, good


def _fault(
    exercise: Exercise, report: Report, block: dict[str, Any], size: Size, noise: str
) -> Planted:
    kind = cast("Kind", block["what"])
    span = block["leg_start_s"], block["leg_end_s"]
    best = leg_at(report, span, block["leg"])
    said = said_of(report, span)
    judged = bool(best and best.steadiness and kind not in dict(best.steadiness.unmeasured))
    return Planted(
        "rendered", exercise.id, kind, size, noise, said,
        judged or kind in said or (kind == "fast" and best is not None), best is not None,
        scores_of(exercise, best) if best and best.steadiness else None,
    )  # fmt: skip


def _good(exercise: Exercise, report: Report, block: dict[str, Any], noise: str) -> Good:
    reps = [rep for rep in _within(report, block) if rep.complete]
    ways, stays = legs(exercise, reps)
    # What follows the last leg is drawn on to the next block's rest, at no pace of its own.
    from_s, to_s = block["start_s"] + AROUND_S, block["end_s"] - AROUND_S
    own = [f for f in report.findings if from_s <= (f.start_s + f.end_s) / 2 <= to_s]
    return Good(
        "rendered", exercise.id, block["what"], noise, len(reps),
        said_of(replace(report, findings=tuple(own)), (from_s, to_s), only_control=True),
        tuple(scores_of(exercise, leg) for leg in ways),
        tuple(scores_of(exercise, leg) for leg in stays),
    )  # fmt: skip


def _within(report: Report, block: dict[str, Any]) -> Iterator[Rep]:
    for rep in report.reps:
        if block["start_s"] < (rep.start_s + rep.end_s) / 2 < block["end_s"]:
            yield rep
