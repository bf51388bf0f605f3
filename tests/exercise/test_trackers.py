"""Repetitions through zones, and holds in them: from scripted zones and from a signal."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.exercise.follow.hold_tracker import HoldTracker, TrackedHold
from posecheck.exercise.follow.repetition_tracker import (
    RepetitionTracker,
    TrackedRepetition,
    ZoneChange,
)
from posecheck.exercise.follow.zone_tracker import DROPOUT_S, ZoneState, ZoneTracker
from posecheck.exercise.spec.zones import Zone, parse
from posecheck.records import HoldEnd

BRIDGE = ["down", "up", "down"]
CHEST = ["feet", "chest", "straight", "chest", "feet"]
SWAY = ["centre", "right", "centre", "left", "centre"]


def tracked(through: list[str], zones: str, *, attempted: bool = True) -> list[TrackedRepetition]:
    """The repetitions of a person who is in one zone a second; "-" is in none of them.

    `attempted`: whether to be between zones is far enough for an attempt.
    """
    tracker = RepetitionTracker(through)
    states = {zone: ZoneState(False, 0.0) for zone in through}
    found: list[TrackedRepetition | None] = []
    for t_s, here in enumerate(zones.split()):
        states = moved(states, {here}, t_s)
        attempting = attempted and here != through[0]
        found += [tracker.step(t_s + i / 10, states, attempting=attempting) for i in range(3)]
    return [repetition for repetition in found if repetition]


def moved(states: dict[str, ZoneState], inside: set[str], t_s: float) -> dict[str, ZoneState]:
    """The zones' states after a move into these zones."""
    return {
        zone: state if state.active is (zone in inside) else ZoneState(zone in inside, float(t_s))
        for zone, state in states.items()
    }


def test_out_and_back_is_a_complete_repetition_with_two_movements() -> None:
    """It leaves at 1 s, is up at 2 s, leaves again at 4 s and is down at 5 s."""
    assert tracked(BRIDGE, "down - up up - down") == [
        TrackedRepetition((ZoneChange(1, 2, 1), ZoneChange(4, 5, 2)), complete=True, missed=None)
    ]


def test_zones_that_touch_are_left_and_reached_at_once() -> None:
    """There may be nothing between them."""
    assert tracked(BRIDGE, "down up down") == [
        TrackedRepetition((ZoneChange(1, 1, 1), ZoneChange(2, 2, 2)), complete=True)
    ]


def test_turning_back_before_the_next_zone_is_a_half_repetition() -> None:
    """It lasts from leaving the first zone to being back in it. It has the zone that it missed."""
    assert tracked(BRIDGE, "down - - down") == [
        TrackedRepetition((ZoneChange(1, 3, 2),), complete=False, missed="up")
    ]


def test_stirring_without_an_attempt_is_nothing() -> None:
    """Nobody means a repetition who only moves a hip a little."""
    assert tracked(BRIDGE, "down - down - down", attempted=False) == []


def test_leaving_the_top_for_a_moment_is_still_one_repetition() -> None:
    """The person goes up, a little down, up again, and down."""
    repetitions = tracked(BRIDGE, "down - up - up - down")
    assert repetitions == [
        TrackedRepetition((ZoneChange(1, 2, 1), ZoneChange(5, 6, 2)), complete=True)
    ]


@pytest.mark.parametrize("n", [1, 2, 7])
def test_every_repetition_is_counted_once(n: int) -> None:
    """They come in the order of time."""
    repetitions = tracked(BRIDGE, "down" + " - up - down" * n)
    assert [p.complete for p in repetitions] == [True] * n
    assert [p.changes[0].left_s for p in repetitions] == [4 * i + 1 for i in range(n)]


@pytest.mark.parametrize(
    ("zones", "complete"),
    [
        pytest.param("feet - chest - straight - chest - feet", [True], id="all in order"),
        pytest.param("feet chest straight chest feet", [True], id="nothing in between"),
        pytest.param("feet - chest - straight - chest - straight - chest - feet", [True],
                     id="a second look at the middle"),
        pytest.param("feet - chest - feet", [False], id="turned back after the first"),
        pytest.param("feet - straight - feet", [False], id="the first was skipped"),
        pytest.param("feet - chest - straight - feet", [False], id="skipped on the return"),
        pytest.param("feet - feet - chest - straight - chest - feet", [False, True],
                     id="one false start, one whole repetition"),
    ],
)  # fmt: skip
def test_a_repetition_of_many_zones_is_complete_only_if_all_came_in_order(
    zones: str, complete: list[bool]
) -> None:
    """The zones of double-knee-lift are feet, chest, straight, chest, feet."""
    assert [p.complete for p in tracked(CHEST, zones)] == complete


