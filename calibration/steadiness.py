"""How many planted faults of steadiness are found, and how many false alarms there are.

    python -m calibration.steadiness LANDMARKS [--real FOLDER] [--rendered FOLDER]

LANDMARKS has the landmarks of the sample clips, from their own pictures and from worse ones
(`python -m calibration.landmarks LANDMARKS --worse sample_videos/*/good.mp4`, and the plank's
shaking.mp4). `--real` is a folder with landmarks of real people and labels.tsv. `--rendered` is a
folder with clips made by `calibration.faulty_clips`; it has their landmarks, from worse pictures
too, in its folder landmarks/.

Writes docs/steadiness-table.md and docs/steadiness-roc.svg. Needs the extra `calibration`
(matplotlib).
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from calibration import steadiness_rendered, steadiness_report
from calibration.landmarks import ROOT, WORSE
from calibration.steadiness_scores import Good, Planted
from calibration.steadiness_trial import NOISY, Job, trial
from posecheck.exercise.spec.catalogue import Catalogue

DOCS = ROOT / "docs"

LEAST_FPS = 15.0
"""Fewest different pictures a second of a real recording. Some repeat their pictures."""


def clips(folder: Path) -> Iterator[Job]:
    """Landmarks of one good sample clip of each exercise, and of the plank that shakes."""
    ids = Catalogue(None).ids()
    for path in sorted([*folder.glob("*__good.npz"), *folder.glob("plank__shaking.npz")]):
        exercise = path.name.split("__")[0]
        if exercise in ids:
            yield Job("drawn", exercise, "clean", path)
            for worse in WORSE:
                if (file := folder / worse / path.name).exists():
                    yield Job("drawn", exercise, worse, file)


def people(folder: Path) -> Iterator[Job]:
    """Landmarks of real people who do one of the exercises, with enough pictures a second."""
    ids = Catalogue(None).ids()
    with (folder / "labels.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["exercise"] in ids and float(row["effective_fps"]) >= LEAST_FPS:
                for noise in ("clean", NOISY):
                    yield Job("real", row["exercise"], noise, folder / row["file"])


def run(jobs: Iterable[Job]) -> tuple[list[Planted], list[Good]]:
    """All trials, on two cores."""
    planted: list[Planted] = []
    good: list[Good] = []
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        for some_planted, some_good in pool.map(trial, jobs):
            planted += some_planted
            good += some_good
            sys.stderr.write(".")
            sys.stderr.flush()
    return planted, good


def main(arguments: list[str]) -> None:
    """Runs all trials, and writes the tables and the picture."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("landmarks", type=Path, help="landmarks of the sample clips")
    parser.add_argument("--real", type=Path, help="landmarks of real people")
    parser.add_argument("--rendered", type=Path, help="clips by calibration.faulty_clips")
    asked = parser.parse_args(arguments)
    jobs = [*clips(asked.landmarks), *(people(asked.real) if asked.real else ())]
    planted, good = run(jobs)
    if asked.rendered:
        more_planted, more_good = steadiness_rendered.results(asked.rendered)
        planted, good = [*planted, *more_planted], [*good, *more_good]
    (DOCS / "steadiness-table.md").write_text(steadiness_report.tables(planted, good), "utf-8")
    steadiness_report.curves(planted, good, DOCS / "steadiness-roc.svg")


if __name__ == "__main__":
    main(sys.argv[1:])
