"""The noise floor of each signal, measured in the same session, where the person rests or holds."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass

import numpy as np

from posecheck.motion.resampling import Resampled
from posecheck.motion.shaking import in_band, noise, shaking

MOST_REMEMBERED = 24
"""The number of rests and pauses that are remembered for each signal. They come from about ten
repetitions, so the noise floor follows a change of the light."""

QUIET_QUANTILE = 0.25
"""The noise floor is this quantile of what was measured in them. Somebody who shakes in every other
hold does not raise it."""

COLOURED_NOISE_FACTOR = 2.0
"""MediaPipe's smoothing removes high frequencies first. So noise in the tremor's band may be twice
what white noise with the same share above 9 Hz would have there (docs/steadiness.md)."""


@dataclass(frozen=True, slots=True)
class NoiseFloor:
    """sd: standard deviation of a sample's noise; band: amplitude of the noise in the tremor's
    band.

    Both are in the signal's unit, and 0 where nothing was measured yet.
    """

    sd: float
    band: float


class NoiseFloors:
    """The noise of each signal, as measured in rests and pauses."""

    def __init__(self) -> None:
        self._measured: dict[str, deque[NoiseFloor]] = defaultdict(
            lambda: deque(maxlen=MOST_REMEMBERED)
        )

    def add_rest(self, signal: str, samples: Resampled, start_s: float, end_s: float) -> None:
        """Measures the noise between two times at which the person kept still.

        A span that is too short for `shaking` is left out.
        """
        found = shaking(samples, start_s, end_s)
        if found is None:
            return
        sd = noise(samples, start_s, end_s)
        if sd is None:
            sd = found.size / in_band(1.0, samples.rate_hz)
        self._measured[signal].append(NoiseFloor(sd, found.size))

    def of(self, signal: str, samples: Resampled, start_s: float, end_s: float) -> NoiseFloor:
        """The noise floor between two times.

        It is the larger of two values: what was measured in rests and pauses, and what is faster
        than a person between the two times themselves.
        """
        measured = self._measured[signal]
        sd = float(np.quantile([one.sd for one in measured], QUIET_QUANTILE)) if measured else 0.0
        band = (
            float(np.quantile([one.band for one in measured], QUIET_QUANTILE)) if measured else 0.0
        )
        own = noise(samples, start_s, end_s) or 0.0
        own_band = COLOURED_NOISE_FACTOR * in_band(own, samples.rate_hz)
        return NoiseFloor(max(sd, own), max(band, own_band))
