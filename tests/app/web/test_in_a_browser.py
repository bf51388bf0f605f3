"""The page in Chromium, with its fake camera: from choosing to the summary, and for everybody.

    pip install -e ".[test,browser]" && pytest -m browser tests/app/web

It needs Chromium, Chrome or Edge (POSECHECK_BROWSER names it), and the pose model.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import pytest

from posecheck.app import browser

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[3]
CLIP = ROOT / "sample_videos" / "hip-bridge" / "good.mp4"
VIEWS = ["#/", "#/exercise/hip-bridge", "#/plan", "#/recordings", "#/history", "#/settings"]
SIZES = {"laptop": (1280, 720), "tablet": (1024, 1366), "phone": (390, 844)}

MOST_BYTES = 300_000
"""Of the page without clips."""


def write_y4m(source: Path, target: Path) -> None:
    """A film as Chromium's fake camera takes it: pictures without compression."""
    with av.open(str(source)) as film, target.open("wb") as file:
        stream = film.streams.video[0]
        rate = stream.average_rate
        assert rate is not None
        for number, frame in enumerate(film.decode(stream)):
            if number == 0:
                size = f"W{frame.width} H{frame.height} F{rate.numerator}:{rate.denominator}"
                file.write(f"YUV4MPEG2 {size} Ip A1:1 C420jpeg\n".encode())
            file.write(b"FRAME\n" + frame.to_ndarray(format="yuv420p").tobytes())


@dataclass(frozen=True)
class Served:
    """A running `posecheck web`, and the address that it printed."""

    address: str
    process: subprocess.Popen[str]


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """Runs the command as a user runs it; its user's folder is `folder`/data."""
    from posecheck.files.folders import DATA_VARIABLE, model_folder

    data = folder / "data"
    if model_folder().is_dir():
        shutil.copytree(model_folder(), data / "models", dirs_exist_ok=True)
    environment = os.environ | {DATA_VARIABLE: str(data), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "posecheck", "web", "--no-browser", "--lang", "en"]
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found
        wait_for(lambda: is_up(found[0]))
        try:
            yield Served(found[0], process)
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
                assert process.wait(30) == 0


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address that `posecheck web` prints."""
    with served(tmp_path_factory.mktemp("web")) as running:
        yield running.address


def is_up(address: str) -> bool:
    """Whether the server listens."""
    import socket

    port = int(re.findall(r":(\d+)/", address)[0])
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


def wait_for(true: Callable[[], bool], timeout_s: float = 30.0) -> None:
    """Waits until something is true."""
    until_s = time.monotonic() + timeout_s
    while not true():
        assert time.monotonic() < until_s
        time.sleep(0.1)


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    film = tmp_path_factory.mktemp("camera") / "bridge.y4m"
    write_y4m(CLIP, film)
    arguments = [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
        *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
    ]
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=str(browser.find()), args=arguments)
        yield opened
        opened.close()


@contextmanager
def opened(chromium: Any, address: str, **context: Any) -> Iterator[Any]:
    """The page in a context of its own; at the end nothing went wrong in it."""
    made = chromium.new_context(**context)
    page = made.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    page.on("request", lambda request: wrong.append(request.url) if is_outside(request) else None)
    try:
        page.goto(address)
        page.wait_for_selector("#main h1")
        yield page
    finally:  # A page that stays open takes the server from the next one.
        made.close()
    assert wrong == []


def is_outside(request: Any) -> bool:
    """Whether a request leaves this machine."""
    return not re.match(r"(http|ws)://127\.0\.0\.1:\d+/|blob:|data:", request.url)


def go(page: Any, view: str) -> None:
    """Opens a view, and waits until it is there."""
    page.evaluate("view => { location.hash = view }", view)
    page.wait_for_timeout(300)
    page.wait_for_selector("#main h1")


def violations(page: Any) -> list[str]:
    """What axe finds wrong for people who see little, or use a keyboard or a screen reader."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    found = axe.Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]


def test_one_exercise_from_choosing_to_the_summary(chromium: Any, address: str) -> None:
    """By keyboard and search, with a camera that shows a bridge."""
    with opened(chromium, address, viewport={"width": 1280, "height": 720}) as page:
        page.get_by_label("Search").fill("bridge")
        page.get_by_role("link", name="Hip bridge").click()
        page.get_by_role("link", name="Turn on the camera").click()
        page.wait_for_selector('.room[data-stage="work"] .number:text-is("1")', timeout=90_000)
        assert violations(page) == []
        page.keyboard.press(" ")
        page.wait_for_selector('.room[data-stage="paused"]')
        assert violations(page) == []
        page.keyboard.press(" ")
        page.wait_for_selector('.room[data-stage="work"]')
        page.keyboard.press("q")
        page.wait_for_selector(".summary", timeout=30_000)
        assert "1 repetition" in page.inner_text(".summary .done")
        assert "Nothing of this session is kept" in page.inner_text(".summary")
        assert violations(page) == []
        page.get_by_role("link", name="Done").click()
        page.wait_for_selector(".cards")


