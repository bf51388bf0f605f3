"""Ways through zones and holds in them, from scripted zones and from a signal."""

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
from posecheck.exercise.follow.zone_tracker import ZoneState, ZoneTracker
from posecheck.exercise.spec.zones import Zone, parse
from posecheck.records import HoldEnd

BRIDGE = ["down", "up", "down"]
CHEST = ["feet", "chest", "straight", "chest", "feet"]
SWAY = ["centre", "right", "centre", "left", "centre"]


def walk(through: list[str], way: str, *, attempted: bool = True) -> list[TrackedRepetition]:
    """Passages of a person who is in one zone a second; "-" is in none of them.

    `attempted`: whether being between zones is far enough to count as an attempt.
    """
    tracker = RepetitionTracker(through)
    states = {zone: ZoneState(False, 0.0) for zone in through}
    found: list[TrackedRepetition | None] = []
    for t_s, here in enumerate(way.split()):
        states = moved(states, {here}, t_s)
        attempting = attempted and here != through[0]
        found += [tracker.step(t_s + i / 10, states, attempting=attempting) for i in range(3)]
    return [passage for passage in found if passage]


def moved(states: dict[str, ZoneState], inside: set[str], t_s: float) -> dict[str, ZoneState]:
    """The states after moving into these zones."""
    return {
        zone: state if state.active is (zone in inside) else ZoneState(zone in inside, float(t_s))
        for zone, state in states.items()
    }


def test_out_and_back_is_a_complete_passage_with_its_two_legs() -> None:
    """Left at 1, up at 2; left again at 4, down at 5."""
    assert walk(BRIDGE, "down - up up - down") == [
        TrackedRepetition((ZoneChange(1, 2, 1), ZoneChange(4, 5, 2)), complete=True, missed=None)
    ]


def test_zones_that_touch_are_left_and_reached_at_once() -> None:
    """There need be nothing between them."""
    assert walk(BRIDGE, "down up down") == [
        TrackedRepetition((ZoneChange(1, 1, 1), ZoneChange(2, 2, 2)), complete=True)
    ]


def test_turning_back_before_the_next_zone_is_a_partial() -> None:
    """From leaving the start to being back in it; the zone that was missed is named."""
    assert walk(BRIDGE, "down - - down") == [
        TrackedRepetition((ZoneChange(1, 3, 2),), complete=False, missed="up")
    ]


def test_stirring_without_an_attempt_is_nothing() -> None:
    """Nobody means a repetition by shifting a hip."""
    assert walk(BRIDGE, "down - down - down", attempted=False) == []


def test_leaving_the_top_for_a_moment_is_still_one_way() -> None:
    """Up, a little down, up again, down: one."""
    passages = walk(BRIDGE, "down - up - up - down")
    assert passages == [
        TrackedRepetition((ZoneChange(1, 2, 1), ZoneChange(5, 6, 2)), complete=True)
    ]


@pytest.mark.parametrize("n", [1, 2, 7])
def test_every_way_is_counted_once(n: int) -> None:
    """As many passages as ways, in the order of time."""
    passages = walk(BRIDGE, "down" + " - up - down" * n)
    assert [p.complete for p in passages] == [True] * n
    assert [p.changes[0].left_s for p in passages] == [4 * i + 1 for i in range(n)]


@pytest.mark.parametrize(
    ("way", "complete"),
    [
        pytest.param("feet - chest - straight - chest - feet", [True], id="all in order"),
        pytest.param("feet chest straight chest feet", [True], id="nothing in between"),
        pytest.param("feet - chest - straight - chest - straight - chest - feet", [True],
                     id="a second look at the middle"),
        pytest.param("feet - chest - feet", [False], id="turned back after the first"),
        pytest.param("feet - straight - feet", [False], id="the first was skipped"),
        pytest.param("feet - chest - straight - feet", [False], id="skipped on the way back"),
        pytest.param("feet - feet - chest - straight - chest - feet", [False, True],
                     id="one false start, one whole way"),
    ],
)  # fmt: skip
def test_a_way_of_many_steps_counts_only_when_all_came_in_order(
    way: str, complete: list[bool]
) -> None:
    """Feet, chest, straight, chest, feet: double-knee-lift."""
    assert [p.complete for p in walk(CHEST, way)] == complete


def test_a_way_of_many_steps_has_a_leg_for_each() -> None:
    """Each from leaving one zone to reaching the next."""
    (passage,) = walk(CHEST, "feet - chest chest - straight - - chest feet")
    assert passage.changes == (
        ZoneChange(1, 2, 1),
        ZoneChange(4, 5, 2),
        ZoneChange(6, 8, 3),
        ZoneChange(9, 9, 4),
    )


ROUND = ["rest", "right", "rest", "left", "rest", "both", "rest"]


