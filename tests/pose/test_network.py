"""No network at run time: what the system calls say."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from system_calls import traced

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


def internet_calls(program: str, *arguments: object, log: Path) -> list[str]:
    """The system calls of `program` that touch an internet socket."""
    return traced([sys.executable, "-c", program, *map(str, arguments)], log=log)


def test_an_internet_socket_would_be_seen(tmp_path: Path) -> None:
    """The proof that the test below can fail: a program that opens one is caught."""
    calls = internet_calls(LOOPBACK, log=tmp_path / "log")
    assert any("socket(" in call for call in calls)
    assert any("connect(" in call for call in calls)


@pytest.mark.model
def test_a_pose_run_opens_no_internet_socket(model: Path, sample: Path, tmp_path: Path) -> None:
    """From reading the film to closing MediaPipe, a second and a half of film."""
    assert internet_calls(POSE_RUN, model, sample, log=tmp_path / "log") == []
