"""The names of a batch's outputs: they mirror the folders of the clips, and none has two uses."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache, partial
from hashlib import sha256
from pathlib import Path, PurePosixPath

from posecheck.app import recordings
from posecheck.app.batch import finished
from posecheck.app.batch.clips import Clip
from posecheck.app.outputs import REPORT, ROOM_BYTES, TRACE, VIDEO, Outputs
from posecheck.files import recognised
from posecheck.files.folders import STATE
from posecheck.files.names import fitting


def names(clips: Sequence[Clip], out: Path) -> list[str]:
    """A name for each clip, without its ending: "a/bridge" for "a/bridge.mp4".

    Where two would be the same, the endings come in ("a/bridge.mp4", "a/bridge.mov"), then the
    exercise, then a number from the clip itself. So a name does not depend on the order of the
    clips. The same happens where a report of that name is there already, from a clip of another
    folder: so two batches may write into one folder. No annotated video takes the place of a clip.
    """
    sources = {clip.path.resolve() for clip in clips}
    is_of_another = cache(partial(_is_of_another, out))
    levels = [0] * len(clips)
    while True:
        found = [_name(clip, level) for clip, level in zip(clips, levels, strict=True)]
        counts = Counter(map(_alike, found))
        wrong = [
            i
            for i, name in enumerate(found)
            if counts[_alike(name)] > 1
            or (out / f"{name}{VIDEO}").resolve() in sources
            or is_of_another(name, clips[i].path)
        ]
        more = [i for i in wrong if levels[i] < _LAST]
        if not more:
            return found
        for i in more:
            levels[i] += 1


_LAST = 3


def _name(clip: Clip, level: int) -> str:
    path = PurePosixPath(clip.relative)
    parts = [path.name if level else path.stem]
    if level > 1:
        parts += [clip.exercise, *([clip.profile] if clip.profile else [])]
    if level == _LAST:
        whole = "\0".join([*parts, str(clip.path)])
        parts.append(sha256(whole.encode("utf-8", "surrogateescape")).hexdigest()[:8])
    return str(path.with_name(fitting(".".join(parts), room=ROOM_BYTES)))


def _is_of_another(out: Path, name: str, clip: Path) -> bool:
    """Whether a report of that name is there already, about a clip of another place.

    A clip whose content has changed keeps its name, and so does one that was moved.
    """
    report = out / f"{name}{REPORT}"
    if not (report.is_file() and recognised.wrote(report)):
        return False
    old = recordings.in_report(report)
    if old is None:  # of an older version: its record says what it was made from
        before = finished.read(record(name, out))
        return before is None or before.made_from.source != recordings.digest(clip)
    new = recordings.names(clip)
    return old.resolved != new.resolved and not recordings.same(old, new)


def _alike(name: str) -> str:
    """Names that some disks do not tell apart: capital letters, and how an accent is written."""
    return unicodedata.normalize("NFC", name).casefold()


def outputs(name: str, out: Path, *, video: bool, trace: bool) -> Outputs:
    """The files of a clip."""
    return Outputs(
        report=out / f"{name}{REPORT}",
        video=out / f"{name}{VIDEO}" if video else None,
        trace=out / f"{name}{TRACE}" if trace else None,
    )


def record(name: str, out: Path) -> Path:
    """The file that says what the outputs of a clip were made from."""
    return out / STATE / f"{name}.json"
