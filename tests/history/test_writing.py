"""What is kept of a session, and what is forgotten."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest

from calibration.made_reports import How, made
from posecheck.errors import PosecheckError
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.tables import Dose
from posecheck.files import recognised
from posecheck.history import database, export, reading, writing
from posecheck.history.database import Connection
from posecheck.history.weeks import weeks
from posecheck.plan.choosing import plan_of
from posecheck.plan.past import of_report
from posecheck.provenance import Recording
from posecheck.records import Report

CATALOGUE = Catalogue()
BRIDGE, PLANK = CATALOGUE.get("hip-bridge"), CATALOGUE.get("plank")
MONDAY = date(2026, 1, 5)
SHA = "ab" * 32


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


@pytest.fixture
def history(path: Path) -> Iterator[Connection]:
    with database.opened(path) as connection:
        yield connection


def report(how: How = "good", day: date = MONDAY, minute: int = 0) -> Report:
    dose = Dose(sets=2, reps=4, hold_s=4)
    return made(BRIDGE, dose, day, how, chance=Random(1), minute=minute)


def clip(**about: object) -> Report:
    """The same in a recording."""
    known = {"sha256": SHA, "recorded": "2026-01-05T10:00:00", **about}
    return replace(report(), live=None, recording=Recording(**known))  # type: ignore[arg-type]


@pytest.mark.parametrize("how", ["good", "faults", "short", "hurt"])
def test_what_is_read_is_what_was_remembered(history: Connection, how: How) -> None:
    """To a thousandth."""
    kept = writing.keep(history, "anna", report(how), BRIDGE)
    assert kept == of_report(report(how), BRIDGE, MONDAY)
    (found,) = reading.past(history, "anna")
    assert replace(found, range=None, hold_s=None) == replace(kept, range=None, hold_s=None)
    assert (found.range, found.hold_s) == pytest.approx((kept.range, kept.hold_s), abs=1e-3)
    assert found.hurt == (how == "hurt")
    assert reading.for_plans(history, "anna")[0].done == kept.done


def test_the_numbers_of_a_report_are_known_by_hand() -> None:
    """Two sets of four, all of two seconds a movement, each held for 4.1 s."""
    past = of_report(report("faults"), BRIDGE, MONDAY)
    assert (past.done, past.judged, past.faulty) == (8, 8, 4)
    assert (past.pace_s, past.hold_s) == (2.0, pytest.approx(4.1))
    assert past.steady == 1.0
    assert past.range == pytest.approx(50, abs=5)
    assert past.covers(Dose(sets=2, reps=4, hold_s=4.3))
    assert not past.covers(Dose(sets=2, reps=4, hold_s=5))
    assert not past.covers(Dose(sets=3, reps=3))


def test_the_same_recording_is_kept_once(history: Connection) -> None:
    """Analysed again, under another name or with another result."""
    writing.keep(history, "anna", clip(path="a.mp4"), BRIDGE)
    writing.keep(history, "anna", replace(clip(path="b.mp4"), count=1, reps=()), BRIDGE)
    (found,) = reading.past(history, "anna")
    assert found.done == 0
    assert history.execute("SELECT count(*) FROM repetition").fetchone()[0] == 0
    writing.keep(history, "ben", clip(), BRIDGE)
    assert len(reading.people(history)) == 2


def test_a_partial_report_never_replaces_a_whole_one(history: Connection) -> None:
    """But the other way round."""
    part = replace(clip(), partial=True, reps=())
    writing.keep(history, "anna", part, BRIDGE)
    writing.keep(history, "anna", clip(), BRIDGE)
    writing.keep(history, "anna", part, BRIDGE)
    assert [each.done for each in reading.past(history, "anna")] == [8]


def test_two_live_sessions_of_a_day_are_two(history: Connection) -> None:
    for minute in (0, 20, 20):
        writing.keep(history, "anna", report(minute=minute), BRIDGE)
    assert len(reading.past(history, "anna")) == 2


@pytest.mark.parametrize(
    ("recorded", "day"),
    [("2026-01-05T02:00:00+05:00", MONDAY), ("2026-01-05T23:30:00", MONDAY), (None, None)],
)
def test_the_day_is_that_of_the_person(recorded: str | None, day: date | None) -> None:
    """Not that of this machine, where the recording says its own time zone."""
    assert writing.day_of(clip(recorded=recorded)) == day


def test_a_recording_without_a_date_needs_one(history: Connection) -> None:
    with pytest.raises(PosecheckError, match="--day"):
        writing.keep(history, "anna", clip(recorded=None), BRIDGE)
    assert writing.keep(history, "anna", clip(recorded=None), BRIDGE, day=MONDAY).day == MONDAY


def filled(history: Connection) -> None:
    for day, exercise in ((5, BRIDGE), (6, BRIDGE), (6, PLANK)):
        dose = Dose(sets=1, reps=1, hold_s=4)
        one = made(exercise, dose, date(2026, 1, day), "faults", chance=Random(1))
        writing.keep(history, "anna", one, exercise)
        writing.keep(history, "ben", one, exercise)
    exercises = [CATALOGUE.get(each) for each in CATALOGUE.ids()]
    from posecheck.exercise.personal.answers import Answers

    plan = plan_of(Answers(areas=["lower-back"]), exercises, [], MONDAY)
    writing.keep_plan(history, "anna", plan)
    writing.keep_plan(history, "anna", plan)


@pytest.mark.parametrize(
    ("choice", "left", "steps"),
    [
        (writing.Choice(), 0, 0),
        (writing.Choice(day=date(2026, 1, 6)), 1, 3),
        (writing.Choice(exercise="hip-bridge"), 1, 2),
        (writing.Choice(day=date(2026, 1, 6), exercise="plank"), 2, 3),
        (writing.Choice(day=MONDAY), 2, 0),
    ],
)
def test_what_is_forgotten_is_gone(
    history: Connection, choice: writing.Choice, left: int, steps: int
) -> None:
    """With all that belonged to it; and nobody else's."""
    filled(history)
    gone, gone_steps = writing.count(history, "anna", choice)
    assert (3 - gone, 3 - gone_steps) == (left, steps)
    writing.forget(history, "anna", choice)
    assert len(reading.past(history, "anna")) == left
    assert len(reading.past(history, "ben")) == 3
    assert writing.count(history, "anna", writing.Choice()) == (left, steps)
    for table in ("repetition", "hold", "finding", "pain"):
        orphans = f"SELECT count(*) FROM {table} WHERE session NOT IN (SELECT id FROM session)"
        assert history.execute(orphans).fetchone()[0] == 0


