"""The verdict of a hold and of a repetition: good, fault, or not judged."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
import stick
from stick import Plan

from posecheck.exercise.judge.check_runner import verdict_of
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.messages import Message
from posecheck.records import Finding, NotJudged, Pose, Report, Verdict

FAULT = Finding("sag", 0.0, 1.0, 1.0, 2.0, "°")
UNANSWERED = NotJudged("sag", Message("no-picture"), 0.0, 1.0)


@pytest.mark.parametrize(
    ("findings", "asked", "unanswered", "verdict"),
    [
        pytest.param(0, 0, 0, Verdict.GOOD, id="nothing was asked"),
        pytest.param(0, 2, 0, Verdict.GOOD, id="every check was answered"),
        pytest.param(0, 2, 1, Verdict.NOT_ALL_JUDGED, id="one of two was answered"),
        pytest.param(0, 2, 2, Verdict.NOT_JUDGED, id="no check was answered"),
        pytest.param(1, 2, 0, Verdict.FAULT, id="a fault"),
        pytest.param(1, 2, 2, Verdict.FAULT, id="a fault that no check has found"),
    ],
)
def test_no_answer_at_all_is_no_judgement(
    findings: int, asked: int, unanswered: int, verdict: Verdict
) -> None:
    """A half repetition is a fault that no check has found."""
    unknown = [UNANSWERED] * unanswered
    assert verdict_of([FAULT] * findings, asked=asked, unknown=unknown) is verdict


UNSEEN_CHECKS = ["over-arched", "sagging-hold"]
"""They look at the hip angle of the hold, which is hidden for four of its six seconds."""


@pytest.fixture
def hidden_hold(bridges: Callable) -> Sequence[Pose]:
    """One bridge, held from 3.5 to 9.5 s, whose knees are hidden for most of the hold."""
    return stick.hide(bridges(Plan(hold_s=6.0)).poses, ["knee"], 4.5, 8.5)


def report_of(exercise: Exercise, poses: Sequence[Pose]) -> Report:
    session = Session(exercise)
    for pose in poses:
        session.step(pose)
    return session.finish()


def bridge_with(*checks: str, held_s: float = 4.0) -> Exercise:
    """The bridge with only these checks. `held_s` is the limit of "short-hold"."""
    bridge = Catalogue().get("hip-bridge")
    kept = [check for check in bridge.checks if check.id in checks]
    for i, check in enumerate(kept):
        if check.id == "short-hold":
            kept[i] = check.model_copy(update={"at_least_s": held_s})
    assert len(kept) == len(checks)
    return bridge.model_copy(update={"checks": kept})


@pytest.mark.parametrize(
    ("exercise", "rep", "hold"),
    [
        pytest.param(
            bridge_with(*UNSEEN_CHECKS), Verdict.NOT_JUDGED, Verdict.NOT_JUDGED, id="none answered"
        ),
        pytest.param(
            bridge_with(*UNSEEN_CHECKS, "fast-lift"),
            Verdict.NOT_ALL_JUDGED,
            Verdict.NOT_JUDGED,
            id="one answered, of the lift",
        ),
        pytest.param(
            bridge_with(*UNSEEN_CHECKS, "short-hold"),
            Verdict.NOT_ALL_JUDGED,
            Verdict.NOT_ALL_JUDGED,
            id="one answered, of the hold",
        ),
        pytest.param(
            bridge_with(*UNSEEN_CHECKS, "short-hold", held_s=9.0),
            Verdict.FAULT,
            Verdict.FAULT,
            id="a fault of the hold",
        ),
        pytest.param(bridge_with(), Verdict.GOOD, Verdict.GOOD, id="no checks at all"),
    ],
)
def test_a_repetition_and_its_hold_are_judged_by_the_checks_that_were_answered(
    exercise: Exercise, rep: Verdict, hold: Verdict, hidden_hold: Sequence[Pose]
) -> None:
    """ "Good" needs every answer. The report has the verdict of its only repetition."""
    report = report_of(exercise, hidden_hold)
    assert [r.verdict for r in report.reps] == [rep]
    assert [h.verdict for h in report.holds] == [hold]
    assert report.verdict is rep
    unanswered = {n.what for n in report.not_judged if n.rep == 1}
    assert unanswered == set(UNSEEN_CHECKS) & {check.id for check in exercise.checks}


def test_a_hold_that_the_recording_ends_in_is_judged_in_the_same_way(
    hidden_hold: Sequence[Pose],
) -> None:
    """The recording ends while the knees are hidden."""
    cut = [pose for pose in hidden_hold if pose.t_s < 8.0]
    (hold,) = report_of(bridge_with(*UNSEEN_CHECKS), cut).holds
    assert hold.verdict is Verdict.NOT_JUDGED
