"""Pages in a real browser: no request to anywhere, nothing in a reader's way, two printed pages.

    pip install -e ".[test,browser]" && pytest -m browser

It needs Chromium, Chrome or Edge: the one that prints PDFs (POSECHECK_BROWSER names it).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import stick

from posecheck.app import browser
from posecheck.capture.video_writer import VideoWriter
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.files.recognised import wrote
from posecheck.records import Frame, Report
from posecheck.report.page import compared, drawing, facts, render
from posecheck.report.page.course import Collector, Course
from posecheck.words.exercise_texts import texts_of
from posecheck.words.speech import Speech

pytestmark = pytest.mark.browser

MOST_BYTES = 1_000_000
"""Of a page without pictures."""

SCHEMES = ("light", "dark")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as running:
        arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        opened = running.chromium.launch(executable_path=str(browser.find()), args=arguments)
        yield opened
        opened.close()


def session(top_deg: float = 172.0) -> tuple[Report, Course | None]:
    """Three bridges, the last one half, as the engine judges them."""
    exercise = Catalogue().get("hip-bridge")
    plans = [stick.Plan(top_deg=top_deg), stick.Plan(top_deg=top_deg), stick.Plan(top_deg=152.0)]
    course, _ = stick.bridges(plans)
    times_s = stick.times(course.end_s + 1.5)
    engine, collector = Session(exercise), Collector()
    for pose in stick.film(lambda t_s: stick.bridge(course.at(t_s)), times_s):
        collector.step(engine.step(pose))
    report = replace(engine.finish(), source="bridges.mp4", texts=texts_of(exercise))
    return report, collector.course()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with its video beside it: 40 s of grey."""
    import numpy as np

    folder = tmp_path_factory.mktemp("page")
    with VideoWriter(folder / "bridges.annotated.mp4") as video:
        for i in range(200):
            video.write(Frame(i / 5, np.full((48, 64, 3), 90, np.uint8)))
    report, course = session()
    shown = facts.shown(
        report, course=course, exercise=Catalogue().get("hip-bridge"), video="bridges.annotated.mp4"
    )
    path = folder / "bridges.html"
    path.write_text(render.page([shown], Speech(report.texts)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def comparison(tmp_path_factory: pytest.TempPathFactory) -> Path:
    earlier, later = session(168.0)[0], session(176.0)[0]
    path = tmp_path_factory.mktemp("compared") / "compared.html"
    shown = compared.shown([earlier, later], Speech(later.texts))
    path.write_text(render.comparison(shown, Speech(later.texts)), encoding="utf-8")
    return path


@pytest.fixture(params=["page", "comparison"])
def each(request: pytest.FixtureRequest) -> Path:
    path: Path = request.getfixturevalue(request.param)
    return path


@pytest.mark.parametrize("scheme", SCHEMES)
def test_nothing_stands_in_a_readers_way(chromium: Any, each: Path, scheme: str) -> None:
    """axe finds nothing: contrast, headings, tables, names for screen readers."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    opened = chromium.new_page(color_scheme=scheme)
    opened.goto(each.as_uri())
    found = axe.run(opened)
    assert found.violations_count == 0, found.generate_report()


def test_nothing_is_asked_of_anywhere(chromium: Any, each: Path) -> None:
    """Only the page, and the video beside it; its own policy refuses nothing of its own."""
    opened = chromium.new_page()
    asked: list[str] = []
    said: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: said.append(message.text))
    opened.goto(each.as_uri())
    opened.wait_for_timeout(500)
    beside = {each.as_uri(), each.with_name("bridges.annotated.mp4").as_uri()}
    assert set(asked) <= beside
    assert said == []
    assert each.stat().st_size <= MOST_BYTES


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_it_prints_on_two_pages(chromium: Any, each: Path, paper: str) -> None:
    opened = chromium.new_page()
    opened.goto(each.as_uri())
    assert 1 <= pages(opened.pdf(format=paper)) <= 2


def pages(pdf: bytes) -> int:
    """How many pages a PDF has."""
    return pdf.count(b"/Type /Page") - pdf.count(b"/Type /Pages")


def test_a_click_on_a_fault_jumps_there_in_the_video(chromium: Any, page: Path) -> None:
    """On its time, on its mark, and anywhere on the strip; the strip shows where the video is."""
    opened = chromium.new_page()
    opened.goto(page.as_uri())
    opened.wait_for_function("document.querySelector('video').readyState >= 1")
    link = opened.locator("a.clock").first
    link.click()
    wanted_s = float(link.get_attribute("data-t"))
    assert opened.evaluate("document.querySelector('video').currentTime") == pytest.approx(wanted_s)
    opened.wait_for_function(
        "document.querySelector('.playhead').getAttribute('visibility') === 'visible'"
    )
    strip = opened.locator("svg.strip")
    box = strip.bounding_box()
    start_s, end_s, left, right = (
        float(strip.get_attribute(f"data-{end}")) for end in ("start", "end", "left", "right")
    )
    left, right = (box["x"] + box["width"] * x / drawing.WIDTH for x in (left, right))
    opened.mouse.click((left + right) / 2, box["y"] + box["height"] - 5)
    middle_s = (start_s + end_s) / 2
    now_s = opened.evaluate("document.querySelector('video').currentTime")
    assert now_s == pytest.approx(middle_s, abs=0.1)


def test_a_narrow_screen_scrolls_only_what_is_wide(chromium: Any, each: Path) -> None:
    """On a phone the page itself is not wider than the screen."""
    opened = chromium.new_page(viewport={"width": 390, "height": 800})
    opened.goto(each.as_uri())
    assert opened.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_pdf_is_known_again(page: Path, tmp_path: Path) -> None:
    """It is printed by the browser, and posecheck may replace it later."""
    path = tmp_path / "bridges.pdf"
    browser.write_pdf(browser.find(), page.read_text(encoding="utf-8"), path)
    assert path.read_bytes().startswith(b"%PDF-")
    assert pages(path.read_bytes()) <= 2
    assert wrote(path)
    with suppress(FileNotFoundError):
        assert not list(path.parent.glob("*.part"))
