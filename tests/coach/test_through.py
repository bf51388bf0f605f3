"""Going through a plan: which exercise is next, after everything that may happen."""

from __future__ import annotations

from posecheck.coach.through import MOST_HURT, Through, Turn


def through(*exercises: str, spares: tuple[str, ...] = ()) -> Through:
    return Through(exercises, lambda _id: spares)


def turn(found: Through) -> Turn:
    assert found.turn is not None
    return found.turn


def test_exercises_come_in_their_order_and_then_it_is_over() -> None:
    """Whether they were done or left out."""
    plan = through("walk", "bridge", "plank")
    seen = []
    for outcome in ("done", "skip", "done"):
        seen.append((turn(plan).exercise, turn(plan).number, turn(plan).before))
        plan.took(outcome)  # type: ignore[arg-type]
    assert seen == [("walk", 1, None), ("bridge", 2, "done"), ("plank", 3, "skip")]
    assert plan.turn is None


def test_a_swap_goes_through_the_others_and_back() -> None:
    """The place in the plan stays the same. None that was done comes again."""
    plan = through("walk", "bridge", spares=("crunch", "walk", "tilt"))
    plan.took("done")
    names = []
    for _ in range(4):
        names.append((turn(plan).exercise, turn(plan).instead_of, turn(plan).number))
        plan.took("swap")
    assert names == [
        ("bridge", None, 2), ("crunch", "bridge", 2), ("tilt", "bridge", 2), ("bridge", None, 2),
    ]  # fmt: skip
    plan.took("done")
    assert plan.turn is None


def test_without_another_one_a_swap_leaves_it_out() -> None:
    """And it is not offered."""
    plan = through("walk", "bridge")
    assert not turn(plan).can_swap
    plan.took("swap")
    assert turn(plan).exercise == "bridge"


def test_one_that_was_taken_in_a_place_is_not_offered_in_the_next() -> None:
    """Nobody does the same one twice."""
    plan = through("walk", "bridge", spares=("crunch",))
    plan.took("swap")
    assert turn(plan).exercise == "crunch"
    plan.took("done")
    assert not turn(plan).can_swap


def test_pain_goes_on_once_and_ends_it_the_second_time() -> None:
    """Twice is that day."""
    plan = through("walk", "bridge", "plank", "crunch")
    plan.took("hurt")
    assert turn(plan).before == "hurt"
    plan.took("done")
    plan.took("hurt")
    assert plan.turn is None
    assert plan.hurt == ["walk", "plank"]
    assert len(plan.hurt) == MOST_HURT


def test_pain_in_a_rest_is_about_the_exercise_before() -> None:
    """It is told once, and the turn stays."""
    plan = through("walk", "bridge", "plank")
    plan.took("done")
    assert plan.hurt_in_rest() == "walk"
    assert (turn(plan).exercise, turn(plan).before) == ("bridge", "hurt")
    assert plan.hurt_in_rest() == "walk"
    assert plan.hurt == ["walk"]


def test_pain_before_anything_was_done_ends_the_day() -> None:
    """There is no exercise that it is about."""
    plan = through("walk", "bridge")
    assert plan.hurt_in_rest() is None
    assert plan.turn is None


def test_finishing_ends_it_in_the_middle() -> None:
    """What comes after it stays undone."""
    plan = through("walk", "bridge")
    plan.took("finish")
    assert plan.turn is None
