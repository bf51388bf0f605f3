"""Today's plan in front of a made camera: one exercise after the other, and what may happen."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import stick
from typer.testing import Result

from posecheck.app.live import coached
from posecheck.errors import ExitCode
from posecheck.exercise.personal.answers import Answers
from posecheck.exercise.personal.profile import Profile
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.files.folders import session_folder
from posecheck.history import database, reading
from posecheck.plan.choosing import plan_of
from posecheck.plan.past import Past
from posecheck.records import Pose, Report
from posecheck.report import json as reports
from posecheck.store import profiles

from .test_live_run import Stage, stage

__all__ = ["stage"]

Run = Callable[..., Result]
TODAY = date.today()  # noqa: DTZ011

RATE_HZ = 15.0
"""Pictures a second of the made film: half of what a camera gives, in half of the time."""

ROUTINE = """
id = "two"
title = "Two"
about = "A bridge and a plank."
source = "This test."
areas = ["lower-back"]
because = "It is for a test."

[[exercises]]
id = "hip-bridge"
goal = { sets = 1, reps = 1, hold_s = 2 }

[[exercises]]
id = "plank"
goal = { sets = 1, hold_s = 4 }
"""


def lying_and_bridging(after_s: float) -> list[Pose]:
    """Fourteen seconds of lying still, a bridge, and lying still again."""
    course, _ = stick.bridges([stick.Plan()], lead_s=16.0)
    return stick.film(
        lambda t: stick.bridge(course.at(t)), stick.times(course.end_s + after_s, RATE_HZ)
    )


@pytest.fixture
def plan(stage: Stage, tmp_path: Path) -> Stage:
    """Ann's plan: a bridge and a plank. The film is long enough for the bridge and the rest."""
    stage.patient = True
    stage.poses = lying_and_bridging(after_s=45.0)
    file = tmp_path / "two.toml"
    file.write_text(ROUTINE)
    answers = Answers.model_validate({"areas": ["lower-back"], "routine": str(file)})
    profiles.save(Profile.model_validate({"format": 1, "name": "ann", "exercises": {}})
                  .model_copy(update={"plan": answers}))  # fmt: skip
    return stage


def go(run: Run, *options: str) -> Result:
    return run("live", "--plan", "--profile", "ann", "--quiet", "--stay", "0", *options)


def written() -> dict[str, Report]:
    found = [reports.load(path.read_text()) for path in Path("posecheck-out").glob("*.json")]
    return {report.exercise: report for report in found}


def remembered() -> list[Past]:
    with database.read() as history:
        return [] if history is None else reading.past(history, "ann")


def at(plan: Stage, t_s: float, key: str) -> None:
    """Presses a key at a time of the film."""
    number = next(i for i, pose in enumerate(plan.poses) if pose.t_s >= t_s)
    plan.events[number] = lambda: plan.keys.append(key)


def test_a_plan_gives_a_report_and_a_row_of_history_for_each_exercise(
    plan: Stage, run: Run
) -> None:
    """The bridge is done, then there is a rest, and the plank is left undone at the film's end."""
    result = go(run)
    assert result.exit_code == ExitCode.OK, result.output
    found = written()
    bridge = found["hip-bridge"]
    assert (bridge.count, bridge.partial) == (1, False)
    assert bridge.recording is not None
    assert bridge.recording.person == "ann"
    assert bridge.dose is not None
    assert (bridge.dose.reps, bridge.dose.hold_s) == (1, 2.0)
    assert [each.exercise for each in remembered()] == ["hip-bridge"]
    assert "You did 1 of 2 exercises today." in result.stdout
    assert plan.closed


def test_each_exercise_has_a_clock_of_its_own(plan: Stage, run: Run) -> None:
    """The ten seconds before the first one belong to no session."""
    go(run)
    bridge = written()["hip-bridge"]
    true_s = next(i / RATE_HZ for i, pose in enumerate(plan.poses) if pose.t_s > 16.0)
    assert bridge.reps[0].start_s == pytest.approx(true_s - 10.0, abs=0.7)
    assert bridge.live is not None
    assert bridge.live.delivered <= len(plan.poses) - 9.3 * RATE_HZ


