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

MOVES: Final[dict[int, str]] = {
    **dict.fromkeys((0xFF51, 0x250000, 63234), "left"),
    **dict.fromkeys((0xFF52, 0x260000, 63232), "up"),
    **dict.fromkeys((0xFF53, 0x270000, 63235), "right"),
    **dict.fromkeys((0xFF54, 0x280000, 63233), "down"),
    **dict.fromkeys((10, 13, 0xFF0D, 0xFF8D, ord(" ")), "pick"),
    9: "area",
    ord("q"): "leave",
    27: "leave",
    **{ord(str(number)): str(number) for number in range(1, 5)},
}
"""What keys mean in a list of exercises. The arrows have other codes on Linux, Windows and macOS.
"""

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
        self._clicks: list[tuple[int, int]] = []
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

    def picture(self, picture: Image8) -> None:
        """Puts a picture (H, W, 3) RGB into the window, without a look at the keys."""
        import cv2

        cv2.imshow(self._title, cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))
        self._shown = True

    def moves(self, wait_s: float) -> list[str]:
        """What keys ask for in a list of exercises, after up to `wait_s`; `MOVES` has them all."""
        import cv2

        code = cv2.waitKeyEx(max(1, round(wait_s * 1000)))
        self._measure()
        if self._shown and cv2.getWindowProperty(self._title, cv2.WND_PROP_VISIBLE) < 1:
            return ["leave"]
        move = MOVES.get(code) or MOVES.get(code & 0xFFFF)
        return [] if code < 0 or move is None else [move]

    def clicks(self) -> list[tuple[int, int]]:
        """Where the mouse was clicked since the last call, in pixels of the picture."""
        import cv2

        cv2.setMouseCallback(self._title, self._on_mouse)
        found, self._clicks = self._clicks, []
        return found

    def _on_mouse(self, event: int, x: int, y: int, _flags: int, _param: object) -> None:
        import cv2

        if event == cv2.EVENT_LBUTTONUP:
            self._clicks.append((x, y))

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
