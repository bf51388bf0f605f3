"""The start posture: when it is taken and lost, and what the resting values are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import nan, pi, sin

import pytest
import stick

from posecheck.exercise.follow.signal_reader import SignalReader
from posecheck.exercise.follow.start_posture import (
    BROKEN_S,
    LOST_S,
    RESETTLE_S,
    STILL_MARGINS,
    TURN_DEG_PER_S,
    UNSEEN_S,
    RestSignal,
    StartPostureTracker,
)
from posecheck.exercise.follow.zone_tracker import (
    CONFIRM_PICTURES,
    DROPOUT_S,
    ZoneTracker,
)
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.exercise.spec.tables import StartPosture
from posecheck.exercise.spec.zones import Comparison, Zone, parse
from posecheck.motion.recent_values import RecentValues
from posecheck.records import Pose

STEADY_S = 0.5
PICTURE_S = 1 / 30
MARGIN = 3.0
AWAY, REST, HIGH, LOST = 85.0, 130.0, 175.0, 60.0
"""Not yet in the start posture; in it; up in the exercise; out of all that must stay true."""


@dataclass
class Person:
    """Somebody whose hip angle is known, at 30 pictures a second, and their tracker."""

    tracker: StartPostureTracker = field(
        default_factory=lambda: StartPostureTracker(
            StartPosture(
                take="hip_deg > 90 and hip_deg < 160", keep="hip_deg > 80", steady_s=STEADY_S
            ),
            {"hip_deg": MARGIN},
            {"hip_deg": RestSignal("hip_deg", "up", MARGIN)},
            {"hip_deg": 1.0},
        )
    )
    down: ZoneTracker = field(
        default_factory=lambda: ZoneTracker(Zone(parse("lift_deg < 10")), {"lift_deg": 3.0})
    )
    resting: bool = False
    attempting: bool = False
    i: int = 0
    came_s: list[float] = field(default_factory=list)
    """When they came into place, or settled into a new rest."""
    anew_s: list[float] = field(default_factory=list)
    """When repetitions were followed anew, also of somebody who is not in place yet."""

    def keep(self, hip_deg: float, seconds: float) -> Person:
        """The hip stays at a value."""
        return self.glide(hip_deg, hip_deg, seconds)

    def glide(self, start_deg: float, end_deg: float, seconds: float) -> Person:
        """The hip goes from one value to another."""
        n = round(seconds * 30)
        for k in range(n):
            hip_deg = start_deg + (end_deg - start_deg) * stick.glide((k + 1) / n)
            t_s = self.i / 30
            if self.tracker.step(
                t_s, {"hip_deg": hip_deg}, resting=self.resting, away=self.attempting
            ):
                self.anew_s.append(t_s)
                self.came_s += [t_s] if self.tracker.in_place else []
            lift_deg = hip_deg - self.tracker.rest.get("hip_deg", nan)
            self.resting = self.down.step(t_s, {"lift_deg": lift_deg}).active is True
            self.i += 1
        return self

    @property
    def rest_deg(self) -> float:
        return self.tracker.rest["hip_deg"]


def test_who_is_in_the_start_posture_from_the_first_picture_is_followed_at_once() -> None:
    """A recording may begin in it, shortly before the first repetition. Only who keeps still is in
    place."""
    person = Person()
    assert person.tracker.followed is False
    person.keep(REST, 1)
    assert person.anew_s == pytest.approx([0.0, STEADY_S])
    assert person.came_s == pytest.approx([STEADY_S])
    assert person.rest_deg == pytest.approx(REST)


def test_who_begins_a_fast_lift_with_the_recording_is_followed() -> None:
    """Nobody gets into place in the first picture."""
    person = Person().glide(REST, HIGH, 0.5)
    assert person.tracker.followed
    assert person.rest_deg == pytest.approx(REST, abs=1)


@pytest.mark.parametrize("unseen_s", [0.0, 0.3])
def test_a_recording_may_begin_at_any_time(unseen_s: float) -> None:
    """Only the time since its first picture counts, here 100 s. After pictures in which nobody was
    found, three have to confirm the start posture."""
    person = Person(i=3000).keep(nan, unseen_s).keep(REST, 1)
    confirmed_s = (CONFIRM_PICTURES - 1) * PICTURE_S if unseen_s else 0.0
    assert person.anew_s[0] == pytest.approx(100 + unseen_s + confirmed_s)
    assert person.came_s == pytest.approx([100 + unseen_s + STEADY_S])


def test_who_comes_into_the_start_posture_has_to_stay_there() -> None:
    """Whoever leaves it soon may be getting into place. They are followed, but not in place."""
    assert Person().keep(AWAY, 1).keep(REST, STEADY_S - 0.1).keep(AWAY, 1).came_s == []
    assert Person().keep(AWAY, 1).keep(REST, 1).came_s == pytest.approx([1 + STEADY_S])


def at_speed(person: Person, start_deg: float, end_deg: float, speed_deg_s: float) -> Person:
    """The hip goes at one speed, without slow ends."""
    n = round(abs(end_deg - start_deg) / speed_deg_s * 30)
    for k in range(n):
        person.keep(start_deg + (end_deg - start_deg) * (k + 1) / n, PICTURE_S)
    return person


def test_who_turns_in_the_start_posture_is_followed_from_there_on() -> None:
    """They come from above, turn at 130° and go up again. Nobody knows yet what that will be, so
    they are not in place. Rest is where they turned."""
    person = Person().keep(HIGH, 1).glide(HIGH, REST, 1).glide(REST, HIGH, 1)
    assert person.tracker.followed
    assert not person.tracker.in_place
    assert person.came_s == []
    (anew_s,) = person.anew_s
    assert 2 - 0.3 < anew_s < 2 + 2 * PICTURE_S
    assert person.rest_deg == pytest.approx(REST, abs=1.5)


@pytest.mark.parametrize(("share", "followed"), [(0.95, True), (1.05, False)])
def test_turning_is_slower_than_so_many_degrees_a_second(share: float, *, followed: bool) -> None:
    """The hip goes through all of the start posture at one speed, a little below the limit or a
    little above it."""
    person = at_speed(Person().keep(AWAY, 1), AWAY, HIGH, share * TURN_DEG_PER_S)
    assert person.tracker.followed is followed
    assert not person.tracker.in_place
    assert bool(person.tracker.rest) is followed


def test_who_is_away_from_rest_is_not_followed_from_there_on() -> None:
    """A half repetition turns within the start posture, too."""
    person = Person(attempting=True).keep(AWAY, 1).keep(REST, STEADY_S - 0.1)
    assert not person.tracker.followed
    assert person.anew_s == []


def test_who_comes_back_to_the_start_posture_is_in_place_without_keeping_still() -> None:
    """The engine confirms it: a repetition has led out of the start posture and back to it."""
    person = Person().keep(HIGH, 1).glide(HIGH, REST, 1).glide(REST, HIGH, 1)
    person.tracker.confirm()
    assert person.tracker.in_place
    nobody = Person().keep(AWAY, 1)
    nobody.tracker.confirm()
    assert not nobody.tracker.in_place


@pytest.mark.parametrize(
    ("seconds", "broken"), [(BROKEN_S, False), (BROKEN_S + 2 * PICTURE_S, True)]
)
def test_what_must_stay_true_is_broken_after_a_moment(seconds: float, *, broken: bool) -> None:
    """The first picture of it is the beginning. The person is still in place, but what they do is
    another movement. Whoever comes back begins anew."""
    person = Person().keep(REST, 2).keep(LOST, seconds)
    assert person.tracker.broken is broken
    assert person.tracker.in_place
    assert not person.keep(REST, 0.2).tracker.broken


def test_who_was_only_followed_is_lost_sooner() -> None:
    """Nothing says yet that they do the exercise at all."""
    person = Person().keep(HIGH, 1).glide(HIGH, REST, 1).keep(LOST, BROKEN_S)
    assert person.tracker.followed
    person.keep(LOST, 2 * PICTURE_S)
    assert not person.tracker.followed
    assert person.tracker.rest == {}


def test_the_start_posture_has_a_margin() -> None:
    """The hip comes to 91°. Then it sinks to 89°, past the limit of 90° but not past the margin."""
    person = Person().keep(AWAY, 1).keep(91, 0.2).keep(89, 0.5)
    assert person.came_s == pytest.approx([1 + STEADY_S])


@pytest.mark.parametrize(
    ("moved_deg", "still_s"),
    [
        pytest.param(STILL_MARGINS * MARGIN, 0.0, id="just little enough"),
        pytest.param(STILL_MARGINS * MARGIN + 0.1, 0.4, id="just too much"),
    ],
)
def test_a_small_movement_is_still(moved_deg: float, still_s: float) -> None:
    """The hip moves 0.4 s after it came. If that is too much, the time to be still begins anew."""
    person = Person().keep(AWAY, 1).keep(REST, 0.4).keep(REST + moved_deg, 1)
    assert person.came_s == pytest.approx([1 + STEADY_S + still_s])


def test_a_movement_counts_until_it_is_longer_ago_than_the_time_to_be_still() -> None:
    """The hip moves on right after the posture was confirmed at 1 s. At 1.5 s that is not long
    enough ago."""
    person = Person().keep(AWAY, 0.9).keep(100, 0.1 + PICTURE_S).keep(REST, 1)
    assert person.came_s == pytest.approx([1 + STEADY_S + PICTURE_S])


@pytest.mark.parametrize("unseen_s", [DROPOUT_S, 1.0], ids=["just too long", "long"])
def test_a_start_posture_that_was_not_seen_at_first_is_no_beginning_in_it(
    unseen_s: float,
) -> None:
    """Nobody knows what happened before it was seen."""
    person = Person().keep(nan, unseen_s).keep(REST, 1)
    assert person.came_s == pytest.approx([unseen_s + STEADY_S])


def test_a_person_who_is_found_a_moment_after_the_first_picture_was_there_all_the_time() -> None:
    """The model often needs some pictures. Nobody lies down in a third of a second."""
    person = Person().keep(nan, 0.3).keep(REST, 0.6).glide(REST, HIGH, 1)
    assert person.came_s == pytest.approx([0.3 + STEADY_S])


def test_who_passes_through_the_start_posture_has_not_taken_it() -> None:
    """They are in it for 0.9 s, always faster than 40°/s. A repetition does not begin there."""
    person = Person().keep(AWAY, 1).glide(AWAY, HIGH, 1.5)
    assert person.anew_s == []
    assert not person.tracker.followed
    assert person.glide(HIGH, REST, 1.5).keep(REST, 0.7).came_s != []


@pytest.mark.parametrize("bad", [LOST, nan, HIGH])
def test_one_bad_picture_does_not_lose_the_start_posture(bad: float) -> None:
    """The person stays in place, and the resting value stays."""
    person = Person().keep(REST, 2).keep(bad, 1 / 30).keep(REST, 2)
    assert person.tracker.in_place
    assert len(person.came_s) == 1
    assert person.rest_deg == pytest.approx(REST)


@pytest.mark.parametrize(
    ("what", "seconds", "kept"),
    [
        (LOST, LOST_S - 0.2, True),
        (LOST, LOST_S + PICTURE_S, True),
        (LOST, LOST_S + 0.2, False),
        (nan, UNSEEN_S - 0.2, True),
        (nan, UNSEEN_S + 0.2, False),
        (HIGH, 60, True),
        (78, 60, True),
    ],
    ids=[
        "a stumble",
        "exactly a second from first to last picture",
        "stood up",
        "unseen for a while",
        "unseen for long",
        "a long hold",
        "past the limit, within its margin",
    ],
)
def test_the_start_posture_is_lost_after_a_while(
    what: float, seconds: float, *, kept: bool
) -> None:
    """It takes a second outside of what must stay true, or five seconds unseen. A hold never loses
    it."""
    person = Person().keep(REST, 2).keep(what, seconds)
    assert person.tracker.in_place is kept
    assert bool(person.tracker.rest) is kept


def test_a_lost_start_posture_has_to_be_taken_again() -> None:
    """It has to be still as the first time."""
    person = Person().keep(REST, 2).keep(LOST, 2).keep(REST, STEADY_S - 0.1)
    assert not person.tracker.in_place
    assert person.keep(REST, 0.3).tracker.in_place
    assert person.came_s == pytest.approx([STEADY_S, 4 + STEADY_S])


def test_rest_is_where_movement_leads_away_from() -> None:
    """The first degrees of a lift move the resting value by at most 1°."""
    person = Person().keep(REST, 2).glide(REST, REST + 9, 0.5)
    assert person.rest_deg == pytest.approx(REST, abs=1)


@pytest.mark.parametrize(("moves", "expected"), [("up", 130.2), ("down", 130.8), ("both", 130.5)])
def test_rest_leans_to_the_end_from_which_movement_leads_away(moves: str, expected: float) -> None:
    """Eleven values are a tenth of a degree apart. The level is at a fifth, half, or four
    fifths."""
    rest = RestSignal("hip_deg", moves, 3.0)  # type: ignore[arg-type]
    assert rest.level(RecentValues(130 + k / 10 for k in range(11))) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("new_deg", "anew"),
    [
        pytest.param(115.0, False, id="within the zone of rest"),
        pytest.param(150.0, True, id="outside of it"),
    ],
)
def test_who_moves_the_feet_and_lies_still_has_a_new_rest(new_deg: float, *, anew: bool) -> None:
    """Whoever keeps still in the start posture has a new resting value. Only outside of the zone of
    rest do they settle anew."""
    person = Person().keep(REST, 2).glide(REST, new_deg, 1).keep(new_deg, 6)
    assert person.tracker.in_place
    assert person.rest_deg == pytest.approx(new_deg, abs=0.5)
    assert (len(person.came_s) > 1) is anew


def test_a_new_rest_counts_as_soon_as_it_was_still_for_long_enough() -> None:
    """The person comes back from the top at 3.9 s. Three pictures confirm the start posture."""
    person = Person().keep(REST, 2).keep(HIGH, 1.9).keep(150, 3)
    confirmed_s = 3.9 + (CONFIRM_PICTURES - 1) * PICTURE_S
    assert person.came_s[:2] == pytest.approx([STEADY_S, confirmed_s + RESETTLE_S])


@pytest.mark.parametrize("moves", ["up", "down", "both"])
def test_rest_follows_a_movement_back_but_not_one_away(moves: str) -> None:
    """The hip has just moved by 9° within the zone of rest, and is not still yet. Where the
    exercise leads both ways, no movement leads back."""
    for change_deg in (-9, 9):
        tracker = lying(moves)
        for i in range(96):
            hip_deg = REST + change_deg * stick.glide(min(max((i - 60) / 30, 0.0), 1.0))
            tracker.step(i / 30, {"trunk_deg": 0.0, "hip_deg": hip_deg}, resting=True, away=False)
        back = moves == ("up" if change_deg < 0 else "down")
        assert (abs(tracker.rest["hip_deg"] - REST) > 5) is back


def test_a_half_repetition_that_is_held_still_is_not_taken_for_rest() -> None:
    """Its end lies within the start posture."""
    person = Person().keep(REST, 3)
    person.attempting = True
    person.glide(REST, 152, 1).keep(152, 6)
    assert person.came_s == pytest.approx([STEADY_S])
    assert person.rest_deg == pytest.approx(REST, abs=1)


def test_a_slow_lift_is_not_taken_for_rest() -> None:
    """It leads with five degrees a second through all of the start posture."""
    person = Person().keep(REST, 3)
    for k in range(150):
        person.keep(REST + 5 * k / 30, 1 / 30)
    assert person.came_s == pytest.approx([STEADY_S])
    assert person.rest_deg == pytest.approx(REST, abs=3)


def test_a_hold_at_the_top_is_not_taken_for_rest() -> None:
    """It is still, but lies outside of the start posture."""
    person = Person().keep(REST, 3).glide(REST, HIGH, 1).keep(HIGH, 10)
    assert person.came_s == pytest.approx([STEADY_S])
    assert person.rest_deg == pytest.approx(REST, abs=1)


def lying(moves: str = "up") -> StartPostureTracker:
    """The tracker of an exercise whose start posture is known from the trunk. Its hip is measured
    from rest."""
    return StartPostureTracker(
        StartPosture(take="trunk_deg < 15", keep="trunk_deg < 50", steady_s=STEADY_S),
        {"trunk_deg": MARGIN, "hip_deg": MARGIN},
        {"hip_deg": RestSignal("hip_deg", moves, MARGIN)},  # type: ignore[arg-type]
        {"trunk_deg": 1.0, "hip_deg": 1.0},
    )


def test_a_signal_that_was_not_seen_has_no_resting_value() -> None:
    """The start posture may be known from other signals than the one that is measured from rest."""
    tracker = lying()
    for i in range(60):
        tracker.step(i / 30, {"trunk_deg": 0.0, "hip_deg": nan}, resting=False, away=False)
    assert tracker.in_place
    assert tracker.rest == {}


def test_a_signal_that_was_not_seen_does_not_keep_the_start_posture_from_being_taken() -> None:
    """The person lies down after a second. Nothing that was seen of the hip moved."""
    tracker = lying()
    came_s = []
    for i in range(90):
        values = {"trunk_deg": 90.0 if i < 30 else 0.0, "hip_deg": nan}
        if tracker.step(i / 30, values, resting=False, away=False) and tracker.in_place:
            came_s.append(i / 30)
    assert came_s == pytest.approx([1 + STEADY_S])


@pytest.mark.parametrize("moves", ["up", "down", "both"])
def test_a_resting_value_is_measured_as_soon_as_its_signal_is_seen(moves: str) -> None:
    """The hip is hidden for the first two seconds in the start posture."""
    tracker = lying(moves)
    for i in range(90):
        hip_deg = nan if i < 60 else REST
        tracker.step(i / 30, {"trunk_deg": 0.0, "hip_deg": hip_deg}, resting=i > 30, away=False)
        assert tracker.rest == ({} if i < 60 else {"hip_deg": REST})
    assert tracker.in_place


def with_head() -> StartPostureTracker:
    """The tracker of an exercise that measures hip and head from rest."""
    return StartPostureTracker(
        StartPosture(take="trunk_deg < 15", keep="trunk_deg < 50", steady_s=STEADY_S),
        {"trunk_deg": MARGIN, "hip_deg": MARGIN, "head_deg": MARGIN},
        {name: RestSignal(name, "up", MARGIN) for name in ("hip_deg", "head_deg")},
        {"trunk_deg": 1.0, "hip_deg": 1.0, "head_deg": 1.0},
    )


def test_a_hidden_signal_keeps_no_other_from_having_a_resting_value() -> None:
    """The head is outside the picture all the time."""
    tracker = with_head()
    for i in range(60):
        values = {"trunk_deg": 0.0, "hip_deg": REST, "head_deg": nan}
        tracker.step(i / 30, values, resting=i > 30, away=False)
    assert tracker.in_place
    assert tracker.rest == {"hip_deg": REST}


def test_a_hidden_signal_does_not_excuse_the_others_from_keeping_still() -> None:
    """The hip swings by 20 degrees, the head is outside the picture."""
    tracker = with_head()
    for i in range(90):
        swing_deg = 10.0 * sin(2 * pi * i / 30)
        values = {"trunk_deg": 90.0 if i < 30 else 0.0, "hip_deg": REST + swing_deg,
                  "head_deg": nan}  # fmt: skip
        tracker.step(i / 30, values, resting=False, away=False)
        assert not tracker.in_place


def no_face(skeleton: stick.Skeleton) -> stick.Skeleton:
    """The face looks straight at a camera that stands beside the person."""
    return {**skeleton, **stick.face(skeleton["ear"], (0.0, 0.0))}


def standing_in_front() -> list[Pose]:
    """Somebody whose feet are hidden for two seconds, as those of somebody who kneels."""
    scene = stick.Scene(yaw_deg=90, stature_px=500, at=(0.5, 0.3))
    return stick.hide(
        stick.film(lambda _: stick.standing(), stick.times(5), scene), ["ankle"], -1, 2
    )


def standing_side_on() -> list[Pose]:
    """Somebody who looks at the camera for two seconds, then ahead. Before that, "ahead" is not
    known."""
    scene = stick.Scene(stature_px=500, at=(0.5, 0.3))
    return stick.film(
        lambda t_s: no_face(stick.standing()) if t_s < 2 else stick.standing(),
        stick.times(7),
        scene,
    )


@pytest.mark.parametrize(
    ("exercise_id", "poses", "signal"),
    [
        ("lat-side-stretch", standing_in_front(), "left_hips_out_deg"),
        ("rhomboid-stretch", standing_side_on(), "drawn_trunk"),
    ],
)
def test_a_session_measures_from_rest_what_was_hidden_at_first(
    exercise_id: str, poses: list[Pose], signal: str, perform: Callable
) -> None:
    """The person is in place before the signal is seen. At the end it is 0 away from rest."""
    updates = perform(exercise_id, poses).updates
    hidden = [u for u in updates if u.in_place and u.signals[signal] is None]
    assert len(hidden) > 30
    assert updates[-1].in_place
    assert updates[-1].signals[signal] == pytest.approx(0.0, abs=0.01)


FREE = [
    exercise
    for exercise in map(Catalogue().get, Catalogue().ids())
    if exercise.start_posture and all(s.use != "from_rest" for s in exercise.signals.values())
]
"""The exercises in which nothing is measured from rest."""


def test_some_exercises_measure_nothing_from_rest() -> None:
    """Else the test below would ask nothing."""
    assert {exercise.id for exercise in FREE} >= {"double-knee-to-chest", "knee-to-chest"}


def middle(exercise: Exercise, comparisons: Sequence[Comparison]) -> dict[str, float]:
    """Values that meet these comparisons: in the middle of two limits, or 4 margins beyond one."""
    assert exercise.start_posture is not None
    values = dict.fromkeys(exercise.signals, 0.0)
    limits: dict[str, list[float]] = {}
    for one in comparisons:
        limits.setdefault(one.signal, []).append(one.limit)
        beyond = 4 * exercise.margin(one.signal)
        values[one.signal] = one.limit + (beyond if one.above else -beyond)
    for signal, both in limits.items():
        if len(both) == 2:
            values[signal] = sum(both) / 2
    return values


@pytest.mark.parametrize("exercise", FREE, ids=lambda exercise: exercise.id)
@pytest.mark.parametrize("sways", [False, True], ids=["still", "sways"])
def test_the_posture_itself_has_to_be_still_where_nothing_is_measured_from_rest(
    exercise: Exercise, *, sways: bool
) -> None:
    """The person comes into the start posture after a second. One signal sways through four
    margins, three times a second. "Still" means within one and a half."""
    spec = exercise.start_posture
    assert spec is not None
    comparisons = parse(spec.take).any_of[0]
    values, signal = middle(exercise, comparisons), comparisons[-1].signal
    margin = exercise.margin(signal)
    reader = SignalReader(exercise, exercise.counted_sides()[0])
    tracker = StartPostureTracker(spec, reader.margins, reader.rests, reader.degrees)
    came_s = []
    for i in range(180):
        t_s = i / 30
        sway = 2 * margin * sin(2 * pi * 3 * t_s) if sways else 0.0
        now = dict.fromkeys(values, 999.0) if t_s < 1 else {**values, signal: values[signal] + sway}
        if tracker.step(t_s, now, resting=False, away=False) and tracker.in_place:
            came_s.append(t_s)
    if sways:
        assert came_s == []
        assert not tracker.in_place
    else:
        # Whoever stays still settles anew in every later moment.
        assert came_s[0] == pytest.approx(1 + spec.steady_s, abs=1 / 30)
        assert tracker.in_place
