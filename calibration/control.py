"""Finds planted faults of control, and counts false alarms: the tables of docs/control.md.

    python -m calibration.control LANDMARKS [--real FOLDER] [--worse FOLDER]

LANDMARKS has the landmarks of the sample clips (`python -m calibration.landmarks LANDMARKS`).
`--real` names a folder with landmarks of real people and labels.tsv, `--worse` one with landmarks
of clips whose pictures were made worse. Writes docs/control-table.md and docs/control-roc.svg.
Needs the extra `calibration` (matplotlib).
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from calibration import control_report, video_control
from calibration.control_trial import Good, Planted, trial
from posecheck.exercise.catalog import Catalogue

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"

LEAST_FPS = 15.0
"""Real clips whose pictures repeat so often that fewer differ in a second are left out."""

Job = tuple[str, str, str]
"""Source, exercise, path."""


def clips(folder: Path) -> Iterator[Job]:
    """Landmarks of one good sample clip of each exercise, and of the plank that shakes."""
    known = Catalogue(None).ids()
    for path in sorted([*folder.glob("*__good.npz"), *folder.glob("plank__shaking.npz")]):
        exercise = path.name.split("__")[0]
        if exercise in known:
            yield "drawn", exercise, str(path)


def people(folder: Path) -> Iterator[Job]:
    """Landmarks of real people doing one of the exercises, with enough pictures a second."""
    known = Catalogue(None).ids()
    with (folder / "labels.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["exercise"] in known and float(row["effective_fps"]) >= LEAST_FPS:
                yield "real", row["exercise"], str(folder / row["file"])


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
    parser.add_argument("--worse", type=Path)
    asked = parser.parse_args(arguments)
    jobs = [*clips(asked.landmarks), *(people(asked.real) if asked.real else ())]
    planted, good = run(jobs)
    text = control_report.tables(planted, good)
    if asked.worse:
        text += video_control.tables(asked.worse)
    (DOCS / "control-table.md").write_text(text, "utf-8")
    control_report.curves(planted, good, DOCS / "control-roc.svg")


if __name__ == "__main__":
    main(sys.argv[1:])
