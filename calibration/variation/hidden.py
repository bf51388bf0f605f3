"""Landmarks that are not seen for a while, and times in which nobody is found.

    python -m calibration.variation.hidden RECORDINGS

prints what the constants below were measured with: spells of low visibility of single landmarks.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np

from calibration.real.halves import groups
from calibration.variation.case import Case, Span, Values, counting_landmarks
from calibration.variation.picture import indices
from posecheck.motion.visibility import MIN_VISIBILITY
from posecheck.pose import landmark_recording

JOINTS = ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")

SHARES = (0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 1.0)

SPELL_S = (0.03, 0.04, 0.17, 0.84, 2.04, 3.71, 6.13, 32.48)
"""How long a joint is not seen: quantiles at `SHARES`, seconds, of 272 spells."""

GAP_S = (0.03, 0.04, 0.20, 0.46, 1.40, 2.58, 4.55, 16.20)
"""How long it is seen between two spells: as above, of 263 gaps."""

TRACKS = 0.18
"""The share of joints in a recording that are seen for a part of the time only. (67 % are always
seen, 15 % never.) All three: 31 recordings of real people in `half_a` of calibration/people.toml,
their shoulders, elbows, wrists, hips, knees and ankles, visibility below `MIN_VISIBILITY`."""

BRIDGED_S = 0.5
"""A dropout up to here is bridged: whoever is not seen for longer may have done anything meanwhile
(`posecheck.exercise.follow.zone_tracker.DROPOUT_S`)."""

NOBODY_EVERY_S = 4.0
NOBODY_S = (0.2, 0.4)
"""How often, and how long, nobody is found: shorter than what is bridged. No recording in half_a
has such a spell. In 13 other clips of lying people somebody was found in 86-100 % of pictures."""


@dataclass(frozen=True, slots=True)
class Tracks:
    """Spells of low visibility in recordings: their lengths, the gaps between, shares of joints."""

    spells_s: list[float]
    gaps_s: list[float]
    sometimes: float
    """The share of joints that are seen for a part of the time."""
    never: float


def measure(folder: Path, half: str = "half_a") -> Tracks:
    """The spells of single joints in the recordings of one half of calibration/people.toml."""
    spells_s: list[float] = []
    gaps_s: list[float] = []
    shares = []
    for name in (n for some in groups()[half].values() for n in some):
        recording = landmark_recording.load(folder / f"{name}.npz")
        found = np.isfinite(recording.image[:, 0, 0])
        step_s = float(np.median(np.diff(recording.t_s)))
        for index in indices(JOINTS):
            low = recording.image[found, index, 3] < MIN_VISIBILITY
            runs = list(_runs(low))
            spells_s += [(b - a) * step_s for a, b in runs if a > 0 and b < low.size]
            gaps_s += [(c - b) * step_s for (_, b), (c, _) in pairwise(runs)]
            shares.append(low.mean())
    share = np.array(shares)
    return Tracks(
        spells_s, gaps_s, float(((share > 0) & (share < 1)).mean()), float((share == 1).mean())
    )


def _runs(low: np.ndarray) -> Iterator[tuple[int, int]]:
    """First and one past the last index of each run of True."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], low.astype(int), [0]))))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def dropouts(case: Case, longest_s: float) -> Case | None:
    """Joints are not seen for a while, as often and as long as in recordings of real people.

    Spells are drawn up to `longest_s`. A repetition in which a joint that counting needs is not
    seen for longer than `BRIDGED_S` may be counted or not. None where spells are longer than that
    and the times of the repetitions are not known, or it is one hold, which they end.
    """
    if longest_s > BRIDGED_S and (not case.events or case.exercise.hold):
        return None
    random = np.random.default_rng([len(case.t_s), *case.name.encode()])
    every = indices(JOINTS)
    image, needed = case.image.copy(), set(indices(counting_landmarks(case.exercise)))
    hidden: list[Span] = []
    # At least one: most draws of a share of 18 % would leave a case as it is.
    count = max(1, int(random.binomial(len(every), TRACKS)))
    for index in random.choice(every, count, replace=False):
        for start_s, end_s in spells(random, case.t_s, longest_s):
            within = (case.t_s >= start_s) & (case.t_s < end_s)
            low = random.uniform(0.3, 0.49)
            image[within, index, 3:] = np.minimum(image[within, index, 3:], low)
            if int(index) in needed and end_s - start_s > BRIDGED_S:
                hidden.append((start_s, end_s))
    events = tuple(
        replace(e, sure=e.sure and not any(a < e.end_s and b > e.start_s for a, b in hidden))
        for e in case.events
    )
    return replace(case.changed(image), events=events)


def spells(random: np.random.Generator, t_s: Values, longest_s: float) -> Iterator[Span]:
    """Spells in which one joint is not seen, drawn from `SPELL_S` and `GAP_S`."""
    most = float(np.interp(longest_s, SPELL_S, SHARES))
    now_s = float(t_s[0]) + drawn(random, GAP_S)
    while now_s < t_s[-1]:
        length_s = drawn(random, SPELL_S, most)
        yield now_s, now_s + length_s
        now_s += length_s + drawn(random, GAP_S)


def drawn(random: np.random.Generator, quantiles_s: tuple[float, ...], most: float = 1.0) -> float:
    """A length from a distribution with these quantiles at `SHARES`, up to the quantile `most`."""
    return float(np.interp(random.uniform(0, most), SHARES, quantiles_s))


def nobody(case: Case, longest_s: float) -> Case | None:
    """Nobody is found for 0.2 s to `longest_s`, again and again."""
    random = np.random.default_rng([len(case.t_s), *case.name.encode()])
    image, world_m = case.image.copy(), case.world_m.copy()
    start_s = float(case.t_s[0]) + random.uniform(0, NOBODY_EVERY_S)
    while start_s < case.t_s[-1]:
        end_s = start_s + random.uniform(NOBODY_S[0], longest_s)
        within = (case.t_s >= start_s) & (case.t_s < end_s)
        image[within], world_m[within] = np.nan, np.nan
        start_s += random.uniform(0.5, 1.5) * NOBODY_EVERY_S
    return case.changed(image, world_m)


def main(arguments: list[str]) -> None:
    """Prints what was measured."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("recordings", type=Path, help="landmarks of real people, labels.tsv")
    found = measure(parser.parse_args(arguments).recordings)
    for name, lengths_s in (("spells", found.spells_s), ("gaps", found.gaps_s)):
        quantiles = ", ".join(f"{q:.2f}" for q in np.quantile(lengths_s, SHARES))
        sys.stdout.write(f"{len(lengths_s)} {name}: {quantiles} s at {SHARES}\n")
    sys.stdout.write(f"seen sometimes: {found.sometimes:.0%}, never: {found.never:.0%}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
