"""What differs between reports: real where it is more than noise, and never more than is known."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from math import sqrt
from pathlib import Path

import pytest

from posecheck.errors import PosecheckError
from posecheck.exercise.judge import repeatability, uncertainty
from posecheck.exercise.judge.repeatability import Spread, least_difference
from posecheck.records import Rep, Report
from posecheck.report import measures
from posecheck.report.measures import Measure, What
from posecheck.report.page import compared
from posecheck.words.speech import Speech

ROOT = Path(__file__).parents[2]
HIGHEST = What("highest", "hip_deg", "°")


def farther(report: Report, by_deg: float) -> Report:
    """The same report, each repetition of which went that much farther."""

    def moved(rep: Rep) -> Rep:
        (one,) = rep.ranges
        return replace(rep, ranges=(replace(one, high=one.high + by_deg),))

    return replace(report, reps=tuple(map(moved, report.reps)))


def test_the_figures_are_those_of_the_table() -> None:
    """docs/repeat-table.md and the package's file are written by one run."""
    table = (ROOT / "docs" / "repeat-table.md").read_text(encoding="utf-8")
    raw = (ROOT / "posecheck/exercise/judge/repeatability.json").read_text(encoding="utf-8")
    for unit, figures in json.loads(raw).items():
        (line,) = re.findall(rf"^Pooled, in {unit}: .*$", table, re.MULTILINE)
        assert f"{figures['within']:.3f} within" in line
        assert f"{figures['between']:.3f} from one" in line


def test_verdicts_allow_for_at_least_the_measured_error() -> None:
    """What checks call close to the limit is no narrower than what repetitions scatter."""
    for unit, spread in repeatability.spreads().items():
        assert spread.within <= uncertainty.MODEL[unit]


def test_the_least_difference_is_that_of_two_means() -> None:
    """By arithmetic: 1.96 √(2·3² + 1²/4 + 2²/9), as the second person scatters more than the
    model."""
    least = least_difference(Spread(1.0, 3.0), counts=(4, 9), own=(0.5, 2.0))
    assert least == pytest.approx(1.96 * sqrt(2 * 9 + 1 / 4 + 4 / 9))


@pytest.mark.parametrize("by_deg", [-1.0, 1.0])
def test_what_is_within_the_noise_is_noise(bridges: Report, by_deg: float) -> None:
    """Just inside the smallest real difference, and just outside."""
    before = measures.of(bridges)[HIGHEST]
    least = measures.difference(HIGHEST, before, before).least
    assert least is not None
    for factor, is_noise in ((0.99, True), (1.01, False)):
        after = measures.of(farther(bridges, by_deg * factor * least))[HIGHEST]
        assert measures.difference(HIGHEST, before, after).is_noise is is_noise


def test_a_unit_that_was_not_measured_is_not_known() -> None:
    """Neither noise nor a difference."""
    what = What("highest", "x", "apples")
    found = measures.difference(what, Measure((1.0,)), Measure((9.0,)))
    assert (found.least, found.is_noise) == (None, None)


def test_half_repetitions_are_not_measured(bridges: Report) -> None:
    """Two of three are complete."""
    assert len(measures.of(bridges)[HIGHEST].values) == 2


def test_the_comparison_says_what_differs(bridges: Report) -> None:
    """15° farther is told, the same durations are not; faults are counted against repetitions."""
    shown = compared.shown([bridges, farther(bridges, 15.0)], Speech(bridges.texts))
    assert shown.told == "More than the measurement makes by itself: hip, highest."
    assert [row.what for row in shown.measured if row.kind == "more"] == ["hip, highest"]
    assert ("sag", "1 of 3", "1 of 3") in shown.faults
    same = compared.shown([bridges, bridges], Speech(bridges.texts))
    assert same.told == "Nothing differs by more than the measurement makes by itself."


def test_what_makes_reports_less_alike_is_told(bridges: Report) -> None:
    """Other limits."""
    from posecheck.records import Limit

    other = replace(bridges, limits=(Limit("sag", "stays_within", "hip_deg", {"min": 150.0}),))
    assert len(compared.shown([bridges, other], Speech(bridges.texts)).hints) == 1


def test_what_cannot_be_compared_is_refused(bridges: Report, plank: Report) -> None:
    for reports in ([bridges], [bridges, plank]):
        with pytest.raises(PosecheckError):
            compared.shown(reports, Speech(bridges.texts))
