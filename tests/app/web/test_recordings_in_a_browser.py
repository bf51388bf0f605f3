"""Recordings on the page: compared, cancelled, refused, killed; each says what became of it."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import stick

from posecheck.pose import landmark_recording

from .test_in_a_browser import SIZES, address, chromium, go, opened, violations, wait_for

__all__ = ["address", "chromium"]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with landmarks of bridges: short ones, and one that takes long."""
    folder = tmp_path_factory.mktemp("films")
    for name, tops_deg in {"low": [168.0] * 2, "high": [178.0] * 2, "long": [170.0] * 400}.items():
        course, _ = stick.bridges([stick.Plan(top_deg=top) for top in tops_deg], lead_s=1.5)
        times_s = stick.times(course.end_s + 2)[::2]
        poses = stick.film(lambda t, course=course: stick.bridge(course.at(t)), times_s)
        landmark_recording.save(folder / f"{name}.npz", poses)
    return folder


@pytest.fixture
def page(chromium: Any, address: str) -> Iterator[Any]:
    """The view of recordings, with nothing in it; at the end it is emptied."""
    with opened(chromium, address) as made:
        go(made, "#/recordings")
        made.wait_for_timeout(300)
        yield made
        forget_all(made)


def forget_all(page: Any) -> None:
    """Cancels and forgets all recordings."""
    go(page, "#/recordings")
    page.evaluate(
        """async () => {
          const headers = { "X-Posecheck-Token": sessionStorage.getItem("posecheck-token") };
          for (const clip of await (await fetch("/api/recordings", { headers })).json())
            await fetch(`/api/recordings/${clip.id}`, { headers, method: "DELETE" });
        }"""
    )


def drop(page: Any, *files: Path, exercise: str = "hip-bridge") -> None:
    """Gives files to the page."""
    page.get_by_label("Which exercise is it?").first.select_option(exercise)
    page.set_input_files("#file", [str(file) for file in files])


def row(page: Any, name: str, state: str) -> Any:
    """The row of a recording, once it is in a state."""
    found = page.locator(f'.clip[data-state="{state}"]', has_text=name).first
    found.wait_for(timeout=120_000)
    return found


def test_two_recordings_are_chosen_and_compared(page: Any, films: Path) -> None:
    drop(page, films / "low.npz", films / "high.npz")
    row(page, "low.npz", "done")
    row(page, "high.npz", "done")
    page.get_by_label("Compare this one low.npz").check()
    assert "Choose two or more" in page.inner_text(".compare")
    page.get_by_label("Compare this one high.npz").check()
    assert violations(page) == []
    with page.context.expect_page() as comparison:
        page.get_by_role("button", name="Compare", exact=True).click()
    comparison.value.wait_for_selector("table")
    text = comparison.value.inner_text("body")
    assert "low.npz" in text
    assert "high.npz" in text
    comparison.value.close()


def test_different_exercises_are_not_compared_and_it_is_said(page: Any, films: Path) -> None:
    drop(page, films / "low.npz")
    drop(page, films / "high.npz", exercise="plank")
    for name in ("low.npz", "high.npz"):
        row(page, name, "done")
        page.get_by_label(f"Compare this one {name}").check()
    said = "These are different exercises. Choose recordings of one exercise. (Hip bridge, Plank)"
    assert said in page.inner_text(".compare")
    assert violations(page) == []


def test_a_report_that_was_kept_is_dropped_and_compared(page: Any, films: Path) -> None:
    drop(page, films / "low.npz")
    row(page, "low.npz", "done").get_by_role("button", name="Keep report and video").click()
    page.wait_for_selector("text=Kept in:")
    where = page.inner_text(".clip .fine").removeprefix("Kept in:").strip()
    report = Path(where) if os.path.isabs(where) else None  # noqa: PTH117
    if report is None:
        pid = server_of(page)
        report = Path(os.readlink(f"/proc/{pid}/cwd")) / where  # noqa: PTH115
    drop(page, report)
    found = row(page, report.name, "done")
    assert "Hip bridge" in found.inner_text()
    assert found.get_by_role("button", name="Keep report and video").count() == 0
    page.get_by_label(f"Compare this one {report.name}").check()
    page.get_by_label("Compare this one low.npz").check()
    with page.context.expect_page() as comparison:
        page.get_by_role("button", name="Compare", exact=True).click()
    comparison.value.wait_for_selector("table")
    comparison.value.close()


