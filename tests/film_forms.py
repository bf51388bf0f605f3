"""One film in every container and form in which phones, browsers and tools write films.

Each writer gets the pictures (H, W, 3) RGB and their times, and writes a file that shows them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Shown = tuple[float, Picture]

TICKS_HZ = 90_000
FIXED_RATE = ("gif", "mpeg2video", "mpeg4", "mjpeg", "wmv2")
"""Codecs that take no times of their own."""


@dataclass(frozen=True)
class Form:
    """How a file is written.

    change: what is done to the pictures and times first.
    after: what is done to the file's bytes in the end.
    """

    name: str
    codec: str = "libx264"
    pixels: str = "yuv420p"
    change: Callable[[Sequence[Shown]], Iterable[Shown]] = list
    after: Callable[[Path], None] | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    container: Mapping[str, str] = field(default_factory=dict)
    colours: Mapping[str, int] = field(default_factory=dict)
    rate: int = 24

    def write(self, path: Path, shown: Sequence[Shown]) -> None:
        pictures = iter(self.change(shown))
        first = next(pictures)
        height, width = first[1].shape[:2]
        with av.open(str(path), "w", options=dict(self.container)) as container:
            stream = container.add_stream(self.codec, rate=self.rate, options=dict(self.options))
            stream.width, stream.height, stream.pix_fmt = width, height, self.pixels
            if self.codec not in FIXED_RATE:
                stream.codec_context.time_base = Fraction(1, TICKS_HZ)
            for name, value in self.colours.items():
                setattr(stream.codec_context, name, value)
            base = stream.codec_context.time_base or Fraction(1, self.rate)
            for t_s, picture in (first, *pictures):
                frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
                frame.pts, frame.time_base = round(t_s / base), base
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
        _usual_priority()
        if self.after is not None:
            self.after(path)


def _usual_priority() -> None:
    """Takes back what SVT-AV1 does to a thread of root that encodes: it gets the priority of real
    time, and with it everything that it does later."""
    if hasattr(os, "sched_setscheduler") and os.sched_getscheduler(0) != os.SCHED_OTHER:
        os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))


def turned(quarters: int) -> Callable[[Sequence[Shown]], Iterator[Shown]]:
    """The pictures turned against the clock."""

    def change(shown: Sequence[Shown]) -> Iterator[Shown]:
        for t_s, picture in shown:
            yield t_s, np.ascontiguousarray(np.rot90(picture, quarters))

    return change


def marked(a: int, b: int, c: int, d: int) -> Callable[[Path], None]:
    """Writes the display matrix of an MP4's one track (ISO 14496-12, tkhd)."""

    def after(path: Path) -> None:
        data = bytearray(path.read_bytes())
        start = data.index(b"tkhd") + 44
        rows = np.array([a << 16, b << 16, 0, c << 16, d << 16, 0, 0, 0, 1 << 30], ">i4")
        data[start : start + 36] = rows.tobytes()
        path.write_bytes(data)

    return after


def later(by_s: float) -> Callable[[Sequence[Shown]], Iterator[Shown]]:
    """The first picture's time is not 0."""
    return lambda shown: ((t_s + by_s, picture) for t_s, picture in shown)


def uneven(shown: Sequence[Shown]) -> Iterator[Shown]:
    """A phone's variable rate: each picture up to 8 ms early or late, and one in twelve lost."""
    random = np.random.default_rng(1)
    for t_s, picture in shown:
        late_s = random.uniform(-0.008, 0.008)
        if random.random() > 1 / 12:
            yield max(0.0, t_s + late_s), picture


def faster(times: int) -> Callable[[Sequence[Shown]], Iterator[Shown]]:
    """So many times as many pictures a second, faded into each other."""

    def change(shown: Sequence[Shown]) -> Iterator[Shown]:
        for (t_s, before), (next_s, after) in pairwise(shown):
            for part in range(times):
                share = part / times
                mixed = cv2.addWeighted(before, 1 - share, after, share, 0)
                yield t_s + share * (next_s - t_s), mixed.astype(np.uint8)

    return change


def sized(width: int, height: int) -> Callable[[Sequence[Shown]], Iterator[Shown]]:
    """Pictures of another size."""

    def change(shown: Sequence[Shown]) -> Iterator[Shown]:
        for t_s, picture in shown:
            yield t_s, cv2.resize(picture, (width, height)).astype(np.uint8)

    return change


def boxed(shown: Sequence[Shown]) -> Iterator[Shown]:
    """A film in a taller one, with bars above and below, and that in a wide one, with bars beside
    it. The person is two thirds as large in the end; at half they are told to come nearer."""
    for t_s, picture in shown:
        height, width = picture.shape[:2]
        above, beside = height // 4 & ~1, width // 4 & ~1
        yield t_s, np.pad(picture, ((above, above), (beside, beside), (0, 0)))


def woven(shown: Sequence[Shown]) -> Iterator[Shown]:
    """Interlaced: every second row is of the next picture."""
    for (t_s, picture), (_, after) in pairwise(shown):
        rows = picture.copy()
        rows[1::2] = after[1::2]
        yield t_s, rows


