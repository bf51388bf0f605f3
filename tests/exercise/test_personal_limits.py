"""An exercise with a person's own limits."""

from __future__ import annotations

from math import pi, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from posecheck.exercise.personal import limits, zone_shift
from posecheck.exercise.personal.end_of_range import targets
from posecheck.exercise.personal.profile import Calibration, ComfortableRange, Rest
from posecheck.exercise.personal.zone_shift import Aim
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise, enter_condition
from posecheck.exercise.spec.tables import EndOfRangeSpec, ZoneSpec
from posecheck.exercise.spec.zones import parse
from posecheck.words.exercise_texts import texts_of
from posecheck.words.speech import Speech

CATALOGUE = Catalogue()
BRIDGE = CATALOGUE.get("hip-bridge")
REPEATED = [CATALOGUE.get(i) for i in CATALOGUE.ids() if targets(CATALOGUE.get(i))]

comfortable = st.floats(150, 190)
spreads = st.floats(0, 3)
counts = st.integers(3, 20)


def bridged(
    comfortable: float = 178, spread: float = 1.0, repetitions: int = 4, rest: float = 130
) -> Calibration:
    """The calibration of a person's bridge."""
    return Calibration(
        date="2026-01-31",
        posecheck="1",
        view="side",
        repetitions=repetitions,
        ranges=[
            ComfortableRange(
                signal="hip_deg",
                farther="up",
                comfortable=comfortable,
                spread=spread,
                repetitions=repetitions,
            )
        ],
        rest={"hip_deg": Rest(value=rest, noise=0.2)},
    )


def limit_of(own: Calibration) -> float:
    """The limit of the bridge's comfortable range."""
    return limits.limit(own.ranges[0], own, "°")


def test_the_margin_is_the_formula_of_its_page() -> None:
    """It is 3° + 2 √(v (1 + π / 2n)). v is a mean of 1.0² + 1.1², with weight 4, and of s², with
    weight n - 1."""
    own = bridged(spread=2.5, repetitions=3)
    v = (4 * (1.0**2 + 1.1**2) + 2 * 2.5**2) / 6
    assert limit_of(own) == pytest.approx(178 + 3 + 2 * sqrt(v * (1 + pi / 6)))


def test_a_small_movement_has_a_small_tolerance() -> None:
    """It is at most a quarter of the distance from rest: 2° for a lift of 8°."""
    small, large = (
        limits.margin(bridged(spread=1).ranges[0], range_deg, "°") for range_deg in (8, 48)
    )
    assert large - small == pytest.approx(1.0)


def test_chance_does_not_make_a_limit_tight() -> None:
    """Three equal ends do not prove that this person's ends never differ."""
    assert limits.margin(bridged(spread=0, repetitions=3).ranges[0], 48, "°") > 5


@given(comfortable, comfortable, spreads, counts)
def test_who_goes_farther_may_go_farther(a: float, b: float, spread: float, n: int) -> None:
    """The limit grows with the comfortable end."""
    low, high = sorted((a, b))
    assert limit_of(bridged(low, spread, n)) <= limit_of(bridged(high, spread, n))


@given(comfortable, spreads, spreads, counts)
def test_who_differs_more_has_more_room(end: float, a: float, b: float, n: int) -> None:
    """The limit grows with the spread, and lies always past the comfortable end."""
    low, high = sorted((a, b))
    assert end < limit_of(bridged(end, low, n)) <= limit_of(bridged(end, high, n))


@given(comfortable, st.floats(0, 1.4), counts, st.integers(1, 10))
def test_more_repetitions_narrow_the_limit(end: float, s: float, n: int, more: int) -> None:
    """This is so for whoever differs less than most people."""
    assert limit_of(bridged(end, s, n + more)) < limit_of(bridged(end, s, n))


def test_repetitions_that_differ_too_much_give_no_limit() -> None:
    """Such a limit could not find an over-reach of ten degrees."""
    assert not limits.is_too_wide(bridged(spread=2.0).ranges[0], 48, "°")
    assert limits.is_too_wide(bridged(spread=3.5).ranges[0], 48, "°")
    assert limits.is_too_wide(bridged(spread=2.0).ranges[0], 11, "°")


def test_the_check_and_the_limit_say_the_same() -> None:
    """The reason is the person's own range, with the date of the calibration."""
    own = bridged()
    check = limits.personal(BRIDGE, own, None).checks[-1]
    (limit,) = limits.limits(BRIDGE, own)
    assert (check.id, check.use, check.signal) == ("past-comfort", "stays_within", "hip_deg")
    assert limit.parameters["max"] == check.max == pytest.approx(limit_of(own), abs=0.001)
    speech = Speech(texts_of(BRIDGE, calibrated_on=own.date))
    assert speech.because(limit.check) == "Your own comfortable range, calibrated on 2026-01-31."


def test_nothing_of_the_exercise_itself_is_lost() -> None:
    """Its own checks stay, and the exercise of the file does not change."""
    before = BRIDGE.model_dump()
    own = limits.personal(BRIDGE, bridged(comfortable=164), None)
    assert own.checks[:-1] == BRIDGE.checks
    assert BRIDGE.model_dump() == before


def enter_limit(exercise: Exercise, zone: str) -> float:
    """The first limit to enter a zone."""
    return parse(enter_condition(exercise.zones[zone])).comparisons[0].limit


