"""The process that reads an upload: it takes no more than it may, and ends when its server does."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest

from calibration import web_memory
from posecheck.app.sources import ModelChoice, ensure_model
from posecheck.app.web import job, process, temporary
from posecheck.files import lock

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc; counts memory")

MB = 1 << 20


def task(recording: Path, **more: Any) -> job.Task:
    """A task for a recording, with the model that is there."""
    said = {
        "recording": str(recording), "name": recording.name, "folder": str(recording.parent),
        "exercise": "hip-bridge", "lang": "en", "model_name": "full", "model_file": "made.task",
        "catalog": None, "person": None, "most_bytes": 4096 * MB, "longest_s": 60.0,
    }  # fmt: skip
    return job.Task(**(said | more))


def ran(script: str, one: job.Task) -> tuple[list[dict[str, Any]], str]:
    """What a process said that keeps the limits of a task and then runs a script; and why it ended
    by itself, if it did."""
    code = (
        "import sys, json\nfrom posecheck.app.web import job, limits\n"
        f"def run(task):\n    {script}\n"
        "job.run = run\njob.main()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as running:  # fmt: skip
        assert running.stdin is not None
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdin.write(job.order(one))
        running.stdin.flush()
        lines = [json.loads(line) for line in running.stdout]
        last_words = running.stderr.read()[-process.LAST_WORDS :]
        return lines, process.why(running.wait(), last_words)


def test_python_that_needs_too_much_memory_says_so(tmp_path: Path) -> None:
    one = task(tmp_path / "a.npz", most_bytes=300 * MB)
    said, _ = ran("bytearray(400 << 20)", one)
    assert said == [{"word": "recording-memory"}]
    assert ran("bytearray(200 << 20); job.tell(done=1)", one)[0] == [{"done": 1}]


@pytest.mark.parametrize(
    ("code", "last_words", "word"),
    [
        (-signal.SIGKILL, b"", "recording-killed"),
        (-signal.SIGXCPU, b"", "recording-long"),
        (-signal.SIGSEGV, b"", "recording-died"),
        (1, b"Traceback: KeyError", "recording-died"),
        (0, b"", "recording-died"),
        (-signal.SIGABRT, b"terminate called after throwing std::bad_alloc", "recording-memory"),
        (1, b"cv2.error: (-4:Insufficient memory) Failed to allocate 9 bytes", "recording-memory"),
        (1, b"av.error.MemoryError: [Errno 12] Cannot allocate memory", "recording-memory"),
    ],
)
def test_how_a_process_died_is_told_apart(code: int, last_words: bytes, word: str) -> None:
    assert process.why(code, last_words) == word


def test_a_process_that_computes_for_too_long_is_ended_by_the_system(tmp_path: Path) -> None:
    """Also where nobody is left who would end it."""
    cores = os.cpu_count() or 1
    said, why = ran("any(iter(int, 1))", task(tmp_path / "a.npz", longest_s=1.0 / cores))
    assert said == []
    assert why == "recording-long"


def test_no_memory_of_it_is_written_when_it_dies(tmp_path: Path) -> None:
    script = "import resource; job.tell(core=resource.getrlimit(resource.RLIMIT_CORE)[0])"
    assert ran(script, task(tmp_path / "a.npz"))[0] == [{"core": 0}]


def test_it_ends_when_its_server_does(tmp_path: Path) -> None:
    """A server that was killed cannot end it; its end of the process's input closes."""
    code = (
        "import time\nfrom posecheck.app.web import job\n"
        "job.run = lambda task: (job.tell(at=1), time.sleep(600))\njob.main()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        running.stdin.write(job.order(task(tmp_path / "a.npz")))
        running.stdin.flush()
        assert json.loads(running.stdout.readline()) == {"at": 1}
        assert running.poll() is None
        running.stdin.close()
        assert running.wait(20) == 1


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files: of this test alone."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def left(place: Path, name: str = "posecheck-web-x", age_s: float = 3600.0) -> Path:
    """A folder as a server leaves it that was killed."""
    folder = place / name
    (folder / "clip" / "in").mkdir(parents=True)
    (folder / "clip" / "in" / "a.mp4").write_bytes(b"film")
    (folder / temporary.LOCK).touch()
    at_s = time.time() - age_s
    os.utime(folder / temporary.LOCK, (at_s, at_s))
    return folder


def test_the_next_server_deletes_what_a_killed_one_left(place: Path) -> None:
    folder = left(place)
    mine = temporary.Temporary()
    assert not folder.exists()
    assert mine.path.is_dir()
    mine.close()
    assert list(place.iterdir()) == []


def test_a_folder_in_use_is_left_alone(place: Path) -> None:
    used = left(place)
    with (used / temporary.LOCK).open("r+b") as file:
        lock.take(file.fileno())
        temporary.sweep()
        assert used.exists()
        fcntl.flock(file.fileno(), fcntl.LOCK_UN)
    temporary.sweep()
    assert not used.exists()


def test_the_folder_of_another_server_that_lives_is_left_alone(place: Path) -> None:
    first = temporary.Temporary()
    os.utime(first.path / temporary.LOCK, (0, 0))
    second = temporary.Temporary()
    assert first.path.is_dir()
    first.close()
    second.close()


@pytest.mark.parametrize("kind", ["young", "link", "no lock", "another name"])
def test_what_is_not_surely_left_over_stays(place: Path, kind: str) -> None:
    """A server that just begins; a stranger's link to something else; what is no such folder."""
    if kind == "young":
        folder = left(place, age_s=0.0)
    elif kind == "link":
        folder = left(place, "elsewhere")
        (place / "posecheck-web-link").symlink_to(folder)
    elif kind == "no lock":
        folder = left(place)
        (folder / temporary.LOCK).unlink()
    else:
        folder = left(place, "posecheck-webs")
    temporary.sweep()
    assert (folder / "clip" / "in" / "a.mp4").exists()


@pytest.mark.slow
@pytest.mark.model
def test_a_film_that_needs_more_memory_than_it_may_take_says_so(tmp_path: Path) -> None:
    """The real process, with a film of 8K: a small file. With the usual limit it has a report.

    Where code that does not look at what it gets meets the limit first, the process only dies.
    """
    film = tmp_path / "film.mp4"
    web_memory.enlarged(web_memory.CLIP, film, (7680, 4320), 1)
    model = ensure_model(ModelChoice("full"))
    low = task(film, model_file=str(model), most_bytes=1200 * MB, longest_s=1800.0)
    said, why = ran("from posecheck.app.web.job import _analyse; _analyse(task)", low)
    words = [line["word"] for line in said if "word" in line] or [why]
    assert not any("done" in line for line in said)
    assert words in (["recording-memory"], ["recording-died"])
