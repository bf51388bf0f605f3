"""Whether a live session counts and times like the recorded one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from calibration.live import sessions
from calibration.live.stream import Clip, Stream, served
from posecheck.capture.video_reader import VideoReader
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.pose import landmark_recording, model_file
from posecheck.pose.estimator import Estimator
from posecheck.records import Report

CLIPS = Path(__file__).parents[2] / "sample_videos"
EXERCISES = ("hip-bridge", "plank", "shoulder-blade-squeeze")
CLIP_HZ = 30
"""Only clips with this many pictures a second are streamed."""

HOLD_S = 0.3
"""How far a hold's length may differ. The benchmark allows this much difference from the truth."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The two reports on one clip."""

    clip: str
    live: Report
    recorded: Report

    @property
    def same(self) -> bool:
        """Whether the counts are the same, and no hold's length differs by more than `HOLD_S`."""
        live, recorded = self.live, self.recorded
        counts = (live.count, live.halves, len(live.holds))
        if counts != (recorded.count, recorded.halves, len(recorded.holds)):
            return False
        return self.hold_error_s <= HOLD_S

    @property
    def hold_error_s(self) -> float:
        """The largest difference between the lengths of the same hold."""
        pairs = zip(self.live.holds, self.recorded.holds, strict=False)
        return max((abs(a.duration_s - b.duration_s) for a, b in pairs), default=0.0)


def clips() -> list[Path]:
    """Every sample clip of `EXERCISES` at `CLIP_HZ`."""
    return [
        truth.with_suffix(".mp4")
        for exercise in EXERCISES
        for truth in sorted((CLIPS / exercise).glob("*.json"))
        if json.loads(truth.read_text())["fps"] == CLIP_HZ
    ]


def recorded(clip: Path, landmarks: Path | None) -> Report:
    """The report of a recorded session. A folder of landmarks saves the pose model's time."""
    exercise = clip.parent.name
    session = Session(Catalogue().get(exercise))
    file = landmarks / f"{exercise}__{clip.stem}.npz" if landmarks else None
    if file is not None and file.is_file():
        for pose in landmark_recording.poses(file):
            session.step(pose)
        return session.finish()
    model = model_file.locate()
    assert model is not None
    with Estimator(model) as estimator:
        for frame in VideoReader(clip):
            session.step(estimator(frame))
    return session.finish()


def live(clip: Path, *, every: int, display: str) -> Report:
    """The report of a live session that is sent each `every`-th picture."""
    stream = Stream(Clip.of(clip, every=every))
    with (
        served(stream) as address,
        sessions.session(clip.parent.name, address, "--quiet", display=display) as running,
    ):
        if not stream.over.wait(stream.clip.length_s + 60):
            raise SystemExit(f"{clip}: nobody watched the stream:\n{running.output}")
        running.finish()
        running.wait()
        return running.report


def outcomes(landmarks: Path | None, *, every: int) -> Iterator[Outcome]:
    """Both reports on each clip, in real time."""
    with sessions.screen() as display:
        for clip in clips():
            from_file = recorded(clip, landmarks)
            streamed = live(clip, every=every, display=display)
            yield Outcome(f"{clip.parent.name}/{clip.stem}", streamed, from_file)
