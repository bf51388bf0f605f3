"""Whole sessions over the WebSocket, with a made pose model."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest

from posecheck.files import lock
from posecheck.files.folders import session_folder
from posecheck.report import json as reports

from .conftest import Made, Server, Tab, bridges, picture


def journals() -> list[Path]:
    return sorted(session_folder().glob("*.session.jsonl"))


def ended(tab: Tab) -> dict[str, object]:
    """Finishes: time goes on until the worker has noticed."""
    tab.send(do="command", command="finish")
    for _ in range(100):
        tab.made.now_s += 0.26
        with suppress(TimeoutError):
            message = tab.hear(0.2)
            if message["say"] == "ended":
                return message
    raise AssertionError(tab.said[-3:])


def test_a_session_counts_as_posecheck_live_does(server: Server) -> None:
    """One bridge and a half one; the engine, the words and the summary are the same."""
    with server.tab() as tab:
        assert tab.hear()["say"] == "idle"
        tab.begin()
        tab.film(bridges())
        done = ended(tab)
        assert tab.moments[-1]["update"]["count"] == 1
        assert tab.moments[-1]["update"]["halves"] == 1
    assert str(done["done"]).startswith("1 repetition, 1 half (1 of 24 asked for)")
    assert any("A little higher: hips in line" in line for line in done["lines"])  # type: ignore[attr-defined]
    assert {m["stage"] for m in tab.moments} >= {"setup", "work"}
    assert any(
        m["cue"].startswith("A little higher") and m["manner"] == "fault" for m in tab.moments
    )


def test_each_moment_has_the_engines_update_and_what_to_draw(server: Server) -> None:
    with server.tab() as tab:
        tab.begin()
        tab.film(bridges()[:40])
        last = tab.moments[-1]
        update = reports.load_update(json.dumps(last["update"]))
        assert update.seen
        assert len(last["points"]) == 33
        assert all(p is None or len(p) == 2 for p in last["points"])
        ended(tab)


def test_what_is_said_is_sent_for_the_browsers_voice(server: Server) -> None:
    with server.tab() as tab:
        tab.begin()
        tab.film(bridges())
        ended(tab)
    heard = [one for m in tab.said if m["say"] == "heard" for one in m["heard"]]
    assert {"tone": "count"} in heard
    assert any(one.get("say", "").startswith("A little higher") for one in heard)


def test_nothing_is_kept_unless_asked_for(server: Server) -> None:
    """No report, no session file, no output folder."""
    with server.tab() as tab:
        tab.begin()
        tab.film(bridges())
        ended(tab)
        assert len(journals()) == 1
        server.json("/api/session/leave", method="POST")
    assert journals() == []
    assert not server.out.exists()


def test_a_report_that_is_kept_is_the_whole_one(server: Server) -> None:
    with server.tab() as tab:
        tab.begin()
        tab.film(bridges())
        ended(tab)
        path = Path(server.json("/api/session/keep", method="POST")["written"])
        again = Path(server.json("/api/session/keep", method="POST")["written"])
    assert path == again
    assert path.parent == server.out
    report = reports.load(path.read_text(encoding="utf-8"))
    assert (report.count, report.halves) == (1, 1)
    assert report.source == "made camera"
    assert report.live is not None
    assert not report.partial
    assert journals() == []


def test_its_report_opens_as_a_page_that_may_not_touch_the_others(server: Server) -> None:
    with server.tab() as tab:
        tab.begin()
        tab.film(bridges())
        ended(tab)
        address = server.json("/api/session/report", method="POST")["address"]
    status, body, headers = server.ask(address, token=None)
    assert status == 200
    assert b"half-repetition" in body or b"half repetition" in body
    assert headers["content-security-policy"].startswith("sandbox")
    assert server.ask(address + "x", token=None)[0] == 404


def test_a_second_tab_is_told_and_may_take_the_session(server: Server) -> None:
    with server.tab() as first, server.tab() as second:
        assert first.hear()["say"] == "idle"
        assert second.hear()["say"] == "elsewhere"
        second.send(do="begin", exercise="plank")
        assert second.hear()["say"] == "elsewhere"
        first.begin()
        second.send(do="here")
        assert first.until("moved")
        assert second.until("running")["exercise"] == "hip-bridge"
        second.film(bridges()[:20])
        assert second.moments
        ended(second)


def test_a_page_that_comes_back_goes_on_with_its_session(server: Server) -> None:
    """After a reload, or when the machine woke up: the count is still there."""
    poses = bridges()
    with server.tab() as tab:
        tab.begin()
        tab.film(poses)
    with server.tab() as tab:
        assert tab.until("running")["exercise"] == "hip-bridge"
        tab.socket.send(picture(1, 5.0))  # another page's clock and numbers begin anew
        tab.until("moment")
        assert str(ended(tab)["done"]).startswith("1 repetition, 1 half")


def test_a_camera_that_falls_silent_is_named(server: Server, made: Made) -> None:
    with server.tab() as tab:
        tab.begin()
        tab.film(bridges()[:20])
        for _ in range(60):
            made.now_s += 0.3
            with suppress(TimeoutError):
                if "gives no picture" in tab.hear(0.2).get("cue", ""):
                    break
        assert "The camera gives no picture" in tab.moments[-1]["cue"]
        ended(tab)


def test_an_error_in_the_middle_still_gives_a_report(server: Server, made: Made) -> None:
    made.failure = (len(bridges()) - 3, RuntimeError("broken"))
    with server.tab() as tab:
        tab.begin()
        tab.film(bridges()[: len(bridges()) - 4])
        tab.socket.send(picture(len(bridges()) - 3, 1000.0 + bridges()[-3].t_s * 1000))
        done = tab.until("ended")
    assert done["ended"] == "broken"
    assert "RuntimeError: broken" in str(done["why"])


@pytest.mark.parametrize(
    ("order", "why"),
    [
        ({"exercise": "hip-brige"}, "Did you mean 'hip-bridge'"),
        ({"exercise": "hip-bridge", "person": "nobody-there"}, "there is no profile"),
        ({"exercise": "hip-bridge", "person": "../../etc"}, "cannot be the name"),
        ({"exercise": "../hip-bridge"}, "no exercise is called"),
    ],
)
def test_what_cannot_begin_says_why(server: Server, order: dict[str, str], why: str) -> None:
    with server.tab() as tab:
        tab.send(do="begin", **order)
        assert why in tab.until("failed")["why"]


def test_the_person_may_finish_before_the_camera_gives_a_picture(server: Server) -> None:
    with server.tab() as tab:
        tab.send(do="begin", exercise="hip-bridge")
        tab.until("waiting")
        tab.send(do="command", command="finish")
        assert tab.until("failed")
        tab.begin()  # and another one can begin
        ended(tab)


def test_a_session_that_was_broken_off_is_offered_and_shown(server: Server) -> None:
    """The server was killed in the middle: the next one finds the session file, at once."""
    with server.tab() as tab:
        tab.begin()
        tab.film(bridges())
        assert server.json("/api/start")["broken_off"] == []
        text = journals()[0].read_text(encoding="utf-8")
        ended(tab)
    server.json("/api/session/leave", method="POST")
    left = session_folder() / "hip-bridge-2026-01-02-030405.session.jsonl"
    left.write_text(text, encoding="utf-8")
    with left.open("rb") as file:
        lock.take(file.fileno())  # another posecheck still writes to it
        assert server.json("/api/start")["broken_off"] == []
    assert [one["name"] for one in server.json("/api/start")["broken_off"]] == [left.name]
    done = server.json(f"/api/broken/{left.name}", method="POST")
    assert done["ended"] == "broken"
    assert done["done"].startswith("1 repetition")
    assert server.ask("/api/broken/..%2f..%2fx", method="DELETE")[0] in (404, 405, 422)
    assert left.exists()
    server.json("/api/session/leave", method="POST")
    assert not left.exists()
