"""Which pictures need no pose model? Speed against accuracy, for several ways to read a video.

    python -m calibration.tradeoffs [--clips FOLDER] [--real FOLDER] [--jobs N] [--least-hz 24]

Reads every sample clip in each way (`WAYS`), compares it with its truth, and prints a table for
docs/speed.md. Fewer pictures a second change nothing in slow clips: `--least-hz` leaves those out.
`--real` takes the real clips that have an exercise's name; they have no truth, so they are compared
with the first way. About 10 ms a picture and way.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from statistics import mean, median

import numpy as np

from calibration.markdown import table
from posecheck.app.benchmark.angles import Watched, errors
from posecheck.app.benchmark.score import Score, score
from posecheck.app.benchmark.truth import Clip, clips
from posecheck.capture.video_reader import VideoReader, probe
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.pose.model_file import ensure
from posecheck.pose.video_poses import Reading, poses
from posecheck.records import Report

SLACK = 0.999
"""A picture exactly so much later is not left out for the rounding of its time."""

WAYS = {
    "as it is: all pictures, 960 pixels": Reading(),
    "in runs, two landmarkers": Reading(in_runs=True, workers=2),
    "20 pictures a second": Reading(least_step_s=SLACK / 20),
    "15 pictures a second": Reading(least_step_s=SLACK / 15),
    "10 pictures a second": Reading(least_step_s=SLACK / 10),
    "480 pixels": Reading(side_px=480),
    "320 pixels": Reading(side_px=320),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What one clip gives in one way: its report, its score if it has a truth, its angles and the
    processor's time for a second of film."""

    report: Report
    score: Score | None
    watched: Watched
    cost: float


def read(path: Path, exercise_id: str, reading: Reading, truth: Clip | None = None) -> Seen:
    """Analyses a clip in one way."""
    exercise = Catalogue().get(exercise_id)
    session, watched = Session(exercise), Watched()
    with VideoReader(path) as reader:
        stream = poses(reader, reader.decoded(least_step_s=reading.least_step_s), ensure(), reading)
        first = next(stream)  # What it takes to make the landmarkers is not counted.
        began = time.process_time()
        watched.add(session.step(first))
        for pose in stream:
            watched.add(session.step(pose))
        took_s = time.process_time() - began
    report = session.finish()
    found = None
    if truth is not None:
        angles = errors(exercise, truth.truth, watched)
        found = score(truth.truth, report, angles, timed=exercise.times_holds)
    return Seen(report, found, watched, took_s / max(report.duration_s, 1e-9))


def of_sample(way: str, clip: Clip) -> Seen:
    """A sample clip in one way."""
    return read(clip.video, clip.truth.exercise, WAYS[way], clip)


def of_real(way: str, path: Path) -> Seen:
    """A real clip in one way; its name is its exercise's."""
    return read(path, path.stem, WAYS[way])


def sample_row(way: str, seen: list[Seen], usual: list[Seen]) -> list[str]:
    """The accuracy of all sample clips against their truth, and the cost against the first way."""
    scores = [s.score for s in seen if s.score is not None]
    judged = [s for s in scores if s.judgeable]
    holds = [s.hold_error_s for s in judged if s.holds[1] and np.isfinite(s.hold_error_s)]
    angles = [a.mae_deg for s in judged for a in s.angles]
    return [
        way,
        f"{sum(s.cost for s in seen) / sum(s.cost for s in usual):.2f}",
        f"{sum(s.exact for s in judged)}/{len(judged)}",
        f"{mean(holds):.2f} ({max(holds):.2f})",
        f"{median(angles):.2f}",
        f"{sum(s.found for s in judged)}/{sum(s.planted for s in judged)}",
        f"{sum(len(s.false_alarms) for s in judged)}",
        f"{sum(s.ok for s in scores)}/{len(scores)}",
    ]


def real_row(way: str, seen: list[Seen], usual: list[Seen]) -> list[str]:
    """What real clips give in one way, against the first way."""
    same = sum(_counts(a) == _counts(b) for a, b in zip(seen, usual, strict=True))
    differences = [d for a, b in zip(seen, usual, strict=True) for d in _angles(a, b)]
    apart_s = [
        abs(one.duration_s - other.duration_s)
        for a, b in zip(seen, usual, strict=True)
        for one, other in zip(a.report.holds, b.report.holds, strict=False)
    ]
    return [
        way,
        f"{sum(s.cost for s in seen) / sum(s.cost for s in usual):.2f}",
        f"{same}/{len(seen)}",
        f"{max(apart_s, default=0.0):.2f}",
        f"{median(differences):.2f}",
    ]


def _counts(seen: Seen) -> tuple[int, int, int, list[str]]:
    report = seen.report
    found = sorted(finding.check for finding in report.findings)
    return report.count, report.halves, len(report.holds), found


def _angles(one: Seen, other: Seen) -> Iterator[float]:
    """How far the signals in degrees are apart, at the moments of the first."""
    for name in other.watched.signals[0] if other.watched.signals else ():
        if not name.endswith("_deg") or not one.watched.signals:
            continue
        values = [np.array([s[name] for s in w.watched.signals], float) for w in (one, other)]
        at = np.interp(one.watched.t_s, other.watched.t_s, values[1])
        apart = np.abs(values[0] - at)
        yield from apart[np.isfinite(apart)]


def main() -> None:
    """Reads all clips in all ways, and prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--clips", type=Path, default=Path("sample_videos"))
    parser.add_argument("--real", type=Path)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--only")
    parser.add_argument("--least-hz", type=float, default=0, help="only clips with this rate")
    parser.add_argument("--ways", default=".", help="a pattern of the ways to take")
    options = parser.parse_args()
    chosen = [
        clip
        for clip in clips(options.clips, options.only)
        if (probe(clip.video).average_rate_hz or 0.0) >= options.least_hz
    ]
    first = next(iter(WAYS))
    ways = [way for way in WAYS if way == first or re.search(options.ways, way)]
    known = set(Catalogue().ids())
    films = sorted(options.real.glob("*.mp4")) if options.real else []
    films = [path for path in films if path.stem in known]
    rows, real_rows = [], []
    with ProcessPoolExecutor(options.jobs, mp_context=get_context("spawn")) as pool:
        usual: list[Seen] = []
        usual_real: list[Seen] = []
        for way in ways:
            seen = list(pool.map(partial(of_sample, way), chosen))
            seen_real = list(pool.map(partial(of_real, way), films))
            usual, usual_real = usual or seen, usual_real or seen_real
            rows.append(sample_row(way, seen, usual))
            real_rows += [real_row(way, seen_real, usual_real)] if films else []
            sys.stderr.write(f"{' | '.join(rows[-1])}\n")
    head = ["way", "cost", "exact", "hold error (most), s", "angle error, °", "faults", "false"]
    sys.stdout.write(table([*head, "meet every goal"], rows))
    if films:
        sys.stdout.write(
            table(["real clips", "cost", "same report", "holds differ, s", "angle, °"], real_rows)
        )


if __name__ == "__main__":
    main()
