"""Who gets which clip when, and who is to blame for the death of a worker; with made workers."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from distributed import CancelledError, KilledWorker

from posecheck.app.batch import handing, naming
from posecheck.app.batch.work import Done, Task
from posecheck.app.sources import ModelChoice
from posecheck.errors import ExitCode, PosecheckError

Answer = Callable[[Task], Done]


class MadeFuture:
    """What a worker will answer."""

    def __init__(self, task: Task, answer: Answer) -> None:
        self._task, self._answer = task, answer

    def result(self) -> Done:
        return self._answer(self._task)


class MadeClient:
    """Workers that answer at once, the last task first. It notes how many run at a time."""

    scheduler = SimpleNamespace(address="tcp://made")

    def __init__(self, workers: int, answer: Answer) -> None:
        self.workers, self._answer = workers, answer
        self.begun: list[str] = []
        self.cancelled: list[MadeFuture] = []
        self._ready: list[Callable[[], object]] = []

    def nthreads(self) -> dict[str, int]:
        while self._ready:
            self._ready.pop()()
        return {str(i): 1 for i in range(self.workers)}

    def submit(self, _work: object, task: Task, **_: object) -> MadeFuture:
        self.begun.append(task.clip.stem)
        future = MadeFuture(task, self._answer)
        future.add_done_callback = lambda put: self._ready.append(lambda: put(future))  # type: ignore[attr-defined]
        return future

    def cancel(self, futures: list[MadeFuture], **_: object) -> None:
        self.cancelled = futures


def tasks(names: str) -> dict[int, Task]:
    out = Path("/out")
    return {
        i: Task(
            clip=Path(f"/in/{name}.npz"), pictures=False, exercise="plank",
            files=naming.outputs(name, out, video=False, trace=False),
            record=naming.record(name, out), profile=None, catalogue=None, language="en",
            model=ModelChoice("full"), code="", stop=out / "stop",
        )
        for i, name in enumerate(names)
    }  # fmt: skip


def results(
    client: Any, names: str, stopped: Callable[[], bool] = lambda: False
) -> dict[int, Done]:
    return dict(handing.results(client, tasks(names), stopped))


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handing, "LOOKS_EVERY_S", 0.005)


def killed() -> KilledWorker:
    return KilledWorker("task", None, 1)  # type: ignore[arg-type]


def test_every_worker_has_one_task_at_a_time() -> None:
    """In the order of the clips."""
    client = MadeClient(2, lambda _: Done())
    found = handing.results(client, tasks("abcde"), lambda: False)  # type: ignore[arg-type]
    next(found)
    assert client.begun == ["a", "b"]
    assert len(dict(found)) == 4
    assert client.begun == list("abcde")


def test_only_the_clip_that_kills_alone_is_to_blame() -> None:
    """Dask blames what waited behind it, too. That one is done in the end."""
    deaths: Counter[str] = Counter()

    def answer(task: Task) -> Done:
        name = task.clip.stem
        deaths[name] += 1
        if name == "x" or (name == "b" and deaths[name] == 1):
            raise killed()
        return Done()

    client = MadeClient(2, answer)
    found = results(client, "axbc")
    assert found.pop(1).problem == handing.Problem.of(handing._died())
    assert found == {0: Done(), 2: Done(), 3: Done()}
    assert client.begun[:4] == list("axbc")
    assert sorted(client.begun[4:]) == ["b", "x"]


def test_a_task_that_no_worker_can_load_is_an_error_of_its_clip() -> None:
    def answer(_task: Task) -> Done:
        raise ModuleNotFoundError("No module named 'posecheck'")

    problem = results(MadeClient(1, answer), "a")[0].problem
    assert problem is not None
    assert problem.code is ExitCode.NO_WORKERS
    assert "No module named 'posecheck'" in problem.what
    assert "posecheck[batch]" in problem.text


def test_a_scheduler_that_is_gone_ends_it() -> None:
    def answer(_task: Task) -> Done:
        raise CancelledError

    with pytest.raises(PosecheckError, match="the scheduler is gone") as caught:
        results(MadeClient(1, answer), "ab")
    assert caught.value.code is ExitCode.NO_WORKERS


def test_without_a_worker_for_long_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """With how to begin one."""
    monkeypatch.setattr(handing, "NO_WORKER_S", 0.05)
    with pytest.raises(PosecheckError, match="dask worker tcp://made"):
        results(MadeClient(0, lambda _: Done()), "ab")


def test_after_ctrl_c_it_ends_at_once_where_nothing_runs() -> None:
    """And no clip begins any more."""
    client = MadeClient(1, lambda _: Done())
    found: list[int] = []
    begin_s = time.monotonic()
    for number, _ in handing.results(client, tasks("abc"), lambda: bool(found)):  # type: ignore[arg-type]
        found.append(number)
    assert found == [0]
    assert client.begun == ["a"]
    assert time.monotonic() - begin_s < handing.BREAK_OFF_S / 2


def test_after_ctrl_c_workers_that_hang_are_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What they are at is cancelled."""
    monkeypatch.setattr(handing, "BREAK_OFF_S", 0.05)
    client = MadeClient(1, lambda _: Done())
    client.nthreads = lambda: {"0": 1}  # type: ignore[method-assign]  # they never answer
    assert results(client, "abc", lambda: bool(client.begun)) == {}
    assert len(client.cancelled) == 1
