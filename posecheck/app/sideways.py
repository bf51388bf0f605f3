"""Finds out that the pictures of a recording lie on their side, or are upside down."""

from __future__ import annotations

from collections.abc import Sequence

from posecheck.exercise.session import Session
from posecheck.exercise.spec.schema import Exercise
from posecheck.messages import Remark
from posecheck.pose.turned_pose import turned
from posecheck.records import Pose, Report

TURNS_DEG = (90, 270, 180)
"""The turns that are tried, clockwise."""


def lies_on_its_side(report: Report, poses: Sequence[Pose], exercise: Exercise) -> Remark | None:
    """A remark that the pictures have to be turned, where nothing was counted in them, but much
    would be in turned ones.

    None where something was counted, or nothing would be.
    """
    if _counted(report) or not poses:
        return None
    counts = {deg: _counted(_judged(poses, exercise, deg)) for deg in TURNS_DEG}
    best = max(TURNS_DEG, key=counts.__getitem__)
    if not counts[best]:
        return None
    return Remark(
        kind="sideways",
        start_s=poses[0].t_s,
        end_s=poses[-1].t_s,
        blocks=False,
        values={"turn": str(best)},
    )


def _counted(report: Report) -> int:
    return report.count or len(report.holds)


def _judged(poses: Sequence[Pose], exercise: Exercise, clockwise_deg: int) -> Report:
    session = Session(exercise)
    for pose in poses:
        session.step(turned(pose, clockwise_deg))
    return session.finish()
