"""Sets, repetitions and rests."""

from __future__ import annotations

import pytest
from moments import update

from posecheck.coach.plan import ENDED_S, Plan, Progress
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.records import Hold, HoldEnd, Verdict


def hold(duration_s: float) -> Hold:
    return Hold(1, "up", 0.0, duration_s, None, HoldEnd.LEFT, (), Verdict.GOOD)


@pytest.fixture
def bridge(catalogue: Catalogue) -> Progress:
    exercise = catalogue.get("hip-bridge")
    return Progress(exercise, Plan.of(exercise, sets=2, reps=3))


def test_the_dose_is_that_of_the_exercise_unless_another_is_asked_for(
    catalogue: Catalogue,
) -> None:
    """3 x 8 with holds of 4 s is what the bridge's file asks for."""
    exercise = catalogue.get("hip-bridge")
    assert Plan.of(exercise) == Plan(3, 8, 4.0)
    assert Plan.of(exercise, sets=1, reps=2) == Plan(1, 2, 4.0)


def test_a_set_is_complete_once_and_the_next_one_counts_anew(bridge: Progress) -> None:
    """Repetitions in the rest belong to no set."""
    assert [bridge.step(update(t, count=t)) for t in (1, 2, 3, 3, 4)] == [
        False, False, True, False, False,
    ]  # fmt: skip
    assert (bridge.sets_done, bridge.done) == (1, False)
    bridge.begin_next()
    assert bridge.set_number == 2
    assert bridge.count == (0, 0, 0)
    assert bridge.step(update(9, count=6)) is False
    assert bridge.step(update(10, count=7)) is True
    assert bridge.done


def test_a_sided_set_needs_both_sides(catalogue: Catalogue) -> None:
    """Six on the left are not three on each side."""
    exercise = catalogue.get("bird-dog")
    progress = Progress(exercise, Plan.of(exercise, sets=1, reps=3))
    assert not progress.step(update(1, count=6, count_left=6))
    assert progress.step(update(2, count=9, count_left=6, count_right=3))


def test_a_hold_with_a_goal_is_complete_when_it_lasted_and_was_left(
    catalogue: Catalogue,
) -> None:
    """A shorter hold completes no set."""
    exercise = catalogue.get("childs-pose")
    progress = Progress(exercise, Plan.of(exercise))
    assert not progress.step(update(1, new_holds=(hold(12.0),)))
    assert not progress.step(update(40, hold_s=30.0))
    assert progress.step(update(41, new_holds=(hold(30.5),)))


def test_a_plank_is_over_when_it_was_left_for_long(catalogue: Catalogue) -> None:
    """A plank that is taken up again within 15 s is still the same one."""
    exercise = catalogue.get("plank")
    progress = Progress(exercise, Plan.of(exercise))
    assert not progress.step(update(10, new_holds=(hold(9.0),)))
    assert not progress.step(update(10 + ENDED_S - 1))
    assert not progress.step(update(10 + ENDED_S + 1, hold_s=5.0))
    assert not progress.step(update(60, new_holds=(hold(9.0),)))
    assert progress.step(update(60 + ENDED_S))


def test_an_exercise_without_numbers_never_ends_by_itself(catalogue: Catalogue) -> None:
    """A walk lasts until somebody says that it is enough."""
    exercise = catalogue.get("easy-walk")
    progress = Progress(exercise, Plan.of(exercise))
    assert not any(progress.step(update(t, count=2 * t)) for t in range(1, 300))
