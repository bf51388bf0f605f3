"""Each language has the sentences of English, with the same values, and all of them can be made."""

from __future__ import annotations

import doctest
import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from fluent.syntax import ast

from posecheck.words import exercise_texts, language, speech
from posecheck.words.language import ENGLISH, Language, languages
from posecheck.words.speech import Speech

from .sentences import Variable, entries, needed, resource
from .test_keys import OPTIONAL

OTHERS = [code for code in languages() if code != ENGLISH]
NUMBERS = (0, 1, 2, 3, 5, 21, 0.37)
"""Numbers of different plural forms, in the languages that have more than two."""


@pytest.mark.parametrize("module", [exercise_texts, language, speech], ids=lambda m: m.__name__)
def test_examples_hold(module: Any) -> None:
    """The examples in the docstrings are true."""
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("code", languages())
def test_a_file_of_sentences_is_read_to_its_end(code: str) -> None:
    """Fluent reads over an entry that it does not understand."""
    junk = [each.content for each in resource(code).body if isinstance(each, ast.Junk)]
    assert junk == []
    assert len(entries(code)) > 100


def required(code: str) -> set[str]:
    """The keys that every language has to have."""
    return {key for key in entries(code) if not key.startswith(OPTIONAL)}


@pytest.mark.parametrize("code", OTHERS)
def test_a_language_has_the_keys_of_english(code: str) -> None:
    """Names are optional: an id that has none is read as it is written."""
    assert sorted(required(ENGLISH) - required(code)) == []
    assert sorted(required(code) - required(ENGLISH)) == []


@pytest.mark.parametrize("code", OTHERS)
def test_a_sentence_needs_the_same_values_in_every_language(code: str) -> None:
    """It may neither leave one out nor need one that nobody gives."""
    both = entries(ENGLISH).keys() & entries(code).keys()
    assert {k: needed(code, k) for k in both} == {k: needed(ENGLISH, k) for k in both}


@pytest.mark.parametrize("code", languages())
def test_every_sentence_can_be_made(code: str) -> None:
    """With each case of each choice, and without a value that is not filled in."""
    for key in entries(code):
        for values in samples(code, key):
            text = Speech(code=code).text(key, **values)
            assert "{" not in text, text
            assert text or (key, values) == ("on-side", {"side": "both"}), key


def samples(code: str, key: str) -> Iterator[dict[str, Any]]:
    """Values for a sentence: all combinations of those that each variable may have."""
    variables = all_variables(code, key)
    for chosen in itertools.product(*map(possible, variables)):
        yield {v.name: value for v, value in zip(variables, chosen, strict=True)}


def all_variables(code: str, key: str) -> list[Variable]:
    """The variables of a sentence, also of the sentences that it has in itself."""
    entry = entries(code)[key]
    found = list(entry.variables)
    for other in entry.references:
        found += [v for v in all_variables(code, other) if v.name not in {f.name for f in found}]
    return found


def possible(variable: Variable) -> tuple[Any, ...]:
    if variable.name == "parts":
        return (["feet"], ["feet", "knees", "head"])
    if variable.is_number:
        return NUMBERS
    return variable.cases or ("abc",)


def test_a_value_of_any_length_finds_its_place() -> None:
    """A path may have 4096 characters; Fluent itself refuses more than 1000."""
    path = "/a" * 2048
    assert Language("en").text("written", path=path) == f"Written: {path}"
