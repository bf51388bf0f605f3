"""Exercise files. All of ours load, and each mistake is reported with its file and its key."""

from __future__ import annotations

from pathlib import Path

import pytest

from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.spec import catalogue
from posecheck.exercise.spec.catalogue import Catalogue, load
from posecheck.words.exercise_texts import texts_of
from posecheck.words.speech import Speech

IDS = Catalogue().ids()

GOOD = """
id = "hip-bridge"
title = "Hip bridge"
source = "a test"
posture = "supine"
view = "side"
camera = "Beside you – as high as a seat."
how = ["Lift.", "Lower."]
[dose]
reps = 8
[signals]
hip_deg = { use="joint_angle", at = ["shoulder", "hip", "knee"], side = "near", past_straight="up" }
thigh_deg = { use = "inclination", at = ["hip", "knee"], side = "near" }
lift_deg = { use = "from_rest", of = "hip_deg", moves = "up" }
[start_posture]
take = "thigh_deg > 20 and hip_deg < 160"
keep = "hip_deg > 80"
[zones]
down = "lift_deg < 10"
up = { enter = "hip_deg > 163 and thigh_deg > 0", leave = "hip_deg < 158" }
[rep]
through = ["down", "up", "down"]
phases = ["lift", "hold", "lower"]
driver = "hip_deg"
attempt = "lift_deg > 16"
holds = { hold = "up" }
[rep.half]
id = "half-repetition"
say = "Higher."
because = "A reason."
[[checks]]
id = "over-arched"
use = "stays_within"
signal = "hip_deg"
during = "hold"
max = 192
say = "Lower."
because = "A reason."
[[checks]]
id = "sagging-hold"
use = "keeps_level"
signal = "hip_deg"
during = "hold"
drop = 9
say = "Stay up."
because = "A reason."
[[checks]]
id = "fast-lift"
use = "lasts"
during = "lift"
at_least_s = 0.8
say = "Slower."
because = "The last reason."
"""

HOLD = """
id = "plank"
title = "Plank"
source = "a test"
posture = "prone"
view = "side"
camera = "Beside you."
how = ["Lift."]
[dose]
sets = 1
[signals]
line_deg = { use = "rise_over_line", at = ["shoulder", "hip", "ankle"], side = "near" }
height_trunk = { use = "height_over_line", of = "hip", line = ["elbow", "ankle"], side = "near" }
[zones]
up = "height_trunk > 0.26"
[hold]
zone = "up"
driver = "line_deg"
[hold.interrupted]
id = "hold-interrupted"
within_s = 15
say = "Once."
because = "A reason."
[[checks]]
id = "sag"
use = "stays_within"
signal = "line_deg"
during = "up"
min = -7
say = "Higher."
because = "A reason."
"""


def test_the_samples_of_these_tests_are_good(tmp_path: Path) -> None:
    """Else the mistakes below would be found for another reason."""
    for name, text in (("hip-bridge", GOOD), ("plank", HOLD)):
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
        assert load(tmp_path / f"{name}.toml").id == name


@pytest.mark.parametrize("exercise_id", IDS)
def test_every_exercise_loads_under_its_own_name(exercise_id: str) -> None:
    """It has all that a person has to know before starting."""
    exercise = Catalogue().get(exercise_id)
    assert exercise.id == exercise_id
    assert exercise.how
    assert exercise.cautions
    speech = Speech(texts_of(exercise))
    assert speech.texts.camera
    for limit in exercise.limits():
        if limit.use == "cadence" and not limit.parameters:
            continue  # It is only reported.
        zones = exercise.rep.left_out.say if limit.use == "left_out" else [None]
        assert all(len(speech.because(limit.check, zone).split()) > 3 for zone in zones)
    ids = [limit.check for limit in exercise.limits()]
    assert len(ids) == len(set(ids))


