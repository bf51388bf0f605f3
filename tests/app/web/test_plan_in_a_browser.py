"""Somebody without a terminal, in a real browser: their name, their plan, and through it."""

from __future__ import annotations

from typing import Any

import pytest

from .test_in_a_browser import SIZES, address, chromium, go, opened, violations

__all__ = ["address", "chromium"]

pytestmark = pytest.mark.browser


def make(page: Any, name: str) -> None:
    """Makes a person where a plan asks for one, and waits for the first question."""
    go(page, "#/plan")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_role("button", name="Make this person").click()
    page.wait_for_selector(".question")


def answer(page: Any) -> None:
    """Answers all questions: the lower back, and what stands there already."""
    page.get_by_label("lower back").check()
    for _ in range(5):
        page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Make a plan").click()
    page.wait_for_selector(".today .steps")


def test_a_person_makes_a_plan_and_begins_it(chromium: Any, address: str) -> None:
    """A name with a capital is the same name. Space stops the countdown, N and Q go on."""
    width, height = SIZES["phone"]
    with opened(chromium, address, viewport={"width": width, "height": height}) as page:
        make(page, "Berta")
        page.get_by_role("button", name="Next").click()
        page.wait_for_selector("text=Choose at least one.")
        assert violations(page) == []
        answer(page)
        first, *others = page.locator(".steps .title").all_inner_texts()
        assert others
        page.get_by_text("The reasons for the exercises and their doses").click()
        page.wait_for_selector("text=You begin with a few.")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.get_by_role("link", name="Start today's plan").click()
        page.wait_for_selector('.room[data-stage="next"]', timeout=60_000)
        assert page.inner_text(".following .title") == first
        page.keyboard.press(" ")
        page.wait_for_selector('.room[data-stage="paused"]')
        assert violations(page) == []
        page.keyboard.press(" ")
        page.get_by_role("button", name="Skip it").click()
        page.wait_for_selector(f'.following .title:text-is("{others[0]}")', timeout=30_000)
        page.keyboard.press("q")
        page.wait_for_selector(".of-day", timeout=60_000)
        assert page.inner_text(".of-day h1").startswith("Nothing was counted today")
        assert violations(page) == []
        page.get_by_role("link", name="Done").click()
        page.wait_for_selector(".today .steps")


def test_how_it_is_today_and_what_is_left_out_change_the_plan(chromium: Any, address: str) -> None:
    with opened(chromium, address) as page:
        make(page, "carla")
        answer(page)
        page.get_by_role("button", name="bad", exact=True).click()
        page.wait_for_selector(".bad-day")
        page.get_by_role("button", name="good, or as usual").click()
        page.wait_for_selector(".bad-day", state="detached")
        first = page.locator(".steps .title").first.inner_text()
        page.get_by_text("The reasons for the exercises and their doses").click()
        page.get_by_role("button", name=f"Leave it out: {first}").click()
        page.wait_for_selector("text=Kept. Today's plan is made anew.")
        assert first not in page.locator(".steps .title").all_inner_texts()
        page.get_by_text("Left out today").click()
        page.get_by_role("button", name=f"Put it back: {first}").click()
        page.wait_for_selector(f'.steps .title:text-is("{first}")')
        assert violations(page) == []


def test_a_routine_is_chosen(chromium: Any, address: str) -> None:
    with opened(chromium, address) as page:
        make(page, "dora")
        answer(page)
        go(page, "#/plan")
        page.get_by_role("radio", name="Seven steps").check()
        page.wait_for_selector("text=Kept. Today's plan is made anew.")
        assert violations(page) == []
        page.get_by_role("link", name="To today's plan").click()
        page.wait_for_selector("text=Routine: Seven steps")


def test_a_person_is_deleted_after_asking_once_more(chromium: Any, address: str) -> None:
    with opened(chromium, address) as page:
        make(page, "emil")
        go(page, "#/settings")
        page.get_by_role("button", name="Delete this person").click()
        assert violations(page) == []
        page.get_by_label("Delete their history, too").check()
        page.get_by_role("button", name="Yes, delete", exact=True).click()
        page.wait_for_selector("text=The person is deleted.")
        assert "emil" not in page.locator("#set-person option").all_inner_texts()


def test_cautions_are_beside_the_body_before_it_begins(chromium: Any, address: str) -> None:
    """The film shows somebody who lies: a walk never begins, and the cautions stay."""
    with opened(chromium, address, viewport={"width": 390, "height": 844}) as page:
        go(page, "#/exercise/standing-roll-down")
        page.get_by_role("link", name="Turn on the camera").click()
        page.wait_for_selector('.room[data-stage="setup"] .brief:not(.none)', timeout=60_000)
        brief, picture = (page.locator(each).bounding_box() for each in (".brief", ".picture"))
        assert brief["y"] >= picture["y"] + picture["height"]
        assert page.evaluate(
            "(() => { const it = document.querySelector('.brief');"
            " return it.scrollHeight <= it.clientHeight + 1; })()"
        )
        assert "make you dizzy" in page.inner_text(".brief")
        assert violations(page) == []
        page.keyboard.press("q")
        page.wait_for_selector(".summary", timeout=30_000)
        page.get_by_role("link", name="Done").click()
        page.wait_for_selector(".cards")
