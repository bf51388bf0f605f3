"""The window, by OpenCV: it is opened only where a screen answers, and gives the keys."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Final, Literal

from posecheck.app.live.drawing import Image8
from posecheck.coach.scene import Command
from posecheck.errors import ExitCode, PosecheckError

Key = Command | Literal["full", "lite"]

KEYS: Final[dict[int, Key]] = {
    ord(" "): "pause",
    ord("q"): "finish",
    27: "finish",
    ord("h"): "hurts",
    ord("f"): "full",
    ord("l"): "lite",
}

SIZES: Final = ((960, 720), (1280, 720))
"""The window's first size, for cameras in 4:3 and in 16:9, pixels."""

LEAST_PX: Final = 320
"""A window is never drawn smaller than this."""

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


class Window:
    """One window. It may be used from the main thread only."""

    def __init__(self, title: str, camera_px: tuple[int, int]) -> None:
        # Qt misses fonts that posecheck does not use, and warns about it.
        os.environ.setdefault("QT_LOGGING_RULES", "*.warning=false;*.debug=false")
        import cv2

        wide = camera_px[0] / camera_px[1] > 1.5
        self.size_px = SIZES[wide]
        self._title = title
        self._full = False
        self._shown = False
        self._pictures = 0
        cv2.namedWindow(title, cv2.WINDOW_NORMAL | cv2.WINDOW_FREERATIO | cv2.WINDOW_GUI_NORMAL)
        cv2.resizeWindow(title, *self.size_px)

    def show(self, picture: Image8) -> Key | None:
        """Shows a picture (H, W, 3) RGB; answers as `key`, or "finish" for a closed window."""
        import cv2

        if self._shown and cv2.getWindowProperty(self._title, cv2.WND_PROP_VISIBLE) < 1:
            return "finish"
        cv2.imshow(self._title, cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))
        self._shown = True
        return self.key()

    def key(self) -> Key | None:
        """The key that was pressed, or None; "full" is already done. It keeps the window alive."""
        import cv2

        key = KEYS.get(cv2.waitKey(1) & 0xFF)
        if key == "full":
            self._full = not self._full
            mode = cv2.WINDOW_FULLSCREEN if self._full else cv2.WINDOW_NORMAL
            cv2.setWindowProperty(self._title, cv2.WND_PROP_FULLSCREEN, mode)
        self._measure()
        return key

    def close(self) -> None:
        """Closes the window."""
        import cv2

        cv2.destroyAllWindows()
        cv2.waitKey(1)

    def _measure(self) -> None:
        """Sets `size_px` to the window's own size every 15 pictures, so that letters are sharp."""
        import cv2

        self._pictures += 1
        if self._pictures % 15:
            return
        _, _, width, height = cv2.getWindowImageRect(self._title)
        if width >= LEAST_PX and height >= LEAST_PX:
            self.size_px = width, height
