"""Sources of live pictures: a camera, an address, or a file played at real speed."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from posecheck.capture import addresses
from posecheck.capture.addresses import Address
from posecheck.capture.video_reader import VideoReader
from posecheck.errors import ExitCode, PosecheckError
from posecheck.records import Frame

Image8 = NDArray[np.uint8]

ASKED_PX: Final = (1280, 720)
"""The picture size that a camera is asked for; it gives what it has. The picture is wide because
people lie. The model itself sees 256 x 256 pixels around the person, so more pixels
do not help."""

MOST_CAMERAS: Final = 10
"""How many camera numbers are tried where the system does not list them."""


class OverError(Exception):
    """A file is at its end: nothing is wrong, and no more pictures will come."""


class Device(Protocol):
    """Gives pictures one after the other, each at its time."""

    def read(self) -> Image8 | None:
        """The next picture, (H, W, 3) RGB; None where none came; OverError at a file's end."""

    def close(self) -> None: ...


Opener = Callable[[], Device]


@dataclass(frozen=True, slots=True)
class Where:
    """A camera's number, an address, or a file, as the user gave it on the command line.

    >>> Where.of("1").number, Where.of("http://phone:8080/video").address
    (1, 'http://phone:8080/video')
    """

    said: str
    number: int | None = None
    address: str | None = None
    file: Path | None = None

    @classmethod
    def of(cls, said: str) -> Where:
        """A whole number is a camera, text with "://" in it an address, all other text a file.

        Raises PosecheckError (USAGE) for an address that no camera has.
        """
        if said.isdecimal():
            return cls(said, number=int(said))
        if "://" in said:
            addresses.check(said)
            return cls(said, address=said)
        return cls(said, file=Path(said))

    @property
    def name(self) -> str:
        """Its name in reports and messages; an address without user and password."""
        if self.file is not None:
            return self.file.name
        if self.address is not None:
            return addresses.shown(self.address)
        return f"camera {self.number}"


def opener(where: Where) -> Opener:
    """A function that opens the device; it may be called again after the device was lost."""
    if where.file is not None:
        path = where.file
        return lambda: FilePlayer(path)
    if where.address is not None:
        address = where.address
        return lambda: Address(address)
    return lambda: CaptureDevice(where)


class CaptureDevice:
    """A camera, read by OpenCV; PosecheckError where it cannot be opened."""

    def __init__(self, where: Where) -> None:
        self._capture = _opened(where)
        if not self._capture.isOpened():
            self._capture.release()
            raise trouble_with(where)

    def read(self) -> Image8 | None:
        """The next picture; waits until it is there or the driver gives up (None)."""
        import cv2

        came, picture = self._capture.read()
        if not came or picture is None or picture.ndim != 3:
            return None
        return np.ascontiguousarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), np.uint8)

    def close(self) -> None:
        """Releases the camera."""
        self._capture.release()


class FilePlayer:
    """A file whose pictures come at the times at which a player shows them."""

    def __init__(
        self,
        path: Path,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._reader = VideoReader(path)
        self._frames: Iterator[Frame] = iter(self._reader)
        self._clock, self._sleep = clock, sleep
        self._zero_s: float | None = None

    def read(self) -> Image8 | None:
        """The next picture; waits until its time. OverError at the file's end."""
        frame = next(self._frames, None)
        if frame is None:
            raise OverError
        if self._zero_s is None:
            self._zero_s = self._clock() - frame.t_s
        self._sleep(max(0.0, self._zero_s + frame.t_s - self._clock()))
        return frame.image

    def close(self) -> None:
        """Closes the file."""
        self._reader.close()


def _opened(where: Where) -> Any:
    """OpenCV's capture of a camera; it may not be open."""
    import cv2

    # Without this, OpenCV's warnings appear beside posecheck's message.
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    assert where.number is not None
    capture = cv2.VideoCapture(where.number)
    if capture.isOpened():
        width, height = ASKED_PX
        # MJPG, because many cameras give only ten uncompressed pictures a second at this size.
        capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
        capture.set(cv2.CAP_PROP_FRAME_WIDTH, width)
        capture.set(cv2.CAP_PROP_FRAME_HEIGHT, height)
        capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    return capture


def trouble_with(where: Where) -> PosecheckError:
    """The error that says why a camera gives no picture, as far as can be known."""
    node = Path(f"/dev/video{where.number}")
    if sys.platform == "linux":
        if not node.exists():
            return _no_camera(where)
        if not os.access(node, os.R_OK | os.W_OK):
            return PosecheckError(
                f"this user may not use it ({node})",
                where=where.name,
                remedy='Add yourself to the group "video" and log in again.',
                code=ExitCode.CAMERA_DENIED,
            )
    return PosecheckError(
        "gives no picture: another program may be using it"
        + ("" if sys.platform == "linux" else ", it may not be there or not be allowed"),
        where=where.name,
        remedy="Close other programs that show a camera"
        + ("." if sys.platform == "linux" else ", and allow it in the system's privacy settings."),
        code=ExitCode.CAMERA_IN_USE,
    )


def _no_camera(where: Where) -> PosecheckError:
    """The error for a number without a camera; names the cameras that are there."""
    others = ", ".join(str(number) for number in _numbers())
    return PosecheckError(
        "no such camera",
        where=where.name,
        remedy=f"There is {others}: say --camera {others.partition(',')[0]}."
        if others
        else "Plug one in, or give a file or a phone's address with --camera.",
        code=ExitCode.NO_CAMERA,
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """A camera that is there. `size_px` and `rate_hz` are what it says; None where it gave no
    picture."""

    number: int
    name: str
    size_px: tuple[int, int] | None
    rate_hz: float | None


def cameras() -> list[Listed]:
    """All cameras that are there. Each is opened for a moment."""
    return [listed for number in _numbers() if (listed := _listed(number)) is not None]


def _numbers() -> list[int]:
    """The camera numbers to try: those that Linux lists, on other systems the first few."""
    if sys.platform != "linux":
        return list(range(MOST_CAMERAS))
    names = (path.name.removeprefix("video") for path in Path("/dev").glob("video*"))
    return sorted(int(name) for name in names if name.isdecimal())


def _listed(number: int) -> Listed | None:
    """The camera with this number; None where there is none."""
    import cv2

    capture = _opened(Where(str(number), number=number))
    try:
        came, picture = capture.read() if capture.isOpened() else (False, None)
        rate_hz = float(capture.get(cv2.CAP_PROP_FPS)) if came else 0.0
    finally:
        capture.release()
    if came and picture is not None:
        return Listed(number, _name(number), (picture.shape[1], picture.shape[0]), rate_hz or None)
    return Listed(number, _name(number), None, None) if sys.platform == "linux" else None


def _name(number: int) -> str:
    """The camera's name on Linux. On other systems OpenCV does not know it."""
    file = Path(f"/sys/class/video4linux/video{number}/name")
    try:
        return file.read_text(encoding="utf-8").strip()
    except OSError:
        return f"camera {number}"
