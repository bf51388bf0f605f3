"""The checks of exercise files, against arithmetic."""

from __future__ import annotations

from math import nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posecheck.exercise.spec.checks import (
    BRIEF_S,
    KINDS,
    LEAST_RATE_HZ,
    MIN_SEEN,
    Outcome,
    Unknown,
    Violation,
    Window,
    despiked,
    keeps_level,
    keeps_still,
    lasts,
    moves_slowly,
    reaches,
    stays_within,
)
from posecheck.messages import Message

FPS = 20


def window(*parts: tuple[float, float], start_s: float = 10.0) -> Window:
    """A signal with one value after the other, each for some seconds: (value, seconds), ..."""
    values = np.concatenate([np.full(round(s * FPS), v, float) for v, s in parts])
    t_s = start_s + np.arange(values.size) / FPS
    return Window(start_s, float(t_s[-1]), t_s, values)


def violations(outcome: Outcome) -> tuple[Violation, ...]:
    """The violations of a check that could decide."""
    assert not isinstance(outcome, Unknown)
    return outcome


def spans(outcome: Outcome) -> list[tuple[float, float]]:
    """Start and end of each violation."""
    return [(round(v.start_s, 3), round(v.end_s, 3)) for v in violations(outcome)]


def test_staying_within_is_no_violation() -> None:
    """A value at a limit is within it."""
    calm = window((160, 1), (180, 1), (150, 1))
    assert stays_within(calm, min=150, max=180) == ()


def test_an_excursion_need_not_go_far() -> None:
    """A tenth of a degree beyond the limit is outside."""
    there = window((170, 1), (180.1, 1), (149.9, 1))
    assert [v.value for v in violations(stays_within(there, min=150, max=180))] == [180.1, 149.9]


def test_an_excursion_has_its_time_its_worst_value_and_its_limit() -> None:
    """It lasts from the first to the last sample outside. Several come in the order of time."""
    there = window((170, 1), (195, 0.5), (198, 0.5), (170, 1), (140, 1))
    assert stays_within(there, min=150, max=190) == (
        Violation(11.0, pytest.approx(11.95), 198, 190),
        Violation(13.0, pytest.approx(13.95), 140, 150),
    )


@pytest.mark.parametrize(
    ("pictures", "found"),
    [
        pytest.param(5, 0, id="0.2 s are shorter"),
        pytest.param(6, 1, id="0.25 s are exactly long enough"),
        pytest.param(7, 1, id="0.3 s are longer"),
    ],
)
def test_an_excursion_counts_when_it_lasts(pictures: int, found: int) -> None:
    """It lasts from its first picture to its last one. If that is shorter than `for_s`, it is no
    violation."""
    there = window((170, 1), (195, pictures / FPS), (170, 1))
    assert len(spans(stays_within(there, max=190, for_s=0.25))) == found


def test_only_the_limits_that_are_given_are_watched() -> None:
    """With a minimum alone, no value is too high."""
    assert stays_within(window((170, 1), (999, 1)), min=150) == ()
    assert stays_within(window((170, 1), (-999, 1)), max=190) == ()


def test_a_short_hole_does_not_break_an_excursion() -> None:
    """The signal is not seen for a moment in the middle of a fault."""
    there = window((170, 1), (195, 0.2), (nan, 0.2), (195, 0.2), (170, 1))
    assert spans(stays_within(there, max=190, for_s=0.4)) == [(11.0, 11.55)]


@pytest.mark.parametrize("bad", [100.0, 400.0], ids=["inside the limit", "far outside"])
def test_one_bad_picture_neither_splits_an_excursion_nor_is_its_worst(bad: float) -> None:
    """The fault lasts 1 s and reaches 195, whatever a single picture shows."""
    there = window((170, 1), (195, 1), (170, 1))
    there.values[30] = bad
    assert stays_within(there, max=190, for_s=0.7) == (
        Violation(11.0, pytest.approx(11.95), 195, 190),
    )


@pytest.mark.parametrize("for_s", [0.0, 0.3])
def test_one_bad_picture_is_no_excursion(for_s: float) -> None:
    """Not even if the shortest excursion counts."""
    there = window((170, 3))
    there.values[30] = 400
    assert stays_within(there, max=190, for_s=for_s) == ()


def test_a_level_is_measured_from_the_best_so_far() -> None:
    """150 is 10 below the best until then, 160, and 30 below the 180 that comes later."""
    there = window((160, 1), (152, 1), (180, 1), (165, 1), (179, 1))
    assert keeps_level(there, drop=10) == (Violation(13.0, pytest.approx(13.95), 15, 10),)


