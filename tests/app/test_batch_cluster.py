"""The work of a batch in other processes: those of this machine, and those of a scheduler."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
import stick
from distributed import Client

import posecheck
from posecheck.app.batch import cluster, fingerprints, handing, naming, work
from posecheck.app.batch.work import Done, Task
from posecheck.app.sources import ModelChoice
from posecheck.errors import ExitCode, PosecheckError
from posecheck.files.folders import STATE
from posecheck.pose import landmark_recording

from .conftest import Run

BRIDGE = ("--exercise", "hip-bridge", "--no-video")


@pytest.fixture
def bridges(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one recording of a bridge: landmarks only, so no model is needed."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "d"
    folder.mkdir()
    course, _ = stick.bridges([stick.Plan()])
    times_s = stick.times(course.end_s + 1.5)
    poses = stick.film(lambda t_s: stick.bridge(course.at(t_s)), times_s)
    landmark_recording.save(folder / "a.npz", poses)
    return folder


def copies(folder: Path, *names: str) -> None:
    for name in names:
        place = folder / f"{name}.npz"
        place.parent.mkdir(exist_ok=True)
        shutil.copy(folder / "a.npz", place)


def children() -> list[psutil.Process]:
    """The workers of this process."""
    found: list[psutil.Process] = psutil.Process().children()
    return [child for child in found if "spawn_main" in " ".join(child.cmdline())]


def test_a_batch_in_processes_of_this_machine(bridges: Path, run: Run) -> None:
    """Each clip gets the report that `analyze` writes; a bad one does not stop the others."""
    copies(bridges, "b/a", "c")
    (bridges / "bad.npz").write_text("nothing")
    result = run("batch", "d", *BRIDGE, "--workers", "2")
    assert result.exit_code == ExitCode.BAD_SOURCE, result.output
    run("analyze", "d/a.npz", *BRIDGE, "--out", "one")
    report = Path("one/a.report.json").read_text()
    assert Path("posecheck-out/a.report.json").read_text() == report
    # The other one has the same content, but lies in another folder.
    other = report.replace('"d/a.npz"', '"d/b/a.npz"').replace("/d/a.npz", "/d/b/a.npz")
    assert Path("posecheck-out/b/a.report.json").read_text() == other
    assert "4 clips: 3 good, 0 with faults, 0 incomplete, 0 not judged, 1 failed" in result.stdout
    assert children() == []


INTRUDER = """
import sys
from distributed import Client, Security
keys = Security.temporary() if sys.argv[1] == "another key" else None
client = Client(sys.argv[2], security=keys, timeout=3)
print(client.run(lambda: "taken over"))
"""


@pytest.mark.parametrize("key", ["no key", "another key"])
def test_the_workers_of_this_machine_obey_nobody_else_on_it(key: str) -> None:
    """Dask runs any code that it is sent; another user of the machine can reach its ports."""
    with cluster.connected(None, 1) as client:
        address = client.scheduler_info()["address"]
        assert address.startswith("tls://127.0.0.1:")
        for place in (address, address.replace("tls", "tcp")):
            done = subprocess.run(
                [sys.executable, "-c", INTRUDER, key, place],
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode != 0
            assert "taken over" not in done.stdout
        assert list(client.run(lambda: "own").values()) == ["own"]


def tasks(folder: Path, *names: str) -> dict[int, Task]:
    """A task for each clip, with its files in a folder out."""
    out = folder.parent / "out"
    return {
        i: Task(
            clip=folder / f"{name}.npz", pictures=False, exercise="hip-bridge",
            files=naming.outputs(name, out, video=False, trace=False),
            record=naming.record(name, out), profile=None, catalogue=None, language="en",
            model=ModelChoice("full", offline=True), code=fingerprints.code(), stop=out / "stop",
        )
        for i, name in enumerate(names)
    }  # fmt: skip


def deadly() -> Callable[[Task], Done]:
    """The work, which ends its process for a clip "deadly", and once for a clip "once".

    It is defined in here so that Dask sends the whole function: no worker knows this file.
    """

    def analyse(task: Task) -> Done:
        from posecheck.app.batch.work import analyse as real  # the worker's own

        mark = task.clip.with_suffix(".died")
        if task.clip.stem == "deadly" or (task.clip.stem == "once" and not mark.exists()):
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return real(task)

    return analyse


def test_a_clip_that_kills_its_worker_costs_no_other_clip(
    bridges: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is given up after some deaths; one that dies once is done in the end."""
    names = ("deadly", "once", "b", "c", "e", "f")
    copies(bridges, *names)
    monkeypatch.setattr(work, "analyse", deadly())
    with cluster.connected(None, 2) as client:
        found = dict(handing.results(client, tasks(bridges, *names), lambda: False))
    assert len(found) == len(names)
    dead = found.pop(0).problem
    assert dead is not None
    assert dead.code is ExitCode.WORKER_DIED
    assert "the worker died" in dead.what
    assert "posecheck analyze" in dead.text
    assert set(found.values()) == {Done()}


@pytest.fixture(scope="module")
def one_worker() -> Iterator[Client]:
    """A process of this machine; it takes seconds to begin, so there is one for several tests."""
    with cluster.connected(None, 1) as client:
        yield client


def test_nothing_listens_where_others_can_reach_it(one_worker: Client) -> None:
    """All addresses are of this machine alone."""
    info = one_worker.scheduler_info()
    addresses = [info["address"], *info["workers"]]
    assert all(address.startswith(f"tls://{cluster.HERE}:") for address in addresses)
    found = [c for p in (psutil.Process(), *children()) for c in p.net_connections("inet")]
    listening = {c.laddr.ip for c in found if c.status == psutil.CONN_LISTEN}
    assert listening == {cluster.HERE}


