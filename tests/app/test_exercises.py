"""`posecheck exercises` and `posecheck show`, over every exercise there is."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from posecheck.errors import ExitCode
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.words.speech import Speech

from .conftest import Run

IDS = Catalogue().ids()


def words(text: str) -> str:
    """Without line breaks, which depend on the width."""
    return " ".join(text.split())


def test_the_list_has_every_exercise_once(run: Run) -> None:
    """By the id that `--exercise` takes."""
    result = run("exercises")
    assert result.exit_code == ExitCode.OK
    first = [line.split()[0] for line in result.stdout.splitlines() if line.split()]
    assert sorted(word for word in first if word in IDS) == sorted(IDS)


def test_the_list_breaks_no_word_at_80_columns(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each exercise has one line of at most 80 characters, with its id and its areas whole."""
    monkeypatch.setenv("COLUMNS", "80")
    lines = run("exercises").stdout.splitlines()
    assert max(map(len, lines)) <= 80
    of_ids = [line for line in lines if line.split()[:1] and line.split()[0] in IDS]
    assert len([line for line in lines if line.strip()]) == len(of_ids) + len(
        {Catalogue().get(each).posture for each in IDS}
    )
    assert all(re.search(r"(back|neck) ", line) for line in of_ids)


def test_the_list_is_grouped_by_posture(run: Run) -> None:
    """Each exercise stands below its own posture's heading."""
    groups: list[tuple[str, set[str]]] = []
    for line in run("exercises").stdout.splitlines():
        word = line.split()[0] if line.split() else ""
        if word in IDS:
            groups[-1][1].add(Catalogue().get(word).posture)
        elif word:
            groups.append((line.split("  ")[0], set()))
    assert ("On the back", {"supine"}) in groups
    assert ("Seated", {"seated"}) in groups
    assert all(len(postures) == 1 for _, postures in groups)


@pytest.mark.parametrize("area", ["lower-back", "upper-back", "neck"])
def test_the_list_shows_what_is_for_where_it_hurts(run: Run, area: str) -> None:
    """All of them, and no other."""
    shown = {
        line.split()[0] for line in run("exercises", "--for", area).stdout.splitlines() if line
    }
    plans = {each: Catalogue().get(each).plan for each in IDS}
    wanted = {each for each, plan in plans.items() if plan and area in plan.areas}
    assert shown & set(IDS) == wanted
    assert 0 < len(wanted) < len(IDS)


def test_a_search_finds_all_its_words_anywhere(run: Run) -> None:
    """In the id, the title, or the steps; nothing found is said."""
    found = run("exercises", "--search", "HIP bridge")
    assert "hip-bridge" in found.stdout
    assert "plank" not in found.stdout
    nothing = run("exercises", "--search", "trampoline")
    assert (nothing.exit_code, nothing.stdout) == (ExitCode.OK, "")
    assert "No exercise fits" in nothing.stderr


@pytest.mark.parametrize("exercise_id", IDS)
def test_an_exercise_is_explained_in_full(run: Run, exercise_id: str) -> None:
    """Nothing that its file says to a person is left out. The test reads the file itself."""
    file = tomllib.loads((Catalogue().folder / f"{exercise_id}.toml").read_text())
    result = run("show", exercise_id)
    assert result.exit_code == ExitCode.OK
    shown = words(result.stdout)
    camera = file.get("camera", Speech().text("camera-side-low"))
    texts = [file["title"], file["source"], camera, *file["how"], *file["cautions"]]
    for check in file.get("checks", []):
        texts += [check["say"], check["because"], check["id"].replace("-", " ")]
    assert [text for text in texts if words(text) not in shown] == []
    assert "not a medical device" in shown


def test_limits_have_their_sign_and_unit(run: Run, tmp_path: Path) -> None:
    """At most so many degrees of which signal, and for how long it may lapse."""
    text = (Catalogue().folder / "plank.toml").read_text()
    (tmp_path / "plank.toml").write_text(text)
    pike = next(c for c in tomllib.loads(text)["checks"] if c["id"] == "pike")
    shown = words(run("show", "plank", "--catalog", tmp_path).stdout)
    assert f"pike (up): line at most {pike['max']:g}°" in shown
    assert f"lapses under {pike['for_s']:g} s do not count" in shown


def test_zones_that_may_be_left_out_are_called_by_their_names(run: Run) -> None:
    """Not by their ids, which have underscores."""
    shown = words(run("show", "knee-to-chest").stdout)
    assert "left out step: leaves out right in, left in, both in" in shown


def test_an_unknown_exercise_is_suggested_the_nearest(run: Run) -> None:
    """A slip of the finger."""
    result = run("show", "plnk")
    assert result.exit_code == ExitCode.BAD_EXERCISE
    assert "'plank'" in result.stderr


def test_all_files_of_the_catalogue_are_fine(run: Run) -> None:
    """`--check` alone checks them all."""
    result = run("exercises", "--check")
    assert result.exit_code == ExitCode.OK
    assert result.stdout.count(": fine\n") == len(IDS)


def test_a_wrong_file_is_an_error_with_its_place_and_the_others_are_still_checked(
    run: Run, tmp_path: Path
) -> None:
    """The file, the key in it, and what is wrong."""
    good = Catalogue().folder / "plank.toml"
    bad = tmp_path / "plank.toml"
    bad.write_text(good.read_text().replace('view = "side"', 'view = "above"'))
    result = run("exercises", "--check", bad, good, tmp_path / "none.toml")
    assert result.exit_code == ExitCode.BAD_EXERCISE
    assert result.stdout == f"{good}: fine\n"
    first, second = result.stderr.splitlines()
    assert first.startswith(f"Error: {bad}: view.0: ")
    assert "none.toml: no such file" in second


def test_a_wrong_file_does_not_hide_the_list(run: Run, tmp_path: Path) -> None:
    """The others are still there to be chosen from."""
    (tmp_path / "plank.toml").write_text((Catalogue().folder / "plank.toml").read_text())
    (tmp_path / "broken.toml").write_text("id =")
    result = run("exercises", "--catalog", tmp_path)
    assert result.exit_code == ExitCode.BAD_EXERCISE
    assert "plank" in result.stdout
    assert "broken.toml" in result.stderr


def test_files_without_check_are_refused(run: Run) -> None:
    """Rather than silently left alone."""
    result = run("exercises", "x.toml")
    assert result.exit_code == ExitCode.USAGE
    assert "--check" in result.stderr
