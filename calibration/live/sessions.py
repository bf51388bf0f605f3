"""Runs `posecheck live` as a user does: in its own process, on its own screen."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from posecheck.pose import model_file
from posecheck.records import Report
from posecheck.report import json

BLANK_BYTES = 2000
"""A picture of an empty screen is not larger than this."""

SCREEN = "1280x720x24"


@contextmanager
def screen() -> Iterator[str]:
    """A display without a monitor (Xvfb). Gives its name."""
    if shutil.which("Xvfb") is None:
        raise SystemExit("Xvfb is missing: apt-get install xvfb")
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", SCREEN, "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    try:
        with os.fdopen(reader) as answer:
            yield f":{answer.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


@dataclass
class RunningSession:
    """One run of `posecheck live`."""

    process: subprocess.Popen[str]
    folder: Path
    display: str
    data: Path
    samples: list[tuple[float, float, float]] = field(default_factory=list)
    """Time of the sample (seconds of the machine's clock), resident MB, CPU seconds so far."""
    peak_mb: float = 0.0
    """The most memory that it had at any time until the last sample."""
    open_files: list[int] = field(default_factory=list)
    """How many files, sockets and pipes it had open at each sample."""

    def measure(self) -> None:
        """Takes a sample of memory and CPU time (Linux)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        resident_kb = int(status.partition("VmRSS:")[2].split()[0])
        self.peak_mb = int(status.partition("VmHWM:")[2].split()[0]) / 1024
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        cpu_s = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        self.samples.append((time.monotonic(), resident_kb / 1024, cpu_s))
        self.open_files.append(len(list(Path(f"/proc/{self.process.pid}/fd").iterdir())))

    def finish(self) -> None:
        """Ends it as Ctrl-C does."""
        self.process.send_signal(signal.SIGINT)

    def wait(self, timeout_s: float = 60) -> int:
        """Waits for its end, and returns its exit code."""
        return self.process.wait(timeout_s)

    @property
    def output(self) -> str:
        """Everything that it has written to the terminal."""
        return (self.folder / "terminal.txt").read_text(encoding="utf-8")

    @property
    def report(self) -> Report:
        """The report that it has written."""
        (path,) = self.folder.glob("*.report.json")
        return json.load(path.read_text(encoding="utf-8"))

    def screenshot(self, path: Path, *, width_px: int | None = None) -> None:
        """Writes a picture of the screen (ImageMagick's `import`)."""
        resize = ["-resize", f"{width_px}"] if width_px else []
        command = ["import", "-display", self.display, "-window", "root", "-trim", "+repage"]
        for _ in range(20):
            subprocess.run([*command, *resize, "-colors", "128", f"png:{path}"], check=True)
            if path.stat().st_size > BLANK_BYTES:
                return
            time.sleep(0.3)  # on a busy machine the window is not drawn yet


@contextmanager
def session(
    exercise: str,
    camera: str,
    *options: str,
    display: str,
    environment: dict[str, str] | None = None,
) -> Iterator[RunningSession]:
    """Starts a session. It is ended when the block is left."""
    file = model_file.locate()
    assert file is not None, "fetch the model first: posecheck model"
    with TemporaryDirectory() as name:
        folder = Path(name) / "out"
        folder.mkdir()
        data = Path(name) / "data"
        variables = {
            **os.environ,
            "DISPLAY": display,
            "POSECHECK_DATA": str(data),
            "POSECHECK_MODEL": str(file),
            **(environment or {}),
        }
        command = [sys.executable, "-m", "posecheck", "live", exercise, "--camera", camera]
        with (folder / "terminal.txt").open("w") as terminal:
            process = subprocess.Popen(
                [*command, "--stay", "0", "--out", str(folder), *options],
                env=variables,
                stdout=terminal,
                stderr=subprocess.STDOUT,
                text=True,
            )
            running = RunningSession(process, folder, display, data)
            try:
                yield running
            finally:
                if process.poll() is None:
                    process.kill()
                    process.wait()
