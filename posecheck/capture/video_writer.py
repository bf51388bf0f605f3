"""Annotated video that browsers can play: H.264 in MP4, with the times of its source."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

import numpy as np
from numpy.typing import NDArray

from posecheck.files.recognised import VIDEO_MARK
from posecheck.files.whole import cannot_write, explaining, whole_file
from posecheck.records import Frame

if TYPE_CHECKING:
    import av
    from av.container import OutputContainer

TICKS_HZ: Final = 90_000
"""Ticks a second of the video's clock, as in MPEG systems: enough for every camera's timestamps."""

ENCODER: Final = {"preset": "ultrafast", "crf": "27", "g": "60"}
"""Options of the H.264 encoder. It takes 0.4 of the time of "veryfast" with crf 23, for the same
PSNR and twice the size (6 MB a minute at 832 x 464). At least every 60th frame is a key frame, so
that a player can jump to a fault at once."""

BT709: Final = 1
"""The number of BT.709 in H.264 (ITU-T H.273): primaries and transfer are those of a screen."""

BT601: Final = 6
"""The number of the matrix of BT.601 (ITU-T H.273, there also called SMPTE 170M). OpenCV converts
with it in a seventh of the time that FFmpeg takes for any (0.7 ms at 1920 x 1080, against 5.0)."""

MPEG_RANGE: Final = 1
"""FFmpeg's number for brightness from 16 to 235."""


class VideoWriter:
    """`with VideoWriter(path) as video: video.write(frame)`; the size is the first frame's.

    A picture with an odd width or height loses its last column or row, because H.264 in 4:2:0 has
    only even sizes. The file appears at the end if all went well; otherwise nothing is left.
    Raises PosecheckError (CANNOT_WRITE) when the path cannot be written, when the disk is full, or
    when there was no frame.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._zero_s = 0.0
        self._last_tick = -1
        self._stream: av.VideoStream | None = None
        self._planes: NDArray[np.uint8] | None = None

    def __enter__(self) -> Self:
        with ExitStack() as undo:
            part = undo.enter_context(whole_file(self.path))
            self._container = self._open(part)
            self._undo = undo.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None:
            self._abandon()
            self._undo.__exit__(kind, error, trace)
            return
        with self._undo:
            self._finish()

    def write(self, frame: Frame) -> None:
        """Adds a frame. A time that is not later than the one before is moved to the next tick."""
        import av
        import cv2

        # The encoder has copied the picture when `encode` returns, so one buffer is enough.
        self._planes = cv2.cvtColor(_even_sized(frame), cv2.COLOR_RGB2YUV_I420, dst=self._planes)
        shown = av.VideoFrame.from_numpy_buffer(self._planes, format="yuv420p")
        stream = self._stream or self._begin(frame, shown)
        tick = max(self._last_tick + 1, round((frame.t_s - self._zero_s) * TICKS_HZ))
        self._last_tick = tick
        shown.pts, shown.time_base = tick, Fraction(1, TICKS_HZ)
        with explaining(self.path):
            self._container.mux(stream.encode(shown))

    def _open(self, part: Path) -> OutputContainer:
        import av

        with explaining(self.path):
            part.touch()  # PyAV opens the file later, at the first picture.
            film = av.open(str(part), "w", format="mp4", options={"movflags": "+faststart"})
            film.metadata["comment"] = VIDEO_MARK
            return film

    def _begin(self, frame: Frame, picture: av.VideoFrame) -> av.VideoStream:
        stream = self._container.add_stream("libx264", options=ENCODER)
        stream.width, stream.height, stream.pix_fmt = picture.width, picture.height, "yuv420p"
        context = stream.codec_context
        stream.time_base = context.time_base = Fraction(1, TICKS_HZ)
        context.colorspace, context.color_range = BT601, MPEG_RANGE
        context.color_primaries = context.color_trc = BT709
        self._stream, self._zero_s = stream, frame.t_s
        return stream

    def _finish(self) -> None:
        if self._stream is None:
            self._abandon()
            raise cannot_write(self.path, "there was no picture")
        with explaining(self.path):
            self._container.mux(self._stream.encode(None))
            self._container.close()

    def _abandon(self) -> None:
        """Closes the file. On a full disk that fails again, which was reported already."""
        with suppress(OSError, ValueError):
            self._container.close()


def _even_sized(frame: Frame) -> NDArray[np.uint8]:
    """The picture with an even width and height, contiguous."""
    width, height = frame.size_px
    return np.ascontiguousarray(frame.image[: height // 2 * 2, : width // 2 * 2])
