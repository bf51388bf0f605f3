"""Which language is used: the one asked for, POSECHECK_LANG, the system's, or English."""

from __future__ import annotations

import locale
import sys

import pytest

from posecheck.errors import ExitCode, PosecheckError
from posecheck.words import language
from posecheck.words.language import LANGUAGE_VARIABLE, chosen

SYSTEM = ("LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Unix machine that says nothing about its language; posecheck speaks three."""
    for name in (LANGUAGE_VARIABLE, *SYSTEM):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(locale, "getlocale", lambda: (None, None))
    monkeypatch.setattr(language, "languages", lambda: ("de", "en", "fr"))


@pytest.mark.parametrize(
    ("asked", "environment", "expected"),
    [
        ("de", {LANGUAGE_VARIABLE: "fr", "LC_ALL": "en_GB"}, "de"),
        (None, {LANGUAGE_VARIABLE: "fr", "LC_ALL": "de_DE.UTF-8"}, "fr"),
        (None, {LANGUAGE_VARIABLE: "", "LC_ALL": "de_DE.UTF-8"}, "de"),
        (None, {"LC_ALL": "de_DE.UTF-8", "LC_MESSAGES": "fr_FR", "LANG": "en_US"}, "de"),
        (None, {"LC_MESSAGES": "fr_FR", "LANG": "de_DE"}, "fr"),
        (None, {"LANG": "de_AT@euro"}, "de"),
        (None, {"LC_ALL": "", "LANG": "de"}, "de"),
        (None, {}, "en"),
        (None, {"LC_ALL": "C", "LANG": "de_DE"}, "en"),
        (None, {"LANG": "POSIX"}, "en"),
        (None, {"LANG": "C.UTF-8"}, "en"),
        (None, {"LANG": "xx_XX.UTF-8"}, "en"),
    ],
    ids=[
        "asked for", "POSECHECK_LANG", "an empty POSECHECK_LANG", "LC_ALL", "LC_MESSAGES", "LANG",
        "an empty LC_ALL", "nothing", "C before LANG", "POSIX", "C with an encoding", "unknown",
    ],
)  # fmt: skip
def test_the_first_that_says_something_decides(
    asked: str | None,
    environment: dict[str, str],
    expected: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The order is: asked for, POSECHECK_LANG, LC_ALL, LC_MESSAGES, LANG, English."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert chosen(asked) == expected


@pytest.mark.parametrize("asked", ["de-DE", "de_DE.UTF-8", "DE", "de"])
def test_a_language_may_be_written_in_several_ways(asked: str) -> None:
    """As browsers, systems and people write it."""
    assert chosen(asked) == "de"


@pytest.mark.parametrize("by_variable", [False, True], ids=["by option", "by POSECHECK_LANG"])
def test_an_unknown_language_that_was_asked_for_is_refused(
    by_variable: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the languages that there are."""
    if by_variable:
        monkeypatch.setenv(LANGUAGE_VARIABLE, "tlh")
    with pytest.raises(PosecheckError, match=r"'tlh'.*de, en, fr") as caught:
        chosen(None if by_variable else "tlh")
    assert caught.value.code is ExitCode.USAGE
