"""What goes wrong in life, done on purpose: what was said, how it ended, what is in the report."""

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
from calibration.live.sessions import Session
from calibration.live.stream import Clip, Faults, Stream, served, smaller
from posecheck.capture.camera import GIVE_UP_S
from posecheck.records import Report
from posecheck.report import json

CLIP = CLIPS / "hip-bridge" / "good.mp4"
"""Two bridges: the first from 1.6 to 9.2 s, the second from 10.6 to 18.4 s."""

BETWEEN_S = 9.8


@dataclass(frozen=True, slots=True)
class Trial:
    """One fault and what came of it."""

    name: str
    code: int
    report: Report | None
    said: str

    @property
    def gaps(self) -> str:
        """The remarks about the camera, with their length."""
        remarks = self.report.remarks if self.report else ()
        gaps = [r for r in remarks if r.kind.startswith("camera")]
        return ", ".join(f"{r.kind} {r.end_s - r.start_s:.0f} s" for r in gaps)


def all_trials(display: str) -> Iterator[Trial]:
    """One after the other, in real time: about five minutes."""
    clip = Clip.of(CLIP)
    yield _streamed("nothing", clip, Faults(), display)
    stops = Faults(stop_s=BETWEEN_S, away_for_s=5.0)
    yield _streamed("stops for 5 s between two repetitions", clip, stops, display)
    yield _streamed("stalls for 10 s between", clip, Faults(stall_s=BETWEEN_S), display)
    yield _streamed("stalls for 10 s in a hold", clip, Faults(stall_s=5.0), display)
    other = Faults(other_s=BETWEEN_S, other=smaller(clip, (320, 240)))
    yield _streamed("comes back at half the size", clip, other, display)
    yield _dies(clip, display)
    yield _killed(clip, display)
    yield _no_voice(clip, display)
    yield _full_disk(clip, display)


def _streamed(name: str, clip: Clip, faults: Faults, display: str) -> Trial:
    stream = Stream(clip, faults)
    with (
        served(stream) as address,
        sessions.session("hip-bridge", address, "--quiet", display=display) as running,
    ):
        stream.over.wait(clip.length_s + 60)
        running.finish()
        return _trial(name, running)


def _trial(name: str, running: Session, timeout_s: float = 60) -> Trial:
    code = running.wait(timeout_s)
    return Trial(name, code, running.report, running.said)


def _dies(clip: Clip, display: str) -> Trial:
    faults = Faults(stop_s=BETWEEN_S, away_for_s=1e6)
    with (
        served(Stream(clip, faults)) as address,
        sessions.session("hip-bridge", address, "--quiet", display=display) as running,
    ):
        return _trial("dies after the first repetition", running, BETWEEN_S + GIVE_UP_S + 60)


def _killed(clip: Clip, display: str) -> Trial:
    """Kill -9 in the second repetition, then `posecheck recover`."""
    stream = Stream(clip)
    with (
        served(stream) as address,
        sessions.session("hip-bridge", address, "--quiet", display=display) as running,
    ):
        _until(lambda: stream.began_s is not None and stream.now_s() > 13.0)
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
        said = f"streamed {ran_s:.1f} s, recovered {report.duration_s:.1f} s\n{done.stderr}"
        return Trial("kill -9 in the second repetition", done.returncode, report, said)


def _no_voice(clip: Clip, display: str) -> Trial:
    """A sound device that goes nowhere, and a voice library that finds no voice."""
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
    """A disk of that size (tmpfs, which only root may mount); None where it may not be."""
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
            return Trial("full disk while recording", code, report, f"{running.said}\n{files}")


def _until(true: Callable[[], bool]) -> None:
    while not true():
        time.sleep(0.01)


def main() -> None:
    """Writes the table to stdout, and what was said to stderr."""
    out, notes = sys.stdout, sys.stderr
    out.write(
        "| fault | exit | repetitions | holds | gaps in the report |\n|---|---|---|---|---|\n"
    )
    with sessions.screen() as display:
        for trial in all_trials(display):
            report = trial.report
            holds = ", ".join(f"{h.duration_s:.1f} s" for h in report.holds) if report else ""
            count = report.count if report else ""
            out.write(f"| {trial.name} | {trial.code} | {count} | {holds} | {trial.gaps} |\n")
            notes.write(f"--- {trial.name}\n{trial.said}\n")
            out.flush()
            notes.flush()
