"""One recording: done well at three paces, and with each fault of control planted at two sizes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from calibration import planting, sizes
from calibration.planting import Piece, Take
from calibration.sizes import KINDS, PACES, SIZES, Kind, Size
from calibration.steadiness_scores import Good, Planted, leg_at, legs, said_of, scores_of
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.exercise.steady.faults import SHORTEST_S
from posecheck.pose import landmark_recording
from posecheck.records import Phase, Rep, Report

NOISY = "noisy"
MORE_NOISE = 3.6
"""So many times the landmarks' own residue is put into real recordings, whose pictures are not at
hand: what dark pictures do to the sample clips' landmarks (median of 41, nine in ten 1.6-8)."""

MOST_REPS, AFTER_S = 2, 1.0

Values = NDArray[np.float64]

TREMOR_KEPT, BOUNCE_KEPT = 0.4, 0.65
"""What MediaPipe's smoothing leaves of movement that is drawn into the pictures: faults are planted
into landmarks that were smoothed already, so these shares of them. In eight rendered exercises
0.3-0.9 (median 0.5) of a tremor is left and 0.55-1.4 (median 0.86) of bounces."""


@dataclass(frozen=True, slots=True)
class Job:
    """A recording of landmarks to try faults in; `noise` says how good its pictures were: clean,
    one of `WORSE`, or `NOISY` where they shall be taken to have been as bad."""

    source: str
    exercise: str
    noise: str
    path: Path

    @property
    def factor(self) -> float:
        """How many times its own residue."""
        return MORE_NOISE if self.noise == NOISY else 1.0


def trial(job: Job) -> tuple[list[Planted], list[Good]]:
    """Everything that is tried with one recording."""
    exercise = Catalogue(None).get(job.exercise)
    one = planting.take(landmark_recording.load(job.path))
    report = watched(exercise, one)
    if exercise.rep is None:
        return [], [_good(job, exercise, one, "normal")]
    if exercise.rep.cadence or not report.count:
        return [], []
    one, report = _first_of(exercise, one, report)
    track = _track(exercise, one)
    good = [
        _good(job, exercise, _paced(exercise, one, report, share), pace)
        for pace, share in PACES.items()
    ]
    planted = [
        each
        for kind in KINDS
        for size in SIZES
        for each in _planted(job, exercise, one, report, track, kind, size)
    ]
    return planted, good


def _first_of(exercise: Exercise, one: Take, report: Report) -> tuple[Take, Report]:
    """The first repetitions only: every recording counts alike, and it takes less time."""
    ends_s = sorted(rep.end_s for rep in report.reps if rep.complete)
    if len(ends_s) <= MOST_REPS:
        return one, report
    short = planting.cut(one, ends_s[MOST_REPS - 1] + AFTER_S)
    again = watched(exercise, short)
    return (short, again) if again.count else (one, report)


def watched(exercise: Exercise, one: Take, noise: float = 1.0) -> Report:
    """What a session says about a take."""
    session = Session(exercise)
    for pose in one.poses(noise=noise):
        session.step(pose)
    return session.finish()


def _track(exercise: Exercise, one: Take) -> dict[str, Values]:
    """Every signal at every moment of a take, NaN where it is not seen; and `t_s`."""
    session = Session(exercise)
    moments = [session.step(pose) for pose in one.poses(noise=0.0)]
    names = dict.fromkeys(name for moment in moments for name in moment.signals)
    found = {
        name: np.array([moment.signals.get(name) for moment in moments], float) for name in names
    }
    return found | {"t_s": one.t_s}


def _good(job: Job, exercise: Exercise, one: Take, pace: str) -> Good:
    report = watched(exercise, one, job.factor)
    ways, stays = legs(exercise, report.reps)
    return Good(
        job.source, exercise.id, pace, job.noise, report.count or len(report.holds),
        said_of(report, (0.0, float(one.t_s[-1])), only_control=True),
        tuple(scores_of(exercise, leg) for leg in ways),
        tuple(scores_of(exercise, leg) for leg in stays),
    )  # fmt: skip


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
        return sizes.paced_s(leg.duration_s, share, exercise.shortest_s(leg.name, SHORTEST_S))

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
    job: Job, exercise: Exercise, one: Take, report: Report, track: dict[str, Values],
    kind: Kind, size: Size,
) -> Iterator[Planted]:  # fmt: skip
    """The fault in one leg of every repetition, by chance."""
    assert exercise.rep is not None
    chance = np.random.default_rng([KINDS.index(kind), SIZES.index(size), len(exercise.id)])
    chosen = _chosen(exercise, report, kind, chance)
    if not chosen:
        return
    pieces, names = [], []
    for span, leg in _pieces(one, report):
        plain = Piece(span, span[1] - span[0])
        if leg is not None and leg in chosen:
            shortest_s = _shortest_s(exercise, leg) or 1.0
            way = _progress(exercise, report, track, leg) if kind != "bouncing" else np.arange(2.0)
            plain = sizes.piece(plain, kind, size, chance, shortest_s=shortest_s, way=way)
        pieces.append(plain)
        names.append(leg)
    old_of, spans = planting.timeline(pieces, float(one.t_s[0]))
    where = [(span, leg) for span, leg in zip(spans, names, strict=True) if leg in chosen]
    if kind in ("shaking", "bouncing"):
        for span, leg in where:
            assert leg is not None
            old_of = _swinging(exercise, report, track, old_of, span, leg, kind, size, chance)
    made = planting.warped(one, old_of, spans[-1][1])
    result = watched(exercise, made, job.factor)
    for span, leg in where:
        assert leg is not None
        yield _found(job, exercise, result, span, leg, kind, size)


