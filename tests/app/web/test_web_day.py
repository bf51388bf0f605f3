"""A plan gone through over the WebSocket, in one go, with a made pose model."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import stick

from posecheck.exercise.personal.answers import Answers
from posecheck.exercise.personal.profile import Profile
from posecheck.files.folders import session_folder
from posecheck.history import database, reading
from posecheck.plan.past import Past
from posecheck.records import Pose
from posecheck.report import json as reports
from posecheck.store import profiles

from .conftest import Made, Server, Tab, picture

RATE_HZ = 15.0
TODAY = date.today()  # noqa: DTZ011 - where the person is

ROUTINE = """
id = "two"
title = "Two"
about = "A bridge and a plank."
source = "This test."
areas = ["lower-back"]

[[exercises]]
id = "hip-bridge"
goal = { sets = 1, reps = 1, hold_s = 2 }

[[exercises]]
id = "plank"
goal = { sets = 1, hold_s = 4 }
"""


def film() -> list[Pose]:
    """Fourteen seconds of lying still, a bridge, and lying still again, until the next rest."""
    course, _ = stick.bridges([stick.Plan()], lead_s=16.0)
    times = stick.times(course.end_s + 20.0, RATE_HZ)
    return stick.film(lambda t: stick.bridge(course.at(t)), times)


@pytest.fixture
def day(made: Made, server: Server, tmp_path: Path) -> Server:
    """A server, and Ann's plan: a bridge and a plank."""
    made.poses = film()
    file = tmp_path / "two.toml"
    file.write_text(ROUTINE)
    answers = Answers.model_validate({"areas": ["lower-back"], "routine": str(file)})
    profiles.save(Profile(name="ann", plan=answers))
    return server


def begin(tab: Tab) -> None:
    tab.send(do="plan", person="ann", camera="made camera")
    tab.until("waiting")
    tab.socket.send(picture(0, 1000.0))
    tab.until("began")


def ended(tab: Tab, *commands: str) -> dict[str, Any]:
    """Gives the commands; time goes on until all is over."""
    for command in commands:
        tab.send(do="command", command=command)
    for _ in range(200):
        tab.made.now_s += 0.26
        with suppress(TimeoutError):
            message = tab.hear(0.2)
            if message["say"] in ("ended", "failed"):
                return message
    raise AssertionError(tab.said[-3:])


def goes_on(tab: Tab, number: int, key: str, value: str) -> None:
    """Sends one picture of the film again and again, until a moment says that."""
    for _ in range(100):
        tab.made.now_s += 0.1
        tab.socket.send(picture(number, 1000.0 + tab.made.now_s * 1000))
        if tab.until("moment")[key] == value:
            return
    raise AssertionError(tab.moments[-1])


def remembered() -> list[Past]:
    with database.read() as history:
        return [] if history is None else reading.past(history, "ann")


def stages(tab: Tab) -> list[tuple[str, str]]:
    """Title and stage of each moment, each only where it is another one."""
    found: list[tuple[str, str]] = []
    for moment in tab.moments:
        one = moment["title"], moment["stage"]
        if not found or found[-1] != one:
            found.append(one)
    return found


def test_one_exercise_follows_the_other_without_a_touch(day: Server) -> None:
    """Rest, bridge, rest: all in one session of the page. Then the person ends the day."""
    with day.tab() as tab:
        begin(tab)
        tab.film(film())
        done = ended(tab, "finish")
    found = stages(tab)
    assert found[0] == ("Hip bridge", "next")
    assert ("Hip bridge", "work") in found
    assert found[-1][0] == "Plank"
    assert ("Plank", "next") in found
    assert tab.moments[0]["place"] == "Exercise 1 of 2"
    assert tab.moments[0]["offers"] == ["skip", "finish"]
    first, last = tab.moments[0]["next"], tab.moments[-1]
    assert (first["head"], first["before"]) == ("Next", "")
    rest = next(m for m in tab.moments if (m["title"], m["stage"]) == ("Plank", "next"))
    assert rest["place"] == "Exercise 2 of 2"
    assert rest["next"]["before"] == "Hip bridge: You did the whole dose: 1 repetition."
    assert last["next"] is not None
    assert done["plan"] is True
    assert done["lines"][0] == "You did 1 of 2 exercises today. That counts."
    assert [row["exercise"] for row in done["sessions"]] == ["hip-bridge"]
    assert [one.exercise for one in remembered()] == ["hip-bridge"]
    assert done["in_history"] == "ann"


def test_what_is_said_names_the_next_one(day: Server) -> None:
    with day.tab() as tab:
        begin(tab)
        tab.film(film())
        ended(tab, "finish")
    heard = [one.get("say", "") for m in tab.said if m["say"] == "heard" for one in m["heard"]]
    assert heard[0].startswith("2 exercises today, about ")
    assert heard[0].endswith("The first one: Hip bridge.")
    assert "Next: Plank." in heard