def test_ids_are_the_file_names_in_order(tmp_path: Path) -> None:
    """Only .toml files count."""
    for name in ("plank.toml", "crunch.toml", "notes.md", "plank.toml.bak"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert Catalogue(tmp_path).ids() == ("crunch", "plank")


def test_the_folder_that_comes_with_posecheck_holds_the_exercises() -> None:
    """It does so when posecheck is installed, and in a checkout."""
    assert catalogue.folder() == Catalogue().folder
    assert {"hip-bridge", "plank"} <= set(IDS)


def refused(path: Path) -> PosecheckError:
    """The error with which a file is refused: one line that begins with its path."""
    with pytest.raises(PosecheckError) as caught:
        load(path)
    error = caught.value
    assert error.code is ExitCode.BAD_EXERCISE
    assert error.where == str(path)
    assert "\n" not in str(error)
    assert str(error).startswith(f"{path}: ")
    return error


BAD = {
    "unknown key": (
        "[start_posture]\n",
        "[start_posture]\nsteady = 2\n",
        ["start_posture.steady", "unknown key"],
    ),
    "unknown key at the top": (
        "[start_posture]\n",
        "[start_postur]\n",
        ["start_postur", "unknown key"],
    ),
    "unknown key of a check": ("max = 192", "maximum = 192", ["checks.0", "maximum"]),
    "unknown key of a signal": ("moves =", "move =", ["signals.lift_deg", "move"]),
    "wrong use of a signal": ('use = "inclination"', 'use = "slope"',
                              ["signals.thigh_deg.use", "'slope'", "joint_angle"]),
    "a point that does not exist": ('at = ["hip", "knee"]', 'at = ["hip", "kneecap"]',
                                    ["signals.thigh_deg", "'kneecap'", "foot_index", "mid_"]),
    "a point without its side": ('at = ["hip", "knee"], side = "near"', 'at = ["hip", "mid_knee"]',
                                 ["signals.thigh_deg", "'hip'", "mid_hip"]),
    "an own point": ('at = ["hip", "knee"], side = "near"', 'at = ["mid_hip", "own_knee"]',
                     ["signals.thigh_deg", "own", "apart"]),
    "a driver of no movement": ("[rep.half]", 'drivers = { hold = "hip_deg" }\n[rep.half]',
                           ["rep", "drivers", "'hold'", "lower"]),
    "words for the start": ("[rep.half]", ('[rep.left_out]\nid = "left-out"\nbecause = "x"\n'
                          'say.down = "x"\n[rep.half]'), ["left_out.say", "'down'"]),
    "a cadence without a sentence": ("[rep.half]", ('[rep.cadence]\nat_most_per_min = 120\n'
                                'because = "x"\n[rep.half]'), ["cadence", "say"]),
    "wrong use of a check": ('use = "keeps_level"', 'use = "keeps_flat"',
                             ["checks.1.use", "'keeps_flat'", "stays_within"]),
    "no use": ('use = "keeps_level"\n', "", ["checks.1", "use"]),
    "bad condition of a zone": ("hip_deg > 163 and", "hip_deg >> 163 and", ["zones.up", ">> 163"]),
    "bad condition to leave a zone": ('leave = "hip_deg < 158"', 'leave = "hip_deg"',
                                   ["zones.up", "'hip_deg'"]),
    "bad condition of the start": ("thigh_deg > 20", "thigh_deg => 20",
                                   ["start_posture.take", "=> 20"]),
    "bad condition of the attempt": ("lift_deg > 16", "lift_deg 16",
                                     ["rep.attempt", "lift_deg 16"]),
    "unknown signal in a zone": ('"lift_deg < 10"', '"rise_deg < 10"',
                                 ["zones.down", "'rise_deg'", "lift_deg"]),
    "unknown signal in the start": ("thigh_deg > 20", "shank_deg > 20",
                                    ["start_posture.take", "'shank_deg'"]),
    "unknown signal of a check": ('signal = "hip_deg"', 'signal = "hips_deg"',
                                  ["checks.0.signal", "'hips_deg'"]),
    "unknown driver": ('driver = "hip_deg"', 'driver = "hop_deg"', ["driver", "'hop_deg'"]),
    "unknown zone of a repetition": ('through = ["down", "up"', 'through = ["down", "top"',
                                ["rep.through", "'top'"]),
    "unknown zone of a hold": ('{ hold = "up" }', '{ hold = "top" }', ["rep.holds", "'top'"]),
    "unknown phase of a hold": ('{ hold = "up" }', '{ stay = "up" }', ["holds", "stay"]),
    "unknown window of a check": ('during = "lift"', 'during = "rise"',
                                  ["checks.2.during", "'rise'", "lift"]),
    "missing because": ('because = "The last reason."', "", ["checks.2", "because", "required"]),
    "empty because": ("The last reason.", "", ["checks.2", "because"]),
    "missing say": ('say = "Slower."\n', "", ["checks.2", "say", "required"]),
    "missing title": ('title = "Hip bridge"\n', "", ["title", "required"]),
    "wrong unit suffix": ("thigh_deg", "thigh_cm", ["signals.thigh_cm", "_deg"]),
    "wrong type": ("drop = 9", 'drop = "much"', ["checks.1", "drop", "number"]),
    "wrong joint": ('["hip", "knee"]', '["hip", "toe"]', ["signals.thigh_deg", "at"]),
    "too few joints": ('["shoulder", "hip", "knee"]', '["shoulder", "hip"]',
                       ["signals.hip_deg", "at"]),
    "wrong posture": ('posture = "supine"', 'posture = "flat"', ["posture", "supine"]),
    "wrong view": ('view = "side"', 'view = "top"', ["view", "front"]),
    "rest of nothing": ('of = "hip_deg"', 'of = "hop_deg"', ["signals.lift_deg.of", "'hop_deg'"]),
    "rest of a rest": ('of = "hip_deg"', 'of = "lift_deg"', ["signals.lift_deg.of"]),
    "too few phases": ('["lift", "hold", "lower"]', '["lift", "lower"]', ["rep", "3 phases"]),
    "a repetition that does not come back": ('"up", "down"]', '"up", "up"]', ["rep", "begins"]),
    "a side of its own": ('side = "near"', 'side = "own"', ["signals.hip_deg", "apart"]),
    "a dose below one": ("reps = 8", "reps = 0", ["dose.reps", "greater than 0"]),
    "an id that is no id": ("half-repetition", "Half repetition", ["rep.half.id"]),
    "id mismatch": ('id = "hip-bridge"', 'id = "hip-lift"', ["'hip-lift'", "'hip-bridge'"]),
    "not TOML": ("[start_posture]\n", "[start_posture\n", ["TOML", "line "]),
    "the same key twice": ('view = "side"', 'view = "side"\nview = "side"', ["TOML"]),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "words"), BAD.values(), ids=BAD)