def test_an_end_zone_comes_to_meet_who_only_just_reaches_it() -> None:
    """Whoever reaches 164° where 163° are needed would do half repetitions on a worse day."""
    own = bridged(comfortable=164, spread=0.5)
    moved = enter_limit(limits.personal(BRIDGE, own, None), "up")
    assert moved == pytest.approx(164 - (limit_of(own) - 164), abs=0.001)
    assert 130 + 0.85 * 33 < moved < 163


def test_an_end_zone_never_moves_away_from_anybody() -> None:
    """Whoever goes farther is counted from the zone of all people."""
    assert limits.personal(BRIDGE, bridged(comfortable=186), None).zones == BRIDGE.zones


@given(comfortable, spreads, counts, st.floats(110, 145))
def test_a_half_repetition_stays_one(end: float, spread: float, n: int, rest: float) -> None:
    """The end zone stays beyond 0.85 of the distance. Half repetitions in the clips reach 0.79."""
    if end <= rest:
        return
    moved = enter_limit(limits.personal(BRIDGE, bridged(end, spread, n, rest), None), "up")
    assert rest + 0.85 * (163 - rest) - 0.001 <= moved <= 163


@given(st.floats(-30, 30), st.floats(0, 30))
def test_a_nearer_zone_stays_apart_from_where_it_is_left(rest: float, end: float) -> None:
    """It also stays beyond an attempt."""
    zone = ZoneSpec(enter="a_deg > 40", leave="a_deg < 30")
    aim = Aim(EndOfRangeSpec(signal="a_deg", farther="up"), rest, end)
    moved = zone_shift.nearer(zone, aim, attempt="a_deg > 33")
    assert isinstance(moved, ZoneSpec)
    assert 35 <= parse(moved.enter).comparisons[0].limit <= 40
    assert moved.leave == zone.leave


def test_conditions_on_other_signals_and_directions_stay() -> None:
    """Only the limit of the calibrated end moves."""
    zone = "a_deg > 40 and b_deg > 40 and a_deg < 90"
    aim = Aim(EndOfRangeSpec(signal="a_deg", farther="up"), 0, 38)
    moved = zone_shift.nearer(zone, aim, attempt="b_deg > 10")
    assert moved == "a_deg > 38.000 and b_deg > 40.000 and a_deg < 90.000"


def lean() -> Exercise:
    """The side stretch, with a lean that is measured from the vertical, not from rest."""
    stretch = CATALOGUE.get("lat-side-stretch")
    assert stretch.rep is not None
    upright = ZoneSpec(enter="lean_deg < 5", leave="lean_deg > 6.5")
    leaned = ZoneSpec(enter="lean_deg > 18", leave="lean_deg < 13")
    return stretch.model_copy(
        update={
            "zones": {"upright": upright, "leaned": leaned},
            "rep": stretch.rep.model_copy(update={"attempt": "lean_deg > 7"}),
        }
    )


LEAN = lean()


@pytest.mark.parametrize("side", ["left", "right"])
def test_rest_gets_room_up_to_where_an_attempt_begins(side: str) -> None:
    """The zone is left at 6.5°, and an attempt begins at 7°. So there is half a degree, for whoever
    needs it."""
    askew = zone_shift.roomier(LEAN, {f"{side}_lean_deg": Rest(value=4, noise=0.2)}, side)[
        "upright"
    ]  # type: ignore[arg-type]
    assert isinstance(askew, ZoneSpec)
    assert parse(askew.enter).comparisons[0].limit == pytest.approx(5.5)
    assert parse(askew.leave).comparisons[0].limit == pytest.approx(7.0)
    straight = {f"{side}_lean_deg": Rest(value=0, noise=0.2)}
    assert zone_shift.roomier(LEAN, straight, side)["upright"] == LEAN.zones["upright"]  # type: ignore[arg-type]


@pytest.mark.parametrize("exercise", REPEATED, ids=lambda e: e.id)
def test_every_exercise_can_be_made_personal(exercise: Exercise) -> None:
    """The result is an exercise that a file could have."""
    for side in exercise.counted_sides():
        own = far_out(exercise, side)
        made = limits.personal(exercise, own, side)
        Exercise.model_validate(made.model_dump(exclude_none=True))
        assert len(made.checks) == len(exercise.checks) + len(targets(exercise))
        assert all(check.id.startswith("past-comfort") for check in made.checks[-len(own.ranges) :])


def far_out(exercise: Exercise, side: str | None) -> Calibration:
    """The calibration of a person who goes a little farther than everybody's end zones ask."""
    ranges, rest = [], {}
    for far in targets(exercise):
        unit = 20.0 if exercise.unit(far.signal) == "°" else 0.2
        comfort = ComfortableRange(
            **far.model_dump(), side=side, comfortable=far.sign * unit, spread=0, repetitions=3
        )
        ranges.append(comfort)
        rest[comfort.shown] = Rest(value=0, noise=0)
    return Calibration(
        date="2026-01-31", posecheck="1", view="side", repetitions=3, ranges=ranges, rest=rest
    )


def test_a_range_that_leads_back_to_rest_is_refused() -> None:
    """It is a typing mistake in a profile. The error has its key."""
    with pytest.raises(ValidationError, match=r"ranges.0.comfortable: has to lie up from rest"):
        bridged(comfortable=120)


def test_what_the_file_no_longer_asks_is_left_out() -> None:
    """An exercise file may have changed since the calibration."""
    own = bridged().model_copy(
        update={"ranges": [bridged().ranges[0].model_copy(update={"signal": "old_deg"})]}
    )
    assert limits.limits(BRIDGE, own) == ()
