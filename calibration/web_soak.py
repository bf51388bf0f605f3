"""A long session in a browser: does the memory of server or page grow? For docs/web.md.

    python -m calibration.web_soak 60 --samples memory.tsv

Chromium's fake camera shows one clip again and again, at real speed. Every ten seconds the resident
memory of the server and of the page's process is read, and the page's JavaScript heap. It needs the
extra `browser`, Chromium, and a system with /proc.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import sync_playwright

from calibration.live.soak import CLIP, EVERY_S, WARM_UP_S, growth_of
from calibration.web_counts import RENDERED_HZ, Opened, begin, finish, opened, write_film

MB = 1e6


@dataclass(frozen=True)
class Sample:
    """Memory at one moment, MB."""

    server_mb: float
    page_mb: float
    heap_mb: float


def soak(minutes: float, samples: Path | None) -> str:
    """Runs the session; answers its lines."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        film = Path(folder) / "film.y4m"
        clip_s = write_film(CLIP, film, rate_hz=RENDERED_HZ, lead_s=0.0, tail_s=0.0)
        with opened(film, Path(folder), playwright) as one:
            begin(one.page, "hip-bridge", "?sets=20&reps=200")
            taken = list(_samples(one, minutes))
            report, measured = finish(one)
    if samples is not None:
        rows = ("\t".join(f"{value:.1f}" for value in astuple(each)) for each in taken)
        names = "\t".join(field.name for field in fields(Sample))
        samples.write_text("\n".join([names, *rows]) + "\n", encoding="utf-8")
    live = report.live
    assert live is not None
    due = 2 * int(minutes * 60 / clip_s)
    shown_s = (measured["now_ms"] - measured["since_ms"]) / 1000
    told = (
        f"{report.count} repetitions counted, about {due} shown; {live.rate_hz} pictures a second "
        f"judged, {live.dropped} of {live.delivered} dropped; the page's own frames: "
        f"{measured['frames'] / shown_s:.0f} a second"
    )
    return "\n".join([told, *(_line(field.name, taken) for field in fields(Sample))])


def _samples(one: Opened, minutes: float) -> Any:
    pages = _renderers(one)
    end_s = time.monotonic() + minutes * 60
    while time.monotonic() < end_s:
        one.page.wait_for_timeout(EVERY_S * 1000)
        heap = one.page.evaluate("performance.memory.usedJSHeapSize") / MB
        yield Sample(_resident_mb(one.server.pid), max(map(_resident_mb, pages)), heap)


def _renderers(one: Opened) -> list[int]:
    """The processes of the browser's pages."""
    session = one.browser.new_browser_cdp_session()
    found = session.send("SystemInfo.getProcessInfo")["processInfo"]
    return [int(each["id"]) for each in found if each["type"] == "renderer"]


def _resident_mb(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except FileNotFoundError:
        return 0.0
    rows = dict(line.split(":", 1) for line in status.splitlines())
    return int(rows["VmRSS"].split()[0]) * 1024 / MB


def _line(name: str, taken: list[Sample]) -> str:
    values = [getattr(each, name) for each in taken]
    growth = growth_of(values, WARM_UP_S)
    told = "not known" if growth is None else f"{growth:+.1%}"
    first, last, most = values[0], values[-1], max(values)
    return f"{name}: {first:.0f} at first, {last:.0f} at last, {most:.0f} at most, growth {told}"


def main() -> None:
    """Prints what came of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("minutes", type=float)
    parser.add_argument("--samples", type=Path)
    asked = parser.parse_args()
    sys.stdout.write(soak(asked.minutes, asked.samples) + "\n")


if __name__ == "__main__":
    main()
