"""Hands the tasks out to the workers, one each, and says what came of them."""

from __future__ import annotations

import queue
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from posecheck.app.batch import work
from posecheck.app.batch.cluster import NO_WORKER_S, cannot_begin, no_worker
from posecheck.app.batch.finished import Problem
from posecheck.app.batch.work import Done, Task
from posecheck.errors import ExitCode, PosecheckError

if TYPE_CHECKING:
    from distributed import Client, Future

BREAK_OFF_S: Final = 10.0
"""How long workers get to take away what is half-written after Ctrl-C. They look every half
second, and a picture takes a fraction of one."""

LOOKS_EVERY_S: Final = 0.3
"""How often Ctrl-C is looked for while clips are being analysed."""


def results(
    client: Client, tasks: Mapping[int, Task], stopped: Callable[[], bool]
) -> Iterator[tuple[int, Done]]:
    """The result of each task as it is done, with the task's number.

    Once `stopped()`, no task begins any more. Raises PosecheckError (NO_WORKERS) where no worker
    comes back for a long time.
    """
    yield from _Handing(client, tasks, stopped).results()


class _Handing:
    """Keeps every worker busy with one task.

    When a worker dies, Dask blames all tasks that it had, also one that only waited behind. So a
    task that Dask gives up is tried again at the end, alone: then it is the one to blame.
    """

    def __init__(
        self, client: Client, tasks: Mapping[int, Task], stopped: Callable[[], bool]
    ) -> None:
        self._client, self._tasks, self._stopped = client, tasks, stopped
        self._waiting = deque(tasks)
        self._suspects: deque[int] = deque()
        self._alone: set[int] = set()
        self._running: dict[Future, int] = {}
        self._ready: queue.SimpleQueue[Future] = queue.SimpleQueue()
        self._worker_seen_s = time.monotonic()
        self._stopped_s: float | None = None

    def results(self) -> Iterator[tuple[int, Done]]:
        try:
            while self._running or ((self._waiting or self._suspects) and not self._stopped()):
                if not self._stopped():
                    self._hand_out()
                elif self._gave_up():
                    break
                yield from self._arrived()
        finally:
            self._client.cancel(list(self._running), force=True)

    def _hand_out(self) -> None:
        free = self._workers() - len(self._running)
        for _ in range(min(free, len(self._waiting))):
            self._begin(self._waiting.popleft())
        if self._suspects and free and not self._running:
            self._alone.add(self._suspects[0])
            self._begin(self._suspects.popleft())

    def _workers(self) -> int:
        """How many workers there are; PosecheckError where there is none for a long time."""
        workers = len(self._client.nthreads())
        now_s = time.monotonic()
        if workers:
            self._worker_seen_s = now_s
        elif now_s - self._worker_seen_s > NO_WORKER_S:
            raise no_worker(self._client.scheduler.address)
        return workers

    def _begin(self, number: int) -> None:
        future = self._client.submit(work.analyse, self._tasks[number], pure=False)
        self._running[future] = number
        future.add_done_callback(self._ready.put)

    def _arrived(self) -> Iterator[tuple[int, Done]]:
        from distributed import KilledWorker

        try:
            future = self._ready.get(timeout=LOOKS_EVERY_S)
        except queue.Empty:
            return
        number = self._running.pop(future)
        try:
            yield number, _done(future)
        except KilledWorker:
            if number in self._alone:
                yield number, Done(Problem.of(_died()))
            else:
                self._suspects.append(number)

    def _gave_up(self) -> bool:
        """Whether the workers had their time after Ctrl-C."""
        if self._stopped_s is None:
            self._stopped_s = time.monotonic()
        return time.monotonic() - self._stopped_s > BREAK_OFF_S


def _done(future: Future) -> Done:
    """What came of a task; KilledWorker where workers died of it."""
    from distributed import CancelledError, KilledWorker

    try:
        result: Any = future.result()
    except KilledWorker:
        raise
    except CancelledError as error:
        raise PosecheckError(
            "the scheduler is gone",
            remedy="Start it again; the same command goes on where it was.",
            code=ExitCode.NO_WORKERS,
        ) from error
    except Exception as error:  # noqa: BLE001  # such as a task that a worker cannot load
        return Done(Problem.of(cannot_begin(error)))
    assert isinstance(result, Done)
    return result


def _died() -> PosecheckError:
    return PosecheckError(
        "the worker died while it analysed this, each time that it was tried",
        remedy="Analyse it alone with `posecheck analyze`; if that dies, too, give it more memory, "
        "or convert the clip.",
        code=ExitCode.WORKER_DIED,
    )
