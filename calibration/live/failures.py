"""What fails in real use, caused on purpose: how the session ends, and what its report says."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from calibration.live import sessions
from calibration.live.counts import CLIPS
from calibration.live.sessions import RunningSession
from calibration.live.stream import Clip, Stream, StreamFailures, served, smaller
from posecheck.capture.camera import GIVE_UP_S
from posecheck.records import Report
from posecheck.report import json

CLIP = CLIPS / "hip-bridge" / "good.mp4"
"""It has two bridges: from 1.6 to 9.2 s, and from 10.6 to 18.4 s."""

BETWEEN_S = 9.8
"""A time between the two bridges."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One failure, and what the session made of it."""

    name: str
    code: int
    report: Report | None
    output: str
    """Everything written to the terminal."""

    @property
    def gaps(self) -> str:
        """The remarks about the camera, with their lengths."""
        remarks = self.report.remarks if self.report else ()
        gaps = [r for r in remarks if r.kind.startswith("camera")]
        return ", ".join(f"{r.kind} {r.end_s - r.start_s:.0f} s" for r in gaps)


def all_trials(display: str) -> Iterator[Trial]:
    """One trial after the other, in real time: about five minutes."""
    clip = Clip.of(CLIP)
    yield _streamed("nothing", clip, StreamFailures(), display)
    stops = StreamFailures(stop_s=BETWEEN_S, away_for_s=5.0)
    yield _streamed("stops for 5 s between two repetitions", clip, stops, display)
    yield _streamed("stalls for 10 s between", clip, StreamFailures(stall_s=BETWEEN_S), display)
    yield _streamed("stalls for 10 s in a hold", clip, StreamFailures(stall_s=5.0), display)
    other = StreamFailures(other_s=BETWEEN_S, other=smaller(clip, (320, 240)))
    yield _streamed("comes back at half the size", clip, other, display)
    yield _dies(clip, display)
    yield _killed(clip, display)
    yield _no_voice(clip, display)
    yield _full_disk(clip, display)


def _streamed(name: str, clip: Clip, failures: StreamFailures, display: str) -> Trial:
    stream = Stream(clip, failures)
    with (
        served(stream) as address,
        sessions.session("hip-bridge", address, "--quiet", display=display) as running,
    ):
        stream.over.wait(clip.length_s + 60)
        running.finish()
        return _trial(name, running)


def _trial(name: str, running: RunningSession, timeout_s: float = 60) -> Trial:
    code = running.wait(timeout_s)
    return Trial(name, code, running.report, running.output)


def _dies(clip: Clip, display: str) -> Trial:
    failures = StreamFailures(stop_s=BETWEEN_S, away_for_s=1e6)
    with (
        served(Stream(clip, failures)) as address,
        sessions.session("hip-bridge", address, "--quiet", display=display) as running,
    ):
        return _trial("dies after the first repetition", running, BETWEEN_S + GIVE_UP_S + 60)


def _killed(clip: Clip, display: str) -> Trial:
    """Kill -9 in the second repetition, and then `posecheck recover`."""
    stream = Stream(clip)
    with (
        served(stream) as address,
        sessions.session("hip-bridge", address, "--quiet", display=display) as running,
    ):
        _wait_until(lambda: stream.began_s is not None and stream.now_s() > 13.0)
        killed_s = time.monotonic()
        os.kill(running.process.pid, signal.SIGKILL)
        running.wait()
        ran_s = killed_s - (stream.began_s or killed_s)
        done = subprocess.run(
            [sys.executable, "-m", "posecheck", "recover", "--out", str(running.folder)],
            env={**os.environ, "POSECHECK_DATA": str(running.data)},
            capture_output=True,
            text=True,
            check=False,
        )
        report = running.report
        output = f"streamed {ran_s:.1f} s, recovered {report.duration_s:.1f} s\n{done.stderr}"
        return Trial("kill -9 in the second repetition", done.returncode, report, output)


def _no_voice(clip: Clip, display: str) -> Trial:
    """A sound device that plays nothing, and a voice library that finds no voice."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "pyttsx3.py").write_text(
            "def init():\n    raise RuntimeError('no voice')\n"
        )
        (Path(folder) / "asound.conf").write_text("pcm.!default { type null }\n")
        environment = {
            "PYTHONPATH": os.pathsep.join([folder, os.environ.get("PYTHONPATH", "")]),
            "ALSA_CONFIG_PATH": f"{folder}/asound.conf",
        }
        stream = Stream(clip)
        with (
            served(stream) as address,
            sessions.session(
                "hip-bridge", address, display=display, environment=environment
            ) as running,
        ):
            stream.over.wait(clip.length_s + 60)
            running.finish()
            return _trial("no voice engine", running)


@contextmanager
def _small_disk(size: str) -> Iterator[Path | None]:
    """A disk of that size (tmpfs). None where it may not be mounted: only root may."""
    with TemporaryDirectory() as folder:
        command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", folder]
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
        try:
            yield Path(folder) if mounted else None
        finally:
            if mounted:
                subprocess.run(["umount", folder], check=False)


def _full_disk(clip: Clip, display: str) -> Trial:
    stream = Stream(clip)
    with _small_disk("400k") as disk:
        if disk is None:
            return Trial(
                "full disk while recording: not tried, tmpfs may not be mounted", 0, None, ""
            )
        with (
            served(stream) as address,
            sessions.session(
                "hip-bridge", address, "--quiet", "--record", "--out", str(disk), display=display
            ) as running,
        ):
            stream.over.wait(clip.length_s + 60)
            running.finish()
            code = running.wait()
            files = sorted(path.name for path in disk.iterdir())
            (path,) = disk.glob("*.report.json")
            report = json.load(path.read_text())
            return Trial("full disk while recording", code, report, f"{running.output}\n{files}")


def _wait_until(happened: Callable[[], bool]) -> None:
    while not happened():
        time.sleep(0.01)


def main() -> None:
    """Writes the table to stdout, and the sessions' output to stderr."""
    out, notes = sys.stdout, sys.stderr
    out.write(
        "| failure | exit | repetitions | holds | gaps in the report |\n|---|---|---|---|---|\n"
    )
    with sessions.screen() as display:
        for trial in all_trials(display):
            report = trial.report
            holds = ", ".join(f"{h.duration_s:.1f} s" for h in report.holds) if report else ""
            count = report.count if report else ""
            out.write(f"| {trial.name} | {trial.code} | {count} | {holds} | {trial.gaps} |\n")
            notes.write(f"--- {trial.name}\n{trial.output}\n")
            out.flush()
            notes.flush()
