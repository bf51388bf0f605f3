"""The English sentences are short where they are spoken, and speak in the words of the glossary."""

from __future__ import annotations

import re

import pytest

from posecheck.words.language import ENGLISH

from .sentences import Entry, entries

SPOKEN = ("A live session", "Remarks", "Faults")
"""How the sections begin whose sentences are spoken."""

MOST_WORDS = 20

WRITTEN = {
    "because-": "stands in a report and on an exercise's sheet",
    "camera-side-low": "stands above the live session and on an exercise's sheet",
}
"""Sentences of these sections that are only read, by key or the beginning of a key."""

MAY_BE_LONG: dict[str, str] = {}
"""Spoken sentences that may have more words, by key, with the reason."""

OLD_WORDS = (
    "lane", "trail", "passage", "leg", "legs", "way", "ways", "stretch", "stretches",
    "place", "even", "control", "told", "tells", "tell", "partial", "let be", "named", "so much",
)  # fmt: skip
"""Words that stood for an idea which has another word in the glossary."""

IN_ANOTHER_SENSE = {
    "partial-until": "a report that was not looked at to its end",
    "partial-mark": "the same",
    "interrupted": "the same",
    "interrupted-rest": "the same",
    "heading-camera": "where the camera stands, and the person",
}
"""Sentences in which such a word does not mean that idea, by key."""

ENTRIES = entries(ENGLISH)


def spoken() -> list[Entry]:
    found = [e for e in ENTRIES.values() if e.section.startswith(SPOKEN)]
    return [e for e in found if not e.key.startswith(tuple(WRITTEN))]


def words(sentence: str) -> list[str]:
    return re.findall(r"[\w'’°-]+", sentence)


@pytest.mark.parametrize("entry", spoken(), ids=lambda e: e.key)
def test_a_spoken_sentence_is_short(entry: Entry) -> None:
    """Somebody hears it in the middle of an exercise."""
    for text in entry.texts:
        for sentence in re.split(r"(?<=[.?!])\s+", text):
            if entry.key not in MAY_BE_LONG:
                assert len(words(sentence)) <= MOST_WORDS, sentence


def test_there_are_spoken_sentences() -> None:
    """The headings of the file are those that are looked for."""
    for section in SPOKEN:
        assert sum(e.section.startswith(section) for e in ENTRIES.values()) > 5, section


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=lambda e: e.key)
def test_no_sentence_has_an_old_word(entry: Entry) -> None:
    """One word an idea, one idea a word: docs/glossary.md."""
    old = "|".join(map(re.escape, OLD_WORDS))
    found = [m for t in entry.texts for m in re.findall(rf"\b({old})\b", t, re.IGNORECASE)]
    assert bool(found) == (entry.key in IN_ANOTHER_SENSE), found


def test_every_exception_is_a_sentence() -> None:
    """One that is gone needs no exception."""
    assert set(MAY_BE_LONG) | set(IN_ANOTHER_SENSE) <= set(ENTRIES)
    for beginning in WRITTEN:
        assert any(key.startswith(beginning) for key in ENTRIES), beginning
