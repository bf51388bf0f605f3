"""All sample clips, from picture to report, against their exact truth."""

from __future__ import annotations

from pathlib import Path

import pytest

from posecheck.app.benchmark import run
from posecheck.app.benchmark.truth import Clip, clips
from posecheck.pose.model import ensure

FOLDER = Path(__file__).parents[2] / "sample_videos"

pytestmark = [pytest.mark.slow, pytest.mark.model]


@pytest.fixture(scope="module")
def results() -> list[run.Result]:
    return list(run.run_all(clips(FOLDER), model=ensure("full"), catalog=None, jobs=2))


def test_every_clip_meets_every_goal(results: list[run.Result]) -> None:
    """Counts exact, holds within 0.3 s, planted faults found and no others, angles within 6°."""
    assert len(results) >= 20
    assert [(r.score.exercise, r.score.clip) for r in results if not r.score.ok] == []


def test_a_clip_as_another_exercise_counts_nothing() -> None:
    """A plank is no bridge, a bridge no squeeze, and so on round."""
    others = {"hip-bridge": "plank", "plank": "shoulder-blade-squeeze",
              "shoulder-blade-squeeze": "hip-bridge"}  # fmt: skip
    for exercise, other in others.items():
        (clip,) = clips(FOLDER, f"{exercise}/good")
        truth = clip.truth.__class__(**{**clip.truth.__dict__, "exercise": other})
        report = run.run_one(Clip(clip.video, truth), model=ensure("full"), catalog=None).report
        assert (report.count, report.partials, len(report.holds)) == (0, 0, 0), (exercise, other)
