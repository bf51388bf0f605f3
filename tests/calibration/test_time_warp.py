"""Planted faults have exactly the size that is written down."""

from __future__ import annotations

import numpy as np
import pytest

from calibration import planted_faults, time_warp
from calibration.planted_faults import SIZES, Size
from calibration.time_warp import Piece

T_S = np.linspace(0.0, 4.0, 401)
X = np.clip((T_S - 1.0) / 2.0, 0, 1)
DONE = X**3 * (10 - 15 * X + 6 * X**2)
"""How much of a minimum-jerk movement from 1 to 3 s is done."""

SPAN = (1.0, 3.0)


@pytest.mark.parametrize("sign", [1.0, -1.0], ids=["up", "down"])
@pytest.mark.parametrize("size", SIZES)
def test_a_tremor_moves_the_driver_by_its_size(size: Size, sign: float) -> None:
    """To each side along the movement, at every moment; never beyond the movement's ends."""
    driver = 100 + sign * 50 * DONE
    shift = planted_faults.swing_deg(T_S, SPAN, "shaking", size, np.random.default_rng(1))
    shift[(SPAN[0] > T_S) | (SPAN[1] < T_S)] = 0.0
    old_s = time_warp.moved_along(T_S, shift, time_warp.driver_path(T_S, driver, SPAN))
    moved = np.interp(old_s, T_S, driver)
    wanted = np.clip(50 * DONE + shift, 0, 50)
    assert sign * (moved - 100) == pytest.approx(wanted, abs=0.15)
    assert np.abs(shift).max() == pytest.approx(planted_faults.TREMOR_DEG[size], rel=0.05)


@pytest.mark.parametrize("size", SIZES)
def test_bounces_go_back_by_their_size_and_return(size: Size) -> None:
    """From the end of a movement, as often as they should."""
    pause = (3.0, 7.0)
    t_s = np.arange(3.0, 7.0, 1 / 60)
    shift = planted_faults.swing_deg(t_s, pause, "bouncing", size, np.random.default_rng(2))
    old_s = time_warp.moved_along(
        np.full(t_s.size, 3.0), shift, time_warp.driver_path(T_S, 50 * DONE, SPAN)
    )
    back = 50 - np.interp(old_s, T_S, 50 * DONE)
    assert back.max() == pytest.approx(planted_faults.BOUNCE_DEG[size], rel=0.02)
    tops = np.flatnonzero((back[1:-1] > back[:-2]) & (back[1:-1] >= back[2:]))
    assert tops.size == planted_faults.BOUNCES[size]


@pytest.mark.parametrize("size", SIZES)
def test_stops_are_as_long_as_they_should_be(size: Size) -> None:
    """And they make the movement longer."""
    plain = Piece(SPAN, 2.0)
    done = DONE[(T_S >= 1) & (T_S <= 3)]
    made = planted_faults.piece(
        plain, "halting", size, np.random.default_rng(3), shortest_s=0.8, done=done
    )
    wanted_s = sum(planted_faults.STOPS_S[size])
    t_s = np.linspace(0, made.duration_s, 4001)
    speed = np.gradient(made.progress(t_s / made.duration_s), t_s)
    assert float((speed < 1e-6).mean()) * made.duration_s == pytest.approx(wanted_s, abs=0.02)
    assert made.duration_s > 2.0 + wanted_s


@pytest.mark.parametrize("size", SIZES)
def test_a_slip_does_its_share_at_once(size: Size) -> None:
    """That share of the movement, or a little more, is done within `SLIP_S`."""
    done = DONE[(T_S >= 1) & (T_S <= 3)]
    made = planted_faults.piece(
        Piece(SPAN, 2.0), "sudden", size, np.random.default_rng(4), shortest_s=0.8, done=done
    )
    t_s = np.linspace(0, 1, 4001)
    moved = np.interp(made.progress(t_s), np.linspace(0, 1, done.size), done)
    window = int(planted_faults.SLIP_S / made.duration_s * 4000)
    most = float((moved[window:] - moved[:-window]).max())
    assert planted_faults.SLIP_SHARE[size] <= most <= planted_faults.SLIP_SHARE[size] + 0.25
