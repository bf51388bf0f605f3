"""Counts and holds through a browser, against the same clip's landmarks. For docs/web.md.

    python -m calibration.web_counts hip-bridge/good plank/good     # or no clip: those of `live`
    python -m calibration.web_counts --rate 15                      # every second picture

Chromium's fake camera shows the clip; before it its first pictures go to and fro, while the camera
and the pose model open, and after it the last one stands still.
It needs the extra `browser`, and Chromium.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import av
import numpy as np
from playwright.sync_api import sync_playwright

from calibration.live.stream import LEAD_PICTURES, lead_in
from posecheck.app import browser
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.pose import landmark_recording
from posecheck.records import Pose, Report
from posecheck.report import json as reports

ROOT = Path(__file__).parents[1]

LEAD_S = 8.0
"""The lead-in, as that of `live.stream`: opening camera and pose model takes 1 to 4 s. A picture
that stood still for so long would be called frozen."""

TAIL_S = 6.0
"""And the last one, so that the film does not begin anew before the session is finished."""

RENDERED_HZ = 30
"""The clips that are compared are rendered at this rate, pictures a second."""

KINDS = ("hip-bridge", "plank", "shoulder-blade-squeeze")
"""The exercises whose clips docs/live.md compares."""


def clips() -> list[str]:
    """All clips of those exercises that are rendered at 30 pictures a second, as "ID/NAME"."""
    found = []
    for kind in KINDS:
        for path in sorted((ROOT / "sample_videos" / kind).glob("*.mp4")):
            with av.open(str(path)) as film:
                if round(float(film.streams.video[0].average_rate or 0)) == RENDERED_HZ:
                    found.append(f"{kind}/{path.stem}")
    return found


def write_film(
    source: Path, target: Path, *, rate_hz: int, lead_s: float = LEAD_S, tail_s: float = TAIL_S
) -> float:
    """The clip between lead-in and still, as Chromium's fake camera takes it; its duration, s.

    `rate_hz` divides `RENDERED_HZ`: 15 leaves every second picture out.
    """
    step = RENDERED_HZ // rate_hz
    first: list[bytes] = []
    with av.open(str(source)) as film, target.open("wb") as file:
        for i, frame in enumerate(film.decode(video=0)):
            if i == 0:
                size = f"W{frame.width} H{frame.height} F{rate_hz}:1"
                file.write(f"YUV4MPEG2 {size} Ip A1:1 C420jpeg\n".encode())
            data = b"FRAME\n" + frame.to_ndarray(format="yuv420p").tobytes()
            if i < LEAD_PICTURES:
                first.append(data)
                if i + 1 < LEAD_PICTURES:
                    continue
                file.writelines(
                    first[lead_in(n)] for n in range(-round(lead_s * RENDERED_HZ), 0, step)
                )
                file.writelines(first[::step])
            elif i % step == 0:
                file.write(data)
        file.write(data * round(tail_s * rate_hz))
    return (i + 1) / RENDERED_HZ


def expected(clip: str, landmarks: Path) -> Report:
    """What the engine says of the clip's own landmarks, with the same lead-in and end."""
    kind, name = clip.split("/")
    poses = list(landmark_recording.load(landmarks / f"{kind}__{name}.npz").poses())
    step_s = float(np.median(np.diff([pose.t_s for pose in poses])))
    session = Session(Catalogue().get(kind))
    lead = round(LEAD_S / step_s)
    moved = [_at(poses[lead_in(i - lead)], i * step_s) for i in range(lead)]
    moved += [_at(pose, pose.t_s + lead * step_s) for pose in poses]
    end_s = moved[-1].t_s
    moved += [_at(poses[-1], end_s + i * step_s) for i in range(1, round(TAIL_S / 2 / step_s))]
    for pose in moved:
        session.step(pose)
    return session.finish()


def _at(pose: Pose, t_s: float) -> Pose:
    return Pose(t_s, pose.image, pose.world_m, pose.size_px, pose.people, pose.light)


@dataclass(frozen=True)
class Opened:
    """A server, and its page in a browser whose camera shows a film."""

    server: subprocess.Popen[str]
    browser: Any
    page: Any
    out: Path


