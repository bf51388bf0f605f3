"""Annotated video that browsers play: H.264 in MP4, at the times of its source."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

import numpy as np
from numpy.typing import NDArray

from posecheck.files.whole import cannot_write, telling, whole_file
from posecheck.records import Frame

if TYPE_CHECKING:
    import av
    from av.container import OutputContainer

TICKS_HZ: Final = 90_000
"""The clock of MPEG systems: fine enough for every camera's timestamps."""

ENCODER: Final = {"preset": "veryfast", "crf": "23", "g": "60"}
"""A key frame at least every 60 frames, so that a player can jump to a fault at once."""

BT709: Final = 1
"""Its number in H.264 for primaries, transfer and matrix alike (ITU-T H.273)."""


class VideoWriter:
    """`with VideoWriter(path) as video: video.write(frame)`; the size is the first frame's.

    An odd width or height loses its last column or row, as H.264 in 4:2:0 has even sizes
    only. The file appears under its name when all went well; otherwise nothing is left.
    Raises PosecheckError (CANNOT_WRITE) when the place cannot be written or is full, or
    when no frame came.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._zero_s = 0.0
        self._last_tick = -1
        self._stream: av.VideoStream | None = None

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
        """Adds a frame; a time that is not later than the last one is moved one tick on."""
        import av

        picture = av.VideoFrame.from_ndarray(_even(frame), format="rgb24")
        stream = self._stream or self._begin(frame, picture)
        tick = max(self._last_tick + 1, round((frame.t_s - self._zero_s) * TICKS_HZ))
        self._last_tick = tick
        shown = picture.reformat(format="yuv420p", dst_colorspace="ITU709", dst_color_range="MPEG")
        shown.pts, shown.time_base = tick, Fraction(1, TICKS_HZ)
        with telling(self.path):
            self._container.mux(stream.encode(shown))

    def _open(self, part: Path) -> OutputContainer:
        import av

        with telling(self.path):
            part.touch()  # PyAV opens it at the first picture, after minutes of analysis
            return av.open(str(part), "w", format="mp4", options={"movflags": "+faststart"})

    def _begin(self, frame: Frame, picture: av.VideoFrame) -> av.VideoStream:
        stream = self._container.add_stream("libx264", options=ENCODER)
        stream.width, stream.height, stream.pix_fmt = picture.width, picture.height, "yuv420p"
        context = stream.codec_context
        stream.time_base = context.time_base = Fraction(1, TICKS_HZ)
        context.colorspace = context.color_primaries = context.color_trc = BT709
        self._stream, self._zero_s = stream, frame.t_s
        return stream

    def _finish(self) -> None:
        if self._stream is None:
            self._abandon()
            raise cannot_write(self.path, "there was no picture")
        with telling(self.path):
            self._container.mux(self._stream.encode(None))
            self._container.close()

    def _abandon(self) -> None:
        """Closing writes the index, which fails again on a full disk: known already."""
        with suppress(OSError, ValueError):
            self._container.close()


def _even(frame: Frame) -> NDArray[np.uint8]:
    width, height = frame.size_px
    return np.ascontiguousarray(frame.image[: height // 2 * 2, : width // 2 * 2])
