"""How much memory the process takes that reads an upload: what its limit stands on.

    python -m calibration.web_memory [WIDTHxHEIGHT ...] [--cores N] [--pictures N]

Makes films of the sample clip of a bridge in these sizes, has each one analysed as the page does,
and looks ten times a second at what Linux counts for the process, MB: `data` is what it may write
to (the limit of RLIMIT_DATA), `address space` all that is mapped (RLIMIT_AS), `resident` what is in
memory. Each core has a pose model of its own, and up to 200 pictures that wait; `--cores` has
the process believe that there are N.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import av

from posecheck.app.sources import ModelChoice, cores, ensure_model
from posecheck.app.web import job

CLIP = Path(__file__).parents[1] / "sample_videos" / "hip-bridge" / "good.mp4"
SIZES = ("640x480", "1920x1080", "3840x2160", "7680x4320")
COUNTED = {"VmData": "data", "VmPeak": "address space", "VmHWM": "resident"}

PICTURES = 600
"""Enough for two cores to have as much to do as ever (pose/runs.py)."""


def enlarged(source: Path, target: Path, size_px: tuple[int, int], pictures: int) -> None:
    """A film in another size, as H.264; round and round, until it has so many pictures."""
    width, height = size_px
    with av.open(str(source)) as film, av.open(str(target), "w") as made:
        out: Any = made.add_stream("libx264", rate=Fraction(30), options={"preset": "ultrafast"})
        out.width, out.height, out.pix_fmt = width, height, "yuv420p"
        number = 0
        while number < pictures:
            film.seek(0)
            for frame in film.decode(video=0):
                large = frame.reformat(width=width, height=height, format="yuv420p")
                large.pts, large.time_base = number, Fraction(1, 30)
                made.mux(out.encode(large))
                number += 1
        made.mux(out.encode())


PRETENDING = """
from posecheck.app import sources
from posecheck.app.web import job
sources.cores = lambda: {cores}
job.main()
"""


def peaks(
    film: Path, folder: Path, *, pretend_cores: int | None = None, most_bytes: int = 1 << 50
) -> dict[str, float]:
    """The most of each that the process took, MB. It has to end with a report."""
    command = job.COMMAND
    if pretend_cores is not None:
        command = (sys.executable, "-c", PRETENDING.format(cores=pretend_cores))
    task = job.Task(
        recording=str(film), name=film.name, folder=str(folder), exercise="hip-bridge", lang="en",
        model_name="full", model_file=str(ensure_model(ModelChoice("full"))), catalog=None,
        person=None, most_bytes=most_bytes, longest_s=1800.0,
    )  # fmt: skip
    found = dict.fromkeys(COUNTED.values(), 0.0)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(job.order(task))
        process.stdin.flush()
        while process.poll() is None:
            text = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
            for line in text.splitlines():
                name, _, value = line.partition(":")
                if name in COUNTED:
                    found[COUNTED[name]] = max(found[COUNTED[name]], int(value.split()[0]) / 1024)
            time.sleep(0.1)
        last = process.stdout.read().splitlines()[-1]
    if b'"done"' not in last:
        raise RuntimeError(last.decode())
    return found


def main() -> None:
    """Prints a row for each size."""
    asked = argparse.ArgumentParser()
    asked.add_argument("sizes", nargs="*", default=SIZES)
    asked.add_argument("--cores", type=int)
    asked.add_argument("--pictures", type=int, default=PICTURES)
    given = asked.parse_args()
    print(f"{given.cores or cores()} cores")  # noqa: T201
    for size in given.sizes:
        width, height = map(int, size.split("x"))
        with TemporaryDirectory() as name:
            film = Path(name) / "film.mp4"
            enlarged(CLIP, film, (width, height), given.pictures)
            found = peaks(film, Path(name), pretend_cores=given.cores)
        row = ", ".join(f"{what} {mb:.0f} MB" for what, mb in found.items())
        print(f"{size}: {row}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