def test_this_hurts_stops_at_once(chromium: Any, address: str) -> None:
    with opened(chromium, address) as page:
        go(page, "#/exercise/hip-bridge")
        page.get_by_role("link", name="Turn on the camera").click()
        page.wait_for_selector('.room:not([data-stage="opening"])', timeout=60_000)
        page.get_by_role("button", name="It hurts").click()
        page.wait_for_selector('.room[data-stage="hurt"]')
        page.wait_for_selector(".summary", timeout=60_000)
        assert page.inner_text(".summary h1").lower() == "stopped: it hurt"
        page.get_by_role("link", name="Done").click()
        page.wait_for_selector(".cards")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_every_view_is_for_everybody(chromium: Any, address: str, size: str, scheme: str) -> None:
    """axe finds nothing, and nothing is wider than the window."""
    width, height = SIZES[size]
    viewport = {"width": width, "height": height}
    with opened(chromium, address, viewport=viewport, color_scheme=scheme) as page:
        for view in VIEWS:
            go(page, view)
            assert violations(page) == [], view
            assert page.evaluate("document.documentElement.scrollWidth") <= width, view


def test_a_camera_that_is_refused_says_what_to_do(chromium: Any, address: str) -> None:
    with opened(chromium, address) as page:
        page.evaluate(
            "() => { navigator.mediaDevices.getUserMedia = () =>"
            " Promise.reject(new DOMException('', 'NotAllowedError')); }"
        )
        go(page, "#/exercise/plank")
        page.get_by_role("link", name="Turn on the camera").click()
        page.wait_for_selector("text=The browser may not use the camera")
        assert violations(page) == []


def test_a_second_tab_is_told(chromium: Any, address: str) -> None:
    with opened(chromium, address) as first, opened(chromium, address) as second:
        second.wait_for_selector("text=posecheck is open in another tab")
        assert violations(second) == []
        second.get_by_role("button", name="Use this tab").click()
        second.wait_for_selector(".cards")
        first.wait_for_selector("text=posecheck is open in another tab")


def test_without_the_key_the_page_says_which_address_to_open(chromium: Any, address: str) -> None:
    made = chromium.new_context()
    page = made.new_page()
    page.goto(address.partition("#")[0])
    page.wait_for_selector("text=Open the address that `posecheck web` printed")
    made.close()


def test_a_recording_is_dropped_analysed_and_opened(chromium: Any, address: str) -> None:
    with opened(chromium, address) as page:
        go(page, "#/recordings")
        page.set_input_files("#file", str(CLIP))
        page.wait_for_selector('.clip[data-state="done"]', timeout=180_000)
        assert "Hip bridge" in page.inner_text(".clip")
        assert violations(page) == []
        with page.context.expect_page() as report:
            page.get_by_role("button", name="Open the report").click()
        report.value.wait_for_selector("h1")
        report.value.close()
        page.get_by_role("button", name="Show the video").click()
        page.wait_for_selector(".clip video")
        page.wait_for_timeout(1000)
        assert page.evaluate("document.querySelector('.clip video').videoWidth") > 0
        page.get_by_role("button", name="Forget it").click()
        page.wait_for_selector(".clip", state="detached")


def test_the_page_is_light_and_soon_usable(chromium: Any, address: str) -> None:
    """With all stills: 300 kB; usable half a second after the server answers."""
    with opened(chromium, address) as page:
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        page.wait_for_timeout(1500)
        sizes = page.evaluate(
            "[...performance.getEntriesByType('resource'), ...performance.getEntriesByType("
            "'navigation')].map(one => one.transferSize)"
        )
    assert 100_000 < sum(sizes) <= MOST_BYTES


def test_scripts_have_the_types_that_they_say(tmp_path: Path) -> None:
    """tsc checks the types in the scripts' comments; `npm` has it."""
    tsc = shutil.which("tsc")
    if tsc is None:
        pytest.skip("no tsc: npm install --global typescript")
    config = Path(__file__).with_name("tsconfig.json")
    done = subprocess.run(
        [tsc, "-p", str(config)], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert done.stdout == ""
    assert done.returncode == 0
