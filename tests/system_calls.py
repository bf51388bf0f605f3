"""What a program asks of the network, as strace sees it in all its processes and threads."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path

import pytest

INTERNET = re.compile(r"\bAF_INET6?\b|\bPF_INET6?\b")
ADDRESS = re.compile(r'inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"')


def traced(
    command: list[str],
    *,
    log: Path,
    codes: tuple[int, ...] = (0,),
    environment: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> list[str]:
    """The system calls of a command that touch an internet socket. It has to end with a code of
    these, else the calls say nothing. Skips where nothing can be traced."""
    tracer = shutil.which("strace")
    if tracer is None:
        pytest.skip("strace is not installed")
    trace = [tracer, "-f", "--seccomp-bpf", "-qq", "-e", "trace=network", "-o", str(log)]
    probe = subprocess.run([*trace, "true"], capture_output=True, check=False)
    if probe.returncode:
        pytest.skip("this system lets no program trace another")
    done = subprocess.run(
        [*trace, *command],
        capture_output=True,
        check=False,
        text=True,
        env=environment,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode in codes, done.stdout + done.stderr
    return [line for line in log.read_text().splitlines() if INTERNET.search(line)]


def beyond_this_machine(calls: list[str]) -> list[str]:
    """Those of the calls that have the address of another machine in them."""
    return [call for call in calls if any(not _is_here(a or b) for a, b in ADDRESS.findall(call))]


def _is_here(address: str) -> bool:
    return ip_address(address).is_loopback
