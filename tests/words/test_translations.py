"""An exercise's texts in other languages, and what is shown where there are none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from posecheck.app import consoles
from posecheck.app.exercise_words import Wording
from posecheck.errors import ExitCode, PosecheckError
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.words.exercise_texts import Translation, texts_of, translated, translation
from posecheck.words.language import ENGLISH, languages
from posecheck.words.speech import Speech

from .families import exercises

PLANK = Catalogue().get("plank")

PLANK_IN_GERMAN: dict[str, Any] = {
    "title": "Unterarmstütz",
    "camera": "Die Kamera steht seitlich.",
    "how": [f"Schritt {i}." for i in range(len(PLANK.how))],
    "cautions": [f"Vorsicht {i}." for i in range(len(PLANK.cautions))],
    "say": {check: f"Satz zu {check}." for check in texts_of(PLANK).say},
    "because": {"sag": "Ein Grund."},
    "names": {"sag": "durchhängen"},
}
"""A translation in which nothing is missing."""

Write = Callable[[dict[str, Any] | str], Catalogue]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a translation of the plank into a catalogue of its own."""

    def make(content: dict[str, Any] | str) -> Catalogue:
        (tmp_path / "plank.toml").write_text(
            (Catalogue().folder / "plank.toml").read_text("utf-8"), "utf-8"
        )
        (tmp_path / "de").mkdir()
        text = content if isinstance(content, str) else tomli_w.dumps(content)
        (tmp_path / "de" / "plank.toml").write_text(text, "utf-8")
        return Catalogue(tmp_path)

    return make


def without(key: str, *path: str) -> dict[str, Any]:
    """The translation without one key, or without one in a table of it."""
    found = {k: dict(v) if isinstance(v, dict) else v for k, v in PLANK_IN_GERMAN.items()}
    (found[path[0]] if path else found).pop(key)
    return found


def changed(key: str, value: Any) -> dict[str, Any]:
    return {**PLANK_IN_GERMAN, key: value}


def test_a_translation_replaces_the_texts_of_the_exercise(write: Write) -> None:
    """Reasons that it does not have stay English."""
    found = translation(PLANK, "de", write(PLANK_IN_GERMAN))
    texts = texts_of(PLANK, "de", found)
    assert (texts.language, texts.title) == ("de", "Unterarmstütz")
    assert texts.camera == "Die Kamera steht seitlich."
    assert texts.say == PLANK_IN_GERMAN["say"]
    english = texts_of(PLANK).because
    assert texts.because == {**english, "sag": "Ein Grund."}
    assert Speech(texts).name("sag") == "durchhängen"
    assert translated(PLANK, found).how == PLANK_IN_GERMAN["how"]
    assert translated(PLANK, found).checks == PLANK.checks


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (without("sag", "say"), "say: 'sag' is missing"),
        (changed("say", {**PLANK_IN_GERMAN["say"], "sagg": "x"}), "say: 'sagg' is no check of"),
        (changed("because", {"sagg": "x"}), "'sagg' is no check of plank"),
        (changed("how", PLANK_IN_GERMAN["how"][:-1]), f"how: {len(PLANK.how)} sentences are"),
        (changed("how", [*PLANK_IN_GERMAN["how"], "x"]), f"how: {len(PLANK.how)} sentences are"),
        (changed("cautions", []), f"cautions: {len(PLANK.cautions)} sentences are needed"),
        (without("title"), "title: "),
        (changed("titel", "x"), "titel: "),
        (changed("title", ""), "title: "),
        ("title = ", "is not TOML: "),
    ],
    ids=[
        "a sentence is missing", "an unknown check", "a reason for an unknown check",
        "a step too few", "a step too many", "no cautions", "no title", "an unknown key",
        "an empty title", "no TOML",
    ],
)  # fmt: skip
def test_a_wrong_translation_is_refused_with_its_place(
    content: dict[str, Any] | str, says: str, write: Write
) -> None:
    """The error says the file, and the place in it."""
    catalogue = write(content)
    with pytest.raises(PosecheckError) as caught:
        translation(PLANK, "de", catalogue)
    assert caught.value.code is ExitCode.BAD_EXERCISE
    assert caught.value.where == str(catalogue.folder / "de" / "plank.toml")
    assert says in str(caught.value)


