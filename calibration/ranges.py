"""Holds the comfortable range against repetitions that go farther by known degrees.

    python -m calibration.ranges LANDMARKS RECORDINGS > docs/ranges-table.md

LANDMARKS holds recordings of the sample clips (ID__NAME.npz; the good ones are used), RECORDINGS
those of real people with labels.tsv. One repetition after the other is left out: the person is
calibrated from the others, the one is stretched about the joint that drives it, and the person's
own check is asked whether it went past the comfortable range. Nothing is written but the table.

Recordings have one to six repetitions, a calibration takes three or more: where the others are
fewer, `FROM` ends are drawn around theirs with `SPREADS_DEG` between them. A recording whose
repetitions differ so much by themselves that posecheck would refuse to calibrate from them counts
as refused.
"""

from __future__ import annotations

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

from calibration.stretch import DRIVEN_BY, Turn, stretched
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
"""Past the end that the repetition had by itself."""

FROM = 4
"""Ends in a drawn calibration."""

SPREADS_DEG = (0.5, 1.5, 2.3)
"""The least, the usual and the most between the repetitions of real people here, drawn in turn."""

DRAWS = 12
TRIED_DEG = 5.0


@dataclass(frozen=True, slots=True)
class Trial:
    """One stretched repetition: by how much, and what was said; None where it was refused."""

    exercise: str
    real: bool
    signal: str
    gain: float
    """Change of the signal for each degree."""
    over_deg: float
    flagged: bool | None


@dataclass(frozen=True, slots=True)
class Take:
    """One recording analysed as it is."""

    exercise: Exercise
    poses: tuple[Pose, ...]
    watched: Watched
    values: dict[str, NDArray[np.float64]]
    """Every signal over time, NaN where missing."""

    @property
    def t_s(self) -> NDArray[np.float64]:
        return np.array([pose.t_s for pose in self.poses])


def take(exercise: Exercise, poses: Sequence[Pose]) -> Take:
    """Watches a recording, as for a calibration."""
    engine = Calibrator(exercise)
    rows = [engine.step(pose).signals for pose in poses]
    engine.finish()
    values = {n: np.array([np.nan if r[n] is None else r[n] for r in rows]) for n in rows[0]}
    return Take(exercise, tuple(poses), engine.watched, values)


def trials(exercise: Exercise, path: Path, *, real: bool) -> list[Trial]:
    """All trials with one recording."""
    base = take(exercise, list(landmark_recording.load(path).poses()))
    groups: dict[object, list[EndOfRange]] = defaultdict(list)
    for extent in base.watched.ends_of_range:
        if extent.complete and extent.value is not None:
            groups[extent.far, extent.side].append(extent)
    found: list[Trial] = []
    for ends_of_range in groups.values():
        found += _of_target(base, ends_of_range, real=real)
    return found


def _of_target(base: Take, ends_of_range: Sequence[EndOfRange], *, real: bool) -> Iterator[Trial]:
    far, side = ends_of_range[0].far, ends_of_range[0].side
    turns = DRIVEN_BY[base.exercise.id](far.signal, side)
    random = np.random.default_rng(0)
    together = [e.value for e in ends_of_range if e.value is not None]
    steady = len(together) < 2 or _calibrated(base, ends_of_range[0], together) is not None
    for i, extent in enumerate(ends_of_range):
        share = _share(base, extent)
        gain = _gain(base, extent, turns, share)
        if not np.isfinite(gain):
            continue
        others = [e.value for j, e in enumerate(ends_of_range) if j != i or len(ends_of_range) == 1]
        known = [value for value in others if value is not None]
        draws = 1 if len(known) >= FEWEST else DRAWS
        spreads = [abs(gain) * SPREADS_DEG[draw % len(SPREADS_DEG)] for draw in range(draws)]
        drawn = [_ends(known, spread, random) for spread in spreads]
        people = [_calibrated(base, extent, ends) if steady else None for ends in drawn]
        for over_deg in OVER_DEG:
            angles = over_deg * np.sign(gain * far.sign) * share
            tried = take(base.exercise, stretched(base.poses, turns, list(angles)))
            for own in people:
                answer = _is_flagged(tried, extent, own) if own else None
                signal = f"{far.signal} {far.farther}"
                yield Trial(base.exercise.id, real, signal, abs(gain), over_deg, answer)


def _ends(others: Sequence[float], spread: float, random: np.random.Generator) -> list[float]:
    """The ends of a calibration: those that there are, or drawn around them."""
    if len(others) >= FEWEST:
        return list(others)
    return [others[i % len(others)] + random.normal(0, spread) for i in range(FROM)]


