"""Locks: somebody else's, one's own, and a disk that knows none."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from posecheck.files import lock

HOLD = """
import sys, time
from posecheck.files import lock
file = open(sys.argv[1])
lock.take(file.fileno())
print("held", flush=True)
time.sleep(60)
"""


def test_a_lock_is_held_until_the_file_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("text")
    assert lock.is_held(path) is False
    with path.open("rb") as file:
        lock.take(file.fileno())
        assert lock.is_held(path) is True
        with path.open("rb") as other, pytest.raises((BlockingIOError, PermissionError)):
            lock.take(other.fileno())
    assert lock.is_held(path) is False


def test_the_lock_of_a_process_that_was_killed_is_free_at_once(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.touch()
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holding:
        assert holding.stdout is not None
        assert holding.stdout.readline() == "held\n"
        assert lock.is_held(path) is True
        holding.kill()
    assert lock.is_held(path) is False


def test_a_disk_without_locks_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_descriptor: int) -> None:
        raise OSError(errno.ENOLCK, "no locks available")

    monkeypatch.setattr(lock, "take", none)
    path = tmp_path / "file"
    path.touch()
    assert lock.is_held(path) is None
