"""The report pages of all sample clips in a real browser: paper, size, requests, screen readers.

    python -m calibration.report_pages LANDMARKS [--lang LANG]

LANDMARKS has the landmarks of the sample clips (`calibration.landmarks`). It needs Chromium and
`pip install -e ".[test,browser]"`. It prints a line for each page that is larger than it may be,
prints on more than two pages, asks anything of anywhere or stands in a reader's way; then totals.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from posecheck.app import browser

MOST_BYTES: Final = 1_000_000
MOST_PAGES: Final = 2
PAPERS: Final = ("A4", "Letter")
SCHEMES: Final = ("light", "dark")


@dataclass(frozen=True)
class Looked:
    """What a browser says of one page. `pages` is the most of all papers."""

    name: str
    size_bytes: int
    pages: int
    violations: int
    requests: int

    @property
    def right(self) -> bool:
        """Whether everything is as it has to be."""
        small = self.size_bytes <= MOST_BYTES and self.pages <= MOST_PAGES
        return small and not self.violations and not self.requests


def main(arguments: list[str] | None = None) -> int:
    """Prints what is wrong, and the totals; 1 where anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("landmarks", type=Path)
    parser.add_argument("--lang", default="en")
    asked = parser.parse_args(arguments)
    with TemporaryDirectory() as place:
        _write(asked.landmarks, Path(place), asked.lang)
        looked = list(_looked(sorted(Path(place).rglob("*.html"))))
    for one in looked:
        if not one.right:
            sys.stdout.write(f"{one}\n")
    sizes_kb = sorted(one.size_bytes / 1000 for one in looked)
    sys.stdout.write(
        f"{len(looked)} pages of {sizes_kb[0]:.0f} to {sizes_kb[-1]:.0f} KB, "
        f"{sum(one.right for one in looked)} right; "
        f"{sum(one.pages == 1 for one in looked)} print on one page of paper\n"
    )
    return int(not all(one.right for one in looked))


def _write(landmarks: Path, out: Path, lang: str) -> None:
    """One `posecheck report` for each exercise. Its exit code is that of the worst verdict."""
    of: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(landmarks.glob("*__*.npz")):
        of[path.stem.split("__")[0]].append(path)
    for exercise, paths in of.items():
        command = ["report", *map(str, paths), "-e", exercise, "-o", str(out / exercise)]
        subprocess.run(
            [sys.executable, "-m", "posecheck", *command, "--lang", lang, "--no-video"],
            check=False,
            capture_output=True,
        )


def _looked(pages: list[Path]) -> Iterator[Looked]:
    """Each page in light and dark, and on each paper."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as running:
        opened = running.chromium.launch(
            executable_path=str(browser.find()), args=["--no-sandbox"] if root else []
        )
        for path in pages:
            yield _look(opened, path, Axe())
        opened.close()


def _look(opened: Any, path: Path, axe: Any) -> Looked:
    requests: list[str] = []
    violations, printed = 0, 0
    for scheme in SCHEMES:
        page = opened.new_page(color_scheme=scheme)
        page.on("request", lambda request: requests.append(request.url))
        page.goto(path.as_uri())
        violations += axe.run(page).violations_count
        if scheme == "light":
            printed = max(_pages(page.pdf(format=paper)) for paper in PAPERS)
        page.close()
    others = [url for url in requests if url != path.as_uri()]
    name = f"{path.parent.name}/{path.stem}"
    return Looked(name, path.stat().st_size, printed, violations, len(others))


def _pages(pdf: bytes) -> int:
    return pdf.count(b"/Type /Page") - pdf.count(b"/Type /Pages")


if __name__ == "__main__":
    sys.exit(main())
