"""No network at run time: what the system calls say."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

POSE_RUN = """
import itertools, sys
from pathlib import Path
from posecheck.capture.video_reader import frames
from posecheck.pose.estimator import Estimator
with Estimator(Path(sys.argv[1])) as estimate:
    poses = [estimate(frame) for frame in itertools.islice(frames(Path(sys.argv[2])), 45)]
assert all(pose.found for pose in poses)
"""

LOOPBACK = """
import socket
with socket.socket(socket.AF_INET) as one:
    one.connect_ex(("127.0.0.1", 9))
"""

INTERNET = re.compile(r"\bAF_INET6?\b|\bPF_INET6?\b")


def internet_calls(program: str, *arguments: object, log: Path) -> list[str]:
    """The system calls of `program` and all its threads that touch an internet socket."""
    tracer = shutil.which("strace")
    if tracer is None:
        pytest.skip("strace is not installed")
    trace = [tracer, "-f", "-qq", "-e", "trace=network", "-o", str(log)]
    probe = subprocess.run([*trace, "true"], capture_output=True, check=False)
    if probe.returncode:
        pytest.skip("this system lets no program trace another")
    command = [*trace, sys.executable, "-c", program, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    return [line for line in log.read_text().splitlines() if INTERNET.search(line)]


def test_an_internet_socket_would_be_seen(tmp_path: Path) -> None:
    """The proof that the test below can fail: a program that opens one is caught."""
    calls = internet_calls(LOOPBACK, log=tmp_path / "log")
    assert any("socket(" in call for call in calls)
    assert any("connect(" in call for call in calls)


@pytest.mark.model
def test_a_pose_run_opens_no_internet_socket(model: Path, sample: Path, tmp_path: Path) -> None:
    """From reading the film to closing MediaPipe, a second and a half of film."""
    assert internet_calls(POSE_RUN, model, sample, log=tmp_path / "log") == []
