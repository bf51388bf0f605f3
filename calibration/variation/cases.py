"""The cases that are varied: the renderer's good clips, exact and as the model sees them, and real
people."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from calibration.real.halves import half_of
from calibration.real.labels import truths
from calibration.variation import exact
from calibration.variation.case import Case, Event, Expected, Span
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.pose import landmark_recording
from posecheck.pose.landmark_recording import Recording
from sample_videos.render import truth as rendered_truth
from sample_videos.render.animation.motion_file import load_all
from sample_videos.render.animation.performance import Performance, perform


def rendered(
    folder: Path | None, only: Collection[str] = (), *, noise: bool = False
) -> Iterator[Case]:
    """Each good clip twice: with exact landmarks, and with the model's from `folder` if given.

    `noise` adds the model's noise to the exact ones. `only` names exercises; empty means all.
    """
    catalogue = Catalogue()
    for motion in load_all().values():
        if motion.exercise not in catalogue.ids() or (only and motion.exercise not in only):
            continue
        for name, clip in motion.clips.items():
            if name.startswith("good") and clip.judgeable:
                stage = perform(motion, name)
                exercise = catalogue.get(motion.exercise)
                yield of_stage(stage, exercise, noise=noise)
                path = folder and folder / f"{motion.exercise}__{name}.npz"
                if path and path.exists():
                    yield of_clip(stage, exercise, landmark_recording.load(path))


def of_stage(stage: Performance, exercise: Exercise, *, noise: bool = False) -> Case:
    """A performance with exact landmarks, seen by its own camera."""
    image, world_m = exact.seen(exact.points_m(stage), stage.cameras)
    size_px = stage.cameras[0].size_px
    if noise:
        image = exact.with_noise(image, size_px, seed=stage.clip.seed)
    return Case(
        f"{exercise.id}/{stage.name}", exercise, "exact", stage.t_s.copy(), image, world_m, size_px,
        events(stage, exercise), stills(stage), stage=stage,
    )  # fmt: skip


def of_clip(stage: Performance, exercise: Exercise, recording: Recording) -> Case:
    """A performance as the pose model sees the clip."""
    case = of_recording(recording, f"{exercise.id}/{stage.name}", exercise)
    return replace(case, source="rendered", events=events(stage, exercise), stills=stills(stage))


def of_recording(recording: Recording, name: str, exercise: Exercise) -> Case:
    """A recording of a real person. Nothing is known yet of what has to be counted."""
    image, world_m = recording.image.astype(float), recording.world_m.astype(float)
    return Case(name, exercise, "real", recording.t_s, image, world_m, recording.size_px)


def events(stage: Performance, exercise: Exercise) -> tuple[Event, ...]:
    """The truth's complete repetitions, or its holds where the exercise is one hold."""
    found = rendered_truth.holds(stage) if exercise.hold else rendered_truth.repetitions(stage)
    return tuple(
        Event(one["start_s"], one["end_s"], one["side"])
        for one in found
        if one.get("complete", True)
    )


def stills(stage: Performance) -> tuple[Span, ...]:
    """Where the person stands still: between two movements, at the start and at the end."""
    found: list[Span] = []
    spans = stage.timeline.spans
    for before, after in pairwise(spans):
        if not before.moving and not found:
            found.append((before.start_s, before.end_s))
        if not after.moving:
            joins = bool(found) and found[-1][1] == after.start_s
            start_s = found.pop()[0] if joins else after.start_s
            found.append((start_s, after.end_s))
        elif before.moving:
            found.append((after.start_s, after.start_s))
    return tuple(found)


def people(folder: Path, half: str, only: Collection[str] = (), *, named: bool) -> Iterator[Case]:
    """The recordings of one half of the people whose label gives a sure number."""
    catalogue, halves = Catalogue(), half_of()
    for truth in truths(folder):
        if truth.exercise not in catalogue.ids() or (only and truth.exercise not in only):
            continue
        exercise = catalogue.get(truth.exercise)
        count = (len(truth.holds),) * 2 if exercise.hold else truth.reps
        if not truth.scored or not count or not count[1] or halves[truth.recording] != half:
            continue
        recording = landmark_recording.load(folder / f"{truth.recording}.npz")
        case = of_recording(recording, truth.recording, exercise)
        sides = [
            side[0] if side and side[0] == side[1] else None for side in (truth.left, truth.right)
        ]
        if exercise.sides != "apart" or None in sides:
            sides = [None, None]
        yield replace(case, expected=Expected(*count, *sides), named=named)
