"""Shaking of known size and frequency, in noise and during movements."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.signal import butter, sosfiltfilt

from posecheck.motion import shaking as shaking_module
from posecheck.motion.resampling import Resampled
from posecheck.motion.shaking import BAND_HZ, in_band, noise, shaking


def signal(size: float, hz: float, fps: float, *, slope: float = 0.0, sd: float = 0.0) -> Resampled:
    """Five seconds of it."""
    t_s = np.arange(0, 5, 1 / fps)
    chance = np.random.default_rng(2)
    values = slope * t_s + size * np.sin(2 * np.pi * hz * t_s + 1) + chance.normal(0, sd, t_s.size)
    return Resampled(0.0, fps, values)


@pytest.mark.parametrize("fps", [20.0, 24.0, 30.0, 60.0])
@pytest.mark.parametrize("hz", [3.5, 5.0, 6.5])
@pytest.mark.parametrize("slope", [0.0, 30.0], ids=["held", "moving"])
def test_size_and_frequency_are_found(fps: float, hz: float, slope: float) -> None:
    """To a tenth, whether the body moves or not."""
    found = shaking(signal(2.0, hz, fps, slope=slope), 1, 4)
    assert found is not None
    assert found.size == pytest.approx(2.0, rel=0.12)
    assert found.hz == pytest.approx(hz, abs=0.3)


@pytest.mark.parametrize("hz", [0.25, 1.0, 12.0], ids=["breath", "meant movement", "noise"])
def test_what_is_outside_the_band_is_no_shaking(hz: float) -> None:
    """Breath, movement and what no person can do."""
    found = shaking(signal(2.0, hz, 30.0), 1, 4)
    assert found is not None
    assert found.size < 0.1


def test_a_slip_makes_one_burst_and_no_shaking() -> None:
    """12° within 0.2 s have as much in the band as a tremor, but not for long."""
    t_s = np.arange(0, 4, 1 / 30)
    x = np.clip((t_s - 2) / 0.2, 0, 1)
    found = shaking(Resampled(0.0, 30.0, 10 * t_s + 12 * x**3 * (10 - 15 * x + 6 * x**2)), 0.5, 3.5)
    assert found is not None
    assert found.size < 0.5


@pytest.mark.parametrize(("fps", "span"), [(12.0, (1, 4)), (30.0, (1, 1.8))], ids=["rate", "short"])
def test_what_is_not_measurable_is_none(fps: float, span: tuple[float, float]) -> None:
    """Below 13 pictures a second a tremor folds back; three swings need a second."""
    assert shaking(signal(2.0, 5.0, fps), *span) is None


@pytest.mark.parametrize("fps", [24.0, 30.0, 60.0])
def test_noise_is_read_beside_a_tremor(fps: float) -> None:
    """From what is faster than a person: a tremor of three times its size does not count."""
    found = noise(signal(3.0, 4.0, fps, slope=20.0, sd=1.0), 0.5, 4.5)
    assert found == pytest.approx(1.0, rel=0.25)


def test_noise_is_not_read_where_there_is_no_room_for_it() -> None:
    """At 20 pictures a second nothing lies above the band."""
    assert noise(signal(0.0, 4.0, 20.0, sd=1.0), 0.5, 4.5) is None


def test_noise_has_its_share_in_the_band() -> None:
    """The amplitude that white noise is said to have there is the one that is found."""
    found = shaking(signal(0.0, 4.0, 30.0, sd=1.0), 0.5, 4.5)
    assert found is not None
    # A quantile of 30 % of the windows: somewhat less than the mean.
    assert 0.6 * in_band(1.0, 30.0) < found.size < 1.1 * in_band(1.0, 30.0)


@pytest.mark.parametrize("band_hz", [BAND_HZ, (9.0, None)], ids=["band", "above"])
@pytest.mark.parametrize("fps", [20.0, 24.0, 30.0])
def test_the_filter_is_scipys_butterworth_without_its_ends(
    fps: float, band_hz: tuple[float, float | None]
) -> None:
    """Forwards and backwards, of order 3; SciPy's rings at the ends, so the middle is compared."""
    values = np.cumsum(np.random.default_rng(5).normal(size=400))
    low_hz, high_hz = band_hz
    kind, edges = ("bandpass", band_hz) if high_hz else ("highpass", low_hz)
    wanted = sosfiltfilt(butter(3, edges, kind, fs=fps, output="sos"), values)
    got = shaking_module._filtered(Resampled(0.0, fps, values), band_hz)
    np.testing.assert_allclose(got[60:-60], wanted[60:-60], atol=0.01 * wanted.std())


@given(
    slope=st.floats(-200, 200),
    start=st.floats(-180, 180),
    count=st.integers(1, 300),
    rate_hz=st.sampled_from([15.0, 24.0, 30.0, 59.94]),
)
def test_moving_evenly_is_no_shaking_up_to_the_ends(
    slope: float, start: float, count: int, rate_hz: float
) -> None:
    """Whatever the speed and the length; nothing rings at the ends."""
    values = start + slope * np.arange(count) / rate_hz
    got = shaking_module._filtered(Resampled(0.0, rate_hz, values), BAND_HZ)
    np.testing.assert_allclose(got, 0.0, atol=1e-8)
