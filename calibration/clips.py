"""Renders the clips in calibration/clips: movements that are not steady, written by hand.

    python -m calibration.clips [ID/NAME...]

They use the renderer and the postures of sample_videos. calibration/motions/ID.toml adds to
sample_videos/motions/ID.toml the cycles and the clips with stops, drops, shaking and bouncing.
Videos and truth go to calibration/clips/ID/NAME.mp4 and .json. Needs the extra `render`; about
0.2 s a picture.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sample_videos.render.animation.motion_file import FOLDER, Motion
from sample_videos.render.animation.performance import Performance, perform
from sample_videos.render.body.builds import BUILDS
from sample_videos.render.encode import write_mp4
from sample_videos.render.fingerprint import made_from
from sample_videos.render.image.frame import Degrade, Scene, render
from sample_videos.render.scene.rooms import ROOMS
from sample_videos.render.truth import truth, written

HERE = Path(__file__).parent
OUT = HERE / "clips"


def motions() -> Iterator[Motion]:
    """The motions of sample_videos with the cycles added here, and with the added clips only."""
    for path in sorted((HERE / "motions").glob("*.toml")):
        base = tomllib.loads((FOLDER / path.name).read_text("utf-8"))
        added = tomllib.loads(path.read_text("utf-8"))
        yield Motion.model_validate(
            base | {"cycles": base["cycles"] | added["cycles"], "clips": added["clips"]}
        )


def make(motion: Motion, name: str) -> Path:
    """Renders one clip, writes it with its truth, and returns its path."""
    done = perform(motion, name)
    text = written(truth(done, made_from=made_from(motion, name)))
    path = OUT / motion.exercise / f"{name}.mp4"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_mp4(path, _pictures(done), fps=done.clip.fps)
    path.with_suffix(".json").write_text(text, "utf-8")
    return path


def _pictures(done: Performance) -> Iterator[NDArray[np.uint8]]:
    clip = done.clip
    scene = Scene(BUILDS[clip.build], ROOMS[clip.room], tuple(done.scene_props()), clip.seed)
    for i, camera in enumerate(done.cameras):
        yield render(scene, done.pose(i), camera, frame_index=i, degrade=Degrade(**clip.degrade))


def main(arguments: list[str]) -> None:
    """Renders the clips that are asked for; without any, those that are missing."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("clips", nargs="*", metavar="ID/NAME", help="default: all that are missing")
    wanted = parser.parse_args(arguments).clips
    for motion in motions():
        for name in motion.clips:
            label = f"{motion.exercise}/{name}"
            exists = (OUT / motion.exercise / f"{name}.mp4").exists()
            if label in wanted or (not wanted and not exists):
                sys.stderr.write(f"{make(motion, name)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
