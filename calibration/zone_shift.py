"""Whether zones that are shifted towards a person count what is no repetition.

    python -m calibration.zone_shift LANDMARKS

LANDMARKS has the landmarks of the sample clips (`calibration.landmarks`). For each exercise a
person is invented who goes much less far than the good clip. This person's profile shifts an end
zone as far as posecheck allows. All clips of the exercise are then counted with and without the
profile. Every clip with a difference is printed.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from calibration.over_reaching import analyse
from posecheck.exercise.personal.end_of_range import targets
from posecheck.exercise.personal.limits import personal
from posecheck.exercise.personal.profile import Calibration, ComfortableRange
from posecheck.exercise.personal.rest import rests_of
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.pose import landmark_recording

SHARE = 0.6
"""How far the person goes, as a share of the range of motion in the good clip."""

SPREAD = 3.0
"""Standard deviation between the person's repetitions, in the signal's unit. It is wide, so that a
zone is shifted far."""


def short_range(exercise: Exercise, good: Path) -> Calibration | None:
    """The calibration of the invented person; None where the clip has no whole repetition."""
    watched = analyse(exercise, list(landmark_recording.load(good).poses())).watched
    rest = rests_of([watched.rests])
    ranges: dict[object, ComfortableRange] = {}
    for end_of_range in watched.ends_of_range:
        if end_of_range.complete and end_of_range.value is not None:
            comfort = ComfortableRange(
                **end_of_range.spec.model_dump(),
                side=end_of_range.side,
                comfortable=end_of_range.value,
                spread=SPREAD,
                repetitions=3,
            )
            start = rest[comfort.shown].value
            end = start + SHARE * (end_of_range.value - start)
            key = end_of_range.spec, end_of_range.side
            ranges.setdefault(key, comfort.model_copy(update={"comfortable": end}))
    if not ranges:
        return None
    return Calibration(
        date="2000-01-01", posecheck="-", view=exercise.view[0], repetitions=3,
        ranges=list(ranges.values()), rest=rest,
    )  # fmt: skip


def counted(exercise: Exercise, clip: Path, own: Calibration | None) -> tuple[int, int]:
    """Numbers of whole and of half repetitions."""
    session = Session(exercise, own)
    for pose in landmark_recording.load(clip).poses():
        session.step(pose)
    report = session.finish()
    return report.count, report.halves


def main(arguments: list[str]) -> None:
    """Prints each clip that is counted differently, and how many clips there were."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("landmarks", type=Path, help="landmarks of the sample clips")
    folder = parser.parse_args(arguments).landmarks
    catalogue = Catalogue()
    clips = shifted = 0
    for exercise in map(catalogue.get, catalogue.ids()):
        good = sorted(folder.glob(f"{exercise.id}__good*.npz"))
        own = short_range(exercise, good[0]) if good and targets(exercise) else None
        if own is None:
            continue
        sides = exercise.counted_sides()
        shifted += any(personal(exercise, own, s).zones != exercise.zones for s in sides)
        for clip in sorted(folder.glob(f"{exercise.id}__*.npz")):
            clips += 1
            before, after = counted(exercise, clip, None), counted(exercise, clip, own)
            if before != after:
                sys.stdout.write(f"{clip.stem}: {before} without, {after} with the profile\n")
    sys.stdout.write(f"{clips} clips; zones shifted in {shifted} exercises\n")


if __name__ == "__main__":
    main(sys.argv[1:])
