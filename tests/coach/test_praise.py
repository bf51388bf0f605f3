"""Praise for what was mended, and for nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from moments import finding, rep, update

from posecheck.coach.praise import Praise


def praises(*updates: Any) -> list[bool]:
    mending = Praise()
    return [mending.step(each) is not None for each in updates]


def test_a_repetition_without_the_fault_of_the_one_before_is_praised_once() -> None:
    """The third good one is nothing new."""
    assert praises(
        update(5, new_reps=(rep(1, "sag"),), new_findings=(finding("sag", rep=1),)),
        update(10, new_reps=(rep(2),)),
        update(15, new_reps=(rep(3),)),
    ) == [False, True, False]


def test_the_same_fault_again_is_not_praised() -> None:
    """Another fault is no reason to leave out the praise for the mended one."""
    assert praises(
        update(5, new_reps=(rep(1, "sag"),), new_findings=(finding("sag", rep=1),)),
        update(10, new_reps=(rep(2, "sag"),), new_findings=(finding("sag", rep=2),)),
        update(15, new_reps=(rep(3, "fast"),), new_findings=(finding("fast", rep=3),)),
    ) == [False, False, True]


def test_good_repetitions_are_not_praised_by_themselves() -> None:
    """Praise has to mean something."""
    assert praises(update(5, new_reps=(rep(1),)), update(10, new_reps=(rep(2),))) == [False, False]


@pytest.mark.parametrize(("side", "praised"), [("left", True), ("right", False)])
def test_a_fault_is_mended_on_its_own_side(side: str, praised: bool) -> None:
    """The left leg says nothing about the right one."""
    assert praises(
        update(5, new_reps=(rep(1, "sag", side="left"),),
               new_findings=(finding("sag", rep=1, side="left"),)),
        update(10, new_reps=(rep(2, side=side),)),
    ) == [False, praised]  # fmt: skip


def test_a_half_repetition_mends_nothing() -> None:
    """A half repetition was not judged as a whole."""
    first = update(5, new_reps=(rep(1, "sag"),), new_findings=(finding("sag", rep=1),))
    assert praises(first, update(10, new_reps=(rep(2, complete=False),))) == [False, False]


def test_a_hold_that_goes_on_without_its_fault_is_praised() -> None:
    """One second after the fault was mended. A hold that ends with its fault gets no praise."""
    held = [update(t / 2, hold_s=t / 2, wrong=("sag",) if 4 <= t < 8 else ()) for t in range(16)]
    given = praises(*held)
    assert [i for i, praised in enumerate(given) if praised] == [9]
    broken = [update(t / 2, hold_s=t / 2 if t < 6 else None, wrong=("sag",)) for t in range(12)]
    assert not any(praises(*broken))
