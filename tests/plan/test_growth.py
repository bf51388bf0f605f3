"""How a dose grows and goes back: a table of cases, and what holds for every history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.plan_words import Feeling
from posecheck.exercise.spec.schema import Exercise
from posecheck.exercise.spec.tables import Dose
from posecheck.plan.growth import ANEW_WEEKS, LOOK_BACK_DAYS, WEEK_DAYS, Growth, growth
from posecheck.plan.levels import amount, levels
from posecheck.plan.past import Past

START = date(2026, 1, 5)
LEVELS = tuple(Dose(sets=1, reps=reps) for reps in range(3, 9))

HOW: dict[str, dict[str, object]] = {
    "good": {},
    "quarter": {"judged": 8, "faulty": 2},
    "faults": {"judged": 8, "faulty": 3},
    "short": {"done": 1},
    "hurt": {"hurt": True},
    "dark": {"judged": 0},
    "eased": {"done": 2, "asked": Dose(sets=1, reps=2)},
    "clip": {"done": 2, "kind": "recording"},
}
"""How a session went. Otherwise all eight were asked for and done, and were good."""


def session(day: int, how: str) -> Past:
    one = Past(
        day=START + timedelta(day), exercise="cat-cow", kind="live", asked=Dose(sets=1, reps=8),
        done=8, judged=8,
    )  # fmt: skip
    return replace(one, **HOW[how])  # type: ignore[arg-type]


def after(story: str, day: int, feels: Feeling = "good") -> Growth:
    """The growth on a day after a story such as "0 good, 2 hurt"."""
    parts = [part.split() for part in story.split(",") if part.strip()]
    past = [session(int(at), how) for at, how in parts]
    return growth(past, LEVELS, START + timedelta(day), feels)


GROWN = "0 good, 1 good, 3 good, 4 good, 6 good, 7 good, 9 good, 10 good"
"""On day 12 it has been grown four times."""

CASES = [
    # what was done, today, level, reason
    ("", 0, 0, "why-begin"),
    ("0 good", 1, 0, "why-good-days"),
    ("0 good, 1 good", 2, 0, "why-wait"),
    ("0 good, 1 good", 3, 1, "why-more"),
    ("0 good, 4 good", 5, 1, "why-more"),
    ("0 quarter, 1 quarter", 3, 1, "why-more"),
    ("0 good, 0 good", 3, 0, "why-good-days"),  # one day, done twice
    ("0 faults", 3, 0, "why-faults"),
    ("0 short", 3, 0, "why-short"),
    ("0 short, 0 good, 1 good", 3, 1, "why-more"),  # the better one of a day counts
    ("0 dark, 1 dark", 3, 0, "why-good-days"),
    ("0 clip, 1 clip", 3, 0, "why-good-days"),  # it need not show the whole dose
    ("0 clip, 1 good, 2 good", 3, 1, "why-more"),
    (GROWN, 12, 4, "why-more"),
    (GROWN + ", 12 eased, 13 eased", 14, 4, "why-good-days"),  # a sore day is no bad day
    (GROWN + ", 12 faults", 13, 4, "why-faults"),
    (GROWN + ", 12 faults, 13 faults", 14, 3, "why-back-faults"),
    (GROWN + ", 12 short, 13 short", 14, 3, "why-back-short"),
    (GROWN + ", 12 faults, 13 good, 14 faults", 15, 4, "why-faults"),
    (GROWN + ", 12 hurt", 13, 2, "why-hurt"),
    (GROWN + ", 12 hurt", 17, 2, "why-hurt"),
    (GROWN + ", 12 hurt, 13 hurt", 14, 1, "why-hurt"),
    (GROWN + ", 12 hurt, 14 good", 16, 2, "why-good-days"),
    (GROWN + ", 12 hurt, 14 good, 15 good", 16, 3, "why-more"),
    (GROWN + ", 12 good, 12 hurt", 13, 2, "why-hurt"),  # pain outweighs a good one
    (GROWN, 16, 4, "why-more"),  # six days are no break
    (GROWN, 17, 3, "why-break-same"),  # a week: it does not grow
    (GROWN, 24, 1, "why-break-back"),  # two weeks: two back
    (GROWN, 31, 0, "why-break-back"),
    (GROWN, 10 + 56, 0, "why-break-anew"),
    (GROWN + ", 12 good, 13 good, 15 good, 16 good", 18, 5, "why-goal"),
    (GROWN + ", 12 good, 13 good, 15 good, 16 good, 18 good, 19 good", 21, 5, "why-goal"),
]


@pytest.mark.parametrize(("story", "day", "level", "reason"), CASES)
def test_the_rule(story: str, day: int, level: int, reason: str) -> None:
    """Each line of the table in `growth`, and where they meet."""
    found = after(story, day)
    assert (found.level, found.reasons[0].key) == (level, reason)
    assert found.dose == LEVELS[level]


@pytest.mark.parametrize(("feels", "level"), [("good", 4), ("sore", 2), ("bad", 0)])
def test_today_may_be_less_and_tomorrow_is_as_before(feels: Feeling, level: int) -> None:
    """A sore day changes that day alone."""
    today = after(GROWN, 12, feels)
    assert today.level == level
    assert [m.key for m in today.reasons[1:]] == ([] if feels == "good" else [f"why-{feels}-today"])


stories = st.lists(st.tuples(st.integers(0, 120), st.sampled_from(sorted(HOW))), max_size=40)
exercises = st.sampled_from([Catalogue().get(each) for each in Catalogue().ids()])


def past_of(story: list[tuple[int, str]]) -> list[Past]:
    return [session(day, how) for day, how in story]


def on(day: int) -> date:
    return START + timedelta(day)


@given(stories, exercises, st.integers(0, 200), st.sampled_from(["good", "sore", "bad"]))
def test_it_never_asks_for_more_than_the_source(
    story: list[tuple[int, str]], exercise: Exercise, day: int, feels: Feeling
) -> None:
    """Whatever was done before; and never for less than the first level."""
    every = levels(exercise)
    found = growth(past_of(story), every, on(day), feels)
    assert amount(every[0]) <= amount(found.dose) <= amount(every[-1])
    assert found.reasons


@given(stories, st.integers(121, 126))
def test_it_never_grows_after_pain(story: list[tuple[int, str]], day: int) -> None:
    """With pain on the last day, the next dose is at most half of the level of that day."""
    past = past_of(story)
    hurt = growth([*past, session(120, "hurt")], LEVELS, on(day))
    assert (
        hurt.level
        <= growth([each for each in past if each.day < on(120)], LEVELS, on(120)).level // 2
    )
    assert hurt.reasons[0].key == "why-hurt"


@given(stories, st.integers(0, 120))
def test_pain_never_makes_today_more(story: list[tuple[int, str]], day: int) -> None:
    """One session of the story, told as one that hurt, never leads to a higher dose."""
    past = past_of(story)
    worse = [*past, session(day, "hurt")]
    assert growth(worse, LEVELS, on(121)).level <= growth(past, LEVELS, on(121)).level or (
        # A session more may end a break, which is worth more than the pain costs.
        any(days >= WEEK_DAYS for days in gaps(past, 121))
    )


def gaps(past: list[Past], today: int) -> list[int]:
    days = sorted({0, today, *((each.day - START).days for each in past)})
    return [later - earlier for earlier, later in pairwise(days)]


@given(stories, st.integers(WEEK_DAYS, 100), st.integers(0, 100))
def test_a_longer_break_never_makes_today_more(
    story: list[tuple[int, str]], days: int, longer: int
) -> None:
    """From a week on."""
    past = past_of(story)
    last = max((each.day for each in past), default=START)
    short = growth(past, LEVELS, last + timedelta(days)).level
    assert growth(past, LEVELS, last + timedelta(days + longer)).level <= short
    if days + longer >= ANEW_WEEKS * WEEK_DAYS:
        assert growth(past, LEVELS, last + timedelta(days + longer)).level == 0


@given(stories, st.integers(0, 130))
def test_it_never_grows_by_more_than_one_level(story: list[tuple[int, str]], day: int) -> None:
    """From one day to the next; and a better feeling never gives a lower dose."""
    past = past_of(story)
    today = growth(past, LEVELS, on(day))
    assert growth(past, LEVELS, on(day + 1)).level <= today.level + 1
    assert growth(past, LEVELS, on(day), "bad").level <= growth(past, LEVELS, on(day), "sore").level
    assert growth(past, LEVELS, on(day), "sore").level <= today.level


@given(stories)
def test_the_order_in_which_sessions_are_given_does_not_matter(
    story: list[tuple[int, str]],
) -> None:
    past = past_of(story)
    assert growth(past, LEVELS, on(121)) == growth(past[::-1], LEVELS, on(121))


def test_today_does_not_count() -> None:
    """What was done today changes tomorrow."""
    assert after("0 good, 1 good, 3 hurt", 3).level == 1


@given(exercises)
def test_each_level_is_a_small_step(exercise: Exercise) -> None:
    """One repetition or a second more, or at most half; it ends at the goal."""
    every = levels(exercise)
    for lower, higher in pairwise(every):
        assert amount(lower) < amount(higher)
        smallest = (higher.reps or 1) - (lower.reps or 1) == 1 or (
            (higher.hold_s or 1) - (lower.hold_s or 1) <= 1
        )
        assert smallest or amount(higher) <= 1.5 * amount(lower)
    goal = (exercise.plan.goal if exercise.plan else None) or exercise.dose
    assert amount(every[-1]) == amount(goal)


@settings(max_examples=8)
@given(
    st.lists(st.sampled_from(["good", "good", "faults", "short", "hurt"]), min_size=30, max_size=30)
)
@pytest.mark.slow
def test_a_year_says_as_much_as_ten(pattern: list[str]) -> None:
    """To one level, for whoever did what the plan asked for; only the last year is looked at."""
    past: list[Past] = []
    for day in range(460):
        asked = growth(past, LEVELS, on(day)).dose
        how = pattern[day % 30]
        done = {"short": 1}.get(how, asked.reps)
        one = replace(session(day, how), asked=asked, done=done)
        past.append(replace(one, judged=8, faulty=8 if how == "faults" else 0))
    year = growth(past, LEVELS, on(460))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("posecheck.plan.growth.WINDOW_DAYS", 10_000)
        ten = growth(past, LEVELS, on(460))
    assert abs(year.level - ten.level) <= 1
    needed = [each for each in past if on(460) - each.day <= timedelta(LOOK_BACK_DAYS)]
    assert growth(needed, LEVELS, on(460)) == year


def test_the_dose_of_a_year_ago_says_where_somebody_was() -> None:
    """They had grown before; since then nothing could be judged, so the level stays."""
    parts = [part.split() for part in GROWN.split(",")]
    past = [session(int(day), how) for day, how in parts]
    past += [replace(session(day, "dark"), asked=LEVELS[4]) for day in range(12, 500)]
    assert growth(past, LEVELS, on(500)).level == 4
    assert growth(past[-430:], LEVELS, on(500)).level == 4
