"""Learns the postures that belong to each exercise, for `posecheck --exercise auto`.

    python -m calibration.examples LANDMARKS

LANDMARKS is made by `calibration.landmarks`; all good sample clips are read, and no other ones.
Writes posecheck/exercise/recognise/examples.json. A clip whose camera looks down by more than
`LEVEL_DEG` is learned twice: as it was seen, and as a level camera would see it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np

from calibration.landmarks import ROOT, npz_path
from posecheck.exercise.recognise import examples
from posecheck.exercise.recognise.postures import BOTH, SIDED, Array, postures
from posecheck.motion.body import BodyTracker
from posecheck.pose import landmark_recording

OUT = ROOT / "posecheck" / "exercise" / "recognise" / "examples.json"

LEVEL_DEG = 15.0
"""A camera that looks down by less is as good as level: people's own cameras do, too."""

EVERY_S = 0.15
"""How far two postures are apart that are looked at."""

MOST = 24
"""The largest number of postures kept of a clip."""

APART_DEG = 4.0
"""Postures that are nearer to each other are one: good bridges of two people are 3-6° apart."""


ON_ANY_SEAT = (
    "levator-scapulae-stretch", "neck-flexion-extension", "neck-rotation", "rhomboid-stretch",
    "seated-twist", "shoulder-blade-squeeze", "upper-trapezius-stretch",
)  # fmt: skip
"""Exercises of the head, the arms or the upper body. People do them on the floor, on a chair or
standing. So their clips are learned a second time, as if the legs had not been seen."""

_LEGS = ("hip", "knee", "thigh", "shank", "leg_out")


def looks_down_deg(truth: Path) -> float:
    """How far the camera of a sample clip looks down."""
    camera = json.loads(truth.read_text("utf-8"))["camera"]
    x, y, z = np.subtract(camera["at_m"], camera["eye_m"])
    return float(np.degrees(np.arctan2(-y, np.hypot(x, z))))


def world_m(path: Path) -> Array:
    """The world landmarks of a recording, (T, 33, 3), NaN where they were not seen."""
    bodies, found, last_s = BodyTracker(steady=False), [], -np.inf
    for pose in landmark_recording.poses(path):
        body = bodies.step(pose)
        if pose.t_s - last_s >= EVERY_S:
            found.append(body.world_m)
            last_s = pose.t_s
    return np.array(found)


def levelled(points_m: Array, down_deg: float) -> Array:
    """World landmarks as a level camera sees them, from one that looks down."""
    cos, sin = np.cos(np.radians(down_deg)), np.sin(np.radians(down_deg))
    turned = points_m.copy()
    turned[..., 1] = cos * points_m[..., 1] + sin * points_m[..., 2]
    turned[..., 2] = -sin * points_m[..., 1] + cos * points_m[..., 2]
    return turned


def without_legs(clip: Array) -> Array:
    """The same postures with nothing known about the legs."""
    upper = clip.copy()
    upper[:, [i for i, name in enumerate((*BOTH, *SIDED, *SIDED)) if name in _LEGS]] = np.nan
    return upper


def learned(folder: Path) -> examples.Examples:
    """The examples of all good clips whose landmarks are in a folder."""
    found: defaultdict[str, list[Array]] = defaultdict(list)
    for clip in sorted(ROOT.glob("sample_videos/*/good*.mp4")):
        seen_m, down_deg = (
            world_m(npz_path(folder, clip)),
            looks_down_deg(clip.with_suffix(".json")),
        )
        views = [seen_m] if down_deg <= LEVEL_DEG else [seen_m, levelled(seen_m, down_deg)]
        seen = [postures(list(view)) for view in views]
        seen += [without_legs(one) for one in seen if clip.parent.name in ON_ANY_SEAT]
        found[clip.parent.name] += [
            examples.distinct(one, most=MOST, apart_deg=APART_DEG) for one in seen
        ]
    return found


def main(arguments: list[str]) -> None:
    """Writes the file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("landmarks", type=Path, help="made by calibration.landmarks")
    OUT.write_text(examples.dumped(learned(parser.parse_args(arguments).landmarks)), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
