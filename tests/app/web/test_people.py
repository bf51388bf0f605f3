"""People, their plans and histories over the page's addresses; and what is refused, with words."""

from __future__ import annotations

import json
from datetime import date
from random import Random
from typing import Any

import pytest

from calibration.made_reports import made
from posecheck.app.plan import command, today
from posecheck.files.folders import history_file
from posecheck.history import database, reading, writing
from posecheck.plan.past import Past
from posecheck.store import profiles
from posecheck.words.speech import Speech

from .conftest import CATALOGUE, TOKEN, Server, bridges
from .test_web_session import ended

TODAY = date.today()  # noqa: DTZ011 - where the person is
ANSWERS = {
    "areas": ["lower-back"], "troubles": ["disc-trouble"], "forbidden": ["twisting"],
    "at_hand": ["floor"], "minutes": 20,
}  # fmt: skip


def post(server: Server, path: str, values: Any) -> Any:
    """The JSON of an answer that has to be fine."""
    return server.json(path, method="POST", body=json.dumps(values).encode())


def refused(server: Server, path: str, values: Any, *, method: str = "POST") -> dict[str, Any]:
    """What a 4xx says; it has words for the person, or the name of the page's words."""
    body = values if isinstance(values, bytes) else json.dumps(values).encode()
    status, answer, _ = server.ask(path, method=method, body=body)
    assert 400 <= status < 500, (status, answer)
    found: dict[str, Any] = json.loads(answer)
    assert found.get("why") or found["word"] in server.json("/api/start")["words"]
    assert b"Traceback" not in answer
    return found


@pytest.fixture
def anna(server: Server) -> Server:
    """A server whose page has made Anna."""
    post(server, "/api/people", {"name": "anna"})
    return server


def past(name: str = "anna") -> list[Past]:
    with database.read() as history:
        return [] if history is None else reading.past(history, name)


def a_session(server: Server, *, hurts: bool = False) -> None:
    """Anna does a bridge and a half one, and the session goes into her history."""
    with server.tab() as tab:
        tab.begin(person="anna")
        tab.film(bridges())
        if hurts:
            tab.send(do="command", command="hurts")
        ended(tab)
    server.json("/api/session/leave", method="POST")


def a_row() -> None:
    """A session of Anna's is in her history, without anybody doing it."""
    exercise = CATALOGUE.get("hip-bridge")
    report = made(exercise, exercise.dose, TODAY, chance=Random(1))
    with database.opened(history_file()) as history:
        writing.keep(history, "anna", report, exercise)


def test_a_person_is_made_and_chosen_from_then_on(server: Server) -> None:
    assert post(server, "/api/people", {"name": "anna"})["people"] == ["anna"]
    assert profiles.load("anna").plan is None
    assert server.json("/api/start")["people"] == ["anna"]


@pytest.mark.parametrize(
    "name", ["", "Anna", "a/b", "../anna", "a b", "ä", "x" * 41, "-anna", "anna.toml", "a\x00"]
)
def test_what_can_be_no_name_is_refused(server: Server, name: str) -> None:
    assert refused(server, "/api/people", {"name": name})["word"] == "name-wrong"
    assert profiles.names() == ()


def test_a_name_that_is_there_is_refused_and_stays_as_it_was(anna: Server) -> None:
    post(anna, "/api/plan?person=anna", ANSWERS)
    assert refused(anna, "/api/people", {"name": "anna"})["word"] == "name-taken"
    assert profiles.load("anna").plan is not None


@pytest.mark.parametrize(
    "body",
    [{}, {"name": 3}, {"name": None}, {"name": ["anna"]}, {"name": "anna", "more": 1}, [], "anna",
     None, b"", b"{", b"\xff\xfe", b'{"name": "\\ud800"}', {"name": "x" * 100}],
)  # fmt: skip
def test_a_body_of_another_form_is_refused(server: Server, body: Any) -> None:
    refused(server, "/api/people", body)
    assert profiles.names() == ()


@pytest.mark.parametrize("path", ["/api/people", "/api/plan?person=anna",
                                  "/api/plan/exercise?person=anna"])  # fmt: skip
