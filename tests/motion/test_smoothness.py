"""SPARC and LDLJ against their reference values."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from posecheck.motion.smoothness import ldlj, sparc

RATE_HZ = 100.0
BELL = np.exp(-5 * np.arange(-1, 1, 1 / RATE_HZ) ** 2)


def test_the_measures_have_their_reference_values() -> None:
    """Speed exp(-5 t²), t in [-1, 1) at 100 Hz, by the authors' own code (Balasubramanian 2015)."""
    assert sparc(BELL, RATE_HZ) == pytest.approx(-1.41403, abs=1e-5)
    assert ldlj(BELL, RATE_HZ) == pytest.approx(-5.81636, abs=1e-5)


@pytest.mark.parametrize("measure", [sparc, ldlj])
def test_neither_depends_on_size_or_duration(measure: Callable[..., float]) -> None:
    """Both are dimensionless."""
    assert measure(40 * BELL, RATE_HZ) == pytest.approx(measure(BELL, RATE_HZ))
    # A slower bell has its spectrum lower; SPARC's cut-off at 10 Hz still holds all of it.
    assert measure(BELL, RATE_HZ / 2) == pytest.approx(measure(BELL, RATE_HZ), abs=0.02)


@pytest.mark.parametrize("measure", [sparc, ldlj])
def test_two_movements_in_one_are_less_smooth(measure: Callable[..., float]) -> None:
    """That is what they are for, where there is no noise."""
    t = np.arange(-1, 1, 1 / RATE_HZ)
    twice = np.exp(-30 * (t - 0.4) ** 2) + np.exp(-30 * (t + 0.4) ** 2)
    assert measure(twice, RATE_HZ) < measure(BELL, RATE_HZ) - 0.2


@pytest.mark.parametrize("measure", [sparc, ldlj])
@pytest.mark.parametrize(
    "speed",
    [np.zeros(50), np.full(50, np.nan), np.array([1.0, 2.0, 1.0])],
    ids=["still", "unseen", "three samples"],
)
def test_what_cannot_be_measured_is_nan(measure: Callable[..., float], speed: np.ndarray) -> None:
    """Never a number that means nothing."""
    assert np.isnan(measure(speed, RATE_HZ))
