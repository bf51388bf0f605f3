"""The verdict of a whole session, and how much of the dose was done in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from stick import Plan

from posecheck.exercise.judge.session_verdict import dose_done, is_judged, of_live_session
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.messages import Remark
from posecheck.provenance import Live
from posecheck.records import Hold, HoldEnd, Pose, Report, Verdict

GOOD = Plan()
HALF = Plan(top_deg=152.0)
LIVE = Live("a camera", 30.0, 100, 0)


@pytest.fixture
def bridge() -> Exercise:
    return Catalogue().get("hip-bridge")


def asking(exercise: Exercise, **dose: float | None) -> Exercise:
    """The exercise with another dose."""
    return exercise.model_copy(update={"dose": exercise.dose.model_copy(update=dose)})


def report_of(exercise: Exercise, poses: Sequence[Pose], *, partial: bool = False) -> Report:
    session = Session(exercise)
    for pose in poses:
        session.step(pose)
    return session.finish(partial=partial)


def live(report: Report, *, hurt_s: float | None = None) -> Report:
    return of_live_session(replace(report, live=replace(LIVE, hurt_s=hurt_s)))


def test_a_recording_need_not_show_the_whole_dose(bridge: Exercise, bridges: Callable) -> None:
    """Two of 24 are good, and how many are asked for stands beside it."""
    report = report_of(bridge, bridges(GOOD, GOOD).poses)
    assert report.verdict is Verdict.GOOD
    assert report.dose is not None
    assert (report.dose.done, report.dose.asked, report.dose.is_done) == (2, 24, False)


@pytest.mark.parametrize(
    ("sets", "reps", "verdict"),
    [(3, 8, Verdict.INCOMPLETE), (1, 3, Verdict.INCOMPLETE), (1, 2, Verdict.GOOD),
     (2, 1, Verdict.GOOD), (None, None, Verdict.GOOD)],
)  # fmt: skip
def test_a_live_session_is_good_when_its_dose_was_done(
    sets: int | None, reps: int | None, verdict: Verdict, bridge: Exercise, bridges: Callable
) -> None:
    """Nothing is too little where the person may choose."""
    report = report_of(asking(bridge, sets=sets, reps=reps), bridges(GOOD, GOOD).poses)
    assert live(report).verdict is verdict


def test_a_fault_is_a_fault_however_much_was_done(bridge: Exercise, bridges: Callable) -> None:
    """The dose stands beside it."""
    report = report_of(bridge, bridges(GOOD, Plan(hold_s=1.0)).poses)
    assert live(report).verdict is Verdict.FAULT


def test_a_session_that_hurt_is_never_good(bridge: Exercise, bridges: Callable) -> None:
    """Nor is one whose end was lost, so that only the remark tells of it."""
    done = report_of(asking(bridge, sets=1, reps=2), bridges(GOOD, GOOD).poses)
    assert live(done).verdict is Verdict.GOOD
    assert live(done, hurt_s=17.0).verdict is Verdict.STOPPED
    remark = Remark("hurt", 17.0, 27.0, blocks=True)
    assert of_live_session(replace(done, remarks=(remark,))).verdict is Verdict.STOPPED


def test_only_halves_are_incomplete(bridge: Exercise, bridges: Callable) -> None:
    """Beside a whole repetition a half one is a fault."""
    assert report_of(bridge, bridges(HALF, HALF).poses).verdict is Verdict.INCOMPLETE
    assert report_of(bridge, bridges(HALF, GOOD).poses).verdict is Verdict.FAULT


@pytest.mark.parametrize("end", ["lift", "hold"])
def test_a_recording_that_is_cut_off_in_its_only_repetition_is_incomplete(
    end: str, bridge: Exercise, bridges: Callable
) -> None:
    """Nothing was judged in it: it has its own exit code."""
    film = bridges(GOOD)
    made = film.made[0]
    end_s = made.up_s - 0.3 if end == "lift" else made.up_s + 2.0
    report = report_of(bridge, [pose for pose in film.poses if pose.t_s < end_s])
    assert (report.count, report.verdict) == (0, Verdict.INCOMPLETE)
    assert not is_judged(report)


def test_what_was_cut_off_after_good_repetitions_takes_away_the_good(
    bridge: Exercise, bridges: Callable
) -> None:
    """Of three, only two were judged."""
    film = bridges(GOOD, GOOD, GOOD)
    poses = [pose for pose in film.poses if pose.t_s < film.made[2].up_s + 1.0]
    report = report_of(bridge, poses)
    assert (report.count, report.verdict) == (2, Verdict.NOT_ALL_JUDGED)
    assert is_judged(report)


@pytest.mark.parametrize(
    ("gone", "verdict"),
    [
        ("before", Verdict.GOOD),
        ("between", Verdict.NOT_ALL_JUDGED),
        ("after", Verdict.GOOD),
    ],
)
def test_nobody_in_the_picture_takes_away_the_good_only_between_repetitions(
    gone: str, verdict: Verdict, bridge: Exercise, bridges: Callable
) -> None:
    """Before the first one and after the last one nothing was done."""
    film = bridges(Plan(pause_s=6.0), GOOD, lead_s=4.0)
    first, second = film.made
    start_s, end_s = {
        "before": (0.0, 2.0),
        "between": (first.end_s + 1.0, second.start_s - 2.0),
        "after": (second.end_s + 1.5, 99.0),
    }[gone]
    poses = [Pose.nobody(p.t_s, p.size_px) if start_s <= p.t_s < end_s else p for p in film.poses]
    report = report_of(bridge, poses)
    assert (report.count, report.verdict) == (2, verdict)


def test_a_report_that_was_not_looked_at_to_its_end_is_incomplete(
    bridge: Exercise, bridges: Callable
) -> None:
    """Ctrl-C, and a live session that broke in the middle."""
    poses = bridges(GOOD, GOOD).poses
    assert report_of(bridge, poses, partial=True).verdict is Verdict.INCOMPLETE


def test_a_sided_dose_is_asked_for_on_each_side() -> None:
    """48 on the left are no 24 on each side."""
    exercise = Catalogue().get("bird-dog")
    report = report_of(exercise, [])
    assert report.dose is not None
    dose = exercise.dose
    assert dose.reps
    assert report.dose.asked == 2 * (dose.sets or 1) * dose.reps
    assert report.dose.each_side


@pytest.mark.parametrize(("held_s", "done"), [(9.0, 0), (9.8, 1), (12.0, 1)])
def test_holds_of_the_dose_are_those_that_lasted(held_s: float, done: int) -> None:
    """To the error of the measurement, 0.3 s."""
    plank = asking(Catalogue().get("plank"), sets=2, reps=None, hold_s=10.0)
    hold = Hold(1, "plank", 0.0, held_s, None, HoldEnd.LEFT, (), Verdict.GOOD)
    dose = dose_done(plank, (), (hold,))
    assert (dose.counts, dose.done, dose.asked) == ("holds", done, 2)
