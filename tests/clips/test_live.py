"""A live session in a real window, on a display without a monitor."""

from __future__ import annotations

import shutil

import pytest

from calibration.live import counts, sessions
from calibration.live.counts import CLIPS


@pytest.mark.slow
@pytest.mark.model
@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="needs Xvfb (apt-get install xvfb)")
def test_a_streamed_clip_is_counted_in_the_window() -> None:
    """Like the recording. Times depend on the machine, counts do not."""
    clip = CLIPS / "hip-bridge" / "good.mp4"
    with sessions.screen() as display:
        report = counts.live(clip, every=1, display=display)
    assert (report.count, report.halves) == (2, 0)
    assert report.live is not None
    assert report.live.latency_ms is not None
