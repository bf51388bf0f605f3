"""The benchmark's arithmetic, on reports and truths made by hand."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import numpy as np
import pytest

from posecheck.app.benchmark.score import angle_error, score
from posecheck.app.benchmark.truth import TrueFault, TrueFrames, TrueHold, TrueRep, Truth
from posecheck.messages import Remark
from posecheck.records import Finding, Hold, HoldEnd, Rep, Report, Verdict

TRUTH = Truth(
    exercise="hip-bridge",
    clip="made",
    view="side",
    judgeable=True,
    size_px=(640, 480),
    duration_s=20.0,
    near_side="right",
    reps=[TrueRep(1.0, 8.0, None, True), TrueRep(9.0, 12.0, None, False)],
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
    reps=(rep(1, complete=True), rep(2, complete=False)), holds=(hold(3.1, 7.2),),
    findings=(finding("half-repetition", 10.5),), not_judged=(), remarks=(), limits=(),
)  # fmt: skip


def test_a_report_that_says_the_truth_meets_every_goal() -> None:
    """One repetition, one half repetition, one hold 0.2 s off, one planted fault found."""
    result = score(TRUTH, REPORT, ())
    assert result.ok
    assert result.reps == (1, 1)
    assert result.halves == (1, 1)
    assert result.hold_error_s == pytest.approx(0.2)
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
        (replace(REPORT, holds=(hold(3.0, 7.31),)), "a hold's end 0.31 s off"),
        (replace(REPORT, holds=(hold(2.69, 7.0),)), "a hold's start 0.31 s off"),
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
