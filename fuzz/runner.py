"""Runs a door in a process of its own, and looks from outside whether it lives."""

from __future__ import annotations

import multiprocessing
import time
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from fuzz import entering
from fuzz.doors import door
from fuzz.finds import Find, Finds
from fuzz.job import Job

WAITS_S = 40.0
"""More time by the clock is a hang, too: the process is ended from outside. What waits for bytes
that never come takes no time of the processor; posecheck waits 5 s for a stream to open, and 5 s
for each picture."""

START_S = 300.0
"""A process that has not begun after this time cannot begin."""


@dataclass
class Tally:
    """What a run has done. `refused` of the executions ended with a PosecheckError."""

    executions: int = 0
    refused: int = 0
    seconds: float = 0.0
    peak_mb: float = 0.0
    finds: list[Find] = field(default_factory=list)


def run(job: Job, folder: Path | None = None) -> Tally:
    """Runs a job to its end. Finds are written into `folder`, each kind once."""
    finds, tally = Finds(job.door, folder), Tally()
    began_s = time.monotonic()
    number = 0
    while number is not None and not _over(job, number, began_s):
        number = _one_process(job, number, began_s, finds, tally)
    tally.seconds = time.monotonic() - began_s
    tally.finds = finds.all
    return tally


def _over(job: Job, number: int, began_s: float) -> bool:
    if job.executions is not None and number >= job.executions:
        return True
    return job.seconds is not None and time.monotonic() - began_s >= job.seconds


def _one_process(job: Job, first: int, began_s: float, finds: Finds, tally: Tally) -> int:
    """Runs inputs from `first` on until the process ends; answers the next one's number."""
    context = multiprocessing.get_context("spawn")
    state = context.Array("d", len(entering.STATE), lock=False)
    ours, theirs = context.Pipe(duplex=False)
    left_s = None if job.seconds is None else job.seconds - (time.monotonic() - began_s)
    process = context.Process(target=entering.work, args=(job, first, left_s, state, theirs))
    process.start()
    theirs.close()
    try:
        hung = _watch(process, state, ours, finds, job)
    finally:
        if process.is_alive():
            process.kill()
        process.join()
    done = entering.State(state)
    number = int(done.number)
    if hung:
        finds.add(
            Find("hang", f"input {number} took more than {WAITS_S:g} s", number),
            _data(job, number),
        )
    elif process.exitcode == entering.FAILED:
        raise RuntimeError(f"{job.door}: good input is not taken, or input {number + 1} not made")
    elif process.exitcode not in (0, entering.AGAIN):
        what = f"the process ended with {process.exitcode}"
        finds.add(Find("crash", what, number), _data(job, number))
    tally.executions += number + 1 - first
    tally.refused += int(done.refused)
    tally.peak_mb = max(tally.peak_mb, done.peak_mb)
    return number + 1


def _watch(process: Any, state: Any, finds_from: Connection, finds: Finds, job: Job) -> bool:
    """Takes finds until the process ends; True where it had to be ended."""
    started_s = time.monotonic()
    while True:
        if finds_from.poll(0.5):
            try:
                find = finds_from.recv()
            except EOFError:
                process.join()
                return False
            finds.add(find, _data(job, find.number))
        elif not process.is_alive():
            return False
        now, seen = time.monotonic(), entering.State(state)
        if not seen.began_s and now - started_s > START_S:
            raise RuntimeError(f"the process of {job.door} does not begin")
        if seen.began_s and now - seen.began_s > WAITS_S:
            process.kill()
            return True


def _data(job: Job, number: int) -> bytes:
    return door(job.door).made(job.chance(number))
