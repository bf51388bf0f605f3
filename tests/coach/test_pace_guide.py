"""A guide that leads, waits and never runs away."""

from __future__ import annotations

import itertools

import pytest
from moments import update

from posecheck.coach.pace_guide import ARRIVED_S, LEAD_S, WAY_S, PaceGuider, leg
from posecheck.exercise.spec.catalogue import Catalogue


@pytest.fixture
def pacer(catalogue: Catalogue) -> PaceGuider:
    return PaceGuider(catalogue.get("hip-bridge"), hold_s=4.0)


def test_the_path_is_the_exercises_own(pacer: PaceGuider) -> None:
    """Up in two seconds, four up there, down in two."""
    pace = pacer.step(update(0.0))
    assert pace is not None
    assert pace.legs == (("lift", 2, 0, 1), ("hold", 4, 1, 1), ("lower", 2, 1, 0))


def test_it_waits_at_rest_and_then_leads_to_the_first_legs_end(pacer: PaceGuider) -> None:
    """And there it waits for the person."""
    shares = {t: pacer.step(update(t)).share for t in (0.0, LEAD_S, LEAD_S + WAY_S / 2, 60.0)}  # type: ignore[union-attr]
    assert list(shares.values()) == pytest.approx([0.0, 0.0, 0.5, 1.0])


def test_it_goes_by_the_person_as_soon_as_they_move(pacer: PaceGuider) -> None:
    """Each leg begins when they begin it."""
    pacer.step(update(0.0))
    for t_s, phase, at in [(1.0, "lift", 0), (2.0, "lift", 0), (3.5, "hold", 1), (9, "lower", 2)]:
        hold_s = t_s - 2.4 if phase == "hold" else None
        pace = pacer.step(update(t_s, phase=phase, hold_s=hold_s))
        assert pace is not None
        assert pace.leg == at
    assert pacer.step(update(10.0, phase="lower")).share == pytest.approx(0.5)  # type: ignore[union-attr]


def test_there_is_nothing_to_lead_out_of_place_or_in_a_hold(
    pacer: PaceGuider, catalogue: Catalogue
) -> None:
    """A plank has its clock; steps have their own rhythm."""
    assert pacer.step(update(0.0, in_place=False)) is None
    for exercise_id in ("plank", "easy-walk"):
        assert PaceGuider(catalogue.get(exercise_id), hold_s=None).step(update(0.0)) is None


def test_every_exercise_has_a_path_that_closes(catalogue: Catalogue) -> None:
    """From rest to rest, each leg beginning where the one before it ends."""
    for exercise_id in catalogue.ids():
        exercise = catalogue.get(exercise_id)
        pace = PaceGuider(exercise, hold_s=exercise.dose.hold_s).step(update(0.0))
        if pace is not None:
            levels = [(low, high) for _, _, low, high in pace.legs]
            assert levels[0][0] == levels[-1][1] == 0.0
            assert all(a[1] == b[0] for a, b in itertools.pairwise(levels))
            assert all(duration_s > 0 for _, duration_s, _, _ in pace.legs)


def test_somebody_who_arrives_in_a_hold_still_moving_is_shown_as_holding(
    catalogue: Catalogue,
) -> None:
    """The engine calls it the way out; after a moment that is what it is."""
    exercise = catalogue.get("hip-bridge")
    early = update(3.0, phase="lower", hold_s=ARRIVED_S / 2)
    late = update(6.0, phase="lower", hold_s=3.5)
    assert (leg(exercise, early), leg(exercise, late)) == ("hold", "lower")
