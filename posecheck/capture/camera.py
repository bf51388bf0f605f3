"""A live source: a thread keeps the newest picture, and notices trouble with the pictures.

A frame's time is the moment at which its picture arrived, seconds since the first picture. Where
nothing tells when a picture was taken, those that came late are left out (`LatePictures`).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Literal, Self

import numpy as np

from posecheck.capture.camera_devices import Device, Image8, Opener, OverError
from posecheck.capture.late_pictures import LatePictures
from posecheck.capture.newest import Newest
from posecheck.capture.picture import SAMPLED
from posecheck.errors import ExitCode, PosecheckError
from posecheck.records import Frame

SILENT_S: Final = 1.0
"""A camera that gives no picture for this time is silent. In the dark slow cameras give five
pictures a second."""

FROZEN_S: Final = 3.0
"""When all pictures of this time are the same to the last bit, the picture is frozen: every sensor
has noise. (No two neighbouring pictures of the sample clips are the same.)"""

BLACK_S: Final = 1.0
"""When all pictures of this time are black, the camera is in trouble."""

BLACK_LEVEL: Final = 8.0
"""A picture with a lower mean brightness, 0 to 255, is black. A covered lens gives 0 to 4. An unlit
room at night gives 12 and more, with a camera that raises its gain."""

GIVE_UP_S: Final = 30.0
"""The longest trouble that a session waits for: long enough to plug the camera in again."""

TRY_AGAIN_S: Final = 1.0
"""Time between two tries to open a camera again."""

SETTLED_PICTURES: Final = 30
"""After so many pictures of a new size no one of the old size is held anywhere: window, worker and
video hold a few."""

Kind = Literal["silent", "frozen", "black"]
"""Kinds of trouble. `words` has the sentence of each as "remark-camera-KIND"."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with the pictures, and since when."""

    kind: Kind
    since_s: float