def test_a_repetition_of_many_zones_has_a_movement_to_each() -> None:
    """Each lasts from leaving one zone to reaching the next."""
    (repetition,) = tracked(CHEST, "feet - chest chest - straight - - chest feet")
    assert repetition.changes == (
        ZoneChange(1, 2, 1),
        ZoneChange(4, 5, 2),
        ZoneChange(6, 8, 3),
        ZoneChange(9, 9, 4),
    )


ROUND = ["rest", "right", "rest", "left", "rest", "both", "rest"]


@pytest.mark.parametrize(
    ("through", "zones", "missed", "indices"),
    [
        pytest.param(ROUND, "rest right rest both rest", "left", [1, 2, 5, 6], id="the left one"),
        pytest.param(ROUND, "rest left rest both rest", "right", [3, 4, 5, 6], id="the right one"),
        pytest.param(ROUND, "rest both rest", "right", [5, 6], id="right and left"),
        pytest.param(CHEST, "feet straight chest feet", "chest", [2, 3, 4], id="the first one"),
    ],
)
def test_a_repetition_goes_on_past_a_zone_that_was_left_out(
    through: list[str], zones: str, missed: str, indices: list[int]
) -> None:
    """It is not complete. It has the first zone that it missed, and what came after it."""
    (repetition,) = tracked(through, zones)
    assert (repetition.complete, repetition.missed, repetition.went_on) == (False, missed, True)
    assert [change.index for change in repetition.changes] == indices


NOD = ["middle", "down", "up", "middle"]


def nod(zones: str, *, passing_s: float) -> list[TrackedRepetition]:
    """The repetitions of a head that is in one zone for a second each."""
    tracker = RepetitionTracker(NOD, passing_s=passing_s)
    states = {zone: ZoneState(False, 0.0) for zone in NOD}
    found: list[TrackedRepetition | None] = []
    for second, here in enumerate(zones.split()):
        states = moved(states, {here}, second)
        found += [
            tracker.step(second + i / 10, states, attempting=here != "middle") for i in range(10)
        ]
    return [repetition for repetition in found if repetition]


@pytest.mark.parametrize(
    ("zones", "complete"),
    [
        ("middle down middle up middle", [True]),
        ("middle down up middle", [True]),
        ("middle down middle middle middle", [False]),
        ("middle down middle middle middle down middle up middle", [False, True]),
    ],
)
def test_a_repetition_may_lead_through_its_first_zone(zones: str, complete: list[bool]) -> None:
    """A second in the middle is passing through. Two seconds are turning back."""
    assert [p.complete for p in nod(zones, passing_s=1.5)] == complete


def test_without_a_passing_time_the_first_zone_ends_the_repetition() -> None:
    """It ends as soon as that zone is reached. Then a new one begins."""
    assert [p.missed for p in nod("middle down middle", passing_s=0)] == ["up"]
    tracker = RepetitionTracker(NOD)
    states = {zone: ZoneState(False, 0.0) for zone in NOD}
    for t_s, here in enumerate(("middle", "down", "middle")):
        states = moved(states, {here}, t_s)
        ended = tracker.step(t_s, states, attempting=here != "middle")
        assert (ended is not None) is (t_s == 2)


def test_whoever_is_back_in_the_first_zone_has_left_out_nothing() -> None:
    """They have turned back, though the order leads through that zone again farther on."""
    through = ["middle", "down", "up", "middle", "left", "middle"]
    (repetition,) = tracked(through, "middle down middle left")
    assert (repetition.missed, repetition.went_on) == ("up", False)
    assert repetition.changes == (ZoneChange(1, 1, 1), ZoneChange(2, 2, 5))


def test_after_a_zone_left_out_the_next_repetition_is_a_new_one() -> None:
    """A bad round does not spoil the good one after it."""
    rounds = "rest right rest both rest right rest left rest both rest"
    assert [p.complete for p in tracked(ROUND, rounds)] == [False, True]


def test_the_zone_that_was_missed_is_the_next_in_order() -> None:
    """Its own sentence can be said."""
    assert tracked(CHEST, "feet - chest - feet")[0].missed == "straight"
    assert tracked(CHEST, "feet - chest - straight - feet")[0].missed == "chest"


