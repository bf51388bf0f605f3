"""The process that gives one input after the other to a door, and tells what it finds."""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import re
import signal
import sys
import time
import traceback
import warnings
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType
from typing import Any

from fuzz.door import Door, folder
from fuzz.doors import door
from fuzz.finds import Find
from fuzz.job import LONGEST_S, Job
from posecheck.errors import PosecheckError

STATE = ("number", "began_s", "refused", "peak_mb")
"""What the process outside sees. `began_s` is when the present input began, monotonic."""

AGAIN = 75
"""Exit code: a new process is needed, because the peak of memory cannot be set back."""

FAILED = 1
"""Exit code: an exception of this tool itself, which Python has printed."""

MOST_MB = 1000.0
"""More memory of the whole process is a find, libraries included."""

ROOM_MB = 8000
"""What one input may take beyond that before the system refuses: so the machine survives."""


class State:
    """The numbers that both processes see."""

    def __init__(self, numbers: Any) -> None:
        self._numbers = numbers

    def __getattr__(self, name: str) -> float:
        return float(self._numbers[STATE.index(name)])

    def put(self, name: str, value: float) -> None:
        """Sets one of them."""
        self._numbers[STATE.index(name)] = value


class HangError(BaseException):
    """An input takes too long. No `except Exception` swallows it."""


def work(job: Job, first: int, seconds: float | None, numbers: Any, tell: Connection) -> None:
    """Runs inputs from `first` on: up to the job's number, or for `seconds`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    faulthandler.disable()
    warnings.simplefilter("error")
    state, here = State(numbers), door(job.door)
    state.put("number", first - 1)
    with folder() as place:
        _check_good(here, place)
        _limit_memory()
        _inputs(job, here, first, seconds, state, tell, place)


def _inputs(
    job: Job,
    here: Door,
    first: int,
    seconds: float | None,
    state: State,
    tell: Connection,
    place: Path,
) -> None:
    end_s = None if seconds is None else time.monotonic() + seconds
    number, refused = first, 0
    while job.executions is None or number < job.executions:
        if end_s is not None and time.monotonic() >= end_s:
            return
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # NumPy's, of numbers that do not fit
            data = here.made(job.chance(number))
        state.put("number", number)
        state.put("began_s", time.monotonic())
        find, was_refused = entered(here, data, place, number)
        refused += was_refused
        state.put("refused", refused)
        state.put("peak_mb", peak_mb())
        if find is not None:
            tell.send(find)
        if peak_mb() > MOST_MB:
            tell.send(Find("memory", f"{peak_mb():.0f} MB", number))
            sys.exit(AGAIN)
        number += 1


def entered(here: Door, data: bytes, place: Path, number: int) -> tuple[Find | None, bool]:
    """What came of one input: a find or None; and whether it was refused."""
    try:
        with _in_time():
            here.enter(data, place)
    except PosecheckError:
        return None, True
    except HangError as error:
        return Find("hang", _told(error), number), False
    except Exception as error:  # noqa: BLE001 - this is what is looked for
        return Find(type(error).__name__, _told(error), number), False
    return None, False


@contextlib.contextmanager
def _in_time() -> Any:
    if not hasattr(signal, "setitimer"):  # Windows
        yield
        return
    signal.signal(signal.SIGPROF, _too_long)
    signal.setitimer(signal.ITIMER_PROF, LONGEST_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _too_long(_number: int, _frame: FrameType | None) -> None:
    raise HangError


def _told(error: BaseException) -> str:
    """The traceback; of an endless recursion its ends."""
    lines = traceback.format_exception(error)
    text = "".join(lines)
    return text if len(text) < 8000 else f"{text[:3000]}\n...\n{text[-5000:]}"


def _check_good(here: Door, place: Path) -> None:
    """Raises where good input is not taken: then most of the door is never seen."""
    for data in here.good():
        here.enter(data, place)
    gc.collect()


def peak_mb() -> float:
    """The most memory that this process has had."""
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    status = Path("/proc/self/status")
    if status.exists():
        # `ru_maxrss` begins with that of the process that started this one.
        [kilobytes] = re.findall(r"VmHWM:\s+(\d+) kB", status.read_text())
        return int(kilobytes) * 1024 / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6


def _limit_memory() -> None:
    if sys.platform != "linux":
        return
    import resource

    now_kb = next(
        int(line.split()[1])
        for line in Path("/proc/self/status").read_text().splitlines()
        if line.startswith("VmSize")
    )
    most = now_kb * 1024 + ROOM_MB * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
