"""The range as a bar with the band to be reached or kept."""

from __future__ import annotations

import pytest
from moments import update

from posecheck.coach.range_gauge import RangeGauger
from posecheck.exercise.spec.catalogue import Catalogue


def test_a_bridge_has_to_reach_straight_and_not_to_pass_it(catalogue: Catalogue) -> None:
    """The bar begins at the resting value that was seen. The band is from the zone to the limit."""
    gauger = RangeGauger(catalogue.get("hip-bridge"))
    for t_s, hip_deg in enumerate((130.0, 128.0, 150.0)):
        gauge = gauger.step(update(t_s, signals={"hip_deg": hip_deg}))
    assert gauge is not None
    assert (gauge.name, gauge.value, gauge.low, gauge.band_low) == ("hip_deg", 150.0, 128.0, 163.0)
    gauge = gauger.step(update(9, signals={"hip_deg": 205.0}))
    assert gauge is not None
    assert (gauge.band_high, gauge.high) == (190.0, 205.0)


def test_a_squeeze_leads_downwards(catalogue: Catalogue) -> None:
    """The band lies at the bar's lower end."""
    gauger = RangeGauger(catalogue.get("shoulder-blade-squeeze"))
    gauge = gauger.step(update(0, signals={"closing_trunk": 0.01}))
    assert gauge is not None
    assert gauge.low == gauge.band_low < gauge.band_high < gauge.high == 0.01


def test_a_plank_has_to_stay_between(catalogue: Catalogue) -> None:
    """The band is between sagging and piking."""
    gauge = RangeGauger(catalogue.get("plank")).step(update(0, signals={"line_deg": 4.0}))
    assert gauge is not None
    assert (gauge.band_low, gauge.band_high, gauge.value) == (-7.0, 33.0, 4.0)
    assert gauge.low < -7.0 < 33.0 < gauge.high


def test_of_two_sides_the_one_that_moves_is_shown(catalogue: Catalogue) -> None:
    """It is the one that is nearer to its goal."""
    gauger = RangeGauger(catalogue.get("neck-rotation"))
    names = list(_signals(catalogue))
    for left, right in ((1.0, 40.0), (40.0, 1.0)):
        signals = {f"left_{n}": left for n in names} | {f"right_{n}": right for n in names}
        gauge = gauger.step(update(0, signals=signals))
        assert gauge is not None
        assert gauge.value == 40.0


def _signals(catalogue: Catalogue) -> list[str]:
    return list(catalogue.get("neck-rotation").signals)


@pytest.mark.parametrize("value", [None, 0.5, 170.0])
def test_every_exercise_gives_a_bar_that_can_be_drawn_or_none(
    catalogue: Catalogue, value: float | None
) -> None:
    """Whatever is read, and when nothing is."""
    for exercise_id in catalogue.ids():
        exercise = catalogue.get(exercise_id)
        gauger = RangeGauger(exercise)
        prefixes = [f"{side}_" if side else "" for side in exercise.counted_sides()]
        signals = {f"{p}{n}": value for p in prefixes for n in exercise.signals}
        for phase in [None, *(exercise.rep.phases if exercise.rep else ())]:
            gauge = gauger.step(update(0, signals=signals, phase=phase))
            if gauge is not None:
                assert gauge.low <= gauge.band_low <= gauge.band_high <= gauge.high, exercise_id
                assert gauge.low < gauge.high or gauge.value is None, exercise_id
