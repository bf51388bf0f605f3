"""A month at home, simulated: every step of the plan agrees with the reason that it has."""

from __future__ import annotations

from pathlib import Path

import pytest

from calibration import plan_month
from posecheck.plan.growth import BACK_PER_WEEK

PAGE = Path(__file__).parents[2] / "docs" / "plan-month.md"


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> list[plan_month.Planned]:
    return list(plan_month.month(tmp_path_factory.mktemp("month") / "history.sqlite"))


def allowed(reason: str, before: int, weeks: int) -> int:
    """The level that a reason stands for, after a level of `before`."""
    return {
        "why-good-days": before, "why-wait": before, "why-goal": before, "why-faults": before,
        "why-short": before, "why-break-same": before, "why-more": before + 1,
        "why-back-faults": max(0, before - 1), "why-back-short": max(0, before - 1),
        "why-hurt": before // 2, "why-begin": 0, "why-break-anew": 0,
        "why-break-back": max(0, before - BACK_PER_WEEK * (weeks - 1)),
    }[reason]  # fmt: skip


def test_every_step_agrees_with_its_reason(days: list[plan_month.Planned]) -> None:
    """Level by level, from day to day; a sore or bad day counts for itself alone."""
    levels: dict[str, int] = {}
    seen: set[str] = set()
    for each in days:
        for step in each.plan.steps:
            reason = step.growth.reasons[0]
            weeks = int(reason.values.get("weeks", 0))  # type: ignore[call-overload]
            level = allowed(reason.key, levels.get(step.exercise, 0), weeks)
            eased = {"good": level, "sore": level // 2, "bad": 0}[each.day.feels]
            assert step.growth.level == eased, (each.day, step)
            assert step.dose.hold_s is None or step.dose.hold_s > 0
            levels[step.exercise] = level
            seen.add(reason.key)
    expected = {"why-begin", "why-more", "why-faults", "why-back-short", "why-hurt"}
    assert {*expected, "why-break-same"} <= seen


def test_what_hurt_is_left_out_until_it_is_put_back(days: list[plan_month.Planned]) -> None:
    """Pain on day 16, put back on day 19."""
    bridge = {
        each.day.number: [s for s in each.plan.steps if s.exercise == plan_month.WATCHED]
        for each in days
    }
    assert [number for number in (15, 16, 17, 18, 19) if bridge[number]] == [15, 16, 19]


def test_the_page_shows_this_month(days: list[plan_month.Planned]) -> None:
    """`python -m calibration.plan_month > docs/plan-month.md` brings it up to date."""
    assert len(days) == 30
    assert PAGE.read_text(encoding="utf-8") == plan_month.page(days)
