"""The end of a session in a few kind words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest

from calibration.made_reports import How, made
from posecheck.coach.summary import Summary, summary
from posecheck.dose import DoseDone
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.tables import Dose
from posecheck.messages import Message
from posecheck.plan.growth import Growth
from posecheck.plan.past import Past, of_report
from posecheck.records import Finding, Report
from posecheck.words.exercise_texts import texts_of
from posecheck.words.speech import Speech

BRIDGE, PLANK = Catalogue().get("hip-bridge"), Catalogue().get("plank")
DAY = date(2026, 1, 5)
FIRST = BRIDGE.checks[0].id
"""The fault of made reports."""
DOSE = Dose(sets=1, reps=8, hold_s=4)


def report(how: How = "good") -> Report:
    return made(BRIDGE, DOSE, DAY, how, chance=Random(1))


def now(how: How = "good", **other: Any) -> Past:
    return replace(of_report(report(how), BRIDGE, DAY), **other)


def keys(found: Summary) -> list[str]:
    return [message.key for message in found.messages]


def told(how: How = "good", before: Past | None = None, **other: Any) -> Summary:
    return summary(report(how), now(how, **other), before)


def test_the_first_session_has_nothing_to_compare_with() -> None:
    assert keys(told()) == ["done-all", "best-no-fault"]
    assert told().done.values == {"counts": "reps", "done": 8}


@pytest.mark.parametrize(
    ("how", "key"), [("good", "done-all"), ("short", "done-part"), ("faults", "done-all")]
)
def test_what_was_done_of_the_dose_comes_first(how: How, key: str) -> None:
    assert told(how).done.key == key


def test_a_session_with_nothing_in_it_is_praised_for_coming() -> None:
    """Nobody is told off."""
    nothing = DoseDone(1, 8, 4, "repetitions", 0, 8)
    empty = replace(report(), reps=(), holds=(), findings=(), count=0, dose=nothing)
    found = summary(empty, of_report(empty, BRIDGE, DAY))
    assert keys(found) == ["done-nothing", "best-tried"]


def test_pain_ends_it_and_there_is_no_more_to_work_on() -> None:
    """Also where there were faults, and where last time was better."""
    assert keys(told("hurt", now())) == ["done-part", "best-stopped", "next-hurt"]


USUAL = {"done": 8, "hold_s": 4.0, "judged": 8, "faulty": 4}

BEST = [
    # then, now, what is best
    ({"judged": 8, "faulty": 6}, {"judged": 8, "faulty": 4}, "best-fewer-faults"),
    ({"hold_s": 2.0, "judged": 0}, {"hold_s": 4.0, "judged": 0}, "best-longer-hold"),
    ({"done": 6, "judged": 0}, {"done": 8, "judged": 0}, "best-more"),
    ({}, {"judged": 8, "faulty": 4, "steady": 1.0}, "best-steady"),
    ({}, {"judged": 8, "faulty": 4, "steady": 0.5}, "best-all-done"),
]


@pytest.mark.parametrize(("then", "today", "best"), BEST)
def test_the_best_is_always_something(then: dict, today: dict, best: str) -> None:  # type: ignore[type-arg]
    before = now("faults", **(USUAL | then))
    assert told("faults", before, **today).best.key == best


def test_the_one_thing_to_work_on_is_the_most_frequent_fault() -> None:
    """Of several that are as frequent, the first."""
    faulty = report("faults")
    shaking = [Finding("shaking", t, t + 1, 5, 7, "°", rep=1) for t in (0.0, 1.0)]
    found = summary(replace(faulty, findings=(*shaking, *faulty.findings)), now("faults"))
    assert found.work_on == Message("fault", {"check": FIRST})
    found = summary(replace(faulty, findings=(*shaking, *faulty.findings[:2])), now("faults"))
    assert found.work_on == Message("fault", {"check": "shaking"})
    assert told().work_on is None


@pytest.mark.parametrize(
    ("before_s", "key"),
    [
        (None, None),
        (2.0, "pace-same"),
        (1.5, "pace-calmer"),
        (1.6, "pace-same"),
        (3.0, "pace-quicker"),
    ],
)
def test_the_pace_is_compared_where_it_differs_enough(
    before_s: float | None, key: str | None
) -> None:
    """Two seconds a movement today."""
    found = told("good", now(pace_s=before_s)).pace
    assert (found and found.key) == key


@pytest.mark.parametrize(
    ("before", "unit", "key"),
    [
        (40.0, "°", "range-same"), (39.0, "°", "range-farther"), (61.0, "°", "range-less"),
        (None, "°", None), (50.0, "trunk lengths", None),
    ],
)  # fmt: skip
def test_the_range_is_compared_where_it_differs_enough(
    before: float | None, unit: str, key: str | None
) -> None:
    """Fifty degrees today. Less is no fault: its sentence says so."""
    found = told("good", now(range=before, unit=unit), range=50.0, unit="°").range
    assert (found and found.key) == key


@pytest.mark.parametrize(
    ("dose", "text"),
    [
        (Dose(sets=2, reps=5), "Next time: 2 x 5."),
        (Dose(sets=1, reps=1, hold_s=30), "Next time: hold 30 s, once."),
        (Dose(sets=1, reps=8, hold_s=4), "Next time: 1 x 8, hold 4 s."),
        (Dose(), "Next time: the same."),
    ],
)
def test_the_next_dose_is_told(dose: Dose, text: str) -> None:
    growth = Growth(dose, 1, 5, (Message("why-more"),))
    found = summary(report(), now(), None, growth)
    assert found.following is not None
    assert Speech().sentence(found.following) == text


@pytest.mark.parametrize("code", ["en", "de"])
@pytest.mark.parametrize("how", ["good", "faults", "short", "hurt"])
def test_every_summary_has_its_words(code: str, how: How) -> None:
    """Kind ones: nothing is called bad, wrong or worse."""
    growth = Growth(DOSE, 1, 5, (Message("why-more"),))
    speech = Speech(replace(texts_of(BRIDGE), language=code))
    for before in (None, now(pace_s=9.0, range=200.0, done=99)):
        found = summary(report(how), now(how), before, growth)
        texts = [speech.sentence(message) for message in found.messages]
        assert all(texts)
        for bad in ("bad", "wrong", "worse", "fail", "schlecht", "falsch", "schlimm"):
            assert bad not in " ".join(texts).lower()


def test_an_exercise_that_is_a_hold_counts_holds() -> None:
    one = made(PLANK, Dose(sets=1, reps=1, hold_s=20), DAY, chance=Random(1))
    found = summary(one, of_report(one, PLANK, DAY))
    assert Speech().sentence(found.done) == "You did the whole dose: 1 hold."
