"""Clips with faults of control planted in the drawn body, through the whole pose model: as they
are, dark, and small."""

from __future__ import annotations

from pathlib import Path

from calibration.control_report import table
from calibration.landmarks import ROOT, WORSE, place
from posecheck.app.benchmark.score import score
from posecheck.app.benchmark.truth import load
from posecheck.exercise.catalog import Catalogue
from posecheck.exercise.control_spec import FAULTS
from posecheck.exercise.session import Session
from posecheck.pose import recording


def rows(folder: Path) -> list[tuple[object, ...]]:
    """Clip, picture, repetitions, each fault of control with whether it was found, false alarms."""
    found: list[tuple[object, ...]] = []
    catalogue = Catalogue(None)
    for clip in sorted(ROOT.glob("*/clips/*/*.mp4")) + sorted(ROOT.glob("sample_videos/*/*.mp4")):
        for worse in (None, *WORSE):
            path = place(folder, clip, worse)
            if not path.exists():
                continue
            truth = load(clip.with_suffix(".json"))
            session = Session(catalogue.get(truth.exercise))
            for pose in recording.poses(path):
                session.step(pose)
            report = session.finish()
            result = score(truth, report, ())
            planted = sorted({f.kind for f in truth.faults if f.kind in FAULTS})
            told = [f"{k} {'missed' if k in result.missed else 'found'}" for k in planted]
            false = [a for a in result.false_alarms if a in FAULTS]
            unsure = sorted({n.what for n in report.not_judged if n.why.startswith("not measur")})
            name = f"{truth.exercise}/{truth.clip}"
            reps = f"{result.reps[0]}/{result.reps[1]}"
            found.append(
                (name, worse or "as it is", reps, ", ".join(told) or "-", ", ".join(false) or "-",
                 "; ".join(unsure) or "-")
            )  # fmt: skip
    return found


def tables(folder: Path) -> str:
    """The table as Markdown."""
    head = ("clip", "picture", "counted", "planted", "false", "not measurable")
    return "## Drawn clips through the pose model\n\n" + table(head, rows(folder))
