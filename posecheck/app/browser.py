"""Prints a page of HTML as PDF: by a browser that the machine has, so that both look the same."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from posecheck.errors import ExitCode, PosecheckError
from posecheck.files.recognised import PDF_MARK
from posecheck.files.whole import explaining, whole_file

BROWSER_VARIABLE: Final = "POSECHECK_BROWSER"
"""The environment variable that names the browser to print with."""

LONGEST_S: Final = 120.0
"""A browser that takes longer hangs: a page of 20 reports takes 3 s."""

_NAMES: Final = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
    "microsoft-edge", "microsoft-edge-stable", "msedge", "brave-browser",
)  # fmt: skip

_MAC: Final = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
_WINDOWS: Final = (
    r"Google\Chrome\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
)


def find() -> Path:
    """A browser that can print without a window.

    Raises PosecheckError (NO_EXTRA) where there is none.
    """
    own = os.environ.get(BROWSER_VARIABLE)
    for candidate in (own,) if own else _candidates():
        found = shutil.which(candidate)
        if found:
            return Path(found)
    what = f"{BROWSER_VARIABLE} is {own!r}, and no such program is there" if own else None
    raise PosecheckError(
        what or "a PDF needs Chromium, Chrome or Edge, and none was found",
        remedy=f"Install one, name it in {BROWSER_VARIABLE}, or write HTML and print it.",
        code=ExitCode.NO_EXTRA,
    )


def _candidates() -> Iterator[str]:
    yield from _NAMES
    if sys.platform == "darwin":
        yield from _MAC
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        if folder := os.environ.get(variable):
            yield from (str(Path(folder) / name) for name in _WINDOWS)


def write_pdf(browser: Path, html: str, path: Path) -> None:
    """Writes the page as a PDF file, whole or not at all.

    Raises PosecheckError: CANNOT_WRITE or WOULD_REPLACE for the file, NO_EXTRA where the browser
    fails.
    """
    with TemporaryDirectory(prefix="posecheck-") as folder:
        page, printed = Path(folder) / "page.html", Path(folder) / "page.pdf"
        page.write_text(html, encoding="utf-8")
        _print(browser, page, printed, Path(folder) / "profile")
        data = printed.read_bytes()
    with whole_file(path) as part, explaining(path):
        # A comment after the end: by it posecheck knows its own file again.
        part.write_bytes(data.rstrip(b"\n") + b"\n" + PDF_MARK + b"\n")


def _print(browser: Path, page: Path, printed: Path, profile: Path) -> None:
    command = [
        str(browser), "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        f"--user-data-dir={profile}", "--no-pdf-header-footer", f"--print-to-pdf={printed}",
        *_as_root(), page.as_uri(),
    ]  # fmt: skip
    try:
        done = subprocess.run(command, capture_output=True, timeout=LONGEST_S, check=False)
        failed = done.returncode != 0 or not printed.is_file()
        why = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
    except (OSError, subprocess.TimeoutExpired) as error:
        failed, why = True, [str(error)]
    if failed:
        raise PosecheckError(
            f"it could not print the page ({''.join(why) or 'it did not say why'})",
            where=str(browser),
            remedy=f"Name another browser in {BROWSER_VARIABLE}, or write HTML and print it.",
            code=ExitCode.NO_EXTRA,
        )


def _as_root() -> list[str]:
    """Chromium refuses to run as root in a sandbox. The page has only what posecheck wrote."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ["--no-sandbox"] if is_root else []
