"""Zones: what may be written, three answers, hysteresis, and what a moment does to them."""

from __future__ import annotations

from itertools import product
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.follow.zone_tracker import DROPOUT_S, ZoneState, ZoneTracker
from posecheck.exercise.spec.tables import ZoneSpec
from posecheck.exercise.spec.zones import (
    Comparison,
    Condition,
    Tri,
    Zone,
    parse,
    written,
    zone_of,
)

MARGINS = {"hip_deg": 3.0}
UP = Zone(parse("hip_deg > 162"))
HIGH, LOW = 175.0, 100.0


def feed(
    tracker: ZoneTracker, *parts: tuple[float, float], fps: float = 30, start_s: float = 0.0
) -> list[tuple[float, ZoneState]]:
    """Steps a tracker through values, each for some seconds: (value, seconds), ...

    Returns each time and the state.
    """
    found = []
    end_s, i = start_s, 0
    for value, seconds in parts:
        end_s += seconds
        while (t_s := start_s + i / fps) < end_s - 1e-9:
            found.append((t_s, tracker.step(t_s, {"hip_deg": value})))
            i += 1
    return found


def tracker(zone: Zone = UP) -> ZoneTracker:
    """A tracker of a zone."""
    return ZoneTracker(zone, MARGINS)


def test_conditions_are_read_with_and_before_or() -> None:
    """Spaces, signs and decimals are as in any formula."""
    condition = parse("a_deg>1.5 and  b_deg < -2 or c2_trunk > 0")
    assert condition.any_of == (
        (Comparison("a_deg", above=True, limit=1.5), Comparison("b_deg", above=False, limit=-2.0)),
        (Comparison("c2_trunk", above=True, limit=0.0),),
    )
    assert [c.signal for c in condition.comparisons] == ["a_deg", "b_deg", "c2_trunk"]


@pytest.mark.parametrize("signal", ["floor_deg", "band_deg", "and_deg", "or_deg", "hand_for_trunk"])
def test_a_name_may_contain_and_or_or(signal: str) -> None:
    """Only whole words join comparisons."""
    assert parse(f"{signal} > 1 and {signal} < 9").any_of[0][0].signal == signal


@pytest.mark.parametrize(("a", "b", "c"), list(product((True, False, None), repeat=3)))
def test_parentheses_change_what_binds(a: Tri, b: Tri, c: Tri) -> None:
    """Each of the 27 answers is that of Kleene's logic for the text as it stands."""
    value = {True: 2.0, False: 0.0, None: nan}
    values = {"a_deg": value[a], "b_deg": value[b], "c_deg": value[c]}
    either = True if True in (a, b) else None if None in (a, b) else False
    both = False if False in (either, c) else None if None in (either, c) else True
    assert parse("(a_deg > 1 or b_deg > 1) and c_deg > 1").test(values) is both
    assert parse("c_deg > 1 and (b_deg > 1 or (a_deg > 1))").test(values) is both


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "hip_deg", "hip_deg >", "> 162", "hip_deg > high", "hip_deg >= 162",
        "hip_deg = 162", "hip_deg == 162", "162 < hip_deg", "hip_deg > 162 and", "or hip_deg > 1",
        "hip_deg > 162 hip_deg < 180", "150 < hip_deg < 180", "not hip_deg > 1", "Hip_deg > 1",
        "hip_deg > 162 & hip_deg < 180", "(hip_deg > 162", "hip_deg > nan", "hip_deg > True",
        "abs(hip_deg) > 1", "hip_deg > 1 and 2", "hip_deg > 1; hip_deg < 2",
    ],
)  # fmt: skip
def test_what_is_no_condition_is_refused_with_the_text_and_an_example(text: str) -> None:
    """No condition is read in part."""
    with pytest.raises(PosecheckError) as caught:
        parse(text)
    assert caught.value.code is ExitCode.BAD_EXERCISE
    assert repr(text) in caught.value.what
    assert "hip_deg > 162" in (caught.value.remedy or "")


