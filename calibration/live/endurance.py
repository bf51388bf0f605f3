"""Memory, processor and latency over a long session, in which one clip is repeated."""

from __future__ import annotations

import time
from collections.abc import Iterator

from calibration.live import sessions
from calibration.live.counts import CLIPS
from calibration.live.stream import Clip, Stream, served

CLIP = CLIPS / "hip-bridge" / "good.mp4"
EVERY_S = 10.0
"""Time between two samples."""


def lines(minutes: float) -> Iterator[str]:
    """The lines of the table, after a session in real time."""
    clip = Clip.of(CLIP)
    loops = max(1, round(minutes * 60 / clip.length_s))
    stream = Stream(Clip.of(CLIP, loops=loops))
    options = ("--quiet", "--sets", "99", "--reps", "99")
    with (
        sessions.screen() as display,
        served(stream) as address,
        sessions.session("hip-bridge", address, *options, display=display) as running,
    ):
        while not stream.over.wait(EVERY_S):
            running.measure()
        running.finish()
        running.wait()
        yield from _table(running, loops)


def _table(running: sessions.RunningSession, loops: int) -> Iterator[str]:
    """Memory and processor at six times, and a summary. The clip has two repetitions."""
    samples = running.samples
    yield "| after | resident | processor |\n|---|---|---|"
    for i in sorted({1, *(round(k * (len(samples) - 1) / 6) for k in range(1, 7))}):
        at_s, resident_mb, cpu_s = samples[i]
        before_s, _, before_cpu_s = samples[i - 1]
        share = (cpu_s - before_cpu_s) / (at_s - before_s)
        yield f"| {(at_s - samples[0][0]) / 60:.1f} min | {resident_mb:.0f} MB | {share:.0%} |"
    report, live = running.report, running.report.live
    assert live is not None
    yield (
        f"\n{report.count} of {2 * loops} repetitions in {report.duration_s / 60:.1f} minutes; "
        f"{live.rate_hz} pictures a second judged, {live.dropped} of {live.delivered} dropped; "
        f"pose {_pair(live.pose_ms)}, latency {_pair(live.latency_ms)}, "
        f"latency without the pose {_pair(live.beside_pose_ms)} (median, 95th percentile).\n"
        f"(Measured {time.strftime('%Y-%m-%d')}.)"
    )


def _pair(pair: tuple[float, float] | None) -> str:
    return "unknown" if pair is None else f"{pair[0]:.0f} and {pair[1]:.0f} ms"
