"""One recording: done well at three paces, and with each fault of control planted at two sizes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from calibration import planting
from calibration.planting import Piece, Take
from posecheck.exercise.catalog import Catalogue
from posecheck.exercise.control_faults import SHORTEST_S, SNAP, SPEED_SHARE
from posecheck.exercise.control_spec import FAULTS, TRUNK_PER_DEG
from posecheck.exercise.schema import Exercise
from posecheck.exercise.session import Session
from posecheck.movement import Control
from posecheck.pose import recording
from posecheck.records import Phase, Report

Kind = Literal["fast", "halting", "sudden", "shaking", "bouncing"]
KINDS: tuple[Kind, ...] = ("fast", "halting", "sudden", "shaking", "bouncing")
SIZES = ("mild", "clear")
PACES = {"slow": 1.7, "normal": 1.0, "brisk": 0.0}
NOISES = {"clean": 1.0, "noisy": 4.0}
"""Noisy: what dark and small pictures make of it (docs/control.md, noise)."""

ABOVE_LEAST = 1.3
"""Brisk but allowed: this times the shortest way allowed, if the person was not faster anyway."""

LEAST_WAY_S = 1.0
"""Ways that are planted with a fault take at least this long without it."""

MOST_REPS, AFTER_S = 2, 1.0

TREMOR_KEPT, BOUNCE_KEPT = 0.4, 0.65
"""What MediaPipe's smoothing leaves of movement that is drawn into the pictures: faults are planted
into landmarks that were smoothed already, so these shares of them (docs/control.md)."""

SHAKEN_WAY_S, BOUNCED_STAY_S = 1.8, 2.6


@dataclass(frozen=True, slots=True)
class Scores:
    """How far one leg goes towards each alarm, and the textbook measures (signs: more is worse)."""

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
    size: str
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


def trial(job: tuple[str, str, str]) -> tuple[list[Planted], list[Good]]:
    """Everything that is tried with one recording."""
    source, name, path = job
    exercise = Catalogue(None).get(name)
    one = planting.take(recording.load(Path(path)))
    report = watched(exercise, one, 1.0)
    if exercise.rep is None or exercise.rep.cadence or not report.count:
        return [], _holds(source, exercise, one)
    one, report = _first_of(exercise, one, report)
    good = [
        _good(source, exercise, _paced(exercise, one, report, share), pace, noise)
        for pace, share in PACES.items()
        for noise in NOISES
    ]
    planted = [
        each
        for kind in KINDS
        for size in SIZES
        for noise in NOISES
        for each in _planted(source, exercise, one, report, kind, size, noise)
    ]
    return planted, good


def _first_of(exercise: Exercise, one: Take, report: Report) -> tuple[Take, Report]:
    """The first repetitions only: every recording counts alike, and it takes less time."""
    ends_s = sorted(rep.end_s for rep in report.reps if rep.complete)
    if len(ends_s) <= MOST_REPS:
        return one, report
    short = planting.cut(one, ends_s[MOST_REPS - 1] + AFTER_S)
    again = watched(exercise, short, 1.0)
    return (short, again) if again.count else (one, report)


def watched(exercise: Exercise, one: Take, noise: float) -> Report:
    """What a session says about a take."""
    session = Session(exercise)
    for pose in one.poses(noise=noise):
        session.step(pose)
    return session.finish()


def _holds(source: str, exercise: Exercise, one: Take) -> list[Good]:
    """Exercises that are one hold: shaking is no fault there, and nothing else was done."""
    if exercise.hold is None:
        return []
    return [_good(source, exercise, one, "normal", noise) for noise in NOISES]


def _good(source: str, exercise: Exercise, one: Take, pace: str, noise: str) -> Good:
    report = watched(exercise, one, NOISES[noise])
    alarms = [f.check for f in report.findings if f.check in FAULTS or f.aim is not None]
    ways, stays = _legs(exercise, report)
    return Good(
        source, exercise.id, pace, noise, report.count or len(report.holds), tuple(alarms),
        tuple(_scores(exercise, leg) for leg in ways),
        tuple(_scores(exercise, leg) for leg in stays),
    )  # fmt: skip


def _legs(exercise: Exercise, report: Report) -> tuple[list[Phase], list[Phase]]:
    names = exercise.rep.phases if exercise.rep else []
    legs = [
        p for r in report.reps if r.complete for p in r.phases
        if p.control and p.name not in exercise.control.not_during
    ]  # fmt: skip
    ways = [p for p in legs if names.index(p.name) % 2 == 0]
    return ways, [p for p in legs if names.index(p.name) % 2]


def _scores(exercise: Exercise, leg: Phase) -> Scores:
    control = leg.control
    assert control is not None
    degree = 1.0 if control.unit == "°" else TRUNK_PER_DEG
    least_s = exercise.shortest_s(leg.name, SHORTEST_S)
    limits = exercise.control
    shaking = limits.shaking_deg * degree + SPEED_SHARE * (control.mean_per_s or 0.0)
    return Scores(
        fast=least_s / max(leg.duration_s, 0.05),
        halting=(control.stopped_s or 0.0) / limits.stop_s,
        sudden=max((control.suddenness or 0.0) / limits.suddenness, _snap(control, leg, least_s)),
        shaking=(control.shaking or 0.0) / shaking,
        bouncing=(control.swings or 0) * (control.swing or 0.0) / (5 * limits.swing_deg * degree),
        sparc=-(control.sparc if control.sparc is not None else np.nan),
        ldlj=-(control.ldlj if control.ldlj is not None else np.nan),
    )


def _snap(control: Control, leg: Phase, least_s: float) -> float:
    """How far towards the alarm of a snap: both its conditions have to hold."""
    if not control.snap or not control.mean_per_s:
        return 0.0
    brief_s = 1.875 * leg.duration_s / control.snap
    return min(control.snap / SNAP, 0.85 * least_s / brief_s)


def _shortest_s(exercise: Exercise, leg: Phase) -> float | None:
    least_s = exercise.shortest_s(leg.name, -1.0)
    return None if least_s < 0 else least_s


def _paced(exercise: Exercise, one: Take, report: Report, share: float) -> Take:
    """The take with every way so many times as long; 0 makes it brisk but allowed."""
    assert exercise.rep is not None
    names = exercise.rep.phases

    def duration_s(leg: Phase) -> float:
        if names.index(leg.name) % 2:
            return leg.duration_s
        if share:
            return leg.duration_s * share
        least_s = ABOVE_LEAST * exercise.shortest_s(leg.name, SHORTEST_S)
        return min(leg.duration_s, max(least_s, 0.8))

    pieces = [Piece(span, duration_s(leg) if leg else span[1] - span[0])
              for span, leg in _pieces(one, report)]  # fmt: skip
    old_of, spans = planting.timeline(pieces, float(one.t_s[0]))
    return planting.warped(one, old_of, spans[-1][1])


def _pieces(one: Take, report: Report) -> list[tuple[planting.Span, Phase | None]]:
    """The whole recording in stretches: the legs, and what lies between."""
    found: list[tuple[planting.Span, Phase | None]] = []
    at_s = float(one.t_s[0])
    for rep in sorted(report.reps, key=lambda r: r.start_s):
        for leg in rep.phases:
            start_s, end_s = max(leg.start_s, at_s), leg.end_s
            if end_s - start_s < 0.05:
                continue
            if start_s > at_s:
                found.append(((at_s, start_s), None))
            found.append(((start_s, end_s), leg if rep.complete else None))
            at_s = end_s
    found.append(((at_s, float(one.t_s[-1])), None))
    return found


def _planted(
    source: str, exercise: Exercise, one: Take, report: Report, kind: Kind, size: str, noise: str
) -> Iterator[Planted]:
    """The fault in one leg of every repetition, by chance."""
    assert exercise.rep is not None
    chance = np.random.default_rng([KINDS.index(kind), SIZES.index(size), len(exercise.id)])
    chosen = _chosen(exercise, report, kind, chance)
    if not chosen:
        return
    pieces, names = [], []
    for span, leg in _pieces(one, report):
        plain = Piece(span, span[1] - span[0])
        pieces.append(
            _piece(exercise, one, leg, plain, kind, size, chance) if leg in chosen else plain
        )
        names.append(leg)
    old_of, spans = planting.timeline(pieces, float(one.t_s[0]))
    made = planting.warped(one, old_of, spans[-1][1])
    where = [(span, leg) for span, leg in zip(spans, names, strict=True) if leg in chosen]
    for span, leg in where:
        if kind in ("shaking", "bouncing") and leg is not None:
            made = _swinging(exercise, one, report, made, span, leg, kind, size, chance)
    result = watched(exercise, made, NOISES[noise])
    for span, leg in where:
        assert leg is not None
        yield _found(source, exercise, result, span, leg, kind, size, noise)


def _chosen(
    exercise: Exercise, report: Report, kind: Kind, chance: np.random.Generator
) -> list[Phase]:
    """One leg of each complete repetition in which this fault is judged."""
    assert exercise.rep is not None
    asked = exercise.control_faults()
    if kind != "fast" and kind not in asked:
        return []
    names, chosen = exercise.rep.phases, []
    for rep in report.reps:
        legs = [
            leg for leg in rep.phases
            if rep.complete and leg.control and leg.name not in exercise.control.not_during
            and names.index(leg.name) % 2 == (kind == "bouncing")
            and (kind != "fast" or _shortest_s(exercise, leg) is not None)
            and leg.duration_s > 0.3
        ]  # fmt: skip
        if legs:
            chosen.append(legs[int(chance.integers(len(legs)))])
    return chosen


def _piece(
    exercise: Exercise, one: Take, leg: Phase | None, plain: Piece, kind: Kind, size: str,
    chance: np.random.Generator,
) -> Piece:  # fmt: skip
    """How a leg with the fault is gone through."""
    assert leg is not None
    clear = size == "clear"
    duration_s = max(plain.duration_s, LEAST_WAY_S)
    if kind == "fast":
        return replace(
            plain, duration_s=(_shortest_s(exercise, leg) or 1.0) * (0.5 if clear else 0.8)
        )
    if kind == "halting":
        shares = [(0.35, 0.4), (0.65, 0.4)] if clear else [(float(chance.uniform(0.4, 0.6)), 0.3)]
        total_s, progress = planting.with_stops(duration_s, shares)
        return Piece(plain.old, total_s, progress)
    if kind == "sudden":
        duration_s = max(duration_s, 1.6)
        way = _progress(one, leg)
        progress = planting.with_slip(
            way, duration_s, share=0.5 if clear else 0.3, at=float(chance.uniform(0.4, 0.6)),
            within_s=0.25,
        )  # fmt: skip
        return Piece(plain.old, duration_s, progress)
    if kind == "shaking":
        return replace(plain, duration_s=max(duration_s, SHAKEN_WAY_S))
    return replace(plain, duration_s=max(plain.duration_s, BOUNCED_STAY_S))


def _progress(one: Take, leg: Phase) -> NDArray[np.float64]:
    """Progress of the way over its time, from the landmarks that go through most."""
    way = planting.along(one, (leg.start_s, leg.end_s))[:, :2]
    t_s = np.linspace(leg.start_s, leg.end_s, 101)
    points = planting.at(one.t_s, one.smooth, t_s)[:, :, :2]
    gone = ((points - points[0]) * way).sum((1, 2)) / max(float((way**2).sum()), 1e-12)
    return np.clip(gone, 0, 1)


def _swinging(
    exercise: Exercise, one: Take, report: Report, made: Take, span: planting.Span, leg: Phase,
    kind: Kind, size: str, chance: np.random.Generator,
) -> Take:  # fmt: skip
    """Adds to and fro along the way: a tremor on it, bounces at its end."""
    assert exercise.rep is not None
    clear = size == "clear"
    names = exercise.rep.phases
    rep = next(r for r in report.reps if leg in r.phases)
    way = leg
    if kind == "bouncing":
        way = rep.phases[[p.name for p in rep.phases].index(leg.name) - 1]
    driver = exercise.rep.driver_of(names[names.index(way.name)])
    control = way.control
    through = 0.0 if control is None else (control.mean_per_s or 0.0) * way.duration_s
    if through <= 0:
        return made
    degree = 1.0 if exercise.unit(driver) == "°" else TRUNK_PER_DEG
    t_s = made.t_s
    fade = np.clip(np.minimum(t_s - span[0], span[1] - t_s) / 0.2, 0, 1)
    if kind == "shaking":
        hz = float(chance.uniform(3.5, 5.5))
        shift = TREMOR_KEPT * (3.0 if clear else 1.5) * fade * np.sin(2 * np.pi * hz * t_s)
    else:
        hz, bounces = float(chance.uniform(1.3, 2.0)), 4 if clear else 3
        middle_s = (span[0] + span[1]) / 2
        from_s = middle_s - bounces / hz / 2
        within = (t_s >= from_s) & (t_s <= from_s + bounces / hz)
        shift = (
            -BOUNCE_KEPT
            * within
            * (10.0 if clear else 5.0)
            * (1 - np.cos(2 * np.pi * hz * (t_s - from_s)))
            / 2
        )
    field = planting.along(one, (way.start_s, way.end_s))
    return planting.moved(made, shift * degree / through, field)


def _found(
    source: str, exercise: Exercise, report: Report, span: planting.Span, leg: Phase, kind: Kind,
    size: str, noise: str,
) -> Planted:  # fmt: skip
    """What was said of the leg in which the fault was planted."""
    best, shared = None, 0.0
    for rep in report.reps:
        for phase in rep.phases:
            both = min(phase.end_s, span[1]) - max(phase.start_s, span[0])
            if rep.complete and phase.name == leg.name and both > shared:
                best, shared = phase, both
    said = tuple(
        "fast" if f.aim is not None else f.check for f in report.findings
        if min(f.end_s, span[1]) >= max(f.start_s, span[0]) - 0.05
    )  # fmt: skip
    control = best.control if best else None
    judged = control is not None and kind not in dict(control.unmeasured)
    scores = _scores(exercise, best) if best and control else None
    return Planted(
        source,
        exercise.id,
        kind,
        size,
        noise,
        said,
        judged or kind in said or kind == "fast",
        best is not None,
        scores,
    )