def test_without_a_translation_all_is_english(write: Write) -> None:
    """Never half of it in one language and half in another."""
    catalogue = write(PLANK_IN_GERMAN)
    assert translation(PLANK, ENGLISH, catalogue) is None
    assert translation(PLANK, "fr", catalogue) is None
    assert texts_of(PLANK, "de", None) == texts_of(PLANK)
    assert translated(PLANK, None) is PLANK


def test_a_missing_translation_is_said_once(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """In English, as everything about that exercise is."""
    notes: list[str] = []
    monkeypatch.setattr(consoles, "note", notes.append)
    catalogue = write(PLANK_IN_GERMAN)
    (catalogue.folder / "de" / "plank.toml").unlink()
    wording = Wording(catalogue, "de")
    assert {wording.of(PLANK).texts.language for _ in range(3)} == {ENGLISH}
    assert notes == ["Plank has no German texts yet: everything is shown in English."]
    assert wording.general.language.code == "de"


@pytest.mark.parametrize("code", [c for c in languages() if c != ENGLISH])
def test_each_translation_that_there_is_is_whole(code: str) -> None:
    """It is checked as a user's session checks it, and belongs to an exercise."""
    catalogue = Catalogue()
    files = sorted((catalogue.folder / code).glob("*.toml"))
    assert files
    for file in files:
        found = translation(catalogue.get(file.stem), code, catalogue)
        assert found is not None, file


@pytest.mark.parametrize("code", [c for c in languages() if c != ENGLISH])
def test_names_in_a_translation_are_ids_of_the_exercise(code: str) -> None:
    """A name for an id that there is not would never be shown."""
    catalogue = Catalogue()
    for exercise in exercises():
        found = translation(exercise, code, catalogue)
        if found is not None:
            assert sorted(set(found.names) - ids(exercise)) == [], exercise.id


def ids(exercise: Exercise) -> set[str]:
    """All that may be named in an exercise, also what each side has of its own."""
    checks = {limit.check for limit in exercise.limits()}
    sided = {f"{side}_{name}" for side in exercise.counted_sides() for name in exercise.signals}
    return {*exercise.windows(), *exercise.zones, *exercise.signals, *checks, *sided}


PAIN = "Stop at once if it hurts."


@pytest.mark.parametrize(
    ("cautions", "expected"),
    [
        (["Keep breathing."], (PAIN, "Keep breathing.")),
        ([], (PAIN,)),
        (["Stop if it hurts."], ("Stop if it hurts.",)),
        (["Not with back pain."], ("Not with back pain.",)),
    ],
    ids=["nothing about pain", "no cautions", "it hurts", "pain"],
)
def test_cautions_always_say_what_to_do_when_it_hurts(
    cautions: list[str], expected: tuple[str, ...]
) -> None:
    """Where the file says nothing of it, posecheck does."""
    exercise = PLANK.model_copy(update={"cautions": cautions})
    assert texts_of(exercise).cautions == expected


def test_a_translation_gets_the_caution_in_its_own_language() -> None:
    """Whether it is needed is decided by the exercise's file."""
    exercise = PLANK.model_copy(update={"cautions": ["Keep breathing."]})
    found = Translation.model_validate(changed("cautions", ["Atmen Sie weiter."]))
    stop, breathe = texts_of(exercise, "de", found).cautions
    assert stop == Speech(code="de").text("stop-at-pain")
    assert breathe == "Atmen Sie weiter."


def test_the_reason_of_a_persons_own_limit_has_the_date() -> None:
    """Only where limits of their own are used."""
    assert "past-comfort" not in texts_of(PLANK).because
    because = texts_of(PLANK, calibrated_on="2026-01-31").because["past-comfort"]
    assert because == "Your own comfortable range, calibrated on 2026-01-31."


@pytest.mark.parametrize(
    "exercise_id",
    [e.id for e in exercises()],
)
def test_an_exercise_says_something_about_each_of_its_limits(exercise_id: str) -> None:
    """An advice and a reason: its own, or those for all exercises."""
    exercise = Catalogue().get(exercise_id)
    speech = Speech(texts_of(exercise))
    for limit in exercise.limits():
        for zone in str(limit.parameters.get("zones", "")).split(", "):
            assert speech.because(limit.check, zone or None), limit
            assert speech.say(limit.check, zone or None) or not limit.parameters, limit
