"""Which languages there are, which one is used, and the sentences of one."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any, Final, Literal

from posecheck.errors import ExitCode, PosecheckError
from posecheck.words.sentences import sentences

ENGLISH: Final = "en"
"""The language that has every sentence. Sentences that another language lacks are taken from it."""

LONG_TEXT: Final = 500
"""Characters. Fluent refuses a value of more than 1000; a path may have 4096."""

LANGUAGE_VARIABLE: Final = "POSECHECK_LANG"
"""The environment variable for the language."""


class Language:
    """The sentences of one language; it also writes numbers and lists as the language does.

    >>> Language("en").text("summary-reps", count=2)
    '2 repetitions'
    """

    def __init__(self, code: str) -> None:
        from babel import Locale

        self.code = code
        self.locale = Locale.parse(code)
        codes = [code] if code == ENGLISH else [code, ENGLISH]
        self._sources = [sentences(source) for source in codes]

    def has(self, key: str) -> bool:
        """Whether there is a sentence for that key."""
        return any(key in source for source in self._sources)

    def text(self, key: str, **values: Any) -> str:
        """The sentence for a key, with its values. Raises KeyError for an unknown key."""
        for source in self._sources:
            if key in source:
                marked, long_texts = _marked(values)
                text = source.text(key, marked)
                for mark, long_text in long_texts.items():
                    text = text.replace(mark, long_text)
                return text
        raise KeyError(key)

    def number(self, value: float, digits: int) -> str:
        """A number with that many digits behind the point, as the language writes it.

        >>> Language("de").number(1234.5, 1)
        '1234,5'
        """
        from babel.numbers import format_decimal

        pattern = "0." + "0" * digits if digits else "0"
        return format_decimal(value, pattern, locale=self.locale, decimal_quantization=True)

    def shortest(self, value: float) -> str:
        """A number without needless digits, with at most three behind the point.

        >>> Language("de").shortest(0.25), Language("de").shortest(192.0)
        ('0,25', '192')
        """
        from babel.numbers import format_decimal

        return format_decimal(value, "0.###", locale=self.locale)

    def joined(self, items: list[str], style: Literal["standard", "or"] = "standard") -> str:
        """Items as a list: "feet and knees", or with the other style "feet or knees"."""
        from babel.lists import format_list

        return format_list(items, style=style, locale=self.locale) if items else ""


def _marked(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """The values with a mark for each text that is too long for Fluent; and those texts."""
    marked, long_texts = dict(values), {}
    for number, (name, value) in enumerate(values.items()):
        if isinstance(value, str) and len(value) > LONG_TEXT:
            mark = f"\ue000{number}\ue000"
            marked[name], long_texts[mark] = mark, value
    return marked, long_texts


@cache
def language(code: str) -> Language:
    """The language of a code; its file is read once."""
    return Language(code)


@cache
def languages() -> tuple[str, ...]:
    """The codes of all languages that posecheck has."""
    files = (file.name for file in resources.files(__package__).iterdir())
    return tuple(sorted(name.removesuffix(".ftl") for name in files if name.endswith(".ftl")))


def chosen(asked: str | None) -> str:
    """The language to use: the one that was asked for, else POSECHECK_LANG, else the system's.

    Raises PosecheckError (USAGE) where posecheck does not have the language that was asked for.
    Where it does not have the system's language, the language is English.
    """
    asked = asked or os.environ.get(LANGUAGE_VARIABLE) or None
    if asked is not None:
        code = _code(asked)
        if code in languages():
            return code
        raise PosecheckError(
            f"posecheck does not have the language {asked!r}",
            remedy=f"Use one of: {', '.join(languages())}.",
            code=ExitCode.USAGE,
        )
    system = _code(_system() or ENGLISH)
    return system if system in languages() else ENGLISH


def _code(text: str) -> str:
    """A locale's language: "de" of "de_DE.UTF-8"."""
    return text.replace("-", "_").partition("_")[0].partition(".")[0].lower()


def _system() -> str | None:
    """The locale of the system; None where it has none."""
    if sys.platform == "win32":
        import ctypes

        number = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return locale.windows_locale.get(number)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return None if value in ("C", "POSIX") else value
    return locale.getlocale()[0]
