"""Whether zones that come as near as they may to a person count what is no repetition.

    python -m calibration.nearer LANDMARKS

LANDMARKS holds recordings of the sample clips (ID__NAME.npz). For each exercise somebody is made up
who goes only `SHARE` of the way that the good clip shows, with a wide spread, so that an end zone
moves as far as it may; then all clips of the exercise are counted with and without that profile.
"""

from __future__ import annotations

import sys
from pathlib import Path

from calibration.ranges import take
from posecheck.exercise.catalog import Catalogue
from posecheck.exercise.extents import targets
from posecheck.exercise.personal import personal
from posecheck.exercise.profile import Calibrated, Comfort
from posecheck.exercise.resting import rests_of
from posecheck.exercise.schema import Exercise
from posecheck.exercise.session import Session
from posecheck.pose import recording

SHARE = 0.6
SPREAD = 3.0


def short_of(exercise: Exercise, good: Path) -> Calibrated | None:
    """Somebody who goes only so far; None where the clip has no whole repetition."""
    watched = take(exercise, list(recording.load(good).poses())).watched
    rest = rests_of([watched.rests])
    ranges: dict[object, Comfort] = {}
    for extent in watched.extents:
        if extent.complete and extent.value is not None:
            comfort = Comfort(
                **extent.far.model_dump(), side=extent.side, comfortable=extent.value,
                spread=SPREAD, repetitions=3,
            )  # fmt: skip
            start = rest[comfort.shown].value
            end = start + SHARE * (extent.value - start)
            key = extent.far, extent.side
            ranges.setdefault(key, comfort.model_copy(update={"comfortable": end}))
    if not ranges:
        return None
    return Calibrated(
        date="2000-01-01", posecheck="-", view=exercise.view[0], repetitions=3,
        ranges=list(ranges.values()), rest=rest,
    )  # fmt: skip


def counted(exercise: Exercise, clip: Path, own: Calibrated | None) -> tuple[int, int]:
    """Whole and half repetitions."""
    session = Session(exercise, own)
    for pose in recording.load(clip).poses():
        session.step(pose)
    report = session.finish()
    return report.count, report.partials


def main(folder: Path) -> None:
    """Prints how many clips there were, and each that counts otherwise."""
    catalogue = Catalogue()
    clips = moved = 0
    for exercise in map(catalogue.get, catalogue.ids()):
        good = sorted(folder.glob(f"{exercise.id}__good*.npz"))
        own = short_of(exercise, good[0]) if good and targets(exercise) else None
        if own is None:
            continue
        sides = exercise.lanes()
        moved += any(personal(exercise, own, s).zones != exercise.zones for s in sides)
        for clip in sorted(folder.glob(f"{exercise.id}__*.npz")):
            clips += 1
            before, after = counted(exercise, clip, None), counted(exercise, clip, own)
            if before != after:
                sys.stdout.write(f"{clip.stem}: {before} without, {after} with the profile\n")
    sys.stdout.write(f"{clips} clips; zones moved in {moved} exercises\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