@contextmanager
def opened(film: Path, folder: Path, playwright: Any) -> Iterator[Opened]:
    """Starts `posecheck web`, and Chromium with the film as its camera."""
    out = folder / "out"
    command = [sys.executable, "-m", "posecheck", "web", "--no-browser", "--lang", "en",
               "--out", str(out)]  # fmt: skip
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    arguments = [
        "--no-sandbox", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={film}", "--enable-precise-memory-info",
    ]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stdout is not None
        address = re.findall(r"http://\S+", server.stdout.readline())[0]
        time.sleep(3)
        chromium = playwright.chromium.launch(executable_path=str(browser.find()), args=arguments)
        page = chromium.new_page(viewport={"width": 1280, "height": 720})
        page.goto(address)
        page.wait_for_selector("#main h1")
        yield Opened(server, chromium, page, out)
        chromium.close()
        server.send_signal(signal.SIGINT)
        server.wait(30)


def begin(page: Any, exercise: str, asked: str = "") -> float:
    """Turns the camera on for an exercise; answers how long it took, s."""
    page.evaluate(f"location.hash = '#/exercise/{exercise}{asked}'")
    page.click(".start")
    page.wait_for_selector(".room video")
    began_s = time.monotonic()
    page.wait_for_selector('.room:not([data-stage="opening"])', timeout=60_000)
    return time.monotonic() - began_s


def finish(one: Opened) -> tuple[Report, dict[str, Any]]:
    """Ends the session, and keeps its report; answers it, and what the page measured."""
    measured = one.page.evaluate(
        "() => ({...window.posecheckMeasured(), now_ms: performance.now()})"
    )
    if one.page.locator(".room").count():
        one.page.keyboard.press("q")
    one.page.wait_for_selector(".summary", timeout=60_000)
    one.page.get_by_role("button", name="Keep the report").click()
    one.page.wait_for_selector("text=Kept in:")
    report = next(one.out.glob("*.report.json"))
    return reports.load(report.read_text(encoding="utf-8")), measured


def through_browser(
    clip: str, folder: Path, playwright: Any, rate_hz: int
) -> tuple[Report, dict[str, Any]]:
    """The report of a session in front of that clip, and what the page measured."""
    kind, name = clip.split("/")
    film = folder / "film.y4m"
    clip_s = write_film(ROOT / "sample_videos" / kind / f"{name}.mp4", film, rate_hz=rate_hz)
    with opened(film, folder, playwright) as one:
        opening_s = begin(one.page, kind)
        one.page.wait_for_timeout((LEAD_S + clip_s + TAIL_S / 2 - opening_s) * 1000)
        report, measured = finish(one)
    return report, measured | {"opening_s": opening_s}


def row(clip: str, found: Report, due: Report, measured: dict[str, Any]) -> str:
    """One line of the table in docs/web.md."""
    same = (found.count, found.halves, len(found.holds)) == (
        due.count, due.halves, len(due.holds))  # fmt: skip
    pairs = zip(found.holds, due.holds, strict=False)
    off_s = max((abs(a.duration_s - b.duration_s) for a, b in pairs), default=0.0)
    latency, pose = np.array(measured["latency_ms"]), np.array(measured["pose_ms"])
    shown_s = (measured["now_ms"] - measured["since_ms"]) / 1000
    live = found.live
    assert live is not None
    counts = f"{found.count} / {due.count}, {found.halves} / {due.halves}"
    return (
        f"| {clip} | {'yes' if same else 'no'} | {counts} | {off_s:.2f} s | "
        f"{live.rate_hz or 0:.1f} | {np.percentile(pose, 50):.0f}, {np.percentile(pose, 95):.0f} | "
        f"{np.percentile(latency, 50):.0f}, {np.percentile(latency, 95):.0f} | "
        f"{measured['frames'] / shown_s:.0f} |"
    )


def main() -> None:
    """Prints the table, a line after each clip."""
    parser = argparse.ArgumentParser()
    parser.add_argument("clips", nargs="*")
    parser.add_argument("--rate", type=int, default=RENDERED_HZ, choices=(10, 15, 30))
    asked = parser.parse_args()
    landmarks = Path(os.environ.get("POSECHECK_LANDMARKS", "landmarks"))
    for clip in asked.clips or clips():
        with TemporaryDirectory() as folder, sync_playwright() as playwright:
            found, measured = through_browser(clip, Path(folder), playwright, asked.rate)
            line = row(clip, found, expected(clip, landmarks), measured)
        print(line, flush=True)  # noqa: T201
        print(json.dumps({"opening_s": round(measured["opening_s"], 1)}), file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    main()
