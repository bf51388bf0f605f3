"""Whether what was measured with one recording is right by its label."""

from __future__ import annotations

from collections.abc import Sequence

from calibration.real import holds
from calibration.real.holds import HoldScore, Times
from calibration.real.labels import Count
from calibration.real.measure import Fault, Measured, Seen

HOLD_TOLERANCE_S = 0.7
"""The times in the labels are right to about 0.3-0.7 s."""


def set_right(measured: Measured) -> bool | None:
    """Whether the repetitions are counted right. None where that is not scored."""
    own, reps = measured.own, measured.truth.reps
    if own is None or own.one_hold or reps is None or not measured.truth.scored:
        return None
    return not own.error and _within(own.count, reps)


def sides_right(measured: Measured) -> bool | None:
    """Whether both sides are counted right. None where that is not scored."""
    own, left, right = measured.own, measured.truth.left, measured.truth.right
    if own is None or own.sides is None or left is None or right is None:
        return None
    return _within(own.sides[0], left) and _within(own.sides[1], right)


def _within(count: int, right: Count) -> bool:
    return right[0] <= count <= right[1]


def labelled_holds(measured: Measured) -> list[Times]:
    """The labelled holds. One that goes on ends with the recording."""
    return [
        (start_s, measured.end_s if end_s is None else end_s)
        for start_s, end_s in measured.truth.holds
    ]


def hold_score(measured: Measured, *, one_hold: bool) -> HoldScore:
    """The holds of an exercise that is one, or those within repetitions.

    Empty where no hold is labelled, or where the exercise times none.
    """
    own = measured.own
    if own is None or own.one_hold != one_hold or own.holds is None or not measured.truth.scored:
        return HoldScore()
    if not measured.truth.holds:
        return HoldScore()
    return holds.score(labelled_holds(measured), own.holds)


def hold_right(measured: Measured) -> bool | None:
    """Whether all holds of an exercise that is one hold are there, with their times.

    None for other exercises.
    """
    own, wanted = measured.own, labelled_holds(measured)
    if own is None or not own.one_hold or not wanted:
        return None
    got = own.holds or ()
    return len(got) == len(wanted) and all(
        abs(a - b) <= HOLD_TOLERANCE_S
        for hold, labelled in zip(got, wanted, strict=True)
        for a, b in zip(hold, labelled, strict=True)
    )


def counted_wrongly(seen: Sequence[Seen]) -> list[Seen]:
    """The exercises in which something was counted."""
    return [one for one in seen if one.counted]


def answer(measured: Measured) -> str | None:
    """How the exercise was recognised. None where that was not done, or is not scored.

    "right"; "asks" (with the right one among the guesses); "asks among others"; "wrong" (named
    without asking); "nothing". For unknown movements "wrong" is any that is named without asking,
    and the other answers are "right".
    """
    named, truth = measured.named, measured.truth
    if named is None or not truth.scored:
        return None
    if truth.unknown:
        return "wrong" if named.sure else "right"
    allowed = {truth.exercise, *truth.may_be_named}
    if not named.likely:
        return "nothing"
    if named.sure:
        return "right" if named.likely[0] in allowed else "wrong"
    return "asks" if allowed & set(named.likely) else "asks among others"


def faults_on_good_form(measured: Measured) -> list[Fault] | None:
    """Faults that the label does not confirm. None where the form is not known to be good."""
    own, truth = measured.own, measured.truth
    if own is None or not truth.good_form or not truth.scored:
        return None
    return [fault for fault in own.faults if not _confirmed(fault, measured)]


def _confirmed(fault: Fault, measured: Measured) -> bool:
    """Whether the label says so too, or leaves it open.

    It names the fault; it says that the movement was fast; it says that there was no hold; or the
    labelled hold is shorter than the check asks for.
    """
    truth = measured.truth
    if fault.check in truth.named_faults or (fault.about == "pace" and truth.brisk):
        return True
    if fault.about != "hold" or fault.limit is None:
        return False
    around = fault.start_s - HOLD_TOLERANCE_S, fault.end_s + HOLD_TOLERANCE_S
    there = [hold for hold in labelled_holds(measured) if holds.shared(hold, around)]
    short = [hold for hold in there if hold[1] - hold[0] < fault.limit]
    return truth.no_hold or (bool(there) and short == there)
