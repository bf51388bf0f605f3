"""Which file a report is about: its names, its content, its date. And whether two are the same."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache, lru_cache
from hashlib import file_digest
from os.path import realpath
from pathlib import Path
from stat import S_ISREG

from pydantic import TypeAdapter, ValidationError

from posecheck.capture.container_facts import ContainerFacts, container_facts
from posecheck.files import recognised
from posecheck.pose import landmark_recording
from posecheck.provenance import Recording
from posecheck.records import Report


def printable(name: str) -> str:
    """A file's name as text: it may have bytes that are none, and JSON may not."""
    return name.encode("utf-8", "replace").decode("utf-8")


def of_file(path: Path, *, given: Path | None = None, person: str | None = None) -> Recording:
    """What is known of a file before it is looked at. `given` is how the user named it.

    What cannot be read is None: whoever opens the file next tells why.
    """
    facts = ContainerFacts() if landmark_recording.is_recording(path) else container_facts(path)
    return replace(
        names(path),
        path=printable(str(given or path)),
        size_bytes=_size(path),
        recorded=facts.recorded,
        rate_hz=facts.rate_hz,
        person=person,
    )


def names(path: Path) -> Recording:
    """What tells a file from others, and no more."""
    return Recording(resolved=printable(realpath(path)), sha256=digest(path))


def watched(known: Recording, report: Report, *, view: str | None) -> Recording:
    """The same, with what its pictures showed: the view, and their rate if nobody said it."""
    gaps, seconds = report.frames - 1, report.duration_s
    measured_hz = gaps / seconds if gaps > 0 and seconds > 0 else None
    return replace(known, rate_hz=known.rate_hz or measured_hz, view=view)


def in_report(path: Path) -> Recording | None:
    """Which recording a report in a file is about; None where it does not say so."""
    if not recognised.wrote(path):
        return None
    try:
        return _recordings().validate_python(json.loads(path.read_bytes())["recording"])
    except (OSError, ValidationError, KeyError):
        return None


@cache
def _recordings() -> TypeAdapter[Recording]:
    return TypeAdapter(Recording)


def same(old: Recording, new: Recording) -> bool:
    """Whether two reports are about one recording: the same file with the same content, or the same
    content from a place where it is no longer."""
    if old.resolved == new.resolved:
        return old.sha256 == new.sha256
    return old.sha256 is not None and old.sha256 == new.sha256 and _is_gone(old)


def _is_gone(old: Recording) -> bool:
    return old.resolved is not None and not Path(old.resolved).exists()


def digest(path: Path) -> str | None:
    """SHA-256 of a file; None where it cannot be read, or is no file."""
    try:
        found = path.stat()
        if not S_ISREG(found.st_mode):
            return None
        return _digest(realpath(path), found.st_ino, found.st_size, found.st_mtime_ns)
    except OSError:
        return None


@lru_cache(64)
def _digest(path: str, *_state: int) -> str:
    """Read once, though a run needs it twice; again where the file's state is another one."""
    with open(path, "rb") as file:  # noqa: PTH123 - the path is the cache's key
        return file_digest(file, "sha256").hexdigest()


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None
