"""Profiles on the disk."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.personal.profile import Calibration, ComfortableRange, Profile, Rest
from posecheck.files.folders import DATA_VARIABLE
from posecheck.store import profiles

numbers = st.floats(-500, 500)
spread = st.floats(0, 50)
sides = st.sampled_from([None, "left", "right"])
signals = st.sampled_from(["hip_deg", "left_hip_deg", "rolled_trunk"])
texts = st.text(st.characters(codec="utf-8", exclude_characters="\x7f"), min_size=1, max_size=20)
dates = st.dates().map(lambda day: day.isoformat())


@st.composite
def calibrations(draw: st.DrawFn) -> Calibration:
    """Any that can be distinguished from rest."""
    ranges, rest = [], {}
    for _ in range(draw(st.integers(1, 3))):
        farther = draw(st.sampled_from(["up", "down"]))
        at_rest, distance = draw(numbers), draw(st.floats(0.01, 300))
        comfort = ComfortableRange(
            signal=draw(signals),
            farther=farther,
            during=draw(st.sampled_from(["rep", "tuck again"])),
            side=draw(sides),
            comfortable=at_rest + (distance if farther == "up" else -distance),
            spread=draw(spread),
            repetitions=draw(st.integers(3, 99)),
        )
        if comfort.shown not in rest:
            ranges.append(comfort)
            rest[comfort.shown] = Rest(value=at_rest, noise=draw(spread))
    return Calibration(
        date=draw(dates), posecheck=draw(texts), model=draw(texts), view=draw(views),
        repetitions=draw(st.integers(3, 99)), ranges=ranges, rest=rest,
    )  # fmt: skip


views = st.sampled_from(["side", "front", "end"])
people = st.builds(
    Profile,
    name=st.from_regex(r"[a-z0-9][a-z0-9_-]{0,39}", fullmatch=True),
    exercises=st.dictionaries(st.sampled_from(["hip-bridge", "crunch"]), calibrations()),
)


@pytest.fixture
def anna(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Profile:
    """A profile, not yet written, and an empty data folder."""
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    comfort = ComfortableRange(
        signal="hip_deg", farther="up", comfortable=178, spread=1.2, repetitions=5
    )
    own = Calibration(
        date="2026-01-31", posecheck="1", view="side", repetitions=5, ranges=[comfort],
        rest={"hip_deg": Rest(value=130, noise=0.2)},
    )  # fmt: skip
    return Profile(name="anna", exercises={"hip-bridge": own})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people)
def test_a_profile_survives_writing_and_reading(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, person: Profile
) -> None:
    """Every number to its last digit."""
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    profiles.save(person)
    assert profiles.load(person.name) == person


def test_it_is_small_and_can_be_read_by_people(anna: Profile) -> None:
    """A heading, and below it plain names."""
    text = profiles.save(anna).read_text(encoding="utf-8")
    assert text.startswith("# How far a person comfortably goes")
    assert "[exercises.hip-bridge]" in text
    assert "comfortable = 178.0" in text
    assert "side" not in tomllib.loads(text)["exercises"]["hip-bridge"]["ranges"][0]


def test_saving_leaves_nothing_beside_it(anna: Profile) -> None:
    """And replaces the file whole."""
    path = profiles.save(anna)
    profiles.save(anna)
    assert [p.name for p in path.parent.iterdir()] == ["anna.toml"]
    assert profiles.names() == ("anna",)


@pytest.mark.parametrize(
    ("before", "after", "where"),
    [
        ("spread = 1.2", "spread = -1.2", "exercises.hip-bridge.ranges.0.spread"),
        ("spread = 1.2", "spread = nan", "exercises.hip-bridge.ranges.0.spread"),
        ('farther = "up"', 'farther = "out"', "ranges.0.farther: input should be 'up' or 'down'"),
        ("comfortable = 178.0", "comfortable = 120.0", "has to lie up from rest.hip_deg"),
        ("comfortable = 178.0", "comfort = 178.0", "ranges.0.comfort: unknown key"),
        ('date = "2026-01-31"', 'date = "yesterday"', "exercises.hip-bridge.date"),
        ("format = 1", "format = 2", "format: input should be 1"),
        ('name = "anna"', 'name = "bob"', "its name is 'bob', but its file name says 'anna'"),
        ("format = 1", "format =", "is not TOML"),
        (
            "repetitions = 5",
            "repetitions = 2",
            "repetitions: input should be greater than or equal",
        ),
    ],
)
def test_a_wrong_file_names_itself_the_place_and_what_is_allowed(
    anna: Profile, before: str, after: str, where: str
) -> None:
    """In one line, with what to do."""
    path = profiles.save(anna)
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(PosecheckError) as caught:
        profiles.load("anna")
    assert caught.value.code == ExitCode.BAD_PROFILE
    assert str(caught.value).startswith(f"{path}: ")
    assert where in str(caught.value)
    assert "calibrate again" in str(caught.value)


def test_a_file_that_is_no_text_is_an_error(anna: Profile) -> None:
    """A picture with that name, say."""
    path = profiles.save(anna)
    path.write_bytes(b"\xff\xd8\xff")
    with pytest.raises(PosecheckError, match="cannot be read"):
        profiles.load("anna")


@pytest.mark.parametrize("name", ["", "Anna", "../anna", "a b", "a/b", "-a", "x" * 41, "anna\n"])
def test_a_name_is_a_file_name_and_nothing_else(anna: Profile, name: str) -> None:
    """A name may not lead out of the folder."""
    with pytest.raises(PosecheckError) as caught:
        profiles.path_of(name)
    assert caught.value.code == ExitCode.USAGE


def test_a_missing_one_suggests_the_nearest(anna: Profile) -> None:
    """Or how to make one."""
    with pytest.raises(PosecheckError, match=r"posecheck calibrate ID SOURCE --profile ana"):
        profiles.load("ana")
    profiles.save(anna)
    with pytest.raises(PosecheckError, match=r"Did you mean 'anna'\?"):
        profiles.load("ana")


def test_deleting_deletes_the_file_even_a_wrong_one(anna: Profile) -> None:
    """A person's data go when they say so."""
    path = profiles.save(anna)
    path.write_text("nonsense", encoding="utf-8")
    assert profiles.delete("anna") == path
    assert profiles.names() == ()
    with pytest.raises(PosecheckError, match="there is no profile 'anna'"):
        profiles.delete("anna")


def test_a_folder_that_cannot_be_written_is_an_error(anna: Profile, tmp_path: Path) -> None:
    """With its name."""
    (tmp_path / "profiles").write_text("in the way")
    with pytest.raises(PosecheckError, match="cannot be written"):
        profiles.save(anna)
