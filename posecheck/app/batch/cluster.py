"""Hands the clips out to workers by Dask: processes of this machine, or those of a scheduler."""

from __future__ import annotations

import logging
import os
import signal
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from posecheck.app.batch import fingerprints
from posecheck.errors import ExitCode, PosecheckError

if TYPE_CHECKING:
    from distributed import Client

HERE: Final = "127.0.0.1"
"""Where the workers of this machine listen: nobody outside can reach them."""

ALLOWED_DEATHS: Final = 1
"""How many workers of this machine a clip may cost before Dask gives it up at the next death. One
may be chance: the system was short of memory. A clip that is given up gets as many tries again,
alone. A scheduler elsewhere has a number of its own."""

ANSWERS_IN_S: Final = 15.0
"""How long a scheduler may take to answer; Dask's own limit for one connection is 30 s, and a
scheduler that is there answers within one."""

NO_WORKER_S: Final = 120.0
"""How long a batch waits for a worker where there is none. New ones on a cluster come within a
minute or two; after that, somebody has to look."""


def require() -> None:
    """Raises PosecheckError (NO_EXTRA) where the extra packages are not installed."""
    needed = ("distributed", "pyarrow", "cryptography")
    missing = [name for name in needed if find_spec(name) is None]
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
def _ctrl_c_spares_children() -> Iterator[None]:
    """Processes that are begun by threads that are begun in this block do not get Ctrl-C.

    A terminal sends it to all of them, but only the batch itself shall hear it: it has the workers
    end in good order. Windows knows no such thing; there, workers end at once.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # When it begins, it takes the block away from its thread.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _own(workers: int) -> Iterator[Client]:
    """Whoever can reach the workers can have them run any code, also somebody else who is logged
    in here. So they answer only to the key of this run, which is in memory alone."""
    import dask
    from distributed import Client, LocalCluster, Security

    with ExitStack() as stack:
        folder = stack.enter_context(
            tempfile.TemporaryDirectory(prefix="posecheck-", ignore_cleanup_errors=True)
        )
        settings = {"distributed.scheduler.allowed-failures": ALLOWED_DEATHS}
        stack.enter_context(dask.config.set(settings))
        with _ctrl_c_spares_children():
            cluster = LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                processes=True,
                host=HERE,
                security=Security.temporary(),
                dashboard_address=f"{HERE}:0",
                worker_dashboard_address=None,
                memory_limit=0,  # Dask would end a worker whose clip is large.
                silence_logs=logging.CRITICAL,
                local_directory=folder,
            )
        stack.enter_context(cluster)
        yield stack.enter_context(Client(cluster, set_as_default=False))


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
        raise no_worker(address) from error
    try:
        codes: Mapping[str, str] = client.run(fingerprints.code)
    except Exception as error:
        raise cannot_begin(error, address) from error
    for worker, code in codes.items():
        if code != fingerprints.code():
            raise PosecheckError(
                f"this worker has another posecheck ({code}, not {fingerprints.code()})",
                where=worker,
                remedy="Install the same version for the workers, and start them again.",
                code=ExitCode.NO_WORKERS,
            )


def no_worker(address: str | None) -> PosecheckError:
    """The error where no worker is there."""
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


def cannot_begin(error: Exception, where: str | None = None) -> PosecheckError:
    """The error of a worker that cannot load what it is to do."""
    return PosecheckError(
        f"a worker cannot begin ({type(error).__name__}: {error})",
        where=where,
        remedy=f"Install posecheck {fingerprints.code().partition('+')[0]} for the workers, "
        "with its extra: posecheck[batch].",
        code=ExitCode.NO_WORKERS,
    )
