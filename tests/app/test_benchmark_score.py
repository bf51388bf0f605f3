"""The benchmark's arithmetic, on reports and truths made by hand."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import numpy as np
import pytest

from posecheck.app.benchmark.score import INTO_HOLD_S, NEARLY_THERE, angle_error, score
from posecheck.app.benchmark.truth import (
    TrueFault,
    TrueFrames,
    TrueHold,
    TruePhase,
    TrueRep,
    Truth,
)
from posecheck.messages import Remark
from posecheck.records import Finding, Hold, HoldEnd, Rep, Report, Verdict

PHASES = [TruePhase("lift", 1.5, 3.0), TruePhase("hold", 3.0, 7.0), TruePhase("lower", 7.0, 8.0)]
EARLIEST_S, LATEST_S = 3.0 - NEARLY_THERE * 1.5, 7.0 + NEARLY_THERE * 1.0
"""When the hold may be said to begin at the earliest, and to end at the latest."""

TRUTH = Truth(
    exercise="hip-bridge",
    clip="made",
    view="side",
    judgeable=True,
    size_px=(640, 480),
    duration_s=20.0,
    near_side="right",
    reps=[TrueRep(1.0, 8.0, None, True, PHASES), TrueRep(9.0, 12.0, None, False)],
    holds=[TrueHold(3.0, 7.0)],
    faults=[TrueFault("half-repetition", 10.0, 11.0)],
    frames=TrueFrames([0.0], {}),
)


def rep(number: int, *, complete: bool) -> Rep:
    return Rep(number, 1.0, 8.0, None, complete, (), (), Verdict.GOOD)


def hold(start_s: float, end_s: float) -> Hold:
    return Hold(1, "up", start_s, end_s, None, HoldEnd.LEFT, (), Verdict.GOOD)


def finding(check: str, start_s: float) -> Finding:
    return Finding(check, start_s, start_s + 1, 1.0, 2.0, "°")


REPORT = Report(
    exercise="hip-bridge", title="", source="", duration_s=20.0, frames=600, found_share=1.0,
    partial=False, verdict=Verdict.FAULT, count=1, count_left=0, count_right=0, halves=1,
    reps=(rep(1, complete=True), rep(2, complete=False)), holds=(hold(3.1, 7.1),),
    findings=(finding("half-repetition", 10.5),), not_judged=(), remarks=(), limits=(),
)  # fmt: skip


def test_a_report_that_says_the_truth_meets_every_goal() -> None:
    """One repetition, one half repetition, one hold 0.1 s off, one planted fault found."""
    result = score(TRUTH, REPORT, ())
    assert result.ok
    assert result.reps == (1, 1)
    assert result.halves == (1, 1)
    assert result.hold_error_s == pytest.approx(0.1)
    assert (result.found, result.planted, result.false_alarms) == (1, 1, ())


def test_pauses_need_not_be_timed_where_the_exercise_has_no_holds() -> None:
    """The truth knows them all the same."""
    untimed = replace(REPORT, holds=())
    assert not score(TRUTH, untimed, ()).ok
    assert score(TRUTH, untimed, (), timed=False).ok


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (replace(REPORT, count=2), "one counted too many"),
        (replace(REPORT, halves=0), "a half repetition lost"),
        (replace(REPORT, holds=()), "a hold lost"),
        (replace(REPORT, holds=(hold(3.0, LATEST_S + 0.31),)), "a hold ends 0.31 s too late"),
        (replace(REPORT, holds=(hold(3.0, 7.0 - 0.31),)), "a hold ends 0.31 s too early"),
        (replace(REPORT, holds=(hold(EARLIEST_S - 0.31, 7.0),)), "one begins 0.31 s too early"),
        (replace(REPORT, holds=(hold(3.0 + 0.31, 7.0),)), "a hold begins 0.31 s too late"),
        (replace(REPORT, findings=()), "a fault missed"),
        (replace(REPORT, findings=(finding("half-repetition", 11.6),)), "found 0.6 s late"),
        (replace(REPORT, findings=(finding("half-repetition", 8.8),)), "found 1.2 s early"),
        (replace(REPORT, findings=(*REPORT.findings, finding("sag", 10.5))), "a false alarm"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_any_single_miss_fails_the_clip(wrong: Report, why: str) -> None:
    """Each goal counts by itself."""
    assert not score(TRUTH, wrong, ()).ok, why


@pytest.mark.parametrize("start_s", [EARLIEST_S, 2.9, 3.0])
@pytest.mark.parametrize("end_s", [7.0, 7.1, LATEST_S])
def test_a_hold_may_begin_when_its_person_is_nearly_there(start_s: float, end_s: float) -> None:
    """Some call it one from there on, others from when they stand still."""
    result = score(TRUTH, replace(REPORT, holds=(hold(start_s, end_s),)), ())
    assert result.hold_error_s == pytest.approx(0.0)


def test_a_hold_that_stands_alone_is_entered_within_a_usual_time() -> None:
    """Its truth has no movements."""
    truth = replace(TRUTH, reps=[], faults=[])
    early_s = 3.0 - NEARLY_THERE * INTO_HOLD_S - 0.2
    result = score(truth, replace(REPORT, holds=(hold(early_s, 7.0),)), ())
    assert result.hold_error_s == pytest.approx(0.2)


def test_a_clip_that_shows_nothing_is_no_good_one() -> None:
    """Somebody who rests, or does something else, has no fault either."""
    assert not replace(TRUTH, reps=[], holds=[], faults=[]).good
    assert replace(TRUTH, reps=TRUTH.reps[:1], faults=[]).good


def test_a_lost_hold_has_no_finite_error() -> None:
    """Otherwise a clip with no hold found would look perfect."""
    assert score(TRUTH, replace(REPORT, holds=()), ()).hold_error_s == inf


def test_a_clip_from_the_wrong_side_is_right_only_when_it_is_refused_with_a_reason() -> None:
    """A report without a remark is no refusal. One that counts something is none either."""
    oblique = replace(TRUTH, judgeable=False)
    blocked = (Remark("side", 0.0, 20.0, blocks=True),)
    refused = replace(
        REPORT, verdict=Verdict.NOT_JUDGED, count=0, halves=0, reps=(), holds=(), findings=(),
        remarks=blocked,
    )  # fmt: skip
    assert score(oblique, refused, ()).ok
    assert not score(oblique, replace(refused, remarks=()), ()).ok
    assert not score(oblique, replace(refused, reps=(rep(1, complete=True),)), ()).ok


def test_angle_errors_are_means_over_the_frames_in_which_both_are_known() -> None:
    """Errors +2, -4 and an unknown one: MAE 3, bias -1, over two frames."""
    error = angle_error("a", np.array([12.0, 6.0, np.nan]), np.array([10.0, 10.0, 10.0]))
    assert error is not None
    assert (error.mae_deg, error.bias_deg, error.frames) == (3.0, -1.0, 2)
    assert angle_error("a", np.array([np.nan]), np.array([1.0])) is None


def test_an_angle_worse_than_the_goal_fails_the_clip() -> None:
    """6° is the goal."""
    bad = angle_error("a", np.array([6.1]), np.array([0.0]))
    assert bad is not None
    assert not score(TRUTH, REPORT, (bad,)).ok
