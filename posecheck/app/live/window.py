"""The window, by OpenCV: it is opened only where a screen answers, and gives the keys."""

from __future__ import annotations

import os
from typing import Final, Literal

from posecheck.app.live.drawing import Image8
from posecheck.coach.scene import Command

Key = Command | Literal["full", "lite"]

KEYS: Final[dict[int, Key]] = {
    ord(" "): "pause",
    ord("q"): "finish",
    27: "finish",
    ord("h"): "hurts",
    ord("n"): "skip",
    ord("s"): "swap",
    ord("f"): "full",
    ord("l"): "lite",
}

SIZES: Final = ((960, 720), (1280, 720))
"""The window's first size, for cameras in 4:3 and in 16:9, pixels."""

LEAST_PX: Final = 320
"""A window is never drawn smaller than this."""


class Window:
    """One window. It may be used from the main thread only."""

    def __init__(self, title: str) -> None:
        # Qt misses fonts that posecheck does not use, and warns about it.
        os.environ.setdefault("QT_LOGGING_RULES", "*.warning=false;*.debug=false")
        import cv2

        self.size_px = SIZES[0]
        self._title = title
        self._full = False
        self._shown = False
        self._pictures = 0
        cv2.namedWindow(title, cv2.WINDOW_NORMAL | cv2.WINDOW_FREERATIO | cv2.WINDOW_GUI_NORMAL)
        cv2.resizeWindow(title, *self.size_px)

    def fit(self, camera_px: tuple[int, int]) -> None:
        """Takes the shape of the camera's pictures (width, height)."""
        import cv2

        self.size_px = SIZES[camera_px[0] / camera_px[1] > 1.5]
        if not self._full:
            cv2.resizeWindow(self._title, *self.size_px)

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