class Camera:
    """`with Camera(open_device) as camera: frame = camera.take(0.1)`.

    All frames have the size of the first picture (see `fitted`). `may_freeze` is False for files:
    the pictures of a film may stand still, so they are never called frozen. `__enter__` waits for
    the first picture; it raises PosecheckError when the device cannot be opened or gives none.
    `ago_s` says how long before its arrival the latest picture was taken, where that is known.
    `settled` is called when the device's pictures have had a new size for `SETTLED_PICTURES`.
    """

    def __init__(
        self,
        open_device: Opener,
        *,
        name: str = "camera",
        may_freeze: bool = True,
        clock: Callable[[], float] = time.monotonic,
        ago_s: Callable[[], float] | None = None,
        settled: Callable[[], None] = lambda: None,
    ) -> None:
        self._open = open_device
        self._settled = settled
        self._ago_s = ago_s or (lambda: 0.0)
        self._late = LatePictures() if ago_s is None else None
        self._late_ones = 0
        self._name = name
        self._may_freeze = may_freeze
        self._clock = clock
        self._frames: Newest[Frame] = Newest()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="camera", daemon=True)
        self._zero_s = 0.0
        self._arrived_s = 0.0
        self._same_since_s: float | None = None
        self._black_since_s: float | None = None
        self._last_sample: Image8 = np.empty((0, 0, 3), np.uint8)
        self._shape: tuple[int, ...] = ()
        self._of_one_size = 0
        self.size_px = (0, 0)
        self.delivered = 0
        """How many pictures have arrived."""

    def __enter__(self) -> Self:
        self._device: Device | None = self._open()
        first = self._read(self._device)
        if first is None:
            self._device.close()
            raise PosecheckError(
                "it opens, and gives no picture",
                where=self._name,
                remedy="Close other programs that show a camera, or plug it in again.",
                code=ExitCode.CAMERA_IN_USE,
            )
        self._zero_s = self._clock() - self._ago_s()
        self.size_px = first.shape[1], first.shape[0]
        self._arrive(first)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join(TRY_AGAIN_S)  # A driver that hangs ends with the process.

    def take(self, timeout_s: float) -> Frame | None:
        """The newest picture that was not taken yet; None after `timeout_s` without one.

        Raises any unexpected error of the camera's thread.
        """
        return self._frames.take(timeout_s)

    def now_s(self) -> float:
        """This moment on the frames' clock, seconds."""
        return self._clock() - self._zero_s

    @property
    def dropped(self) -> int:
        """How many pictures were not taken before the next one came, or came late."""
        return self._frames.dropped + self._late_ones

    @property
    def ended(self) -> bool:
        """Whether a file is at its end, and its last picture was taken."""
        return self._frames.ended

    def trouble(self) -> Trouble | None:
        """What is wrong with the pictures at this moment; None where nothing is."""
        now_s = self.now_s()
        if now_s - self._arrived_s > SILENT_S:
            return Trouble("silent", self._arrived_s)
        for kind, since_s, patience_s in (
            ("black", self._black_since_s, BLACK_S),
            ("frozen", self._same_since_s, FROZEN_S),
        ):
            if since_s is not None and now_s - since_s > patience_s:
                return Trouble(kind, since_s)  # type: ignore[arg-type]
        return None

    def _watch(self) -> None:
        """The thread's work: takes pictures from the device until the camera is closed."""
        try:
            while not self._stop.is_set():
                picture = self._next()
                if picture is not None and not self._stop.is_set():
                    self._arrive(picture)
        except OverError:
            self._frames.close()
        except BaseException as error:  # noqa: BLE001  # `take` raises it again.
            self._frames.fail(error)
        finally:
            if self._device is not None:
                self._device.close()

    def _next(self) -> Image8 | None:
        """The next picture; None where none came. The device is then closed and opened again."""
        if self._device is None:
            self._stop.wait(TRY_AGAIN_S)
            self._device = self._opened_again()
        if self._device is None:
            return None
        picture = self._read(self._device)
        if picture is None:
            self._device.close()
            self._device = None
        return picture

    def _opened_again(self) -> Device | None:
        """The device, opened again; None where that fails."""
        if self._stop.is_set():
            return None
        try:
            return self._open()
        except PosecheckError:
            return None

    @staticmethod
    def _read(device: Device) -> Image8 | None:
        picture = device.read()
        return picture if picture is not None and picture.size else None

    def _arrive(self, picture: Image8) -> None:
        t_s = self.now_s() - self._ago_s()
        self._arrived_s = t_s
        self.delivered += 1
        self._inspect(picture, t_s)
        self._notice_size(picture.shape)
        if self._late is not None and self._late.step(t_s):
            self._late_ones += 1
            return
        self._frames.put(Frame(t_s, fitted(picture, self.size_px)))

    def _notice_size(self, shape: tuple[int, ...]) -> None:
        self._of_one_size = self._of_one_size + 1 if shape == self._shape else 0
        self._shape = shape
        if self._of_one_size == SETTLED_PICTURES and self.delivered > SETTLED_PICTURES + 1:
            self._settled()

    def _inspect(self, picture: Image8, t_s: float) -> None:
        """Notes since when the pictures are black, and since when they are the same."""
        sample = picture[SAMPLED].copy()
        black = float(sample.mean()) < BLACK_LEVEL
        same = self._may_freeze and np.array_equal(sample, self._last_sample)
        self._last_sample = sample
        self._black_since_s = self._since(self._black_since_s, black, t_s)
        self._same_since_s = self._since(self._same_since_s, same, t_s)

    @staticmethod
    def _since(since_s: float | None, now: bool, t_s: float) -> float | None:
        """Since when something is true, from that of the picture before; None where it is not."""
        if not now:
            return None
        return t_s if since_s is None else since_s


def fitted(picture: Image8, size_px: tuple[int, int]) -> Image8:
    """The picture (H, W, 3) scaled to `size_px`, width and height, without distortion.

    Where its shape differs, the rest is black. A picture of that size is returned itself.
    """
    width, height = size_px
    if picture.shape[:2] == (height, width):
        return picture
    import cv2

    scale = min(width / picture.shape[1], height / picture.shape[0])
    inner_px = max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale))
    canvas = np.zeros((height, width, 3), np.uint8)
    top, left = (height - inner_px[1]) // 2, (width - inner_px[0]) // 2
    canvas[top : top + inner_px[1], left : left + inner_px[0]] = cv2.resize(picture, inner_px)
    return canvas
