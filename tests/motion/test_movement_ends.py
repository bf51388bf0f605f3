"""Where a movement begins and ends, against the closed form."""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

import numpy as np
import pytest
import stick
from numpy.typing import NDArray

from posecheck.motion.movement_ends import LAG_SHARE, SMOOTHING_LAG_S, onset, settled
from posecheck.motion.speed import HALF_WINDOW_S, slope_per_s

Values = NDArray[np.float64]


def minimum_jerk(share: float) -> float:
    s = min(1.0, max(0.0, share))
    return s**3 * (10 - 15 * s + 6 * s**2)


LATEST = {
    # Its speed rises in a straight line that leads back to its beginning.
    stick.glide: 0.0,
    # Its speed is 16 s^2 (1 - s)^2 of its peak, so it creeps at first. It has begun at a tenth of
    # the peak at the latest.
    minimum_jerk: (1 - sqrt(1 - sqrt(0.1))) / 2,
}
"""Share of a movement's duration after which it must have begun (and, from its end, have ended)."""

START_S, LENGTH_S, ANGLE_DEG = 2.0, 2.0, 45.0
END_S = START_S + LENGTH_S
LEAVE_S, REACH_S = START_S + 0.4 * LENGTH_S, START_S + 0.6 * LENGTH_S
"""Zones are left and reached in the middle of it."""

SAMPLINGS = {
    "7 a second": stick.times(6.0, 7),
    "15 a second": stick.times(6.0, 15),
    "30 a second": stick.times(6.0, 30),
    "60 a second": stick.times(6.0, 60),
    "uneven": stick.uneven_times(6.0),
}
sampled = pytest.mark.parametrize("times_s", SAMPLINGS.values(), ids=SAMPLINGS)
shaped = pytest.mark.parametrize("shape", LATEST, ids=["raised cosine", "minimum jerk"])
directed = pytest.mark.parametrize("sign", [1, -1], ids=["up", "down"])


def movement(times_s: list[float], shape: Callable[[float], float]) -> tuple[Values, Values]:
    t_s = np.array(times_s)
    return t_s, np.array([ANGLE_DEG * shape((t - START_S) / LENGTH_S) for t in times_s])


def tolerance_s(t_s: Values) -> float:
    """One picture, and what a straight line over the window rounds off the curve's foot."""
    return float(np.diff(t_s).max()) + HALF_WINDOW_S / 2


def check_bounds(
    t_s: Values, values: Values, *, cut_s: float, within_s: float, start_s: float, end_s: float
) -> None:
    """Beginning and end lie at the true ones, or up to `cut_s` inside."""
    length_s = end_s - start_s
    zones = {"leave_s": start_s + 0.4 * length_s, "reach_s": start_s + 0.6 * length_s}
    began, ended = onset(t_s, values, **zones), settled(t_s, values, **zones)
    assert ended is not None
    # The model's smoothing, which this curve has not, makes a beginning look later than it is.
    began += min(SMOOTHING_LAG_S, LAG_SHARE * length_s / 2)
    assert start_s - within_s <= began <= start_s + cut_s + within_s
    assert end_s - cut_s - within_s <= ended <= end_s + within_s


@sampled
@shaped
@directed
def test_a_movement_begins_and_ends_where_its_speed_leads_to_zero(
    times_s: list[float], shape: Callable[[float], float], sign: int
) -> None:
    """Up and down, at any sampling, within a picture."""
    t_s, values = movement(times_s, shape)
    check_bounds(
        t_s, sign * values, cut_s=LATEST[shape] * LENGTH_S, within_s=tolerance_s(t_s),
        start_s=START_S, end_s=END_S,
    )  # fmt: skip


@shaped
@pytest.mark.parametrize("length_s", [0.6, 4.0, 6.0])
def test_neither_a_quick_nor_a_slow_movement_is_cut_short(
    length_s: float, shape: Callable[[float], float]
) -> None:
    """A tenth of the peak speed alone would hide 0.2 s at each end of six seconds."""
    t_s = np.arange(300) / 30
    values = np.array([ANGLE_DEG * shape((t - 2) / length_s) for t in t_s])
    check_bounds(
        t_s, values, cut_s=LATEST[shape] * length_s, within_s=0.08,
        start_s=2.0, end_s=2.0 + length_s,
    )  # fmt: skip


