"""Jobs: clips are made side by side, each in a process of its own."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue

import numba
import numpy as np
from numpy.typing import NDArray

from sample_videos.render.animation.motion_file import Motion, MotionError
from sample_videos.render.animation.performance import Performance, perform
from sample_videos.render.body.builds import BUILDS
from sample_videos.render.encode import write_mp4
from sample_videos.render.fingerprint import made_from
from sample_videos.render.image.frame import Degrade, Scene, render
from sample_videos.render.scene.rooms import ROOMS
from sample_videos.render.truth import truth, written

POLL_S = 0.2
"""Seconds between two looks for news from the workers."""
OUT = Path(__file__).parents[1]
"""The folder that the clips are written to."""


@dataclass(frozen=True, slots=True)
class Job:
    """One clip to make, at its own size or another."""

    motion: Motion
    name: str
    size_px: tuple[int, int] | None = None

    @property
    def label(self) -> str:
        """The clip's name as the user says it."""
        return f"{self.motion.exercise}/{self.name}"


@dataclass(frozen=True, slots=True)
class Progressed:
    """How many frames of a clip are done. `wrong` says why a clip is not made."""

    label: str
    done: int
    total: int
    wrong: str | None = None


def out_path(motion: Motion, name: str) -> Path:
    """The path of a clip's video."""
    return OUT / motion.exercise / f"{name}.mp4"


def render_all(todo: list[Job], *, jobs: int) -> Iterator[Progressed]:
    """Make clips side by side, one in each process. If there is only one, it gets all cores."""
    workers = max(1, min(jobs, len(todo)))
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager, ProcessPoolExecutor(workers, mp_context=context) as pool:
        news: Queue[Progressed] = manager.Queue()
        threads = max(1, jobs // workers)
        running = {pool.submit(make, job, news, threads) for job in todo}
        while running or not news.empty():
            try:
                yield news.get(timeout=POLL_S)
            except Empty:
                for ended in [one for one in running if one.done()]:
                    running.remove(ended)
                    ended.result()


def make(job: Job, news: Queue[Progressed], threads: int) -> None:
    """Make one clip: find the poses, draw them, write the video and its truth."""
    numba.set_num_threads(min(threads, numba.config.NUMBA_NUM_THREADS))
    try:
        done = perform(job.motion, job.name, size_px=job.size_px)
        hashed = made_from(job.motion, job.name, job.size_px)
        text = written(truth(done, made_from=hashed))
        scene = _scene(done)
    except MotionError as wrong:
        news.put(Progressed(job.label, 0, 1, str(wrong)))
        return
    path = out_path(job.motion, job.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_mp4(path, _pictures(done, scene, job.label, news), fps=done.clip.fps)
    partial = path.with_name(f".{path.stem}.json.part")
    partial.write_text(text, "utf-8")
    partial.replace(path.with_suffix(".json"))
    news.put(Progressed(job.label, len(done.t_s), len(done.t_s)))


def _scene(done: Performance) -> Scene:
    clip = done.clip
    if clip.room not in ROOMS:
        raise MotionError(f"room {clip.room!r}: allowed are {', '.join(ROOMS)}")
    return Scene(BUILDS[clip.build], ROOMS[clip.room], tuple(done.scene_props()), clip.seed)


def _pictures(
    done: Performance, scene: Scene, label: str, news: Queue[Progressed]
) -> Iterator[NDArray[np.uint8]]:
    degrade = Degrade(**done.clip.degrade)
    for i, camera in enumerate(done.cameras):
        yield render(scene, done.pose(i), camera, frame_index=i, degrade=degrade)
        news.put(Progressed(label, i + 1, len(done.cameras)))
