"""Pictures that waited in a buffer are known; those of an uneven camera are not taken for such."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from posecheck.capture.late_pictures import KEPT, LEAST, LatePictures

STEP_S = 1 / 30


def arrivals(
    stall_s: float, *, at: int = 60, last: int = 200, read_s: float = 0.004
) -> list[float]:
    """When pictures arrive that are taken 30 times a second, where nothing is read for a while."""
    free_s = 0.0
    found = []
    for i in range(last):
        taken_s = i * STEP_S
        if i == at:
            free_s = taken_s + stall_s
        free_s = max(free_s + read_s, taken_s)
        found.append(free_s)
    return found


def judged(times_s: list[float]) -> list[int]:
    """The numbers of the pictures that are not late."""
    late = LatePictures()
    return [i for i, t_s in enumerate(times_s) if not late.step(t_s)]


@given(st.floats(0.12, 20.0), st.floats(0.0, 0.015))
def test_after_a_stall_no_picture_has_a_wrong_time(stall_s: float, read_s: float) -> None:
    """What is judged was taken when it arrived, but for what reading takes."""
    times_s = arrivals(stall_s, read_s=read_s, last=1500)
    kept = judged(times_s)
    assert all(times_s[i] - i * STEP_S < 2 * STEP_S for i in kept)
    assert kept[-1] == 1499  # and it goes on


@given(st.lists(st.floats(0.6, 1.4), min_size=50, max_size=200), st.sampled_from([5, 15, 30, 60]))
def test_an_uneven_camera_loses_nothing(shares: list[float], rate_hz: int) -> None:
    times_s, now_s = [], 0.0
    for share in shares:
        now_s += share / rate_hz
        times_s.append(now_s)
    assert judged(times_s) == list(range(len(times_s)))


@given(st.floats(0.12, 20.0))
def test_a_camera_that_was_away_loses_one_picture(away_s: float) -> None:
    """Nothing waited: they come again one by one."""
    times_s = [i * STEP_S + (away_s if i >= 60 else 0.0) for i in range(100)]
    assert judged(times_s) == [i for i in range(100) if i != 60]


def test_a_camera_that_becomes_faster_is_not_late_for_long() -> None:
    slow = [i / 10 for i in range(30)]
    fast = [slow[-1] + 1.0 + i / 60 for i in range(100)]
    kept = judged(slow + fast)
    assert kept[:30] == list(range(30))
    assert len(kept) > 30 + 85
    assert kept[-1] == 129


def test_a_camera_that_becomes_slow_loses_a_few_pictures() -> None:
    """As a webcam does when the light goes out: each distance is a silence, for the rate before."""
    times_s = [i * STEP_S for i in range(60)]
    times_s += [times_s[-1] + i / 5 for i in range(1, 100)]
    lost = set(range(len(times_s))) - set(judged(times_s))
    assert lost <= set(range(60, 60 + KEPT // 2 + 1))


@given(st.integers(1, 8), st.floats(0.2, 3.0))
def test_a_network_that_is_slow_for_a_while_gives_no_wrong_time(many: int, each_s: float) -> None:
    """Each picture is under way until the next one is sent; then all is as before."""
    times_s = [i * STEP_S for i in range(60)]
    times_s += [times_s[-1] + each_s * i for i in range(1, many + 1)]
    times_s += [times_s[-1] + STEP_S * i for i in range(1, 60)]
    assert not set(judged(times_s)) & set(range(60, 60 + many))
    assert judged(times_s)[-1] == len(times_s) - 1


def test_before_anything_is_usual_nothing_is_late() -> None:
    assert judged([0.0, 1.0, 1.001, 1.002]) == [0, 1, 2, 3]
    assert LEAST > 3
