"""The names of a batch's outputs: they mirror the folders of the clips, and none has two uses."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path, PurePosixPath

from posecheck.app.batch.clips import ANNOTATED, Clip
from posecheck.app.outputs import Outputs
from posecheck.files.folders import STATE


def names(clips: Sequence[Clip], out: Path) -> list[str]:
    """A name for each clip, without its ending: "a/bridge" for "a/bridge.mp4".

    Where two would be the same, the endings come in ("a/bridge.mp4", "a/bridge.mov"), then the
    exercise, then a number from the clip itself. So a name depends on the clips alone, not on
    their order, nor on what is done. No annotated video takes the place of a clip.
    """
    sources = {clip.path.resolve() for clip in clips}
    levels = [0] * len(clips)
    while True:
        found = [_name(clip, level) for clip, level in zip(clips, levels, strict=True)]
        counts = Counter(map(_alike, found))
        wrong = [
            i
            for i, name in enumerate(found)
            if counts[_alike(name)] > 1 or (out / f"{name}{ANNOTATED}").resolve() in sources
        ]
        more = [i for i in wrong if levels[i] < _LAST]
        if not more:
            return found
        for i in more:
            levels[i] += 1


_LAST = 3


def _name(clip: Clip, level: int) -> str:
    path = PurePosixPath(clip.relative)
    if level == 0:
        return str(path.with_suffix(""))
    parts = [clip.relative]
    if level > 1:
        parts += [clip.exercise, *([clip.profile] if clip.profile else [])]
    if level == _LAST:
        parts.append(sha256("\0".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:8])
    return ".".join(parts)


def _alike(name: str) -> str:
    """Names that some disks do not tell apart: capital letters, and how an accent is written."""
    return unicodedata.normalize("NFC", name).casefold()


def outputs(name: str, out: Path, *, video: bool, trace: bool) -> Outputs:
    """The files of a clip."""
    return Outputs(
        report=out / f"{name}.report.json",
        video=out / f"{name}{ANNOTATED}" if video else None,
        trace=out / f"{name}.trace.csv" if trace else None,
    )


def record(name: str, out: Path) -> Path:
    """The file that says what the outputs of a clip were made from."""
    return out / STATE / f"{name}.json"
