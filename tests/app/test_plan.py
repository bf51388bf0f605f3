"""`posecheck plan`: questions, options, what is kept, what is shown."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from calibration.made_reports import made
from posecheck.app.history import kept
from posecheck.app.plan import questions, today
from posecheck.errors import ExitCode
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.tables import Dose
from posecheck.files.folders import DATA_VARIABLE, history_file
from posecheck.history import database, writing
from posecheck.plan import routine
from posecheck.store import profiles
from posecheck.words.speech import Speech

from .conftest import Run

CATALOGUE = Catalogue()
TODAY = date.today()  # noqa: DTZ011 - as the command


@pytest.fixture(autouse=True)
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "data"


def did(exercise_id: str, days_ago: int, *, hurt: bool = False) -> None:
    """Somebody did the whole dose of an exercise."""
    exercise = CATALOGUE.get(exercise_id)
    with database.opened() as history:
        day = TODAY - timedelta(days_ago)
        dose = Dose(sets=1, reps=8, hold_s=60 if exercise.times_holds else None)
        report = made(exercise, dose, day, "hurt" if hurt else "good", chance=Random(1))
        writing.keep(history, "anna", report, exercise)


def plan_of(run: Run, *options: str) -> dict:  # type: ignore[type-arg]
    result = run("plan", "--json", "--profile", "anna", *options)
    assert result.exit_code == ExitCode.OK, result.stderr
    return json.loads(result.stdout)  # type: ignore[no-any-return]


def doses(plan: dict) -> dict:  # type: ignore[type-arg]
    return {each["exercise"]: each for each in plan["exercises"]}


def test_without_a_terminal_nothing_is_asked(run: Run) -> None:
    """Too few options are an error that names them; with an area there is a plan."""
    result = run("plan")
    assert result.exit_code == ExitCode.USAGE
    assert "--for lower-back" in result.stderr
    result = run("plan", "--for", "neck")
    assert result.exit_code == ExitCode.OK
    assert "Neck rotation" in result.stdout
    assert "not a medical device" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_a_profile_keeps_answers_and_steps(run: Run, data: Path) -> None:
    """The next time only the profile is named; options change what they name."""
    plan_of(run, "--for", "lower-back", "--trouble", "disc-trouble", "--have", "floor,chair")
    first = profiles.load("anna").plan
    assert first is not None
    assert (first.areas, first.troubles, first.at_hand) == (
        ["lower-back"], ["disc-trouble"], ["floor", "chair"],
    )  # fmt: skip
    before = plan_of(run)
    assert plan_of(run, "--trouble", "none") != before
    after = profiles.load("anna").plan
    assert after is not None
    assert (after.troubles, after.at_hand) == ([], ["floor", "chair"])
    with database.opened() as history:
        assert writing.count(history, "anna", writing.Choice(day=TODAY))[1] == 3


def test_the_plan_grows_with_the_history(run: Run) -> None:
    """What live sessions leave there makes tomorrow's dose."""
    first = doses(plan_of(run, "--routine", "seven-steps", "--have", "floor,chair"))
    did("hook-lying", 3)
    did("hook-lying", 2)
    then = doses(plan_of(run))
    assert (first["hook-lying"]["level"], then["hook-lying"]["level"]) == (1, 2)
    assert then["hook-lying"]["reasons"][0]["key"] == "why-more"
    assert then["hook-lying"]["dose"]["hold_s"] > first["hook-lying"]["dose"]["hold_s"]
    grown = today.next_dose("anna", "hook-lying", CATALOGUE, TODAY, routine="seven-steps")
    assert grown.level + 1 == then["hook-lying"]["level"]


def test_what_hurts_goes_and_comes_back(run: Run) -> None:
    """`--put-back` puts it back with half of its steps; the plan names that option."""
    plan_of(run, "--routine", "seven-steps", "--have", "floor,chair")
    did("hook-lying", 1, hurt=True)
    text = run("plan", "--profile", "anna").stdout
    assert "posecheck plan --put-back hook-lying" in " ".join(text.split())
    assert "hook-lying" not in doses(plan_of(run))
    assert "hook-lying" in doses(plan_of(run, "--put-back", "hook-lying"))
    plan_of(run, "--leave-out", "hook-lying")
    assert "hook-lying" not in doses(plan_of(run))


def test_what_hurts_again_on_the_day_it_was_put_back_goes_again(run: Run) -> None:
    """Days alone could not tell that it hurt after it was put back."""
    plan_of(run, "--routine", "seven-steps", "--have", "floor,chair")
    did("hook-lying", 1, hurt=True)
    assert "hook-lying" in doses(plan_of(run, "--put-back", "hook-lying"))
    exercise, speech = CATALOGUE.get("hook-lying"), Speech(code="en")
    for how in ("good", "hurt"):
        before = doses(plan_of(run))
        report = made(exercise, Dose(sets=1, hold_s=60), TODAY, how, chance=Random(2))
        assert kept.session(report, exercise, "anna", speech, None) is not None
        assert "hook-lying" in before
    assert "hook-lying" not in doses(plan_of(run))
    assert "hook-lying" in doses(plan_of(run, "--put-back", "hook-lying"))