def test_cautions_stand_in_the_set_up_and_nowhere_else(day: Server) -> None:
    with day.tab() as tab:
        begin(tab)
        tab.film(film()[:240])
        ended(tab, "finish")
    by_stage = {moment["stage"]: moment["cautions"] for moment in tab.moments}
    assert any("Stop at once if it hurts" in line for line in by_stage["setup"])
    assert by_stage["next"] == []


def test_a_skip_goes_to_the_next_one_and_keeps_nothing(day: Server) -> None:
    with day.tab() as tab:
        begin(tab)
        tab.film(film()[:10])
        tab.send(do="command", command="skip")
        goes_on(tab, 10, "title", "Plank")
        assert tab.moments[-1]["stage"] == "next"
        done = ended(tab, "skip")
    assert done["lines"][0].startswith("Nothing was counted today")
    assert done["sessions"] == []
    assert remembered() == []
    assert list(session_folder().glob("*")) == []


def test_pain_in_the_rest_is_that_of_the_exercise_before(day: Server) -> None:
    """It goes into its report and history, and the next plan leaves it out."""
    with day.tab() as tab:
        begin(tab)
        tab.film(film())
        assert tab.moments[-1]["stage"] == "next"
        tab.send(do="command", command="hurts")
        goes_on(tab, len(film()) - 1, "stage", "paused")
        assert "hand up" in tab.moments[-1]["signs"][1]
        done = ended(tab, "finish")
    assert any("Hip bridge hurt." in line for line in done["lines"])
    (past,) = remembered()
    assert past.hurt
    found = day.json("/api/plan?person=ann")["plan"]
    (group,) = [group for group in found["left_out"] if group["hurt"]]
    assert group["exercises"][0]["exercise"] == "hip-bridge"


def test_reports_of_the_day_are_kept_only_where_it_is_asked_for(day: Server) -> None:
    with day.tab() as tab:
        begin(tab)
        tab.film(film())
        ended(tab, "finish")
        assert len(list(session_folder().glob("*"))) == 1
        assert not day.out.exists()
        page = day.json("/api/session/report?number=0", method="POST")["address"]
        assert day.ask(page, token=None)[0] == 200
        for number in ("1", "-1", "x", "9999999999"):
            path = f"/api/session/report?number={number}"
            assert day.ask(path, method="POST")[0] == 404
        written = Path(day.json("/api/session/keep", method="POST")["written"])
    report = reports.load(written.read_text(encoding="utf-8"))
    assert (report.exercise, report.count) == ("hip-bridge", 1)
    assert report.recording is not None
    assert report.recording.person == "ann"
    day.json("/api/session/leave", method="POST")
    assert written.exists()
    assert list(session_folder().glob("*")) == []


def test_a_page_that_comes_back_goes_on_with_its_plan(day: Server) -> None:
    with day.tab() as tab:
        begin(tab)
        tab.film(film()[:20])
    with day.tab() as tab:
        running = tab.until("running")
        assert (running["plan"], running["exercise"]) == (True, "hip-bridge")
        tab.socket.send(picture(21, 5.0))
        assert tab.until("moment")["place"] == "Exercise 1 of 2"
        ended(tab, "finish")


def test_what_was_done_is_shown_where_an_error_ends_the_plan(day: Server, made: Made) -> None:
    poses = film()
    made.failure = (len(poses) - 2, RuntimeError("broken"))
    with day.tab() as tab:
        begin(tab)
        tab.film(poses[:-3])
        tab.socket.send(picture(len(poses) - 2, 1000.0 + poses[-2].t_s * 1000))
        done = tab.until("ended")
    assert (done["ended"], "RuntimeError: broken" in done["why"]) == ("broken", True)
    assert [row["exercise"] for row in done["sessions"]] == ["hip-bridge"]


@pytest.mark.parametrize(
    ("person", "why"),
    [("nobody", "there is no profile"), ("../ann", "cannot be the name"), ("bob", "has no plan")],
)
def test_a_plan_that_cannot_begin_says_why(day: Server, person: str, why: str) -> None:
    profiles.save(Profile(name="bob"))
    with day.tab() as tab:
        tab.send(do="plan", person=person)
        assert why in tab.until("failed")["why"]


@pytest.mark.parametrize("order", [{}, {"person": None}, {"person": "ann", "feels": "great"},
                                   {"person": "ann", "sets": 3}])  # fmt: skip
def test_an_order_of_another_form_is_refused(day: Server, order: dict[str, Any]) -> None:
    with day.tab() as tab:
        tab.send(do="plan", **order)
        assert tab.until("refused")["why"]


def test_a_single_session_knows_no_skip(day: Server) -> None:
    with day.tab() as tab:
        tab.begin()
        tab.film(film()[:10])
        tab.send(do="command", command="skip")
        tab.film(film()[:20], first=10)
        assert tab.moments[-1]["stage"] == "countdown"
        assert tab.moments[-1]["title"] == "Hip bridge"
        assert not any(message["say"] == "ended" for message in tab.said)
        ended(tab, "finish")
