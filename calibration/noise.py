"""The noise of each kind of signal, in pauses and holds and in movements.

    python -m calibration.noise LANDMARKS [--real FOLDER]

LANDMARKS is made by `calibration.landmarks`; all sample clips that can be judged are read. `--real`
is a folder with landmarks of real people and labels.tsv. Writes docs/steadiness-noise.md.

Noise is what moves faster than a person can (`posecheck.motion.shaking.noise`). It cannot be
measured in recordings under 23 pictures a second.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from calibration.landmarks import ROOT, npz_path
from calibration.markdown import table
from posecheck.app.benchmark.truth import load
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.motion.resampling import resampled
from posecheck.motion.shaking import noise
from posecheck.pose import landmark_recording

DOC = ROOT / "docs" / "steadiness-noise.md"

PAD_S = 1.0
"""Time before and after a phase that is resampled with it."""

Key = tuple[str, str, str, str]
"""Kind of signal, its landmarks, view, source."""

Job = tuple[str, str, str, Path]
"""Source, exercise, view, landmarks."""


def clips(folder: Path) -> Iterator[Job]:
    """The sample clips in which something can be judged."""
    ids = Catalogue(None).ids()
    for clip in sorted(ROOT.glob("sample_videos/*/*.mp4")):
        truth, path = load(clip.with_suffix(".json")), npz_path(folder, clip)
        if truth.judgeable and truth.exercise in ids and path.exists():
            yield "drawn", truth.exercise, truth.view, path


def people(folder: Path) -> Iterator[Job]:
    """Recordings of real people who do one of the exercises."""
    catalogue = Catalogue(None)
    with (folder / "labels.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["exercise"] in catalogue.ids():
                view = catalogue.get(row["exercise"]).view[0]
                yield "real", row["exercise"], view, folder / row["file"]


def measured(jobs: Iterable[Job]) -> dict[Key, tuple[list[float], list[float]]]:
    """The noise of each kind of signal: standard deviations in pauses and holds, in movements."""
    found: dict[Key, tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
    for source, name, view, path in jobs:
        exercise = Catalogue(None).get(name)
        session, t_s = Session(exercise), []
        values: dict[str, list[float]] = defaultdict(list)
        for pose in landmark_recording.poses(path):
            update = session.step(pose)
            t_s.append(update.t_s)
            for signal, value in update.signals.items():
                values[signal].append(np.nan if value is None else value)
        for is_movement, start_s, end_s, side in _phases(exercise, session):
            for signal, spec in exercise.signals.items():
                if spec.use in ("from_rest", "difference"):
                    continue
                column = values[f"{side}_{signal}" if side else signal]
                sd = _noise(np.array(t_s), np.array(column), start_s, end_s)
                if sd is not None:
                    found[(spec.use, _landmarks(spec), view, source)][is_movement].append(sd)
    return found


def _phases(
    exercise: Exercise, session: Session
) -> Iterator[tuple[bool, float, float, str | None]]:
    """Phases of the repetitions, and holds: whether it is a movement, start, end, side."""
    report = session.finish()
    names = exercise.rep.phases if exercise.rep else []
    for rep in report.reps:
        for phase in rep.phases:
            yield names.index(phase.name) % 2 == 0, phase.start_s, phase.end_s, rep.side
    for hold in report.holds:
        if hold.rep is None:
            yield False, hold.start_s, hold.end_s, hold.side


def _noise(t_s: np.ndarray, values: np.ndarray, start_s: float, end_s: float) -> float | None:
    """The noise in a phase; None where it cannot be measured."""
    near = (t_s >= start_s - PAD_S) & (t_s <= end_s + PAD_S)
    signal = resampled(t_s[near], values[near])
    return None if signal is None else noise(signal, start_s, end_s)


def _landmarks(spec: object) -> str:
    """The landmarks that a signal is read from, without their sides."""
    names: list[str] = []
    for key in ("at", "of", "over", "line", "behind"):
        value = getattr(spec, key, ())
        names += [value] if isinstance(value, str) else value
    sides = ("left_", "right_", "own_", "other_", "mid_")
    bare = [next((n.removeprefix(s) for s in sides if n.startswith(s)), n) for n in names]
    return "-".join(bare)


def main(arguments: list[str]) -> None:
    """Writes the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("landmarks", type=Path, help="landmarks of the sample clips")
    parser.add_argument("--real", type=Path, help="landmarks of real people")
    asked = parser.parse_args(arguments)
    found = measured([*clips(asked.landmarks), *(people(asked.real) if asked.real else ())])
    rows = []
    for (use, points, view, source), (still, moving) in sorted(found.items()):
        digits = 3 if use.startswith(("height", "off", "ahead", "depth", "len", "spread")) else 2
        cells = [
            f"{np.median(sds):.{digits}f} / {np.quantile(sds, 0.9):.{digits}f}" if sds else "-"
            for sds in (still, moving)
        ]
        rows.append((use, points, view, source, *cells, len(still) + len(moving)))
    head = (
        "signal", "landmarks", "view", "source", "pauses and holds: median / 90 %",
        "movements: median / 90 %", "phases",
    )  # fmt: skip
    DOC.write_text("<!-- made by python -m calibration.noise -->\n\n" + table(head, rows), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
