"""Which exercise it is, told from poses alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
import stick
from stick import Plan

from posecheck.exercise.recognise import (
    BRIDGED_S,
    FAULTY,
    MOST_HZ,
    Candidate,
    Recogniser,
    Recognition,
    explained,
)
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.records import Finding, Hold, HoldEnd, Pose, Rep, Report, Verdict

THREE = ("hip-bridge", "plank", "shoulder-blade-squeeze")


def recognised(catalogue: Catalogue, poses: Sequence[Pose]) -> Recognition:
    recogniser = Recogniser(catalogue.get(i) for i in THREE)
    for pose in poses:
        recogniser.step(pose)
    return recogniser.finish()


def rep(start_s: float, end_s: float, *faults: str, complete: bool = True) -> Rep:
    findings = tuple(Finding(f, start_s, end_s, 1.0, 2.0, "°", "say") for f in faults)
    return Rep(1, start_s, end_s, None, complete, (), (), Verdict.GOOD, findings)


def hold(start_s: float, end_s: float, *, rep: int | None = None) -> Hold:
    return Hold(1, "up", start_s, end_s, None, HoldEnd.LEFT, (), Verdict.GOOD, rep=rep)


REPORT = Report(
    exercise="made", title="", source="", duration_s=20.0, frames=600, found_share=1.0,
    partial=False, verdict=Verdict.GOOD, count=0, count_left=0, count_right=0, halves=0,
    reps=(), holds=(), findings=(), not_judged=(), remarks=(), limits=(),
)  # fmt: skip


@pytest.mark.parametrize(
    ("reps", "holds", "seconds"),
    [
        pytest.param([], [], 0.0, id="nothing"),
        pytest.param([rep(6, 9)], [], 3.0, id="one repetition, long rests around it"),
        pytest.param([rep(2, 9), rep(10, 19)], [], 20.0, id="rests that belong to it"),
        pytest.param([rep(1, 6), rep(12, 19)], [], 14.0, id="a long rest between"),
        pytest.param([rep(2, 9, complete=False)], [], 0.0, id="half a repetition"),
        pytest.param([rep(6, 9, "sag", "sag")], [], 3 * FAULTY, id="one kind of fault"),
        pytest.param([], [hold(6, 14)], 8.0, id="a hold alone"),
        pytest.param([rep(6, 14)], [hold(7, 13, rep=1)], 8.0, id="its hold belongs to it"),
        pytest.param([rep(6, 10), rep(7, 12)], [], 6.0, id="two sides at once"),
    ],
)
def test_an_exercise_explains_the_time_of_what_it_counted(
    reps: list[Rep], holds: list[Hold], seconds: float
) -> None:
    """Of twenty seconds; rests up to `BRIDGED_S` belong to what they lie between."""
    assert BRIDGED_S == 5.0
    report = replace(REPORT, reps=tuple(reps), holds=tuple(holds))
    assert explained(report, start_s=0, end_s=20) == pytest.approx(seconds)


def test_bridges_are_recognised(bridges: Callable, catalogue: Catalogue) -> None:
    """They explain nearly all of the time, and a plank none of it."""
    seen = recognised(catalogue, bridges(Plan(), Plan(), Plan()).poses)
    assert seen.sure
    assert seen.best.exercise == "hip-bridge"
    assert seen.best.fit > 0.9
    assert [c.exercise for c in seen.candidates] == ["hip-bridge"]


def test_two_files_of_one_movement_are_a_question(bridges: Callable, catalogue: Catalogue) -> None:
    """Nothing tells a bridge from a bridge: both are named, neither surely."""
    twin = catalogue.get("hip-bridge").model_copy(update={"id": "twin"})
    recogniser = Recogniser([catalogue.get("hip-bridge"), twin])
    for pose in bridges(Plan(), Plan()).poses:
        recogniser.step(pose)
    seen = recogniser.finish()
    assert not seen.sure
    assert {c.exercise for c in seen.likely} == {"hip-bridge", "twin"}


def test_what_contains_the_other_is_preferred(bridges: Callable, catalogue: Catalogue) -> None:
    """A file that says so wins against the one that it contains, and surely."""
    bridge = catalogue.get("hip-bridge")
    more = bridge.model_copy(
        update={"id": "more", "contains": {"hip-bridge": "It ends in one.", "unknown": "No."}}
    )
    recogniser = Recogniser([bridge, more])
    for pose in bridges(Plan(), Plan()).poses:
        recogniser.step(pose)
    seen = recogniser.finish()
    assert seen.sure
    assert seen.best.exercise == "more"
    assert [one.exercise for one in seen.shown] == ["more", "hip-bridge"]


def test_somebody_standing_about_is_no_exercise(catalogue: Catalogue) -> None:
    """Nor is nobody."""
    standing = stick.film(lambda _: stick.standing(), stick.times(10, 30))
    nobody = [Pose.nobody(i / 30, (640, 480)) for i in range(90)]
    for poses in (standing, nobody, []):
        seen = recognised(catalogue, poses)
        assert seen.best is None
        assert not seen.sure


def test_the_answer_does_not_hang_on_the_rate(bridges: Callable, catalogue: Catalogue) -> None:
    """Poses beyond the rate that is needed are left out."""
    fast = recognised(catalogue, bridges(Plan(), Plan(), fps=60.0).poses)
    slow = recognised(catalogue, bridges(Plan(), Plan(), fps=MOST_HZ).poses)
    assert fast.best.fit == pytest.approx(slow.best.fit, abs=0.02)
    assert fast.best.report.frames == pytest.approx(slow.best.report.frames, abs=2)


@pytest.mark.parametrize(("fit", "named"), [(0.97, "longer"), (0.92, "shorter")])
def test_what_contains_the_best_has_to_come_nearer(fit: float, named: str) -> None:
    """It explains all that the other does, so a lead that any other one may have is too much."""
    shorter = Candidate("shorter", "", 1.0, REPORT)
    longer = Candidate("longer", "", fit, REPORT, contains=("shorter",))
    found = Recognition((shorter, longer))
    assert [c.exercise for c in found.likely] == [named]
    assert [c.exercise for c in Recognition((shorter, replace(longer, contains=()))).likely] == [
        "shorter",
        "longer",
    ]
