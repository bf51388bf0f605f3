"""Quick swings where a body should be at rest."""

from __future__ import annotations

import numpy as np
import pytest

from posecheck.motion.bouncing import bouncing
from posecheck.motion.resampling import Resampled


def held(swing: float, hz: float, bounces: int, fps: float = 30.0) -> Resampled:
    """Six seconds of a hold at 50 with bounces out of it after two."""
    t_s = np.arange(0, 6, 1 / fps)
    within = (t_s >= 2) & (t_s <= 2 + bounces / hz)
    return Resampled(0.0, fps, 50 - within * swing * (1 - np.cos(2 * np.pi * hz * (t_s - 2))) / 2)


@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
@pytest.mark.parametrize("hz", [1.0, 2.0])
def test_bounces_are_counted_as_half_swings(fps: float, hz: float) -> None:
    """Four bounces go down and up four times."""
    found = bouncing(held(8.0, hz, 4, fps), 0.5, 5.9, least=3)
    assert found.swings in (7, 8)
    assert found.size == pytest.approx(8, rel=0.25)
    assert found.end_s - found.start_s == pytest.approx(4 / hz, abs=0.8)


@pytest.mark.parametrize(
    ("swing", "hz", "bounces"),
    [(2.0, 2.0, 5), (8.0, 0.3, 1), (3.0, 5.0, 12)],
    ids=["small", "breath", "tremor"],
)
def test_what_is_no_bounce_is_not_counted(swing: float, hz: float, bounces: int) -> None:
    """Too small, too slow, too quick."""
    assert bouncing(held(swing, hz, bounces), 0.5, 5.9, least=3).swings < 2


def test_a_hold_that_sinks_does_not_bounce() -> None:
    """One long movement has no swings."""
    t_s = np.arange(0, 6, 1 / 30)
    assert bouncing(Resampled(0.0, 30.0, 50 - 4 * t_s), 0.5, 5.5, least=3).swings == 0


def test_the_acceleration_of_bounces_is_that_of_a_sine() -> None:
    """8° to and fro twice a second: 4° (4π/s)², 630°/s²."""
    found = bouncing(held(8.0, 2.0, 6, 60.0), 0.5, 5.9, least=3)
    assert found.acceleration_per_s2 == pytest.approx(4 * (4 * np.pi) ** 2, rel=0.25)
    assert bouncing(held(0.0, 2.0, 6), 0.5, 5.9, least=3).acceleration_per_s2 == 0