COMPARISONS = st.builds(
    Comparison,
    signal=st.sampled_from(["hip_deg", "left_stoop_trunk", "and_deg"]),
    above=st.booleans(),
    limit=st.integers(-180_000, 180_000).map(lambda thousandths: thousandths / 1000),
)


@given(st.lists(st.lists(COMPARISONS, min_size=1, max_size=3), min_size=1, max_size=3))
def test_a_condition_that_was_written_reads_as_before(groups: list[list[Comparison]]) -> None:
    """Limits are written to a thousandth."""
    condition = Condition(tuple(map(tuple, groups)))
    assert parse(written(condition)) == condition


@pytest.mark.parametrize(
    ("in_file", "leave"),
    [
        pytest.param("hip_deg > 163", None, id="one condition"),
        pytest.param(
            ZoneSpec(enter="hip_deg > 163", leave="hip_deg < 145"),
            parse("hip_deg < 145"),
            id="one to enter it and one to leave it",
        ),
    ],
)
def test_a_zone_is_read_as_the_file_writes_it(
    in_file: str | ZoneSpec, leave: Condition | None
) -> None:
    """A file writes one condition or two."""
    assert zone_of(in_file) == Zone(parse("hip_deg > 163"), leave)


@pytest.mark.parametrize("value", [162.0, 162.0 - 1e-9, -inf, nan])
def test_a_limit_itself_lies_on_neither_side(value: float) -> None:
    """Comparisons are strict. What is not finite is not known."""
    expected = None if value != value or value == -inf else False  # noqa: PLR0124
    assert parse("hip_deg > 162").test({"hip_deg": value}) is expected
    assert parse("hip_deg < 162").test({"hip_deg": 162.0}) is False


VALUE: dict[Tri, float] = {True: 1.0, False: -1.0, None: nan}
KLEENE_AND = {True: 2, None: 1, False: 0}
ANSWER = {2: True, 1: None, 0: False}


@pytest.mark.parametrize(("a", "b"), [*product([True, False, None], repeat=2)])
def test_what_is_unknown_decides_only_where_it_matters(a: Tri, b: Tri) -> None:
    """In Kleene's logic "and" is the smaller, "or" the larger, and unknown lies in the middle."""
    values = {"a_deg": VALUE[a], "b_deg": VALUE[b]}
    both = parse("a_deg > 0 and b_deg > 0").test(values)
    either = parse("a_deg > 0 or b_deg > 0").test(values)
    assert both is ANSWER[min(KLEENE_AND[a], KLEENE_AND[b])]
    assert either is ANSWER[max(KLEENE_AND[a], KLEENE_AND[b])]


@pytest.mark.parametrize(
    ("value", "from_outside", "from_inside"),
    [(163, True, True), (162, False, True), (159.5, False, True), (158.5, False, False)],
)
def test_a_zone_is_left_only_past_the_margin(
    value: float, *, from_outside: bool, from_inside: bool
) -> None:
    """There are two levels, so that noise at the limit changes nothing."""
    assert feed(tracker(), (LOW, 1), (value, 1))[-1][1].active is from_outside
    assert feed(tracker(), (HIGH, 1), (value, 1))[-1][1].active is from_inside


@pytest.mark.parametrize(
    ("value", "from_outside", "from_inside"),
    [(139, True, True), (140, False, True), (142.5, False, True), (143.5, False, False)],
)
def test_a_zone_below_a_limit_is_left_only_past_the_margin(
    value: float, *, from_outside: bool, from_inside: bool
) -> None:
    """The margin lies above the limit."""
    zone = Zone(parse("hip_deg < 140"))
    assert feed(tracker(zone), (HIGH, 1), (value, 1))[-1][1].active is from_outside
    assert feed(tracker(zone), (LOW, 1), (value, 1))[-1][1].active is from_inside


