"""Changes of the whole picture: distance, roll, a hand-held sway, a part of the body outside.

Each function makes a new case, or returns None where the variation says nothing about the case:
where a landmark that counting needs would leave the picture, or the person would be too small.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from calibration.variation.case import Case, Values, counting_landmarks
from calibration.variation.exact import with_outside_hidden
from posecheck import landmarks

LYING_SHARE, UPRIGHT_SHARE = 0.3, 0.2
"""The smallest person, as a share of the picture's longer side: the model finds lying people in
every picture at 30 %, in 90 % at 22 %. Upright ones were found at 20 %; nothing smaller was tried.
In docs/live.md and the README people are told to come nearer below that."""

SWAY_SHARE = 0.02
SHAKE_SHARE = 0.01
"""How far a hand-held picture drifts (under 0.3 Hz) and shakes (1-3 Hz), in each axis: amplitudes,
as shares of its height. Together they are up to 3 %, 14 pixels of 480. The renderer's hand-held
camera (`scene.camera.handheld`, 0.4° of 55°, 8 mm) moves the picture by 1-2 %."""

OUTSIDE_SHARE = 0.02
"""How far beyond the border what is outside lies, at least. One that is 1 % beyond it still counts
as seen (`posecheck.motion.visibility.BORDER`)."""

PARTS = {
    "feet": ("ankle", "heel", "foot_index"),
    "head": ("nose", "eye_inner", "eye", "eye_outer", "ear", "mouth"),
}
"""Parts of the body that may lie outside, and the landmarks in them."""

NEXT = {"feet": ("knee", "hip"), "head": ("shoulder", "hip")}
"""What is nearest to a part and still inside the picture."""


def distance(case: Case, scale: float) -> Case | None:
    """The person is `scale` times as large, about the picture's centre."""
    image = case.image.copy()
    image[..., :2] = 0.5 + (image[..., :2] - 0.5) * scale
    image[..., 2] *= scale
    lies = case.exercise.posture in ("supine", "prone")
    if _size_share(case, image) < (LYING_SHARE if lies else UPRIGHT_SHARE):
        return None
    return _framed(case, image, case.world_m)


def _size_share(case: Case, image: Values) -> float:
    """The longer side of the box round the body at its smallest, over the picture's longer side."""
    pixels = image[np.isfinite(image[:, 0, 0])][..., :2] * case.size_px
    return float(np.ptp(pixels, axis=1).max(1).min()) / max(case.size_px)


def roll(case: Case, angle_deg: float) -> Case | None:
    """The camera is tilted: the picture turns clockwise by `angle_deg` about its centre."""
    angle = np.radians(angle_deg)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    image, world_m = case.image.copy(), case.world_m.copy()
    size_px, centre_px = np.array(case.size_px, float), np.array(case.size_px) / 2
    image[..., :2] = ((image[..., :2] * size_px - centre_px) @ turn + centre_px) / size_px
    world_m[..., :2] = world_m[..., :2] @ turn
    return _framed(case, image, world_m)


def handheld(case: Case, times: float) -> Case | None:
    """The camera is held in a hand: it drifts slowly and shakes, `times` the usual."""
    random = np.random.default_rng([len(case.t_s), *case.name.encode()])
    moved = SWAY_SHARE * _waves(random, case.t_s, (0.05, 0.3))
    moved += SHAKE_SHARE * _waves(random, case.t_s, (1.0, 3.0))
    image = case.image.copy()
    by_px = times * moved * case.size_px[1]
    image[..., :2] += (by_px / case.size_px)[:, None]
    return _framed(case, image, case.world_m)


def _waves(random: np.random.Generator, t_s: Values, band_hz: tuple[float, float]) -> Values:
    """A smooth random motion (T, 2), of three sines in each axis; at most 1."""
    rates, phases = random.uniform(*band_hz, (3, 2)), random.uniform(0, 2 * np.pi, (3, 2))
    waves: Values = np.sin(2 * np.pi * rates * t_s[:, None, None] + phases).mean(1)
    return waves


def outside(case: Case, part: str) -> Case | None:
    """The picture is shifted so that a part of the body lies outside of it all the time.

    None where counting needs that part, or where no straight border divides it from the rest.
    """
    if set(PARTS[part]) & counting_landmarks(case.exercise):
        return None
    away, rest = _points(case, PARTS[part]), _points(case, NEXT[part])
    for axis in (0, 1):
        for sign in (1.0, -1.0):
            # Mirrored for a border on the other side, so that outside is always the lower side.
            far, near = sign * away[..., axis], sign * rest[..., axis]
            border = far.max() + OUTSIDE_SHARE
            if near.min() > border:
                image = case.image.copy()
                image[..., axis] += (0.0 if sign > 0 else 1.0) - sign * border
                if (framed := _framed(case, image, case.world_m)) is not None:
                    return framed
    return None


def _points(case: Case, names: Iterable[str]) -> Values:
    index = indices(names)
    return case.image[np.isfinite(case.image[:, 0, 0])][:, index, :2]


def indices(names: Iterable[str]) -> list[int]:
    """The landmarks of these names without a side, on both sides."""
    return [
        index
        for name in names
        for index in (
            [landmarks.index(name, side) for side in ("left", "right")]
            if name in landmarks.SIDED
            else [landmarks.index(name)]
        )
    ]


def _framed(case: Case, image: Values, world_m: Values) -> Case | None:
    """The case with these landmarks; None where what counting needs has left the picture."""
    needed = indices(counting_landmarks(case.exercise))
    before, after = (
        ((xy >= 0) & (xy <= 1)).all(-1)[:, needed] for xy in (case.image[..., :2], image[..., :2])
    )
    if (before & ~after).any():
        return None
    return case.changed(with_outside_hidden(image), world_m)
