"""Slopes of signals, against the closed form."""

from __future__ import annotations

import numpy as np
import pytest
import stick
from hypothesis import given
from hypothesis import strategies as st

from posecheck.motion.speed import slope_per_s


@given(
    st.lists(st.floats(0.005, 0.05), min_size=20, max_size=60),
    st.floats(-500, 500),
    st.sets(st.integers(0, 19), max_size=5),
)
def test_the_slope_of_a_line_is_exact(gaps_s: list[float], slope: float, missing: set[int]) -> None:
    """Whatever the sampling, and whatever was not seen."""
    t_s = np.cumsum(gaps_s)
    values = 120 + slope * t_s
    values[list(missing)] = np.nan
    found = slope_per_s(t_s, values)
    known = np.isfinite(found)
    assert found[known] == pytest.approx(np.full(known.sum(), slope), rel=1e-6, abs=1e-5)


def test_a_slope_needs_two_samples_that_were_seen() -> None:
    """One sample in the window, or none, says nothing about speed."""
    t_s = np.array([0.0, 1.0, 1.05, 2.0, 2.05])
    values = np.array([5.0, 1.0, 2.0, 4.0, np.nan])
    assert slope_per_s(t_s, values).tolist() == pytest.approx(
        [np.nan, 20.0, 20.0, np.nan, np.nan], nan_ok=True
    )


@pytest.mark.parametrize(
    "shift_s", [-10.0, 3600.0, 2.0**17, 2.0**20], ids=["before 0", "an hour", "36 h", "12 days"]
)
def test_speed_does_not_depend_on_when_the_clock_began(shift_s: float) -> None:
    """A camera's clock counts from the machine's start, which may be long ago."""
    t_s = np.arange(128) / 32
    values = np.array([45 * stick.glide((t - 1) / 2) for t in t_s])
    here = slope_per_s(t_s, values)
    assert slope_per_s(t_s + shift_s, values) == pytest.approx(here, abs=0.01)
