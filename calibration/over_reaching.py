"""Whether posecheck finds a repetition that goes beyond the comfortable range, and no other.

    python -m calibration.over_reaching LANDMARKS RECORDINGS > docs/ranges-table.md

LANDMARKS has the landmarks of the sample clips (`calibration.landmarks`; the good ones are used).
RECORDINGS has those of real people, and labels.tsv.

One repetition after the other is left out. The person is calibrated from the other repetitions. The
one that is left out is turned farther by known degrees (`calibration.turned_landmarks`), and the
person's own check says whether it went beyond the comfortable range.

Recordings have one to six repetitions, but a calibration needs three. Where the others are fewer,
`INVENTED_ENDS` ends of range are drawn at random around theirs, with a spread of `SPREADS_DEG`.
Where the repetitions of a recording differ so much that posecheck refuses to calibrate from them,
the trial counts as refused.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median, stdev

import numpy as np
from numpy.typing import NDArray

from calibration.turned_landmarks import TURNS, Turn, turned
from posecheck.exercise.calibrate import Calibrator, Watched
from posecheck.exercise.personal import limits
from posecheck.exercise.personal.end_of_range import EndOfRange, shown_as
from posecheck.exercise.personal.profile import FEWEST, Calibration, ComfortableRange
from posecheck.exercise.personal.rest import rests_of
from posecheck.exercise.spec import checks
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.pose import landmark_recording
from posecheck.records import Pose

OVER_DEG = (0.0, 1.5, 3.0, 5.0, 7.5, 10.0, 15.0)
"""How much farther the repetitions are turned than they went by themselves."""

INVENTED_ENDS = 4
"""Ends of range in an invented calibration."""

SPREADS_DEG = (0.5, 1.5, 2.3)
"""Standard deviations between the ends of an invented calibration, used in turn. They are the
smallest, the usual and the largest between repetitions of the real people in RECORDINGS."""

DRAWS = 12
"""Invented calibrations for each repetition."""

TRIED_DEG = 5.0
"""A repetition is turned by this to both sides, to measure how much its signal changes."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One turned repetition, checked against one calibration."""

    exercise: str
    real: bool
    signal: str
    gain: float
    """Change of the signal for each degree of turning."""
    over_deg: float
    """How much farther it was turned."""
    flagged: bool | None
    """Whether over-reaching was found; None where posecheck refuses the calibration."""


@dataclass(frozen=True, slots=True)
class Analysed:
    """One recording, and what a calibration sees in it."""

    exercise: Exercise
    poses: tuple[Pose, ...]
    watched: Watched
    values: dict[str, NDArray[np.float64]]
    """Every signal over time (T,), NaN where it is missing."""

    @property
    def t_s(self) -> NDArray[np.float64]:
        return np.array([pose.t_s for pose in self.poses])


def analyse(exercise: Exercise, poses: Sequence[Pose]) -> Analysed:
    """Analyses a recording as for a calibration."""
    calibrator = Calibrator(exercise)
    rows = [calibrator.step(pose).signals for pose in poses]
    calibrator.finish()
    values = {n: np.array([np.nan if r[n] is None else r[n] for r in rows]) for n in rows[0]}
    return Analysed(exercise, tuple(poses), calibrator.watched, values)


def trials(exercise: Exercise, path: Path, *, real: bool) -> list[Trial]:
    """All trials with one recording."""
    base = analyse(exercise, list(landmark_recording.load(path).poses()))
    groups: dict[object, list[EndOfRange]] = defaultdict(list)
    for end_of_range in base.watched.ends_of_range:
        if end_of_range.complete and end_of_range.value is not None:
            groups[end_of_range.spec, end_of_range.side].append(end_of_range)
    found: list[Trial] = []
    for ends_of_range in groups.values():
        found += _of_signal(base, ends_of_range, real=real)
    return found


