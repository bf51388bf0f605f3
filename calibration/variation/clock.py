"""Pace, pauses, and where a recording starts and ends.

Each function makes a new case, or returns None where the variation says nothing about the case.
Landmarks are split into movement and noise (`calibration.time_warp`): only the movement gets the
new clock.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np

from calibration import time_warp
from calibration.time_warp import Piece, SplitRecording
from calibration.variation.case import Case, Event, Span
from posecheck.pose.landmark_recording import Recording

FULL_HOLD_S = 2.0
"""What is left of a hold after a cut counts for sure from here on. A label's times are right to 0.7
s at each end, and a start posture takes half a second."""

MEASURED_S = 0.7
"""How much shorter a repetition may be measured than it is in the truth: posecheck's ends are where
a zone is left and reached again (17.4 s for 18.1 s in the ankle grasp). Nearer than this to the
shortest repetition that counts, both counts would be right."""

JOINS_S = 0.1
"""A cut this near to an event leaves it whole: three pictures."""


def pace(case: Case, factor: float) -> Case | None:
    """The person moves `factor` times as fast: every duration is divided by it."""
    start_s, end_s = float(case.t_s[0]), float(case.t_s[-1])
    return _retimed(case, [Piece((start_s, end_s), (end_s - start_s) / factor)])


def pauses(case: Case, pause_s: float) -> Case | None:
    """The person stands still for `pause_s` at each end of each movement of the repetitions.

    None for walks and for exercises that are one hold: there it would be another exercise.
    """
    if case.is_walk or not case.events or case.exercise.hold or _turns_back(case, pause_s):
        return None
    first_s, last_s = case.events[0].start_s, case.events[-1].end_s
    inner = [s for s in case.stills if first_s < s[0] and s[1] < last_s]
    if not inner:
        return None
    pieces, here_s = [], float(case.t_s[0])
    for start_s, end_s in inner:
        pieces += [Piece((here_s, start_s), start_s - here_s), Piece((start_s, end_s), pause_s)]
        here_s = end_s
    pieces.append(Piece((here_s, float(case.t_s[-1])), float(case.t_s[-1]) - here_s))
    return _retimed(case, pieces)


def _turns_back(case: Case, pause_s: float) -> bool:
    """Whether somebody has turned back who stays in the first zone as long as this."""
    rep = case.exercise.rep
    return rep is not None and 0 < rep.passing_s < pause_s


def _retimed(case: Case, pieces: list[Piece]) -> Case | None:
    """The case on a new clock. None where a repetition then takes longer, or less, than it may."""
    start_s = float(case.t_s[0])
    old_time, spans = time_warp.timeline(pieces, start_s)
    old_s = [start_s, *(piece.old_span[1] for piece in pieces)]
    new_s = [start_s, *(span[1] for span in spans)]

    def at(t_s: float) -> float:
        return float(np.interp(t_s, old_s, new_s))

    events = tuple(replace(e, start_s=at(e.start_s), end_s=at(e.end_s)) for e in case.events)
    if any(not _may_last(case, event.end_s - event.start_s) for event in events):
        return None
    made = list(time_warp.warped(_split(case), old_time, new_s[-1]).poses())
    return replace(
        case,
        t_s=np.array([pose.t_s for pose in made]),
        image=np.stack([pose.image for pose in made]),
        world_m=np.stack([pose.world_m for pose in made]),
        events=events,
        stills=tuple((at(a), at(b)) for a, b in case.stills),
        stage=None,
    )


@lru_cache(maxsize=1)
def _split(case: Case) -> SplitRecording:
    """The case's movement and noise. Cases are the same only if they are one object."""
    image, world_m = case.image.astype(np.float32), case.world_m.astype(np.float32)
    return time_warp.split(Recording(case.t_s, image, world_m, case.size_px))


def _may_last(case: Case, duration_s: float) -> bool:
    """Whether the exercise file lets a repetition last that long."""
    rep = case.exercise.rep
    if rep is None:
        return True
    shortest_s = rep.least_s + MEASURED_S if rep.least_s else 0.0
    return shortest_s <= duration_s <= (rep.most_s or np.inf)


def recorded(case: Case, what: str) -> Case | None:
    """Only a part is recorded. `what` says where the recording starts or ends.

    "starts moving" and "ends moving": in the middle of the first (last) movement of the first
    (last) repetition. "starts at the end of range" and "ends at the end of range": in the middle of
    the first standstill in it, or of the hold. A repetition that has begun before the recording
    must not be counted. One that has not ended, and a step that is cut, may be counted or not: the
    labels of real people (`calibration.real.labels`) let both be right. Of a cut hold, what is left
    counts.
    """
    if not case.events:
        return None
    side, _, where = what.partition(" ")
    event = case.events[0 if side == "starts" else -1]
    cut_s = _middle(case, event, side, moving=where == "moving")
    if cut_s is None:
        return None
    span = (cut_s, np.inf) if side == "starts" else (-np.inf, cut_s)
    return cut(case, span)


def _middle(case: Case, event: Event, side: str, *, moving: bool) -> float | None:
    inner = [s for s in case.stills if event.start_s < s[0] and s[1] < event.end_s]
    if case.exercise.hold:
        return None if moving else (event.start_s + event.end_s) / 2
    if not inner:
        return (event.start_s + event.end_s) / 2 if moving else None
    if not moving:
        start_s, end_s = inner[0]
        return (start_s + end_s) / 2
    if side == "starts":
        return (event.start_s + inner[0][0]) / 2
    return (inner[-1][1] + event.end_s) / 2


def cut(case: Case, span: Span) -> Case | None:
    """The case from `span` alone, with what is then to be counted. None where nothing is left."""
    low_s, high_s = max(span[0], float(case.t_s[0])), min(span[1], float(case.t_s[-1]))
    kept = (case.t_s >= low_s) & (case.t_s <= high_s)
    if kept.sum() < 2:
        return None
    low_s = float(case.t_s[kept][0])
    cut_events = (_cut(case, event, low_s, high_s) for event in case.events)
    events = tuple(
        replace(e, start_s=e.start_s - low_s, end_s=e.end_s - low_s) for e in cut_events if e
    )
    return replace(
        case, t_s=case.t_s[kept] - low_s, image=case.image[kept], world_m=case.world_m[kept],
        events=events, stills=tuple((a - low_s, b - low_s) for a, b in case.stills), stage=None,
    )  # fmt: skip


def _cut(case: Case, event: Event, low_s: float, high_s: float) -> Event | None:
    """What is left of an event; None where it is none any more."""
    start_s, end_s = max(event.start_s, low_s), min(event.end_s, high_s)
    if start_s >= end_s:
        return None
    if case.exercise.hold:
        sure = event.sure and end_s - start_s >= FULL_HOLD_S
        return replace(event, start_s=start_s, end_s=end_s, sure=sure)
    if event.start_s >= low_s - JOINS_S and event.end_s <= high_s + JOINS_S:
        return event
    begun = event.start_s >= low_s - JOINS_S
    open_ = begun or case.is_walk
    return replace(event, start_s=start_s, end_s=end_s, sure=False) if open_ else None