def test_a_mistake_is_reported_in_one_line_with_its_file_and_its_key(
    old: str, new: str, words: list[str], tmp_path: Path
) -> None:
    """Where something has to be chosen, the line says what is allowed."""
    assert old in GOOD
    path = tmp_path / "hip-bridge.toml"
    times = -1 if old == "thigh_deg" else 1
    path.write_text(GOOD.replace(old, new, times), encoding="utf-8")
    message = str(refused(path))
    for word in words:
        assert word in message.removeprefix(str(path))


def test_several_mistakes_are_reported_at_once(tmp_path: Path) -> None:
    """Nobody likes to correct them one after the other."""
    path = tmp_path / "hip-bridge.toml"
    bad = GOOD.replace("drop = 9", "drop = []").replace('view = "side"', 'view = "top"')
    path.write_text(bad, encoding="utf-8")
    message = str(refused(path))
    assert "view" in message
    assert "drop" in message


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('zone = "up"', 'zone = "top"', ["hold.zone", "'top'"]),
        ('driver = "line_deg"', 'driver = "lines_deg"', ["driver", "'lines_deg'"]),
        ("within_s = 15", "within_s = -1", ["hold.interrupted.within_s"]),
        ('during = "up"', 'during = "down"', ["checks.0.during", "'down'"]),
        ("[hold]", '[rep]\nthrough=["up","up","up"]', ["rep"]),
        ("height_trunk = {", "height_deg = {", ["signals.height_deg", "_trunk"]),
    ],
)
def test_a_mistake_in_an_exercise_of_one_hold_is_reported_as_well(
    old: str, new: str, words: list[str], tmp_path: Path
) -> None:
    """Its file has [hold] instead of [rep]."""
    assert old in HOLD
    path = tmp_path / "plank.toml"
    path.write_text(HOLD.replace(old, new, 1), encoding="utf-8")
    message = str(refused(path))
    for word in words:
        assert word in message.removeprefix(str(path))


def test_neither_rep_nor_hold_and_both_are_refused(tmp_path: Path) -> None:
    """An exercise is one of the two."""
    path = tmp_path / "plank.toml"
    path.write_text(HOLD[: HOLD.index("[hold]")], encoding="utf-8")
    assert "either [rep] or [hold]" in str(refused(path))
    both = GOOD + '\n[hold]\nzone = "up"\ndriver = "hip_deg"\n'
    (tmp_path / "hip-bridge.toml").write_text(both, encoding="utf-8")
    assert "either [rep] or [hold]" in str(refused(tmp_path / "hip-bridge.toml"))


def test_repetitions_without_a_start_posture_are_refused(tmp_path: Path) -> None:
    """Else getting into place would be counted."""
    start, end = GOOD.index("[start_posture]"), GOOD.index("[zones]")
    path = tmp_path / "hip-bridge.toml"
    path.write_text(GOOD[:start] + GOOD[end:], encoding="utf-8")
    assert "[start_posture]" in str(refused(path))


