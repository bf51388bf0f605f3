"""Pictures that are missing, late or doubled are never taken for what a person did.

Whatever is done to the time of a film: no fault appears that the whole film does not have, no
duration is wrong by more than the report says, and counting goes on where nothing was hidden. A
warning of numpy is an error here, as in all tests.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest
import stick
from hypothesis import given, settings
from hypothesis import strategies as st
from stick import Plan

from calibration import spoiled_time
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.records import HoldEnd, Pose, Report

EXERCISES = {name: Catalogue().get(name) for name in ("hip-bridge", "plank")}

Film = tuple[Pose, ...]
Spoil = Callable[[Sequence[Pose]], Sequence[Pose]]


def bridges(*plans: Plan, fps: float = 30.0) -> Film:
    course, _ = stick.bridges(plans)
    return tuple(
        stick.film(
            lambda t_s: stick.bridge(course.at(t_s)),
            stick.times(course.end_s + 2, fps),
            noise_px=stick.noise_for(0.2),
        )
    )


def plank(into_s: float = 2.0, hold_s: float = 9.0) -> Film:
    """Kneeling, then a plank, then kneeling again."""
    course = stick.Course(
        0.0,
        (
            stick.Move(into_s, into_s + 1.5, 1.0),
            stick.Move(into_s + 1.5 + hold_s, into_s + 3.0 + hold_s, 0.0),
        ),
    )
    return tuple(
        stick.film(
            lambda t_s: stick.into_plank(course.at(t_s), hip_height=0.3, knee_deg=90.0),
            stick.times(course.end_s + 2.0),
            noise_px=stick.noise_for(0.2),
        )
    )


FILMS: dict[str, tuple[str, Callable[[], Film]]] = {
    "good bridges": ("hip-bridge", lambda: bridges(Plan(), Plan(lift_s=1.6, lower_s=1.4), Plan())),
    "bridges with faults": (
        "hip-bridge",
        lambda: bridges(Plan(lift_s=0.5), Plan(top_deg=152.0), Plan(hold_s=1.5), Plan(dip_deg=25)),
    ),
    "brisk bridges": (
        "hip-bridge",
        lambda: bridges(*[Plan(lift_s=1.1, hold_s=0.4, lower_s=1.1, pause_s=0.6)] * 4),
    ),
    "a plank": ("plank", plank),
}


@lru_cache
def whole(name: str) -> tuple[Film, Report]:
    exercise_id, make = FILMS[name]
    film = make()
    return film, spoiled_time.report_of(EXERCISES[exercise_id], film)


def answers(name: str, poses: Sequence[Pose], touched: spoiled_time.Span | None) -> list[str]:
    report = spoiled_time.report_of(EXERCISES[FILMS[name][0]], poses)
    step_s = spoiled_time.usual_step_s(poses)
    return list(spoiled_time.wrong(whole(name)[1], report, touched, step_s=step_s))


names = pytest.mark.parametrize("name", FILMS)


@names
def test_the_films_show_what_they_should(name: str) -> None:
    """Otherwise nothing could be lost in them, and no fault be new."""
    report = whole(name)[1]
    shown = report.count, report.halves, len(report.holds), {f.check for f in report.findings}
    assert shown == {
        "good bridges": (3, 0, 3, set()),
        "bridges with faults": (
            3, 1, 3, {"fast-lift", "half-repetition", "short-hold", "sagging-hold"},
        ),
        "brisk bridges": (4, 0, 4, {"short-hold"}),
        "a plank": (0, 0, 1, set()),
    }[name]  # fmt: skip


@names
@given(start=st.floats(0.02, 0.98), length_s=st.floats(0.1, 5.0), how=st.integers(0, 2))
@settings(max_examples=8, derandomize=True)
def test_a_stretch_that_was_not_seen_makes_no_fault(
    name: str, start: float, length_s: float, how: int
) -> None:
    """No picture came, or nobody was found, or the picture stood still."""
    film, _ = whole(name)
    start_s = start * film[-1].t_s
    span = start_s, start_s + length_s
    hide = (spoiled_time.without, spoiled_time.without_person, spoiled_time.frozen)[how]
    assert answers(name, hide(film, span), span) == []


@names
@given(rate_hz=st.floats(1.5, 20.0), seed=st.integers(0, 1000), even=st.booleans())
@settings(max_examples=8, derandomize=True)
def test_few_or_uneven_pictures_make_no_fault(
    name: str, rate_hz: float, seed: int, *, even: bool
) -> None:
    """As slow machines and webcams in the dark give them."""
    film, _ = whole(name)
    random = np.random.default_rng(seed)
    kept = (
        spoiled_time.thinned_evenly(film, rate_hz)
        if even
        else spoiled_time.thinned(film, rate_hz, random)
    )
    assert answers(name, kept, None) == []


@names
@given(sd_s=st.floats(0.0, 0.02), seed=st.integers(0, 1000), stalls=st.booleans())
@settings(max_examples=6, derandomize=True)
def test_late_and_lost_pictures_make_no_fault(
    name: str, sd_s: float, seed: int, *, stalls: bool
) -> None:
    """Some come early or late, some get lost, some come twice at the same time."""
    film, _ = whole(name)
    random = np.random.default_rng(seed)
    poses = spoiled_time.jittered(film, sd_s, random)
    assert answers(name, spoiled_time.stalled(poses, random) if stalls else poses, None) == []


@names
@given(longest_s=st.floats(0.05, 1.0), seed=st.integers(0, 1000))
@settings(max_examples=8, derandomize=True)
def test_pictures_that_are_read_late_make_no_fault(name: str, longest_s: float, seed: int) -> None:
    """As a busy machine reads them: a few wait, and come all at once."""
    film, _ = whole(name)
    random = np.random.default_rng(seed)
    assert answers(name, spoiled_time.read_late(film, longest_s, random), None) == []


@pytest.mark.parametrize("hide", [spoiled_time.without, spoiled_time.frozen])
def test_no_hold_is_counted_through_a_gap(hide: Callable[..., list[Pose]]) -> None:
    """Neither part is longer than it was seen, and both say that they are bounds."""
    film, report = whole("a plank")
    start_s = report.holds[0].start_s + 3.0
    parts = spoiled_time.report_of(EXERCISES["plank"], hide(film, (start_s, start_s + 2.0))).holds
    assert [part.ended for part in parts] == [HoldEnd.NOT_SEEN, HoldEnd.LEFT]
    assert all(part.at_least for part in parts)
    assert parts[0].end_s == pytest.approx(start_s, abs=0.1)
    assert parts[1].start_s == pytest.approx(start_s + 2.0, abs=0.1)


@pytest.mark.parametrize(
    ("hide", "kind"),
    [
        (spoiled_time.without, "no-pictures"),
        (spoiled_time.without_person, "nobody"),
        (spoiled_time.frozen, "frozen"),
    ],
)
def test_a_gap_is_told(hide: Callable[..., list[Pose]], kind: str) -> None:
    """With its time, also where nothing else tells of it: in a rest."""
    film, _ = whole("good bridges")
    report = spoiled_time.report_of(EXERCISES["hip-bridge"], hide(film, (0.2, 1.4)))
    [remark] = [one for one in report.remarks if one.kind == kind]
    assert (remark.start_s, remark.end_s) == (pytest.approx(0.2, abs=0.1),
                                              pytest.approx(1.4, abs=0.1))  # fmt: skip
    assert remark.blocks


def test_phases_beside_a_gap_are_bounds() -> None:
    """A lift whose middle was not seen is not counted; a hold in whose middle nothing was seen has
    the length of its longer part."""
    film, report = whole("good bridges")
    lift, hold, lower = report.reps[1].phases
    middle_s = (hold.start_s + hold.end_s) / 2
    found = spoiled_time.report_of(
        EXERCISES["hip-bridge"],
        spoiled_time.without(film, (middle_s, hold.end_s - 0.5)),
    )
    assert found.count == 3
    assert found.reps[1].phases[1].at_least
    assert found.reps[1].phases[1].end_s <= middle_s
    assert found.holds[1].at_least
    assert not found.reps[0].phases[1].at_least
    assert lift.unsure_s == hold.unsure_s == lower.unsure_s == 0.0


@pytest.mark.parametrize(
    ("rate_hz", "few"), [(30.0, False), (15.0, False), (10.0, True), (1.5, True)]
)
def test_too_few_pictures_are_told_once(rate_hz: float, *, few: bool) -> None:
    """With the rate, for the whole recording. Durations say how unsure they are."""
    film, _ = whole("good bridges")
    report = spoiled_time.report_of(
        EXERCISES["hip-bridge"], spoiled_time.thinned_evenly(film, rate_hz)
    )
    told = [one for one in report.remarks if one.kind == "few-pictures"]
    assert len(told) == few
    if few:
        assert told[0].values["rate_hz"] == pytest.approx(rate_hz, rel=0.05)
        assert (told[0].start_s, told[0].end_s) == (0.0, pytest.approx(film[-1].t_s, abs=0.7))
    unsure = [p.unsure_s for rep in report.reps for p in rep.phases if not p.at_least]
    assert all(bool(each) == few for each in unsure)


def test_uneven_pictures_are_read_as_even_ones() -> None:
    """12 to 15 a second on average, as slow webcams give them: a lift of 2 s is one of 2 s, and no
    repetition is called fast."""
    film, report = whole("good bridges")
    kept = spoiled_time.thinned(film, 13.5, np.random.default_rng(3))
    found = spoiled_time.report_of(EXERCISES["hip-bridge"], kept)
    assert found.count == 3
    assert not found.findings
    for mine, theirs in zip(found.reps, report.reps, strict=True):
        lifts = mine.phases[0].duration_s, theirs.phases[0].duration_s
        assert lifts[0] == pytest.approx(lifts[1], abs=0.4)


def test_times_far_from_zero_change_nothing() -> None:
    """A clock that has run for an hour."""
    film, report = whole("good bridges")
    later = [replace(pose, t_s=pose.t_s + 3600.0) for pose in film]
    found = spoiled_time.report_of(EXERCISES["hip-bridge"], later)
    assert [r.start_s - 3600 for r in found.reps] == pytest.approx([r.start_s for r in report.reps])
