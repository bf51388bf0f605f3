"""Landmarks of video clips, from their own pictures and from those of a poor camera.

    python -m calibration.landmarks FOLDER [--worse] [CLIP...]

Writes FOLDER/ID__NAME.npz for each clip given. Without a clip it takes all of sample_videos and
calibration/clips. With `--worse` it writes FOLDER/WORSE/ID__NAME.npz, too, for each way to make the
pictures worse (`WORSE`). Files that are there already are left alone. About 20-40 ms a picture.
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


def dark(image: Image, random: np.random.Generator) -> Image:
    """A quarter of the light, with a sensor's noise and strong compression."""
    noisy = image.astype(np.float32) * 0.25 + random.normal(0, 4, image.shape)
    return _compressed(np.clip(noisy, 0, 255).astype(np.uint8), quality=25)


def small(image: Image, _random: np.random.Generator) -> Image:
    """The person at half the size, as if twice as far away."""
    height, width = image.shape[:2]
    half = cv2.resize(image, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    top, left = (height - half.shape[0]) // 2, (width - half.shape[1]) // 2
    edges = (top, height - half.shape[0] - top, left, width - half.shape[1] - left)
    return _compressed(cv2.copyMakeBorder(half, *edges, cv2.BORDER_REPLICATE), quality=40)


WORSE: dict[str, Callable[[Image, np.random.Generator], Image]] = {"dark": dark, "small": small}
"""The ways to make pictures worse."""


def _compressed(image: Image, *, quality: int) -> Image:
    _, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.ascontiguousarray(cv2.imdecode(data, cv2.IMREAD_COLOR))


def poses(clip: Path, worse: str | None = None) -> Iterator[Pose]:
    """The model's poses of a clip, from its own pictures or from worse ones."""
    random = np.random.default_rng(1)
    with Estimator(ensure()) as estimator:
        for frame in frames(clip):
            image = WORSE[worse](frame.image, random) if worse else frame.image
            yield estimator(Frame(frame.t_s, image))


def npz_path(folder: Path, clip: Path, worse: str | None = None) -> Path:
    """The file that the landmarks of a clip are kept in."""
    name = f"{clip.parent.name}__{clip.stem}.npz"
    return folder / worse / name if worse else folder / name


def make(folder: Path, clip: Path, worse: str | None) -> Path:
    """Writes the landmarks of a clip unless they are there, and returns their path."""
    target = npz_path(folder, clip, worse)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        landmark_recording.save(target, poses(clip, worse))
    return target


def main(arguments: list[str]) -> None:
    """Writes the files that are missing, two at a time."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="where the .npz files go")
    parser.add_argument("clips", type=Path, nargs="*", metavar="CLIP", help="default: all clips")
    parser.add_argument("--worse", action="store_true", help="of dark and small pictures, too")
    asked = parser.parse_intermixed_args(arguments)
    every = [*ROOT.glob("sample_videos/*/*.mp4"), *ROOT.glob("calibration/clips/*/*.mp4")]
    qualities: list[str | None] = [None, *WORSE] if asked.worse else [None]
    ensure()
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        running = [
            pool.submit(make, asked.folder, clip, worse)
            for clip in sorted(asked.clips or every)
            for worse in qualities
        ]
        for one in running:
            sys.stderr.write(f"{one.result()}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
