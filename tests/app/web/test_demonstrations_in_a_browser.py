"""Films of exercises on the page: while one points at a card, and on the sheet; never unasked."""

from __future__ import annotations

from typing import Any

import pytest

from .test_in_a_browser import address, chromium, go, opened, violations

__all__ = ["address", "chromium"]

pytestmark = pytest.mark.browser

PLAYS = "() => { const film = document.querySelector('.film'); return film && !film.paused"
PLAYS += " && film.currentTime > 0.2 && film.videoWidth > 0; }"


def card(page: Any, name: str) -> Any:
    """The card of an exercise."""
    return page.locator(".card", has_text=name).first


def films(page: Any) -> list[str]:
    """The films that were fetched."""
    names: list[str] = page.evaluate(
        "performance.getEntriesByType('resource').map(one => one.name)"
    )
    found = {name.rpartition("/")[2] for name in names if "/demonstrations/" in name}
    return sorted(found)


def test_a_film_plays_while_one_points_at_its_card(chromium: Any, address: str) -> None:
    with opened(chromium, address) as page:
        assert films(page) == []
        card(page, "Hip bridge").hover()
        page.wait_for_function(PLAYS)
        assert films(page) == ["hip-bridge.mp4"]
        assert page.evaluate("document.querySelector('.film').muted")
        assert violations(page) == []
        card(page, "Trunk rotation").hover()
        page.wait_for_function(PLAYS)
        assert page.locator(".film").count() == 1
        page.get_by_role("heading", level=1).hover()
        page.wait_for_selector(".film", state="detached")


def test_who_only_passes_over_a_card_fetches_nothing(chromium: Any, address: str) -> None:
    with opened(chromium, address) as page:
        for name in ("Hip bridge", "Trunk rotation", "Crunch"):
            page.evaluate(
                "card => card.dispatchEvent(new PointerEvent('pointerover', {bubbles: true}))",
                card(page, name).element_handle(),
            )
        page.evaluate(
            "document.body.dispatchEvent(new PointerEvent('pointerover', {bubbles: true}))"
        )
        page.wait_for_timeout(600)
        assert films(page) == []


def test_a_film_begins_anew_after_a_rest(chromium: Any, address: str) -> None:
    with opened(chromium, address) as page:
        card(page, "Plank").hover()
        page.wait_for_function(PLAYS)
        page.evaluate(
            "() => { const f = document.querySelector('.film'); f.currentTime = f.duration }"
        )
        page.wait_for_function("() => document.querySelector('.film').ended")
        page.wait_for_function(PLAYS)


def test_a_film_plays_at_the_card_that_has_the_keyboard(chromium: Any, address: str) -> None:
    with opened(chromium, address) as page:
        page.get_by_label("Search").fill("bridge")
        page.get_by_label("Search").focus()
        while page.evaluate("!document.activeElement.matches('.card')"):
            page.keyboard.press("Tab")
        page.wait_for_function(PLAYS)
        page.keyboard.press("Shift+Tab")
        page.wait_for_selector(".film", state="detached")


def test_a_finger_plays_nothing(chromium: Any, address: str) -> None:
    """It opens the card."""
    with opened(chromium, address, has_touch=True, viewport={"width": 390, "height": 844}) as page:
        card(page, "Hip bridge").tap()
        page.wait_for_selector(".sheet .film")
        page.wait_for_function(PLAYS)
        assert films(page) == ["hip-bridge.mp4"]  # that of the sheet


@pytest.mark.parametrize("how", ["the system", "the settings"])
def test_with_less_motion_a_film_plays_only_by_the_button(
    chromium: Any, address: str, how: str
) -> None:
    motion = "reduce" if how == "the system" else "no-preference"
    with opened(chromium, address, reduced_motion=motion) as page:
        if how == "the settings":
            go(page, "#/settings")
            page.get_by_label("Less motion").check()
            go(page, "#/")
        card(page, "Hip bridge").hover()
        page.wait_for_timeout(700)
        go(page, "#/exercise/hip-bridge")
        page.wait_for_timeout(500)
        assert films(page) == []
        page.get_by_role("button", name="Show how it is done").click()
        page.wait_for_function(PLAYS)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_film_of_a_sheet_stops_and_goes_on_by_its_button(
    chromium: Any, address: str, scheme: str
) -> None:
    with opened(chromium, address, color_scheme=scheme) as page:
        go(page, "#/exercise/hip-bridge")
        page.wait_for_function(PLAYS)
        assert violations(page) == []
        page.get_by_role("button", name="Stop the film").click()
        assert page.evaluate("document.querySelector('.film').paused")
        assert violations(page) == []
        page.get_by_role("button", name="Show how it is done").click()
        page.wait_for_function(PLAYS)
        go(page, "#/")
        page.wait_for_selector(".film", state="detached")