@pytest.mark.parametrize(
    ("zones", "complete"),
    [
        pytest.param("centre - right - centre - left - centre", [True], id="both sides"),
        pytest.param("centre right centre left centre", [True], id="nothing in between"),
        pytest.param("centre - right - centre centre centre - left - centre", [True],
                     id="a rest in the middle"),
        pytest.param("centre - right - centre - left - centre - right - centre - left - centre",
                     [True, True], id="twice"),
    ],
)  # fmt: skip
def test_a_repetition_that_passes_its_first_zone_in_the_middle_goes_on(
    zones: str, complete: list[bool]
) -> None:
    """A sway goes centre, right, centre, left, centre. It is not over at the first centre."""
    assert [p.complete for p in tracked(SWAY, zones)] == complete


@pytest.mark.parametrize("zones", ["down up both both both down down", "down both both up - down"])
def test_zones_that_overlap_do_not_count_twice(zones: str) -> None:
    """A high rest may lie within the hysteresis of the top. Then both zones hold for a while."""
    tracker = RepetitionTracker(BRIDGE)
    states = {zone: ZoneState(False, 0.0) for zone in BRIDGE}
    found = []
    for t_s, here in enumerate(zones.split()):
        states = moved(states, {"down", "up"} if here == "both" else {here}, t_s)
        found += [tracker.step(t_s, states, attempting=here != "down") for _ in range(5)]
    assert [p.complete for p in found if p] == [True]


def test_a_tracker_knows_the_phase_the_pause_and_the_beginning() -> None:
    """Even phases are movements, odd ones are pauses, -1 is rest."""
    tracker = RepetitionTracker(BRIDGE)
    down, off = ZoneState(True, 0.0), ZoneState(False, 1.0)
    known = []
    for t_s, states in enumerate(
        (
            {"down": down, "up": ZoneState(False, 0.0)},
            {"down": off, "up": ZoneState(False, 0.0)},
            {"down": off, "up": ZoneState(True, 2.0)},
            {"down": off, "up": ZoneState(False, 6.0)},
            {"down": ZoneState(True, 8.0), "up": ZoneState(False, 6.0)},
        )
    ):
        tracker.step(2.0 * t_s, states, attempting=True)
        known.append((tracker.phase_index, tracker.pause, tracker.began_s))
    assert known == [
        (-1, None, None),
        (0, None, 1.0),
        (1, ("up", 2.0), 1.0),
        (2, None, 1.0),
        (-1, None, None),
    ]


@pytest.mark.parametrize(
    ("zones", "missed", "only_return"), [("down -", "up", False), ("down - up", "down", True)]
)
def test_a_repetition_that_breaks_off_is_known_as_far_as_it_came(
    zones: str, missed: str, *, only_return: bool
) -> None:
    """The recording may end in the middle of it."""
    tracker = RepetitionTracker(BRIDGE)
    states = {zone: ZoneState(False, 0.0) for zone in BRIDGE}
    for t_s, here in enumerate(zones.split()):
        states = {z: ZoneState(z == here, float(t_s)) for z in states}
        tracker.step(t_s, states, attempting=here != "down")
    assert tracker.lacks_only_return is only_return
    repetition = tracker.break_off(9.0)
    assert repetition is not None
    assert (repetition.complete, repetition.missed) == (False, missed)
    assert repetition.changes[-1].reached_s == 9.0
    assert tracker.break_off(9.0) is None


def test_rest_is_no_broken_repetition() -> None:
    """Nothing was attempted."""
    assert RepetitionTracker(BRIDGE).break_off(3.0) is None


LIMIT_DOWN, LIMIT_UP, MARGIN = 140.0, 162.0, 3.0


def count_of(values: list[float]) -> int:
    """So many complete repetitions of a signal, at 30 pictures a second."""
    margins = {"hip_deg": MARGIN}
    zones = {
        "down": ZoneTracker(Zone(parse(f"hip_deg < {LIMIT_DOWN}")), margins),
        "up": ZoneTracker(Zone(parse(f"hip_deg > {LIMIT_UP}")), margins),
    }
    tracker = RepetitionTracker(BRIDGE)
    count = 0
    for i, value in enumerate(values):
        states = {n: z.step(i / 30, {"hip_deg": value}) for n, z in zones.items()}
        repetition = tracker.step(i / 30, states, attempting=value > 150)
        count += repetition is not None and repetition.complete
    return count


@given(
    st.integers(0, 3),
    st.integers(0, 90),
    st.randoms(use_true_random=False),
    st.sampled_from([12, 60]),
)
def test_jitter_around_a_limit_within_the_margin_never_changes_the_count(
    n: int, linger: int, random: Random, ramp: int
) -> None:
    """The signal stays at both limits for a while, up and down, and trembles by the margin."""
    steps = [110.0] * 15
    for _ in range(n):
        for a, b in ((110.0, 175.0), (175.0, 110.0)):
            for c, d in _between_limits(a, b):
                steps += [*np.linspace(c, d, ramp), *[d] * (6 if d in (110.0, 175.0) else linger)]
    steps += [110.0] * 15
    jitter = [random.uniform(-MARGIN / 2, MARGIN / 2) for _ in steps]
    assert count_of([s + j for s, j in zip(steps, jitter, strict=True)]) == n