def test_a_body_that_is_too_long_is_not_read(anna: Server, path: str) -> None:
    status, answer, _ = anna.ask(path, method="POST", body=b'{"name": "' + b"a" * 20_000 + b'"}')
    assert (status, json.loads(answer)) == (413, {"word": "too-much"})


def test_a_person_is_deleted_and_the_history_stays_unless_it_is_asked_for(anna: Server) -> None:
    a_session(anna)
    assert anna.json("/api/people/anna", method="DELETE") == {"left": 1, "people": []}
    assert len(past()) == 1
    post(anna, "/api/people", {"name": "anna"})
    assert anna.json("/api/people/anna?history=yes", method="DELETE") == {"left": 0, "people": []}
    assert past() == []
    assert profiles.names() == ()


@pytest.mark.parametrize("name", ["nobody", "..%2f..%2fx", "Anna", "a b", "%00"])
def test_who_is_not_there_cannot_be_deleted(anna: Server, name: str) -> None:
    status, answer, _ = anna.ask(f"/api/people/{name.replace(' ', '%20')}", method="DELETE")
    assert status in (404, 405, 422)
    assert b"Traceback" not in answer
    assert profiles.names() == ("anna",)


def test_a_person_whose_session_runs_is_not_deleted(anna: Server) -> None:
    with anna.tab() as tab:
        tab.begin(person="anna")
        tab.film(bridges()[:5])
        found = refused(anna, "/api/people/anna", {}, method="DELETE")
        assert found["word"] == "session-runs"
        ended(tab)
    assert profiles.names() == ("anna",)


def test_the_questions_have_the_words_and_defaults_of_the_terminal(server: Server) -> None:
    found = server.json("/api/plan/questions?lang=de")
    speech = Speech(code="de")
    for key, kind in (("troubles", "trouble"), ("forbidden", "demand"), ("at_hand", "need")):
        assert found[key]
        assert all(one["text"] == speech.text(f"{kind}-{one['id']}") for one in found[key])
    assert found["usual"]["minutes"] == 15
    assert found["usual"]["at_hand"] == ["floor"]
    assert {one["id"] for one in found["routines"]} >= {"neck-and-desk", "seven-steps"}


def test_who_has_not_answered_has_no_plan(anna: Server) -> None:
    assert anna.json("/api/plan?person=anna") == {"answers": None, "plan": None}


def test_answers_are_kept_as_posecheck_plan_keeps_them(anna: Server) -> None:
    found = post(anna, "/api/plan?person=anna", ANSWERS)
    kept = profiles.load("anna").plan
    request = command.Request(
        areas=["lower-back"], troubles=["disc-trouble"], forbidden=["twisting"], at_hand=["floor"],
        minutes=20,
    )  # fmt: skip
    assert kept == command.changed(request, None, CATALOGUE, TODAY)
    assert kept is not None
    plan = today.made(kept, CATALOGUE, "anna", Speech())
    assert [step["exercise"] for step in found["plan"]["steps"]] == [
        step.exercise for step in plan.steps
    ]
    assert found["plan"]["steps"][0]["reasons"] == ["You begin with a few."]
    whys = [group["why"] for group in found["plan"]["left_out"]]
    assert "Ask a doctor or physical therapist first (trouble with a disc)." in whys
    assert "A doctor has forbidden twisting the back." in whys


def test_how_it_is_today_makes_another_plan(anna: Server) -> None:
    post(anna, "/api/plan?person=anna", {"areas": ["lower-back"]})
    bad = anna.json("/api/plan?person=anna&feels=bad")["plan"]
    assert "ask a doctor first" in bad["bad"]
    assert any(group["why"] == "Too heavy for a bad day." for group in bad["left_out"])
    assert anna.json("/api/plan?person=anna&feels=good")["plan"]["bad"] == ""


def test_a_routine_is_followed_and_left_again(anna: Server) -> None:
    post(anna, "/api/plan?person=anna", ANSWERS)
    found = post(anna, "/api/plan?person=anna", {"routine": "seven-steps"})
    assert found["plan"]["routine"].startswith("Routine: ")
    assert found["answers"]["areas"] == ["lower-back"]
    found = post(anna, "/api/plan?person=anna", {"minutes": 10})
    assert found["answers"]["routine"] == "seven-steps"
    assert post(anna, "/api/plan?person=anna", {"routine": None})["plan"]["routine"] is None
    plan = profiles.load("anna").plan
    assert plan is not None
    assert (plan.routine, plan.minutes, plan.troubles) == (None, 10, ["disc-trouble"])


