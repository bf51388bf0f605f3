"""The last values of a signal: their spread, and their quantiles without single bad samples."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.motion.filters import despiked
from posecheck.motion.recent_values import RecentValues

# Few different values, so that some are equal.
values_of_a_signal = st.lists(st.integers(-5, 5).map(float), min_size=1, max_size=25)


@given(values_of_a_signal, st.integers(0, 24), st.sampled_from([0.0, 0.2, 0.5, 0.8, 1.0]))
def test_a_quantile_is_that_of_the_despiked_values_that_are_left(
    values: list[float], dropped: int, share: float
) -> None:
    """However many values have come and gone."""
    recent = RecentValues(values)
    dropped = min(dropped, len(values) - 1)
    for _ in range(dropped):
        recent.drop_oldest()
    left = np.array(values[dropped:])
    assert len(recent) == left.size
    assert recent.quantile(share) == pytest.approx(np.percentile(despiked(left), 100 * share))
    assert recent.spread == np.ptp(left)


def test_one_bad_sample_changes_no_quantile() -> None:
    """Neither within the values nor at their end."""
    assert RecentValues([1.0, 1.0, 90.0, 1.0, 1.0]).quantile(1.0) == 1.0
    assert RecentValues([90.0, 1.0, 1.0, 1.0, 1.0]).quantile(1.0) == 1.0


def test_what_was_forgotten_leaves_nothing() -> None:
    """Neither after `clear` nor after the last value was dropped."""
    recent = RecentValues([1.0, 2.0, 3.0, 4.0])
    recent.clear()
    recent.add(7.0)
    assert (len(recent), recent.quantile(0.5), recent.spread) == (1, 7.0, 0.0)
    recent.drop_oldest()
    assert not recent
