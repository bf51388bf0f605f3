"""What a routine's file may say, and how a mistake in it is reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.files.folders import DATA_VARIABLE
from posecheck.plan import routine

CATALOGUE = Catalogue()
SCHEMA = Path(__file__).parents[2] / "docs" / "routine.schema.json"

GOOD = """
id = "mine"
title = "Mine"
about = "Two for the morning."
source = "me"
areas = ["lower-back"]

[[exercises]]
id = "hip-bridge"
goal = { sets = 1, reps = 5, hold_s = 3 }

[[exercises]]
id = "plank"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", routine.ids())
def test_every_ready_routine_is_right(name: str) -> None:
    """Each has its German texts, too."""
    found = routine.get(name, CATALOGUE)
    assert found.title_in("de") != found.title == found.title_in("en")


def test_a_routine_of_ones_own_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a file, or by its id from the user's folder."""
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    folder = tmp_path / "routines"
    folder.mkdir()
    path = written(folder, GOOD)
    assert routine.get(str(path), CATALOGUE) == routine.get("mine", CATALOGUE)
    assert "mine" in routine.ids()


MISTAKES = {
    'id = "mine"|id = "other"': "its id is 'other'",
    "areas =|area =": "area: unknown key",
    '"lower-back"|"back"': "areas.0",
    "hip-bridge|hip-brige": "exercises.0.id: no exercise is called 'hip-brige'; did you mean",
    'id = "plank"|id = "hip-bridge"': "exercises.1.id: 'hip-bridge' is in this routine already",
    "reps = 5|reps = 0": "exercises.0.goal.reps",
    "reps = 5|reps = 5000": "exercises.0.goal.reps: 5000 are more than anybody does",
    ", hold_s = 3|": "exercises.0.goal.hold_s: hip-bridge is held",
    'source = "me"|source = "me"\nbegin_with = 3': "begin_with: 3 are more than its exercises (2)",
    'id = "plank"|id = "plank"\ngoal = { hold_s = 1 }': "exercises.1.goal: is less than",
    'id = "plank"|id = "cat-cow"\ngoal = { hold_s = 5 }': "exercises.1.goal.hold_s: nothing",
    'id = "plank"|id = "plank"\ngoal = {}': "exercises.1.goal: give sets, reps or hold_s",
    "sets = 1|sets = true": "true and false are allowed nowhere",
    "[[exercises]]|[[exercises": "is not TOML",
}


@pytest.mark.parametrize("change", MISTAKES)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, change: str) -> None:
    """In one line: the file, the key, what is allowed."""
    old, _, new = change.partition("|")
    assert old in GOOD
    path = written(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(PosecheckError) as caught:
        routine.load(path, CATALOGUE)
    assert caught.value.code == ExitCode.BAD_ROUTINE
    assert MISTAKES[change] in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in caught.value.what or "TOML" in caught.value.what


def test_an_unknown_routine_names_a_similar_one() -> None:
    with pytest.raises(PosecheckError, match="Did you mean 'seven-steps'"):
        routine.get("seven-step", CATALOGUE)


@pytest.mark.parametrize("data", [b"\xff\xfe", b""])
def test_a_file_that_is_no_text_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(data)
    with pytest.raises(PosecheckError):
        routine.load(path, CATALOGUE)
    with pytest.raises(PosecheckError, match="no such file"):
        routine.load(tmp_path / "none.toml", CATALOGUE)


def test_the_schema_in_the_docs_is_the_one_that_files_are_checked_with() -> None:
    """`posecheck plan --schema > docs/routine.schema.json` brings it up to date."""
    assert SCHEMA.read_text(encoding="utf-8") == routine.schema()
