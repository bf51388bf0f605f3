"""The history of signals. It has what is asked for, and keeps no more than needed."""

from __future__ import annotations

from math import inf, nan

import pytest

from posecheck.exercise.follow.history import SignalHistory


def history(n: int) -> SignalHistory:
    """So many moments, a second apart. "a" counts them up, "b" counts them down."""
    found = SignalHistory(["a", "b"])
    for i in range(n):
        found.append(float(i), {"b": -float(i), "a": float(i) if i != 3 else nan})
    return found


@pytest.mark.parametrize(
    ("start_s", "end_s", "expected"),
    [
        (1.0, 2.0, [1, 2]),
        (0.5, 2.5, [1, 2]),
        (2.0, 2.0, [2]),
        (-5.0, 1.0, [0, 1]),
        (8.0, 99.0, [8, 9]),
        (4.1, 4.9, []),
        (7.0, 6.0, []),
    ],
)
def test_a_window_holds_what_lies_in_it_both_ends_included(
    start_s: float, end_s: float, expected: list[int]
) -> None:
    """Its own bounds need not be the times of samples."""
    window = history(10).window("b", start_s, end_s)
    assert window.t_s.tolist() == expected
    assert window.values.tolist() == [-t for t in expected]
    assert (window.start_s, window.end_s) == (start_s, end_s)


def test_what_was_not_seen_is_nan_in_a_window() -> None:
    """The moment itself is there."""
    window = history(10).window("a", 2, 4)
    assert window.values.tolist() == pytest.approx([2, nan, 4], nan_ok=True)


def test_forgetting_keeps_all_from_its_bound_on_and_not_much_more() -> None:
    """It drops moments in blocks, so a few hundred older ones may remain."""
    long = history(2000)
    long.forget(1500.0)
    assert long.window("b", 1500, 2000).t_s.size == 500
    assert long.window("b", 0, 2000).t_s.size <= 500 + 257


def test_the_newest_moment_is_known() -> None:
    """Before the first moment it is -inf."""
    assert history(10).latest_s == 9.0
    assert history(0).latest_s == -inf
