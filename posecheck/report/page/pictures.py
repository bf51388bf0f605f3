"""Small pictures of the faults, as data: addresses, from a video."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Final

from posecheck.capture.video_reader import VideoReader
from posecheck.records import Finding, Frame

MOST_OF_A_KIND: Final = 3
"""How many faults of one kind get a picture: more would show the same again."""

WIDTH_PX: Final = 480
"""Twice the width at which they are shown, so that they are sharp on a fine screen and on paper."""

_QUALITY: Final = 80
"""Of JPEG: a picture has about 25 KB, and lines are still clean."""


def of_faults(video: Path, findings: Sequence[Finding]) -> dict[tuple[str, float], str]:
    """The picture of each of the first faults of each kind, by its check and beginning.

    Raises PosecheckError (NO_SOURCE, BAD_SOURCE) for a video that cannot be read. A fault after the
    video's end has no picture.
    """
    wanted = sorted(_first(findings), key=lambda f: f.start_s)
    found = {}
    with VideoReader(video) as reader:
        frames = reader.frames()
        for finding, frame in _at(frames, wanted):
            found[finding.check, finding.start_s] = _address(frame)
    return found


def _first(findings: Sequence[Finding]) -> Iterator[Finding]:
    seen: Counter[str] = Counter()
    for finding in findings:
        seen[finding.check] += 1
        if seen[finding.check] <= MOST_OF_A_KIND:
            yield finding


def _at(frames: Iterator[Frame], wanted: list[Finding]) -> Iterator[tuple[Finding, Frame]]:
    """Each fault with the first picture that is not before it."""
    left = list(wanted)
    for frame in frames:
        while left and frame.t_s >= left[0].start_s - 1e-3:
            yield left.pop(0), frame
        if not left:
            return


def _address(frame: Frame) -> str:
    from PIL import Image

    picture = Image.fromarray(frame.image)
    picture.thumbnail((WIDTH_PX, WIDTH_PX))
    with BytesIO() as stream:
        picture.save(stream, "JPEG", quality=_QUALITY)
        return f"data:image/jpeg;base64,{b64encode(stream.getvalue()).decode()}"
