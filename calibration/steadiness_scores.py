"""What is reported on one phase, and how close each fault's measure is to its limit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from calibration import time_warp
from calibration.planted_faults import Kind, Size
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.exercise.spec.steadiness_table import FAULTS
from posecheck.exercise.steady.faults import MOST_SNAP, SHORTEST_S, movement_shaking_limit
from posecheck.phase_measures import Steadiness
from posecheck.records import Phase, Rep, Report


@dataclass(frozen=True, slots=True)
class Scores:
    """One phase's measures; more is worse.

    Those named after a fault are shares of the fault's limit, NaN where the fault is not judged.
    SPARC and LDLJ are the smoothness measures of the literature with their signs turned, NaN where
    they are missing.
    """

    fast: float
    halting: float
    sudden: float
    shaking: float
    bouncing: float
    sparc: float
    ldlj: float


@dataclass(frozen=True, slots=True)
class Planted:
    """One phase with a planted fault, and what was reported on it."""

    source: str
    exercise: str
    kind: Kind
    size: Size
    noise: str
    found: tuple[str, ...]
    """The faults reported on this phase."""
    judged: bool
    scores: Scores | None
    """None where the phase was not found, or has no measures."""


@dataclass(frozen=True, slots=True)
class Good:
    """One recording without faults: how many repetitions (or holds) were counted, and what was
    reported by mistake."""

    source: str
    exercise: str
    pace: str
    noise: str
    reps: int
    alarms: tuple[str, ...]
    """The faults reported, all of them false alarms."""
    movements: tuple[Scores, ...]
    pauses: tuple[Scores, ...]


def reported_in(
    report: Report, span: time_warp.Span, *, only_steadiness: bool = False
) -> tuple[str, ...]:
    """The faults reported in a span. A movement that was too short is "fast", whatever its file
    calls it."""
    haste = Catalogue().get(report.exercise).haste_checks()
    fast = {f for f in report.findings if f.check in haste and (f.value or 0) < (f.limit or 0)}
    return tuple(
        "fast" if f in fast else f.check
        for f in report.findings
        if min(f.end_s, span[1]) >= max(f.start_s, span[0]) - 0.05
        and (not only_steadiness or f.check in FAULTS or f in fast)
    )


def judged_phases(exercise: Exercise, reps: Iterable[Rep]) -> tuple[list[Phase], list[Phase]]:
    """The movements and the pauses whose steadiness is judged."""
    names = exercise.rep.phases if exercise.rep else []
    every = [
        p for r in reps if r.complete for p in r.phases
        if p.steadiness and p.name not in exercise.steadiness.not_during
    ]  # fmt: skip
    movements = [p for p in every if names.index(p.name) % 2 == 0]
    return movements, [p for p in every if names.index(p.name) % 2]


def phase_at(report: Report, span: time_warp.Span, name: str) -> Phase | None:
    """The phase of that name which overlaps most with a span; None where none does."""
    best, longest_s = None, 0.0
    for rep in report.reps:
        for phase in rep.phases:
            overlap_s = min(phase.end_s, span[1]) - max(phase.start_s, span[0])
            if rep.complete and phase.name == name and overlap_s > longest_s:
                best, longest_s = phase, overlap_s
    return best


def scores_of(exercise: Exercise, phase: Phase) -> Scores:
    """The scores of a phase that has measures."""
    steadiness = phase.steadiness
    assert steadiness is not None
    degree = exercise.degree(steadiness.signal)
    least_s = exercise.shortest_s(phase.name, SHORTEST_S)
    limits = exercise.steadiness
    shaking = movement_shaking_limit(steadiness, phase.duration_s, limits.shaking_deg * degree)
    swings = (steadiness.swings or 0) * (steadiness.swing or 0.0)
    suddenness = (steadiness.suddenness or 0.0) / limits.suddenness
    shares = {
        "halting": (steadiness.stopped_s or 0.0) / limits.stop_s,
        "sudden": max(suddenness, _snap(steadiness, phase, least_s)),
        "shaking": (steadiness.shaking or 0.0) / shaking,
        "bouncing": swings / (5 * limits.swing_deg * degree),
    }
    judged = set(exercise.steadiness_faults()) - {kind for kind, _ in steadiness.unmeasured}
    return Scores(
        **{kind: value if kind in judged else np.nan for kind, value in shares.items()},
        fast=least_s / max(phase.duration_s, 0.05),
        sparc=-(steadiness.sparc if steadiness.sparc is not None else np.nan),
        ldlj=-(steadiness.ldlj if steadiness.ldlj is not None else np.nan),
    )


def _snap(steadiness: Steadiness, phase: Phase, least_s: float) -> float:
    """The share of the limit for a snap. Both its conditions have to hold, so the smaller share
    counts."""
    if not steadiness.snap or not steadiness.mean_per_s:
        return 0.0
    brief_s = 1.875 * phase.duration_s / steadiness.snap
    return min(steadiness.snap / MOST_SNAP, least_s / brief_s)
