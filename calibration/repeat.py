"""How well the model repeats itself: its error at the end of range, between repetitions.

    python -m calibration.repeat LANDMARKS [CLIPS] > docs/repeat-table.md

LANDMARKS holds recordings of the sample clips, ID__NAME.npz (`posecheck record` makes them), CLIPS
(sample_videos) their truth. The farthest value of each repetition is read from the model's
landmarks and from the true points of the picture. The mean of the difference is bias: it is in a
calibration as in every later analysis, and cancels. What counts is how much the difference varies
between the repetitions of one recording. Only repetitions without a fault are looked at, as in a
calibration: one that is done in another way has another bias.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import sqrt
from pathlib import Path

import numpy as np

from posecheck import landmarks
from posecheck.exercise.follow.signal_reader import SignalReader
from posecheck.exercise.personal.end_of_range import EndOfRange, EndOfRangeTracker, farthest
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.motion.body import Body, BodyTracker
from posecheck.pose import landmark_recording
from posecheck.records import Verdict

FEWEST = 2
"""Repetitions of one recording from which on a spread can be told."""


@dataclass(frozen=True, slots=True)
class Errors:
    """Errors of the farthest value in one recording, one a repetition."""

    clip: str
    signal: str
    unit: str
    values: tuple[float, ...]


def truth_bodies(bodies: Iterable[Body], truth: Path) -> list[Body]:
    """The bodies at the times for which true points are known, with these in their place."""
    frames = json.loads(truth.read_text(encoding="utf-8"))["frames"]
    points = np.full((len(frames["t_s"]), landmarks.COUNT, 2), np.nan)
    for name, place in frames["points_px"].items():
        if name in landmarks.INDEX:
            points[:, landmarks.INDEX[name]] = place
    by_time = {round(t_s, 3): i for i, t_s in enumerate(frames["t_s"])}
    return [
        replace(body, points_px=points[by_time[round(body.t_s, 3)]])
        for body in bodies
        if round(body.t_s, 3) in by_time and body.found
    ]


def errors(exercise: Exercise, file: Path, truth: Path) -> list[Errors]:
    """Model less truth at the end of range, for every signal that tells how far."""
    watcher, session, tracker = BodyTracker(), Session(exercise), EndOfRangeTracker(exercise)
    bodies, ends_of_range = [], []
    for pose in landmark_recording.load(file).poses():
        bodies.append(watcher.step(pose))
        ends_of_range += tracker.step(session.follow(bodies[-1]))
    report = session.finish()
    ends_of_range += tracker.of(report.reps)
    good = {rep.number for rep in report.reps if rep.verdict is Verdict.GOOD}
    known = truth_bodies(bodies, truth)
    found: dict[tuple[str, str, str | None], list[float]] = defaultdict(list)
    for extent in ends_of_range:
        error = _error(exercise, extent, bodies, known) if extent.rep in good else None
        if error is not None:
            found[extent.far.signal, extent.far.farther, extent.side].append(error)
    clip = file.stem.replace("__", "/")
    return [
        Errors(clip, signal, exercise.unit(signal), tuple(values))
        for (signal, _, _), values in found.items()
    ]


def _error(
    exercise: Exercise, extent: EndOfRange, bodies: list[Body], known: list[Body]
) -> float | None:
    """Of the signal itself, before its value at rest is taken off: rest is one for all."""
    spec = exercise.signals[extent.far.signal]
    base = spec.of if spec.use == "from_rest" else extent.far.signal
    signal_reader = SignalReader(exercise, extent.side)
    ends = []
    for seen in (bodies, known):
        span = [b for b in seen if extent.start_s <= b.t_s <= extent.end_s]
        t_s = np.array([b.t_s for b in span])
        values = np.array([signal_reader.read(b)[base] for b in span])
        ends.append(farthest(t_s, values, sign=extent.far.sign))
    error = ends[0] - ends[1]
    return error if np.isfinite(error) else None


def pooled(found: Iterable[Errors]) -> tuple[float, int]:
    """The standard deviation within recordings, over all of them, and its degrees of freedom."""
    squares, freedom = 0.0, 0
    for errors_ in found:
        if len(errors_.values) >= FEWEST:
            squares += float(np.var(errors_.values)) * len(errors_.values)
            freedom += len(errors_.values) - 1
    return (sqrt(squares / freedom) if freedom else float("nan")), freedom


def main(folder: Path, clips: Path) -> None:
    """Prints the table."""
    catalogue = Catalogue()
    found: list[Errors] = []
    for file in sorted(folder.glob("*__*.npz")):
        exercise_id, _, name = file.stem.partition("__")
        truth = clips / exercise_id / f"{name}.json"
        if exercise_id in catalogue.ids() and truth.is_file():
            found += errors(catalogue.get(exercise_id), file, truth)
    lines = [
        "| clip | signal | repetitions | bias | spread of the error |",
        "|---|---|---|---|---|",
    ]
    lines += [_row(one) for one in found if len(one.values) >= FEWEST]
    lines.append("")
    for unit in ("°", "trunk lengths"):
        spread, freedom = pooled(e for e in found if e.unit == unit)
        lines.append(f"Pooled, in {unit}: {spread:.3f} ({freedom} degrees of freedom).")
    sys.stdout.write("\n".join(lines) + "\n")


def _row(one: Errors) -> str:
    digits = 1 if one.unit == "°" else 3
    bias, spread = (f"{v:.{digits}f}" for v in (np.mean(one.values), np.std(one.values, ddof=1)))
    return f"| {one.clip} | {one.signal} | {len(one.values)} | {bias} | {spread} |"


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) > 2 else "sample_videos"))
