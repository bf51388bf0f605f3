"""Speeds, stops and suddenness of movements whose truth is arithmetic."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from posecheck.motion.resampling import Resampled, resampled
from posecheck.motion.speed_profile import SpeedProfile, speed_profile, speed_standard_error

Values = np.ndarray

RATES = [15.0, 24.0, 30.0, 60.0]


def jerkless(x: Values) -> Values:
    """Minimum jerk from 0 to 1."""
    x = np.clip(x, 0, 1)
    return x**3 * (10 - 15 * x + 6 * x**2)


def watched(
    path: Callable[[Values], Values], duration_s: float, fps: float = 30.0, *, sd: float = 0.0
) -> SpeedProfile:
    """A movement by `path` (share of its time -> degrees), a second of rest before and after."""
    t_s = np.arange(0, duration_s + 2, 1 / fps)
    chance = np.random.default_rng(5)
    values = path((t_s - 1) / duration_s) + chance.normal(0, sd, t_s.size)
    found = resampled(t_s, values)
    assert found is not None
    result = speed_profile(found, 1.0, 1.0 + duration_s, noise=sd)
    assert result is not None
    return result


@pytest.mark.parametrize("fps", RATES)
@pytest.mark.parametrize("duration_s", [1.0, 2.0, 4.0])
def test_a_minimum_jerk_movement_is_neither_sudden_nor_halting(
    fps: float, duration_s: float
) -> None:
    """Its peak is 1.875 times its mean speed."""
    found = watched(lambda x: 40 * jerkless(x), duration_s, fps)
    assert found.distance == pytest.approx(40, abs=0.1)
    assert found.mean_per_s == pytest.approx(40 / duration_s, rel=0.01)
    assert found.peak_per_s == pytest.approx(1.875 * 40 / duration_s, rel=0.06)
    assert found.suddenness < 1.4
    assert found.stops == ()
    assert found.minimum_jerk_s == pytest.approx(duration_s, rel=0.06)


@pytest.mark.parametrize("fps", RATES)
@pytest.mark.parametrize("sign", [1, -1], ids=["up", "down"])
def test_a_stop_is_found_where_it_is(fps: float, sign: int) -> None:
    """Half of the distance, half a second of nothing, the other half."""

    def path(x: Values) -> Values:
        s = 2.5 * x
        return sign * 20 * (jerkless(s) + jerkless(s - 1.5))

    found = watched(path, 2.5, fps)
    assert len(found.stops) == 1
    (start_s, end_s) = found.stops[0]
    # A minimum-jerk movement is slow for a while before it comes to rest.
    assert start_s == pytest.approx(2.0, abs=0.2)
    assert end_s == pytest.approx(2.5, abs=0.2)


@pytest.mark.parametrize("sd", [0.0, 0.3, 1.0])
def test_a_slip_is_sudden_also_in_noise(sd: float) -> None:
    """12° within a fifth of a second in a calm movement of 40° in 3 s."""
    calm = watched(lambda x: 40 * jerkless(x), 3.0, sd=sd)
    slip = watched(lambda x: 28 * jerkless(x) + 12 * jerkless((x - 0.5) * 15), 3.0, sd=sd)
    assert calm.suddenness < 1.6
    assert slip.suddenness > 2.2


def test_a_tremor_is_not_sudden() -> None:
    """3° at 5 Hz reach 94°/s, a movement of 40° in 2 s 37°/s."""
    found = watched(
        lambda x: 40 * jerkless(x) + 3 * np.sin(2 * np.pi * 5 * 2 * x) * ((x > 0) & (x < 1)), 2.0
    )
    assert found.suddenness < 2.6


def test_a_movement_that_is_dropped_is_fast_at_its_end() -> None:
    """A falling body is fastest where it is caught."""
    fallen = watched(lambda x: 40 * np.clip(x, 0, 1) ** 2, 1.0)
    calm = watched(lambda x: 40 * jerkless(x), 1.0)
    assert fallen.end_share > 0.75
    assert calm.end_share < 0.65


def test_nothing_that_moves_is_nothing_to_measure() -> None:
    """None, and no division by zero."""
    still = Resampled(0.0, 30.0, np.zeros(90))
    assert speed_profile(still, 0.5, 2.0) is None


@pytest.mark.parametrize("fps", RATES)
def test_the_standard_error_of_a_speed_is_that_of_noisy_samples(fps: float) -> None:
    """The formula against 20,000 samples."""
    from posecheck.motion.speed import slope_per_s

    t_s = np.arange(20_000) / fps
    noisy = np.random.default_rng(1).normal(0, 1, t_s.size)
    made = np.nanstd(slope_per_s(t_s, noisy, half_window_s=0.12))
    assert speed_standard_error(1.0, fps, 0.12) == pytest.approx(made, rel=0.03)