def test_a_bad_day_is_told_when_to_ask_a_doctor(run: Run) -> None:
    text = " ".join(run("plan", "--for", "lower-back", "--feels", "bad").stdout.split())
    assert "Then ask a doctor first." in text


def test_explain_gives_a_reason_for_each(run: Run) -> None:
    """And says of what is left out who warns of it."""
    options = ("--routine", "seven-steps", "--trouble", "disc-trouble", "--have", "floor,chair")
    text = " ".join(run("plan", *options, "--explain").stdout.split())
    assert text.count("You begin with a few.") == 3
    assert "step 1 of" in text
    assert "Back Spasms Quick Fix, #5, asks for care with twists." in text


def test_german(run: Run) -> None:
    result = run("plan", "--routine", "seven-steps", "--have", "floor,chair", "--lang", "de")
    assert "Sieben Schritte" in result.stdout
    assert "Schulterbrücke" in result.stdout


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--for", "back"], ExitCode.USAGE, "--for does not know 'back'. Did you mean"),
        (["--for", "neck", "--trouble", "disc"], ExitCode.USAGE, "disc-trouble"),
        (["--for", "neck", "--have", "sofa"], ExitCode.USAGE, "floor, chair, roller, wall"),
        (["--for", "neck", "--minutes", "0"], ExitCode.USAGE, "--minutes"),
        (["--routine", "seven"], ExitCode.BAD_ROUTINE, "seven-steps"),
        (["--routine", "none.toml"], ExitCode.BAD_ROUTINE, "no such file"),
        (["--put-back", "plank"], ExitCode.USAGE, "--profile NAME"),
        (["--for", "neck", "--profile", "a", "--leave-out", "x"], ExitCode.BAD_EXERCISE, "'x'"),
        (["--for", "neck", "--profile", "A B"], ExitCode.USAGE, "name of a profile"),
        (["file.toml"], ExitCode.USAGE, "--check"),
        (["--for", ","], ExitCode.USAGE, "--for"),
    ],
)
def test_a_mistake_is_told_in_one_line(
    run: Run, options: list[str], code: ExitCode, said: str
) -> None:
    result = run("plan", *options)
    assert result.exit_code == code
    assert said in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr


def test_routines_are_listed_and_checked(run: Run, tmp_path: Path) -> None:
    listed = run("plan", "--routines").stdout
    assert all(each in listed for each in routine.ids())
    assert run("plan", "--check").stdout.count(": fine") == len(routine.ids())
    wrong = tmp_path / "mine.toml"
    wrong.write_text('id = "mine"\n')
    result = run("plan", "--check", wrong)
    assert result.exit_code == ExitCode.BAD_ROUTINE
    assert "title" in result.stderr


def test_a_damaged_history_gives_the_plan_of_a_first_day(run: Run) -> None:
    """And says so; the file stays as it is."""
    plan_of(run, "--for", "neck")
    history_file().write_bytes(b"damaged " * 4096)
    result = run("plan", "--profile", "anna")
    assert result.exit_code == ExitCode.OK
    assert "history.sqlite" in result.stderr
    assert history_file().read_bytes() == b"damaged " * 4096


ANSWERS = "1\n1\n\n1,2\n20\n2\n"
"""Lower back; a disc; nothing forbidden; floor and chair; 20 minutes; sore."""


def test_at_a_terminal_it_asks(run_with: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything once; the next time only how it is today. A wrong answer is asked again."""
    monkeypatch.setattr(questions, "can_ask", lambda: True)
    result = run_with(f"0\nneck\n{ANSWERS}", "plan", "--profile", "anna")
    assert result.exit_code == ExitCode.OK, result.stderr
    assert result.stderr.count("numbers from 1 to 3, please") == 2
    answers = profiles.load("anna").plan
    assert answers is not None
    assert answers.areas == ["lower-back"]
    assert answers.troubles == ["disc-trouble"]
    assert answers.at_hand == ["floor", "chair"]
    assert answers.minutes == 20
    again = run_with("1\n", "plan", "--profile", "anna")
    assert again.exit_code == ExitCode.OK
    assert "Where does it hurt" not in again.stderr
    assert run_with("", "plan", "--for", "neck", "--feels", "good").exit_code == ExitCode.OK
    asked = run_with("3\n\n\n\n5\n1\n", "plan", "--profile", "anna", "--ask")
    assert asked.exit_code == ExitCode.OK
    changed = profiles.load("anna").plan
    assert changed is not None
    assert (changed.areas, changed.minutes) == (["neck"], 5)


def test_a_routine_of_ones_own_is_followed_from_anywhere(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The profile remembers where its file is."""
    (tmp_path / "mine.toml").write_text(
        'id = "mine"\ntitle = "In the morning"\nabout = "A."\nsource = "me"\n'
        'areas = ["neck"]\n[[exercises]]\nid = "cat-cow"\ngoal = { reps = 2 }\n'
    )
    first = run("plan", "--profile", "anna", "--routine", "mine.toml")
    assert first.exit_code == ExitCode.OK, first.stderr
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    text = run("plan", "--profile", "anna").stdout
    assert "Routine: In the morning" in text
    assert "Cat and cow" in text
    (tmp_path / "mine.toml").unlink()
    gone = run("plan", "--profile", "anna")
    assert gone.exit_code == ExitCode.BAD_ROUTINE
    assert "no such file" in gone.stderr