def test_an_exercise_that_is_left_out_leaves_no_report(plan: Stage, run: Run) -> None:
    """Neither in a file nor in the history, and no session file that `recover` would find."""
    at(plan, 3.0, "skip")
    at(plan, 8.0, "finish")
    result = go(run)
    assert result.exit_code == ExitCode.NOTHING_TO_JUDGE
    assert written() == {}
    assert remembered() == []
    assert not session_folder().exists() or not list(session_folder().iterdir())
    assert "Nothing was counted today" in result.stdout


def test_leaving_out_in_the_set_up_leaves_no_report_either(plan: Stage, run: Run) -> None:
    """The session had begun, and nothing was done in it."""
    at(plan, 11.5, "skip")
    at(plan, 15.0, "finish")
    go(run)
    assert written() == {}
    assert not list(session_folder().iterdir())


def test_pain_ends_the_exercise_and_takes_it_out_of_the_plan(
    plan: Stage, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until the person puts it back. The next one waits for a sign, and none comes here."""
    at(plan, 17.5, "hurts")
    result = go(run)
    report = written()["hip-bridge"]
    assert report.live is not None
    assert report.live.hurt_s is not None
    assert "plank" not in written()
    (past,) = remembered()
    assert past.hurt
    assert "Hip bridge hurt. It is left out until you put it back." in result.stdout
    person = profiles.load("ann")
    assert person.plan is not None
    answers = person.plan.model_copy(update={"routine": None})
    exercises = [Catalogue().get(each) for each in Catalogue().ids()]
    later = plan_of(answers, exercises, remembered(), date.max)
    assert {e.exercise: e.why.key for e in later.left_out}["hip-bridge"] == "left-out-hurt"


def test_pain_in_the_rest_after_it_is_kept_with_the_exercise_before(plan: Stage, run: Run) -> None:
    """Its report was written already; it is written again."""
    rest_s = next(p.t_s for p in plan.poses if p.t_s > 16.0) + 8.0 + 12.0
    at(plan, rest_s, "hurts")
    go(run)
    report = written()["hip-bridge"]
    assert report.count == 1
    assert report.live is not None
    assert report.live.hurt_s == pytest.approx(report.duration_s)
    (past,) = remembered()
    assert past.hurt


def test_another_one_is_taken_in_its_place(
    plan: Stage, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the dose of a first day."""
    begun: list[Any] = []
    prepared = coached.prepared

    def seen(request: Any, exercise: Any, *rest: Any, **more: Any) -> Any:
        begun.append(exercise)
        return prepared(request, exercise, *rest, **more)

    monkeypatch.setattr(coached, "prepared", seen)
    person = profiles.load("ann")
    assert person.plan is not None
    profiles.save(person.model_copy(update={"plan": person.plan.model_copy(
        update={"routine": None})}))  # fmt: skip
    at(plan, 3.0, "swap")
    at(plan, 7.0, "finish")
    go(run)
    first, second = begun[:2]
    assert first.id != second.id
    assert second.plan.aim == first.plan.aim


def test_a_plan_that_was_broken_off_goes_on_where_it_was(plan: Stage, run: Run) -> None:
    """What was done today already is not asked for again."""
    go(run)
    plan.poses = stick.film(lambda _: stick.plank(), stick.times(40, RATE_HZ))
    plan.events.clear()
    plan.judged = -1
    result = go(run, "--out", "again")
    assert any("goes on: one exercise is done" in note for note in plan.notes)
    names = {reports.load(path.read_text()).exercise for path in Path("again").glob("*.json")}
    assert names == {"plank"}, result.output


def test_after_a_crash_recover_finds_the_exercise_that_was_being_done(
    plan: Stage, run: Run, tmp_path: Path
) -> None:
    """Its session file is that of a session alone, with the person's name."""
    kept = tmp_path / "kept.session.jsonl"

    def copy() -> None:
        (path,) = session_folder().iterdir()
        shutil.copy(path, kept)

    number = next(i for i, pose in enumerate(plan.poses) if pose.t_s > 24.5)
    plan.events[number] = copy
    go(run)
    result = run("recover", str(kept), "--out", "recovered")
    assert result.exit_code == ExitCode.OK, result.output
    (path,) = Path("recovered").glob("*.json")
    report = reports.load(path.read_text())
    assert (report.exercise, report.count) == ("hip-bridge", 1)
    assert report.recording is not None
    assert report.recording.person == "ann"
