"""The one error type for users: what is wrong, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes of `posecheck`. Each has one meaning; a number is never used again."""

    OK = 0
    """Done. Faults in the exercise are results, not errors."""
    BUG = 1
    """An error inside posecheck."""
    USAGE = 2
    """The command line is wrong. Typer uses this code, too."""
    NO_SOURCE = 3
    """The recording does not exist, or is a folder."""
    BAD_SOURCE = 4
    """The file exists, but cannot be read as a recording."""
    NOTHING_TO_JUDGE = 5
    """The recording was read, but nothing in it could be judged (nobody there, wrong view, ...)."""
    BAD_EXERCISE = 6
    """There is no such exercise, or its file is wrong."""
    NO_MODEL = 7
    """The model file is missing or wrong, or may not be fetched."""
    CANNOT_WRITE = 8
    """An output cannot be written, or the disk is full."""
    BENCHMARK_FAILED = 9
    """The benchmark ran, but a figure misses its goal."""
    NO_CALIBRATION = 11
    """No comfortable range can be taken from the recording."""
    BAD_PROFILE = 12
    """There is no such profile, or its file is wrong."""
    WOULD_REPLACE = 13
    """An output would take the place of an input, of a file that posecheck did not write, or of
    something that is no file."""
    BAD_ROUTINE = 14
    """There is no such routine, or its file is wrong."""
    BAD_HISTORY = 15
    """The history cannot be read: it is damaged, or a newer posecheck wrote it."""
    NO_SCREEN = 20
    """No window can be opened: there is no screen, or none that answers."""
    NO_CAMERA = 21
    """There is no such camera, or its address does not answer."""
    CAMERA_IN_USE = 22
    """The camera gives no picture: usually another program uses it."""
    CAMERA_DENIED = 23
    """The system does not let this user use the camera."""
    CAMERA_BLACK = 24
    """The camera gives only black pictures."""
    CAMERA_LOST = 25
    """The camera stopped in the middle of a session; the report has what was done until then."""
    NO_EXTRA = 30
    """The command needs a part of posecheck that is not installed."""
    NO_WORKERS = 31
    """The scheduler or its workers cannot be reached, or do not fit this posecheck."""
    WORKER_DIED = 32
    """The process that analysed a recording died, each time that it was tried."""
    INTERRUPTED = 130
    """Ctrl-C; a partial report has what was analysed until then."""


class PosecheckError(Exception):
    """An expected error, which the user reads in one line.

    what: what is wrong. where: a file or a camera. remedy: what to do.

    >>> str(PosecheckError("not a video", where="a.txt", remedy="Give an .mp4.",
    ...                    code=ExitCode.BAD_SOURCE))
    'a.txt: not a video. Give an .mp4.'
    """

    def __init__(
        self,
        what: str,
        *,
        where: str | None = None,
        remedy: str | None = None,
        code: ExitCode,
    ) -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        self.code = code
        prefix = f"{where}: " if where else ""
        suffix = f" {remedy}" if remedy else ""
        super().__init__(f"{prefix}{what.rstrip('.')}.{suffix}")

    def __reduce__(self) -> tuple[Callable[..., PosecheckError], tuple[object, ...]]:
        """An error crosses from one process to another whole."""
        return _made_again, (type(self), self.what, self.where, self.remedy, self.code)


def _made_again(
    kind: type[PosecheckError], what: str, where: str | None, remedy: str | None, code: ExitCode
) -> PosecheckError:
    return kind(what, where=where, remedy=remedy, code=code)
