"""Whatever stands in a sentence, the words around it agree with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

import pytest

from posecheck.words.language import languages
from posecheck.words.speech import Speech

from .families import parts
from .sentences import entries
from .test_languages import all_variables, samples

VERBS = {
    "en": r"is|are|was|were|has|have|does|do|\w+s outside",
    "de": r"ist|sind|war|waren|hat|haben|fehlt|fehlen|liegt|liegen",
}
"""Words that would have to agree with the parts of the body in a sentence."""

MANY = {
    "en": r"\b1 (?!is\b|times as)[a-z]{2,}s\b",
    "de": r"\b1 (Wiederholungen|Schritte|Bilder|Aufnahmen|Dateien|Male|Übungen|weitere Male)\b",
}
"""One of something that is told as if it were several."""

NO_COUNT = {
    "hold-tired": "a factor, which has a fraction",
    "remedy-record-again": "three or more",
    "too-few-pictures": "a rate, which is 12",
    "slow-note": "the rate of a camera, with a fraction",
    "rest-between-sets": "the rest, which is 30 s",
}
"""Sentences whose number is never a single one, by key, with the reason."""


def lists() -> Iterator[list[str]]:
    """Every combination of parts of the body."""
    every = sorted(parts())
    for count in range(1, len(every) + 1):
        yield from (list(some) for some in combinations(every, count))


@pytest.mark.parametrize("code", languages())
def test_sentences_with_parts_of_the_body_need_no_agreement(code: str) -> None:
    """One head, two feet, or several parts: no verb goes with them."""
    with_parts = [k for k in entries(code) if {"parts"} == {v.name for v in all_variables(code, k)}]
    assert "remark-cut-off" in with_parts
    for key in with_parts:
        for some in lists():
            text = Speech(code=code).text(key, parts=some)
            assert not re.search(rf"\b({VERBS[code]})\b", text), text
            for part in some:
                assert Speech(code=code).text(f"part-{part}") in text


@pytest.mark.parametrize("code", languages())
def test_one_of_something_is_not_told_as_several(code: str) -> None:
    """In every sentence with a number."""
    for key in entries(code):
        for values in samples(code, key) if key not in NO_COUNT else ():
            text = Speech(code=code).text(key, **values)
            assert not re.search(MANY[code], text), f"{key}: {text}"


def test_every_exception_is_a_sentence() -> None:
    """One that is gone needs no exception."""
    assert set(NO_COUNT) <= set(entries("en"))
