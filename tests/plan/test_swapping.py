"""Which exercises may take the place of another one."""

from __future__ import annotations

from datetime import date

from posecheck.exercise.personal.answers import Answers
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.plan.choosing import plan_of
from posecheck.plan.swapping import alternatives, spare

CATALOGUE = Catalogue()
ALL = [CATALOGUE.get(each) for each in CATALOGUE.ids()]


def test_nothing_that_is_warned_of_is_spare() -> None:
    """Only exercises for which there was no room; one that needs a chair is none."""
    answers = Answers.model_validate({"areas": ["lower-back"], "left_out": ["crunch"]})
    plan = plan_of(answers, ALL, [], date(2026, 3, 2))
    found = spare(plan)
    assert found
    assert not set(found) & {step.exercise for step in plan.steps}
    assert "crunch" not in found
    assert all("chair" not in (CATALOGUE.get(each).plan.needs) for each in found)  # type: ignore[union-attr]


def test_the_likest_comes_first_and_never_itself() -> None:
    """What stretches is replaced by what stretches."""
    own = CATALOGUE.get("hip-bridge")
    found = alternatives(own, ALL)
    assert own.id not in found
    assert len(found) == len(ALL) - 1
    first = CATALOGUE.get(found[0])
    assert first.plan is not None
    assert own.plan is not None
    assert first.plan.aim == own.plan.aim
    aims = [CATALOGUE.get(each).plan.aim == own.plan.aim for each in found]  # type: ignore[union-attr]
    assert aims == sorted(aims, reverse=True)