@pytest.mark.parametrize(
    ("value", "from_outside", "from_inside"),
    [(164, True, True), (163, False, True), (145, False, True), (144, False, False)],
)
def test_a_zone_with_a_leave_condition_is_left_by_it(
    value: float, *, from_outside: bool, from_inside: bool
) -> None:
    """`leave` replaces the margin."""
    zone = Zone(parse("hip_deg > 163"), parse("hip_deg < 145"))
    assert feed(tracker(zone), (LOW, 1), (value, 1))[-1][1].active is from_outside
    assert feed(tracker(zone), (HIGH, 1), (value, 1))[-1][1].active is from_inside


def test_a_zone_with_a_leave_condition_is_unknown_when_it_is_not_seen() -> None:
    """Not seen to be left is not the same as seen to be inside."""
    zone = Zone(parse("hip_deg > 163"), parse("hip_deg < 145"))
    assert feed(tracker(zone), (HIGH, 1), (nan, 1))[-1][1].active is None


@pytest.mark.parametrize(("fps", "confirmed_s"), [(12, 2 / 12), (15, 0.1), (30, 0.06), (60, 0.06)])
def test_a_change_counts_from_its_first_picture_once_it_has_lasted(
    fps: float, confirmed_s: float
) -> None:
    """It is confirmed by 0.1 s, or by three pictures that span 0.06 s. Then it has the time of its
    first picture."""
    states = feed(tracker(), (LOW, 1), (HIGH, 1), fps=fps)
    first_s = next(t for t, _ in states if t >= 1 - 1e-9)
    for t_s, state in states:
        lasted = t_s - first_s >= confirmed_s - 1e-9
        assert state.active is lasted
        assert state.since_s == pytest.approx(first_s if lasted else 0.0)


@given(
    fps=st.floats(11, 60),
    at=st.integers(0, 40),
    value=st.sampled_from([LOW, HIGH, nan]),
    inside=st.booleans(),
)
def test_one_bad_picture_changes_nothing(
    fps: float, at: int, value: float, *, inside: bool
) -> None:
    """At any rate and any moment but the first, whatever the picture shows."""
    follow = tracker()
    steady = HIGH if inside else LOW
    for i in range(80):
        state = follow.step(i / fps, {"hip_deg": value if i == at + 20 else steady})
        assert state == ZoneState(inside, 0.0)


@given(
    fps=st.floats(11, 60),
    at=st.integers(1, 40),
    values=st.tuples(*[st.sampled_from([LOW, HIGH, nan])] * 2),
    inside=st.booleans(),
)
def test_two_bad_pictures_change_nothing(
    fps: float, at: int, values: tuple[float, float], *, inside: bool
) -> None:
    """Three are needed, or two that are 0.1 s apart."""
    follow = tracker()
    bad = dict(enumerate(values, start=at))
    for i in range(80):
        state = follow.step(i / fps, {"hip_deg": bad.get(i, HIGH if inside else LOW)})
        assert state == ZoneState(inside, 0.0)


def test_what_was_true_before_is_forgotten() -> None:
    """Else a zone would still be left "now" that was left long before anybody was followed."""
    follow = tracker()
    feed(follow, (HIGH, 1))
    follow.forget()
    assert follow.step(9.0, {"hip_deg": LOW}) == ZoneState(False, 9.0)


@pytest.mark.parametrize("inside", [True, False])
def test_a_dropout_of_four_tenths_keeps_the_answer(*, inside: bool) -> None:
    """It is as short as a hand before the lens."""
    value = HIGH if inside else LOW
    states = feed(tracker(), (value, 1), (nan, 0.4), (value, 1))
    assert {s for _, s in states} == {ZoneState(inside, 0.0)}


@pytest.mark.parametrize("inside", [True, False])
def test_after_a_dropout_of_six_tenths_the_answer_is_unknown_since_it_was_last_seen(
    *, inside: bool
) -> None:
    """It is not unknown since the dropout was noticed."""
    states = feed(tracker(), (HIGH if inside else LOW, 1), (nan, 0.6))
    last_seen_s = 29 / 30
    for t_s, state in states:
        expected = inside if t_s - last_seen_s < DROPOUT_S - 1e-6 else None
        assert state.active is expected
    assert states[-1][1].since_s == pytest.approx(last_seen_s)