def flat(shown: Sequence[Shown]) -> Iterator[Shown]:
    """A bright screen's picture (203 cd/m2 for white, ITU-R BT.2408) as HDR stores it (SMPTE ST
    2084): pale and flat where nobody converts it."""
    grey = (np.arange(256) / 255) ** 2.2 * 203 / 10_000
    power = grey**0.1593017578125
    stored = ((0.8359375 + 18.8515625 * power) / (1 + 18.6875 * power)) ** 78.84375
    table = (255 * stored).round().astype(np.uint8)
    return ((t_s, table[picture]) for t_s, picture in shown)


def frozen(shown: Sequence[Shown]) -> Iterator[Shown]:
    """One picture, again and again."""
    return ((t_s, shown[0][1]) for t_s, _ in shown)


def twice_faded(shown: Sequence[Shown], fade_s: float = 0.5) -> Iterator[Shown]:
    """The film twice; its end fades into its beginning."""
    step_s = shown[1][0] - shown[0][0]
    pictures = [picture for _, picture in shown]
    faded = round(fade_s / step_s)
    for i, picture in enumerate(pictures):
        left = len(pictures) - i
        share = 0.0 if left > faded else 1 - left / faded
        other = pictures[max(0, faded - left)]
        yield i * step_s, cv2.addWeighted(picture, 1 - share, other, share, 0).astype(np.uint8)
    for i, picture in enumerate(pictures[faded:]):
        yield (len(pictures) + i) * step_s, picture


def cut_out(start_s: float, end_s: float) -> Callable[[Sequence[Shown]], Iterator[Shown]]:
    """A jump cut: a part is gone, and time goes on as if nothing were missing."""

    def change(shown: Sequence[Shown]) -> Iterator[Shown]:
        for t_s, picture in shown:
            if t_s < start_s:
                yield t_s, picture
            elif t_s >= end_s:
                yield t_s - (end_s - start_s), picture

    return change


def cut_off(share: float) -> Callable[[Path], None]:
    """The file ends in the middle."""

    def after(path: Path) -> None:
        data = path.read_bytes()
        path.write_bytes(data[: int(share * len(data))])

    return after


FAST = {"preset": "ultrafast", "crf": "20"}
HLG = {"color_primaries": 9, "color_trc": 18, "colorspace": 9}
PQ = {"color_primaries": 9, "color_trc": 16, "colorspace": 9}
TEN_BIT = {"preset": "ultrafast", "crf": "22", "x265-params": "log-level=none"}

SAME: dict[str, Form] = {
    "turned by 90, marked": Form("a.mp4", change=turned(1), after=marked(0, 1, -1, 0)),
    "turned by 180, marked": Form("a.mp4", change=turned(2), after=marked(-1, 0, 0, -1)),
    "turned by 270, marked": Form("a.mp4", change=turned(3), after=marked(0, -1, 1, 0)),
    "a variable rate": Form("a.mp4", change=uneven),
    "slow motion, 120 a second": Form("a.mov", change=faster(5), options=FAST, rate=120),
    "slow motion, 240 a second": Form("a.mov", change=faster(10), options=FAST, rate=240),
    "an edit list, with pictures out of order": Form("a.mp4", options={"bf": "3"}),
    "MP4 from 2 s on": Form("a.mp4", change=later(2.0)),
    "MKV from 100 s on": Form("a.mkv", change=later(100.0)),
    "MKV from below zero": Form(
        "a.mkv", change=later(-0.4), container={"avoid_negative_ts": "disabled"}
    ),
    "MPEG-TS from an hour on": Form("a.ts", change=later(3600.0)),
    "fragmented MP4": Form("a.mp4", container={"movflags": "frag_keyframe+empty_moov"}),
    "HEVC with 10 bits": Form("a.mp4", "libx265", "yuv420p10le", options=TEN_BIT),
    "HDR": Form("a.mp4", "libx265", "yuv420p10le", change=flat, options=TEN_BIT, colours=PQ),
    "HDR of a phone (HLG)": Form("a.mp4", "libx265", "yuv420p10le", options=TEN_BIT, colours=HLG),
    "interlaced H.264": Form("a.mp4", change=woven, options={"flags": "+ilme+ildct"}),
    "interlaced MPEG-2": Form(
        "a.mpg", "mpeg2video", change=woven, options={"flags": "+ilme+ildct", "b": "4M"}
    ),
    "odd sizes": Form("a.mkv", pixels="yuv444p", change=sized(427, 321)),
    "4K": Form("a.mp4", change=sized(2880, 2160), options=FAST),
    "portrait in landscape": Form("a.mp4", change=boxed),
    "GIF": Form("a.gif", "gif", "rgb8", rate=25),
    "WebM without a duration": Form(
        "a.webm", "libvpx", container={"live": "1"}, options={"deadline": "realtime", "b": "2M"}
    ),
    "VP9": Form("a.webm", "libvpx-vp9", options={"deadline": "realtime", "cpu-used": "8"}),
    "AV1": Form("a.mp4", "libsvtav1", options={"preset": "12"}),
    "Motion JPEG in AVI": Form("a.avi", "mjpeg", "yuvj420p", options={"q": "5"}),
    "MPEG-4 in AVI": Form("a.avi", "mpeg4", options={"b": "2M"}),
    "Windows Media": Form("a.wmv", "wmv2", options={"b": "2M"}),
    "ProRes": Form("a.mov", "prores_ks", "yuv422p10le"),
}
"""Whatever is written so has the repetitions and holds of the film itself."""