def server_of(page: Any) -> int:
    """The number of the server's process."""
    port = int(re.findall(r":(\d+)/", page.url)[0])
    for found in Path("/proc").glob("[0-9]*"):
        if children(int(found.name)) is not None and is_server(found, port):
            return int(found.name)
    raise AssertionError("no server")


def is_server(process: Path, port: int) -> bool:
    """Whether a process is a server of the page that listens on a port."""
    try:
        words = (process / "cmdline").read_bytes().split(b"\0")
        held = {os.readlink(one) for one in (process / "fd").iterdir()}  # noqa: PTH115
        table = (process / "net" / "tcp").read_text().splitlines()[1:]
    except OSError:
        return False
    listening = {
        f"socket:[{line.split()[9]}]"
        for line in table
        if line.split()[1].endswith(f":{port:04X}") and line.split()[3] == "0A"
    }
    return b"web" in words and bool(held & listening)


def children(pid: int) -> list[int] | None:
    """The processes that a process started; None where it is gone."""
    try:
        return [
            int(word)
            for task in Path(f"/proc/{pid}/task").iterdir()
            for word in (task / "children").read_text().split()
        ]
    except OSError:
        return None


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_a_process_that_is_killed_is_said_and_the_next_one_goes_on(page: Any, films: Path) -> None:
    drop(page, films / "long.npz", films / "low.npz")
    row(page, "long.npz", "working")
    wait_for(lambda: bool(children(server_of(page))))
    (pid,) = children(server_of(page)) or []
    os.kill(pid, signal.SIGKILL)
    assert "ended from outside" in row(page, "long.npz", "failed").inner_text()
    assert violations(page) == []
    row(page, "low.npz", "done")


def test_an_upload_is_cancelled_in_the_middle(page: Any, tmp_path: Path) -> None:
    """Nothing of it stays on the page, nor at the server."""
    large = tmp_path / "large.mp4"
    with large.open("wb") as file:
        file.truncate(900_000_000)
    page.get_by_label("Which exercise is it?").first.select_option("hip-bridge")
    page.set_input_files("#file", str(large))
    uploading = row(page, "large.mp4", "sending")
    page.wait_for_function("() => document.querySelector('.clip progress')?.value > 0")
    uploading.get_by_role("button", name="Cancel").first.click()
    page.wait_for_selector(".clip", state="detached", timeout=20_000)
    assert page.locator(".error:visible").count() == 0


def test_a_file_that_is_too_large_is_told_before_it_is_sent(page: Any, tmp_path: Path) -> None:
    large = tmp_path / "large.mp4"
    with large.open("wb") as file:
        file.truncate(2_000_000_001)
    page.set_input_files("#file", str(large))
    refused = row(page, "large.mp4", "refused")
    assert "More than 2 GB is too much" in refused.inner_text()
    assert violations(page) == []
    refused.get_by_role("button", name="Forget it").click()
    page.wait_for_selector(".clip", state="detached")


def test_what_is_no_film_says_so(page: Any, tmp_path: Path) -> None:
    (tmp_path / "text.mp4").write_text("no film")
    (tmp_path / "text.txt").write_text("no film")
    drop(page, tmp_path / "text.mp4", tmp_path / "text.txt")
    assert "text.mp4: not a video" in row(page, "text.mp4", "failed").inner_text()
    assert "This is no film" in row(page, "text.txt", "refused").inner_text()
    assert violations(page) == []


def test_a_hundred_files_at_once_wait_for_their_turn(page: Any, tmp_path: Path) -> None:
    """Twenty are at the server; the others wait on the page, and none is refused."""
    files = []
    for number in range(100):
        files.append(tmp_path / f"{number}.mp4")
        files[-1].write_bytes(b"no film")
    drop(page, *files)
    page.wait_for_function("() => document.querySelectorAll('.clip').length === 100")
    assert page.locator('.clip[data-state="refused"]').count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_the_comparison_is_for_everybody(
    chromium: Any, address: str, films: Path, size: str, scheme: str
) -> None:
    """axe finds nothing in it, and it is no wider than the window."""
    width, height = SIZES[size]
    viewport = {"width": width, "height": height}
    with opened(chromium, address, viewport=viewport, color_scheme=scheme) as page:
        go(page, "#/recordings")
        drop(page, films / "low.npz", films / "high.npz")
        for name in ("low.npz", "high.npz"):
            row(page, name, "done")
            page.get_by_label(f"Compare this one {name}").check()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        forget_all(page)
