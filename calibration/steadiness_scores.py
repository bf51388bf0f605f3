"""What is told of one leg, and how far it goes towards each alarm."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from calibration import planting
from calibration.sizes import Kind, Size
from posecheck.exercise.spec.schema import Exercise
from posecheck.exercise.spec.steadiness_table import FAULTS
from posecheck.exercise.steady.faults import SHORTEST_S, SNAP, way_shakes
from posecheck.phase_measures import Steadiness
from posecheck.records import Phase, Rep, Report


@dataclass(frozen=True, slots=True)
class Scores:
    """How far one leg goes towards each alarm, NaN where that is not judged, and the textbook
    measures (signs: more is worse)."""

    fast: float
    halting: float
    sudden: float
    shaking: float
    bouncing: float
    sparc: float
    ldlj: float


@dataclass(frozen=True, slots=True)
class Planted:
    """One leg with a fault: `found` names what was said of it."""

    source: str
    exercise: str
    kind: Kind
    size: Size
    noise: str
    found: tuple[str, ...]
    judged: bool
    counted: bool
    scores: Scores | None


@dataclass(frozen=True, slots=True)
class Good:
    """One recording done well: repetitions counted, false alarms, and its legs' scores."""

    source: str
    exercise: str
    pace: str
    noise: str
    reps: int
    alarms: tuple[str, ...]
    ways: tuple[Scores, ...]
    stays: tuple[Scores, ...]


def said_of(report: Report, span: planting.Span, *, only_control: bool = False) -> tuple[str, ...]:
    """The findings in a span; a way that was too short is "fast", whatever its file calls it."""
    return tuple(
        "fast" if f.aim is not None else f.check
        for f in report.findings
        if min(f.end_s, span[1]) >= max(f.start_s, span[0]) - 0.05
        and (not only_control or f.check in FAULTS or f.aim is not None)
    )


def legs(exercise: Exercise, reps: Iterable[Rep]) -> tuple[list[Phase], list[Phase]]:
    """Ways and stays that are judged."""
    names = exercise.rep.phases if exercise.rep else []
    every = [
        p for r in reps if r.complete for p in r.phases
        if p.steadiness and p.name not in exercise.steadiness.not_during
    ]  # fmt: skip
    ways = [p for p in every if names.index(p.name) % 2 == 0]
    return ways, [p for p in every if names.index(p.name) % 2]


def leg_at(report: Report, span: planting.Span, name: str) -> Phase | None:
    """The leg of that name that shares most of a span."""
    best, shared = None, 0.0
    for rep in report.reps:
        for phase in rep.phases:
            both = min(phase.end_s, span[1]) - max(phase.start_s, span[0])
            if rep.complete and phase.name == name and both > shared:
                best, shared = phase, both
    return best


def scores_of(exercise: Exercise, leg: Phase) -> Scores:
    """How far a leg goes towards each alarm."""
    steadiness = leg.steadiness
    assert steadiness is not None
    degree = exercise.degree(steadiness.signal)
    least_s = exercise.shortest_s(leg.name, SHORTEST_S)
    limits = exercise.steadiness
    shaking = way_shakes(steadiness, leg.duration_s, limits.shaking_deg * degree)
    swung = (steadiness.swings or 0) * (steadiness.swing or 0.0)
    slipped = (steadiness.suddenness or 0.0) / limits.suddenness
    far = {
        "halting": (steadiness.stopped_s or 0.0) / limits.stop_s,
        "sudden": max(slipped, _snap(steadiness, leg, least_s)),
        "shaking": (steadiness.shaking or 0.0) / shaking,
        "bouncing": swung / (5 * limits.swing_deg * degree),
    }
    judged = set(exercise.steadiness_faults()) - {kind for kind, _ in steadiness.unmeasured}
    return Scores(
        **{kind: value if kind in judged else np.nan for kind, value in far.items()},
        fast=least_s / max(leg.duration_s, 0.05),
        sparc=-(steadiness.sparc if steadiness.sparc is not None else np.nan),
        ldlj=-(steadiness.ldlj if steadiness.ldlj is not None else np.nan),
    )


def _snap(steadiness: Steadiness, leg: Phase, least_s: float) -> float:
    """How far towards the alarm of a snap: both its conditions have to hold."""
    if not steadiness.snap or not steadiness.mean_per_s:
        return 0.0
    brief_s = 1.875 * leg.duration_s / steadiness.snap
    return min(steadiness.snap / SNAP, least_s / brief_s)
