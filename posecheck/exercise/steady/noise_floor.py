"""The noise floor of each signal, measured in the same session: where the person rests or holds."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass

import numpy as np

from posecheck.motion.resampling import Resampled
from posecheck.motion.shaking import in_band, noise, shaking

LONGEST_MEMORY = 24
"""Stretches remembered of each signal: some ten repetitions, so that it follows the light."""

QUIET = 0.25
"""The quantile of what was heard in them: somebody who shakes in every other hold does not make
a floor of it."""

COLOURED = 2.0
"""Noise in the band against what white noise with the same share above 9 Hz would have there:
MediaPipe's smoothing takes high frequencies away first (docs/steadiness.md)."""


@dataclass(frozen=True, slots=True)
class NoiseFloor:
    """sd: standard deviation of a sample's noise; band: its amplitude in the band of shaking.

    Both in the signal's unit, 0 where nothing was heard yet.
    """

    sd: float
    band: float


class NoiseFloors:
    """What was heard of each signal in rests and holds."""

    def __init__(self) -> None:
        self._heard: dict[str, deque[NoiseFloor]] = defaultdict(
            lambda: deque(maxlen=LONGEST_MEMORY)
        )

    def listen(self, signal: str, clean: Resampled, start_s: float, end_s: float) -> None:
        """Takes a stretch in which the person kept still; a short one tells nothing."""
        found = shaking(clean, start_s, end_s)
        if found is None:
            return
        sd = noise(clean, start_s, end_s)
        if sd is None:
            sd = found.size / in_band(1.0, clean.rate_hz)
        self._heard[signal].append(NoiseFloor(sd, found.size))

    def of(self, signal: str, clean: Resampled, start_s: float, end_s: float) -> NoiseFloor:
        """The floor for one stretch: what was heard in rests, or in the stretch itself among
        what is faster than a person, whichever is more."""
        heard = self._heard[signal]
        sd = float(np.quantile([one.sd for one in heard], QUIET)) if heard else 0.0
        band = float(np.quantile([one.band for one in heard], QUIET)) if heard else 0.0
        own = noise(clean, start_s, end_s) or 0.0
        return NoiseFloor(max(sd, own), max(band, COLOURED * in_band(own, clean.rate_hz)))
