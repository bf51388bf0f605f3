"""Which exercises a plan has, and what it leaves out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.exercise.personal.answers import Answers
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.plan_words import Area, Demand, Feeling, Need, Trouble
from posecheck.exercise.spec.tables import Dose
from posecheck.plan import routine
from posecheck.plan.choosing import ALLOWED, FIRST_EXERCISES, Plan, plan_of
from posecheck.plan.past import Past

CATALOGUE = Catalogue()
EXERCISES = {each: CATALOGUE.get(each) for each in CATALOGUE.ids()}
TODAY = date(2026, 3, 2)
EVERYTHING: list[Need] = ["floor", "chair", "roller", "wall"]


def plan(past: list[Past] | None = None, *, feels: Feeling = "good", **answers: object) -> Plan:
    name = answers.get("routine")
    chosen = None if name is None else routine.get(str(name), CATALOGUE)
    given = {"areas": ["lower-back"], "at_hand": EVERYTHING, "minutes": 180, **answers}
    return plan_of(
        Answers.model_validate(given), [*EXERCISES.values()], past or [], TODAY, feels=feels,
        routine=chosen,
    )  # fmt: skip


def session(exercise: str, days_ago: int, *, hurt: bool = False) -> Past:
    return Past(
        day=TODAY - timedelta(days_ago), exercise=exercise, kind="live", asked=Dose(reps=8), done=8,
        judged=8, hurt=hurt,
    )  # fmt: skip


def ids(found: Plan) -> list[str]:
    return [step.exercise for step in found.steps]


def why(found: Plan) -> dict[str, str]:
    return {each.exercise: each.why.key for each in found.left_out}


def literals(literal: object) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(literal.__args__), unique=True, max_size=4)  # type: ignore[attr-defined]


@given(
    literals(Area).filter(bool), literals(Trouble), literals(Demand), literals(Need),
    st.sampled_from(Feeling.__args__), st.integers(1, 60),
)  # fmt: skip
def test_nothing_in_a_plan_is_warned_of(
    areas: list[str],
    troubles: list[str],
    forbidden: list[str],
    at_hand: list[str],
    feels: Feeling,
    minutes: int,
) -> None:
    """For all answers: fits the area, the troubles, what is forbidden and at hand, day and time."""
    past = [session(each, days) for days in range(1, 40, 3) for each in EXERCISES]
    found = plan(
        past, feels=feels, areas=areas, troubles=troubles, forbidden=forbidden, at_hand=at_hand,
        minutes=minutes,
    )  # fmt: skip
    for each in ids(found):
        facts = EXERCISES[each].plan
        assert facts is not None
        assert set(facts.areas) & set(areas)
        assert not set(facts.demands) & set(forbidden)
        assert set(facts.needs) <= set(at_hand)
        assert facts.effort in ALLOWED[feels]
        for caution in facts.cautions:
            assert not set(caution.ask_with) & set(troubles) or caution.unless in at_hand
    assert found.duration_s <= minutes * 60
    every = [*ids(found), *why(found)]
    fitting = [e.id for e in EXERCISES.values() if e.plan and set(e.plan.areas) & set(areas)]
    assert sorted(every) == sorted(fitting)


@pytest.mark.parametrize(
    ("exercise", "answers", "reason"),
    [
        ("supine-twist", {"troubles": ["disc-trouble"]}, "left-out-caution"),
        ("prone-lying", {"troubles": ["spinal-arthritis"]}, "left-out-caution"),
        ("supine-twist", {"forbidden": ["twisting"]}, "left-out-forbidden"),
        ("hook-lying", {"at_hand": ["floor"]}, "left-out-needs"),
        ("hip-bridge", {"left_out": ["hip-bridge"]}, "left-out-wish"),
        ("hip-bridge", {"feels": "bad"}, "left-out-bad"),
        ("prone-press-up", {}, "left-out-later"),
        ("hook-lying", {"minutes": 1}, "left-out-minutes"),
    ],
)
def test_each_exercise_that_is_left_out_has_its_reason(
    exercise: str, answers: dict[str, object], reason: str
) -> None:
    """In a routine, where all of them are looked for."""
    assert why(plan(routine="seven-steps", **answers))[exercise] == reason  # type: ignore[arg-type]


def test_a_doctor_may_agree() -> None:
    """Then the caution does not count, but what a doctor forbids does."""
    answers = {"routine": "seven-steps", "troubles": ["disc-trouble"], "agreed": ["hip-bridge"]}
    assert "hip-bridge" not in [e for e, k in why(plan(**answers)).items() if k != "left-out-later"]
    assert why(plan(**answers))["supine-twist"] == "left-out-caution"


def test_a_wall_helps_who_is_unsteady() -> None:
    """The caution of a walk with high knees ends where there is something to hold on to."""
    answers = {"routine": "ten-exercises", "troubles": ["unsteadiness"]}
    assert (
        why(plan(**answers, at_hand=["floor", "chair"]))["exaggerated-walk"] == "left-out-caution"
    )
    assert why(plan(**answers)).get("exaggerated-walk") != "left-out-caution"


def test_what_hurt_stays_out_until_it_is_put_back() -> None:
    """Put back before the pain does not count; on the day of the pain or after it does."""
    past = [session("hook-lying", 3, hurt=True)]
    assert why(plan(past, routine="seven-steps"))["hook-lying"] == "left-out-hurt"
    for ago, inside in ((4, False), (3, True), (0, True)):
        day = (TODAY - timedelta(ago)).isoformat()
        found = plan(past, routine="seven-steps", put_back={"hook-lying": day})
        assert ("hook-lying" in ids(found)) == inside


def test_pain_of_today_counts_at_once() -> None:
    past = [session("hook-lying", 0, hurt=True)]
    assert "hook-lying" not in ids(plan(past, routine="seven-steps"))


def test_a_few_exercises_at_first_and_one_more_every_few_days() -> None:
    """Three, four after three days, five after six."""
    for days, count in ((0, 3), (2, 3), (3, 4), (6, 5), (20, 7)):
        past = [session("hook-lying", ago) for ago in range(1, days + 1)]
        assert len(plan(past, routine="seven-steps").steps) == count
        assert len(plan(past).steps) == FIRST_EXERCISES + days // 3


def test_a_plan_without_a_routine_has_several_kinds() -> None:
    """Strength, a stretch and a movement, not three of one kind; and one lies down once."""
    kinds = {EXERCISES[each].plan.aim for each in ids(plan())}  # type: ignore[union-attr]
    assert len(kinds) == FIRST_EXERCISES
    found = plan([session("cat-cow", ago) for ago in range(1, 30)])
    postures = [EXERCISES[each].posture for each in ids(found)]
    assert len(set(postures)) == len([*groupby(postures)]) > 2


def test_what_was_begun_goes_on() -> None:
    """A plan does not change from day to day."""
    assert "bird-dog" not in ids(plan())
    assert "bird-dog" in ids(plan([session("bird-dog", 2)]))


def test_a_routines_goal_takes_the_place_of_the_exercises() -> None:
    """A physiotherapist may ask for less or more."""
    own = routine.Routine.model_validate(
        {
            "id": "mine", "title": "Mine", "about": "A.", "source": "me", "areas": ["neck"],
            "exercises": [{"id": "cat-cow", "goal": {"reps": 4}}],
        }
    )  # fmt: skip
    past = [replace(session("cat-cow", ago), done=9) for ago in range(1, 60)]
    found = plan_of(Answers(areas=["neck"]), [*EXERCISES.values()], past, TODAY, routine=own)
    assert found.steps[0].dose == Dose(sets=1, reps=4)


def test_every_exercise_says_what_plans_need() -> None:
    """And every area has at least one exercise that needs nothing."""
    facts = [each.plan for each in EXERCISES.values()]
    assert None not in facts
    for area in Area.__args__:  # type: ignore[attr-defined]
        assert any(f and area in f.areas and not f.needs for f in facts)
