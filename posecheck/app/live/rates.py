"""The speed of a live session: pictures a second, the pose model's time, and the latency."""

from __future__ import annotations

from collections import deque
from typing import Final

import numpy as np

from posecheck.provenance import Live

SLOW_HZ: Final = 12.0
"""Pictures a second below which a session is slow. The ends of a hold are then uncertain by more
than 0.1 s, and a wave by a swing."""

WARM_UP_S: Final = 5.0
"""A session is never called slow in this first time."""

OVER_S: Final = 5.0
"""The last time, over which pictures are counted to know whether it is slow."""

KEPT: Final = 20_000
"""Samples that the medians are made of: the last ten minutes at 30 a second."""


class Rates:
    """Collects the times of one session. `judged` and `shown` may be called from two threads."""

    def __init__(self) -> None:
        self._judged_s: deque[float] = deque()
        self._count = 0
        self._pose_s: deque[float] = deque(maxlen=KEPT)
        self._latency_s: deque[float] = deque(maxlen=KEPT)
        self._beside_s: deque[float] = deque(maxlen=KEPT)
        self._running_s = 0.0
        self._last_s: float | None = None

    def judged(self, t_s: float, pose_s: float) -> None:
        """Takes a picture that was judged: its time, and how long its pose took."""
        if self._last_s is not None and t_s - self._last_s < 1.0:
            self._running_s += t_s - self._last_s
            self._count += 1
        self._last_s = t_s
        self._judged_s.append(t_s)
        while t_s - self._judged_s[0] > OVER_S:
            self._judged_s.popleft()
        self._pose_s.append(pose_s)

    def shown(self, latency_s: float, *, pose_s: float) -> None:
        """Takes a picture that was shown: its time from arrival to screen, the pose included."""
        self._latency_s.append(latency_s)
        self._beside_s.append(latency_s - pose_s)

    @property
    def rate_hz(self) -> float | None:
        """Judged pictures a second, without gaps of a second or more; None without pictures."""
        return self._count / self._running_s if self._running_s > 0 else None

    @property
    def slow(self) -> bool:
        """Whether the last seconds were too slow to coach well."""
        if not self._judged_s or self._judged_s[-1] < WARM_UP_S:
            return False
        span_s = self._judged_s[-1] - self._judged_s[0]
        return span_s > OVER_S / 2 and (len(self._judged_s) - 1) / span_s < SLOW_HZ

    def facts(
        self, camera: str, *, delivered: int, dropped: int, hurt_s: float | None, sets_done: int
    ) -> Live:
        """All of it, for a report."""
        rate_hz = self.rate_hz
        return Live(
            camera=camera,
            rate_hz=None if rate_hz is None else round(rate_hz, 2),
            delivered=delivered,
            dropped=dropped,
            pose_ms=_median_and_p95(self._pose_s),
            latency_ms=_median_and_p95(self._latency_s),
            beside_pose_ms=_median_and_p95(self._beside_s),
            hurt_s=hurt_s,
            sets_done=sets_done,
        )


def _median_and_p95(times_s: deque[float]) -> tuple[float, float] | None:
    """Median and 95th percentile, milliseconds; None without times."""
    if not times_s:
        return None
    median_ms, p95_ms = np.percentile(np.array(times_s) * 1000, (50, 95))
    return round(float(median_ms), 1), round(float(p95_ms), 1)
