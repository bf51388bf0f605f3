"""Full disks and closed streams behind the terminal, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import posecheck
from posecheck.errors import ExitCode

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a shell and full devices")


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """A disk that takes nothing, as /dev/full."""
    path = tmp_path / "full"
    try:
        os.mknod(path, 0o020666, os.makedev(1, 7))
        path.open("wb").close()
    except PermissionError:
        path = Path("/dev/full")
    if not path.exists():
        pytest.skip("there is no full device")
    return path


def start(command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """By a shell, with `posecheck` as a command."""
    whole = f'posecheck() {{ "{sys.executable}" -m posecheck "$@"; }}; {command}'
    environment = {**os.environ, "PYTHONPATH": str(Path(posecheck.__file__).parent.parent)}
    return subprocess.run(
        ["sh", "-c", whole], capture_output=True, text=True, cwd=cwd, env=environment, check=False
    )


@pytest.mark.parametrize("command", ["exercises", "exercises --schema", "--help", "--version"])
def test_a_full_disk_behind_the_results_is_one_line(full: Path, command: str) -> None:
    result = start(f"posecheck {command} > {full}", full.parent)
    assert result.returncode == ExitCode.CANNOT_WRITE
    assert result.stderr == (
        "Error: standard output cannot be written (No space left on device). "
        "Send it to a disk with room.\n"
    )


def test_closed_results_are_one_line(tmp_path: Path) -> None:
    result = start("posecheck exercises >&-", tmp_path)
    assert result.returncode == ExitCode.CANNOT_WRITE
    assert result.stderr.count("\n") == 1
    assert "closed" in result.stderr


def test_notes_that_are_lost_end_nothing(full: Path) -> None:
    """The exit code still says what was wrong."""
    for to in (f"2> {full}", "2>&-"):
        good = start(f"posecheck exercises {to}", full.parent)
        assert good.returncode == ExitCode.OK
        assert "hip-bridge" in good.stdout
        bad = start(f"posecheck show nothing {to}", full.parent)
        assert bad.returncode == ExitCode.BAD_EXERCISE


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    result = start("posecheck exercises --schema | head -n 1", tmp_path)
    assert result.stdout == "{\n"
    assert result.stderr == ""


def test_an_output_never_becomes_a_standard_stream(tmp_path: Path) -> None:
    """With two of them closed, the first files that are opened would be number 0 and 2."""
    code = (
        "from posecheck.app import standard_streams as s; import os\n"
        "with s.checked():\n"
        "    numbers = [os.open('x', os.O_CREAT | os.O_WRONLY) for _ in range(2)]\n"
        "    os.write(numbers[0], str(min(numbers)).encode())"
    )
    start(f'"{sys.executable}" -c "{code}" <&- 2>&-', tmp_path)
    assert int((tmp_path / "x").read_text()) > 2