def _between_limits(a: float, b: float) -> list[tuple[float, float]]:
    stops = [a, *sorted((LIMIT_DOWN, LIMIT_UP), reverse=a > b), b]
    return list(pairwise(stops))


def holds(*spans_s: tuple[str, float], fps: float = 30) -> tuple[list[TrackedHold], float]:
    """The holds of somebody who is "in" the zone, "out" of it or "un"seen for some seconds, and the
    end of the film."""
    value = {"in": 175.0, "out": 100.0, "un": float("nan")}
    zone = ZoneTracker(Zone(parse("hip_deg > 162")), {"hip_deg": MARGIN})
    tracker = HoldTracker()
    found, t_s, i, end_s = [], 0.0, 0, 0.0
    for where, seconds in spans_s:
        end_s += seconds
        while (t_s := i / fps) < end_s - 1e-9:
            if (done := tracker.step(t_s, zone.step(t_s, {"hip_deg": value[where]}))) is not None:
                found.append(done)
            i += 1
    if (last := tracker.finish(t_s)) is not None:
        found.append(last)
    return found, t_s


def spans(found: list[TrackedHold]) -> list[tuple[float, float, HoldEnd]]:
    """Start, end and reason of each hold."""
    return [(round(s.start_s, 2), round(s.end_s, 2), s.ended) for s in found]


@pytest.mark.parametrize("away", ["out", "un"])
@pytest.mark.parametrize("fps", [20, 30, 60])
def test_a_hold_survives_four_tenths_of_a_second(away: str, fps: float) -> None:
    """The person is outside of the zone or unseen meanwhile."""
    found, end_s = holds(("out", 1), ("in", 3), (away, 0.4), ("in", 3), fps=fps)
    assert spans(found) == [(1.0, round(end_s, 2), HoldEnd.SOURCE_ENDED)]


@pytest.mark.parametrize(("away", "why"), [("out", HoldEnd.LEFT), ("un", HoldEnd.NOT_SEEN)])
@pytest.mark.parametrize("fps", [20, 30, 60])
def test_a_hold_breaks_after_six_tenths_of_a_second_and_says_why(
    fps: float, away: str, why: HoldEnd
) -> None:
    """It ends when the zone was left, not when that was noticed. A new hold begins."""
    found, end_s = holds(("out", 1), ("in", 3), (away, 0.6), ("in", 3), fps=fps)
    first_end_s, first_why = found[0].end_s, found[0].ended
    assert first_end_s == pytest.approx(4.0, abs=1.5 / fps)
    assert first_why is why
    assert spans(found[1:]) == [(4.6, round(end_s, 2), HoldEnd.SOURCE_ENDED)]


@pytest.mark.parametrize(
    ("outside_s", "hold"),
    [
        pytest.param(DROPOUT_S - 1 / 64, None, id="just short enough"),
        pytest.param(DROPOUT_S, TrackedHold(0.0, 3.0, HoldEnd.LEFT), id="just too long"),
    ],
)
def test_a_hold_breaks_as_soon_as_a_dropout_is_no_longer_bridged(
    outside_s: float, hold: TrackedHold | None
) -> None:
    """The hold is over in that moment, and ended when the zone was left."""
    tracker = HoldTracker()
    tracker.step(0.0, ZoneState(True, 0.0))
    outside = ZoneState(False, 3.0)
    assert tracker.step(3.0, outside) is None
    assert tracker.step(3.0 + outside_s, outside) == hold


def test_who_is_outside_and_then_unseen_has_left() -> None:
    """The last thing seen was that the zone was left."""
    found, _ = holds(("in", 3), ("out", 0.3), ("un", 2))
    assert [s.ended for s in found] == [HoldEnd.LEFT]
    assert found[0].end_s == pytest.approx(3.0)


def test_a_hold_that_was_just_left_when_the_recording_ends_has_ended_there() -> None:
    """The last 0.3 s, outside of the zone, are no part of it."""
    found, _ = holds(("in", 3), ("out", 0.3))
    assert spans(found) == [(0.0, 3.0, HoldEnd.LEFT)]


def test_without_a_moment_in_the_zone_there_is_no_hold() -> None:
    """The person is outside or unseen, or there is no picture."""
    assert holds(("out", 2))[0] == []
    assert holds(("un", 2))[0] == []
    assert HoldTracker().finish(0.0) is None
