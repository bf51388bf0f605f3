"""The soak: its faults, how it judges a session, and a short one."""

from __future__ import annotations

import io
import shutil
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise

import cv2
import moments
import numpy as np
import pytest

from calibration.live import sessions, soak
from calibration.live.faults import KINDS, SIZES, Fault, FaultyStream, plan
from calibration.live.stream import Clip, part
from posecheck.capture.camera import GIVE_UP_S
from posecheck.records import Rep

LOOP_S = 20.0
HOUR_S = 3600.0
SPOILING = ("broken off", "another size", "corrupt pictures", "wrong lengths", "junk between")
"""The kinds that change the bytes of a picture; the others change only when they come."""


def test_the_same_seed_gives_the_same_faults() -> None:
    """And another one gives others."""
    assert plan(HOUR_S, 1) == plan(HOUR_S, 1)
    assert plan(HOUR_S, 1) != plan(HOUR_S, 2)


def test_an_hour_has_faults_of_every_kind_and_loops_without_any() -> None:
    """They do not overlap, and none is so long that the session would end."""
    faults = plan(HOUR_S, 14)
    assert {fault.kind for fault in faults} == set(KINDS)
    assert all(a.end_s < b.start_s for a, b in pairwise(faults))
    assert max(fault.end_s - fault.start_s for fault in faults) + soak.SETTLE_S < GIVE_UP_S
    starts_s = [n * LOOP_S for n in range(int(HOUR_S / LOOP_S))]
    touched = [soak.touched(start_s, start_s + LOOP_S, faults) for start_s in starts_s]
    assert 40 < touched.count(False) < 140


@pytest.mark.parametrize("kind", SPOILING)
def test_a_fault_of_this_kind_spoils_the_pictures(kind: str) -> None:
    """Each of ten differs from what is sent without a fault."""
    noise = np.random.default_rng(3).integers(0, 255, (48, 64, 3), np.uint8)
    jpeg = bytes(cv2.imencode(".jpg", noise)[1])
    stream = FaultyStream(Clip([0.0, 1.0], [jpeg] * 2))
    for seed in range(10):
        wire = io.BytesIO()
        with suppress(ConnectionAbortedError):
            KINDS[kind].send(stream, Fault(kind, 0.0, 1.0, seed), jpeg, wire)
        assert wire.getvalue() != part(jpeg)


def rep(at_s: float, *, complete: bool = True) -> Rep:
    """A repetition whose middle is then."""
    return replace(moments.rep(1, complete=complete), start_s=at_s - 4.0, end_s=at_s + 4.0)


def counted(*skipped: int, late_s: float = 0.0) -> list[Rep]:
    """The repetitions of three loops as a session that began 2.5 s late counts them."""
    first_s, second_s = soak.middles_s()
    found = [
        rep(n * LOOP_S + at_s - 2.5 + late_s) for n in range(3) for at_s in (first_s, second_s)
    ]
    return [one for i, one in enumerate(found) if i not in skipped]


def test_each_repetition_is_put_into_its_loop() -> None:
    """Whenever the session began. A half one is none."""
    loops, stray = soak.placed([*counted(), rep(30.0, complete=False)], LOOP_S, 3, [])
    assert [loop.counted for loop in loops] == [2, 2, 2]
    assert stray == []
    assert all(loop.right for loop in loops)


def test_a_repetition_that_is_missing_is_wrong_only_where_no_fault_was() -> None:
    """What the camera did not deliver cannot be counted."""
    for faults, right in (([], False), ([Fault("stall", 21.0, 25.0, 0)], True)):
        loops, _ = soak.placed(counted(2), LOOP_S, 3, faults)
        assert [loop.counted for loop in loops] == [2, 1, 2]
        assert loops[1].right is right
        assert loops[0].right


@pytest.mark.parametrize("faults", [[], [Fault("stall", 21.0, 25.0, 0)]], ids=["none", "stall"])
@pytest.mark.parametrize("at_s", [7.5, soak.middles_s()[1] - 2.4], ids=["between", "twice"])
def test_a_repetition_that_was_not_shown_is_found(at_s: float, faults: list[Fault]) -> None:
    """Also in a loop with a fault."""
    extra = rep(LOOP_S + at_s)
    _, stray = soak.placed(
        sorted([*counted(), extra], key=lambda one: one.start_s), LOOP_S, 3, faults
    )
    assert len(stray) == 1


def test_memory_is_compared_after_the_warm_up() -> None:
    """By medians of five minutes: one sample more or less does not matter."""
    window = round(soak.WINDOW_S / soak.EVERY_S)
    warming = list(np.linspace(200.0, 400.0, window))
    assert soak.growth_of([*warming, *[400.0] * 4 * window, 900.0], 300.0) == pytest.approx(0.0)
    rising = [*warming, *np.linspace(400.0, 480.0, 4 * window)]
    assert soak.growth_of(rising, 300.0) == pytest.approx(0.15, abs=0.02)
    assert soak.growth_of(warming * 2, 300.0) is None


def test_the_warm_up_lasts_until_each_kind_and_the_largest_size_have_come() -> None:
    """But ten minutes at least."""
    small, large = (SIZES.index(size) for size in ((320, 240), (1600, 1200)))
    faults = [
        Fault("stall", 100.0, 110.0, 0),
        Fault("another size", 700.0, 705.0, small),
        Fault("another size", 900.0, 905.0, large),
        Fault("another size", 1000.0, 1005.0, large),
    ]
    assert soak.warm_s(faults) == 905.0
    assert soak.warm_s(faults[:1]) == soak.WARM_UP_S
    assert soak.warm_s([*faults, Fault("away", 1200.0, 1201.0, 0)]) == 1201.0


@pytest.mark.slow
@pytest.mark.model
@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="needs Xvfb (apt-get install xvfb)")
def test_two_minutes_with_a_fault_every_few_seconds() -> None:
    """The count is right, nothing crashes, and no fault of the stream is told as the person's. For
    memory this is too short."""
    with sessions.screen() as display:
        done = soak.soak(2.0, 3, display=display, apart_s=(4.0, 12.0))
    assert len({fault.kind for fault in done.faults}) >= 3
    assert not done.loops[0].touched
    assert done.problems == []
