"""Whether a recording may be calibrated from: each reason against it, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn

from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.personal.end_of_range import targets
from posecheck.exercise.personal.profile import FEWEST
from posecheck.exercise.spec.schema import Exercise
from posecheck.records import Finding, Report, Side

LEAST_SEEN = 0.7
"""Share of the pictures in which a person has to be found, and of the repetitions whose end has to
be seen: as much as a check asks of its window."""

SHOW_ALL = "Put the camera where all of you can be seen, and record again."
AGAIN = f"Record {FEWEST} or more slow, comfortable repetitions, with a short rest between them."


@dataclass(frozen=True, slots=True)
class Reason:
    """Why there is no calibration, and what to do about it."""

    what: str
    remedy: str = AGAIN


def refused(reason: Reason, *, where: str | None = None) -> PosecheckError:
    """The error for a calibration that was not made."""
    return PosecheckError(
        reason.what, where=where, remedy=reason.remedy, code=ExitCode.NO_CALIBRATION
    )


def refuse(reasons: Sequence[Reason], left_aside: Sequence[str]) -> NoReturn:
    """Raises the error for all sides together; faults that cost repetitions belong to it."""
    faults = f" ({'; '.join(left_aside)})" if left_aside else ""
    what = "; ".join(reason.what for reason in reasons)
    raise refused(Reason(what + faults, " ".join(dict.fromkeys(r.remedy for r in reasons))))


def possible(exercise: Exercise) -> None:
    """Raises PosecheckError (NO_CALIBRATION) for an exercise without an end of range."""
    if not targets(exercise):
        what = "steps have" if exercise.rep else "a hold has"
        raise refused(
            Reason(
                f"{exercise.id} cannot be calibrated: {what} no end of range to go past",
                "Its limits are the same for everybody; `posecheck show` lists them.",
            )
        )


def seen_well(exercise: Exercise, report: Report) -> None:
    """Raises PosecheckError (NO_CALIBRATION) where camera or place stood in the way.

    Coming into the picture and leaving it may; what counts is from the first repetition to the
    last, or all of it where there are too few.
    """
    reps = [rep for rep in report.reps if rep.complete]
    few = len(reps) < FEWEST
    start_s = 0.0 if few else reps[0].start_s
    end_s = report.duration_s if few else max(rep.end_s for rep in reps)
    for remark in report.remarks:
        if remark.blocks and remark.start_s < end_s and remark.end_s > start_s:
            what = f"nothing could be judged from {remark.start_s:.0f} to {remark.end_s:.0f} s"
            raise refused(Reason(what, f"{remark.say} Then record again."))
    if report.found_share < LEAST_SEEN:
        share = f"{report.found_share:.0%}".replace("%", " %")
        what = f"a person was found in only {share} of the pictures"
        raise refused(Reason(what, f"{exercise.camera} Then record again."))


def sorted_out(exercise: Exercise, report: Report) -> tuple[frozenset[int], list[str]]:
    """Numbers of the repetitions to be used, and in words the faults of those that are not."""
    good: set[int] = set()
    faults: dict[str, list[int]] = {}
    for rep in report.reps:
        wrong = [f for f in rep.findings if not (rep.complete and _is_of_range(exercise, f))]
        for check in dict.fromkeys(f.check for f in wrong):
            faults.setdefault(check, []).append(rep.number)
        if rep.complete and not wrong:
            good.add(rep.number)
    return frozenset(good), [_told(check, numbers) for check, numbers in faults.items()]


def _told(check: str, numbers: Sequence[int]) -> str:
    which = "repetition" if len(numbers) == 1 else "repetitions"
    return f"{check.replace('-', ' ')} in {which} {', '.join(map(str, numbers))}"


def _is_of_range(exercise: Exercise, finding: Finding) -> bool:
    """Whether a fault is about how far, or how long an end was held, which says nothing of it."""
    check = next((c for c in exercise.checks if c.id == finding.check), None)
    if check is None or exercise.rep is None:
        return False
    if check.use == "lasts":
        return check.during in exercise.rep.phases[1::2]
    ends = {far.signal for far in targets(exercise)}
    return check.use in ("stays_within", "reaches") and check.signal in ends


def too_few(count: int, side: Side | None) -> Reason | None:
    """Fewer repetitions than a limit can stand on."""
    if count >= FEWEST:
        return None
    what = f"{count or 'no'} usable {'repetition' if count == 1 else 'repetitions'}"
    return Reason(f"{_on(side)}only {what}, {FEWEST} are needed" if count else f"{_on(side)}{what}")


def too_hidden(seen: int, count: int, signal: str, side: Side | None) -> Reason | None:
    """The end of the movement was not seen often enough."""
    if seen >= max(FEWEST, LEAST_SEEN * count):
        return None
    what = f"the end of the movement ({signal}) was seen in only {seen} of {count} repetitions"
    return Reason(_on(side) + what, SHOW_ALL)


def much_hidden(share: float) -> list[Reason]:
    """What may be behind too few repetitions: much of them was not seen."""
    if share <= 1 - LEAST_SEEN:
        return []
    pictures = f"{share:.0%}".replace("%", " %")
    return [Reason(f"in {pictures} of the pictures a part of you was hidden", SHOW_ALL)]


def no_rest(side: Side | None) -> Reason:
    """Nothing was seen of the start posture."""
    return Reason(f"{_on(side)}the start posture was not seen at rest")


def too_wide(values: Sequence[float], unit: str, signal: str, side: Side | None) -> Reason:
    """The repetitions differ too much for a limit to be of use."""
    low, high = (f"{v:.0f}" if unit == "°" else f"{v:.2f}" for v in (min(values), max(values)))
    ends = f"{low} to {high}{unit if unit == '°' else ' ' + unit}"
    return Reason(
        f"{_on(side)}the repetitions differ too much ({signal} ended at {ends})",
        "Go as far each time as is comfortable, no farther; more repetitions help, too.",
    )


def _on(side: Side | None) -> str:
    return f"{side}: " if side else ""
