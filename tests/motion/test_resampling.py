"""Equally spaced samples, and jumps of the tracking."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.motion.resampling import MOST_RATE_HZ, median_smoothed, resampled, without_jumps


@pytest.mark.parametrize("fps", [15.0, 24.0, 30.0, 60.0])
def test_samples_become_equally_spaced(fps: float) -> None:
    """A straight line is still one, however irregular the times."""
    chance = np.random.default_rng(3)
    t_s = np.arange(0, 4, 1 / fps) + chance.uniform(-0.2, 0.2, int(4 * fps)) / fps
    found = resampled(t_s, 20 * t_s)
    assert found is not None
    assert found.rate_hz == pytest.approx(fps, rel=0.02)
    assert np.allclose(found.values, 20 * found.t_s)


def test_a_fast_camera_is_thinned_out() -> None:
    """240 pictures a second take four times as long and show nothing more."""
    t_s = np.arange(0, 1, 1 / 240)
    found = resampled(t_s, t_s)
    assert found is not None
    assert found.rate_hz == MOST_RATE_HZ


def test_short_dropouts_are_bridged_and_long_ones_refused() -> None:
    """A quarter of a second may hide whole swings."""
    t_s = np.arange(0, 2, 1 / 30)
    values = 10 * t_s
    short = np.where((t_s > 1) & (t_s < 1.2), np.nan, values)
    long = np.where((t_s > 1) & (t_s < 1.4), np.nan, values)
    found = resampled(t_s, short)
    assert found is not None
    assert np.allclose(found.values, 10 * found.t_s)
    assert resampled(t_s, long) is None
    assert resampled(t_s, np.full_like(t_s, np.nan)) is None


def test_a_jump_of_the_landmarks_is_taken_out_and_counted() -> None:
    """A hand over the shin: the knee jumps by 20° and back within a fifth of a second."""
    t_s = np.arange(0, 2, 1 / 30)
    calm = 15 * t_s
    jumped = calm + np.where((t_s > 0.9) & (t_s < 1.1), 20.0, 0.0)
    found = resampled(t_s, jumped)
    assert found is not None
    assert found.jumps == 2
    assert found.jump_sum == pytest.approx(40, abs=2)
    assert np.allclose(found.values, calm, atol=0.5)


@pytest.mark.parametrize(("amplitude", "hz"), [(3.0, 4.0), (6.0, 2.0)], ids=["tremor", "bounces"])
def test_what_a_body_can_do_is_no_jump(amplitude: float, hz: float) -> None:
    """Swings have neighbours that are like them."""
    t_s = np.arange(0, 3, 1 / 30)
    values = 10 * t_s + amplitude * np.sin(2 * np.pi * hz * t_s)
    _, jumps = without_jumps(values)
    assert jumps.size == 0


@given(st.floats(0.2, 1.0), st.floats(20, 90))
def test_a_snap_is_no_jump(duration_s: float, range_deg: float) -> None:
    """A minimum-jerk movement of 0.2 s has neighbouring steps within a factor of 4."""
    x = np.clip((np.arange(0, 3, 1 / 30) - 1) / duration_s, 0, 1)
    _, jumps = without_jumps(range_deg * x**3 * (10 - 15 * x + 6 * x**2))
    assert jumps.size == 0


def test_a_running_median_keeps_slips_and_takes_spikes() -> None:
    """What goes on stays however steep; what comes back at once is gone."""
    t_s = np.arange(0, 2, 1 / 30)
    slip = np.where(t_s < 1, 0.0, 12.0)
    spike = np.where((t_s > 1) & (t_s < 1.1), 12.0, 0.0)
    assert np.array_equal(median_smoothed(slip, 30.0), slip)
    assert np.abs(median_smoothed(spike, 30.0)).max() == 0
