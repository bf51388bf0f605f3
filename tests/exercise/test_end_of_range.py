"""The end of range: how far a repetition goes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stick import Plan

from posecheck.exercise.personal.end_of_range import EndOfRangeTracker, farthest, targets
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue

T_S = np.arange(31) / 30


@pytest.mark.parametrize(
    ("exercise", "expected"),
    [
        ("hip-bridge", [("hip_deg", "up", "rep")]),
        ("ankle-grasp", [("sink_deg", "down", "rep")]),
        ("cat-cow", [("bend_deg", "up", "rep"), ("bend_deg", "down", "rep")]),
        (
            "knee-to-chest",
            [
                ("right_hip_deg", "down", "right"),
                ("left_hip_deg", "down", "left"),
                ("near_hip_deg", "down", "both"),
            ],
        ),
        ("plank", []),
        ("easy-walk", []),
    ],
)
def test_the_signals_that_have_an_end_of_range(
    catalogue: Catalogue, exercise: str, expected: list[tuple[str, str, str]]
) -> None:
    """They are those of the end zones, or those that the file names. Holds and steps have none."""
    found = targets(catalogue.get(exercise))
    assert [(far.signal, far.farther, far.during) for far in found] == expected


def test_every_repetition_but_a_step_has_an_end(catalogue: Catalogue) -> None:
    """Else a profile would miss that exercise, and nobody would notice."""
    for name in catalogue.ids():
        exercise = catalogue.get(name)
        counted = exercise.rep is not None and exercise.rep.cadence is None
        assert bool(targets(exercise)) == counted, name


def test_one_wrong_picture_is_not_how_far_somebody_went() -> None:
    """Two wrong pictures are not either. The value has to last 0.1 s, as in the checks."""
    values = np.full(31, 10.0)
    values[10:12] = 90.0
    assert farthest(T_S, values, sign=1) == 10.0
    values[12:15] = 90.0
    assert farthest(T_S, values, sign=1) == 90.0
    assert farthest(T_S, -values, sign=-1) == -90.0


def test_what_was_hardly_seen_has_no_end() -> None:
    """The end is NaN where less than seven tenths were seen."""
    values = np.where(T_S > 0.35, np.nan, 10.0)
    assert np.isnan(farthest(T_S, values, sign=1))
    assert np.isnan(farthest(np.empty(0), np.empty(0), sign=1))
    assert np.isnan(farthest(T_S[:2], np.ones(2), sign=1)), "0.03 s are too short"


@given(st.lists(st.floats(-180, 180), min_size=31, max_size=31), st.floats(0, 50))
def test_farther_everywhere_is_farther(values: list[float], more: float) -> None:
    """What is added to every value is added to the end."""
    before = farthest(T_S, np.array(values), sign=1)
    after = farthest(T_S, np.array(values) + more, sign=1)
    assert after == pytest.approx(before + more)


def test_each_repetition_has_one_end_of_range(
    catalogue: Catalogue, bridges: Callable[..., object]
) -> None:
    """It is the angle of the film. The last repetition comes at the end of the recording."""
    film = bridges(Plan(top_deg=176), Plan(top_deg=182))
    exercise = catalogue.get("hip-bridge")
    session, tracker = Session(exercise), EndOfRangeTracker(exercise)
    found = [e for pose in film.poses for e in tracker.step(session.step(pose))]  # type: ignore[attr-defined]
    found += tracker.of(session.finish().reps)
    assert [(e.rep, e.complete) for e in found] == [(1, True), (2, True)]
    assert [e.value for e in found] == [pytest.approx(176, abs=0.3), pytest.approx(182, abs=0.3)]
    assert tracker.of(session.finish().reps) == []
