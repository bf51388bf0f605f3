"""The media clock, against timestamps as containers have them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.capture.container_clock import MediaClock

STAMPS = st.lists(st.none() | st.floats(-1e5, 1e5), min_size=1, max_size=30)


def media_times(*stamps_s: float | None, step_s: float = 0.5) -> list[float | None]:
    clock = MediaClock(step_s=step_s)
    return [clock.media_time_s(stamp_s) for stamp_s in stamps_s]


@given(STAMPS)
def test_times_begin_at_zero_and_only_ever_increase(stamps_s: list[float | None]) -> None:
    """Whatever a container holds, the times that are given out start at 0 and rise."""
    times = [t_s for t_s in media_times(*stamps_s) if t_s is not None]
    assert times[0] == 0.0
    assert all(before < after for before, after in pairwise(times))


def test_good_timestamps_keep_their_distances() -> None:
    """Rising timestamps are only moved so that the first is 0."""
    assert media_times(100.0, 100.25, 103.0) == [0.0, 0.25, 3.0]


@pytest.mark.parametrize("late_s", [7.25, 7.0, 6.5], ids=["repeated", "earlier", "before 0"])
def test_a_picture_out_of_order_gets_no_time(late_s: float) -> None:
    """It is left out, and the ones after it are timed as if it had not been there."""
    assert media_times(7.0, 7.25, late_s, 8.0) == [0.0, 0.25, None, 1.0]


def test_a_missing_timestamp_is_one_step_after_the_last() -> None:
    """Pictures without a timestamp come at the recording's usual rate."""
    assert media_times(None, None, None) == [0.0, 0.5, 1.0]
    assert media_times(3.0, None, 4.5) == [0.0, 0.5, 1.5]


def test_a_clock_that_is_started_again_goes_on() -> None:
    """Where two recordings were joined, the second one's times follow the first one's."""
    assert media_times(50.0, 53.0, 0.0, 1.0) == [0.0, 3.0, 3.5, 4.5]
