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
from posecheck.exercise.personal.end_of_range import targets
from posecheck.exercise.personal.limits import personal
from posecheck.exercise.personal.profile import Calibration, ComfortableRange
from posecheck.exercise.personal.rest import rests_of
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.pose import landmark_recording

SHARE = 0.6
SPREAD = 3.0


def short_of(exercise: Exercise, good: Path) -> Calibration | None:
    """Somebody who goes only so far; None where the clip has no whole repetition."""
    watched = take(exercise, list(landmark_recording.load(good).poses())).watched
    rest = rests_of([watched.rests])
    ranges: dict[object, ComfortableRange] = {}
    for extent in watched.ends_of_range:
        if extent.complete and extent.value is not None:
            comfort = ComfortableRange(
                **extent.far.model_dump(), side=extent.side, comfortable=extent.value,
                spread=SPREAD, repetitions=3,
            )  # fmt: skip
            start = rest[comfort.shown].value
            end = start + SHARE * (extent.value - start)
            key = extent.far, extent.side
            ranges.setdefault(key, comfort.model_copy(update={"comfortable": end}))
    if not ranges:
        return None
    return Calibration(
        date="2000-01-01", posecheck="-", view=exercise.view[0], repetitions=3,
        ranges=list(ranges.values()), rest=rest,
    )  # fmt: skip


def counted(exercise: Exercise, clip: Path, own: Calibration | None) -> tuple[int, int]:
    """Whole and half repetitions."""
    session = Session(exercise, own)
    for pose in landmark_recording.load(clip).poses():
        session.step(pose)
    report = session.finish()
    return report.count, report.halves


def main(folder: Path) -> None:
    """Prints how many clips there were, and each that counts otherwise."""
    catalogue = Catalogue()
    clips = moved = 0
    for exercise in map(catalogue.get, catalogue.ids()):
        good = sorted(folder.glob(f"{exercise.id}__good*.npz"))
        own = short_of(exercise, good[0]) if good and targets(exercise) else None
        if own is None:
            continue
        sides = exercise.counted_sides()
        moved += any(personal(exercise, own, s).zones != exercise.zones for s in sides)
        for clip in sorted(folder.glob(f"{exercise.id}__*.npz")):
            clips += 1
            before, after = counted(exercise, clip, None), counted(exercise, clip, own)
            if before != after:
                sys.stdout.write(f"{clip.stem}: {before} without, {after} with the profile\n")
    sys.stdout.write(f"{clips} clips; zones moved in {moved} exercises\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
