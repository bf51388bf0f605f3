"""Runs a program, and measures its time, its processor time and its memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from posecheck.errors import ExitCode, PosecheckError


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a program.

    wall_s, processor_s: seconds, until it has ended.
    peak_mb: the most memory that it had at once, of the largest of its processes.
    output: what it printed on standard output.
    """

    wall_s: float
    processor_s: float
    peak_mb: float
    output: str


def measured(*arguments: str | Path, accepted: Sequence[int] = (0,)) -> Run:
    """Runs `python -m ARGUMENTS`.

    Raises PosecheckError (BENCHMARK_FAILED) where it ends with another code than those that are
    accepted, and where the system does not tell what a program used (Windows).
    """
    if not hasattr(os, "wait4"):
        raise PosecheckError(
            "this system does not tell how much memory a program used",
            remedy="Run it on Linux or macOS.",
            code=ExitCode.BENCHMARK_FAILED,
        )
    command = [sys.executable, "-m", *map(str, arguments)]
    with TemporaryFile() as out, TemporaryFile() as notes:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=notes)
        _, status, used = os.wait4(process.pid, 0)
        wall_s = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0), notes.seek(0)
        if process.returncode not in accepted:
            raise PosecheckError(
                f"ended with {process.returncode}: {_last_line(notes.read())}",
                where=" ".join(command[1:]),
                remedy="Run it alone.",
                code=ExitCode.BENCHMARK_FAILED,
            )
        printed = out.read().decode()
    per_mb = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return Run(wall_s, used.ru_utime + used.ru_stime, used.ru_maxrss / per_mb, printed)


def _last_line(text: bytes) -> str:
    lines = text.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "it said nothing"
