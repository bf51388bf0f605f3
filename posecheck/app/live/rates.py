"""How fast it goes: pictures a second, the pose model's time, and from arrival to screen."""

from __future__ import annotations

from collections import deque
from typing import Final

import numpy as np

from posecheck.provenance import Live

SLOW_HZ: Final = 12.0
"""Under this a hold's ends are uncertain by more than 0.1 s, and a wave by a swing."""

WARM_UP_S: Final = 5.0
OVER_S: Final = 5.0

KEPT: Final = 20_000
"""Samples of which medians are made: the last ten minutes at 30 a second."""


class Rates:
    """Collects the times of one session; all calls under the caller's lock or from one thread."""

    def __init__(self) -> None:
        self._judged_s: deque[float] = deque()
        self._count = 0
        self._pose_s: deque[float] = deque(maxlen=KEPT)
        self._latency_s: deque[float] = deque(maxlen=KEPT)
        self._beside_s: deque[float] = deque(maxlen=KEPT)
        self._running_s = 0.0
        self._last_s: float | None = None

    def judged(self, t_s: float, pose_s: float) -> None:
        """A picture of time `t_s` was judged, and its pose took `pose_s`."""
        if self._last_s is not None and t_s - self._last_s < 1.0:
            self._running_s += t_s - self._last_s
            self._count += 1
        self._last_s = t_s
        self._judged_s.append(t_s)
        while t_s - self._judged_s[0] > OVER_S:
            self._judged_s.popleft()
        self._pose_s.append(pose_s)

    def shown(self, latency_s: float, *, pose_s: float) -> None:
        """A picture came to the screen so long after it arrived, its pose included."""
        self._latency_s.append(latency_s)
        self._beside_s.append(latency_s - pose_s)

    @property
    def rate_hz(self) -> float | None:
        """Judged pictures a second, gaps of a second and more left out."""
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
        """All of it for a report."""
        rate_hz = self.rate_hz
        return Live(
            camera=camera,
            rate_hz=None if rate_hz is None else round(rate_hz, 2),
            delivered=delivered,
            dropped=dropped,
            pose_ms=_middle_and_most(self._pose_s),
            latency_ms=_middle_and_most(self._latency_s),
            beside_pose_ms=_middle_and_most(self._beside_s),
            hurt_s=hurt_s,
            sets_done=sets_done,
        )


def _middle_and_most(times_s: deque[float]) -> tuple[float, float] | None:
    if not times_s:
        return None
    middle, most = np.percentile(np.array(times_s) * 1000, (50, 95))
    return round(float(middle), 1), round(float(most), 1)