def _chosen(
    exercise: Exercise, report: Report, kind: Kind, chance: np.random.Generator
) -> list[Phase]:
    """One leg of each complete repetition in which this fault is judged."""
    assert exercise.rep is not None
    asked = exercise.steadiness_faults()
    if kind != "fast" and kind not in asked:
        return []
    names, chosen = exercise.rep.phases, []
    for rep in report.reps:
        legs = [
            leg for leg in rep.phases
            if rep.complete and leg.steadiness and leg.name not in exercise.steadiness.not_during
            and names.index(leg.name) % 2 == (kind == "bouncing")
            and (kind != "fast" or _shortest_s(exercise, leg) is not None)
            and leg.duration_s > 0.3
            and _way_deg(exercise, rep, leg) >= sizes.LEAST_MOVEMENT_DEG[kind]
        ]  # fmt: skip
        if legs:
            chosen.append(legs[int(chance.integers(len(legs)))])
    return chosen


def _way_deg(exercise: Exercise, rep: Rep, leg: Phase) -> float:
    """How far a way, or the one before a stay, leads."""
    assert exercise.rep is not None
    place = rep.phases.index(leg)
    way = rep.phases[place - place % 2]
    if way.steadiness is None or way.steadiness.mean_per_s is None:
        return 0.0
    return way.steadiness.mean_per_s * way.duration_s / exercise.degree(way.steadiness.signal)


def _path(
    exercise: Exercise, report: Report, track: dict[str, Values], leg: Phase
) -> tuple[Values, Values]:
    """Times and values of the driver on a leg's way."""
    assert exercise.rep is not None
    side = next(r.side for r in report.reps if leg in r.phases)
    driver = exercise.rep.driver_of(leg.name)
    return planting.path(
        track["t_s"], track[f"{side}_{driver}" if side else driver], (leg.start_s, leg.end_s)
    )


def _progress(exercise: Exercise, report: Report, track: dict[str, Values], leg: Phase) -> Values:
    """How much of a leg's way is gone over its time, from 0 to 1."""
    values = _path(exercise, report, track, leg)[1]
    gone: Values = (values - values[0]) / (values[-1] - values[0])
    return gone


def _swinging(
    exercise: Exercise, report: Report, track: dict[str, Values],
    old_of: Callable[[Values], Values], span: planting.Span, leg: Phase, kind: Kind, size: Size,
    chance: np.random.Generator,
) -> Callable[[Values], Values]:  # fmt: skip
    """The clock with to and fro along the way: a tremor on it, bounces at its end."""
    assert exercise.rep is not None
    rep = next(r for r in report.reps if leg in r.phases)
    way = leg if kind == "shaking" else rep.phases[rep.phases.index(leg) - 1]
    driver = exercise.rep.driver_of(way.name)
    degree = exercise.degree(driver)
    kept = TREMOR_KEPT if kind == "shaking" else BOUNCE_KEPT
    gone = _path(exercise, report, track, way)

    def swung(t_s: Values) -> Values:
        shift = kept * degree * sizes.swing_deg(t_s, span, kind, size, drawn())
        shift[(t_s < span[0]) | (t_s > span[1])] = 0.0
        return planting.swung(old_of(t_s), shift, gone)

    seed = int(chance.integers(2**32))

    def drawn() -> np.random.Generator:
        return np.random.default_rng(seed)

    return swung


def _found(
    job: Job, exercise: Exercise, report: Report, span: planting.Span, leg: Phase, kind: Kind,
    size: Size,
) -> Planted:  # fmt: skip
    """What was said of the leg in which the fault was planted."""
    best = leg_at(report, span, leg.name)
    said = said_of(report, span)
    steadiness = best.steadiness if best else None
    judged = steadiness is not None and kind not in dict(steadiness.unmeasured)
    return Planted(
        job.source, exercise.id, kind, size, job.noise, said,
        judged or kind in said or (kind == "fast" and best is not None), best is not None,
        scores_of(exercise, best) if best and steadiness else None,
    )  # fmt: skip
