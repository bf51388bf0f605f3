"""Finds planted faults of control, and counts false alarms: the tables of docs/steadiness.md.

    python -m calibration.steadiness LANDMARKS [--real FOLDER] [--drawn FOLDER]

LANDMARKS has the landmarks of the sample clips as they are and of pictures made worse
(`python -m calibration.landmarks LANDMARKS --worse sample_videos/*/good.mp4`, and shaking.mp4 of
the plank). `--real` names a folder with landmarks of real people and labels.tsv, `--drawn` one with
clips by `calibration.spoil` and in it, under landmarks/, their landmarks, worse ones too. Writes
docs/steadiness-table.md and docs/control-roc.svg. Needs the extra `calibration` (matplotlib).
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from calibration import rendered, steadiness_report
from calibration.landmarks import WORSE
from calibration.steadiness_scores import Good, Planted
from calibration.steadiness_trial import NOISY, Job, trial
from posecheck.exercise.spec.catalogue import Catalogue

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"

LEAST_FPS = 15.0
"""Real clips whose pictures repeat so often that fewer differ in a second are left out."""


def clips(folder: Path) -> Iterator[Job]:
    """Landmarks of one good sample clip of each exercise, and of the plank that shakes."""
    known = Catalogue(None).ids()
    for path in sorted([*folder.glob("*__good.npz"), *folder.glob("plank__shaking.npz")]):
        exercise = path.name.split("__")[0]
        if exercise in known:
            yield Job("drawn", exercise, "clean", path)
            for way in WORSE:
                if (worse := folder / way / path.name).exists():
                    yield Job("drawn", exercise, way, worse)


def people(folder: Path) -> Iterator[Job]:
    """Landmarks of real people doing one of the exercises, with enough pictures a second."""
    known = Catalogue(None).ids()
    with (folder / "labels.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["exercise"] in known and float(row["effective_fps"]) >= LEAST_FPS:
                for noise in ("clean", NOISY):
                    yield Job("real", row["exercise"], noise, folder / row["file"])


def run(jobs: Iterable[Job]) -> tuple[list[Planted], list[Good]]:
    """All trials, on two cores."""
    planted: list[Planted] = []
    good: list[Good] = []
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        for one, other in pool.map(trial, jobs):
            planted += one
            good += other
            sys.stderr.write(".")
            sys.stderr.flush()
    return planted, good


def main(arguments: list[str]) -> None:
    """Runs everything and writes table and picture."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("landmarks", type=Path)
    parser.add_argument("--real", type=Path)
    parser.add_argument("--drawn", type=Path)
    asked = parser.parse_args(arguments)
    jobs = [*clips(asked.landmarks), *(people(asked.real) if asked.real else ())]
    planted, good = run(jobs)
    if asked.drawn:
        more = rendered.results(asked.drawn)
        planted, good = [*planted, *more[0]], [*good, *more[1]]
    (DOCS / "steadiness-table.md").write_text(steadiness_report.tables(planted, good), "utf-8")
    steadiness_report.curves(planted, good, DOCS / "control-roc.svg")


if __name__ == "__main__":
    main(sys.argv[1:])