def test_what_is_seen_after_a_long_dropout_counts_from_then_on() -> None:
    """The time in between stays unknown."""
    states = feed(tracker(), (HIGH, 1), (nan, 2), (HIGH, 1))
    assert states[-1][1] == ZoneState(True, pytest.approx(3.0))


@pytest.mark.parametrize(("before", "gap_s", "after"), [
    (HIGH, 2.0, True), (LOW, 2.0, False), (HIGH, 6.0, False),
])  # fmt: skip
def test_between_entering_and_leaving_the_answer_of_before_a_gap_goes_on(
    before: float, gap_s: float, *, after: bool
) -> None:
    """As without the gap; a long one is forgotten, and then only entering counts."""
    between = 160.5
    states = feed(tracker(), (before, 1), (nan, gap_s), (between, 1))
    assert states[-1][1].active is after
    assert None in {s.active for _, s in states}


def test_a_change_after_a_short_dropout_counts_from_when_it_is_seen() -> None:
    """The zone is left at the moment in which the person is seen outside."""
    states = feed(tracker(), (HIGH, 1), (nan, 0.3), (LOW, 1))
    assert states[-1][1] == ZoneState(False, pytest.approx(1.3))
    assert None not in {s.active for _, s in states}


def test_pictures_lost_altogether_do_not_count_as_unseen_time() -> None:
    """A camera that stands still says nothing about the person."""
    follow = tracker()
    feed(follow, (HIGH, 1))
    assert follow.step(2.0, {"hip_deg": HIGH}) == ZoneState(True, 0.0)


@pytest.mark.parametrize("inside", [True, False])
def test_a_change_counts_though_every_other_picture_is_unseen(*, inside: bool) -> None:
    """A joint that is lost again and again must not freeze the zone."""
    before, after = (LOW, HIGH) if inside else (HIGH, LOW)
    follow = tracker()
    feed(follow, (before, 1))
    for i in range(60):
        state = follow.step(1 + i / 30, {"hip_deg": nan if i % 2 else after})
    assert state == ZoneState(inside, pytest.approx(1.0))


@pytest.mark.parametrize(("value", "answer"), [(HIGH, True), (LOW, False), (nan, None)])
def test_the_first_picture_gives_the_first_answer(value: float, answer: Tri) -> None:
    """There is nothing before it that it could contradict."""
    assert tracker().step(5.0, {"hip_deg": value}) == ZoneState(answer, 5.0)


@given(
    st.lists(st.tuples(st.floats(90, 190) | st.just(nan), st.floats(0.01, 1)), min_size=1),
    st.integers(0, 3600),
)
def test_states_follow_time(parts: list[tuple[float, float]], start_s: int) -> None:
    """A state never begins in the future, and never earlier than the one before it."""
    follow = tracker()
    last: ZoneState | None = None
    for t_s, state in feed(follow, *parts, start_s=float(start_s)):
        assert start_s <= state.since_s <= t_s or state.since_s == pytest.approx(t_s)
        if last is not None:
            assert state.since_s >= last.since_s
            assert (state.since_s == last.since_s) or state.active is not last.active
        last = state


def test_the_deciding_comparison_is_the_first_of_the_alternative_that_holds() -> None:
    """The alternatives are a, and b with c. Nothing decides where neither is known to hold.
    A value at its limit does not hold."""
    condition = parse("a_deg > 1 or b_deg > 1 and c_deg > 1")
    decided = [
        condition.deciding({"a_deg": a, "b_deg": b, "c_deg": c})
        for a, b, c in ((2, 2, 2), (0, 2, 2), (0, 2, float("nan")), (0, 0, 0), (1, 1, 1))
    ]
    assert [d.signal if d else None for d in decided] == ["a_deg", "b_deg", None, None, None]
