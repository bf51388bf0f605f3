"""What the control of single legs adds up to over a session."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from statistics import fmean, pstdev

from posecheck.exercise.spec.schema import Exercise
from posecheck.phase_measures import PhasePace, Steadiness
from posecheck.records import Hold, Message, NotJudged, Rep, Side

Stretch = tuple[float, float, Steadiness]

MOSTLY = 0.5
"""What could not be measured in more than this share of the legs was not judged; in fewer, the
others tell."""


def paces(reps: Iterable[Rep], exercise: Exercise) -> tuple[PhasePace, ...]:
    """How long each leg took over the complete repetitions, side by side."""
    durations_s: dict[tuple[str, Side | None], list[float]] = {}
    for rep in reps:
        if rep.complete and exercise.rep and not exercise.rep.cadence:
            for phase in rep.phases:
                durations_s.setdefault((phase.name, rep.side), []).append(phase.duration_s)
    return tuple(_pace(name, side, taken_s) for (name, side), taken_s in durations_s.items())


def _pace(name: str, side: Side | None, taken_s: list[float]) -> PhasePace:
    mean_s = fmean(taken_s)
    spread = pstdev(taken_s) / mean_s if len(taken_s) > 1 and mean_s > 0 else None
    return PhasePace(name, side, len(taken_s), mean_s, min(taken_s), max(taken_s), spread)


def unmeasured(
    reps: Iterable[Rep], holds: Iterable[Hold], exercise: Exercise
) -> Iterator[NotJudged]:
    """The faults of control that could mostly not be measured here, each reason once."""
    ways, stays = _stretches(reps, holds, exercise)
    whys: dict[str, list[str]] = {}
    spans: dict[str, tuple[float, float]] = {}
    for fault in exercise.steadiness_faults():
        looked = stays if fault == "bouncing" else ways
        lost = [(start_s, end_s, why) for start_s, end_s, c in looked
                for kind, why in c.unmeasured if kind == fault]  # fmt: skip
        if lost and len(lost) > MOSTLY * len(looked):
            why = max({why for _, _, why in lost}, key=lambda one: sum(w == one for *_, w in lost))
            whys.setdefault(why, []).append(fault)
            span = spans.get(why, (lost[0][0], lost[-1][1]))
            spans[why] = (min(span[0], lost[0][0]), max(span[1], lost[-1][1]))
    for why, faults in whys.items():
        for name in faults:
            yield NotJudged(name, Message(f"unmeasured-{why}"), *spans[why])


def _stretches(
    reps: Iterable[Rep], holds: Iterable[Hold], exercise: Exercise
) -> tuple[list[Stretch], list[Stretch]]:
    """Ways and stays with their numbers; a hold of a repetition is one of its stays."""
    ways: list[Stretch] = []
    stays = [(h.start_s, h.end_s, h.steadiness) for h in holds if h.rep is None and h.steadiness]
    names = exercise.rep.phases if exercise.rep else []
    for rep in reps:
        for phase in rep.phases:
            if phase.steadiness and phase.name not in exercise.steadiness.not_during:
                kind = stays if names.index(phase.name) % 2 else ways
                kind.append((phase.start_s, phase.end_s, phase.steadiness))
    return ways, stays
