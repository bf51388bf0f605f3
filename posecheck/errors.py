"""The one error type that reaches a user: what is wrong, where, and what to do about it."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What `posecheck` answers to the shell. One number, one meaning, never reused."""

    OK = 0
    """Done; faults of form in the exercise are results, not errors."""
    BUG = 1
    """Something posecheck did not foresee."""
    USAGE = 2
    """The command line does not make sense (also Typer's own code)."""
    NO_SOURCE = 3
    """The recording is not there, or is a folder."""
    BAD_SOURCE = 4
    """The recording is there and cannot be read as one."""
    NOTHING_TO_JUDGE = 5
    """Readable, and yet nothing in it could be judged (nobody there, wrong side, ...)."""
    BAD_EXERCISE = 6
    """No such exercise, or its file is wrong."""
    NO_MODEL = 7
    """The model file is missing, wrong, or may not be fetched."""
    CANNOT_WRITE = 8
    """The output folder cannot be written, or is full."""
    BENCHMARK_FAILED = 9
    """The benchmark ran, and a figure misses its goal."""
    NO_CALIBRATION = 11
    """A recording from which no comfortable range may be taken."""
    BAD_PROFILE = 12
    """No such profile, or its file is wrong."""
    NO_SCREEN = 20
    """No window can be opened: no display, or none that answers."""
    NO_CAMERA = 21
    """No such camera, or nobody answers at that address."""
    CAMERA_IN_USE = 22
    """The camera is there and gives no picture: usually another program has it."""
    CAMERA_DENIED = 23
    """The system does not let this user look at the camera."""
    CAMERA_BLACK = 24
    """The camera gives only black pictures."""
    CAMERA_LOST = 25
    """The camera fell silent in the middle; what was done until then is reported."""
    INTERRUPTED = 130
    """Ctrl-C; what was analysed so far is reported as partial."""


class PosecheckError(Exception):
    """Expected trouble, told to the user in one line.

    `what` is wrong, `where` (a file, a place in it), and the `remedy`.

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