@pytest.mark.parametrize("routine", ["no-such", "../../etc/passwd", "/etc/passwd", "x.toml", ""])
def test_a_routine_is_never_a_path(anna: Server, routine: str) -> None:
    found = refused(anna, "/api/plan?person=anna", {**ANSWERS, "routine": routine})
    assert "no routine is called" in found["why"]
    assert profiles.load("anna").plan is None


@pytest.mark.parametrize(
    "values",
    [{"areas": ["knee"]}, {"areas": "neck"}, {"areas": []}, {"areas": [1]}, {"minutes": 0},
     {"minutes": 1e9}, {"minutes": "x"}, {"minutes": 15}, {"troubles": [None]}, {"extra": 1}, [],
     {"areas": ["neck"] * 50}, {"at_hand": {}}, {"areas": ["neck"], "minutes": float("nan")}],
)  # fmt: skip
def test_answers_of_another_form_are_refused_and_nothing_is_kept(anna: Server, values: Any) -> None:
    """ "Fifteen minutes" alone does not say what the plan is for."""
    refused(anna, "/api/plan?person=anna", values)
    assert profiles.load("anna").plan is None


@pytest.mark.parametrize(
    "query",
    ["", "?person=", "?person=nobody", "?person=..%2Fx", "?person=anna&feels=great",
     "?person=anna&lang=xx", "?person=anna&more=1", "?person=" + "x" * 100],
)  # fmt: skip
def test_addresses_that_are_wrong_are_refused(anna: Server, query: str) -> None:
    post(anna, "/api/plan?person=anna", ANSWERS)
    for path in ("/api/plan", "/api/plan/exercise"):
        status, answer, _ = anna.ask(
            path + query,
            method="GET" if path == "/api/plan" else "POST",
            body=None if path == "/api/plan" else b'{"do": "agreed", "exercise": "plank"}',
        )
        assert 400 <= status < 500, (path, answer)
        assert json.loads(answer)["why"]


def test_an_exercise_is_left_out_and_put_back(anna: Server) -> None:
    found = post(anna, "/api/plan?person=anna", {"areas": ["lower-back"]})
    first = found["plan"]["steps"][0]["exercise"]
    change = "/api/plan/exercise?person=anna"
    found = post(anna, change, {"do": "leave-out", "exercise": first})
    assert first not in [step["exercise"] for step in found["plan"]["steps"]]
    (group,) = [g for g in found["plan"]["left_out"] if g["why"] == "You left it out."]
    assert (group["again"], group["exercises"][0]["exercise"]) == ("put-back", first)
    found = post(anna, change, {"do": "put-back", "exercise": first})
    assert first in [step["exercise"] for step in found["plan"]["steps"]]


def test_what_a_doctor_agreed_to_is_taken_in(anna: Server) -> None:
    found = post(anna, "/api/plan?person=anna", ANSWERS)
    (group,) = [g for g in found["plan"]["left_out"] if g["again"] == "agreed"]
    assert group["because"]
    one = group["exercises"][0]["exercise"]
    found = post(anna, "/api/plan/exercise?person=anna", {"do": "agreed", "exercise": one})
    (group,) = [g for g in found["plan"]["left_out"] if g["again"] == "agreed"]
    assert one not in [each["exercise"] for each in group["exercises"]]


def test_what_hurt_is_out_until_it_is_put_back(anna: Server) -> None:
    post(anna, "/api/plan?person=anna", {"routine": "seven-steps"})
    a_session(anna, hurts=True)
    found = anna.json("/api/plan?person=anna")["plan"]
    (group,) = [g for g in found["left_out"] if g["hurt"]]
    assert group["exercises"] == [{"exercise": "hip-bridge", "title": "Hip bridge"}]
    change = {"do": "put-back", "exercise": "hip-bridge"}
    found = post(anna, "/api/plan/exercise?person=anna", change)["plan"]
    assert not any(group["hurt"] for group in found["left_out"])


