"""Which signal shows a shoulder-blade squeeze from the front, measured on clips with truth.

    python -m calibration.squeeze > table.md  (kept in docs/squeeze-table.md)

Every squeeze clip is run through the pose model; each candidate is held against the true
retraction of the shoulder blades that the renderer knows.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

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
class Watched:
    """One clip: candidates and truth at every picture, and what the person did when."""

    name: str
    t_s: Values
    values: dict[str, Values]
    retraction_deg: Values
    truth: dict[str, object]

    def during(self, start_s: float, end_s: float) -> NDArray[np.bool_]:
        return (self.t_s >= start_s) & (self.t_s <= end_s)


def watch(path: Path, model: Path) -> Watched:
    """Runs one clip through the pose model."""
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    watcher = BodyTracker()
    with Estimator(model) as estimator:
        bodies = [watcher.step(estimator(frame)) for frame in video_reader.frames(path)]
    t_s = np.array([b.t_s for b in bodies])
    frames = truth["frames"]
    retraction = np.interp(t_s, frames["t_s"], frames["signals"]["retraction_deg"])
    values = {name: np.array([read(b) for b in bodies]) for name, read in CANDIDATES.items()}
    return Watched(path.stem, t_s, values, retraction, truth)


def correlation(clip: Watched, name: str) -> float:
    """Pearson's r with the true retraction, from the first repetition to the last."""
    reps = clip.truth["reps"]
    inside = clip.during(reps[0]["start_s"], reps[-1]["end_s"])  # type: ignore[index]
    values = clip.values[name]
    known = inside & np.isfinite(values)
    return float(np.corrcoef(values[known], clip.retraction_deg[known])[0, 1])


def levels(clip: Watched, name: str) -> str:
    """Change from rest at every plateau, over the spread within plateaus."""
    values = clip.values[name]
    changes, spreads = [], []
    for rep in clip.truth["reps"]:  # type: ignore[attr-defined]
        before = clip.during(rep["start_s"] - 0.5, rep["start_s"])
        middle = rep["phases"][len(rep["phases"]) // 2]
        plateau = clip.during(middle["start_s"], middle["end_s"])
        changes.append(float(np.nanmedian(values[plateau]) - np.nanmedian(values[before])))
        spreads.append(float(np.nanstd(values[plateau])))
    return f"{', '.join(f'{c:+.3f}' for c in changes)} (± {max(spreads):.3f})"


def table(clips: list[Watched]) -> str:
    """Markdown: correlations, then changes from rest."""
    names = [c.name for c in clips]
    head = ["| signal | " + " | ".join(names) + " |", "|---|" + "---|" * len(names)]
    r = [f"| {n} | " + " | ".join(f"{correlation(c, n):+.2f}" for c in clips) + " |"
         for n in CANDIDATES]  # fmt: skip
    change = [f"| {n} | " + " | ".join(levels(c, n) for c in clips) + " |" for n in CANDIDATES]
    return "\n".join(
        ["Correlation with the true retraction:", "", *head, *r, "",
         "Change from rest at each plateau, in trunk lengths (± spread within one):", "",
         *head, *change, ""]
    )  # fmt: skip


def main() -> None:
    model = ensure("full")
    clips = [p for p in sorted(FOLDER.glob("*.mp4")) if p.stem != "oblique"]
    sys.stdout.write(table([watch(path, model) for path in clips]))


if __name__ == "__main__":
    main()