@pytest.mark.parametrize(
    ("through", "way", "missed", "places"),
    [
        pytest.param(ROUND, "rest right rest both rest", "left", [1, 2, 5, 6], id="the left one"),
        pytest.param(ROUND, "rest left rest both rest", "right", [3, 4, 5, 6], id="the right one"),
        pytest.param(ROUND, "rest both rest", "right", [5, 6], id="right and left"),
        pytest.param(CHEST, "feet straight chest feet", "chest", [2, 3, 4], id="on the way out"),
    ],
)
def test_a_step_that_was_left_out_is_named_and_the_way_goes_on(
    through: list[str], way: str, missed: str, places: list[int]
) -> None:
    """One passage, not complete, with the first step that was missed; what came later is in it."""
    (passage,) = walk(through, way)
    assert (passage.complete, passage.missed, passage.went_on) == (False, missed, True)
    assert [change.index for change in passage.changes] == places


NOD = ["middle", "down", "up", "middle"]


def nod(way: str, *, passing_s: float) -> list[TrackedRepetition]:
    """Passages of a head that is in one zone for a second each."""
    tracker = RepetitionTracker(NOD, passing_s=passing_s)
    states = {zone: ZoneState(False, 0.0) for zone in NOD}
    found: list[TrackedRepetition | None] = []
    for second, here in enumerate(way.split()):
        states = moved(states, {here}, second)
        found += [
            tracker.step(second + i / 10, states, attempting=here != "middle") for i in range(10)
        ]
    return [passage for passage in found if passage]


@pytest.mark.parametrize(
    ("way", "complete"),
    [
        ("middle down middle up middle", [True]),
        ("middle down up middle", [True]),
        ("middle down middle middle middle", [False]),
        ("middle down middle middle middle down middle up middle", [False, True]),
    ],
)
def test_a_way_may_lead_through_its_first_zone(way: str, complete: list[bool]) -> None:
    """A second in the middle is passing through, two are turning back."""
    assert [p.complete for p in nod(way, passing_s=1.5)] == complete


def test_without_leave_to_pass_the_first_zone_ends_the_way() -> None:
    """As soon as it is reached, and from then on the way is a new one."""
    assert [p.missed for p in nod("middle down middle", passing_s=0)] == ["up"]


def test_after_a_step_left_out_the_next_way_is_a_new_one() -> None:
    """A bad round does not spoil the good one that follows."""
    ways = "rest right rest both rest right rest left rest both rest"
    assert [p.complete for p in walk(ROUND, ways)] == [False, True]


def test_the_zone_that_was_missed_is_the_next_in_order() -> None:
    """So that its own words can be said."""
    assert walk(CHEST, "feet - chest - feet")[0].missed == "straight"
    assert walk(CHEST, "feet - chest - straight - feet")[0].missed == "chest"


@pytest.mark.parametrize(
    ("way", "complete"),
    [
        pytest.param("centre - right - centre - left - centre", [True], id="both sides"),
        pytest.param("centre right centre left centre", [True], id="nothing in between"),
        pytest.param("centre - right - centre centre centre - left - centre", [True],
                     id="a rest in the middle"),
        pytest.param("centre - right - centre - left - centre - right - centre - left - centre",
                     [True, True], id="twice"),
    ],
)  # fmt: skip
def test_a_way_that_comes_through_its_start_in_the_middle_goes_on(
    way: str, complete: list[bool]
) -> None:
    """Centre, right, centre, left, centre: a sway is not over at the first centre."""
    assert [p.complete for p in walk(SWAY, way)] == complete


@pytest.mark.parametrize("way", ["down up both both both down down", "down both both up - down"])
def test_zones_that_overlap_make_one_way_of_one_way(way: str) -> None:
    """Where a high rest lies inside the hysteresis of the top, both hold at once for a while."""
    tracker = RepetitionTracker(BRIDGE)
    states = {zone: ZoneState(False, 0.0) for zone in BRIDGE}
    found = []
    for t_s, here in enumerate(way.split()):
        states = moved(states, {"down", "up"} if here == "both" else {here}, t_s)
        found += [tracker.step(t_s, states, attempting=here != "down") for _ in range(5)]
    assert [p.complete for p in found if p] == [True]


def test_the_stay_and_the_leg_tell_where_the_person_is() -> None:
    """Even legs are ways, odd ones stays, -1 is rest."""
    tracker = RepetitionTracker(BRIDGE)
    down, off = ZoneState(True, 0.0), ZoneState(False, 1.0)
    told = []
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
        told.append((tracker.phase_index, tracker.pause, tracker.began_s))
    assert told == [
        (-1, None, None),
        (0, None, 1.0),
        (1, ("up", 2.0), 1.0),
        (2, None, 1.0),
        (-1, None, None),
    ]


