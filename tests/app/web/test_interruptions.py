"""What interrupts a session in a browser: a reload, sleep, a lost camera, a killed server."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from posecheck.report import json

from .test_in_a_browser import Served, address, chromium, go, opened, served

__all__ = ["address", "chromium"]

pytestmark = pytest.mark.browser

COUNTED = '.room[data-stage="work"] .number:text-is("{}")'


def begin(page: Any) -> None:
    """A session in front of the clip, until the first repetition is counted."""
    go(page, "#/exercise/hip-bridge")
    page.get_by_role("link", name="Turn on the camera").click()
    page.wait_for_selector(COUNTED.format(1), timeout=90_000)


def end(page: Any) -> str:
    """Ends the session; answers its summary."""
    page.keyboard.press("q")
    page.wait_for_selector(".summary", timeout=60_000)
    return str(page.inner_text(".summary"))


def test_a_reload_goes_on_with_the_session(chromium: Any, address: str) -> None:
    with opened(chromium, address) as page:
        begin(page)
        page.reload()
        page.wait_for_selector(COUNTED.format(2), timeout=90_000)
        assert "2 repetitions" in end(page)


def unplug(page: Any) -> None:
    """The camera is gone, and no other is there until `plug_in`."""
    page.evaluate(
        "() => { const devices = navigator.mediaDevices;"
        " window.kept = devices.getUserMedia.bind(devices);"
        " devices.getUserMedia = () => Promise.reject(new DOMException('', 'NotFoundError'));"
        " const [track] = document.querySelector('video').srcObject.getVideoTracks();"
        " track.stop(); track.dispatchEvent(new Event('ended')); }"
    )
    page.wait_for_selector("text=The camera was taken away.")


def plug_in(page: Any) -> None:
    page.evaluate("() => { navigator.mediaDevices.getUserMedia = window.kept; }")


def test_a_camera_that_is_plugged_in_again_goes_on(chromium: Any, address: str) -> None:
    with opened(chromium, address) as page:
        begin(page)
        unplug(page)
        page.wait_for_timeout(3000)
        plug_in(page)
        page.wait_for_selector(COUNTED.format(2), timeout=90_000)
        assert "The camera was taken away." not in page.inner_text("main")
        assert "2 repetitions" in end(page)


def test_a_camera_that_stays_away_ends_the_session_with_what_was_done(
    chromium: Any, address: str
) -> None:
    with opened(chromium, address) as page:
        begin(page)
        unplug(page)
        page.wait_for_selector(".summary", timeout=90_000)
        assert "1 repetition" in page.inner_text(".summary")


def processes_below(pid: int) -> list[int]:
    """A process and all that it started."""
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += map(int, Path(f"/proc/{one}/task/{one}/children").read_text().split())
    return found


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="finds processes in /proc")
def test_sleep_and_wake_make_no_fault_and_no_repetition(chromium: Any, tmp_path: Path) -> None:
    """Server and browser stand still together, as when a laptop's lid is closed."""
    with served(tmp_path) as running, opened(chromium, running.address) as page:
        begin(page)
        before = page.inner_text(".number")
        asleep = [running.process.pid, *browsers(running)]
        for pid in asleep:
            os.kill(pid, signal.SIGSTOP)
        time.sleep(10)
        for pid in asleep:
            os.kill(pid, signal.SIGCONT)
        assert page.inner_text(".number") == before
        page.wait_for_selector(COUNTED.format(2), timeout=90_000)
        end(page)
        page.get_by_role("button", name="Keep the report").click()
        page.wait_for_selector("text=Kept in:")
        report = json.load(next(tmp_path.rglob("*.report.json")).read_text(encoding="utf-8"))
    assert report.count == 2
    assert report.findings == ()
    told = {remark.kind for remark in report.remarks}
    assert told & {"no-pictures", "camera-silent"}, told


def browsers(running: Served) -> list[int]:
    """The processes of the browser that this process has started; the server's are left out."""
    ours = set(processes_below(os.getpid())) - set(processes_below(running.process.pid))
    names = {pid: Path(f"/proc/{pid}/comm").read_text() for pid in ours}
    return [pid for pid, name in names.items() if name.startswith("chrom")]


def test_a_killed_server_is_told_and_the_next_start_offers_the_session(
    chromium: Any, tmp_path: Path
) -> None:
    made = chromium.new_context()
    page = made.new_page()
    with served(tmp_path) as running:
        page.goto(running.address)
        page.wait_for_selector("#main h1")
        begin(page)
        running.process.kill()
        running.process.wait(30)
        page.wait_for_selector("text=posecheck does not answer.")
    made.close()
    with served(tmp_path) as again, opened(chromium, again.address) as page:
        page.get_by_role("button", name="Show what was done").click()
        page.wait_for_selector(".summary", timeout=60_000)
        assert "1 repetition" in page.inner_text(".summary")