@pytest.mark.parametrize("limits", ["", "for_s = 1\n"])
def test_a_check_without_any_limit_is_refused(limits: str, tmp_path: Path) -> None:
    """It could never find a fault, and all would look well."""
    path = tmp_path / "hip-bridge.toml"
    path.write_text(GOOD.replace("max = 192\n", limits), encoding="utf-8")
    assert "checks.0" in str(refused(path))


def test_two_checks_of_one_name_are_refused(tmp_path: Path) -> None:
    """A finding has to lead to one limit."""
    path = tmp_path / "hip-bridge.toml"
    path.write_text(GOOD.replace('id = "over-arched"', 'id = "fast-lift"'), encoding="utf-8")
    assert "fast-lift" in str(refused(path))


def test_a_file_that_is_not_utf_8_is_reported(tmp_path: Path) -> None:
    """It does not look like a bug of the decoder."""
    path = tmp_path / "hip-bridge.toml"
    path.write_bytes(GOOD.replace("–", "-").replace("Lift.", "Höher.").encode("latin-1"))
    assert "cannot be read" in str(refused(path))


def test_a_file_that_is_not_there_is_reported(tmp_path: Path) -> None:
    """A folder cannot be read as a file either."""
    assert "no such file" in str(refused(tmp_path / "hip-bridge.toml"))
    (tmp_path / "folder.toml").mkdir()
    assert "cannot be read" in str(refused(tmp_path / "folder.toml"))


def test_a_folder_that_is_not_there_is_reported(tmp_path: Path) -> None:
    """This happens when the catalogue is opened, not when the first exercise is read."""
    with pytest.raises(PosecheckError) as caught:
        Catalogue(tmp_path / "nowhere")
    assert caught.value.code is ExitCode.BAD_EXERCISE
    assert str(tmp_path / "nowhere") in str(caught.value)


@pytest.mark.parametrize(
    ("asked", "near"),
    [("bridge", "hip-bridge"), ("hip_bridge", "hip-bridge"), ("planks", "plank")],
)
def test_an_unknown_exercise_suggests_the_nearest(asked: str, near: str) -> None:
    """Most often the name was only mistyped."""
    with pytest.raises(PosecheckError) as caught:
        Catalogue().get(asked)
    assert caught.value.code is ExitCode.BAD_EXERCISE
    assert repr(asked) in str(caught.value)
    assert f"Did you mean {near!r}?" in str(caught.value)


def test_a_name_like_none_suggests_nothing() -> None:
    """The error says only how to list all of them."""
    with pytest.raises(PosecheckError) as caught:
        Catalogue().get("zzzzzzz")
    assert "Did you mean" not in str(caught.value)
    assert "posecheck exercises" in str(caught.value)


@pytest.mark.parametrize("asked", ["../hip-bridge", "hip-bridge.toml", "", "HIP-BRIDGE"])
def test_an_id_is_no_path(asked: str) -> None:
    """Nothing outside of the folder is read."""
    with pytest.raises(PosecheckError, match="no exercise is called"):
        Catalogue().get(asked)


def test_a_folder_without_exercises_is_reported(tmp_path: Path) -> None:
    """Else every exercise would be unknown, and the list that is offered empty."""
    (tmp_path / "notes.txt").write_text("none")
    with pytest.raises(PosecheckError) as caught:
        Catalogue(tmp_path)
    assert caught.value.code is ExitCode.BAD_EXERCISE
    assert "no exercise file" in str(caught.value)


def test_a_file_is_read_once_and_again_where_it_was_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server shows 41 exercises with each plan; somebody may write one while it runs."""
    read: list[Path] = []
    monkeypatch.setattr(catalogue, "load", lambda path: (read.append(path), load(path))[1])
    file = tmp_path / "hip-bridge.toml"
    file.write_text(GOOD)
    exercises = Catalogue(tmp_path)
    assert exercises.get("hip-bridge") is exercises.get("hip-bridge")
    assert len(read) == 1
    file.write_text(GOOD.replace('title = "Hip bridge"', 'title = "A bridge of the hip"'))
    assert exercises.get("hip-bridge").title == "A bridge of the hip"
    file.unlink()
    with pytest.raises(PosecheckError, match="no exercise is called"):
        exercises.get("hip-bridge")


def test_a_wrong_file_is_wrong_each_time(tmp_path: Path) -> None:
    """And right once it was mended."""
    file = tmp_path / "hip-bridge.toml"
    file.write_text(GOOD.replace("reps = 8", "reps = 0"))
    exercises = Catalogue(tmp_path)
    for _ in range(2):
        with pytest.raises(PosecheckError, match=r"dose\.reps"):
            exercises.get("hip-bridge")
    file.write_text(GOOD)
    assert exercises.get("hip-bridge").dose.reps == 8