@pytest.mark.parametrize(
    "values",
    [{"do": "agreed", "exercise": "../plank"}, {"do": "delete", "exercise": "plank"},
     {"do": "agreed"}, {"exercise": "plank"}, {"do": "agreed", "exercise": 5}],
)  # fmt: skip
def test_changes_of_another_form_are_refused(anna: Server, values: Any) -> None:
    post(anna, "/api/plan?person=anna", ANSWERS)
    before = profiles.load("anna")
    refused(anna, "/api/plan/exercise?person=anna", values)
    assert profiles.load("anna") == before


def test_the_history_of_an_exercise_has_the_numbers_of_the_terminal(anna: Server) -> None:
    a_session(anna)
    found = anna.json("/api/history/hip-bridge?person=anna")
    assert found["title"] == "Hip bridge"
    assert [week["sessions"] for week in found["weeks"]] == [0] * 11 + [1]
    by_label = {panel["label"]: panel for panel in found["panels"]}
    assert by_label["sessions"]["values"][-1] == 1
    assert by_label["how far (°)"]["values"][-1] == past()[0].range
    assert by_label["a movement (s)"]["values"][-1] == past()[0].pace_s
    assert by_label["how far (°)"]["texts"][-1].endswith("°")
    assert by_label["how far (°)"]["texts"][0] == ""
    assert found["faults"].startswith("Most frequent: ")


def test_an_exercise_that_was_never_done_has_no_charts(anna: Server) -> None:
    found = anna.json("/api/history/plank?person=anna")
    assert (found["panels"], found["faults"]) == ([], "")


@pytest.mark.parametrize("path", ["no-such", "..%2fplank", "%00"])
def test_a_history_of_no_exercise_is_refused(anna: Server, path: str) -> None:
    status, answer, _ = anna.ask(f"/api/history/{path}?person=anna")
    assert status in (404, 422)
    assert b"Traceback" not in answer


@pytest.mark.parametrize("part", [f"day={TODAY.isoformat()}", "exercise=hip-bridge"])
def test_a_day_or_an_exercise_is_forgotten(anna: Server, part: str) -> None:
    a_row()
    assert [row["exercise"] for row in anna.json("/api/history?person=anna")["rows"]] == [
        "hip-bridge"
    ]
    other = "day=2020-01-01" if part.startswith("day") else "exercise=plank"
    assert anna.json(f"/api/history?person=anna&{other}", method="DELETE") == {"left": 1}
    assert anna.json(f"/api/history?person=anna&{part}", method="DELETE") == {"left": 0}
    assert past() == []


@pytest.mark.parametrize(
    "query", ["", "?person=anna", "?person=anna&day=yesterday", "?person=..%2Fx&day=2026-01-01",
              "?day=2026-01-01", "?person=anna&day=&exercise="],
)  # fmt: skip
def test_forgetting_has_to_say_what(anna: Server, query: str) -> None:
    a_row()
    refused(anna, f"/api/history{query}", {}, method="DELETE")
    assert len(past()) == 1


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/api/people"), ("DELETE", "/api/people/anna"), ("GET", "/api/plan?person=anna"),
     ("POST", "/api/plan?person=anna"), ("POST", "/api/plan/exercise?person=anna"),
     ("GET", "/api/plan/questions"), ("GET", "/api/history?person=anna"),
     ("DELETE", "/api/history?person=anna&day=2026-01-01"),
     ("GET", "/api/history/plank?person=anna")],
)  # fmt: skip
def test_each_address_is_behind_the_door(anna: Server, method: str, path: str) -> None:
    """Without the token, from another site, under another name, or of no known origin."""
    assert anna.ask(path, method=method, token=None)[0] == 401
    assert anna.ask(path, method=method, token=TOKEN + "x")[0] == 401
    foreign = {"Origin": "http://evil.example"}
    assert anna.ask(path, method=method, headers=foreign)[0] == 403
    assert anna.ask(path, method=method, headers={"Host": f"evil.example:{anna.port}"})[0] == 421
    assert anna.ask(path, method=method, headers={"Sec-Fetch-Site": "cross-site"})[0] == 403
    if method != "GET":
        assert anna.ask(path, method=method, headers={"Origin": None})[0] == 403  # type: ignore[dict-item]
    assert profiles.names() == ("anna",)
