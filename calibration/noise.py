"""The noise of each kind of signal, held still and on the way: docs/steadiness-noise.md.

    python -m calibration.noise LANDMARKS [--real FOLDER]

LANDMARKS as made by `python -m calibration.landmarks`; all sample clips that may be judged are
read. Noise is what moves faster than a person can (posecheck.motion.shaking.noise), so clips and
recordings under 23 pictures a second have none to tell.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from calibration.landmarks import ROOT, place
from calibration.steadiness_report import table
from posecheck.app.benchmark.truth import load
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.motion.resampling import resampled
from posecheck.motion.shaking import noise
from posecheck.pose import landmark_recording

DOC = ROOT / "docs" / "steadiness-noise.md"
PAD_S = 1.0

Key = tuple[str, str, str, str]
"""Kind of signal, what it is read from, view, source."""

Job = tuple[str, str, str, Path]
"""Source, exercise, view, landmarks."""


def clips(folder: Path) -> Iterator[Job]:
    """The sample clips from which something may be judged."""
    known = Catalogue(None).ids()
    for clip in sorted(ROOT.glob("sample_videos/*/*.mp4")):
        truth, path = load(clip.with_suffix(".json")), place(folder, clip)
        if truth.judgeable and truth.exercise in known and path.exists():
            yield "drawn", truth.exercise, truth.view, path


def people(folder: Path) -> Iterator[Job]:
    """Recordings of real people doing one of the exercises."""
    catalogue = Catalogue(None)
    with (folder / "labels.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["exercise"] in catalogue.ids():
                view = catalogue.get(row["exercise"]).view[0]
                yield "real", row["exercise"], view, folder / row["file"]


def heard(jobs: Iterable[Job]) -> dict[Key, tuple[list[float], list[float]]]:
    """Standard deviations, held and on the way, of each kind of signal."""
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
        for way, start_s, end_s, side in _stretches(exercise, session):
            for signal, spec in exercise.signals.items():
                if spec.use in ("from_rest", "difference"):
                    continue
                column = values[f"{side}_{signal}" if side else signal]
                sd = _noise(np.array(t_s), np.array(column), start_s, end_s)
                if sd is not None:
                    found[(spec.use, _points(spec), view, source)][way].append(sd)
    return found


def _stretches(
    exercise: Exercise, session: Session
) -> Iterator[tuple[bool, float, float, str | None]]:
    """Ways (True) and stays of the repetitions, and holds."""
    report = session.finish()
    names = exercise.rep.phases if exercise.rep else []
    for rep in report.reps:
        for phase in rep.phases:
            yield names.index(phase.name) % 2 == 0, phase.start_s, phase.end_s, rep.side
    for hold in report.holds:
        if hold.rep is None:
            yield False, hold.start_s, hold.end_s, hold.side


def _noise(t_s: np.ndarray, values: np.ndarray, start_s: float, end_s: float) -> float | None:
    near = (t_s >= start_s - PAD_S) & (t_s <= end_s + PAD_S)
    clean = resampled(t_s[near], values[near])
    return None if clean is None else noise(clean, start_s, end_s)


def _points(spec: object) -> str:
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
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("landmarks", type=Path)
    parser.add_argument("--real", type=Path)
    asked = parser.parse_args(arguments)
    found = heard([*clips(asked.landmarks), *(people(asked.real) if asked.real else ())])
    rows = []
    for (use, points, view, source), (held, gone) in sorted(found.items()):
        digits = 3 if use.startswith(("height", "off", "ahead", "depth", "len", "spread")) else 2
        cells = [
            f"{np.median(sds):.{digits}f} / {np.quantile(sds, 0.9):.{digits}f}" if sds else "-"
            for sds in (held, gone)
        ]
        rows.append((use, points, view, source, *cells, len(held) + len(gone)))
    head = ("signal", "of", "view", "source", "held: median / 90 %", "on the way", "stretches")
    DOC.write_text("<!-- made by python -m calibration.noise -->\n\n" + table(head, rows), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
