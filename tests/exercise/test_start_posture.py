"""The start posture: when it is taken, when it is lost, and what rest is."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import nan

import pytest
import stick

from posecheck.exercise.follow.start_posture import (
    LOST_S,
    UNSEEN_S,
    RestSignal,
    StartPostureTracker,
)
from posecheck.exercise.follow.zone_tracker import CONFIRM_S, ZoneTracker
from posecheck.exercise.spec.tables import StartPosture
from posecheck.exercise.spec.zones import Zone, parse

STEADY_S = 0.5
AWAY, REST, HIGH, LOST = 85.0, 130.0, 175.0, 60.0
"""Not yet in the start posture; in it; up in the exercise; out of all that must stay true."""


@dataclass
class Person:
    """Somebody whose hip angle is known, at 30 pictures a second, and who is watched."""

    tracker: StartPostureTracker = field(
        default_factory=lambda: StartPostureTracker(
            StartPosture(
                take="hip_deg > 90 and hip_deg < 160", keep="hip_deg > 80", steady_s=STEADY_S
            ),
            {"hip_deg": 3.0},
            {"hip_deg": RestSignal("hip_deg", "up", 3.0)},
        )
    )
    down: ZoneTracker = field(
        default_factory=lambda: ZoneTracker(Zone(parse("lift_deg < 10")), {"lift_deg": 3.0})
    )
    resting: bool = False
    attempting: bool = False
    i: int = 0
    came_s: list[float] = field(default_factory=list)

    def keep(self, hip_deg: float, seconds: float) -> Person:
        return self.glide(hip_deg, hip_deg, seconds)

    def glide(self, start_deg: float, end_deg: float, seconds: float) -> Person:
        n = round(seconds * 30)
        for k in range(n):
            hip_deg = start_deg + (end_deg - start_deg) * stick.glide((k + 1) / n)
            t_s = self.i / 30
            if self.tracker.step(
                t_s, {"hip_deg": hip_deg}, resting=self.resting, away=self.attempting
            ):
                self.came_s.append(t_s)
            lift_deg = hip_deg - self.tracker.rest.get("hip_deg", nan)
            self.resting = self.down.step(t_s, {"lift_deg": lift_deg}).active is True
            self.i += 1
        return self

    @property
    def rest_deg(self) -> float:
        return self.tracker.rest["hip_deg"]


def test_who_is_in_the_start_posture_from_the_first_picture_is_in_place_at_once() -> None:
    """A recording may be cut to begin there; one moment confirms it."""
    person = Person().keep(REST, 1)
    assert person.came_s == pytest.approx([CONFIRM_S])
    assert person.rest_deg == pytest.approx(REST)


def test_who_comes_into_the_start_posture_has_to_stay_there() -> None:
    """Passing through it is getting into place."""
    assert Person().keep(AWAY, 1).keep(REST, STEADY_S - 0.1).keep(AWAY, 1).came_s == []
    assert Person().keep(AWAY, 1).keep(REST, 1).came_s == pytest.approx([1 + STEADY_S])


def test_a_start_posture_that_was_not_seen_at_first_is_no_beginning_in_it() -> None:
    """Nobody knows what happened before."""
    assert Person().keep(nan, 1).keep(REST, 1).came_s == pytest.approx([1 + STEADY_S])


def test_a_person_who_is_found_a_moment_after_the_first_picture_was_there_all_the_time() -> None:
    """The model often needs some pictures; nobody lies down in a third of a second."""
    person = Person().keep(nan, 0.3).keep(REST, 0.3).glide(REST, HIGH, 1)
    assert person.came_s == pytest.approx([0.3 + CONFIRM_S])


def test_who_moves_through_the_start_posture_slowly_has_not_taken_it() -> None:
    """A second in it, but never still for half of one."""
    person = Person().keep(AWAY, 1).glide(AWAY, HIGH, 1.5)
    assert person.came_s == []
    assert person.glide(HIGH, REST, 1.5).keep(REST, 0.7).came_s != []


@pytest.mark.parametrize("bad", [LOST, nan, HIGH])
def test_one_bad_picture_does_not_lose_the_place(bad: float) -> None:
    """Neither the place nor the rest that was measured in it."""
    person = Person().keep(REST, 2).keep(bad, 1 / 30).keep(REST, 2)
    assert person.tracker.in_place
    assert len(person.came_s) == 1
    assert person.rest_deg == pytest.approx(REST)


@pytest.mark.parametrize(
    ("what", "seconds", "kept"),
    [
        (LOST, LOST_S - 0.2, True),
        (LOST, LOST_S + 0.2, False),
        (nan, UNSEEN_S - 0.2, True),
        (nan, UNSEEN_S + 0.2, False),
        (HIGH, 60, True),
    ],
    ids=["a stumble", "stood up", "unseen for a while", "unseen for long", "a long hold"],
)
def test_the_place_is_lost_after_a_while(what: float, seconds: float, *, kept: bool) -> None:
    """Out of what must stay true for a second, or unseen for five; up in the exercise never."""
    person = Person().keep(REST, 2).keep(what, seconds)
    assert person.tracker.in_place is kept
    assert bool(person.tracker.rest) is kept


def test_who_lost_the_place_has_to_take_it_again() -> None:
    """As steadily as the first time."""
    person = Person().keep(REST, 2).keep(LOST, 2).keep(REST, STEADY_S - 0.1)
    assert not person.tracker.in_place
    assert person.keep(REST, 0.3).tracker.in_place
    assert person.came_s == pytest.approx([CONFIRM_S, 4 + STEADY_S])


def test_rest_is_where_movement_leads_away_from() -> None:
    """The first degrees of a lift do not pull rest along by more than a breath."""
    person = Person().keep(REST, 2).glide(REST, REST + 9, 0.5)
    assert person.rest_deg == pytest.approx(REST, abs=1)


@pytest.mark.parametrize(("moves", "expected"), [("up", 130.2), ("down", 130.8), ("both", 130.5)])
def test_rest_leans_to_the_end_from_which_movement_leads_away(moves: str, expected: float) -> None:
    """Of eleven levels a tenth of a degree apart: a fifth, the middle, four fifths."""
    rest = RestSignal("hip_deg", moves, 3.0)  # type: ignore[arg-type]
    assert rest.level([130 + k / 10 for k in range(11)]) == pytest.approx(expected)


@pytest.mark.parametrize("new_deg", [115.0, 150.0])
def test_who_moves_the_feet_and_lies_still_has_a_new_rest(new_deg: float) -> None:
    """Two still seconds in the start posture, and the old rest is forgotten."""
    person = Person().keep(REST, 2).glide(REST, new_deg, 1).keep(new_deg, 6)
    assert person.tracker.in_place
    assert person.rest_deg == pytest.approx(new_deg, abs=0.5)


def test_half_a_repetition_that_is_held_still_is_not_taken_for_rest() -> None:
    """It lies in the start posture, and yet was meant."""
    person = Person().keep(REST, 3)
    person.attempting = True
    person.glide(REST, 152, 1).keep(152, 6)
    assert person.came_s == pytest.approx([CONFIRM_S])
    assert person.rest_deg == pytest.approx(REST, abs=1)


def test_a_slow_lift_is_not_taken_for_rest() -> None:
    """Five degrees a second, through the whole range of the start posture."""
    person = Person().keep(REST, 3)
    for k in range(150):
        person.keep(REST + 5 * k / 30, 1 / 30)
    assert person.came_s == pytest.approx([CONFIRM_S])
    assert person.rest_deg == pytest.approx(REST, abs=3)


def test_a_hold_at_the_top_is_not_taken_for_rest() -> None:
    """It lies outside the start posture, however still it is."""
    person = Person().keep(REST, 3).glide(REST, HIGH, 1).keep(HIGH, 10)
    assert person.came_s == pytest.approx([CONFIRM_S])
    assert person.rest_deg == pytest.approx(REST, abs=1)


def test_without_a_seen_value_there_is_no_rest() -> None:
    """The start posture may be known from other signals than the one whose rest is asked."""
    tracker = StartPostureTracker(
        StartPosture(take="trunk_deg < 15", keep="trunk_deg < 50"),
        {"trunk_deg": 3.0, "hip_deg": 3.0},
        {"hip_deg": RestSignal("hip_deg", "up", 3.0)},
    )
    for i in range(60):
        tracker.step(i / 30, {"trunk_deg": 0.0, "hip_deg": nan}, resting=False, away=False)
    assert tracker.in_place
    assert tracker.rest == {}
