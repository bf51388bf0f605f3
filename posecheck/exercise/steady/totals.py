"""What the steadiness of single phases adds up to over a session."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from statistics import fmean, pstdev

from posecheck.exercise.spec.schema import Exercise
from posecheck.messages import Message
from posecheck.phase_measures import PhasePace, Steadiness
from posecheck.records import Hold, NotJudged, Rep, Side

MeasuredSpan = tuple[float, float, Steadiness]
"""Start and end of a movement, pause or hold, seconds, and its numbers."""

MOSTLY = 0.5
"""A fault that could not be measured in more than this share of the phases is reported as not
judged. In fewer, the other phases are enough."""


def paces(reps: Iterable[Rep], exercise: Exercise) -> tuple[PhasePace, ...]:
    """How long each phase took over the complete repetitions, each side by itself.

    None for steps: they have a cadence. A phase of which a part is hidden does not count.
    """
    durations_s: dict[tuple[str, Side | None], list[float]] = {}
    for rep in reps:
        if rep.complete and exercise.rep and not exercise.rep.cadence:
            for phase in (phase for phase in rep.phases if not phase.at_least):
                durations_s.setdefault((phase.name, rep.side), []).append(phase.duration_s)
    return tuple(_pace(name, side, each_s) for (name, side), each_s in durations_s.items())


def _pace(name: str, side: Side | None, durations_s: list[float]) -> PhasePace:
    mean_s = fmean(durations_s)
    spread = pstdev(durations_s) / mean_s if len(durations_s) > 1 and mean_s > 0 else None
    return PhasePace(
        name, side, len(durations_s), mean_s, min(durations_s), max(durations_s), spread
    )


def unmeasured(
    reps: Iterable[Rep], holds: Iterable[Hold], exercise: Exercise
) -> Iterator[NotJudged]:
    """The faults of steadiness that could mostly not be measured in this session.

    Each is given with its most frequent reason. Faults that share a reason share the time over
    which it was true.
    """
    movements, pauses = _movements_and_pauses(reps, holds, exercise)
    faults_of: dict[str, list[str]] = {}
    spans: dict[str, tuple[float, float]] = {}
    for fault in exercise.steadiness_faults():
        looked_at = pauses if fault == "bouncing" else movements
        lost = [(start_s, end_s, why) for start_s, end_s, steadiness in looked_at
                for kind, why in steadiness.unmeasured if kind == fault]  # fmt: skip
        if lost and len(lost) > MOSTLY * len(looked_at):
            whys = [why for _, _, why in lost]
            why = max(dict.fromkeys(whys), key=whys.count)
            faults_of.setdefault(why, []).append(fault)
            start_s, end_s = lost[0][0], lost[-1][1]
            before = spans.get(why, (start_s, end_s))
            spans[why] = (min(before[0], start_s), max(before[1], end_s))
    for why, faults in faults_of.items():
        for name in faults:
            yield NotJudged(name, Message(f"unmeasured-{why}"), *spans[why])


def _movements_and_pauses(
    reps: Iterable[Rep], holds: Iterable[Hold], exercise: Exercise
) -> tuple[list[MeasuredSpan], list[MeasuredSpan]]:
    """Movements, and pauses with the holds that stand alone. A repetition's hold is a pause."""
    movements: list[MeasuredSpan] = []
    pauses = [(h.start_s, h.end_s, h.steadiness) for h in holds if h.rep is None and h.steadiness]
    names = exercise.rep.phases if exercise.rep else []
    for rep in reps:
        for phase in rep.phases:
            if phase.steadiness and phase.name not in exercise.steadiness.not_during:
                kind = pauses if names.index(phase.name) % 2 else movements
                kind.append((phase.start_s, phase.end_s, phase.steadiness))
    return movements, pauses
