"""Faults of form in bridges. Each is found alone, at its time, in its repetition, and nowhere
else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import stick
from stick import Plan

from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.records import Verdict, fault_message
from posecheck.words.exercise_texts import texts_of
from posecheck.words.speech import Speech

BRIDGE = "hip-bridge"
GOOD = Plan()
DIP = Plan(dip_deg=14)

FAULTS = {
    "over-arched": Plan(top_deg=200),
    "sagging-hold": DIP,
    "short-hold": Plan(hold_s=2),
    "fast-lift": Plan(lift_s=0.5),
    "fast-lower": Plan(lower_s=0.5),
}
each_fault = pytest.mark.parametrize(("check", "plan"), FAULTS.items(), ids=FAULTS)


def true_span(check: str, made: stick.Made, course: stick.Course) -> tuple[float, float]:
    """When the fault was there, read from the curve."""
    third_s = (made.leave_s - made.up_s) / 3
    low_deg = DIP.top_deg - 9
    sag = (
        course.crossing_s(low_deg, after_s=made.up_s + 0.1, before_s=made.up_s + third_s + 0.4),
        course.crossing_s(
            low_deg, after_s=made.leave_s - third_s - 0.4, before_s=made.leave_s - 0.1
        ) if check == "sagging-hold" else 0.0,
    ) if check == "sagging-hold" else (0.0, 0.0)  # fmt: skip
    return {
        "over-arched": made.held_s,
        "sagging-hold": sag,
        "short-hold": made.held_s,
        "fast-lift": (made.start_s, made.up_s),
        "fast-lower": (made.leave_s, made.end_s),
    }[check]


@each_fault
@pytest.mark.parametrize("head", ["left", "right"])
def test_a_fault_is_found_alone_at_its_time_and_nowhere_else(
    head: str, check: str, plan: Plan, bridges: Callable, perform: Callable
) -> None:
    """The second of three repetitions has the fault."""
    made = bridges(GOOD, plan, GOOD, scene=stick.Scene(head=head))
    report = perform(BRIDGE, made.poses).report
    assert report.count == 3
    assert [r.verdict for r in report.reps] == [Verdict.GOOD, Verdict.FAULT, Verdict.GOOD]
    assert report.verdict is Verdict.FAULT
    (finding,) = report.findings
    assert (finding.check, finding.rep) == (check, 2)
    expected = true_span(check, made.made[1], made.course)
    # The model's delay is taken off the start of a movement, and the film has no such delay.
    assert (finding.start_s, finding.end_s) == pytest.approx(expected, abs=0.2)


@each_fault
def test_a_fault_says_how_much_against_which_limit(
    check: str, plan: Plan, bridges: Callable, perform: Callable, catalogue: Catalogue
) -> None:
    """Value and limit are known by arithmetic. The sentence is that of the exercise's file."""
    value, tolerance, unit = {
        "over-arched": (200, 0.5, "°"),
        "sagging-hold": (14, 0.5, "°"),
        "short-hold": (2 + stick.NEARLY_THERE * (2 + 2), 0.2, "s"),
        "fast-lift": (0.5, 0.2, "s"),
        "fast-lower": (0.5, 0.2, "s"),
    }[check]
    done = perform(BRIDGE, bridges(plan).poses)
    finding = done.finding(check)
    (limit,) = [x for x in done.report.limits if x.check == check]
    assert finding.value == pytest.approx(value, abs=tolerance)
    assert finding.limit in limit.parameters.values()
    assert finding.unit == unit
    exercise = catalogue.get(BRIDGE)
    (spec,) = [c for c in exercise.checks if c.id == check]
    assert Speech(texts_of(exercise)).sentence(fault_message(finding)) == spec.say


@each_fault
def test_the_updates_bring_what_the_report_has_and_nothing_else(
    check: str, plan: Plan, bridges: Callable, perform: Callable
) -> None:
    """Each fault comes once, during its repetition or when that is over. A good one brings
    nothing."""
    done = perform(BRIDGE, bridges(GOOD, plan, GOOD).poses)
    assert [(f.check, f.rep) for f in done.updated] == [(check, 2)]


@pytest.mark.parametrize("lower_s", [1.0, 2.0, 4.0])
def test_lowering_is_never_found_as_a_sagging_hold(
    lower_s: float, bridges: Callable, perform: Callable
) -> None:
    """The exercise asks for a slow lowering. It is no fault, also while it is done."""
    done = perform(BRIDGE, bridges(Plan(lower_s=lower_s), GOOD).poses)
    assert done.found == []
    assert done.updated == []


@pytest.mark.parametrize("check", ["over-arched", "sagging-hold"])
def test_a_fault_of_the_hold_is_found_while_it_lasts(
    check: str, bridges: Callable, perform: Callable
) -> None:
    """It is found within a second and a half, so that the person can correct it."""
    made = bridges(FAULTS[check])
    start_s, _ = true_span(check, made.made[0], made.course)
    found_s = [u.t_s for u in perform(BRIDGE, made.poses).updates if u.new_findings]
    assert len(found_s) == 1
    # The last degrees of the lift may be past the limit already.
    assert start_s - 0.5 < found_s[0] < start_s + 1.5


def test_several_faults_of_one_repetition_are_all_found(
    bridges: Callable, perform: Callable
) -> None:
    """The lift is too fast, the back over-arched, the hold short, the lowering too fast."""
    worst = Plan(top_deg=200, lift_s=0.5, hold_s=2, lower_s=0.5)
    done = perform(BRIDGE, bridges(worst).poses)
    assert done.report.count == 1
    assert sorted(done.found) == ["fast-lift", "fast-lower", "over-arched", "short-hold"]


@pytest.mark.parametrize(
    "plan",
    [
        Plan(top_deg=190),
        Plan(dip_deg=7),
        Plan(hold_s=3.7),
        Plan(lift_s=1.1),
        Plan(lower_s=1.1),
    ],
    ids=["nearly arched", "wanders a little", "nearly four", "brisk up", "brisk down"],
)
def test_what_lies_within_its_limit_is_no_fault(
    plan: Plan, bridges: Callable, perform: Callable
) -> None:
    """Each value lies within its limit by two degrees or 0.3 s."""
    assert perform(BRIDGE, bridges(GOOD, plan).poses).report.verdict is Verdict.GOOD


def test_a_hold_with_a_fault_is_not_called_good(bridges: Callable, perform: Callable) -> None:
    """Only the second of the two holds sags."""
    report = perform(BRIDGE, bridges(GOOD, DIP).poses).report
    assert [h.verdict for h in report.holds] == [Verdict.GOOD, Verdict.FAULT]


def test_the_ranges_of_a_repetition_are_those_of_the_curve(
    bridges: Callable, perform: Callable
) -> None:
    """They go from rest to the top."""
    (rep,) = perform(BRIDGE, bridges(Plan(top_deg=176), rest_deg=125.0).poses).report.reps
    (hip,) = [r for r in rep.ranges if r.signal == "hip_deg"]
    assert (hip.low, hip.high, hip.unit) == (
        pytest.approx(125, abs=1), pytest.approx(176, abs=0.1), "°",
    )  # fmt: skip
