"""Whether a live session counts and times what the recording does."""

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
RENDERED_HZ = 30

HOLD_S = 0.3
"""What the benchmark allows a hold to be off, against the truth."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one clip gave."""

    clip: str
    asked_hz: float
    live: Report
    recorded: Report

    @property
    def same(self) -> bool:
        """The same counts, and every hold as long as in the recording, to `HOLD_S`."""
        mine, theirs = self.live, self.recorded
        counts = (mine.count, mine.halves, len(mine.holds))
        if counts != (theirs.count, theirs.halves, len(theirs.holds)):
            return False
        return self.hold_error_s <= HOLD_S

    @property
    def hold_error_s(self) -> float:
        """The largest difference between two holds' lengths."""
        pairs = zip(self.live.holds, self.recorded.holds, strict=False)
        return max((abs(a.duration_s - b.duration_s) for a, b in pairs), default=0.0)


def clips() -> list[Path]:
    """Every sample clip of these exercises that was rendered at 30 pictures a second."""
    return [
        truth.with_suffix(".mp4")
        for exercise in EXERCISES
        for truth in sorted((CLIPS / exercise).glob("*.json"))
        if json.loads(truth.read_text())["fps"] == RENDERED_HZ
    ]


def recorded(clip: Path, landmarks: Path | None) -> Report:
    """What the recording gives; `landmarks` is a folder of ID__NAME.npz that saves the time."""
    exercise = clip.parent.name
    engine = Session(Catalogue().get(exercise))
    kept = landmarks / f"{exercise}__{clip.stem}.npz" if landmarks else None
    if kept is not None and kept.is_file():
        for pose in landmark_recording.poses(kept):
            engine.step(pose)
        return engine.finish()
    file = model_file.locate()
    assert file is not None
    with Estimator(file) as estimator:
        for frame in VideoReader(clip):
            engine.step(estimator(frame))
    return engine.finish()


def live(clip: Path, *, every: int, display: str) -> Report:
    """What a live session gives that sees each `every`-th picture."""
    stream = Stream(Clip.of(clip, every=every))
    with (
        served(stream) as address,
        sessions.session(clip.parent.name, address, "--quiet", display=display) as running,
    ):
        if not stream.over.wait(stream.clip.length_s + 60):
            raise SystemExit(f"{clip}: the stream was not watched:\n{running.said}")
        running.finish()
        running.wait()
        return running.report


def outcomes(landmarks: Path | None, *, every: int) -> Iterator[Outcome]:
    """One clip after the other, in real time."""
    with sessions.screen() as display:
        for clip in clips():
            theirs = recorded(clip, landmarks)
            mine = live(clip, every=every, display=display)
            yield Outcome(f"{clip.parent.name}/{clip.stem}", RENDERED_HZ / every, mine, theirs)
