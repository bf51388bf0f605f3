"""A file of sentences that is read bit by bit holds what Fluent reads at once."""

from __future__ import annotations

from importlib import resources

import pytest
from fluent.syntax import ast
from fluent.syntax.parser import FluentParser

from posecheck.words import sentences as module
from posecheck.words.language import languages
from posecheck.words.sentences import Sentences


def text(code: str) -> str:
    return (resources.files(module.__package__) / f"{code}.ftl").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", languages())
def test_every_sentence_is_found_whole(code: str) -> None:
    """By its key, with all its lines, and nothing of its neighbours."""
    whole = FluentParser().parse(text(code))
    entries = {
        entry.id.name: entry for entry in whole.body if isinstance(entry, ast.Message | ast.Term)
    }
    found = Sentences(code, text(code))
    assert found.keys() == [
        name for name, entry in entries.items() if isinstance(entry, ast.Message)
    ]
    for name, source in found._entries.items():
        (alone,) = FluentParser().parse(source).body
        known = entries[name.removeprefix("-")]
        assert alone.equals(known, ignored_fields=["span", "comment"]), name


def test_a_sentence_brings_those_that_it_contains() -> None:
    """Terms and other sentences, also through each other, and in the forms of a selector."""
    text = """
a = { b } and { -c }
b = is { $n ->
    [one] one { d }
   *[other] many { d }
}

-c = c
d = d
"""
    assert Sentences("en", text).text("a", {"n": 1}) == "is one d and c"
    assert "-c" not in Sentences("en", text)
    with pytest.raises(KeyError):
        Sentences("en", text).text("e", {})
