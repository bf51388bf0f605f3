"""Which signal shows a shoulder-blade squeeze from the front.

    python -m calibration.squeeze_signals > table.md  (kept in docs/squeeze-table.md)

The pose model looks at every sample clip of the squeeze that is filmed from the front. Each
candidate for a signal is compared with the true retraction of the shoulder blades, which the
renderer knows.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from posecheck.capture import video_reader
from posecheck.motion import signals
from posecheck.motion.body import Body, BodyTracker
from posecheck.pose.estimator import Estimator
from posecheck.pose.model_file import ensure

FOLDER = Path(__file__).parents[1] / "sample_videos" / "shoulder-blade-squeeze"
Values = NDArray[np.float64]

CANDIDATES: dict[str, Callable[[Body], float]] = {
    "elbows apart": lambda b: signals.spread(b, of="elbow"),
    "wrists apart": lambda b: signals.spread(b, of="wrist"),
    "shoulders apart": lambda b: signals.spread(b, of="shoulder"),
    "upper arm's length": lambda b: signals.length(b, at=("shoulder", "elbow"), side="mean"),
    "wrists over shoulders": lambda b: signals.height_between(
        b, of="wrist", over="shoulder", side="mean"
    ),
    "elbows over shoulders": lambda b: signals.height_between(
        b, of="elbow", over="shoulder", side="mean"
    ),
    "elbows behind shoulders (world depth)": lambda b: signals.depth_behind(
        b, of="elbow", behind="shoulder", side="mean"
    ),
    "wrists behind shoulders (world depth)": lambda b: signals.depth_behind(
        b, of="wrist", behind="shoulder", side="mean"
    ),
    "elbow angle / 90": lambda b: (
        signals.joint_angle(b, at=("shoulder", "elbow", "wrist"), side="mean") / 90
    ),
}


@dataclass(frozen=True, slots=True)
class Clip:
    """One clip: its candidates and its truth at every picture."""

    name: str
    t_s: Values
    values: dict[str, Values]
    retraction_deg: Values
    truth: dict[str, Any]
    """The whole truth file: what the person did, and when."""

    def during(self, start_s: float, end_s: float) -> NDArray[np.bool_]:
        """Which pictures lie in a span (T,)."""
        return (self.t_s >= start_s) & (self.t_s <= end_s)


def read(path: Path, model: Path) -> Clip:
    """Reads one clip with the pose model."""
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    tracker = BodyTracker()
    with Estimator(model) as estimator:
        bodies = [tracker.step(estimator(frame)) for frame in video_reader.frames(path)]
    t_s = np.array([b.t_s for b in bodies])
    frames = truth["frames"]
    retraction = np.interp(t_s, frames["t_s"], frames["signals"]["retraction_deg"])
    values = {name: np.array([signal(b) for b in bodies]) for name, signal in CANDIDATES.items()}
    return Clip(path.stem, t_s, values, retraction, truth)


def correlation(clip: Clip, name: str) -> float:
    """Pearson's r with the true retraction, from the first repetition to the last.

    Pictures in which the signal is NaN are left out.
    """
    reps = clip.truth["reps"]
    inside = clip.during(reps[0]["start_s"], reps[-1]["end_s"])
    values = clip.values[name]
    known = inside & np.isfinite(values)
    return float(np.corrcoef(values[known], clip.retraction_deg[known])[0, 1])


def changes(clip: Clip, name: str) -> str:
    """The change from rest in each squeeze, and the largest standard deviation within one."""
    values = clip.values[name]
    found, spreads = [], []
    for rep in clip.truth["reps"]:
        rest = clip.during(rep["start_s"] - 0.5, rep["start_s"])
        middle = rep["phases"][len(rep["phases"]) // 2]
        squeezed = clip.during(middle["start_s"], middle["end_s"])
        found.append(float(np.nanmedian(values[squeezed]) - np.nanmedian(values[rest])))
        spreads.append(float(np.nanstd(values[squeezed])))
    return f"{', '.join(f'{c:+.3f}' for c in found)} (± {max(spreads):.3f})"


def table(clips: list[Clip]) -> str:
    """Markdown: the correlations, then the changes from rest."""
    names = [c.name for c in clips]
    head = ["| signal | " + " | ".join(names) + " |", "|---|" + "---|" * len(names)]
    r = [f"| {n} | " + " | ".join(f"{correlation(c, n):+.2f}" for c in clips) + " |"
         for n in CANDIDATES]  # fmt: skip
    change = [f"| {n} | " + " | ".join(changes(c, n) for c in clips) + " |" for n in CANDIDATES]
    return "\n".join(
        ["Correlation with the true retraction:", "", *head, *r, "",
         "Change from rest in each squeeze, in trunk lengths (± spread within one):", "",
         *head, *change, ""]
    )  # fmt: skip


def main(arguments: list[str]) -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.parse_args(arguments)
    model = ensure("full")
    clips = [p for p in sorted(FOLDER.glob("*.mp4")) if p.stem != "oblique"]
    sys.stdout.write(table([read(path, model) for path in clips]))


if __name__ == "__main__":
    main(sys.argv[1:])