@sampled
@shaped
@pytest.mark.parametrize("seed", range(5))
def test_landmark_noise_moves_the_bounds_by_no_more_than_a_tenth_of_a_second(
    times_s: list[float], shape: Callable[[float], float], seed: int
) -> None:
    """With 0.2 degrees of noise, as measured on people at rest."""
    t_s, values = movement(times_s, shape)
    values = values + np.random.default_rng(seed).normal(0, 0.2, t_s.size)
    check_bounds(
        t_s, values, cut_s=LATEST[shape] * LENGTH_S, within_s=tolerance_s(t_s) + 0.1,
        start_s=START_S, end_s=END_S,
    )  # fmt: skip


@pytest.mark.parametrize("when_s", [2.3, 3.0, 3.7], ids=["early", "halfway", "late"])
@pytest.mark.parametrize("spike_deg", [40, -40], ids=["jump up", "jump down"])
def test_one_bad_picture_does_not_move_the_bounds(spike_deg: float, when_s: float) -> None:
    """A landmark that jumps for a single picture in the middle of a lift is no speed."""
    t_s, values = movement(SAMPLINGS["30 a second"], stick.glide)
    values[int(np.searchsorted(t_s, when_s))] += spike_deg
    check_bounds(t_s, values, cut_s=0.0, within_s=0.2, start_s=START_S, end_s=END_S)


@pytest.mark.parametrize("from_s", [2.3, 2.8, 3.3], ids=["early", "halfway", "late"])
def test_a_gap_in_the_movement_does_not_move_the_bounds(from_s: float) -> None:
    """Four tenths of a second in which the joint was hidden are not a rest."""
    t_s, values = movement(SAMPLINGS["30 a second"], stick.glide)
    values[(t_s > from_s) & (t_s < from_s + 0.4)] = np.nan
    leave_s, reach_s = START_S + 0.8 * LENGTH_S, START_S + 0.9 * LENGTH_S
    assert onset(t_s, values, leave_s=leave_s, reach_s=reach_s) == pytest.approx(START_S, abs=0.2)
    leave_s, reach_s = START_S + 0.1 * LENGTH_S, START_S + 0.2 * LENGTH_S
    assert settled(t_s, values, leave_s=leave_s, reach_s=reach_s) == pytest.approx(END_S, abs=0.2)


def test_an_earlier_movement_is_not_taken_for_the_beginning() -> None:
    """Only the last one before the zone was left counts."""
    times_s = stick.times(9.0)
    t_s, values = np.array(times_s), np.array([30 * stick.glide(t) for t in times_s])
    values = values + np.array([45 * stick.glide((t - 5) / 2) for t in times_s])
    assert onset(t_s, values, leave_s=5.8, reach_s=6.2) == pytest.approx(5.0, abs=0.15)


def test_a_movement_that_has_not_come_to_rest_has_no_end_yet() -> None:
    """The caller waits for more samples, and then learns the end."""
    t_s, values = movement(SAMPLINGS["30 a second"], stick.glide)
    early = t_s <= END_S - 0.1
    assert settled(t_s[early], values[early], leave_s=LEAVE_S, reach_s=REACH_S) is None
    assert settled(t_s, values, leave_s=LEAVE_S, reach_s=REACH_S) is not None


@pytest.mark.parametrize("values", [np.zeros(90), np.full(90, np.nan)], ids=["still", "unseen"])
def test_where_nothing_moves_the_crossing_itself_counts(values: Values) -> None:
    """Neither a still signal nor an unseen one has bounds of its own."""
    t_s = np.arange(90) / 30
    assert onset(t_s, values, leave_s=1.0, reach_s=2.0) == 1.0
    assert settled(t_s, values, leave_s=1.0, reach_s=2.0) == 2.0


def test_a_zone_left_late_in_a_movement_does_not_hide_its_peak() -> None:
    """The zones see only the slow last tenth. Before it the body creeps at 3.5 % of the true peak,
    which is no movement."""
    t_s, values = movement([i / 30 for i in range(150)], stick.glide)
    peak_per_s = float(np.nanmax(slope_per_s(t_s, values)))
    values = values + 0.035 * peak_per_s * np.minimum(t_s, START_S)
    late_s, end_s = START_S + 0.9 * LENGTH_S, START_S + LENGTH_S
    began_s = onset(t_s, values, leave_s=late_s, reach_s=end_s) + SMOOTHING_LAG_S
    assert began_s == pytest.approx(START_S, abs=tolerance_s(t_s))