def _of_signal(
    base: Analysed, ends_of_range: Sequence[EndOfRange], *, real: bool
) -> Iterator[Trial]:
    """The trials with one signal of one side."""
    spec, side = ends_of_range[0].spec, ends_of_range[0].side
    turns = TURNS[base.exercise.id](spec.signal, side)
    random = np.random.default_rng(0)
    every = [e.value for e in ends_of_range if e.value is not None]
    accepted = len(every) < 2 or _calibrated(base, ends_of_range[0], every) is not None
    for i, end_of_range in enumerate(ends_of_range):
        share = _share(base, end_of_range)
        gain = _gain(base, end_of_range, turns, share)
        if not np.isfinite(gain):
            continue
        others = [e.value for j, e in enumerate(ends_of_range) if j != i or len(ends_of_range) == 1]
        seen = [value for value in others if value is not None]
        draws = 1 if len(seen) >= FEWEST else DRAWS
        spreads = [abs(gain) * SPREADS_DEG[draw % len(SPREADS_DEG)] for draw in range(draws)]
        drawn = [_ends(seen, spread, random) for spread in spreads]
        people = [_calibrated(base, end_of_range, ends) if accepted else None for ends in drawn]
        for over_deg in OVER_DEG:
            angles = over_deg * np.sign(gain * spec.sign) * share
            tried = analyse(base.exercise, turned(base.poses, turns, list(angles)))
            for own in people:
                flagged = _is_flagged(tried, end_of_range, own) if own else None
                signal = f"{spec.signal} {spec.farther}"
                yield Trial(base.exercise.id, real, signal, abs(gain), over_deg, flagged)


def _ends(others: Sequence[float], spread: float, random: np.random.Generator) -> list[float]:
    """The ends of a calibration: the others' own, or random ones around them where they are few."""
    if len(others) >= FEWEST:
        return list(others)
    return [others[i % len(others)] + random.normal(0, spread) for i in range(INVENTED_ENDS)]


def _share(base: Analysed, end_of_range: EndOfRange) -> NDArray[np.float64]:
    """How far the repetition is from rest at each moment (T,), from 0 to 1 at its end of range.

    0 outside the repetition and where the signal is NaN.
    """
    values = base.values[shown_as(end_of_range.spec.signal, end_of_range.side)]
    inside = (base.t_s >= end_of_range.start_s) & (base.t_s <= end_of_range.end_s)
    rest = rests_of([base.watched.rests])[
        shown_as(end_of_range.spec.signal, end_of_range.side)
    ].value
    assert end_of_range.value is not None
    share = np.clip((values - rest) / (end_of_range.value - rest), 0, 1)
    return np.where(inside, np.nan_to_num(share), 0.0)


def _gain(
    base: Analysed, end_of_range: EndOfRange, turns: tuple[Turn, ...], share: NDArray[np.float64]
) -> float:
    """Change of the end of range for each degree of turning, with its sign.

    NaN where the repetition is not found again.
    """
    found = []
    for angle in (-TRIED_DEG, TRIED_DEG):
        tried = analyse(base.exercise, turned(base.poses, turns, list(angle * share)))
        same = _same(tried, end_of_range)
        if same and same.value is not None and end_of_range.value is not None:
            found.append((same.value - end_of_range.value) / angle)
    return sum(found) / len(found) if found else float("nan")


def _same(tried: Analysed, end_of_range: EndOfRange) -> EndOfRange | None:
    """The end of range of the same repetition after turning; None where it is none any more."""
    key = end_of_range.spec, end_of_range.side, True
    return next(
        (
            e
            for e in tried.watched.ends_of_range
            if (e.spec, e.side, e.complete) == key and _overlap(e, end_of_range)
        ),
        None,
    )


def _overlap(one: EndOfRange, other: EndOfRange) -> bool:
    return one.start_s < other.end_s and one.end_s > other.start_s


