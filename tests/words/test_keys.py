"""Each key that posecheck uses has its sentence, and each sentence is used."""

from __future__ import annotations

from functools import cache

import pytest

from posecheck.words.language import ENGLISH

from .families import FAMILIES, names
from .sentences import entries, needed
from .used_keys import Use, uses

USES = uses()

OWN_SENTENCES = {"fault", "greeting", "hurt"}
"""Messages whose sentences `Speech` puts together: they have no key of their own."""

ADDED_LATER = {"remedy-camera": frozenset({"camera"})}
"""Values that another module adds: `app/calibrate.py` knows where the camera goes."""

OPTIONAL = "name-"
"""Sentences with this prefix are names. An id that has none is read as it is written."""


@cache
def members() -> frozenset[str]:
    """Every key that is put together."""
    return frozenset(prefix + member for prefix, found in FAMILIES.items() for member in found())


def test_the_source_says_which_keys_it_uses() -> None:
    """Otherwise a missing sentence would not be found."""
    assert [use.where for use in USES if use.unknown] == []
    assert len(USES) > 100


def test_each_family_of_keys_has_its_members() -> None:
    """A new prefix has to be added to `families.py`."""
    found = {prefix for use in USES for prefix in use.families}
    assert found - set(FAMILIES) - {OPTIONAL} == set()
    assert all(family() for family in FAMILIES.values())


def test_each_key_in_use_has_a_sentence() -> None:
    """In English, in which everything is there."""
    used = {key for use in USES for key in use.keys} | members()
    assert sorted(used - set(entries(ENGLISH)) - OWN_SENTENCES) == []


def test_each_sentence_is_in_use() -> None:
    """A sentence that nobody says would be translated for nothing."""
    used = {key for use in USES for key in use.keys} | members()
    used |= {other for entry in entries(ENGLISH).values() for other in entry.references}
    used |= {OPTIONAL + name.replace(" ", "-") for name in names()}
    assert sorted(set(entries(ENGLISH)) - used) == []


@pytest.mark.parametrize("use", [u for u in USES if u.values is not None], ids=lambda u: u.where)
def test_each_sentence_gets_the_values_that_it_needs(use: Use) -> None:
    """It may get more: one call asks for several sentences."""
    for key in use.keys - OWN_SENTENCES:
        given = (use.values or frozenset()) | ADDED_LATER.get(key, frozenset())
        assert needed(ENGLISH, key) <= given, key