@pytest.mark.parametrize(
    ("way", "missed", "only_return"), [("down -", "up", False), ("down - up", "down", True)]
)
def test_what_breaks_off_is_told_as_far_as_it_came(
    way: str, missed: str, *, only_return: bool
) -> None:
    """The recording may end in the middle of a repetition."""
    tracker = RepetitionTracker(BRIDGE)
    states = {zone: ZoneState(False, 0.0) for zone in BRIDGE}
    for t_s, here in enumerate(way.split()):
        states = {z: ZoneState(z == here, float(t_s)) for z in states}
        tracker.step(t_s, states, attempting=here != "down")
    assert tracker.lacks_only_return is only_return
    passage = tracker.break_off(9.0)
    assert passage is not None
    assert (passage.complete, passage.missed) == (False, missed)
    assert passage.changes[-1].reached_s == 9.0
    assert tracker.break_off(9.0) is None


def test_nothing_is_told_of_what_was_not_even_attempted() -> None:
    """Rest is no broken repetition."""
    assert RepetitionTracker(BRIDGE).break_off(3.0) is None


LIMIT_DOWN, LIMIT_UP, MARGIN = 140.0, 162.0, 3.0


def count_of(values: list[float]) -> int:
    """Complete passages of a signal at 30 pictures a second."""
    margins = {"hip_deg": MARGIN}
    zones = {
        "down": ZoneTracker(Zone(parse(f"hip_deg < {LIMIT_DOWN}")), margins),
        "up": ZoneTracker(Zone(parse(f"hip_deg > {LIMIT_UP}")), margins),
    }
    tracker = RepetitionTracker(BRIDGE)
    count = 0
    for i, value in enumerate(values):
        states = {n: z.step(i / 30, {"hip_deg": value}) for n, z in zones.items()}
        passage = tracker.step(i / 30, states, attempting=value > 150)
        count += passage is not None and passage.complete
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
    """Ways that linger at both limits, up and down, trembling by the margin from end to end."""
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


def hold(*stretches: tuple[str, float], fps: float = 30) -> tuple[list[TrackedHold], float]:
    """Stays of somebody who is "in" the zone, "out" of it or "un"seen for some seconds."""
    value = {"in": 175.0, "out": 100.0, "un": float("nan")}
    zone = ZoneTracker(Zone(parse("hip_deg > 162")), {"hip_deg": MARGIN})
    tracker = HoldTracker()
    found, t_s, i, end_s = [], 0.0, 0, 0.0
    for where, seconds in stretches:
        end_s += seconds
        while (t_s := i / fps) < end_s - 1e-9:
            if (stay := tracker.step(t_s, zone.step(t_s, {"hip_deg": value[where]}))) is not None:
                found.append(stay)
            i += 1
    if (last := tracker.finish(t_s)) is not None:
        found.append(last)
    return found, t_s


def told(stays: list[TrackedHold]) -> list[tuple[float, float, HoldEnd]]:
    return [(round(s.start_s, 2), round(s.end_s, 2), s.ended) for s in stays]


@pytest.mark.parametrize("away", ["out", "un"])
@pytest.mark.parametrize("fps", [20, 30, 60])
def test_a_hold_survives_four_tenths_of_a_second(away: str, fps: float) -> None:
    """Outside or unseen."""
    stays, end_s = hold(("out", 1), ("in", 3), (away, 0.4), ("in", 3), fps=fps)
    assert told(stays) == [(1.0, round(end_s, 2), HoldEnd.SOURCE_ENDED)]


@pytest.mark.parametrize(("away", "why"), [("out", HoldEnd.LEFT), ("un", HoldEnd.NOT_SEEN)])
@pytest.mark.parametrize("fps", [20, 30, 60])
def test_a_hold_breaks_after_six_tenths_of_a_second_and_says_why(
    fps: float, away: str, why: HoldEnd
) -> None:
    """It ends where it was left, not where that was noticed, and begins anew."""
    stays, end_s = hold(("out", 1), ("in", 3), (away, 0.6), ("in", 3), fps=fps)
    first_end_s, first_why = stays[0].end_s, stays[0].ended
    assert first_end_s == pytest.approx(4.0, abs=1.5 / fps)
    assert first_why is why
    assert told(stays[1:]) == [(4.6, round(end_s, 2), HoldEnd.SOURCE_ENDED)]


def test_who_is_outside_and_then_unseen_has_left() -> None:
    """What was seen last was that the position was left."""
    stays, _ = hold(("in", 3), ("out", 0.3), ("un", 2))
    assert [s.ended for s in stays] == [HoldEnd.LEFT]
    assert stays[0].end_s == pytest.approx(3.0)


def test_a_hold_that_was_just_left_when_the_recording_ends_has_ended_there() -> None:
    """0.3 s outside are not part of it."""
    stays, _ = hold(("in", 3), ("out", 0.3))
    assert told(stays) == [(0.0, 3.0, HoldEnd.LEFT)]


def test_no_hold_no_stay() -> None:
    """Neither outside nor unseen, nor without a picture."""
    assert hold(("out", 2))[0] == []
    assert hold(("un", 2))[0] == []
    assert HoldTracker().finish(0.0) is None
