"""The median of the last seconds, and the scale of somebody who stays where they are."""

from __future__ import annotations

from math import isnan, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.motion.body_scale import ScaleTracker
from posecheck.motion.running_median import RunningMedian


def scale(values: list[float], *, every_s: float = 0.1, kept: bool = False) -> list[float]:
    """The scale after each value."""
    steady = ScaleTracker(memory_s=30.0, follow_s=3.0, known_s=1.0, drift=0.03, moved=0.15)
    return [steady.step(i * every_s, value, kept=kept) for i, value in enumerate(values)]


@given(st.lists(st.floats(1, 100), min_size=1, max_size=40))
def test_a_running_median_is_the_median_of_what_it_remembers(values: list[float]) -> None:
    """One value a second, four seconds of memory: the last five."""
    median = RunningMedian(4.0)
    for i, value in enumerate(values):
        recent = sorted(values[max(0, i - 4) : i + 1])
        middle = (recent[(len(recent) - 1) // 2] + recent[len(recent) // 2]) / 2
        assert median.step(float(i), value) == pytest.approx(middle)


def test_nothing_seen_has_no_scale() -> None:
    """And a value that was not seen later does not change one."""
    assert isnan(scale([nan, nan])[-1])
    assert scale([100.0, nan, nan])[-1] == 100.0


def test_a_posture_does_not_change_the_scale() -> None:
    """Five seconds of arms that make the trunk look 4 % shorter, and back again."""
    assert set(scale([100.0] * 50 + [96.0] * 50 + [100.0] * 50)) == {100.0}


def test_somebody_who_comes_nearer_is_followed_within_seconds() -> None:
    """Half as large again after ten seconds: two seconds later the scale is the new one."""
    sizes = scale([100.0] * 100 + [150.0] * 40)
    assert sizes[99] == 100.0
    assert sizes[120] == 150.0


def test_a_slow_change_is_followed_in_the_end() -> None:
    """5 % for good is more than a posture's wandering once it has lasted half of the memory."""
    sizes = scale([100.0] * 100 + [105.0] * 300)
    assert sizes[150] == 100.0
    assert sizes[-1] == 105.0


def test_a_scale_that_is_kept_follows_only_somebody_who_moved() -> None:
    """Neither 5 % for good nor slowly 10 %, but half as large again."""
    assert set(scale([100.0] * 100 + [105.0] * 300, kept=True)) == {100.0}
    assert set(scale([100.0 + i / 50 for i in range(500)], kept=True)) == {100.0}
    assert scale([100.0] * 100 + [150.0] * 40, kept=True)[120] == 150.0


def test_what_the_first_pictures_show_is_not_kept() -> None:
    """The model has not settled in them."""
    sizes = scale([100.0] * 3 + [104.0] * 100, kept=True)
    assert (sizes[2], sizes[-1]) == (100.0, 104.0)