def test_a_rise_is_never_a_lost_level() -> None:
    """A lift comes up from low."""
    assert keeps_level(window((100, 1), (150, 1), (180, 1)), drop=5) == ()


@pytest.mark.parametrize(("seconds", "found"), [(0.45, 0), (0.7, 1)])
def test_a_lost_level_counts_when_it_lasts(seconds: float, found: int) -> None:
    """By default it has to last half a second."""
    there = window((178, 1), (160, seconds), (178, 1))
    assert len(spans(keeps_level(there, drop=9))) == found


def test_one_bad_picture_sets_no_level() -> None:
    """If it did, everything after it would look too low."""
    there = window((178, 3))
    there.values[20] = 230
    assert keeps_level(there, drop=9) == ()


@pytest.mark.parametrize("at", [0, -1], ids=["first", "last"])
def test_a_bad_first_or_last_picture_makes_no_extreme(at: int) -> None:
    """They are bad as often as others, and have a neighbour on one side only."""
    there = window((170, 2))
    there.values[at] = 230
    assert despiked(there.values).max() == 170
    assert keeps_level(there, drop=9) == ()
    assert spans(reaches(there, at_least=200)) == [(10.0, 11.95)]


def test_a_limit_is_reached_by_the_best_value() -> None:
    """One moment is enough. If the limit is missed, the violation has the nearest value."""
    there = window((100, 1), (171, 1), (100, 1))
    assert reaches(there, at_least=171) == ()
    assert reaches(there, at_least=172) == (Violation(10.0, there.end_s, 171, 172),)
    assert reaches(there, at_most=100) == ()
    assert reaches(there, at_most=90) == (Violation(10.0, there.end_s, 100, 90),)


def test_one_bad_picture_reaches_nothing() -> None:
    """Neither upwards nor downwards."""
    there = window((150, 3))
    there.values[[20, 40]] = [230, 20]
    assert len(spans(reaches(there, at_least=200, at_most=100))) == 2


def test_a_level_may_be_lost_upwards() -> None:
    """A leg that should stay down rises by 12 from its lowest."""
    there = window((10, 1), (8, 1), (20, 1), (9, 1))
    assert keeps_level(there, drop=10, worse="higher") == (
        Violation(12.0, pytest.approx(12.95), 12, 10),
    )
    assert keeps_level(window((20, 1), (8, 2)), drop=10, worse="higher") == ()


@pytest.mark.parametrize("moved", [-12, 12])
def test_stillness_is_broken_in_both_directions(moved: float) -> None:
    """It is measured from the median, so that a late settling is no fault of all the rest."""
    there = window((100 + moved, 1), (100, 5), (100 + moved, 1))
    assert keeps_still(there, within=10) == (
        Violation(10.0, pytest.approx(10.95), 12, 10),
        Violation(16.0, pytest.approx(16.95), 12, 10),
    )
    assert keeps_still(there, within=13) == ()


@pytest.mark.parametrize(("seconds", "found"), [(0.5, 1), (1.5, 0)])
def test_a_movement_of_30_degrees_is_fast_in_half_a_second(seconds: float, found: int) -> None:
    """It has 60°/s, or 20°/s if it takes 1.5 s. 40°/s are allowed, up and down."""
    t_s = np.arange(0, 4, 1 / 30)
    for sign in (1, -1):
        values = 100 + sign * 30 * np.clip((t_s - 1) / seconds, 0, 1)
        fast = moves_slowly(Window(0.0, 4.0, t_s, values), at_most_per_s=40)
        assert len(fast) == found
        for one in fast:
            assert one.value == pytest.approx(30 / seconds, rel=0.02)
            assert one.limit == 40
            assert pytest.approx(one.start_s, abs=0.1) == 1.0


@pytest.mark.parametrize(
    ("at_least_s", "at_most_s", "broken"),
    [(2.0, None, None), (2.5, None, None), (2.6, None, 2.6), (0.0, 2.5, None), (0.0, 2.4, 2.4)],
)
def test_a_duration_lies_between_its_limits(
    at_least_s: float, at_most_s: float | None, broken: float | None
) -> None:
    """It is read from the bounds of the window, so that no samples are needed."""
    half = Window(1.0, 3.5, np.empty(0), np.empty(0))
    expected = () if broken is None else (Violation(1.0, 3.5, 2.5, broken),)
    assert lasts(half, at_least_s=at_least_s, at_most_s=at_most_s) == expected


