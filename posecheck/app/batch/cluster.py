"""Hands the clips out to workers by Dask: processes of this machine, or those of a scheduler."""

from __future__ import annotations

import logging
import os
import queue
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from posecheck.app.batch import fingerprints, work
from posecheck.app.batch.finished import Problem
from posecheck.app.batch.work import Done, Task
from posecheck.errors import ExitCode, PosecheckError

if TYPE_CHECKING:
    from distributed import Client, Future

HERE: Final = "127.0.0.1"
"""Where the workers of this machine listen: nobody outside can reach them."""

ALLOWED_DEATHS: Final = 2
"""How many workers of this machine a clip may cost before it is given up at the next death. One
may be chance (the system was short of memory), and so may the second; a clip that ends three
processes would end a fourth. A scheduler elsewhere has a number of its own."""

ANSWERS_IN_S: Final = 15.0
"""How long a scheduler may take to answer; Dask's own limit for one connection is 30 s, and a
scheduler that is there answers within one."""

NO_WORKER_S: Final = 120.0
"""How long a batch waits for a worker where there is none. New ones on a cluster come within a
minute or two; after that, somebody has to look."""

LOOKS_EVERY_S: Final = 0.3
"""How often Ctrl-C is looked for while clips are being analysed."""

BREAK_OFF_S: Final = 10.0
"""How long workers get to take away what is half-written after Ctrl-C. They look every half
second, and a picture takes a fraction of one."""


def require() -> None:
    """Raises PosecheckError (NO_EXTRA) where the extra packages are not installed."""
    missing = [name for name in ("distributed", "pyarrow") if find_spec(name) is None]
    if missing:
        raise PosecheckError(
            f"`posecheck batch` needs packages that are not installed ({', '.join(missing)})",
            remedy='Install them: pip install "posecheck[batch]".',
            code=ExitCode.NO_EXTRA,
        )


def cores() -> int:
    """How many processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def connected(address: str | None, workers: int) -> Iterator[Client]:
    """A client of the scheduler at an address; without one, of `workers` processes of its own.

    Raises PosecheckError (NO_WORKERS) where the scheduler does not answer, has no worker, or where
    a worker cannot import this posecheck.
    """
    with ExitStack() as stack:
        stack.enter_context(_quiet())
        if address is None:
            client = stack.enter_context(_own(workers))
        else:
            client = stack.enter_context(_of_scheduler(address))
        _check_workers(client, address)
        yield client


@contextmanager
def _own(workers: int) -> Iterator[Client]:
    import dask
    from distributed import Client, LocalCluster

    settings = {"distributed.scheduler.allowed-failures": ALLOWED_DEATHS}
    with (
        tempfile.TemporaryDirectory(prefix="posecheck-", ignore_cleanup_errors=True) as folder,
        dask.config.set(settings),
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            host=HERE,
            dashboard_address=f"{HERE}:0",
            worker_dashboard_address=None,
            memory_limit=0,  # Dask would end a worker whose clip is large, which others may not be.
            silence_logs=logging.CRITICAL,
            local_directory=folder,
        ) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        yield client


@contextmanager
def _of_scheduler(address: str) -> Iterator[Client]:
    from distributed import Client

    try:
        client = Client(address, timeout=ANSWERS_IN_S, set_as_default=False)
    except (OSError, ValueError) as error:
        raise PosecheckError(
            "no scheduler answers there",
            where=address,
            remedy="Start one with `dask scheduler`, and give the address that it shows; "
            "or leave out --scheduler to use this machine.",
            code=ExitCode.NO_WORKERS,
        ) from error
    with client:
        yield client


def _check_workers(client: Client, address: str | None) -> None:
    """Refuses to begin without a worker, or with one that would give other results."""
    try:
        client.wait_for_workers(1, timeout=NO_WORKER_S if address is None else ANSWERS_IN_S)
    except TimeoutError as error:
        raise _no_worker(address) from error
    try:
        codes: Mapping[str, str] = client.run(fingerprints.code)
    except Exception as error:
        raise _cannot_begin(error, address) from error
    for worker, code in codes.items():
        if code != fingerprints.code():
            raise PosecheckError(
                f"this worker has another posecheck ({code}, not {fingerprints.code()})",
                where=worker,
                remedy="Install the same version for the workers, and start them again.",
                code=ExitCode.NO_WORKERS,
            )


def _no_worker(address: str | None) -> PosecheckError:
    return PosecheckError(
        "there is no worker",
        where=address,
        remedy=f"Start one with `dask worker {address or 'ADDRESS'} --nthreads 1`.",
        code=ExitCode.NO_WORKERS,
    )


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps Dask's log and its warning about versions of other packages off the terminal."""
    from distributed.versions import VersionMismatchWarning

    log = logging.getLogger("distributed")
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", VersionMismatchWarning)
            yield
    finally:
        log.setLevel(before)


