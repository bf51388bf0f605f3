"""Planted faults are as large as they are said to be."""

from __future__ import annotations

import numpy as np
import pytest

from calibration import planting, sizes
from calibration.planting import Piece

T_S = np.linspace(0.0, 4.0, 401)
X = np.clip((T_S - 1.0) / 2.0, 0, 1)
GONE = X**3 * (10 - 15 * X + 6 * X**2)
"""A minimum-jerk way from 1 to 3 s."""

SPAN = (1.0, 3.0)


@pytest.mark.parametrize("sign", [1.0, -1.0], ids=["up", "down"])
@pytest.mark.parametrize("size", sizes.SIZES)
def test_a_tremor_moves_the_driver_by_its_size(size: sizes.Size, sign: float) -> None:
    """To each side, along the way, wherever it is on it; never beyond the way's ends."""
    driver = 100 + sign * 50 * GONE
    shift = sizes.swing_deg(T_S, SPAN, "shaking", size, np.random.default_rng(1))
    shift[(SPAN[0] > T_S) | (SPAN[1] < T_S)] = 0.0
    old_s = planting.swung(T_S, shift, planting.path(T_S, driver, SPAN))
    moved = np.interp(old_s, T_S, driver)
    wanted = np.clip(50 * GONE + shift, 0, 50)
    assert sign * (moved - 100) == pytest.approx(wanted, abs=0.15)
    assert np.abs(shift).max() == pytest.approx(sizes.TREMOR_DEG[size], rel=0.05)


@pytest.mark.parametrize("size", sizes.SIZES)
def test_bounces_go_back_by_their_size_and_come_again(size: sizes.Size) -> None:
    """Out of the end of a way, as often as they should."""
    stay = (3.0, 7.0)
    t_s = np.arange(3.0, 7.0, 1 / 60)
    shift = sizes.swing_deg(t_s, stay, "bouncing", size, np.random.default_rng(2))
    old_s = planting.swung(np.full(t_s.size, 3.0), shift, planting.path(T_S, 50 * GONE, SPAN))
    back = 50 - np.interp(old_s, T_S, 50 * GONE)
    assert back.max() == pytest.approx(sizes.BOUNCE_DEG[size], rel=0.02)
    tops = np.flatnonzero((back[1:-1] > back[:-2]) & (back[1:-1] >= back[2:]))
    assert tops.size == sizes.BOUNCES[size]


@pytest.mark.parametrize("size", sizes.SIZES)
def test_stops_are_as_long_as_they_should_be(size: sizes.Size) -> None:
    """And the way takes longer by them."""
    plain = Piece(SPAN, 2.0)
    way = GONE[(T_S >= 1) & (T_S <= 3)]
    made = sizes.piece(plain, "halting", size, np.random.default_rng(3), shortest_s=0.8, way=way)
    wanted_s = sum(sizes.STOPS_S[size])
    t_s = np.linspace(0, made.duration_s, 4001)
    speed = np.gradient(made.progress(t_s / made.duration_s), t_s)
    assert float((speed < 1e-6).mean()) * made.duration_s == pytest.approx(wanted_s, abs=0.02)
    assert made.duration_s > 2.0 + wanted_s


@pytest.mark.parametrize("size", sizes.SIZES)
def test_a_slip_does_its_share_at_once(size: sizes.Size) -> None:
    """So much of the way lies within a quarter of a second."""
    way = GONE[(T_S >= 1) & (T_S <= 3)]
    made = sizes.piece(
        Piece(SPAN, 2.0), "sudden", size, np.random.default_rng(4), shortest_s=0.8, way=way
    )
    t_s = np.linspace(0, 1, 4001)
    gone = np.interp(made.progress(t_s), np.linspace(0, 1, way.size), way)
    window = int(sizes.SLIP_S / made.duration_s * 4000)
    most = float((gone[window:] - gone[:-window]).max())
    assert sizes.SLIP_SHARE[size] <= most <= sizes.SLIP_SHARE[size] + 0.25