def test_the_file_holds_nothing_of_what_is_forgotten(history: Connection, path: Path) -> None:
    """Not even as bytes that nobody reads."""
    filled(history)
    writing.keep(history, "anna-secret-name", report(), BRIDGE)
    for minute in range(1, 30):
        writing.keep(history, "anna-secret-name", report(minute=minute), BRIDGE)
    history.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = path.stat().st_size
    writing.forget(history, "anna-secret-name", writing.Choice())
    assert path.stat().st_size < before
    for file in path.parent.iterdir():
        assert b"anna-secret-name" not in file.read_bytes()


def test_the_history_is_written_out_whole(history: Connection, tmp_path: Path) -> None:
    """As a line a session, or as everything; both are known again as posecheck's own."""
    filled(history)
    table, everything = tmp_path / "h.csv", tmp_path / "h.json"
    assert export.export(history, "anna", table) == 3
    rows = [*csv.DictReader(table.read_text(encoding="utf-8").splitlines())]
    assert [row["day"] for row in rows] == ["2026-01-05", "2026-01-06", "2026-01-06"]
    assert float(rows[0]["hold_s"]) == pytest.approx(4.1)
    assert export.export(history, "anna", everything, "plank") == 1
    data = json.loads(everything.read_text(encoding="utf-8"))
    assert [each["exercise"] for each in data["session"]] == ["plank"]
    assert len(data["hold"]) == 1
    assert {each["profile"] for each in data["session"]} == {"anna"}
    assert recognised.wrote(table)
    assert recognised.wrote(everything)
    with pytest.raises(PosecheckError, match=r"\.csv or \.json"):
        export.export(history, "anna", tmp_path / "h.txt")


def test_weeks_begin_on_monday_and_empty_ones_are_shown(history: Connection) -> None:
    """Today is a Wednesday: the days after it are not there yet."""
    filled(history)
    writing.keep(history, "anna", report("hurt", date(2026, 1, 13)), BRIDGE)
    past = reading.past(history, "anna", exercise="hip-bridge")
    before, first, last = weeks(past, date(2026, 1, 14), 3)
    assert before.days == ("none",) * 7
    assert before.range is None
    assert first.days == ("done", "done", *("none",) * 5)
    assert last.days == ("none", "hurt", "none", *("future",) * 4)
    assert (first.done, last.done, first.active) == (2, 4, 2)
    both = weeks(reading.past(history, "anna"), date(2026, 1, 14), 2)[0]
    assert both.range is None  # of different exercises
    assert both.sessions == 3


def test_faults_are_counted_by_kind(history: Connection) -> None:
    writing.keep(history, "anna", report("faults"), BRIDGE)
    assert reading.faults(history, "anna", "hip-bridge", MONDAY) == {BRIDGE.checks[0].id: 4}
    assert reading.faults(history, "anna", "hip-bridge", date(2026, 1, 6)) == {}
