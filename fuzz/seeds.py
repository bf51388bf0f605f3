"""Good input, small, which the doors spoil: poses of a person, exercises, files made of them."""

from __future__ import annotations

from functools import cache
from math import cos, pi
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from posecheck.exercise.personal.end_of_range import targets
from posecheck.exercise.personal.profile import Calibration, ComfortableRange, Rest
from posecheck.exercise.spec import catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.records import Pose

POSTURES = Path(__file__).parent / "postures.npz"
"""Landmarks of two pictures of the sample clip hip-bridge/good: at 1 s, down, and at 4 s, up."""

SIZE_PX = (640, 480)


@cache
def exercise_texts() -> dict[str, bytes]:
    """The exercise files, by id."""
    return {path.stem: path.read_bytes() for path in sorted(catalogue.folder().glob("*.toml"))}


@cache
def exercises() -> tuple[Exercise, ...]:
    """All exercises."""
    folder = catalogue.folder()
    return tuple(catalogue.load(folder / f"{name}.toml") for name in exercise_texts())


@cache
def postures() -> dict[str, NDArray[np.float32]]:
    """Image (2, 33, 5) and world (2, 33, 3): down and up."""
    with np.load(POSTURES) as kept:
        return {key: kept[key] for key in kept.files}


def arrays(count: int, rate_hz: float, period_s: float) -> dict[str, NDArray[np.generic]]:
    """A recording of landmarks as its arrays: somebody who goes up and down."""
    t_s = np.arange(count) / rate_hz
    share = np.array([(1 - cos(2 * pi * t / period_s)) / 2 for t in t_s])[:, None, None]
    ends = postures()
    image, world = ((1 - share) * ends[key][0] + share * ends[key][1] for key in ("image", "world"))
    return {
        "t_s": t_s,
        "image": image.astype(np.float32),
        "world": world.astype(np.float32),
        "size": np.array(SIZE_PX),
        "people": np.ones(count, np.int8),
        "light": np.full(count, 120.0, np.float32),
        "model": np.array('{"name": "m", "library": "l", "sha256": null}'),
    }


@cache
def poses(count: int = 40) -> tuple[Pose, ...]:
    """The same as poses, at eight a second."""
    made = arrays(count, 8.0, 4.0)
    rows = zip(made["t_s"], made["image"].astype(float), made["world"].astype(float), strict=True)
    return tuple(Pose(float(t), image, world, SIZE_PX, 1, 120.0) for t, image, world in rows)


def calibrated(exercise: Exercise) -> Calibration | None:
    """A calibration of an exercise; None for one without a range."""
    ranges = [
        ComfortableRange(
            **far.model_dump(),
            side=side,
            comfortable=far.sign * (20.0 if exercise.unit(far.signal) == "°" else 0.2),
            spread=0.1,
            repetitions=3,
        )
        for side in exercise.counted_sides()
        for far in targets(exercise)
    ]
    if not ranges:
        return None
    rest = {comfort.shown: Rest(value=0.0, noise=0.0) for comfort in ranges}
    return Calibration(
        date="2026-01-31", posecheck="1", view="side", repetitions=3, ranges=ranges, rest=rest
    )
