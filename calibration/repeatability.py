"""How well the pose model repeats itself: its error at the end of range, between repetitions.

    python -m calibration.repeatability LANDMARKS [CLIPS] > docs/repeat-table.md \
        --write posecheck/exercise/judge/repeatability.json

LANDMARKS has the landmarks of the sample clips (`calibration.landmarks`), CLIPS (default:
sample_videos) their truth.

The end of range of each repetition is read twice: from the model's landmarks, and from the true
points of the pictures. The error is the first less the second. The mean error is the bias. It is in
a calibration and in every later analysis, so it cancels. What matters is how much the error varies
between the repetitions of one recording. Only repetitions without a fault are read, as in a
calibration, because a repetition done differently has a different bias.

Two recordings, or the two sides of a person, need not have the same bias. How much it varies
between them is pooled over the signals that are read in several recordings or on both sides.

`--write` writes both spreads for the package, where reports are compared by them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import sqrt
from pathlib import Path

import numpy as np

from calibration.landmarks import ROOT
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
"""Fewest repetitions of one recording that show a spread."""


@dataclass(frozen=True, slots=True)
class Errors:
    """The errors at the end of range in one recording, one for each repetition."""

    clip: str
    signal: str
    unit: str
    values: tuple[float, ...]
    farther: str = "up"
    side: str | None = None

    @property
    def what(self) -> tuple[str, str, str]:
        """What is measured: exercise, signal and direction."""
        return self.clip.partition("/")[0], self.signal, self.farther


def truth_bodies(bodies: Iterable[Body], truth: Path) -> list[Body]:
    """The bodies with their true points, at the times for which the truth is known."""
    frames = json.loads(truth.read_text(encoding="utf-8"))["frames"]
    points = np.full((len(frames["t_s"]), landmarks.COUNT, 2), np.nan)
    for name, xy in frames["points_px"].items():
        if name in landmarks.INDEX:
            points[:, landmarks.INDEX[name]] = xy
    by_time = {round(t_s, 3): i for i, t_s in enumerate(frames["t_s"])}
    return [
        replace(body, points_px=points[by_time[round(body.t_s, 3)]])
        for body in bodies
        if round(body.t_s, 3) in by_time and body.found
    ]


def errors(exercise: Exercise, file: Path, truth: Path) -> list[Errors]:
    """Model less truth at the end of range, for every signal that has a range of motion."""
    body_tracker, session = BodyTracker(), Session(exercise)
    range_tracker = EndOfRangeTracker(exercise)
    bodies, ends_of_range = [], []
    for pose in landmark_recording.load(file).poses():
        bodies.append(body_tracker.step(pose))
        ends_of_range += range_tracker.step(session.follow(bodies[-1]))
    report = session.finish()
    ends_of_range += range_tracker.of(report.reps)
    good = {rep.number for rep in report.reps if rep.verdict is Verdict.GOOD}
    true_bodies = truth_bodies(bodies, truth)
    found: dict[tuple[str, str, str | None], list[float]] = defaultdict(list)
    for end_of_range in ends_of_range:
        error = (
            _error(exercise, end_of_range, bodies, true_bodies)
            if end_of_range.rep in good
            else None
        )
        if error is not None:
            found[end_of_range.spec.signal, end_of_range.spec.farther, end_of_range.side].append(
                error
            )
    clip = file.stem.replace("__", "/")
    return [
        Errors(clip, signal, exercise.unit(signal), tuple(values), farther, side)
        for (signal, farther, side), values in found.items()
    ]


def _error(
    exercise: Exercise, end_of_range: EndOfRange, bodies: list[Body], true_bodies: list[Body]
) -> float | None:
    """The error of one end of range; None where it cannot be read.

    A signal's resting value is not subtracted: it is the same for all repetitions.
    """
    spec = exercise.signals[end_of_range.spec.signal]
    base = spec.of if spec.use == "from_rest" else end_of_range.spec.signal
    signal_reader = SignalReader(exercise, end_of_range.side)
    ends = []
    for all_bodies in (bodies, true_bodies):
        span = [b for b in all_bodies if end_of_range.start_s <= b.t_s <= end_of_range.end_s]
        t_s = np.array([b.t_s for b in span])
        values = np.array([signal_reader.read(b)[base] for b in span])
        ends.append(farthest(t_s, values, sign=end_of_range.spec.sign))
    error = ends[0] - ends[1]
    return error if np.isfinite(error) else None


def pooled(found: Iterable[Errors]) -> tuple[float, int]:
    """The pooled standard deviation within recordings, and its degrees of freedom.

    NaN where no recording has two repetitions.
    """
    squares, freedom = 0.0, 0
    for one in found:
        if len(one.values) >= FEWEST:
            squares += float(np.var(one.values)) * len(one.values)
            freedom += len(one.values) - 1
    return (sqrt(squares / freedom) if freedom else float("nan")), freedom


def between(found: Iterable[Errors]) -> tuple[float, int]:
    """The pooled standard deviation of the bias between recordings and sides of one signal, and its
    degrees of freedom; NaN where none is read twice.

    What the repetitions of a recording add to its mean is taken out.
    """
    groups: dict[tuple[str, str, str], list[Errors]] = defaultdict(list)
    for one in found:
        if len(one.values) >= FEWEST:
            groups[one.what].append(one)
    squares, freedom = 0.0, 0
    for group in groups.values():
        biases = [np.mean(one.values) for one in group]
        squares += float(np.var(biases)) * len(biases)
        freedom += len(biases) - 1
    within = pooled(one for group in groups.values() for one in group)[0]
    shortest = min((len(one.values) for g in groups.values() for one in g), default=1)
    variance = squares / freedom - within**2 / shortest if freedom else float("nan")
    return float(np.sqrt(np.maximum(variance, 0.0))), freedom


def spreads(found: list[Errors]) -> dict[str, dict[str, float]]:
    """By unit, the spread within a recording and that of the bias between recordings."""
    answer = {}
    for unit in ("°", "trunk lengths"):
        of_unit = [one for one in found if one.unit == unit]
        (within, within_freedom), (apart, apart_freedom) = pooled(of_unit), between(of_unit)
        answer[unit] = {
            "within": round(within, 4),
            "within_freedom": within_freedom,
            "between": round(apart, 4),
            "between_freedom": apart_freedom,
        }
    return answer


def main(arguments: list[str]) -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("landmarks", type=Path, help="landmarks of the sample clips")
    parser.add_argument("clips", type=Path, nargs="?", default=ROOT / "sample_videos")
    parser.add_argument("--write", type=Path, metavar="FILE", help="file of the spreads to write")
    asked = parser.parse_args(arguments)
    catalogue = Catalogue()
    found: list[Errors] = []
    for file in sorted(asked.landmarks.glob("*__*.npz")):
        exercise_id, _, name = file.stem.partition("__")
        truth = asked.clips / exercise_id / f"{name}.json"
        if exercise_id in catalogue.ids() and truth.is_file():
            found += errors(catalogue.get(exercise_id), file, truth)
    lines = [
        "| clip | signal | repetitions | bias | spread of the error |",
        "|---|---|---|---|---|",
    ]
    lines += [_row(one) for one in found if len(one.values) >= FEWEST]
    lines.append("")
    figures = spreads(found)
    for unit, of_unit in figures.items():
        lines.append(_pooled(unit, of_unit))
    sys.stdout.write("\n".join(lines) + "\n")
    if asked.write:
        asked.write.write_text(
            json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )


def _pooled(unit: str, figures: dict[str, float]) -> str:
    return (
        f"Pooled, in {unit}: {figures['within']:.3f} within a recording "
        f"({figures['within_freedom']} degrees of freedom), {figures['between']:.3f} from one "
        f"recording or side to another ({figures['between_freedom']}).  "
    )


def _row(one: Errors) -> str:
    digits = 1 if one.unit == "°" else 3
    bias, spread = (f"{v:.{digits}f}" for v in (np.mean(one.values), np.std(one.values, ddof=1)))
    return f"| {one.clip} | {one.signal} | {len(one.values)} | {bias} | {spread} |"


if __name__ == "__main__":
    main(sys.argv[1:])
