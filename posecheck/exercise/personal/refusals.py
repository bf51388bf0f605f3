"""Why no calibration can be made from a recording, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from posecheck.exercise.personal.end_of_range import targets
from posecheck.exercise.personal.profile import FEWEST
from posecheck.exercise.spec.schema import Exercise
from posecheck.messages import Message, Value, remark_message
from posecheck.records import Finding, Report, Side

LEAST_SEEN = 0.7
"""A person must be found in this share of the pictures, and the end of range be seen in this share
of the repetitions. A check asks the same of its window."""

SHOW_ALL = Message("remedy-show-all")
AGAIN = Message("remedy-record-again", {"count": FEWEST})


@dataclass(frozen=True, slots=True)
class Reason:
    """Why there is no calibration, and what to do about it."""

    what: Message
    remedy: Message = AGAIN


class RefusedError(Exception):
    """No calibration was made, because a wrong limit is worse than none.

    reasons: why, and what to do about it.
    left_aside: the faults because of which repetitions were not used.
    """

    def __init__(self, reasons: Sequence[Reason], left_aside: Sequence[Message] = ()) -> None:
        super().__init__(", ".join(reason.what.key for reason in reasons))
        self.reasons = tuple(reasons)
        self.left_aside = tuple(left_aside)


def require_range(exercise: Exercise) -> None:
    """Raises RefusedError for an exercise without an end of range."""
    if not targets(exercise):
        what = "no-range-steps" if exercise.rep else "no-range-hold"
        raise RefusedError(
            [Reason(Message(what, {"exercise": exercise.id}), Message("remedy-no-range"))]
        )


def require_seen(report: Report) -> None:
    """Raises RefusedError where something blocked judging, or a person was found too rarely.

    Only the time from the first repetition to the last counts, so a person may come into the
    picture and leave it. With too few repetitions all of the recording counts.
    """
    reps = [rep for rep in report.reps if rep.complete]
    few = len(reps) < FEWEST
    start_s = 0.0 if few else reps[0].start_s
    end_s = report.duration_s if few else max(rep.end_s for rep in reps)
    for remark in report.remarks:
        if remark.blocks and remark.start_s < end_s and remark.end_s > start_s:
            span: dict[str, Value] = {"start_s": remark.start_s, "end_s": remark.end_s}
            raise RefusedError([Reason(Message("was-blocked", span), remark_message(remark))])
    if report.found_share < LEAST_SEEN:
        share = Message("found-too-little", {"share": report.found_share})
        raise RefusedError([Reason(share, Message("remedy-camera"))])


def usable_reps(exercise: Exercise, report: Report) -> tuple[frozenset[int], list[Message]]:
    """Numbers of the repetitions that may be used, and the faults of those that may not."""
    good: set[int] = set()
    faults: dict[str, list[int]] = {}
    for rep in report.reps:
        wrong = [f for f in rep.findings if not (rep.complete and _is_of_range(exercise, f))]
        for check in dict.fromkeys(f.check for f in wrong):
            faults.setdefault(check, []).append(rep.number)
        if rep.complete and not wrong:
            good.add(rep.number)
    return frozenset(good), [_left_aside(check, numbers) for check, numbers in faults.items()]


def _left_aside(check: str, numbers: Sequence[int]) -> Message:
    shown = ", ".join(map(str, numbers))
    return Message("left-aside", {"check": check, "count": len(numbers), "numbers": shown})


def _is_of_range(exercise: Exercise, finding: Finding) -> bool:
    """Whether a fault is only about how far the person went, or how long they held it.

    Such a repetition still shows how far is comfortable.
    """
    check = next((c for c in exercise.checks if c.id == finding.check), None)
    if check is None or exercise.rep is None:
        return False
    if check.use == "lasts":
        return check.during in exercise.rep.phases[1::2]
    ends = {spec.signal for spec in targets(exercise)}
    return check.use in ("stays_within", "reaches") and check.signal in ends


def too_few(count: int, side: Side | None) -> Reason | None:
    """The reason, where there are fewer repetitions than `FEWEST`."""
    if count >= FEWEST:
        return None
    return Reason(_on(side, "too-few-repetitions", count=count, needed=FEWEST))


def too_hidden(seen: int, count: int, signal: str, side: Side | None) -> Reason | None:
    """The reason, where the end of range was seen in too few of `count` repetitions."""
    if seen >= max(FEWEST, LEAST_SEEN * count):
        return None
    return Reason(_on(side, "end-hidden", seen=seen, count=count, signal=signal), SHOW_ALL)


def much_hidden(share: float) -> list[Reason]:
    """A reason for too few repetitions: in this `share` of the pictures not all was seen."""
    if share <= 1 - LEAST_SEEN:
        return []
    return [Reason(Message("much-hidden", {"share": share}), SHOW_ALL)]


def no_rest(side: Side | None) -> Reason:
    """The reason, where nothing was seen of the start posture."""
    return Reason(_on(side, "rest-not-seen"))


def too_wide(values: Sequence[float], unit: str, signal: str, side: Side | None) -> Reason:
    """The reason, where the repetitions differ too much for a limit to be of use."""
    what = _on(side, "too-wide", signal=signal, low=min(values), high=max(values), unit=unit)
    return Reason(what, Message("remedy-too-wide"))


def _on(side: Side | None, key: str, **values: Value) -> Message:
    return Message(key, {"side": side or "both", **values})
