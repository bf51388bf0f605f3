"""The pace guide leads, waits at the end of each phase, and follows the person."""

from __future__ import annotations

import itertools

import pytest
from moments import update

from posecheck.coach.pace_guide import ARRIVED_S, LEAD_S, MOVEMENT_S, PaceGuider, shown_phase
from posecheck.exercise.spec.catalogue import Catalogue


@pytest.fixture
def pacer(catalogue: Catalogue) -> PaceGuider:
    return PaceGuider(catalogue.get("hip-bridge"), hold_s=4.0)


def test_the_phases_are_those_of_the_exercise(pacer: PaceGuider) -> None:
    """A bridge: two seconds up, a hold of four, two seconds down."""
    pace = pacer.step(update(0.0))
    assert pace is not None
    assert pace.phases == (("lift", 2, 0, 1), ("hold", 4, 1, 1), ("lower", 2, 1, 0))


def test_it_waits_at_rest_and_then_leads_to_the_end_of_the_first_phase(pacer: PaceGuider) -> None:
    """There it waits for the person."""
    shares = {t: pacer.step(update(t)).share for t in (0.0, LEAD_S, LEAD_S + MOVEMENT_S / 2, 60.0)}  # type: ignore[union-attr]
    assert list(shares.values()) == pytest.approx([0.0, 0.0, 0.5, 1.0])


def test_it_follows_the_person_as_soon_as_they_move(pacer: PaceGuider) -> None:
    """Each phase begins when the person begins it."""
    pacer.step(update(0.0))
    for t_s, phase, index in [
        (1.0, "lift", 0),
        (2.0, "lift", 0),
        (3.5, "hold", 1),
        (9, "lower", 2),
    ]:
        hold_s = t_s - 2.4 if phase == "hold" else None
        pace = pacer.step(update(t_s, phase=phase, hold_s=hold_s))
        assert pace is not None
        assert pace.phase_index == index
    assert pacer.step(update(10.0, phase="lower")).share == pytest.approx(0.5)  # type: ignore[union-attr]


def test_out_of_place_and_in_a_hold_there_is_nothing_to_lead(
    pacer: PaceGuider, catalogue: Catalogue
) -> None:
    """A plank has its clock. Steps have their own rhythm."""
    assert pacer.step(update(0.0, in_place=False)) is None
    for exercise_id in ("plank", "easy-walk"):
        assert PaceGuider(catalogue.get(exercise_id), hold_s=None).step(update(0.0)) is None


def test_every_exercise_has_a_path_that_closes(catalogue: Catalogue) -> None:
    """From rest to rest. Each phase begins where the one before it ends."""
    for exercise_id in catalogue.ids():
        exercise = catalogue.get(exercise_id)
        pace = PaceGuider(exercise, hold_s=exercise.dose.hold_s).step(update(0.0))
        if pace is not None:
            levels = [(low, high) for _, _, low, high in pace.phases]
            assert levels[0][0] == levels[-1][1] == 0.0
            assert all(a[1] == b[0] for a, b in itertools.pairwise(levels))
            assert all(duration_s > 0 for _, duration_s, _, _ in pace.phases)


def test_somebody_who_still_moves_when_a_hold_begins_is_shown_as_holding(
    catalogue: Catalogue,
) -> None:
    """The engine calls it the movement out. After a moment that is true."""
    exercise = catalogue.get("hip-bridge")
    early = update(3.0, phase="lower", hold_s=ARRIVED_S / 2)
    late = update(6.0, phase="lower", hold_s=3.5)
    assert (shown_phase(exercise, early), shown_phase(exercise, late)) == ("hold", "lower")