def _share(base: Take, extent: EndOfRange) -> NDArray[np.float64]:
    """How far the repetition is from rest at each moment, 0 to 1 at its end; (T,)."""
    values = base.values[shown_as(extent.far.signal, extent.side)]
    inside = (base.t_s >= extent.start_s) & (base.t_s <= extent.end_s)
    rest = rests_of([base.watched.rests])[shown_as(extent.far.signal, extent.side)].value
    assert extent.value is not None
    share = np.clip((values - rest) / (extent.value - rest), 0, 1)
    return np.where(inside, np.nan_to_num(share), 0.0)


def _gain(
    base: Take, extent: EndOfRange, turns: tuple[Turn, ...], share: NDArray[np.float64]
) -> float:
    """How much the signal's end changes for each degree of turning, with its sign."""
    found = []
    for angle in (-TRIED_DEG, TRIED_DEG):
        tried = take(base.exercise, stretched(base.poses, turns, list(angle * share)))
        same = _same(tried, extent)
        if same and same.value is not None and extent.value is not None:
            found.append((same.value - extent.value) / angle)
    return sum(found) / len(found) if found else float("nan")


def _same(tried: Take, extent: EndOfRange) -> EndOfRange | None:
    """The extent of the same repetition after stretching, if it still is one."""
    key = extent.far, extent.side, True
    return next(
        (
            e
            for e in tried.watched.ends_of_range
            if (e.far, e.side, e.complete) == key and _meet(e, extent)
        ),
        None,
    )


def _meet(one: EndOfRange, other: EndOfRange) -> bool:
    return one.start_s < other.end_s and one.end_s > other.start_s


def _calibrated(base: Take, extent: EndOfRange, ends: Sequence[float]) -> Calibration | None:
    """A person with these ends; None where posecheck would refuse, as they differ too much."""
    comfort = ComfortableRange.model_construct(
        **extent.far.model_dump(),
        side=extent.side,
        comfortable=median(ends),
        spread=stdev(ends),
        repetitions=len(ends),
    )
    rest = rests_of([base.watched.rests])
    way = comfort.sign * (comfort.comfortable - rest[comfort.shown].value)
    if limits.is_too_wide(comfort, way, base.exercise.unit(comfort.signal)):
        return None
    return Calibration.model_construct(
        date="2000-01-01", posecheck="-", view=base.exercise.view[0],
        repetitions=len(ends), ranges=[comfort], rest=rest,
    )  # fmt: skip


def _is_flagged(tried: Take, extent: EndOfRange, own: Calibration) -> bool:
    """Whether the person's own check finds a fault in the stretched repetition."""
    same = _same(tried, extent)
    if same is None:
        return False
    inside = (tried.t_s >= same.start_s) & (tried.t_s <= same.end_s)
    values = tried.values[shown_as(same.far.signal, same.side)][inside]
    window = checks.Window(same.start_s, same.end_s, tried.t_s[inside], values)
    (limit,) = limits.limits(tried.exercise, own)
    outcome = checks.KINDS[limit.use].function(window, **limit.parameters)
    return isinstance(outcome, tuple) and bool(outcome)


def jobs(clips: Path, recordings: Path) -> list[tuple[str, Path, bool]]:
    """Exercise, recording, and whether it is of a real person."""
    ids = set(Catalogue().ids()) & set(DRIVEN_BY)
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
    """The share flagged for each exercise and over-reach, as Markdown."""
    groups: dict[tuple[bool, str, str], list[Trial]] = defaultdict(list)
    for trial in found:
        groups[trial.real, trial.exercise, trial.signal].append(trial)
    heads = [f"{over:g}°" for over in OVER_DEG]
    lines = [
        f"| exercise | signal | 10° are | trials | refused | {' | '.join(heads)} |",
        "|---" * (5 + len(heads)) + "|",
    ]
    for (real, exercise, signal), group in sorted(groups.items()):
        name = f"{exercise}{' (real)' if real else ''}"
        lines.append(f"| {name} | {signal} | {_equivalent(group)} | {_cells(group)} |")
    for label, real in (("**all drawn**", False), ("**all real**", True)):
        group = [t for key, ts in groups.items() if key[0] is real for t in ts]
        lines.append(f"| {label} | | | {_cells(group)} |")
    return "\n".join(lines) + "\n"


def _equivalent(group: Sequence[Trial]) -> str:
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


def main(clips: Path, recordings: Path) -> None:
    """Prints the table."""
    with ProcessPoolExecutor(2) as pool:
        found = [trial for trials_ in pool.map(run, jobs(clips, recordings)) for trial in trials_]
    sys.stdout.write(table(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