CALLS = {
    "stays_within": lambda w: stays_within(w, max=190),
    "keeps_level": lambda w: keeps_level(w, drop=9),
    "reaches": lambda w: reaches(w, at_least=100),
    "keeps_still": lambda w: keeps_still(w, within=9),
    "moves_slowly": lambda w: moves_slowly(w, at_most_per_s=500),
}
reading = pytest.mark.parametrize("use", CALLS)


@reading
@pytest.mark.parametrize(("unseen", "answers"), [(30, True), (31, False), (100, False)])
def test_a_check_answers_only_if_enough_was_seen(use: str, unseen: int, *, answers: bool) -> None:
    """At least seven tenths of the window are needed. The reason says how much was seen."""
    there = window((170, 5))
    assert MIN_SEEN == 0.7
    there.values[:unseen] = nan
    outcome = CALLS[use](there)
    assert isinstance(outcome, Unknown) is not answers
    if isinstance(outcome, Unknown):
        assert outcome.why.key == "seen-little"
        assert outcome.why.values == {"share": pytest.approx(1 - unseen / 100)}


@reading
def test_a_window_without_a_picture_has_no_answer(use: str) -> None:
    """It is neither good nor bad. The reason says that there was no picture."""
    nothing = Window(1, 2, np.empty(0), np.empty(0))
    assert CALLS[use](nothing) == Unknown(Message("no-picture"))


def test_every_kind_that_reads_a_signal_is_asked_about_what_it_cannot_see() -> None:
    """A new kind of check has to be added to the tests above."""
    assert {use for use, kind in KINDS.items() if kind.reads_signal} == set(CALLS)


@given(st.lists(st.floats(100, 200), min_size=3, max_size=40), st.data())
def test_despiking_leaves_holes_and_slopes(values: list[float], data: st.DataObject) -> None:
    """A steady rise or fall stays, but for its two ends. Every hole stays."""
    rising = np.sort(np.array(values))
    assert despiked(rising)[1:-1] == pytest.approx(rising[1:-1])
    assert despiked(rising[::-1])[1:-1] == pytest.approx(rising[::-1][1:-1])
    holes = data.draw(st.sets(st.integers(0, len(values) - 1)))
    rising[list(holes)] = nan
    assert np.isnan(despiked(rising)).tolist() == [i in holes for i in range(len(values))]


@given(
    st.lists(st.floats(100, 200) | st.just(nan), min_size=4, max_size=40),
    st.integers(4, 40),
)
def test_a_running_check_does_not_take_back_what_it_said(values: list[float], upto: int) -> None:
    """More samples may lengthen a violation and add others. They never remove one."""
    t_s = np.arange(len(values)) / 10
    whole = Window(0.0, float(t_s[-1]), t_s, np.array(values))
    part = Window(0.0, float(t_s[:upto][-1]), t_s[:upto], whole.values[:upto], grows=True)
    for use, said in (
        ("stays_within", {"max": 150, "for_s": 0.2}),
        ("keeps_level", {"drop": 20}),
        ("moves_slowly", {"at_most_per_s": 100}),
    ):
        assert KINDS[use].while_running
        early = KINDS[use].function(part, **said)
        late = KINDS[use].function(whole, **said)
        if not isinstance(early, Unknown) and not isinstance(late, Unknown):
            assert {s for s, _ in spans(early)} <= {s for s, _ in spans(late)}


@pytest.mark.parametrize(
    ("rate_hz", "pictures", "at_least_s", "answers"),
    [
        pytest.param(30, 40, 0.8, True, id="enough pictures"),
        pytest.param(LEAST_RATE_HZ, 2, 0.8, True, id="just enough"),
        pytest.param(8, 10, 0.8, False, id="too few to time something brief"),
        pytest.param(8, 2, 0.8, False, id="two pictures show the rate"),
        pytest.param(8, 1, 0.8, True, id="one picture shows no rate"),
        pytest.param(8, 10, BRIEF_S, True, id="just not brief"),
        pytest.param(8, 10, 4.0, True, id="a hold is long enough"),
    ],
)
def test_something_brief_is_not_timed_with_too_few_pictures(
    rate_hz: float, pictures: int, at_least_s: float, *, answers: bool
) -> None:
    """A movement that seems to last 0.3 s may last three times as long. The reason says how many
    pictures a second are needed."""
    brief = Window(1.0, 1.3, np.arange(pictures) / rate_hz, np.empty(0))
    outcome = lasts(brief, at_least_s=at_least_s)
    if answers:
        assert spans(outcome) == [(1.0, 1.3)]
    else:
        assert outcome == Unknown(Message("too-few-pictures", {"rate_hz": LEAST_RATE_HZ}))
