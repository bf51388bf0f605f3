"""Gestures: how many swings of a hand every recording has, and whether rendered waves are seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from queue import Queue
from tempfile import TemporaryDirectory

from posecheck.capture.video_reader import VideoReader
from posecheck.coach.gestures import SWINGS, Gestures
from posecheck.motion.body import BodyTracker
from posecheck.pose import landmark_recording, model_file
from posecheck.pose.estimator import Estimator
from posecheck.records import Pose

MOTION = Path(__file__).with_name("gestures.toml")
WAVES_FROM_S = 2.4
"""In every clip of the motion file the raised hand begins to wave at this time."""


def swings_of(poses: Iterable[Pose]) -> tuple[int, float]:
    """The most swings within the time of a wave, and the recording's length in seconds."""
    tracker, gestures = BodyTracker(), Gestures()
    most, t_s = 0, 0.0
    for pose in poses:
        gestures.step(tracker.step(pose))
        most, t_s = max(most, gestures.swings), pose.t_s
    return most, t_s


def false_triggers(folders: Iterable[Path]) -> Iterator[str]:
    """A table of recordings of landmarks in which nobody waves."""
    found: dict[int, list[str]] = {}
    length_s = 0.0
    for folder in folders:
        for file in sorted(folder.glob("*.npz")):
            most, t_s = swings_of(landmark_recording.poses(file))
            found.setdefault(most, []).append(file.stem.replace("__", "/"))
            length_s += t_s
    yield "| most swings in 2.5 s | recordings | which |\n|---|---|---|"
    for most, names in sorted(found.items()):
        shown = ", ".join(names) if len(names) <= 8 else ""
        yield f"| {most} | {len(names)} | {shown} |"
    yield f"\n{length_s / 60:.0f} minutes in all; a wave is {SWINGS} swings."


def rendered_waves() -> Iterator[str]:
    """A table of rendered clips in which somebody waves, seen by the pose model."""
    file = model_file.locate()
    assert file is not None, "fetch the model first: posecheck model"
    yield "| clip | a second | wave seen after | hand held up seen for |\n|---|---|---|---|"
    with TemporaryDirectory() as folder:
        for clip in _rendered(Path(folder)):
            for every in (1, 2):
                wave_s, up_s = _seen(clip, every, file)
                seen = "not at all" if wave_s is None else f"{wave_s - WAVES_FROM_S:.1f} s"
                yield f"| {clip.stem} | {30 // every} | {seen} | {up_s:.1f} s |"


def _rendered(folder: Path) -> Iterator[Path]:
    """Renders the clips of the motion file, one after the other (a minute each)."""
    from sample_videos.render import jobs  # noqa: PLC0415  # needs the extra `render`
    from sample_videos.render.animation.motion_file import load  # noqa: PLC0415

    jobs.OUT = folder
    motion = load(MOTION)
    for name in motion.clips:
        jobs.make(jobs.Job(motion, name), Queue(), 1)
        yield jobs.out_path(motion, name)


def _seen(clip: Path, every: int, file: Path) -> tuple[float | None, float]:
    """When a wave is seen (None: never), and the longest time for which a hand is seen held up."""
    tracker, gestures = BodyTracker(), Gestures()
    wave_s, up_s = None, 0.0
    with Estimator(file) as estimator:
        for i, frame in enumerate(VideoReader(clip)):
            if i % every == 0:
                gestures.step(tracker.step(estimator(frame)))
                if wave_s is None and gestures.waving_s is not None:
                    wave_s = frame.t_s
                up_s = max(up_s, gestures.hand_up_s or 0.0)
    return wave_s, up_s
