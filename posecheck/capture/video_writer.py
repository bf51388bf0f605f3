"""Annotated video that browsers can play: H.264 in MP4, with the times of its source."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from posecheck.capture.planes import BT709, Planes, PlanesMaker
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
        self._maker = PlanesMaker()

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
        self.write_planes(frame.t_s, self._maker.of_rgb(frame.image))

    def write_planes(self, t_s: float, planes: Planes) -> None:
        """Adds a picture; as `write`. The encoder has copied it when this returns."""
        shown = planes.frame()
        stream = self._stream or self._begin(t_s, planes)
        tick = max(self._last_tick + 1, round((t_s - self._zero_s) * TICKS_HZ))
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

    def _begin(self, t_s: float, planes: Planes) -> av.VideoStream:
        stream = self._container.add_stream("libx264", options=ENCODER)
        stream.width, stream.height = planes.size_px
        stream.pix_fmt = "yuv420p"
        context = stream.codec_context
        stream.time_base = context.time_base = Fraction(1, TICKS_HZ)
        context.colorspace, context.color_range = planes.colours.matrix, planes.colours.range
        context.color_primaries = context.color_trc = BT709
        self._stream, self._zero_s = stream, t_s
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
