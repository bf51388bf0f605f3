"""Large text on a phone, and a page that is zoomed: nothing has to be moved sideways to be read."""

from __future__ import annotations

from typing import Any

import pytest

from .test_in_a_browser import VIEWS, address, chromium, go, opened

__all__ = ["address", "chromium"]

pytestmark = pytest.mark.browser

SIZES = {
    "a phone with large text": (390, 844, True),
    "a laptop at 200 %": (640, 360, False),
    "a tablet at 200 %": (512, 683, False),
    "a laptop at 200 % with large text": (640, 360, True),
    "as narrow as WCAG 1.4.10 asks for": (320, 640, False),
    "a phone at 200 %": (195, 422, False),
}
"""Zooming by two halves the size that the page sees, and doubles its pixels."""

TOO_WIDE = """() => {
  const scrolls = (one) => one && one !== document.body
    && (/(auto|scroll)/.test(getComputedStyle(one).overflowX) || scrolls(one.parentElement));
  const seen = [...document.querySelectorAll("body *")].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.width > 1 && box.right > window.innerWidth + 1 && !one.closest(".unseen, .skip, svg")
      && !scrolls(one);
  });
  return seen.slice(0, 5).map((one) => `${one.tagName}.${one.className}`);
}"""
"""What reaches beyond the window, and lies in nothing that scrolls by itself."""


def sideways(page: Any) -> tuple[bool, list[str]]:
    """Whether the page scrolls sideways, and what reaches too far."""
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return wide, page.evaluate(TOO_WIDE)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["en", "de"])
def test_no_view_is_wider_than_the_window(
    chromium: Any, address: str, size: str, lang: str
) -> None:
    width, height, big = SIZES[size]
    scale = 2 if "200" in size else 1
    viewport = {"width": width, "height": height}
    with opened(chromium, address, viewport=viewport, device_scale_factor=scale) as page:
        page.evaluate(
            "said => localStorage.setItem('posecheck-settings', JSON.stringify(said))",
            {"big": big, "lang": lang},
        )
        page.reload()
        page.wait_for_selector("#main h1")
        assert page.evaluate("document.documentElement.classList.contains('big')") is big
        for view in [*VIEWS, "#/summary"]:
            go(page, view)
            assert sideways(page) == (False, []), view


@pytest.mark.parametrize("size", ["a phone with large text", "a laptop at 200 %"])
def test_no_state_of_a_session_is_wider_than_the_window(
    chromium: Any, address: str, size: str
) -> None:
    width, height, big = SIZES[size]
    with opened(chromium, address, viewport={"width": width, "height": height}) as page:
        page.evaluate(
            "said => localStorage.setItem('posecheck-settings', JSON.stringify(said))",
            {"big": big},
        )
        page.reload()
        page.wait_for_selector("#main h1")
        go(page, "#/exercise/hip-bridge")
        page.locator("a.start").click()
        page.wait_for_selector('.room:not([data-stage="opening"])', timeout=60_000)
        assert sideways(page) == (False, [])
        page.keyboard.press(" ")
        page.wait_for_selector('.room[data-stage="paused"]')
        assert sideways(page) == (False, [])
        page.keyboard.press("q")
        page.wait_for_selector(".summary, .trouble, .cards", timeout=60_000)
        assert sideways(page) == (False, [])
        go(page, "#/")