def results(
    client: Client, tasks: Mapping[int, Task], stopped: Callable[[], bool]
) -> Iterator[tuple[int, Done]]:
    """The result of each task as it is done, with the task's number.

    Once `stopped()`, no task begins any more. Raises PosecheckError (NO_WORKERS) where no worker
    comes back for a long time.
    """
    yield from _Handing(client, tasks, stopped).results()


class _Handing:
    """Keeps every worker busy with one task, and no more: only a task that runs is to blame for
    the death of its worker."""

    def __init__(
        self, client: Client, tasks: Mapping[int, Task], stopped: Callable[[], bool]
    ) -> None:
        self._client, self._stopped = client, stopped
        self._waiting = iter(tasks.items())
        self._left = len(tasks)
        self._running: dict[Future, int] = {}
        self._ready: queue.SimpleQueue[Future] = queue.SimpleQueue()
        self._seen_s = time.monotonic()
        self._stopped_s: float | None = None

    def results(self) -> Iterator[tuple[int, Done]]:
        try:
            while (self._left and not self._stopped()) or self._running:
                self._hand_out()
                yield from self._arrived()
                if self._stopped() and self._gave_up():
                    break
        finally:
            self._client.cancel(list(self._running), force=True)

    def _hand_out(self) -> None:
        if self._stopped():
            return
        workers = len(self._client.nthreads())
        now_s = time.monotonic()
        if workers:
            self._seen_s = now_s
        elif now_s - self._seen_s > NO_WORKER_S:
            raise _no_worker(self._client.scheduler.address)
        for number, task in self._next(workers - len(self._running)):
            future = self._client.submit(work.analyse, task, pure=False)
            self._running[future] = number
            future.add_done_callback(self._ready.put)

    def _next(self, count: int) -> Iterator[tuple[int, Task]]:
        for _ in range(min(count, self._left)):
            self._left -= 1
            yield next(self._waiting)

    def _arrived(self) -> Iterator[tuple[int, Done]]:
        try:
            future = self._ready.get(timeout=LOOKS_EVERY_S)
        except queue.Empty:
            return
        yield self._running.pop(future), _done(future)

    def _gave_up(self) -> bool:
        """Whether the workers had their time after Ctrl-C."""
        if self._stopped_s is None:
            self._stopped_s = time.monotonic()
        return time.monotonic() - self._stopped_s > BREAK_OFF_S


def _done(future: Future) -> Done:
    """What came of a task, also where its worker died."""
    from distributed import CancelledError, KilledWorker

    try:
        result: Any = future.result()
    except KilledWorker:
        return Done(Problem.of(_died()))
    except CancelledError as error:
        raise PosecheckError(
            "the scheduler is gone",
            remedy="Start it again; the same command goes on where it was.",
            code=ExitCode.NO_WORKERS,
        ) from error
    except Exception as error:  # noqa: BLE001  # such as a task that a worker cannot load
        return Done(Problem.of(_cannot_begin(error)))
    assert isinstance(result, Done)
    return result


def _died() -> PosecheckError:
    return PosecheckError(
        "the worker died while it analysed this, each time that it was tried",
        remedy="Analyse it alone with `posecheck analyze`; if that dies, too, give it more memory, "
        "or convert the clip.",
        code=ExitCode.WORKER_DIED,
    )


def _cannot_begin(error: Exception, where: str | None = None) -> PosecheckError:
    return PosecheckError(
        f"a worker cannot begin ({type(error).__name__}: {error})",
        where=where,
        remedy=f"Install posecheck {fingerprints.code().partition('+')[0]} for the workers, "
        "with its extra: posecheck[batch].",
        code=ExitCode.NO_WORKERS,
    )
