"""Analyses the clips, scores them, and measures the time that each part takes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from posecheck.app.auto import recognise
from posecheck.app.benchmark.angles import Watched, errors
from posecheck.app.benchmark.score import Score, score
from posecheck.app.benchmark.truth import Clip
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.provenance import Likeness
from posecheck.records import Pose, Report

T = TypeVar("T")


@dataclass(slots=True)
class Cost:
    """The time that decoding, pose model and engine took over `frames` pictures."""

    frames: int = 0
    decode_s: float = 0.0
    pose_s: float = 0.0
    engine_s: float = 0.0

    def __add__(self, other: Cost) -> Cost:
        return Cost(
            self.frames + other.frames,
            self.decode_s + other.decode_s,
            self.pose_s + other.pose_s,
            self.engine_s + other.engine_s,
        )


@dataclass(frozen=True, slots=True)
class Result:
    """A clip's score, its report, and the time that it took."""

    score: Score
    report: Report
    cost: Cost
    others: tuple[AsOther, ...] = ()
    """The clip analysed as every exercise, its own included, where that was asked for."""
    likely: tuple[Likeness, ...] = ()
    """What `--exercise auto` takes it for, best first."""
    near: int = 0
    """How many of those it asks about, as they come near each other."""
    alike: Mapping[str, str] = field(default_factory=dict)
    """The exercises that its own one contains or looks like, and why."""

    @property
    def sure(self) -> bool:
        """Whether `auto` finds one without asking."""
        return self.near == 1


@dataclass(frozen=True, slots=True)
class AsOther:
    """What was counted in a clip that was analysed as this exercise."""

    exercise: str
    reps: int
    halves: int
    holds: int

    @property
    def counted(self) -> int:
        """Complete repetitions, or holds that are no part of a repetition."""
        return self.reps or self.holds


def run_all(
    clips: list[Clip], *, model: Path, catalog: Path | None, jobs: int, cross: bool = False
) -> Iterator[Result]:
    """Scores all clips, `jobs` at a time, in their order.

    `cross` also analyses the good clips as every exercise, and recognises them.
    """
    work = partial(run_one, model=model, catalog=catalog, cross=cross)
    if jobs == 1:
        yield from map(work, clips)
        return
    # Forking a process that already runs MediaPipe's threads may hang.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from pool.map(work, clips)


def run_one(clip: Clip, *, model: Path, catalog: Path | None, cross: bool) -> Result:
    """Analyses one clip as `posecheck analyze` does, and measures the time."""
    from posecheck.capture import video_reader
    from posecheck.pose.estimator import Estimator

    exercise = Catalogue(catalog).get(clip.truth.exercise)
    session, cost, watched = Session(exercise), Cost(), Watched()
    poses: list[Pose] = []
    # The time to open the file and to load the libraries is not measured.
    with Estimator(model) as estimator, video_reader.VideoReader(clip.video) as reader:
        for decode_s, frame in _timed(iter(reader)):
            began = time.perf_counter()
            pose = estimator(frame)
            posed = time.perf_counter()
            update = session.step(pose)
            cost += Cost(1, decode_s, posed - began, time.perf_counter() - posed)
            poses.append(pose)
            watched.add(update)
    report = session.finish()
    angles = errors(exercise, clip.truth, watched)
    scored = score(clip.truth, report, angles, timed=exercise.times_holds)
    result = Result(scored, report, cost)
    return (
        _as_every_exercise(result, poses, Catalogue(catalog))
        if cross and clip.truth.good
        else result
    )


def _as_every_exercise(result: Result, poses: list[Pose], catalogue: Catalogue) -> Result:
    recognition = recognise(poses, catalogue)
    others = tuple(_as_other(poses, catalogue.get(i)) for i in catalogue.ids())
    own = catalogue.get(result.score.exercise)
    return replace(
        result,
        others=others,
        likely=recognition.shown,
        near=len(recognition.likely),
        alike=own.contains | own.looks_like,
    )


def _as_other(poses: list[Pose], exercise: Exercise) -> AsOther:
    session = Session(exercise)
    for pose in poses:
        session.step(pose)
    report = session.finish()
    alone = sum(h.rep is None for h in report.holds)
    return AsOther(exercise.id, report.count, report.halves, alone)


def _timed(items: Iterator[T]) -> Iterator[tuple[float, T]]:
    """Each item with the seconds that it took to come."""
    while True:
        began = time.perf_counter()
        try:
            item = next(items)
        except StopIteration:
            return
        yield time.perf_counter() - began, item


def help_s(times: int = 3) -> float:
    """Seconds until `posecheck --help` has answered: the best of a few runs."""
    command = [sys.executable, "-m", "posecheck", "--help"]
    return min(_seconds(command) for _ in range(times))


def _seconds(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=os.environ)
    return time.perf_counter() - began