def test_ctrl_c_of_a_terminal_does_not_reach_the_workers(bridges: Path, one_worker: Client) -> None:
    """A terminal sends it to every process. They are ended in good order."""
    copies(bridges, "b")
    before = one_worker.run(os.getpid)
    for pid in before.values():
        os.kill(pid, signal.SIGINT)
    found = dict(handing.results(one_worker, tasks(bridges, "a", "b"), lambda: False))
    assert one_worker.run(os.getpid) == before
    assert set(found.values()) == {Done()}


def test_after_ctrl_c_no_clip_begins(bridges: Path, one_worker: Client) -> None:
    copies(bridges, *"bcdef")
    seen: list[int] = []
    for number, _ in handing.results(one_worker, tasks(bridges, *"abcdef"), lambda: bool(seen)):
        seen.append(number)
    assert seen == [0]


def test_a_scheduler_that_does_not_answer_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With its address, and what to do."""
    monkeypatch.setattr(cluster, "ANSWERS_IN_S", 0.5)
    with socket.socket() as free:
        free.bind((cluster.HERE, 0))
        address = f"tcp://{cluster.HERE}:{free.getsockname()[1]}"
    with pytest.raises(PosecheckError, match=address) as caught, cluster.connected(address, 1):
        pass
    assert caught.value.code is ExitCode.NO_WORKERS
    assert "dask scheduler" in str(caught.value)


@dataclass
class Elsewhere:
    """A scheduler with its workers, as somebody starts them in other terminals."""

    address: str
    stack: ExitStack
    folder: Path

    def worker(self, *options: str) -> subprocess.Popen[bytes]:
        return self.stack.enter_context(
            begun(
                "dask_worker", self.address, "--nthreads", "1", "--host", cluster.HERE,
                "--no-dashboard", "--local-directory", str(self.folder), *options,
            )
        )  # fmt: skip


@contextmanager
def begun(module: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process of Dask's own, ended at the end."""
    environment = {**os.environ, "PYTHONPATH": str(Path(posecheck.__file__).parent.parent)}
    process = subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.{module}", *arguments],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Elsewhere]:
    folder = tmp_path_factory.mktemp("dask")
    with ExitStack() as stack:
        file = folder / "port"
        stack.enter_context(
            begun(
                "dask_scheduler", "--host", cluster.HERE, "--port", "0", "--no-dashboard",
                "--scheduler-file", str(file),
            )
        )  # fmt: skip
        wait_until(file.exists)
        yield Elsewhere(json.loads(file.read_text())["address"], stack, folder)


def wait_until(true: Callable[[], object], within_s: float = 60.0) -> None:
    end_s = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < end_s, "it took too long"
        time.sleep(0.02)


@pytest.mark.slow
def test_a_worker_of_a_scheduler_may_die_in_the_middle(
    bridges: Path, elsewhere: Elsewhere, run: Run
) -> None:
    """kill -9 loses nothing: every clip has the report that `analyze` writes."""
    names = [f"x{i:02}" for i in range(16)]
    copies(bridges, *names)
    workers = [elsewhere.worker("--no-nanny") for _ in range(2)]
    out = Path("posecheck-out")

    def kill() -> None:
        wait_until(lambda: len(list(out.glob("*.report.json"))) > 2)
        workers[0].kill()

    killer = threading.Thread(target=kill)
    killer.start()
    result = run("batch", "d", *BRIDGE, "--scheduler", elsewhere.address)
    killer.join()
    assert workers[0].wait(5) == -signal.SIGKILL
    assert result.exit_code == ExitCode.OK, result.output
    assert "17 clips: 17 good" in result.stdout
    run("analyze", "d/x00.npz", *BRIDGE, "--out", "one")
    assert (out / "x00.report.json").read_bytes() == Path("one/x00.report.json").read_bytes()
    assert not list(out.rglob("*.part"))
    assert not list((out / STATE).glob("stop-*"))


@pytest.mark.slow
def test_ctrl_c_in_a_terminal_ends_all_in_good_order(bridges: Path) -> None:
    """It goes to every process of the terminal. No word of theirs, and nothing half-written."""
    copies(bridges, *(f"x{i:02}" for i in range(40)))
    command = [sys.executable, "-m", "posecheck", "batch", "d", *BRIDGE, "--workers", "2"]
    environment = {**os.environ, "PYTHONPATH": str(Path(posecheck.__file__).parent.parent)}
    process = subprocess.Popen(
        command, env=environment, text=True, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    out = Path("posecheck-out")
    wait_until(lambda: len(list(out.glob("*.report.json"))) > 2)
    os.killpg(process.pid, signal.SIGINT)
    said, noted = process.communicate(timeout=60)
    assert process.returncode == ExitCode.INTERRUPTED, noted
    assert "Traceback" not in noted
    assert "not done yet. The same command goes on." in said
    assert not [p for p in out.rglob("*") if p.name.endswith(".part") or "stop-" in p.name]
    again = subprocess.run(command, env=environment, text=True, capture_output=True, check=True)
    assert "41 clips: 41 good" in again.stdout
    assert "(0 done before)" not in again.stdout


@pytest.mark.slow
def test_a_scheduler_without_workers_is_an_error(
    elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says how to begin one."""
    monkeypatch.setattr(cluster, "ANSWERS_IN_S", 2.0)
    with (
        pytest.raises(PosecheckError, match="dask worker"),
        cluster.connected(elsewhere.address, 1),
    ):
        pass