def in_parts(
    times_s: list[float], *, first: float, halt_s: float, back: float = 0.0
) -> tuple[Values, Values]:
    """The share `first` of a movement in a second from 1 s on, a halt of `halt_s` (or the share
    `back` back and forth again), and the rest in a second."""
    again_s = 2.0 + halt_s

    def at(t: float) -> float:
        turned = 2 * (t - 2.0) / halt_s
        dip = back * (minimum_jerk(turned) - minimum_jerk(turned - 1))
        gone = first * minimum_jerk(t - 1.0) + (1 - first) * minimum_jerk(t - again_s)
        return ANGLE_DEG * (gone - dip)

    return np.array(times_s), np.array([at(t) for t in times_s])


@pytest.mark.parametrize("first", [0.25, 0.5, 0.75])
@directed
def test_a_movement_that_halts_is_one(first: float, sign: int) -> None:
    """Whichever side of the halt the zones are left and reached on."""
    t_s, values = in_parts(SAMPLINGS["30 a second"], first=first, halt_s=0.4)
    after, before = {"leave_s": 2.8, "reach_s": 3.0}, {"leave_s": 1.4, "reach_s": 1.6}
    assert onset(t_s, sign * values, **after) == pytest.approx(1.0, abs=0.25)
    assert settled(t_s, sign * values, **before) == pytest.approx(3.4, abs=0.25)


@pytest.mark.parametrize(
    ("first", "halt_s", "back", "most"),
    [(0.5, 1.5, 0.0, 1.0), (0.86, 0.5, 0.0, 1.0), (0.5, 0.5, 0.2, 1.0), (0.5, 0.5, 0.0, 0.4)],
    ids=["a long halt", "a posture adjusted", "a turn", "more than asked for"],
)
def test_what_comes_after_a_halt_can_be_another_movement(
    first: float, halt_s: float, back: float, most: float
) -> None:
    """Where the halt is long, little follows, it went back in between, or too much follows."""
    t_s, values = in_parts(SAMPLINGS["30 a second"], first=first, halt_s=halt_s, back=back)
    ended = settled(t_s, values, leave_s=1.4, reach_s=1.6, most=most)
    assert ended == pytest.approx(2.0, abs=0.25)


def test_while_it_goes_on_after_a_halt_there_is_no_end_yet() -> None:
    """A tenth of the movement after the halt does not yet show whether it goes on."""
    t_s, values = in_parts(SAMPLINGS["30 a second"], first=0.5, halt_s=0.4)
    zones = {"leave_s": 1.4, "reach_s": 1.6}
    for seen_s, ended in ((2.3, True), (2.6, False), (2.8, False)):
        seen = t_s <= seen_s
        assert (settled(t_s[seen], values[seen], **zones) is not None) is ended


def test_a_small_movement_is_not_put_together() -> None:
    """In less than `least`, a halt may come from the wandering of the model's landmarks."""
    t_s, values = in_parts(SAMPLINGS["30 a second"], first=0.5, halt_s=0.4)
    zones = {"leave_s": 1.4, "reach_s": 1.6}
    assert settled(t_s, values, **zones, least=ANGLE_DEG - 5) == pytest.approx(3.4, abs=0.25)
    assert settled(t_s, values, **zones, least=ANGLE_DEG + 5) == pytest.approx(2.0, abs=0.25)


@pytest.mark.parametrize(("halt_s", "began_s"), [(1.0, 1.0), (0.2, 2.4)])
def test_how_long_a_halt_may_be_is_for_the_caller(halt_s: float, began_s: float) -> None:
    """Before a repetition even a short halt is a rest."""
    t_s, values = in_parts(SAMPLINGS["30 a second"], first=0.4, halt_s=0.4)
    began = onset(t_s, values, leave_s=2.8, reach_s=3.0, halt_s=halt_s)
    assert began == pytest.approx(began_s, abs=0.25)


@pytest.mark.parametrize("share", [0.3, 0.5, 0.6])
@directed
def test_a_slip_does_not_cut_off_what_is_slow(share: float, sign: int) -> None:
    """Two seconds of calm movement with a slip of a fifth of a second in its middle."""

    def at(t: float) -> float:
        calm = minimum_jerk((t - START_S) / LENGTH_S)
        slip = minimum_jerk((t - START_S - 0.9) / 0.2)
        return ANGLE_DEG * ((1 - share) * calm + share * slip)

    t_s = np.array(SAMPLINGS["30 a second"])
    values = sign * np.array([at(t) for t in t_s])
    check_bounds(t_s, values, cut_s=0.2 * LENGTH_S, within_s=0.1, start_s=START_S, end_s=END_S)
