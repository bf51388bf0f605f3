"""Examples of the postures that belong to an exercise, and how far other postures are from them.

The examples of the catalogue's exercises are learned from the sample clips: `examples.json`, made
by `python -m calibration.examples`. An exercise without examples is recognised by its zones only.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from posecheck.exercise.recognise.postures import BOTH, COUNT, SIDED, Array, mirrored, named
from posecheck.exercise.spec.schema import Exercise
from posecheck.motion.signals import split

Examples = Mapping[str, Sequence[Array]]
"""Exercise id -> one array (N, COUNT) for each clip, degrees; NaN where something was not seen."""

MOST_DEG = 60.0
"""Two numbers are at most this different: a limb that points elsewhere is wrong, and a landmark
that jumped is no more wrong than that."""

OTHER_WEIGHT = 0.4
"""What the numbers weigh that are about no landmark of the exercise, such as the legs in one of the
neck. Among 0.15, 0.4 and 1 this gave the own exercise of real people (half A) the best ranks."""

SOFT = {"face": 0.5, "forearm": 0.5}
"""What the numbers weigh that the model guesses worst."""

LEAST_NUMBERS = 3
"""A posture with fewer numbers says nothing. Head and shoulders alone have 4."""

EXCURSION_WEIGHT = 0.15
"""What 1° of movement counts that the examples do not have, or that is missing. Where a person goes
30° farther in three joints, that is 2° of distance, as much as between good bridges of two
people."""

MOST_COMPARED = 160
"""The largest number of postures of a recording that are compared."""


@dataclass(frozen=True, slots=True)
class Distance:
    """How far postures are from an exercise's examples, degrees.

    total: all of it. strange: from each posture to the nearest example.
    """

    total: float
    strange: float


NOWHERE = Distance(float("inf"), float("inf"))
"""The distance of somebody of whom too little was seen."""


@cache
def packaged() -> Examples:
    """The examples that come with posecheck."""
    text = (resources.files("posecheck.exercise.recognise") / "examples.json").read_text("utf-8")
    return loaded(text)


def loaded(text: str) -> Examples:
    """The examples in a JSON text that `dumped` wrote."""
    return {
        exercise: [np.array(clip, dtype=float).reshape(-1, COUNT) for clip in clips]
        for exercise, clips in json.loads(text).items()
    }


def dumped(examples: Examples) -> str:
    """Examples as JSON, whole degrees, a line for each clip; null where something was not seen."""

    def rows(clip: Array) -> list[list[int | None]]:
        return [[round(v) if np.isfinite(v) else None for v in row] for row in clip.tolist()]

    def lines(clips: Sequence[Array]) -> str:
        return ",\n".join(json.dumps(rows(clip), separators=(",", ":")) for clip in clips)

    parts = [f"{json.dumps(name)}:[\n{lines(clips)}\n]" for name, clips in examples.items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def weights(exercise: Exercise) -> Array:
    """What each number of a posture weighs in an exercise, (COUNT,)."""
    weight: Array = np.where(named(_landmarks(exercise)), 1.0, OTHER_WEIGHT) * _softness()
    return weight


def _points(signal: object) -> list[str]:
    """The landmarks that a signal names."""
    found: list[str] = []
    if getattr(signal, "use", "") in ("from_rest", "difference"):
        return found
    for key in ("at", "of", "over", "line", "behind"):
        value = getattr(signal, key, ())
        found += [value] if isinstance(value, str) else value
    return found


@cache
def _softness() -> Array:
    return np.array([SOFT.get(name, 1.0) for name in (*BOTH, *SIDED, *SIDED)])


def distinct(clip: Array, *, most: int, apart_deg: float) -> Array:
    """The few postures of a clip that stand for all: each is far from those before it.

    It ends with `most`, or where all are nearer than `apart_deg` to one of them.
    """
    clip = seen(clip)
    if not len(clip):
        return clip
    between = np.nan_to_num(_between(clip, clip, _softness()))
    chosen = [int(between.sum(1).argmin())]
    nearest = between[chosen[0]].copy()
    while len(chosen) < most and nearest.max() > apart_deg:
        chosen.append(int(nearest.argmax()))
        nearest = np.minimum(nearest, between[chosen[-1]])
    return clip[chosen]


def seen(postures: Array) -> Array:
    """The postures of which enough was seen."""
    enough: Array = postures[np.isfinite(postures).sum(1) >= LEAST_NUMBERS]
    return enough


def known_share(postures: Array, clips: Sequence[Array], exercise: Exercise) -> float:
    """The share of an exercise's own numbers, known in its examples, that are known here, too.

    A number counts as known where it is for half of the time, on either side. Of somebody of whom
    only head and shoulders are seen, nobody knows that they walk.
    """
    own = _own(exercise)
    known_here = _known(postures)
    shares = []
    for clip in clips:
        needed = _known(clip) & own
        shares.append(float((known_here & needed).sum() / needed.sum()) if needed.any() else 1.0)
    return max(shares, default=1.0)


def _known(postures: Array) -> NDArray[np.bool_]:
    """Which numbers are known for half of the time, (len(BOTH) + len(SIDED),), sides together."""
    share = np.isfinite(postures).mean(0) if len(postures) else np.zeros(COUNT)
    both, left, right = np.split(share, [len(BOTH), len(BOTH) + len(SIDED)])
    known: NDArray[np.bool_] = np.concatenate([both, np.maximum(left, right)]) >= 0.5
    return known


def _own(exercise: Exercise) -> NDArray[np.bool_]:
    return np.array(named(_landmarks(exercise)))[: len(BOTH) + len(SIDED)]


def _landmarks(exercise: Exercise) -> frozenset[str]:
    """The landmarks that an exercise's signals name, without their sides.

    What may be out of the picture (`shown_length`) is no part of the exercise.
    """
    named = (s for s in exercise.signals.values() if s.use != "shown_length")
    return frozenset(split(point)[1] for s in named for point in _points(s))


def distance(postures: Array, clips: Sequence[Array], weight: Array) -> Distance:
    """How far postures (T, COUNT) are from the nearest clip of an exercise, seen as it is or
    mirrored; NOWHERE where too little was seen."""
    few = seen(postures)
    if not len(few) or not clips:
        return NOWHERE
    few = few[np.linspace(0, len(few) - 1, min(MOST_COMPARED, len(few))).astype(int)]
    moved = ranges_deg(few)
    each = [_distance(few, moved, clip, weight) for one in clips for clip in (one, mirrored(one))]
    return min(each, key=lambda d: d.total)


def _distance(postures: Array, moved: Array, clip: Array, weight: Array) -> Distance:
    between = _between(postures, clip, weight)
    if not np.isfinite(between).any():
        return NOWHERE
    between = np.nan_to_num(between, nan=MOST_DEG)
    strange, missing = between.min(1), between.min(0)
    ends = [strange.mean(), missing.mean(), *(np.percentile(d, 90) for d in (strange, missing))]
    more = np.clip(moved - ranges_deg(clip), -MOST_DEG, MOST_DEG)
    excursions = (three_largest_deg(more) + three_largest_deg(-more)) / 2
    return Distance(float(np.mean(ends)) + EXCURSION_WEIGHT * excursions, float(ends[0]))


def _between(a: Array, b: Array, weight: Array) -> Array:
    """Root mean squares of the differences of all pairs, (len(a), len(b)); NaN without enough."""
    differences = np.minimum(np.abs(a[:, None] - b[None]), MOST_DEG)
    both = np.isfinite(differences)
    weighed = both @ weight
    squares = np.where(both, differences, 0.0) ** 2 @ weight
    enough = both.sum(2) >= LEAST_NUMBERS
    with np.errstate(invalid="ignore", divide="ignore"):
        rms: Array = np.where(enough, np.sqrt(squares / weighed), np.nan)
    return rms


def ranges_deg(postures: Array) -> Array:
    """How far each number goes, (COUNT,): from the 5th to the 95th percentile, NaN without any."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        low, high = np.nanpercentile(postures, [5, 95], axis=0)
    moved: Array = high - low
    return moved


def three_largest_deg(excursions: Array) -> float:
    """The mean of the three largest of (COUNT,) excursions; one below 0 is 0, NaN is left out."""
    known = np.maximum(excursions[np.isfinite(excursions)], 0.0)
    return float(np.sort(known)[-3:].mean()) if len(known) else 0.0
