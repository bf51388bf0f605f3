"""What recordings of real people show is read from their labels, and from people's readings."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from calibration.real import halves, labels, others
from calibration.real.labels import Truth
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise

ROW = {
    "file": "made-up-1.npz",
    "exercise": "hip-bridge",
    "seen": "hip bridge",
    "reps": "4",
    "per_side": "bilateral",
    "holds_s": "",
    "quality": "good",
    "framing": "full body",
    "confidence": "sure",
}


def parsed(**changes: str) -> Truth:
    return labels.parsed(ROW | changes)


@pytest.mark.parametrize(
    ("changes", "reps"),
    [
        ({"reps": "4"}, (4, 4)),
        ({"reps": "4 cycles (1.0-2.0 and 3.0-end)"}, (4, 4)),
        ({"reps": "4 (held at end)"}, (3, 4)),
        ({"holds_s": "top held 1.0-2.0; 4th descent cut at end"}, (3, 4)),
        ({"holds_s": "top held 1.0-2.0, 5.0-end"}, (3, 4)),
        ({"per_side": "R 4 (last one not returned)"}, (3, 4)),
        ({"reps": "4 and one cut (tops 1.0, 2.0)"}, (4, 5)),
        ({"reps": "about 30 steps", "confidence": "steps +-3"}, (27, 33)),
        ({"reps": "about 30 steps"}, None),
        ({"reps": "unsure (0 or 1)"}, None),
        ({"confidence": "unsure"}, None),
        ({"reps": "1 hold"}, None),
        ({"reps": "hold"}, None),
        ({"exercise": "none (squat)"}, None),
    ],
)
def test_the_right_counts_are_read_from_a_label(
    changes: dict[str, str], reps: tuple[int, int] | None
) -> None:
    assert parsed(**changes).reps == reps


@pytest.mark.parametrize(
    ("per_side", "sides"),
    [
        ("R 3, L 1", ((1, 1), (3, 3))),
        ("L arm+R leg 2, R arm+L leg 2", ((2, 2), (2, 2))),
        ("all R arm + L leg", ((0, 0), (4, 4))),
        ("3 left, 1 right", ((3, 3), (1, 1))),
        ("L 2?, R 2? (sides unsure)", (None, None)),
        ("L 1, both 1", (None, None)),
        ("bilateral", (None, None)),
    ],
)
def test_sides_are_read_only_where_they_are_sure_and_add_up(
    per_side: str, sides: tuple[object, object]
) -> None:
    truth = parsed(per_side=per_side)
    assert (truth.left, truth.right) == sides
    assert parsed(per_side=per_side, confidence="sure (sides fairly sure)").left is None


@pytest.mark.parametrize(
    ("changes", "spans"),
    [
        ({"holds_s": "top held 1.4-2.8, 6-7.3"}, ((1.4, 2.8), (6.0, 7.3))),
        ({"holds_s": "12.0-end (20.5)"}, ((12.0, None),)),
        ({"seen": "plank", "holds_s": "lying 0-5.5, plank 12.0-end"}, ((12.0, None),)),
        ({"holds_s": "see per side", "per_side": "R 1 (3.0-4.0)"}, ((3.0, 4.0),)),
        ({"holds_s": "no real hold (about 0.6 s at top)"}, ()),
    ],
)
def test_only_the_holds_of_the_exercise_are_read(
    changes: dict[str, str], spans: tuple[object, ...]
) -> None:
    assert parsed(**changes).holds == spans


def test_a_movement_that_is_none_names_what_it_is_near_to() -> None:
    truth = parsed(exercise="none (sit-up; near: crunch)")
    assert truth.unknown
    assert truth.near == ("crunch",)
    assert not parsed().unknown


@pytest.mark.parametrize(
    ("quality", "good"),
    [
        ("good; smooth", True),
        ("flat, good", True),
        ("good, brisk (2 s/rep)", True),
        ("good; hips arched a little", False),
        ("fast, no pause", False),
        ("", False),
    ],
)
def test_form_is_good_where_it_is_said_and_nothing_wrong_is_named(quality: str, good: bool) -> None:
    assert parsed(quality=quality).good_form is good


def test_what_is_read_by_hand_replaces_the_text() -> None:
    truth = parsed(reps="4", holds_s="1.0-2.0")
    reading = {"reps": [2, 3], "holds": [[1.5, "end"]], "near": ["plank"], "why": "because"}
    changed = labels.by_reading(truth, reading)
    assert changed.reps == (2, 3)
    assert changed.holds == ((1.5, None),)
    assert changed.near == ("plank",)
    assert changed.good_form == truth.good_form


@pytest.mark.parametrize(
    ("reading", "complaint"),
    [
        ({"reps": [2, 3]}, "why"),
        ({"rep": [2, 3], "why": "because"}, "unknown"),
        ({"reps": [3, 2], "why": "because"}, "no range"),
    ],
)
def test_a_reading_without_a_reason_or_with_a_typing_error_is_refused(
    reading: dict[str, object], complaint: str
) -> None:
    with pytest.raises(ValueError, match=complaint):
        labels.by_reading(parsed(), reading)


def test_every_recording_is_in_one_half_and_no_person_is_in_both() -> None:
    """`half_of` refuses a recording that is named twice."""
    half_of = halves.half_of()
    people = halves.groups()
    assert set(half_of.values()) == set(people) == {"half_a", "half_b"}
    assert not set(people["half_a"]) & set(people["half_b"])


def test_a_recording_that_is_named_twice_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "people.toml"
    file.write_text('[half_a]\none = ["a-1"]\n[half_b]\ntwo = ["a-1"]\n', "utf-8")
    with pytest.raises(ValueError, match="a-1 is named twice"):
        halves.half_of(file)


def test_readings_are_of_recordings_in_a_half_and_name_exercises_of_the_catalogue() -> None:
    readings = tomllib.loads(labels.READINGS.read_text("utf-8"))
    assert set(readings) <= set(halves.half_of())
    known = set(Catalogue().ids())
    for recording, reading in readings.items():
        truth = labels.by_reading(replace(parsed(), recording=recording), reading)
        assert {*truth.near, *truth.shows, *truth.may_be_named} <= known


@pytest.fixture(scope="module")
def exercises() -> dict[str, Exercise]:
    catalogue = Catalogue()
    return {name: catalogue.get(name) for name in catalogue.ids()}


def test_other_exercises_are_chosen_by_name_and_never_what_may_be_counted(
    exercises: dict[str, Exercise],
) -> None:
    truth = replace(parsed(), near=("crunch",), shows=("prone-lying",))
    chosen = others.chosen(truth, exercises)
    assert len(set(chosen)) == others.OTHERS
    assert chosen == others.chosen(truth, dict(reversed(exercises.items())))
    assert chosen != others.chosen(replace(truth, recording="made-up-2"), exercises)
    every = others.chosen(truth, exercises, len(exercises))
    assert not {"hip-bridge", "pelvic-tilt", "crunch", "prone-lying"} & set(every)


@pytest.mark.parametrize(
    ("own", "alike"),
    [
        ("hip-bridge", "pelvic-tilt"),  # looks like it
        ("levator-scapulae-stretch", "upper-trapezius-stretch"),  # contains it
        ("upper-trapezius-stretch", "levator-scapulae-stretch"),  # is contained in it
        ("single-knee-to-chest", "double-knee-to-chest"),  # ALIKE
    ],
)
def test_exercises_that_are_related_are_left_out(
    exercises: dict[str, Exercise], own: str, alike: str
) -> None:
    assert alike in others.left_out(parsed(exercise=own), exercises)


def test_alike_exercises_are_in_the_catalogue(
    exercises: dict[str, Exercise],
) -> None:
    for group, why in others.ALIKE:
        assert group <= set(exercises)
        assert why
