"""Pictures of the window, for docs/live.md."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

from calibration.live import sessions
from calibration.live.counts import CLIPS

CLIP = CLIPS / "hip-bridge" / "half.mp4"
"""It has a half bridge from 2.0 to 5.3 s, a full one from 7 to 14 s, and another half one."""

AT_S = {"set-up": 0.8, "countdown": 1.9, "cue": 6.6, "hold": 10.8}
"""Names of the pictures -> when they are taken, in seconds of the clip."""

WIDTH_PX = 480


def take(folder: Path) -> None:
    """Writes the PNGs. Needs Xvfb, ImageMagick and xdotool."""
    folder.mkdir(parents=True, exist_ok=True)
    with sessions.screen() as display:
        _during_and_after(folder, display)
        _after_key(folder, display, "space", "paused")
        _after_key(folder, display, "h", "hurts")
        _after_key(folder, display, "f", "full-screen")


def _during_and_after(folder: Path, display: str) -> None:
    """The session at the times of `AT_S`, and its summary."""
    with sessions.session(
        "hip-bridge", str(CLIP), "--quiet", "--mirror", "--stay", "8", display=display
    ) as running:
        began_s = _opened(display)
        for name, at_s in AT_S.items():
            time.sleep(max(0.0, began_s + at_s - time.monotonic()))
            running.screenshot(folder / f"live-{name}.png", width_px=WIDTH_PX)
        while running.process.poll() is None and "Written" not in running.output:
            if list(running.folder.glob("*.report.json")):
                time.sleep(1.0)
                running.screenshot(folder / "live-summary.png", width_px=WIDTH_PX)
                return
            time.sleep(0.1)


def _after_key(folder: Path, display: str, key: str, name: str) -> None:
    """The window after a key is pressed in the middle of the full bridge."""
    with sessions.session("hip-bridge", str(CLIP), "--quiet", display=display) as running:
        began_s = _opened(display)
        time.sleep(max(0.0, began_s + 9.0 - time.monotonic()))
        command = ["xdotool", "search", "--name", "posecheck", "windowfocus", "key", key]
        subprocess.run(command, env={"DISPLAY": display, "PATH": "/usr/bin"}, check=False)
        time.sleep(1.5)
        running.screenshot(folder / f"live-{name}.png", width_px=WIDTH_PX)


def _opened(display: str) -> float:
    """Waits for the window, and returns the time at which it is there."""
    for _ in range(600):
        found = subprocess.run(
            ["xdotool", "search", "--name", "posecheck:"],
            env={"DISPLAY": display, "PATH": "/usr/bin"},
            capture_output=True,
            check=False,
        )
        if found.stdout.strip():
            return time.monotonic()
        time.sleep(0.05)
    raise SystemExit("no window was opened")
