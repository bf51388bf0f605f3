"""Whether a screen answers: asked in another process, before anything heavy is imported."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Final

from posecheck.errors import ExitCode, PosecheckError

PROBE_S: Final = 20.0
"""How long to wait for a screen's answer."""


class ScreenProbe:
    """Opens a window in another process, as Qt ends the process in which it fails.

    That process runs while the session is prepared; `check` waits for it.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        if sys.platform == "linux" and has_display():
            code = "import cv2; cv2.namedWindow('posecheck'); cv2.waitKey(1)"
            self._process = subprocess.Popen(
                [sys.executable, "-c", code],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )

    @staticmethod
    def check_display() -> None:
        """Whether there may be a screen at all, without waiting; raises as `check`."""
        if sys.platform == "linux" and not has_display():
            raise _no_screen("there is no screen (DISPLAY is not set)")

    def check(self) -> None:
        """Raises PosecheckError (NO_SCREEN) where no window can be opened."""
        self.check_display()
        if self._process is None:
            return
        try:
            answer = self._process.wait(PROBE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            answer = self._process.wait()
        if answer != 0:
            display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
            raise _no_screen(f"no window can be opened on the screen {display}")


def has_display() -> bool:
    """Whether the environment of this Linux session has a screen."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _no_screen(what: str) -> PosecheckError:
    return PosecheckError(
        what,
        remedy="Run it in a desktop session, not over ssh. For a recording without a screen, use "
        "`posecheck analyze`.",
        code=ExitCode.NO_SCREEN,
    )
