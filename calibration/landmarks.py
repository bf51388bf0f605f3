"""Landmarks of video clips, as they are and as a poor camera would show them.

    python -m calibration.landmarks FOLDER [--worse] [CLIP...]

Writes FOLDER/ID__NAME.npz for the clips given (else all of sample_videos and calibration/clips),
and with `--worse` FOLDER/WORSE/ID__NAME.npz for each way of `WORSE` too. What is there already is
left alone. About 20-40 ms a picture.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from posecheck.capture.video_reader import frames
from posecheck.pose import landmark_recording
from posecheck.pose.estimator import Estimator
from posecheck.pose.model_file import ensure
from posecheck.records import Frame, Pose

ROOT = Path(__file__).parents[1]
Image = NDArray[np.uint8]


def dark(image: Image, chance: np.random.Generator) -> Image:
    """A quarter of the light, the sensor's noise, and hard compression."""
    noisy = image.astype(np.float32) * 0.25 + chance.normal(0, 4, image.shape)
    return _compressed(np.clip(noisy, 0, 255).astype(np.uint8), quality=25)


def small(image: Image, _chance: np.random.Generator) -> Image:
    """The person at half of the size: as from twice as far away."""
    height, width = image.shape[:2]
    half = cv2.resize(image, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    top, left = (height - half.shape[0]) // 2, (width - half.shape[1]) // 2
    edges = (top, height - half.shape[0] - top, left, width - half.shape[1] - left)
    return _compressed(cv2.copyMakeBorder(half, *edges, cv2.BORDER_REPLICATE), quality=40)


WORSE: dict[str, Callable[[Image, np.random.Generator], Image]] = {"dark": dark, "small": small}


def _compressed(image: Image, *, quality: int) -> Image:
    _, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.ascontiguousarray(cv2.imdecode(data, cv2.IMREAD_COLOR))


def poses(clip: Path, worse: str | None = None) -> Iterator[Pose]:
    """What the model sees in a clip, made worse or as it is."""
    chance = np.random.default_rng(1)
    with Estimator(ensure()) as estimator:
        for frame in frames(clip):
            image = WORSE[worse](frame.image, chance) if worse else frame.image
            yield estimator(Frame(frame.t_s, image))


def place(folder: Path, clip: Path, worse: str | None = None) -> Path:
    """Where the landmarks of a clip are kept."""
    name = f"{clip.parent.name}__{clip.stem}.npz"
    return folder / worse / name if worse else folder / name


def make(folder: Path, clip: Path, worse: str | None) -> Path:
    """Writes the landmarks of a clip, unless they are there."""
    target = place(folder, clip, worse)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        landmark_recording.save(target, poses(clip, worse))
    return target


def main(arguments: list[str]) -> None:
    """Makes what is missing, two clips at a time."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("clips", type=Path, nargs="*")
    parser.add_argument("--worse", action="store_true")
    asked = parser.parse_intermixed_args(arguments)
    every = [*ROOT.glob("sample_videos/*/*.mp4"), *ROOT.glob("calibration/clips/*/*.mp4")]
    ways: list[str | None] = [None, *WORSE] if asked.worse else [None]
    ensure()
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        running = [
            pool.submit(make, asked.folder, clip, way)
            for clip in sorted(asked.clips or every)
            for way in ways
        ]
        for one in running:
            sys.stderr.write(f"{one.result()}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