def _calibrated(
    base: Analysed, end_of_range: EndOfRange, ends: Sequence[float]
) -> Calibration | None:
    """The calibration of a person with these ends; None where posecheck refuses it, because they
    differ too much."""
    comfort = ComfortableRange.model_construct(
        **end_of_range.spec.model_dump(),
        side=end_of_range.side,
        comfortable=median(ends),
        spread=stdev(ends),
        repetitions=len(ends),
    )
    rest = rests_of([base.watched.rests])
    distance = comfort.sign * (comfort.comfortable - rest[comfort.shown].value)
    if limits.is_too_wide(comfort, distance, base.exercise.unit(comfort.signal)):
        return None
    return Calibration.model_construct(
        date="2000-01-01", posecheck="-", view=base.exercise.view[0],
        repetitions=len(ends), ranges=[comfort], rest=rest,
    )  # fmt: skip


def _is_flagged(tried: Analysed, end_of_range: EndOfRange, own: Calibration) -> bool:
    """Whether the person's own check finds a fault in the turned repetition."""
    same = _same(tried, end_of_range)
    if same is None:
        return False
    inside = (tried.t_s >= same.start_s) & (tried.t_s <= same.end_s)
    values = tried.values[shown_as(same.spec.signal, same.side)][inside]
    window = checks.Window(same.start_s, same.end_s, tried.t_s[inside], values)
    (limit,) = limits.limits(tried.exercise, own)
    outcome = checks.KINDS[limit.use].function(window, **limit.parameters)
    return isinstance(outcome, tuple) and bool(outcome)


def jobs(clips: Path, recordings: Path) -> list[tuple[str, Path, bool]]:
    """Exercise, landmarks, and whether they are of a real person."""
    ids = set(Catalogue().ids()) & set(TURNS)
    found = [
        (path.stem.partition("__")[0], path, False) for path in sorted(clips.glob("*__good*.npz"))
    ]
    with (recordings / "labels.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        found += [(row["exercise"], recordings / row["file"], True) for row in rows]
    return [job for job in found if job[0] in ids]


def run(job: tuple[str, Path, bool]) -> list[Trial]:
    """The trials of one job."""
    exercise_id, path, real = job
    return trials(Catalogue().get(exercise_id), path, real=real)


def table(found: Iterable[Trial]) -> str:
    """The share of trials in which over-reaching was found, as Markdown."""
    groups: dict[tuple[bool, str, str], list[Trial]] = defaultdict(list)
    for trial in found:
        groups[trial.real, trial.exercise, trial.signal].append(trial)
    heads = [f"{over:g}°" for over in OVER_DEG]
    lines = [
        f"| exercise | signal | change at 10° | trials | refused | {' | '.join(heads)} |",
        "|---" * (5 + len(heads)) + "|",
    ]
    for (real, exercise, signal), group in sorted(groups.items()):
        name = f"{exercise}{' (real)' if real else ''}"
        lines.append(f"| {name} | {signal} | {_change(group)} | {_cells(group)} |")
    for label, real in (("**all drawn**", False), ("**all real**", True)):
        group = [t for key, ts in groups.items() if key[0] is real for t in ts]
        lines.append(f"| {label} | | | {_cells(group)} |")
    return "\n".join(lines) + "\n"


def _change(group: Sequence[Trial]) -> str:
    """What a turn of 10° changes in the signal."""
    gain = median(t.gain for t in group)
    return f"{10 * gain:.2f}" if "_trunk" in group[0].signal else f"{10 * gain:.0f}°"


def _cells(group: Sequence[Trial]) -> str:
    first = [t for t in group if t.over_deg == OVER_DEG[0]]
    refused = sum(t.flagged is None for t in first)
    cells = [str(len(first)), str(refused)]
    for over in OVER_DEG:
        judged = [t.flagged for t in group if t.over_deg == over and t.flagged is not None]
        cells.append(f"{sum(judged) / len(judged):.0%}".replace("%", " %") if judged else "-")
    return " | ".join(cells)


def main(arguments: list[str]) -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("landmarks", type=Path, help="landmarks of the sample clips")
    parser.add_argument("recordings", type=Path, help="landmarks of real people")
    asked = parser.parse_args(arguments)
    with ProcessPoolExecutor(2) as pool:
        results = pool.map(run, jobs(asked.landmarks, asked.recordings))
        found = [trial for some in results for trial in some]
    sys.stdout.write(table(found))


if __name__ == "__main__":
    main(sys.argv[1:])
