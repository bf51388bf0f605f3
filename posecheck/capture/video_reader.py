"""Recordings as frames: with true times, the right way up, and with a report of damage."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

from posecheck.capture.container_clock import MediaClock
from posecheck.capture.decoded import Converter, Decoded
from posecheck.capture.opening import film, open_container, unreadable
from posecheck.capture.picture import Shape
from posecheck.capture.still_pictures import StillPictures
from posecheck.records import Frame

if TYPE_CHECKING:
    import av
    from av.container import InputContainer

USUAL_RATE_HZ: Final = 30.0
"""The picture rate where the container does not say it."""

CUT_OFF_S: Final = 0.5
"""A recording that ends more than this before its declared end was cut off, seconds."""

CLOCK_TICK_S: Final = 0.001
"""Containers round their times to about this: in Matroska, pictures at 30 a second are 33 or 34 ms
apart."""


@dataclass(frozen=True, slots=True)
class Damage:
    """A span of time that could not be read, or only with smeared pictures: its data are broken.

    It goes from the last good picture to the next key frame, or to the declared end. Pictures
    that are known to be broken are left out. Those that were decoded from them are still given.
    """

    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoInfo:
    """What the container says about the recording; None where it does not say it.

    duration_s: the declared duration.
    frames_estimate: how many frames there are, about.
    size_px: width and height as a player shows it: turned, and with square pixels.
    rotation_deg: the clockwise turn that was applied: 0, 90, 180 or 270.
    average_rate_hz: pictures a second.
    start_s: the container's own time of the first picture, whose `t_s` is 0.
    """

    duration_s: float | None
    frames_estimate: int | None
    size_px: tuple[int, int]
    rotation_deg: int
    average_rate_hz: float | None
    start_s: float


class VideoReader:
    """The frames of a recording, to be taken once: `with VideoReader(path) as video: ...`.

    It holds a few pictures at a time, however long the recording is. Raises PosecheckError when
    the file is missing (NO_SOURCE) or holds no picture (BAD_SOURCE). `damaged` and
    `pictures_lost` are complete when all frames were taken.
    """

    def __init__(self, path: Path, *, rotate_deg: int = 0, finds_still: bool = True) -> None:
        """`rotate_deg` turns the pictures clockwise by 90, 180 or 270 beyond what the file says.
        Without `finds_still`, `still` stays empty: comparing costs a millisecond a picture."""
        self.path = path
        self._finds_still = finds_still
        self.rotate_deg = rotate_deg
        self.damaged: list[Damage] = []
        self.still = StillPictures()
        self.pictures_lost = 0
        self._broken_since_s: float | None = None
        self._last_s = 0.0
        self._container = open_container(path)
        try:
            self._stream = film(self._container, path)
            self._undecoded = self._packets()
            self._good = self._decode()
            self._first = self._first_picture()
        except BaseException:
            self._container.close()
            raise
        aspect = _positive(self._stream.sample_aspect_ratio)
        self._shape = Shape.of(self._first, pixel_aspect=aspect).turned(rotate_deg)
        self.info = self._describe()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def again(self) -> VideoReader:
        """The same recording, opened once more from its beginning, to look at only."""
        return VideoReader(self.path, rotate_deg=self.rotate_deg, finds_still=False)

    def close(self) -> None:
        """Closes the file. No more frames can be taken."""
        self._good.close()
        self._undecoded.close()
        self._container.close()

    def __iter__(self) -> Iterator[Frame]:
        return self.frames()

    def frames(self, *, least_step_s: float = 0.0) -> Iterator[Frame]:
        """The pictures of `decoded`, as a player shows them."""
        converter = self.converter()
        for decoded in self.decoded(least_step_s=least_step_s):
            yield Frame(decoded.t_s, converter.rgb(decoded.picture))

    def decoded(self, *, least_step_s: float = 0.0) -> Iterator[Decoded]:
        """The pictures as they are decoded; one that comes sooner than `least_step_s` after the
        one before it is left out."""
        clock, next_s = MediaClock(step_s=self._step_s), 0.0
        stored_px = (self._first.width, self._first.height)
        for picture in self._pictures():
            t_s = clock.media_time_s(picture.time)
            if t_s is None:
                self.pictures_lost += 1
                continue
            self._note(t_s, is_key=picture.key_frame)
            if t_s >= next_s:
                next_s = t_s + least_step_s - CLOCK_TICK_S
                yield Decoded(t_s, picture, self._shape, stored_px)
        self._note_end()

    def converter(self, *, side_px: int | None = None) -> Converter:
        """What makes this recording's pictures RGB, with at most `side_px` on the longer side."""
        shape = self._shape if side_px is None else self._shape.within(side_px)
        return Converter(shape, stored_px=(self._first.width, self._first.height))

    def _pictures(self) -> Iterator[av.VideoFrame]:
        for picture in chain((self._first,), self._good):
            self._latest = picture
            yield picture

    def _first_picture(self) -> av.VideoFrame:
        first = next(self._good, None)
        if first is None:
            raise unreadable(self.path, "a video in which no picture can be read")
        return first

    def _decode(self) -> Generator[av.VideoFrame]:
        """All good pictures in the order in which a player shows them. Broken ones are counted."""
        import av

        for packet in self._undecoded:
            try:
                pictures = self._stream.decode(packet)
            except av.FFmpegError:
                self._lost()
                continue
            for picture in pictures:
                if picture.is_corrupt:
                    self._lost()
                else:
                    yield picture

    def _packets(self) -> Generator[av.Packet[Any] | None]:
        """The packets of the film; None at a broken end lets the decoder give its last pictures."""
        # The class itself: when Python ends, the module loses its names before this is closed.
        from av import FFmpegError

        try:
            yield from self._container.demux(self._stream)
        except FFmpegError:
            self._lost()
            yield None

    def _lost(self) -> None:
        """Counts a broken picture. Damage begins at the last good one."""
        self.pictures_lost += 1
        if self._broken_since_s is None:
            self._broken_since_s = self._last_s

    def _note(self, t_s: float, *, is_key: bool) -> None:
        """Takes a good picture's time. Damage ends at a key frame."""
        self._last_s = t_s
        if self._finds_still:
            self.still.step(t_s, self._latest)
        if is_key and self._broken_since_s is not None:
            self.damaged.append(Damage(self._broken_since_s, t_s))
            self._broken_since_s = None

    def _note_end(self) -> None:
        """Closes damage at the end, or adds the part that was cut off."""
        seen_to_s = self._last_s + self._step_s
        declared_s = self.info.duration_s or 0.0
        if declared_s > seen_to_s + CUT_OFF_S:
            self.damaged.append(Damage(self._start_of_damage(self._last_s), declared_s))
        elif self._broken_since_s is not None:
            self.damaged.append(Damage(self._broken_since_s, seen_to_s))
        self._broken_since_s = None

    def _start_of_damage(self, otherwise_s: float) -> float:
        return otherwise_s if self._broken_since_s is None else self._broken_since_s

    @property
    def _step_s(self) -> float:
        return 1.0 / (self.info.average_rate_hz or USUAL_RATE_HZ)

    def _describe(self) -> VideoInfo:
        rate_hz = _positive(self._stream.average_rate)
        duration_s = _duration_s(self._container, self._stream, self._first.time or 0.0)
        frames = self._stream.frames or round((duration_s or 0.0) * (rate_hz or 0.0))
        return VideoInfo(
            duration_s=duration_s,
            frames_estimate=frames or None,
            size_px=self._shape.size_px,
            rotation_deg=self._shape.turn.clockwise_deg,
            average_rate_hz=rate_hz,
            start_s=self._first.time or 0.0,
        )


def frames(path: Path) -> Iterator[Frame]:
    """All frames of a recording. The file is closed when the caller stops, early or not.

    Raises as VideoReader does.
    """
    with VideoReader(path) as video:
        yield from video


def probe(path: Path) -> VideoInfo:
    """What is known without reading the whole recording. Raises as VideoReader does."""
    with closing(VideoReader(path)) as video:
        return video.info


def _duration_s(container: InputContainer, stream: av.VideoStream, start_s: float) -> float | None:
    """The declared duration.

    That of a stream counts from its first picture. That of a whole file counts from 0 in Matroska,
    where the first picture may come at 100 s (a part cut out of a longer recording).
    """
    import av

    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    if not container.duration:
        return None
    whole_s = container.duration / av.time_base
    from_zero = "matroska" in container.format.name
    return whole_s - max(start_s, 0.0) if from_zero else whole_s


def _positive(ratio: Fraction | None) -> float | None:
    """A rate or ratio as a number; None where the container has none or 0."""
    return float(ratio) if ratio else None
