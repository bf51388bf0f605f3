"""The cadence: steps a minute."""

from __future__ import annotations

import pytest

from posecheck.exercise.judge.cadence import judged, per_min
from posecheck.exercise.spec.tables import Cadence


def steps(every_s: float, n: int, *, start_s: float = 0.0) -> list[float]:
    """The times of so many steps."""
    return [start_s + i * every_s for i in range(n)]


@pytest.mark.parametrize(("every_s", "pace"), [(0.5, 120), (0.6, 100), (1.0, 60)])
def test_the_cadence_is_steps_in_a_minute(every_s: float, pace: float) -> None:
    """It does not depend on the number of steps."""
    for n in (4, 9, 50):
        assert per_min(steps(every_s, n)) == pytest.approx(pace)


def test_a_break_is_no_slow_step() -> None:
    """Ten steps, twenty seconds of rest, ten steps."""
    walk = steps(0.5, 10) + steps(0.5, 10, start_s=25)
    assert per_min(walk) == pytest.approx(120)


def test_a_limp_or_a_late_first_step_changes_nothing() -> None:
    """Long and short steps take turns, or the first step is seen half a second late."""
    limping = [t for i in range(6) for t in (1.2 * i, 1.2 * i + 0.5)]
    assert per_min(limping) == pytest.approx(100)
    assert per_min([0.4, *steps(0.6, 12, start_s=0.6)]) == pytest.approx(100)


def test_both_legs_may_come_in_any_order() -> None:
    """Left and right are counted apart. Their steps make one cadence."""
    assert per_min(steps(1.0, 5) + steps(1.0, 5, start_s=0.5)) == pytest.approx(120)


@pytest.mark.parametrize("n", [0, 1, 3])
def test_too_few_steps_have_no_cadence(n: int) -> None:
    """Three steps are one stride."""
    assert per_min(steps(0.5, n)) is None


@pytest.mark.parametrize(("every_s", "limit"), [(0.4, 130), (0.6, None), (1.2, 60)])
def test_a_cadence_outside_its_limits_is_one_finding(every_s: float, limit: float | None) -> None:
    """The finding has the limit that was broken, and spans the whole walk."""
    spec = Cadence(at_least_per_min=60, at_most_per_min=130, say="Slower.", because="test")
    found = judged(steps(every_s, 10), spec)
    assert [f.limit for f in found] == ([] if limit is None else [limit])
    for finding in found:
        assert finding.value == pytest.approx(60 / every_s)
        assert (finding.start_s, finding.end_s) == (0.0, pytest.approx(9 * every_s))
