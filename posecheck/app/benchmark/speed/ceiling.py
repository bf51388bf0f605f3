"""The most that the pose model allows: landmarkers alone, on pictures that are decoded already.

`python -m posecheck.app.benchmark.speed.ceiling VIDEO MODEL.task WORKERS own|lean PICTURES` prints
pictures a second. "own" is MediaPipe's network as it comes, "lean" is it without its mask.
"""

from __future__ import annotations

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Final

from posecheck.capture.video_reader import VideoReader
from posecheck.pose.landmarker import Landmarker
from posecheck.records import Frame

KEPT: Final = 200
"""Pictures that are kept in memory and looked at again and again: 180 MB at 640 x 480."""


def rate_hz(source: Path, model: Path, *, workers: int, lean: bool, pictures: int) -> float:
    """Pictures a second of so many landmarkers in threads, `pictures` in all."""
    with VideoReader(source) as reader:
        frames = list(islice(reader, KEPT))
    each = pictures // workers
    landmarkers = [Landmarker(model, tracking=True, mask=not lean) for _ in range(workers)]
    with ThreadPoolExecutor(workers) as threads:
        list(threads.map(lambda one: _look(one, frames, 2, from_s=0.0), landmarkers))
        began = time.perf_counter()
        list(threads.map(lambda one: _look(one, frames, each, from_s=1.0), landmarkers))
        took_s = time.perf_counter() - began
    for one in landmarkers:
        one.close()
    return each * workers / took_s


def _look(one: Landmarker, frames: list[Frame], pictures: int, *, from_s: float) -> None:
    for i in range(pictures):
        one.find(frames[i % len(frames)].image, t_s=from_s + i / 30)


if __name__ == "__main__":
    video, task, count, network, total = sys.argv[1:6]
    found = rate_hz(
        Path(video),
        Path(task),
        workers=int(count),
        lean=network == "lean",
        pictures=int(total),
    )
    print(found)  # noqa: T201 - it is what this program is for
