"""The browser's camera as a source of live pictures: JPEG bytes in, frames out, the newest only."""

from __future__ import annotations

import struct
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from posecheck.capture.camera import Camera
from posecheck.capture.camera_devices import Image8, OverError
from posecheck.capture.newest import Newest

HEAD: Final = struct.Struct("<Id")
"""Before each picture's JPEG: its number, and when the page's clock says that it was taken, ms."""

MOST_BYTES: Final = 4_000_000
"""The largest picture: ten times a noisy JPEG of 1280 x 720 pixels at the page's quality."""

MOST_SIDE_PX: Final = 2000
"""The longest side of a picture. The page sends 960; the pose model sees 256 around the person. A
few bytes of JPEG can ask for gigabytes of picture, so the size is read before the picture is."""

LEAST_SIDE_PX: Final = 64
"""The shortest side: nobody can be found in less."""

LATE_S: Final = 1.0
"""A picture that took longer than this to arrive says that the page's clock has jumped, as after
sleep. It is taken to have arrived without delay."""

FIRST_S: Final = 20.0
"""How long to wait for the first picture: the browser may still ask for permission."""


class NotAPictureError(ValueError):
    """A message that is no picture that the page sends."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One picture as it came: its number, when the page took it and when it arrived, seconds."""

    number: int
    taken_s: float
    arrived_s: float
    jpeg: bytes


def sent(message: bytes, arrived_s: float) -> Sent:
    """The picture in a message. Raises NotAPictureError for anything else."""
    if not HEAD.size + 4 <= len(message) <= HEAD.size + MOST_BYTES:
        raise NotAPictureError("a wrong length")
    number, taken_ms = HEAD.unpack_from(message)
    if not 0 <= taken_ms < 1e12:
        raise NotAPictureError("a wrong time")
    width, height = size_px(message, HEAD.size)
    if not (min(width, height) >= LEAST_SIDE_PX and max(width, height) <= MOST_SIDE_PX):
        raise NotAPictureError("a wrong size")
    return Sent(number, taken_ms / 1000, arrived_s, message[HEAD.size :])


def size_px(jpeg: bytes, at: int = 0) -> tuple[int, int]:
    """Width and height of the JPEG that begins at a byte; raises NotAPictureError for none.

    A JPEG is a chain of segments, each with its length; the frame's one (SOF) has the size.
    """
    if jpeg[at : at + 2] != b"\xff\xd8":
        raise NotAPictureError("no JPEG")
    at += 2
    while at + 9 <= len(jpeg) and jpeg[at] == 0xFF:
        kind, length = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", jpeg, at + 5)
            return width, height
        if length < 2:
            break
        at += 2 + length
    raise NotAPictureError("no JPEG")


class PageDevice:
    """Gives the newest picture that came; `give` and `end` may be called from other threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._sent: Newest[Sent] = Newest()
        self._base_s: float | None = None
        self.ago_s = 0.0
        """How long before its arrival the latest picture was taken."""
        self.number = 0

    def give(self, picture: Sent) -> None:
        """Takes a picture; one that was not read yet is dropped."""
        self._sent.put(picture)

    def end(self) -> None:
        """No more pictures will come."""
        self._sent.close()

    @property
    def dropped(self) -> int:
        """How many pictures were replaced before they were read."""
        return self._sent.dropped

    def read(self) -> Image8 | None:
        """The next picture, (H, W, 3) RGB; waits for it. OverError when no more will come.

        None where it cannot be decoded, or where the first one does not come in `FIRST_S`.
        """
        while True:
            picture = self._sent.take(FIRST_S)
            if picture is None:
                if self._sent.ended:
                    raise OverError
                if self._base_s is None:
                    return None
                continue
            image = decoded(picture.jpeg)
            if image is not None:
                self._time(picture)
                return image

    def close(self) -> None:
        """There is nothing to close: the page has the camera."""

    def _time(self, picture: Sent) -> None:
        """The page's clock has another zero. The quickest picture so far stands for no delay."""
        apart_s = picture.arrived_s - picture.taken_s
        if self._base_s is None or not 0 <= apart_s - self._base_s <= LATE_S:
            self._base_s = apart_s
        self.number = picture.number
        waited_s = self._clock() - picture.arrived_s
        self.ago_s = apart_s - self._base_s + max(0.0, waited_s)


def decoded(jpeg: bytes) -> Image8 | None:
    """A JPEG as (H, W, 3) RGB; None where it is none."""
    import cv2

    try:
        image = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR_RGB)
    except cv2.error:
        return None
    return None if image is None else np.ascontiguousarray(image, np.uint8)


KEPT: Final = 100
"""How many pictures' numbers are remembered: three seconds of them, more than may be under way."""


class PageCamera(Camera):
    """The camera of the page. It also knows which of the page's pictures a frame is."""

    def __init__(
        self, device: PageDevice, *, name: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(lambda: device, name=name, clock=clock, ago_s=lambda: device.ago_s)
        self._page = device
        self._numbers: OrderedDict[float, int] = OrderedDict()

    def number(self, t_s: float | None) -> int | None:
        """The page's own number of the picture with that time; None where it is not known."""
        return None if t_s is None else self._numbers.get(t_s)

    @property
    def dropped(self) -> int:
        """How many pictures were not taken before the next one came."""
        return super().dropped + self._page.dropped

    def _inspect(self, picture: Image8, t_s: float) -> None:
        self._numbers[t_s] = self._page.number
        while len(self._numbers) > KEPT:
            self._numbers.popitem(last=False)
        super()._inspect(picture, t_s)
